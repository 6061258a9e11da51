"""Target values: what a clerk may write as 年度指标值, and what it demands.

    value  := [base] [operator] body [operator] [note]   in front, behind, or both when they agree
    body   := number [unit] | number [unit] "-" number [unit] | "±" number [unit] | day | day "-" day
    unit   := part ("/" part)…   a part has at most four letters (not counting 万 or 亿 in front), no digit
                                 and none of _NO_UNIT; `/株` and `元/人*月` are units, too
    base   := what the number is measured against: 较上年降低≥5%, 每年≥2次
    note   := "(…)" | 左右 | words without figures after a comma, semicolon, full stop, % or 前

A number followed by anything else (`4个月按安排`, `100多家`, `90%、95%`) is not understood and stays
qualitative, as does every text without a number: no wrong reading in silence. Without an operator, a base
must look like one (较…, 每…, …降低) or the unit be %. A number that names a year (2024年, 2024.12) is a day,
and so is 12月 alone; ≤12月 is a length. A number has no leading zero; its thousands separators stand at all
their places or nowhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from perfdesk.forms.operators import BEHIND, IN_FRONT, WORDS, Operator, meaning
from perfdesk.forms.spelling import narrow, squeeze

TargetKind = Literal["quantitative", "range", "deviation", "date", "qualitative"]

_UNIT_NAMES = {"百分比": "%", "M": "米"}
_NO_UNIT = "按以及内和与或等的为在至到左右约已未不前后上下完达确并且应须将多余每第于之"
_LONGEST = 80
"""Characters; a longer text is words."""


@dataclass(frozen=True, slots=True)
class TargetValue:
    """A target value as understood. Equal ones demand the same, however their operators are spelled."""

    kind: TargetKind
    operator: Operator = ""
    """Empty: none is written."""
    number: Decimal | None = None
    """The number; of a range the first, of a deviation the distance. None for a date or words."""
    upper: Decimal | None = None
    """The second number of a range, even if it is the smaller one."""
    unit: str = ""
    """As written, but % for ％ and 百分比, 米 for M; empty when none is written."""
    as_written: str = field(default="", compare=False)
    """The operator's spelling: ≥, 不低于, 以上, 达到…以上. Empty for the ≤ that lies in the 前 of a date."""
    base: str = ""
    """What stands in front: 较上年降低, 每年."""
    note: str = ""
    """What stands behind, with its bracket or comma."""
    words: str = ""
    """A date, or the whole of a qualitative value."""


@lru_cache(maxsize=8192)
def read_target(text: str) -> TargetValue | None:
    """The target value in a text, None when the text is blank. What is not understood is qualitative."""
    squeezed = squeeze(text)
    if not squeezed:
        return None
    value = _read_figures(squeezed) if len(squeezed) <= _LONGEST else None
    return value or TargetValue("qualitative", words=" ".join(text.split()))


def canonical(value: TargetValue) -> str:
    """The standard spelling, `≥5000份`. Reading it gives an equal value."""
    if value.kind == "qualitative":
        return value.words
    operator: str = value.operator
    body, behind = value.words, ""
    if value.kind == "date":
        operator = "" if body.endswith("前") and not value.as_written else operator
    else:
        body = _figures(value.number, value.upper, value.unit)
    if value.kind == "deviation":
        operator, behind = "±", "以内" if operator else ""
    return f"{value.base}{operator}{body}{behind}{value.note}"


def _figures(number: Decimal | None, upper: Decimal | None, unit: str) -> str:
    return "-".join(f"{figure:f}" for figure in (number, upper) if figure is not None) + unit


_UNSIGNED = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*|0)(?:\.[0-9]+)?"
_LETTER = rf"(?:(?![{_NO_UNIT}])[A-Za-zμΩ℃℉°²³㎎㎏㎜㎝㎞㎡㎥¥\u3400-\u9fff])"
_PART = rf"(?:[%‰]|[kc]?m[23](?![0-9])|[万亿千百]?{_LETTER}{{1,4}}?)"
_UNIT = rf"(?:{_PART}?(?:[/*·×每]{_PART})+|{_PART})?"

_YEAR, _MONTH, _DAY = "(?:19|20|21)[0-9]{2}", "(?:1[0-2]|0?[1-9])", "(?:[12][0-9]|3[01]|0?[1-9])"
_IN_YEAR = rf"{_MONTH}月(?:{_DAY}[日号]|[底末初]|[上中下]旬)"
_POINT = (
    rf"(?:{_YEAR}年(?:{_IN_YEAR}|{_MONTH}月|[度底末初])?|{_YEAR}\.(?:{_MONTH}\.{_DAY}|0[1-9]|1[0-2])"
    rf"|{_YEAR}/{_MONTH}(?:/{_DAY})?|{_YEAR}-{_MONTH}(?:-{_DAY})?|{_IN_YEAR})"
)
_TO = "(?:-+|~+|至|到)"
_DATE = (
    rf"(?:{_POINT}(?:{_TO}(?:{_POINT}|{_MONTH}月))?|(?:{_YEAR}年)?{_MONTH}月?{_TO}{_MONTH}月"
    rf"|{_YEAR}年?{_TO}{_YEAR}年?度?|{_MONTH}月(?=[以之]?前)|{_DAY}[日号](?=[以之]?前))"
)


