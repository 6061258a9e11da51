"""Grid → Documents: levels by their place, repairs, split values, other layouts, and text without a place."""

from collections.abc import Callable

import pytest

from perfdesk.documents.document import Mark
from perfdesk.errors import SourceError
from perfdesk.exchange.importing import import_text
from perfdesk.forms.learned import with_label
from tests.exchange import papers
from tests.exchange.reading import CATALOGUE, document, kept, marks, read, rows

FORM = papers.forms()[0]
HEADER = papers.table_of(FORM)
ABOVE = papers.tabbed(FORM[:HEADER])
FOUR = "一级指标\t二级指标\t三级指标\t指标值"
FIVE = "一级指标\t二级指标\t三级指标\t\t年度指标值"


def block(*lines: str) -> str:
    return "\n".join([ABOVE, *lines])


# levels


def test_the_cost_level_is_a_first_level_in_the_first_column() -> None:
    found = document(
        block(
            FOUR,
            "成本指标\t经济成本指标\t单位成本\t≤5万元",
            "\t社会成本指标\t社会成本\t≤1万元",
            "产出指标\t数量指标\t培训次数\t≥5次",
        )
    )

    assert rows(found) == [
        ["成本指标", "经济成本指标", "单位成本", "≤5万元"],
        ["成本指标", "社会成本指标", "社会成本", "≤1万元"],
        ["产出指标", "数量指标", "培训次数", "≥5次"],
    ]
    assert not found.marks


def test_the_cost_level_is_a_second_level_in_the_second_column() -> None:
    found = document(block(FOUR, "产出指标\t数量指标\t次数\t≥5次", "\t成本指标\t经济成本\t≤5万元"))

    assert rows(found)[1] == ["产出指标", "成本指标", "经济成本", "≤5万元"]


@pytest.mark.parametrize(
    ("row", "level1", "level2"),
    [
        ("成本指标\t单位成本\t≤5万元", "产出指标", "成本指标"),
        ("成本指标\t经济成本指标\t单位成本\t≤5万元", "成本指标", "经济成本指标"),
        ("成本指标\t\t单位成本\t≤5万元", "成本指标", ""),
    ],
)
def test_where_blank_cells_are_lost_the_number_of_cells_tells_the_level(
    row: str, level1: str, level2: str
) -> None:
    found = document(block(FOUR, "产出指标\t数量指标\t次数\t≥5次", row))

    assert rows(found)[1] == [level1, level2, "单位成本", "≤5万元"]


def test_one_cell_a_line_tells_the_level_by_what_follows() -> None:
    lines = "一级指标 二级指标 三级指标 指标值 产出指标 数量指标 次数 ≥5次 成本指标 单价 ≤5万元"
    core = "成本指标 经济成本指标 总价 ≤9万元"

    found = document("\n".join([papers.listed(FORM[:HEADER]), *lines.split(), *core.split()]))

    assert rows(found)[1:] == [
        ["产出指标", "成本指标", "单价", "≤5万元"],
        ["成本指标", "经济成本指标", "总价", "≤9万元"],
    ]


def test_a_new_first_level_ends_the_second_level() -> None:
    found = document(block(FOUR, "产出指标\t数量指标\t次数\t≥5次", "满意度指标\t\t满意度\t≥90%"))

    assert rows(found)[1] == ["满意度指标", "", "满意度", "≥90%"]


def test_a_lost_first_level_is_told_by_the_second_and_marked() -> None:
    found = document(block(FIVE, "\t数量指标\t次数\t\t≥5次", "\t社会效益指标\t效果\t\t好"))

    assert [row[0] for row in rows(found)] == ["产出指标", "效益指标"]
    assert [mark.address for mark in marks(found, "compare")] == [f"{row.uid}/level1" for row in found.rows]


def test_levels_are_kept_as_read_with_points_stars_and_ordinals() -> None:
    found = document(
        block(
            FIVE,
            "产出指标(50分)\t★数量指标\t指标1：次数\t\t≥5次",
            "二、效益指标\t社会效益指标（30分）\t*效果\t\t好",
        )
    )

    assert rows(found) == [
        ["产出指标(50分)", "★数量指标", "指标1：次数", "≥5次"],
        ["二、效益指标", "社会效益指标（30分）", "*效果", "好"],
    ]
    assert not found.marks


def test_levels_of_no_known_framework_are_kept() -> None:
    found = document(block(FIVE, "履职效能\t重点工作\t完成率\t\t≥95%"))

    assert rows(found) == [["履职效能", "重点工作", "完成率", "≥95%"]]


