"""What is said beside a cell while it is typed in; tables of texts and hints."""

import pytest

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.understanding import Hint, Place, understood
from perfdesk.forms.catalogue import framework, shipped_form
from perfdesk.forms.choices import choices
from perfdesk.forms.target_value import read_target

FORM = shipped_form("project-target@dalian-2024")


def hint(key: str, text: str, *, level1: str = "产出指标", **texts: str) -> Hint:
    """The hint in a field, or in a cell of the one row, of a form of 2024 in 万元 unless said otherwise."""
    in_row = key in FORM.row_keys()
    fields = {"year": "2024", "money.unit": "万元"} | {
        name.replace("_", "."): value for name, value in texts.items()
    }
    document = Document("d", "p", FORM.ref, fields, (Row("r", {"level1": level1}),))
    kinds = {cell.key: cell.kind for cell, _ in FORM.fields()} | {
        cell.key: cell.kind for cell in FORM.rows.cells
    }
    place = Place(FORM, framework(FORM.framework), document, Address("r" if in_row else "", key))
    return understood(place, kinds[key], text)


@pytest.mark.parametrize(
    ("text", "said", "offer"),
    [
        ("", "", ""),
        ("≥5000份", "≥5000份 · 定量", ""),
        ("不低于90%", "≥90% · 定量", "≥90%"),
        ("5000份以上", "≥5000份 · 定量", "≥5000份"),
        ("≥ 5,000 份", "≥5000份 · 定量", "≥5000份"),
        ("100家", "100家 · 定量 · 未写运算符", ""),
        ("80-90%", "80-90% · 定量（区间）", ""),
        ("2024年12月底", "2024年12月底 · 日期", ""),
        ("有效提升", "定性", ""),
        ("有效  提升", "定性", ""),
        ("4个月按安排", "定性", ""),
    ],
)
def test_a_target_value_is_explained_and_its_standard_spelling_offered(
    text: str, said: str, offer: str
) -> None:
    found = hint("value", text)

    assert (found.said, found.offer) == (said, offer)
    assert found.offered_as == (f"改为 {offer}" if offer else "")


@pytest.mark.parametrize(
    "text", ["不低于90%", "达到95％以上", "误差±3分以内", "≥ 1,234.50 元/人*月", "每年≥2次"]
)
def test_an_offered_spelling_demands_the_same(text: str) -> None:
    assert read_target(hint("value", text).offer or text) == read_target(text)


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("", "万元", ""),
        ("146.6", "万元", "146.6万元 = 1,466,000元"),
        ("1,234.5", "万元", "1,234.5万元 = 12,345,000元"),
        ("1466000元", "万元", "146.6万元 = 1,466,000元"),
        ("1466000", "元", "1,466,000元"),
        ("0.1万元", "元", "1,000元"),
        ("-5", "万元", "-5万元 = -50,000元"),
        ("0", "万元", "0万元 = 0元"),
        ("12", "", "12万元 = 120,000元"),
        ("1e3", "万元", "不是金额"),
        ("约三百", "万元", "不是金额"),
        ("9" * 38, "万元", f"{int('9' * 38):,}万元 = {int('9' * 38 + '0000'):,}元"),
    ],
)
def test_an_amount_is_read_back_in_both_units(text: str, unit: str, said: str) -> None:
    assert hint("funds.annual.sum", text, money_unit=unit) == Hint(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("2024年1月至2024年12月", "2024年1月1日至2024年12月31日"),
        ("2024.1-12", "2024年1月1日至2024年12月31日"),
        ("1月至6月", "2024年1月1日至2024年6月30日"),
        ("2024.12-2024.1", "2024年12月1日至2024年1月31日 · 止期早于起期"),
        ("长期", "看不出起止日期"),
    ],
)
def test_a_period_is_read_back_in_days(text: str, said: str) -> None:
    assert hint("period", text).said == said


def test_the_whole_year_is_offered_unless_it_stands_there() -> None:
    whole = "2024年1月至2024年12月"

    assert (hint("period", "").offer, hint("period", "").offered_as) == (whole, f"全年：{whole}")
    assert hint("period", whole).offer == ""
    assert hint("period", "2024年1月1日至2024年12月31日").offer == ""
    assert hint("period", "2023年").offer == whole


@pytest.mark.parametrize(
    ("text", "month"), [("", (2024, 1)), ("2023.5-2025.6", (2023, 5)), ("长期", (2024, 1))]
)
def test_the_calendar_begins_where_the_period_does(text: str, month: tuple[int, int]) -> None:
    assert hint("period", text).month == month


def test_without_a_year_no_period_is_offered() -> None:
    assert hint("period", "", year="本年") == Hint()


def test_first_levels_are_those_of_the_framework() -> None:
    assert hint("level1", "").choices == ("产出指标", "效益指标", "满意度指标")


def test_second_levels_are_those_below_the_rows_first_level() -> None:
    assert "数量指标" in hint("level2", "").choices
    assert "数量指标" not in hint("level2", "", level1="效益指标").choices
    assert set(hint("level2", "", level1="别的").choices) > set(hint("level2", "").choices)


@pytest.mark.parametrize(
    ("key", "text", "offer"),
    [
        ("level1", "产", "产出指标"),
        ("level1", "产出指标", ""),
        ("level1", "效果指标", "效益指标"),
        ("level1", "别的", ""),
        ("level2", "数", "数量指标"),
        ("level2", "指标", ""),
    ],
)
def test_a_unique_beginning_or_another_name_is_completed(key: str, text: str, offer: str) -> None:
    assert hint(key, text).offer == offer


@pytest.mark.parametrize("key", ["attribute", "category"])
def test_choices_have_their_usual_words(key: str) -> None:
    assert hint(key, "").choices == choices(key)
    assert len(choices(key)) > 1


def test_an_unfinished_choice_is_completed_when_only_one_word_begins_so() -> None:
    assert hint("category", "特").offer == "特定目标类"
    assert hint("category", "类").offer == ""


def test_a_goal_is_counted_without_blanks_and_the_other_one_offered() -> None:
    found = hint("goal.annual", "完成 三\n件", goal_total="完成五件")

    assert found == Hint("4 字", "完成五件", "同实施期目标")
    assert hint("goal.total", "", goal_annual="年内").offered_as == "同年度目标"


@pytest.mark.parametrize("other", ["", "  ", "相同"])
def test_a_goal_that_is_blank_or_the_same_is_not_offered(other: str) -> None:
    assert hint("goal.annual", "相同", goal_total=other) == Hint("2 字")


@pytest.mark.parametrize("key", ["title", "department", "name", "project.name"])
def test_nothing_is_said_about_free_text(key: str) -> None:
    assert hint(key, "任何") == Hint()
