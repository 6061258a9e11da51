"""Amounts of money: what a clerk may write in a money cell, and what it comes to in 万元.

    amount := ["¥" | "人民币"] ["-"] digits ["." digits] [unit ["整"]]
    digits := no leading zero; thousands separators all or none, each before three digits

An own grammar, because Decimal() takes 1e3, 1_000, NaN and ٣ and refuses 1,234.50 and １．５.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache

from perfdesk.forms.spelling import narrow, squeeze

_POWERS = {"元": -4, "百元": -2, "千元": -1, "万元": 0, "十万元": 1, "百万元": 2, "千万元": 3, "亿元": 4}
"""Unit → power of ten that makes 万元 of it."""
_UNIT = "|".join(f"{unit[:-1]}[元圆]{'' if unit == '元' else '?'}" for unit in reversed(_POWERS))
_LONGEST = 40
"""Characters; a longer text is no amount."""
_EXACT = Context(prec=2 * _LONGEST)


@cache
def _amount() -> re.Pattern[str]:
    """Compiled at the first amount: importing this room must be cheap."""
    return re.compile(
        r"(?:¥|人民币)?(-?)¥?([1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*|0)(?:\.([0-9]+))?"
        rf"(?:({_UNIT})整?)?"
    )


@cache
def _declared() -> re.Pattern[str]:
    return re.compile(rf"\(?(?:(?:金额|货币|计量)?单位:?)?(?:人民币)?({_UNIT})\)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as understood."""

    value: Decimal
    """In 万元."""
    stated: str
    """The unit as written behind it; empty when none is."""
    places: int
    """Decimals as written."""
    separated: bool
    """Whether thousands are set apart by commas."""


def read_amount(text: str, unit: str = "万元") -> Amount | None:
    """The amount in a text, None when it is blank or not understood.

    `unit` is the form's own unit, which counts where the text states none; if that is no unit of money, such
    a text is not understood.
    """
    squeezed = squeeze(text)
    found = _amount().fullmatch(narrow(squeezed)) if len(squeezed) <= _LONGEST else None
    if not found:
        return None
    sign, digits, decimals, stated = found.groups(default="")
    power = _POWERS.get(_whole_unit(stated or unit))
    if power is None:
        return None
    # exponent notation, because multiplying would round to the context's 28 digits
    value = Decimal(f"{sign}{digits.replace(',', '')}.{decimals}E{power}")
    return Amount(value, stated, len(decimals), "," in digits)


def read_money_unit(text: str) -> str | None:
    """The unit a form declares (`万元`, `单位：元`, `(万元)`), None when there is none."""
    found = _declared().fullmatch(narrow(squeeze(text)))
    return _whole_unit(found[1]) if found else None


def in_unit(value: Decimal, unit: str) -> Decimal:
    """An amount in 万元 in another unit of money, to the last digit; KeyError when that is none."""
    return value.scaleb(-_POWERS[_whole_unit(unit)], _EXACT)


def plain(value: Decimal) -> str:
    """A number in plain digits: `146.6` for 146.60, `8200` for 8.2E+3."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _whole_unit(unit: str) -> str:
    """`万` and `万圆` say `万元`."""
    return unit.removesuffix("圆").removesuffix("元") + "元"