def test_places_kept_free_for_a_level_stay_rows() -> None:
    found = document(
        block(
            FIVE, "产出指标\t数量指标\t\t\t", "\t质量指标\t合格率\t\t100%", "满意度指标\t服务对象满意度指标"
        )
    )

    assert rows(found) == [
        ["产出指标", "数量指标", "", ""],
        ["产出指标", "质量指标", "合格率", "100%"],
        ["满意度指标", "服务对象满意度指标", "", ""],
    ]


def test_a_level_alone_on_its_line_hangs_over_the_next_row() -> None:
    found = document(block(FIVE, "产出指标", "\t数量指标\t次数\t\t≥5次"))

    assert rows(found) == [["产出指标", "数量指标", "次数", "≥5次"]]


# repairs


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (FIVE, "\t效益指标\t社会效益指标\t提高程度\t\t高"),
        (FIVE, "\t效益指标\t社会效益指标\t提高程度\t高"),
        (FOUR, "\t效益指标\t社会效益指标\t提高程度\t高"),
    ],
)
def test_a_row_shifted_right_is_put_back_and_marked(header: str, row: str) -> None:
    first = "产出指标\t数量指标\t次数" + ("\t" if header == FIVE else "") + "\t≥5次"

    found = document(block(header, first, row))

    assert rows(found)[1] == ["效益指标", "社会效益指标", "提高程度", "高"]
    assert found.marks == (
        Mark(
            "repair",
            f"{found.rows[1].uid}/level1",
            "STR-01",
            "「效益指标」是一级指标，却填在二级指标列，该行整体右移了一格，已左移一格改正，请核对。",
            row,
        ),
    )


def test_a_second_level_among_the_names_is_put_back_and_marked() -> None:
    found = document(block(FIVE, "产出指标\t数量指标\t次数\t\t≥5次", "\t\t质量指标\t合格率\t\t100%"))

    assert rows(found)[1] == ["产出指标", "质量指标", "合格率", "100%"]
    assert "「质量指标」是二级指标，却填在三级指标列" in marks(found, "repair")[0].message


def test_a_satisfaction_level_as_second_level_is_no_shift() -> None:
    found = document(block(FIVE, "满意度指标\t满意度指标\t群众满意度\t\t≥90%"))

    assert rows(found) == [["满意度指标", "满意度指标", "群众满意度", "≥90%"]]
    assert not found.marks


def test_a_name_that_is_also_a_level_is_no_shift() -> None:
    found = document(block(FIVE, "效益指标\t社会效益指标\t社会效益\t\t提高"))

    assert rows(found) == [["效益指标", "社会效益指标", "社会效益", "提高"]]
    assert not found.marks


# values in several columns


def test_operator_number_and_unit_are_joined_and_noted() -> None:
    found = document(
        block(
            "一级指标\t二级指标\t三级指标\t计算符号\t指标值\t计量单位", "产出指标\t数量指标\t次数\t≥\t5\t次"
        )
    )

    assert rows(found)[0][3] == "≥5次"
    (note,) = marks(found, "note")
    assert (note.address, note.before) == (f"{found.rows[0].uid}/value", "≥\t5\t次")


def test_a_value_split_without_heads_of_its_own_is_joined() -> None:
    found = document(block(FIVE, "产出指标\t数量指标\t次数\t\t≥\t5\t次"))

    assert rows(found)[0][3] == "≥5次"


@pytest.mark.parametrize(
    ("cells", "value", "left"),
    [
        ("≥\t95\t%", "≥95%", []),
        ("＝\t100\t%", "＝100%", []),
        ("正向\t95\t%", "95%", ["正向"]),
        ("定性\t良好\t", "良好", ["定性"]),
        ("≥\t≥95%\t%", "≥95%", []),
        ("\t28.8万元\t%", "28.8万元", ["%"]),
    ],
)
def test_what_a_column_for_operators_holds_is_told_by_its_content(
    cells: str, value: str, left: list[str]
) -> None:
    found = document(
        block(
            "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t计量单位", f"产出指标\t质量指标\t合格率\t{cells}"
        )
    )

    assert rows(found)[0][3] == value
    assert [stray.text for stray in found.tray] == left


def test_columns_that_the_form_does_not_have_lie_in_the_tray() -> None:
    found = document(block(f"{FOUR}\t分值", "产出指标\t数量指标\t次数\t≥5次\t10"))

    assert rows(found) == [["产出指标", "数量指标", "次数", "≥5次"]]
    assert [stray.text for stray in found.tray] == ["分值", "10"]


