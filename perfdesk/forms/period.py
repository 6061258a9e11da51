"""Periods: the spellings of 项目实施期, and the days they begin and end.

    period  := point separator point | point separator tail | year | month | period with a length beside it
    point   := 2024年 | 2024年1月 | 2024年1月1日 | 2024.1 | 2024-01-01 | 2024/1/1 | 202401 | 20240101 | 2024
    tail    := 12月 | 12月31日 | 12.31 | 12                   the year of the point before it
    length  := 3年 | 36个月 | 三年

自, 起, 止 around the points are passed over. A single day is a point, not a period. A period whose end lies
before its start is one; a rule says what is wrong with it.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from perfdesk.forms.spelling import narrow, squeeze

_YEAR = "(?:19|20|21)[0-9]{2}"
_N = "[0-9]{1,2}"
_SIGNED = "|".join(rf"{_YEAR}{sign}{_N}(?![0-9])(?:{sign}{_N}(?![0-9])日?|月)?" for sign in (r"\.", "/", "-"))
_POINT = rf"(?:{_YEAR}年(?:{_N}月(?:{_N}[日号])?|度)?|{_SIGNED}|{_YEAR}[0-9]{{2}}(?:[0-9]{{2}})?|{_YEAR})"
_TAIL = rf"(?:{_N}月(?:{_N}[日号])?|{_N}[./-]{_N})"
_SEPARATOR = "起?,?(?:至|到|-+|~+| )|起,?|(?<=[年月日号度])"
_COUNT, _MEASURE = "[0-9]{1,3}|[一二两三四五六七八九十]", "个?月|个?年度?"
_CHINESE = {"两": 2} | {sign: count for count, sign in enumerate("一二三四五六七八九十", start=1)}
_FOR = "(?:为期|共计|共|期限)?"
_HOW_LONG = rf"{_FOR}(?:{_COUNT})(?:{_MEASURE})期?"
_LONGEST = 60
"""Characters; a longer text is no period."""


@cache
def _range() -> re.Pattern[str]:
    """Compiled when first needed, as the others: importing this room must be cheap."""
    first = rf"(?P<first>{_POINT}|{_YEAR}年{_N}|{_TAIL}|{_N})"
    return re.compile(rf"[自从由]?{first}(?:{_SEPARATOR})(?P<last>{_POINT}|{_TAIL}|{_N})止?")


@cache
def _single() -> re.Pattern[str]:
    return re.compile(_POINT)


@cache
def _whole_year() -> re.Pattern[str]:
    return re.compile(rf"(?P<year>{_YEAR})?(?:年|年度)?全年度?|[本当]年度?")


@cache
def _length() -> re.Pattern[str]:
    return re.compile(rf"{_FOR}(?P<count>{_COUNT})(?P<unit>{_MEASURE})期?")


@cache
def _beside_length() -> re.Pattern[str]:
    """A period that says its length, too: `3年(2024-2026年)`, `2024-2026年(3年)`."""
    return re.compile(rf"{_HOW_LONG}\((?P<inner>.+)\)|(?P<outer>.+?)[,(]{_HOW_LONG}\)?")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included; nothing says that they are in this order."""

    start: date
    end: date
    by_day: bool
    """Whether days are written, not only months or years."""


@lru_cache(maxsize=1024)
def read_period(text: str, year: int | None = None) -> Period | None:
    """The period a text names, None when it is blank, not understood or has a day no calendar has.

    `year` is the form's budget year, for spellings that leave it out: 全年, 1月至12月.
    """
    spelled = narrow(squeeze(text))
    if len(spelled) > _LONGEST:
        return None
    if beside := _beside_length().fullmatch(spelled):
        spelled = beside["inner"] or beside["outer"]
    points = _points(spelled, year)
    return _period(*points) if points else None


def read_length(text: str) -> int | None:
    """The years in a text that is only a length (`3年`, `三年`, `36个月`); None for any other text."""
    found = _length().fullmatch(narrow(squeeze(text)))
    if not found:
        return None
    count = int(found["count"]) if found["count"].isdecimal() else _CHINESE[found["count"]]
    if "月" not in found["unit"]:
        return count
    return count // 12 if count % 12 == 0 else None


def _points(spelled: str, year: int | None) -> tuple[list[int], list[int]] | None:
    """First and last as [year, month, day], cut where the text says no more."""
    if _single().fullmatch(spelled):
        point = _numbers(spelled)
        return (point, point) if len(point) < 3 else None
    if whole := _whole_year().fullmatch(spelled):
        only = int(whole["year"]) if whole["year"] else year
        return ([only], [only]) if only else None
    found = _range().fullmatch(spelled)
    if not found:
        return None
    first, last = _numbers(found["first"]), _numbers(found["last"])
    if first[0] < 100:  # no year is written
        if year is None or "月" not in spelled:
            return None
        first = [year, *first]
    if last[0] >= 100:
        return first, last
    # a tail says as much as the point before it: 2024.1-12, 2024年1月1日至12月31日, but not 2024年1月1日至12
    return (first, [first[0], *last]) if len(first) == len(last) + 1 else None


def _numbers(point: str) -> list[int]:
    """The figures of a point: 2024年1月 and 202401 are [2024, 1]."""
    figures = re.findall("[0-9]+", point)
    if len(figures) == 1 and len(point) in (6, 8) and point == figures[0]:
        figures = [point[:4], point[4:6], point[6:]]
    return [int(figure) for figure in figures if figure]


def _period(first: list[int], last: list[int]) -> Period | None:
    try:
        start = date(*[*first, 1, 1][:3])
        if len(last) == 3:
            end = date(*last)
        else:
            year, month = [*last, 12][:2]
            date(year, month, 1)
            end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
    return Period(start, end, by_day=3 in (len(first), len(last)))
