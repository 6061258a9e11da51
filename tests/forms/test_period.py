from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.forms.period import read_length, read_period

YEAR_2024 = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月至2024年12月", "2024年01月至2024年12月", "2024.01-2024.12", "2024.1—2024.12",
        "2024年1-12月", "2024年1月-12月", "2024年1月至12月", "2024年1月到12月", "2024年度", "2024年",
        "2024", "2024 年度", "2024年全年", "202401-202412", "2024-01-2024-12", "2024/1-12", "2024.1-12",
        "2024/01～2024/12", "２０２４年１月至２０２４年１２月", "2024年 1 月 至 2024 年 12 月",
        "2024年1月——2024年12月", "2024年1月－2024年12月", "2024年1月−12月", "2024年1月〜12月",
        "2024年1月起至2024年12月止", "2024年1月起2024年12月止", "2024年1月\n2024年12月",
        "自2024年1月至2024年12月止", "从2024年1月到2024年12月", "1年(2024年1月至2024年12月)",
        "2024年1月至12月（12个月）", "2024年1月至12月,共1年",
    ],
)  # fmt: skip
def test_the_spellings_of_a_year_by_months(text: str) -> None:
    period = read_period(text)

    assert period is not None
    assert (period.start, period.end, period.by_day) == (*YEAR_2024, False)


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月1日至2024年12月31日", "2024-01-01至2024-12-31", "2024-01-01-2024-12-31",
        "2024/1/1—2024/12/31", "2024.1.1~2024.12.31", "2024.1.1-12.31", "2024年1月1日至12月31日",
        "自2024年1月1日起至2024年12月31日止", "2024年1月1日起，2024年12月31日止", "20240101-20241231",
        "2024-01-01 2024-12-31", "2024年1月1号至12月31号",
    ],
)  # fmt: skip
def test_the_spellings_of_a_year_by_days(text: str) -> None:
    period = read_period(text)

    assert period is not None
    assert (period.start, period.end, period.by_day) == (*YEAR_2024, True)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-2026年", date(2024, 1, 1), date(2026, 12, 31)),
        ("2024年至2026年", date(2024, 1, 1), date(2026, 12, 31)),
        ("2024年度-2026年度", date(2024, 1, 1), date(2026, 12, 31)),
        ("3年(2024-2026年)", date(2024, 1, 1), date(2026, 12, 31)),
        ("2024年1月-2026年12月,3年", date(2024, 1, 1), date(2026, 12, 31)),
        ("2023.7-2024.1", date(2023, 7, 1), date(2024, 1, 31)),
        ("2024年1月至2024年2月", date(2024, 1, 1), date(2024, 2, 29)),
        ("2023年3月至2月", date(2023, 3, 1), date(2023, 2, 28)),
        ("2024年12月", date(2024, 12, 1), date(2024, 12, 31)),
        ("2025年1月至2024年1月", date(2025, 1, 1), date(2024, 1, 31)),
    ],
)
def test_other_periods(text: str, start: date, end: date) -> None:
    period = read_period(text)

    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["全年", "全年度", "本年", "本年度", "当年", "1-12月", "1月至12月", "1月1日至12月31日"]
)
def test_a_spelling_without_a_year_needs_that_of_the_form(text: str) -> None:
    period = read_period(text, 2024)

    assert read_period(text) is None
    assert period is not None
    assert (period.start, period.end) == YEAR_2024


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "3年", "长期", "2024年12月31日", "2024-1-12", "2024年1月起", "至2024年12月",
        "2024年13月", "2024年0月", "2024年2月30日至2024年3月1日", "2024年1月至2024年13月",
        "2023年2月29日至2023年3月31日", "2024年1月1日至12", "1-12", "20 24年", "24年1月至12月",
        "2024年1-", "2024年1月至今", "2024年1月至12月及2025年", "٢٠٢٤年", "2024年1月至12月" * 10,
    ],
)  # fmt: skip
def test_what_names_no_period_is_not_understood(text: str) -> None:
    assert read_period(text, 2024) is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3年", 3), ("３ 年", 3), ("三年", 3), ("两年", 2), ("十年", 10), ("3年期", 3), ("共3年", 3),
        ("为期3年", 3), ("3个年度", 3), ("36个月", 3), ("12月", 1), ("18个月", None), ("2024年", None),
        ("3", None), ("长期", None), ("", None), ("2024年1月至2024年12月", None),
    ],
)  # fmt: skip
def test_a_length_is_told_from_nonsense(text: str, years: int | None) -> None:
    assert read_length(text) == years


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
STYLES = st.sampled_from(
    ["{0.year}年{0.month}月{0.day}日", "{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0:%Y%m%d}"]
)


@given(DAYS, DAYS, STYLES, st.sampled_from(["至", "-", "—", "～", " 到 ", "起至"]))
def test_any_two_days_in_any_style_are_a_period(start: date, end: date, style: str, separator: str) -> None:
    period = read_period(style.format(start) + separator + style.format(end))

    assert period is not None
    assert (period.start, period.end, period.by_day) == (start, end, True)


@given(st.text(alphabet=st.sampled_from("012345年月日号度.-/~至到起止()全 ,") | st.characters()))
def test_any_text_may_stand_in_a_period_cell(text: str) -> None:
    read_period(text, 2024)
    read_length(text)