def test_of_two_blocks_side_by_side_the_right_one_is_read_and_the_clerk_told() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值"

    found = document(block(header, "产出指标\t数量指标\t次数\t≥9次\t数量指标\t次数\t≥5次"))

    assert rows(found) == [["产出指标", "数量指标", "次数", "≥5次"]]
    assert [stray.text for stray in found.tray] == ["数量指标", "次数", "≥9次"]
    assert marks(found, "compare")


# fields


def test_an_optional_row_that_the_paper_lacks_gives_no_fields_and_a_blank_one_blank_fields() -> None:
    first, second = read("\n".join(papers.tabbed(form) for form in papers.forms()[:2])).documents

    assert "attribute" not in first.texts
    assert "category" not in first.texts
    assert (second.texts["attribute"], second.texts["category"]) == ("", "")


@pytest.mark.parametrize(
    ("line", "filler", "unit"),
    [
        ("填报单位(盖章)：某区财政局   金额单位：万元", "某区财政局", "万元"),
        ("填报单位(盖章) 某区财政局\t\t\t\t单位: 万元", "某区财政局", "万元"),
        ("填报单位（盖章）\t某区财政局\t\t单位：\t元", "某区财政局", "元"),
        ("填报单位(盖章)\t单位:万元", "", "万元"),
        ("填报单位：\t\t\t（2024年度）\t单位：万元", "", "万元"),
        ("填报单位(盖章)单位: 万元", "", "万元"),
    ],
)
def test_filler_and_unit_of_money_are_read_on_one_line(line: str, filler: str, unit: str) -> None:
    found = document("\n".join([papers.TITLE, "(2024年度)", line, papers.tabbed(FORM[4:])]))

    assert (found.texts["filler"], found.texts["money.unit"]) == (filler, unit)
    assert found.texts["year"] == "2024"
    assert not found.tray


def test_texts_are_kept_letter_for_letter() -> None:
    odd = "①㎡ ℃…　“Ａ”𬱖 ﹦２％"

    found = document(papers.tabbed(FORM).replace("财金局工作业务经费", odd).replace("≥2次", odd))

    assert found.texts["project.name"] == odd
    assert rows(found)[1][3] == odd


def test_amounts_stay_as_typed_whatever_their_unit() -> None:
    found = document(papers.tabbed(FORM).replace("146.6", "1,466,000.00元"))

    assert found.texts["funds.annual.fiscal"] == "1,466,000.00元"


def test_equal_labels_are_told_apart_by_the_sums_over_them() -> None:
    lines = [
        "项目名称\t甲",
        "资金\t实施期金额\t5\t年度金额\t3",
        "\t\t\t其中：财政拨款\t1",
        "\t其他资金\t2",
    ]

    texts = document("\n".join(lines)).texts

    assert (texts.get("funds.annual.fiscal"), texts.get("funds.total.other")) == ("1", "2")
    assert "funds.total.fiscal" not in texts
    assert "funds.annual.other" not in texts


def test_equal_labels_one_below_the_other_belong_to_the_sum_before_them() -> None:
    lines = "项目名称 甲 实施期金额 5 其中:财政拨款 4 其他资金 1 年度金额 3 其中:财政拨款 2 其他资金 1"

    texts = document("\n".join(lines.split())).texts

    assert [texts[f"funds.{half}.fiscal"] for half in ("total", "annual")] == ["4", "2"]


def test_label_variants_of_other_places_are_understood() -> None:
    lines = [
        "项目支出绩效目标申报表",
        "（2025年度）",
        "项目支出名称\t甲\t\t项目起止时间\t2025年",
        "主管部门及代码\t乙\t\t项目单位\t丙",
        "项目资金（万元）\t中期资金总额：\t5\t年度资金总额：\t3",
        "总体目标\t中期目标（2025年—2027年）\t\t年度目标",
        "\t三年的目标\t\t一年的目标",
    ]

    texts = document("\n".join(lines)).texts

    assert texts["project.name"] == "甲"
    assert texts["period"] == "2025年"
    assert (texts["department"], texts["unit"]) == ("乙", "丙")
    assert (texts["funds.total.sum"], texts["funds.annual.sum"]) == ("5", "3")
    assert (texts["goal.total"], texts["goal.annual"]) == ("三年的目标", "一年的目标")


