from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.forms.money import plain, read_amount, read_money_unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8200", "8200"),
        ("146.60", "146.60"),
        ("0", "0"),
        ("0.5", "0.5"),
        (" 146.6 ", "146.6"),
        ("146.6\n", "146.6"),
        ("2,695.91", "2695.91"),
        ("2，695.91", "2695.91"),
        ("1,234.50", "1234.5"),
        ("100,000,000", "100000000"),
        ("２６９５．９１", "2695.91"),
        ("１．５", "1.5"),
        ("-5", "-5"),
        ("－5", "-5"),
        ("−5.5", "-5.5"),
        ("¥100", "100"),
        ("￥1,000.00", "1000"),
        ("¥-5", "-5"),
        ("人民币100万元", "100"),
        ("250万", "250"),
        ("854万", "854"),
        ("10606.7522万元", "10606.7522"),
        ("28.5万圆", "28.5"),
        ("146.6 万元", "146.6"),
        ("3,498,000.00元", "349.8"),
        ("100元整", "0.01"),
        ("0.01元", "0.000001"),
        ("5千元", "0.5"),
        ("300百万元", "30000"),
        ("1.5亿元", "15000"),
        ("1.5亿", "15000"),
    ],
)
def test_an_amount_is_read_in_ten_thousand_yuan(text: str, value: str) -> None:
    amount = read_amount(text)

    assert amount is not None
    assert amount.value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "abc", "1e3", "1_000", "NaN", "Infinity", "-", "٣", "१२", "三百", "1,23", "12,34,567",
        "1234,567", "1,234,5", "0,123", "1,2345", "007", ".5", "5.", "1.2.3", "--5", "2 695.91", "1 23",
        "(5)", "5份", "100%", "5万-6万", "100万美元", "2.1E+17", "9" * 41,
    ],
)  # fmt: skip
def test_what_is_no_amount_is_not_understood(text: str) -> None:
    assert read_amount(text) is None


def test_an_amount_tells_how_it_is_written() -> None:
    amount = read_amount("3,498,000.00元")

    assert amount is not None
    assert (amount.stated, amount.places, amount.separated) == ("元", 2, True)


@pytest.mark.parametrize(("unit", "value"), [("万元", "3498000"), ("元", "349.8"), ("亿元", "34980000000")])
def test_the_unit_of_the_form_counts_where_the_text_states_none(unit: str, value: str) -> None:
    amount = read_amount("3498000", unit)

    assert amount is not None
    assert (amount.value, amount.stated) == (Decimal(value), "")


def test_the_stated_unit_counts_before_that_of_the_form() -> None:
    amount = read_amount("250万", "元")

    assert amount is not None
    assert amount.value == 250


def test_a_unit_that_is_no_money_gives_no_amount() -> None:
    assert read_amount("5", "份") is None


def test_no_digit_of_a_long_amount_is_rounded_away() -> None:
    digits = "1234567890123456789012345678901234567"

    amount = read_amount(f"{digits}元")

    assert amount is not None
    assert plain(amount.value) == f"{digits[:-4]}.{digits[-4:]}"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("万元", "万元"),
        ("单位：万元", "万元"),
        ("单位: 万元", "万元"),
        ("(万元)", "万元"),
        ("金额单位:元", "元"),
        ("人民币元", "元"),
        ("万", "万元"),
        ("亿元", "亿元"),
        ("份", None),
        ("", None),
        ("万元整", None),
    ],
)
def test_the_unit_of_a_form(text: str, unit: str | None) -> None:
    assert read_money_unit(text) == unit


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("146.60", "146.6"),
        ("8.2E+3", "8200"),
        ("1E-6", "0.000001"),
        ("100", "100"),
        ("-0.00", "0"),
        ("-5.10", "-5.1"),
    ],
)
def test_a_number_in_plain_digits(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_plain_digits_read_back_to_the_same_amount(value: Decimal) -> None:
    amount = read_amount(plain(value))

    assert amount is not None
    assert amount.value == value


@given(st.integers(0, 10**15))
def test_separators_do_not_change_the_amount(number: int) -> None:
    plainly, separated = read_amount(str(number)), read_amount(f"{number:,}")

    assert plainly is not None
    assert separated is not None
    assert plainly.value == separated.value == number


@given(st.text(), st.text())
def test_any_text_may_stand_in_a_money_cell(text: str, unit: str) -> None:
    amount = read_amount(text, unit)

    assert amount is None or amount.value.is_finite()
