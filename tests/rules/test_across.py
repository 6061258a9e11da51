"""Several forms side by side: what each rule over a batch says, where, and when it holds its tongue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from perfdesk import paths
from perfdesk.documents.document import Document, Row
from perfdesk.documents.finding import Finding, acknowledge
from perfdesk.exchange.importing import import_file
from perfdesk.forms.catalogue import Catalogue
from perfdesk.forms.profile import Profile
from perfdesk.rules.batch import Batch, judge_batch
from perfdesk.rules.rulebook import judge, rules
from tests.rules.cases import FORM, GOOD, GOOD_ROWS, Four
from tests.rules.seed import seed_forms

GOALS = {
    "a": "全年维护道路照明设施3200盏，亮灯率保持在98%以上，夜间出行更安全。",
    "b": "开展法律援助150件，受援人满意度达到95%以上，困难群众诉求得到及时解决。",
    "c": "清运生活垃圾4.2万吨，无害化处理率100%，城区环境整洁有序。",
    "d": "采购图书6000册，新增读者800人，公共阅读条件明显改善。",
}


def form(uid: str, texts: Mapping[str, str] | None = None, rows: tuple[Four, ...] | None = None) -> Document:
    """A form like GOOD with a name and goal of its own."""
    goal = GOALS[uid[0]]
    own = {"project.name": f"{uid}项目培训经费", "goal.annual": goal, "goal.total": f"{goal}逐年巩固。"}
    given = rows if rows is not None else tuple((*row[:2], f"{uid}{row[2]}", row[3]) for row in GOOD_ROWS)
    named = [dict(zip(("level1", "level2", "name", "value"), row, strict=True)) for row in given]
    return replace(
        GOOD,
        uid=uid,
        project=f"project-{uid}",
        texts={**GOOD.texts, **own, **(texts or {})},
        rows=tuple(Row(str(number), row) for number, row in enumerate(named, start=1)),
    )


def money(text: str) -> dict[str, str]:
    """A sum, all of it 财政拨款."""
    parts = {"sum": text, "fiscal": text, "other": ""}
    return {f"funds.{block}.{part}": word for block in ("total", "annual") for part, word in parts.items()}


def with_row(uid: str, level: tuple[str, str], name: str, value: str) -> Document:
    """A form with a seventh indicator."""
    own = tuple((*row[:2], f"{uid}{row[2]}", row[3]) for row in GOOD_ROWS)
    return form(uid, rows=(*own, (*level, name, value)))


QUALITY, QUANTITY = ("产出指标", "质量指标"), ("产出指标", "数量指标")


@dataclass(frozen=True)
class Speaks:
    """A batch, and where a rule speaks in it: `uid:address`."""

    batch: tuple[Document, ...]
    at: tuple[str, ...]
    profile: Profile | None = None


SPEAKS: dict[str, tuple[Speaks, ...]] = {
    "HDR-11": (
        Speaks(
            tuple(form(uid, {"project.name": f"{code} {uid}项目"})
                  for uid, code in (("a", "20241000060"), ("b", "20241000060707"), ("c", "20241000060708"))),
            ("a:project.name",),
        ),
        Speaks(
            tuple(form(uid, {"project.name": f"{code} {uid}项目"})
                  for uid, code in (("a", "20241000060"), ("b", "20241000060707"))),
            ("a:project.name", "b:project.name"),
        ),
    ),
    "GOAL-08": (
        Speaks((form("a"), form("b", {"goal.annual": GOALS["a"]}), form("c")),
               ("a:goal.annual", "b:goal.annual")),
    ),
    "XF-01": (
        Speaks((with_row("a", QUALITY, "系统故障率", "5%"), with_row("b", QUALITY, "系统故障率", "≤5%")),
               ("a:7/value",)),
        Speaks((with_row("a", QUALITY, "系统故障率", "≥5%"), with_row("b", QUALITY, "系统故障率", "≤5%")),
               ("a:7/value",)),
        Speaks((with_row("a", QUANTITY, "发放数量", "≥50%"), with_row("b", QUANTITY, "发放数量", "≥50册")),
               ("a:7/value", "b:7/value")),
        Speaks((with_row("a", QUALITY, "验收合格率", "≥95%"), with_row("b", QUALITY, "验收合格率", "≥90%")),
               ("a:7/value", "b:7/value")),
    ),
    "XF-02": (
        Speaks((with_row("a", QUALITY, "结业知晓率", "≥85%"), with_row("b", QUALITY, "结业知晓度", "≥85%")),
               ("a:7/name", "b:7/name")),
    ),
    "XF-03": (
        Speaks((form("a", {"project.name": "20241000060707 a项目"}), form("b"), form("c")),
               ("a:project.name",)),
        Speaks((form("a", {"attribute": "一次性项目", "category": "特定目标类"}), form("b"), form("c")),
               ("a:attribute",)),
    ),
    "XF-04": (
        Speaks((form("a"), form("b", {"project.name": "a项目培训经费"})),
               ("a:project.name", "b:project.name")),
        Speaks((form("a", {"project.name": "20241000060707 甲", "unit": "甲校"}),
                form("b", {"project.name": "20241000060707 乙", "unit": "乙校"})),
               ("a:project.name", "b:project.name")),
    ),
    "XF-05": (
        Speaks((form("a"), form("b")), ("a:funds.annual.sum",),
               profile=Profile("office", "本单位", numbers={"batch-total": 99.5})),
    ),
    "XF-06": (
        Speaks((form("a", {"year": "2023", "period": "2023年1月至2023年12月"}),
                replace(form("a", money("80")), uid="b")), ("b:funds.annual.sum",)),
        Speaks((form("a", {"year": "2023", "period": "2023年1月至2023年12月"}),
                replace(form("a", money("30")), uid="b", project="other")), ("b:funds.annual.sum",)),
    ),
    "XF-07": (
        Speaks((form("a", rows=GOOD_ROWS), form("b", rows=GOOD_ROWS)), ("a:project.name", "b:project.name")),
    ),
}  # fmt: skip

SILENT: dict[str, tuple[tuple[Document, ...], ...]] = {
    "HDR-11": ((form("a", {"project.name": "20241000060 a项目"}), form("b"), form("c")),),
    "GOAL-08": (
        (form("a", {"goal.annual": "保障运转"}), form("b", {"goal.annual": "保障运转"})),
        (form("a"), replace(form("a", {"year": "2023"}), uid="b", project="other")),
        # one project twice is told once, by XF-04
        (form("a"), replace(form("a"), uid="b", project="other")),
    ),
    "XF-01": (
        (with_row("a", QUALITY, "拨付合规率", "100%"), with_row("b", QUALITY, "拨付合规率", "≥95%")),
        (with_row("a", QUALITY, "拨付合规率", "=100%"), with_row("b", QUALITY, "拨付合规率", "100%")),
        (with_row("a", QUANTITY, "设备购置数量", "≥20台"), with_row("b", QUANTITY, "设备购置数量", "≥5套")),
        (with_row("a", QUANTITY, "结业人数", "≥200人"), with_row("b", QUANTITY, "结业人数", "=50人")),
        (with_row("a", QUALITY, "保洁效果", "优"), with_row("b", QUALITY, "保洁效果", "良好")),
    ),
    "XF-02": (
        (with_row("a", QUALITY, "学员出勤率", "≥85%"), with_row("b", QUALITY, "学员就业率", "≥85%")),
        (with_row("a", QUALITY, "系统使用年限", "≥5年"), with_row("b", QUANTITY, "系统使用寿命", "≥5年")),
    ),
    "XF-03": ((form("a", {"project.name": "20241000060707 a项目"}), form("b")),),
    "XF-04": (
        (form("a"), form("b", {"project.name": "a项目培训经费", "unit": "海州市审计局"})),
        (form("a"), replace(form("a", {"year": "2023"}), uid="b")),
    ),
    "XF-05": ((form("a"), form("b")),),
    "XF-06": (
        (form("a", {"year": "2023"}), replace(form("a", money("60")), uid="b")),
        (form("a", {"year": "2023"}), replace(with_row("a", QUALITY, "出勤率", "≥95%"), uid="b")),
    ),
    "XF-07": (
        (form("a", rows=GOOD_ROWS[:2]), form("b", rows=GOOD_ROWS[:2])),
        (form("a", rows=GOOD_ROWS), replace(form("a", rows=GOOD_ROWS), uid="b", project="other")),
    ),
}

SPEAKING = [
    pytest.param(name, case, id=f"{name}-{number}")
    for name, cases in SPEAKS.items()
    for number, case in enumerate(cases)
]
SILENCES = [
    pytest.param(name, batch, id=f"{name}-{number}")
    for name, batches in SILENT.items()
    for number, batch in enumerate(batches)
]
BATCH_RULES = {rule.id: rule for rule in rules() if rule.is_for_batches}


def found(batch: tuple[Document, ...], profile: Profile | None = None) -> list[Finding]:
    """What the rules over batches say."""
    judged = judge_batch(
        ((document, FORM) for document in batch), **({"profile_for": lambda _: profile} if profile else {})
    )
    return [finding for findings in judged.values() for finding in findings if finding.rule in BATCH_RULES]


@pytest.mark.parametrize(("name", "case"), SPEAKING)
def test_a_rule_speaks_of_the_forms_that_should_change(name: str, case: Speaks) -> None:
    findings = found(case.batch, case.profile)

    told = [f"{finding.document}:{finding.address}" for finding in findings if finding.rule == name]
    assert tuple(told) == case.at
    assert {finding.rule for finding in findings} - {"XF-03"} <= {name}


@pytest.mark.parametrize(("name", "batch"), SILENCES)
def test_a_rule_is_silent_where_forms_may_differ(name: str, batch: tuple[Document, ...]) -> None:
    assert [finding.message for finding in found(batch) if finding.rule == name] == []


def test_every_rule_over_batches_has_both_kinds_of_cases() -> None:
    assert set(BATCH_RULES) == set(SPEAKS) == set(SILENT)


@pytest.mark.parametrize(("name", "case"), SPEAKING)
def test_a_finding_names_the_other_documents_and_what_to_do(name: str, case: Speaks) -> None:
    for finding in found(case.batch, case.profile):
        if finding.rule == name:
            assert finding.others
            assert finding.document not in finding.others
            assert set(finding.others) <= {document.uid for document in case.batch}
            assert any(word in finding.message for word in ("请", "建议"))
            assert finding.message.endswith("。")


def test_alone_a_form_is_judged_as_ever() -> None:
    for document in seed_forms():
        assert judge_batch([(document, FORM)])[document.uid] == judge(document, FORM)


def test_the_nine_forms_side_by_side_show_what_the_reviewer_sees_in_them() -> None:
    imported = import_file(paths.resource("samples", "forms-2024.txt"), Catalogue())
    numbers = {document.uid: f"F{number}" for number, document in enumerate(imported.documents, start=1)}

    findings = [
        (numbers[uid], finding.rule, finding.severity, *(numbers[other] for other in finding.others[:1]))
        for uid, all_of_it in judge_batch((document, FORM) for document in imported.documents).items()
        for finding in all_of_it
        if finding.rule in BATCH_RULES and finding.rule not in {"XF-02", "XF-03"}
    ]

    assert findings == [
        ("F2", "HDR-11", "warning", "F3"),
        ("F3", "HDR-11", "warning", "F2"),
        ("F9", "XF-01", "warning", "F8"),
    ]


def test_a_changed_document_is_put_in_again_and_a_removed_one_forgotten() -> None:
    one, other = SPEAKS["GOAL-08"][0].batch[:2]
    batch = Batch()
    batch.put(one, FORM)
    batch.put(other, FORM)
    assert "GOAL-08" in {finding.rule for finding in batch.findings()["a"]}

    batch.put(form("b"), FORM)
    assert batch.findings() == {"a": judge(one, FORM), "b": judge(form("b"), FORM)}

    batch.put(other, FORM)
    batch.drop("a")
    assert batch.findings() == {"b": judge(other, FORM)}


def test_a_finding_over_a_batch_is_acknowledged_in_its_own_document() -> None:
    batch = SPEAKS["GOAL-08"][0].batch
    one, *rest = batch
    (finding, _) = found(batch)

    answered = acknowledge(finding, "同一项工作的两期", "王会计", "2024-03-01T09:00:00+08:00").apply(one)

    (in_one, in_other) = found((answered, *rest))
    assert in_one.acknowledged
    assert in_one.acknowledged.message == "同一项工作的两期"
    assert in_other.acknowledged is None


def test_a_rule_that_is_off_says_nothing_of_a_batch() -> None:
    batch = SPEAKS["GOAL-08"][0].batch

    assert found(batch, Profile("office", "本单位", off=("GOAL-08",))) == []
    (one, _) = found(batch, Profile("office", "本单位", severity={"GOAL-08": "info"}))
    assert one.severity == "info"