def test_goals_below_their_labels_keep_the_line_breaks_of_a_quoted_cell() -> None:
    form = [list(line) for line in FORM]
    form[HEADER - 1] = ["", '"目标1：甲\n目标2：""乙"""', "", '"目标1：丙\n目标2：丁"']

    texts = document(papers.tabbed(form)).texts

    assert texts["goal.total"] == '目标1：甲\n目标2："乙"'
    assert texts["goal.annual"] == "目标1：丙\n目标2：丁"


def test_a_single_goal_goes_to_the_label_over_it() -> None:
    form = [list(line) for line in FORM]
    form[HEADER - 1] = ["", "", "", "只有年度目标"]

    texts = document(papers.tabbed(form)).texts

    assert (texts["goal.total"], texts["goal.annual"]) == ("", "只有年度目标")


def test_goals_that_cannot_be_told_apart_lie_in_the_tray_and_the_clerk_is_told() -> None:
    form = [list(line) for line in FORM]
    form[HEADER - 1] = ["", "甲", "乙", "丙"]

    found = document(papers.tabbed(form))

    assert found.texts["goal.total"] == ""
    assert [stray.text for stray in found.tray] == ["甲\t乙\t丙"]
    assert {mark.address for mark in marks(found, "compare")} == {"goal.total", "goal.annual"}


# text without a place


def test_text_around_forms_lies_in_the_trays_and_is_reported() -> None:
    text = "\n".join(
        ["附件2", papers.tabbed(FORM), "填报人：张三\t联系电话：12345678", "注：以上均为初步数。"]
    )

    imported = read(text)

    texts = ["附件2", "填报人：张三\t联系电话：12345678", "注：以上均为初步数。"]
    assert [stray.text for stray in imported.unplaced] == texts
    assert imported.documents[0].tray == imported.unplaced
    assert imported.unplaced[0].place == "第1行"
    assert papers.told(imported.documents[0]) == papers.expected(0)


def test_fields_that_the_form_does_not_have_lie_in_the_tray() -> None:
    found = document(
        "\n".join([papers.tabbed(FORM[:5]), "联系电话\t123\t\t负责人\t张三", papers.tabbed(FORM[5:])])
    )

    assert papers.told(found) == papers.expected(0)
    assert [stray.text for stray in found.tray] == ["联系电话\t123\t负责人\t张三"]


def test_two_different_texts_for_one_field_are_both_kept_and_the_clerk_told() -> None:
    found = document("\n".join([papers.tabbed(FORM[:6]), "主管部门\t别的部门", papers.tabbed(FORM[6:])]))

    assert found.texts["department"] == "大连高新技术产业园区财政金融局"
    assert "别的部门" in [stray.text for stray in found.tray]
    assert [mark.address for mark in marks(found, "compare")] == ["department"]


@pytest.mark.parametrize(
    "lines",
    [
        ["项目名称:甲主管部门:乙实施单位:丙"],
        ["数量指标:开通月份≥1个月;质量指标:合格率≥95%;成本指标:超支率≤0%"],
        ["数量指标免费开放天数=300天质量指标合格率≥95%时效指标按时"],
    ],
)
def test_cells_that_run_together_are_never_a_field_in_silence(lines: list[str]) -> None:
    found = document("\n".join([ABOVE, FIVE, *lines]))

    assert not found.rows
    assert [stray.text for stray in found.tray] == lines
    assert marks(found, "compare")


def test_a_form_without_any_separators_is_refused() -> None:
    with pytest.raises(SourceError, match="没有找到绩效目标表"):
        read("".join(cell for line in FORM for cell in line))


# half a form


@pytest.mark.parametrize("lines", range(5, len(FORM)))
def test_a_form_cut_off_is_read_as_far_as_it_goes_and_says_what_is_missing(lines: int) -> None:
    found = document(papers.tabbed(FORM[:lines]))

    assert found.texts["project.name"] == "财金局工作业务经费"
    assert len(found.rows) == max(0, lines - HEADER - 1)
    notes = [mark.message for mark in marks(found, "note")]
    assert bool(notes) == (not found.rows)
    assert all("绩效指标" in note for note in notes)


def test_the_lower_half_of_a_form_is_read_even_without_its_header() -> None:
    found = document(papers.tabbed(FORM[HEADER + 1 :]))

    assert rows(found) == rows(document(papers.tabbed(FORM)))
    assert "项目名称" in marks(found, "note")[0].message


