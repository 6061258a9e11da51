"""What is said beside a cell while it is typed in: how the text is understood, and what could be put there.

Pure, and only ever a hint: the text is the clerk's. To add a kind, write a function of the same shape and
give it a line in `_KINDS`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.forms.choices import choices
from perfdesk.forms.framework import Framework
from perfdesk.forms.kinds import read_year
from perfdesk.forms.money import in_unit, plain, read_amount, read_money_unit
from perfdesk.forms.period import Period, read_period
from perfdesk.forms.spec import FormSpec
from perfdesk.forms.target_value import TargetValue, canonical, read_target


@dataclass(frozen=True, slots=True)
class Hint:
    """What is said about a text in a cell. All empty: nothing."""

    said: str = ""
    """How it is understood."""
    offer: str = ""
    """A text that one key puts in its place."""
    offered_as: str = ""
    """What that key does, in words: 改为 ≥5000份."""
    choices: tuple[str, ...] = ()
    """Texts to choose from."""
    month: tuple[int, int] | None = None
    """Year and month a calendar begins with; None: no calendar."""


@dataclass(frozen=True, slots=True)
class Place:
    """The cell that is typed in, and what stands around it."""

    form: FormSpec
    framework: Framework
    document: Document
    address: Address

    def field(self, key: str) -> str:
        """The text of a field above the rows."""
        return self.document.texts.get(key, "")

    def keys(self, kind: str) -> list[str]:
        """The keys of one kind, above the rows or in them as this place is."""
        cells: Iterable[str]
        if self.address.row:
            cells = (cell.key for cell in self.form.rows.cells if cell.kind == kind)
        else:
            cells = (cell.key for cell, _ in self.form.fields() if cell.kind == kind)
        return list(cells)


def understood(place: Place, kind: str, text: str) -> Hint:
    """The hint for a text that stands, unfinished perhaps, in a cell of a kind."""
    explain = _KINDS.get(kind)
    return explain(place, text) if explain else Hint()


def _target(_place: Place, text: str) -> Hint:
    value = read_target(text)
    if not value:
        return Hint()
    standard = canonical(value)
    said = _TARGETS[value.kind] if value.kind == "qualitative" else f"{standard} · {_TARGETS[value.kind]}"
    if _lacks_operator(value):
        said += " · 未写运算符"
    return _replacing(text, standard, Hint(said)) if value.kind != "qualitative" else Hint(said)


_TARGETS = MappingProxyType(
    {
        "quantitative": "定量",
        "range": "定量（区间）",
        "deviation": "定量（偏差）",
        "date": "日期",
        "qualitative": "定性",
    }
)


def _lacks_operator(value: TargetValue) -> bool:
    return value.kind == "quantitative" and not value.operator


def _money(place: Place, text: str) -> Hint:
    if not text.strip():
        return Hint()
    unit = read_money_unit(place.field("money.unit")) or "万元"
    amount = read_amount(text, unit)
    if not amount:
        return Hint("不是金额")
    yuan = f"{_grouped(in_unit(amount.value, '元'))}元"
    return Hint(yuan if unit == "元" else f"{_grouped(in_unit(amount.value, unit))}{unit} = {yuan}")


def _grouped(value: Decimal) -> str:
    """Thousands set apart: 1,466,000."""
    whole, point, decimals = plain(value).partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.removeprefix('-')):,}{point}{decimals}"


def _period(place: Place, text: str) -> Hint:
    year = read_year(place.field("year"))
    said, period = "", read_period(text, year)
    month = (period.start.year, period.start.month) if period else (year, 1) if year else None
    if period:
        said = f"{_day(period.start)}至{_day(period.end)}"
        said += " · 止期早于起期" if period.end < period.start else ""
    elif text.strip():
        said = "看不出起止日期"
    if not year or _is_whole(period, year):
        return Hint(said, month=month)
    whole = months_text((year, 1), (year, 12))
    return Hint(said, whole, f"全年：{whole}", month=month)


def months_text(first: tuple[int, int], last: tuple[int, int]) -> str:
    """A period in the standard spelling, from years and months: 2024年1月至2024年12月."""
    return f"{first[0]}年{first[1]}月至{last[0]}年{last[1]}月"


def _is_whole(period: Period | None, year: int) -> bool:
    return period is not None and (period.start, period.end) == (date(year, 1, 1), date(year, 12, 31))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _level(place: Place, text: str) -> Hint:
    keys = place.keys("level")
    depth = keys.index(place.address.key)
    firsts = place.framework.level1
    if depth == 0:
        found = place.framework.first(text.strip())
        return _choice(text, tuple(first.name for first in firsts), found.name if found else "")
    above = place.framework.first(place.document.text(Address(place.address.row, keys[0])) or "")
    names = tuple(second.name for first in ((above,) if above else firsts) for second in first.level2)
    meant = [second.name for _, second in place.framework.seconds(text.strip()) if second.name in names]
    return _choice(text, tuple(dict.fromkeys(names)), meant[0] if len(set(meant)) == 1 else "")


def _usual_words(place: Place, text: str) -> Hint:
    return _choice(text, choices(place.address.key), "")


def _choice(text: str, words: tuple[str, ...], meant: str) -> Hint:
    """`meant`: the word that the text is another name of; else the only one that begins with the text."""
    begun = [word for word in words if text.strip() and word.startswith(text.strip())]
    if not meant and len(begun) == 1:
        meant = begun[0]
    return _replacing(text, meant, Hint(choices=words)) if meant else Hint(choices=words)


def _long_text(place: Place, text: str) -> Hint:
    """The length; and the other long text of the form, if it has just one."""
    said = f"{len(''.join(text.split()))} 字"
    others = [key for key in place.keys("long-text") if key != place.address.key]
    other = place.field(others[0]) if len(others) == 1 else ""
    if not other.strip() or other == text:
        return Hint(said)
    return Hint(said, other, f"同{place.form.label_of(others[0])}")


def _replacing(text: str, better: str, hint: Hint) -> Hint:
    if better == text:
        return hint
    return Hint(hint.said, better, f"改为 {better}", hint.choices)


_KINDS: Mapping[str, Callable[[Place, str], Hint]] = MappingProxyType(
    {
        "target-value": _target,
        "money": _money,
        "period": _period,
        "level": _level,
        "choice": _usual_words,
        "long-text": _long_text,
    }
)
