"""Judging: pure, in the order of the form, by the profile; never a refusal, whatever is typed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.documents.document import Document, Row
from perfdesk.documents.finding import Finding
from perfdesk.errors import FormError
from perfdesk.forms.catalogue import framework, profile
from perfdesk.forms.profile import Profile
from perfdesk.rules.rulebook import judge
from tests.rules.cases import FORM, GOOD, GOOD_ROWS, fields, indicator, with_rows, without
from tests.rules.test_every_rule import fixed, spoken

LEVELS = ["产出指标", "效益指标", "满意度指标", "成本指标", "实施效果指标", "效益指示", "", " ", "产出"]
SECONDS = [
    "数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "可持续影响指标", "服务对象满意度指标",
    "效益指标", "满意度指标", "经济成本指标", "数量指示", "", "生态",
]  # fmt: skip
NAMES = [
    "参训人数", "考核合格率", "系统故障率", "全年纳税额", "人均培训费用", "数量指标", "社会效益指标", "无",
    "", "合格率(%)", "处理投诉件数",
]  # fmt: skip
VALUES = [
    "≥95%", "95%", "95", "0", "1", "≤0件", ">=5次", "5%以上", "二100%", "≥XX人", "好", "", "无", "200%", "2",
    "20-30", "较上年降低5%", "≥", "0.95", "≤1880万元", "１２０", "《5天",
]  # fmt: skip
AMOUNTS = ["", "0", "50", "50.00", "-3", "1,000", "五十", "/", "5e3", "9" * 39]
PERIODS = ["", "2024年1月至2024年12月", "2023年12月至2023年1月", "3年", "长期", "全年", "2020年"]
any_text = st.text(max_size=20)


def a_text(words: list[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(words), any_text)


rows = st.lists(
    st.fixed_dictionaries(
        {"level1": a_text(LEVELS), "level2": a_text(SECONDS), "name": a_text(NAMES), "value": a_text(VALUES)}
    ),
    max_size=6,
).map(lambda texts: tuple(Row(str(number), row) for number, row in enumerate(texts, start=1)))
field_texts = st.fixed_dictionaries(
    {},
    optional={
        **{key: a_text(["", "甲单位", "20241000060707"]) for key in GOOD.texts if "." not in key},
        "project.name": a_text(["", "20241000060707 甲", "甲"]),
        "money.unit": a_text(["", "元", "万元", "人"]),
        "year": a_text(["2024", "", "明年"]),
        "period": a_text(PERIODS),
        "category": a_text(["工程类"]),
        **{key: a_text(AMOUNTS) for key in GOOD.texts if key.startswith("funds.")},
        "goal.total": a_text([""]),
    },
)
documents = st.builds(Document, st.just("d"), st.just("p"), st.just(FORM.ref), field_texts, rows)


@given(documents)
def test_any_document_can_be_judged_and_always_alike(document: Document) -> None:
    once = judge(document, FORM)

    assert judge(document, FORM) == once
    assert len({finding.id for finding in once}) == len(once)


@settings(derandomize=True)  # a wide search; what it finds is mended, but not while others wait for the suite
@given(documents)
def test_every_fix_removes_its_finding_and_reveals_nothing(document: Document) -> None:
    before = judge(document, FORM)
    for finding in before:
        if finding.fix:
            after = spoken(judge(fixed(document, finding), FORM))

            assert (finding.rule, str(finding.address)) not in after
            # a fix that copies or moves words takes their odd characters along
            assert {place for place in after if place[0] not in {"TXT-08", "PRT-01"}} <= spoken(before)


@given(documents)
def test_fixes_that_are_safe_end_in_a_form_without_safe_fixes(document: Document) -> None:
    for _ in range(40):
        safe = [finding for finding in judge(document, FORM) if finding.fix and finding.fix.safe]
        if not safe:
            return
        document = fixed(document, safe[0])
    pytest.fail("safe fixes go round in circles")


def test_findings_come_in_the_order_of_the_form() -> None:
    document = with_rows(
        ("产出指标", "数量指标", "参训人数", "120"),
        ("产出指标", "质量指标", "", "≥95%"),
        ("产出指标", "成本指标", "人均培训费用", "≤400元"),
        ("效益指标", "可持续影响指标", "政策知晓率", "85%"),
        start=fields({"filler": "", "period": "", "funds.annual.sum": "60", "goal.annual": ""}),
    )

    assert [(finding.rule, str(finding.address)) for finding in judge(document, FORM)] == [
        ("HDR-02", "filler"),
        ("HDR-06", "period"),
        ("FUND-02", "funds.annual.sum"),
        ("FUND-03", "funds.annual.sum"),
        ("GOAL-01", "goal.annual"),
        ("CMP-03", "rows:满意度指标"),
        ("CMP-10", "rows"),
        ("CMP-06", "rows:产出指标"),
        ("VAL-02", "1/value"),
        ("VAL-03c", "1/value"),
        ("STR-05", "2/name"),
        ("CMP-08", "rows:效益指标"),
        ("VAL-03a", "4/value"),
    ]


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in findings]


def test_a_profile_sets_severities_and_switches_rules_off() -> None:
    office = Profile("office", "本单位", severity={"VAL-03c": "error"}, off=("VAL-02",))

    assert said(judge(indicator("参训人数", "120"), FORM, office)) == [("VAL-03c", "error")]


def test_a_profile_adds_words_and_takes_words_away() -> None:
    office = Profile(
        "office", "本单位",
        words={"directions.reverse": ("鼠患", "-故障"), "units.座谈": ("场",), "units.率": ("-%", "‰")},
    )  # fmt: skip

    # with ‰ for every share, the percentages of GOOD get a word, too
    assert ("VAL-03b", "error") in said(judge(indicator("鼠患数", "3起"), FORM, office))
    assert ("VAL-03c", "info") in said(judge(indicator("电梯故障率", "3起"), FORM, office))
    (finding,) = [each for each in judge(indicator("基层座谈", "≥3"), FORM, office) if each.rule == "VAL-02"]
    assert finding.fix
    assert finding.fix.label == "改为「≥3场」"


def test_a_profile_widens_the_tolerance_of_sums() -> None:
    form = fields({"funds.annual.fiscal": "40.05"})

    assert said(judge(form, FORM)) == [("FUND-02", "error")]
    assert judge(form, FORM, Profile("office", "本单位", numbers={"tolerance": 0.1})) == ()


@pytest.mark.parametrize(
    ("stray", "named"),
    [
        (Profile("office", "本单位", severity={"VAL-2": "info"}), "severity.VAL-2"),
        (Profile("office", "本单位", off=("STR-1",)), "off.STR-1"),
        (Profile("office", "本单位", numbers={"tolerence": 1}), "numbers.tolerence"),
        (Profile("office", "本单位", words={"directions.revers": ("鼠患",)}), "words.directions.revers"),
    ],
)
def test_a_misspelt_name_in_a_profile_is_named_with_its_file(stray: Profile, named: str) -> None:
    with pytest.raises(FormError, match=named) as caught:
        judge(GOOD, FORM, stray)

    assert "office.toml" in str(caught.value)


CORE_ROWS = (("成本指标", "经济成本指标", "教材单价", "≤40元"), *GOOD_ROWS[:3], *GOOD_ROWS[4:])


def test_the_framework_is_asked_for_levels_and_not_the_form() -> None:
    core = framework("core-101")

    assert judge(with_rows(*CORE_ROWS), FORM, framework=core) == ()
    found = judge(GOOD, FORM, framework=core)
    assert [(finding.rule, finding.severity, str(finding.address)) for finding in found] == [
        ("STR-03", "warning", "4/level2")
    ]


def test_where_cost_is_a_first_level_its_row_is_put_forward_at_the_top() -> None:
    document = without(GOOD_ROWS[3])

    (finding,) = judge(document, FORM, framework=framework("core-101"))

    assert (finding.rule, str(finding.address)) == ("CMP-07", "rows")
    assert fixed(document, finding).rows[0].texts == {
        "level1": "成本指标", "level2": "经济成本指标", "name": "项目总成本", "value": "≤50万元"
    }  # fmt: skip


def test_the_core_profile_asks_for_timeliness_and_satisfaction_only_softly() -> None:
    document = with_rows(*CORE_ROWS[:3], CORE_ROWS[4])

    found = judge(document, FORM, profile("core-101"), framework("core-101"))

    assert said(found) == [("CMP-03", "info"), ("CMP-10", "info"), ("CMP-06", "info")]


def test_a_category_makes_a_missing_cost_indicator_an_error_and_a_name_does_not() -> None:
    bare = without(GOOD_ROWS[3])
    by_name = replace(bare, texts={**GOOD.texts, "project.name": "道路工程修缮项目"})
    by_category = replace(bare, texts={**GOOD.texts, "category": "工程基建类"})

    assert said(judge(by_name, FORM)) == [("CMP-07", "warning")]
    assert said(judge(by_category, FORM)) == [("CMP-07", "error")]


def test_an_office_can_make_a_cost_indicator_a_must() -> None:
    strict = Profile("office", "本单位", switches={"cost-required": True})

    assert said(judge(without(GOOD_ROWS[3]), FORM, strict)) == [("CMP-07", "error")]


def test_one_misspelt_merged_level_is_one_finding_and_one_fix() -> None:
    rows = [("产出指示" if level1 == "产出指标" else level1, *rest) for level1, *rest in GOOD_ROWS]
    document = with_rows(*rows)  # type: ignore[arg-type]

    (finding,) = judge(document, FORM)

    assert finding.rule == "STR-02"
    assert finding.fix
    assert len(finding.fix.edits) == 4
    assert judge(fixed(document, finding), FORM) == ()


def test_a_row_typed_one_cell_too_far_right_is_moved_left_whole() -> None:
    document = with_rows(*GOOD_ROWS, ("", "效益指标", "经济效益指标", "节约场地费用情况"))
    finding = next(finding for finding in judge(document, FORM) if finding.rule == "STR-01")
    assert finding.fix
    assert finding.fix.safe

    assert fixed(document, finding).rows[-1].texts == {
        "level1": "效益指标", "level2": "经济效益指标", "name": "节约场地费用情况", "value": ""
    }  # fmt: skip


def test_amounts_and_tolerance_count_in_the_unit_of_the_form() -> None:
    document = fields({"money.unit": "元", "funds.annual.fiscal": "41", "funds.total.fiscal": "40.004"})

    (finding,) = [each for each in judge(document, FORM) if each.severity == "error"]

    assert finding.rule == "FUND-02"
    assert "两项合计51元" in finding.message


def test_an_acknowledged_word_changes_the_finding_s_id() -> None:
    one, other = (judge(indicator(name, "95%"), FORM)[0] for name in ("学员复训率", "学员参训率"))

    assert one.rule == other.rule == "VAL-03a"
    assert one.digest != other.digest