@pytest.mark.parametrize("lay", [papers.tabbed, papers.listed])
@pytest.mark.parametrize(
    "name", ["审核项目数量", "注册企业户数", "负责人培训次数", "电话回访率", "附件装订份数"]
)
def test_an_indicator_may_begin_with_a_word_of_the_signatures(
    name: str, lay: Callable[[papers.Form], str]
) -> None:
    found = document(lay(FORM).replace("政府采购法规培训次数", name))

    assert rows(found)[1] == ["产出指标", "数量指标", name, "≥2次"]
    assert not found.tray


@pytest.mark.parametrize(
    "line", ["审核人：李四", "单位负责人（签字）", "填报日期 2023年12月1日", "注1：初步数", "附件2"]
)
def test_a_line_to_sign_or_an_annex_is_no_indicator_and_no_guess(line: str) -> None:
    found = document(papers.tabbed(FORM) + f"\n{line}")

    assert [stray.text for stray in found.tray] == [line]
    assert not marks(found, "compare")


def test_the_year_above_a_form_without_its_title_is_the_forms() -> None:
    found = document(papers.tabbed(FORM).replace("本级预算项目绩效目标表", "", 1))

    assert "title" not in found.texts
    assert found.texts["year"] == "2024"
    assert not found.tray


def test_a_form_cut_off_after_its_title_is_no_form() -> None:
    with pytest.raises(SourceError, match="没有找到绩效目标表"):
        read(papers.tabbed(FORM[:4]))


def test_characters_nobody_can_read_are_noted_at_their_place() -> None:
    found = document(
        papers.tabbed(FORM).replace("≥2次", "≥2\ud800").replace("财金局工作业务", "财\ufffd局工作业务")
    )

    assert rows(found)[1][3] == "≥2\ufffd"
    assert {mark.address for mark in marks(found, "note")} == {"project.name", f"{found.rows[1].uid}/value"}


def test_nothing_of_a_form_is_kept_twice() -> None:
    unique = papers.tabbed(FORM).replace("财金局工作业务经费", "只此一处")

    assert kept(read(unique).documents).count("只此一处") == 1


def test_one_bare_number_too_many_between_lines_is_the_page_number() -> None:
    lines = [cell for line in papers.forms()[5] for cell in line if cell]
    at = lines.index("工程造价报告数量") + 1
    torn = [*lines[:at], "3", *lines[at:]]

    (document,) = read("\n".join(torn)).documents

    assert [(row.text("name"), row.text("value")) for row in document.rows][1] == (
        "工程造价报告数量",
        "≥1000个",
    )
    assert [stray.text for stray in document.tray] == ["3"]


# where it comes from


def test_every_text_is_told_with_the_place_it_comes_from() -> None:
    (found,) = read(papers.tabbed(FORM)).read
    document = found.document

    for key, text in document.texts.items():
        if text:
            assert found.came[key].text == text or text in found.came[key].text
    for row in document.rows:
        cells = found.came[row.uid].text.split("\t")
        assert {row.text("name"), row.text("value")} <= {*cells}
    name = next(number for number, line in enumerate(FORM, 1) if "项目名称" in line[0])
    assert found.came["project.name"].place == f"第{name}行"


def test_words_that_look_like_a_label_are_told() -> None:
    line = "资金用途\t办公费\t项目来源\t上级"
    (found,) = read(block(line, f"{FOUR}\t分值", "产出指标\t数量指标\t培训次数\t≥5次\t10")).read

    assert [(each.label, each.text, each.is_head) for each in found.unknown] == [
        ("资金用途", "办公费", False), ("分值", "10", True),
    ]  # fmt: skip


def test_a_label_that_was_taught_is_known_above_and_over_the_indicators() -> None:
    lines = (
        "项目名称\t甲",
        "申报理由\t推动发展",
        "一级指标\t二级指标\t三级指标\t申报数",
        "产出指标\t数量指标\t次数\t≥5次",
    )
    text = "\n".join(["本级预算项目绩效目标表", *lines])
    words = with_label(
        with_label({}, "project-target", "goal.total", "申报理由"), "project-target", "value", "申报数"
    )

    (before,) = import_text(text, "", CATALOGUE).documents
    (after,) = import_text(text, "", CATALOGUE.with_learned(words)).documents

    assert "推动发展" not in before.texts.values()
    assert after.texts["goal.total"] == "推动发展"
    assert rows(after)[-1] == ["产出指标", "数量指标", "次数", "≥5次"]
    assert not after.tray
