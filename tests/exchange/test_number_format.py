"""A number is read as its format shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.exchange.number_format import shown


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("0.95", "0%", "95%"), ("0.955", "0.0%", "95.5%"), ("0.285", "0%", "29%"), ("1", "0.00%", "100.00%"),
        ("5000", '"≥"0"份"', "≥5000份"), ("5", r"\≥0\次", "≥5次"), ("5", 'General"次"', "5次"),
        ("5", "@", "5"),
        ("2695.91", "#,##0.00", "2,695.91"), ("1234567.891", "#,##0.0#", "1,234,567.89"),
        ("0.05", ".00", ".05"),
        ("7", "000", "007"), ("12000000", '0.0,,"百万"', "12.0百万"), ("146.59999999999999", "", "146.6"),
        ("-5", "0;(0)", "(5)"), ("-5", "0", "-5"), ("0", '0;-0;"-"', "-"), ("5", "0_ ;[Red]-0", "5"),
        ("12", '[>=10]"多"0;0', "多12"), ("3", '[>=10]"多"0;0', "3"), ("5", '[$¥-804]0', "¥5"),
        ("45627", 'yyyy"年"m"月"', "2024年12月"), ("45627", "yyyy/m/d", "2024/12/1"),
        ("45627", '[$-804]yyyy"年"m"月"d"日";@', "2024年12月1日"), ("45627", "yyyy-mm-dd", "2024-12-01"),
        ("45627.75", "yyyy/m/d h:mm", "2024/12/1 18:00"), ("0.75", "h:mm AM/PM", "6:00 下午"),
        ("1.5", "[h]:mm", "36:00"), ("45627", "aaaa", "星期日"), ("1", "yyyy/m/d", "1900/1/1"),
        ("1234", "0.00E+00", "1.23E+03"), ("210200000000000000", "", "210200000000000000"),
        ("nan", "0", "nan"), ("-1", "yyyy", "-1"), ("1e300", "yyyy", "1e+300"), ("5", "# ?/?", "5"),
    ],
)  # fmt: skip
def test_what_a_format_shows(number: str, code: str, text: str) -> None:
    assert shown(number, code) == text


def test_days_may_be_counted_from_1904() -> None:
    assert shown("44165", "yyyy/m/d", from_1904=True) == "2024/12/1"


@given(
    st.floats().map(repr) | st.text(max_size=8), st.text('0#?.,%;"\\_*[]@ymdhsaEe+-/General年≥ ', max_size=20)
)
def test_any_format_of_anything_shows_something(number: str, code: str) -> None:
    assert isinstance(shown(number, code), str)