@cache
def _grammar() -> re.Pattern[str]:
    """All but the base. Compiled at the first value: importing this room must be cheap."""
    return re.compile(
        rf"(?P<front>{IN_FRONT})?"
        rf"(?:(?P<date>{_DATE})(?P<before>[以之]?前)?"
        rf"|(?P<deviation>±|\+/?-|正负)?(?P<number>-?{_UNSIGNED})(?P<unit>{_UNIT})"
        rf"(?:{_TO}(?P<upper>{_UNSIGNED})(?P<last_unit>{_UNIT}))?)"
        rf"(?P<behind>{BEHIND})?"
        r"(?P<note>\(.*|左右.*|[,;。、][^0-9≥≤=<>±]*|(?<=[%‰前])[^0-9≥≤=<>±]{1,8})?"
    )


@cache
def _starts() -> tuple[re.Pattern[str], ...]:
    """Where a value may begin behind a base: at its sign, at an operator in words, at the first digit."""
    return re.compile("(?:达到?)?[≥≤=><≧≦⩾⩽±]"), re.compile(WORDS), re.compile("[0-9].*")


@cache
def _day_or_year() -> re.Pattern[str]:
    return re.compile(_DATE)


@cache
def _month() -> re.Pattern[str]:
    return re.compile(rf"{_MONTH}月")


@cache
def _base_alone() -> re.Pattern[str]:
    """A base that needs no operator behind it."""
    return re.compile(
        "(?:较|比|同比|环比|每|人均|户均|平均|约|共|累计|总计|新增|于|在|截至|截止).*"
        "|.*(?:提高|提升|增长|增加|上升|扩大|降低|减少|下降|缩短|压减|节约|节省|控制|保持)[至到了在为]?"
    )


_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"[A-Za-z\u3400-\u9fff]")
_SIGNS = str.maketrans("《》〈〉", "<><>")


def _read_figures(squeezed: str) -> TargetValue | None:
    """A text with figures; None when it is not understood."""
    spelled = narrow(squeezed).translate(_SIGNS)
    if not _DIGIT.search(spelled):
        return None
    if found := _grammar().fullmatch(spelled):
        return _value(squeezed, found, "")
    for start in _bases(spelled):
        if found := _grammar().fullmatch(spelled, start):
            value = _value(squeezed, found, squeezed[:start])
            return value if value and _is_base(spelled[:start], value) else None
    return None


def _bases(spelled: str) -> Iterator[int]:
    """How long a base may be: up to the first sign, or else to an operator in words or the first digit."""
    sign, words, digit = _starts()
    if found := sign.search(spelled):
        yield found.start()
        return
    for pattern in (words, digit):
        yield from (found.start() for found in pattern.finditer(spelled))


def _is_base(base: str, value: TargetValue) -> bool:
    """Whether the words before a value are its base, and not half of an operator or of another sentence."""
    words = list(_starts()[1].finditer(base))
    if not _WORD.search(base) or any(found.end() == len(base) for found in words):
        return False
    if value.operator or value.kind == "deviation":
        return True
    # 达 and 超 alone are parts of names: 达标率95%
    return not any(len(found[0]) > 1 for found in words) and (
        value.unit == "%" or bool(_base_alone().fullmatch(base))
    )


def _value(squeezed: str, found: re.Match[str], base: str) -> TargetValue | None:
    front, behind, note = (squeezed[slice(*found.span(part))] for part in ("front", "behind", "note"))
    operator = meaning(found["front"] or "", found["behind"] or "")
    if operator is None:
        return None
    as_written = f"{front}…{behind}" if front and behind else front + behind
    value = _dated(found, operator) if found["date"] else _measured(found, operator)
    return replace(value, as_written=as_written, base=base, note=note) if value else None


def _dated(found: re.Match[str], operator: Operator) -> TargetValue | None:
    if not found["before"]:
        return TargetValue("date", operator, words=found["date"])
    return TargetValue("date", "≤", words=found["date"] + "前") if operator in ("", "≤") else None


def _measured(found: re.Match[str], operator: Operator) -> TargetValue | None:
    number, upper = (_decimal(figure) for figure in found.group("number", "upper"))
    unit, last_unit = (_UNIT_NAMES.get(unit, unit) for unit in found.group("unit", "last_unit"))
    if found["deviation"]:
        within = upper is None and operator in ("", "≤")
        return TargetValue("deviation", operator, number, unit=unit) if within else None
    if upper is None:
        return _day_or(TargetValue("quantitative", operator, number, unit=unit), alone=found.start() == 0)
    if unit not in ("", last_unit):
        return None
    return _day_or(TargetValue("range", operator, number, upper, last_unit), alone=False)


def _decimal(figure: str | None) -> Decimal | None:
    return Decimal(figure.replace(",", "")) if figure else None


def _day_or(value: TargetValue, *, alone: bool) -> TargetValue:
    """The value, or the day that its figures name; 12月 names one only when nothing stands before it."""
    figures = _figures(value.number, value.upper, value.unit)
    if _day_or_year().fullmatch(figures) or (alone and not value.operator and _month().fullmatch(figures)):
        return TargetValue("date", value.operator, words=figures)
    return value
