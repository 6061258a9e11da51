"""A Case: a document under review, with its texts understood once for all rules.

A rule asks `case.has(key)` before it judges a field: where the form, or the document as read, has no such
field, there is nothing to judge. `case.lines` are the indicator rows; one that stands a cell too far right is
read as if it stood right, so that one root cause is one finding (STR-01).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from perfdesk.documents.address import Address, field
from perfdesk.documents.document import Document, Row
from perfdesk.forms.kinds import read_year
from perfdesk.forms.money import Amount, read_amount, read_money_unit
from perfdesk.forms.period import Period, read_period
from perfdesk.forms.spec import FormSpec
from perfdesk.forms.target_value import TargetValue, read_target
from perfdesk.rules.levels import Levels, Standing, read_level
from perfdesk.rules.limits import Limits
from perfdesk.rules.vocabulary import NameSays, Vocabulary

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad \u3000\t\n"
_LIMITED = frozenset(("成本指标", "经济成本指标", "时效指标"))
ROW_KEYS = ("level1", "level2", "name", "value")


_address = lru_cache(maxsize=4096)(Address)
"""Rules ask for the same few again and again."""


class Line(NamedTuple):
    """An indicator row, understood."""

    row: Row
    number: int
    """From 1."""
    level1: str
    """As `read_level` reads it, blank where the cell is; as the row should stand."""
    level2: str
    name: str
    value: str
    target: TargetValue | None
    """None for a blank value."""
    says: NameSays
    """What the name says."""
    standing: Standing
    """Where the row stands, blank levels taken from the row above."""
    shift: Mapping[str, str] = MappingProxyType({})
    """For a row that stands too far right: key → text as it should stand. Empty for any other."""

    def at(self, key: str) -> Address:
        """The address of one of its cells."""
        return _address(self.row.uid, key)

    @property
    def is_filled(self) -> bool:
        """Whether it is an indicator, and not a place kept for one."""
        return bool(self.name or self.value)

    @property
    def is_figure(self) -> bool:
        """Whether it is an indicator, named, whose value is more than words."""
        return bool(self.name and self.target and self.target.kind != "qualitative")

    @property
    def unit(self) -> str:
        """The value's unit: as written, else from the name's brackets, else the only one that suits it."""
        if self.target is None or self.target.unit:
            return self.target.unit if self.target else ""
        return self.says.unit or self.missing_unit

    @property
    def usual_sign(self) -> str:
        """The operator that is likely meant: an upper limit of what is bad, of costs and of waiting."""
        is_limit = self.standing.second in _LIMITED and self.unit != "%"
        is_limit = is_limit and not self.says.is_neutral and not self.says.direction
        return "≤" if is_limit or self.says.direction == "down" else "≥"

    @property
    def missing_unit(self) -> str:
        """The unit that can only be meant where none is written; empty when there is doubt."""
        number = self.target.number if self.target else None
        if number is None or not self.says.units or len(self.says.units) > 1:
            return ""
        only = self.says.units[0]
        # 1 and 0.95 may be shares out of a spreadsheet: 100 %, 95 %
        return "" if only == "%" and 0 < number <= 1 else only


class Case:
    """A document, its form, and the yardsticks it is held against."""

    def __init__(
        self,
        document: Document,
        form: FormSpec,
        levels: Levels,
        vocabulary: Vocabulary,
        limits: Limits,
    ) -> None:
        self.document = document
        self.form = form
        self.levels = levels
        self.vocabulary = vocabulary
        self.limits = limits
        self.row_keys = frozenset(form.row_keys())
        self._others = (
            self.row_keys.difference(ROW_KEYS) if self.row_keys.issuperset(ROW_KEYS) else frozenset()
        )
        self._texts = {key: _without_blanks(text) for key, text in document.texts.items()}
        self._there = _field_keys(form) & self._texts.keys()
        self._no_answers = vocabulary.words("answers.not-applicable")
        self._amounts: dict[str, Amount | None] = {}

    def has(self, *keys: str) -> bool:
        """Whether form and document have all these fields."""
        return self._there.issuperset(keys)

    def number(self, name: str) -> Decimal:
        """A limit of `limits.NUMBERS`, as the profile has it."""
        return self.limits.numbers[name]

    def switch(self, name: str) -> bool:
        """A switch of `limits.SWITCHES`, as the profile has it."""
        return self.limits.switches[name]

    def text(self, key: str) -> str:
        """What stands in a field, without blanks around it."""
        return self._texts.get(key, "")

    def label(self, key: str) -> str:
        """What the clerk calls a field."""
        return self.form.label_of(key)

    @cached_property
    def year(self) -> int | None:
        """The budget year, None when it is missing or no year."""
        year = read_year(self.text("year"))
        return year if year and 2000 <= year <= 2099 else None

    @cached_property
    def period(self) -> Period | None:
        """The 项目实施期."""
        return read_period(self.text("period"), self.year)

    @cached_property
    def money_unit(self) -> str:
        """The unit of the form's amounts: the declared one, else the one its paper is printed with."""
        return read_money_unit(self.text("money.unit")) or _printed_unit(self.form)

    @cached_property
    def money_scale(self) -> Decimal:
        """What one of that unit is in 万元."""
        one = read_amount("1", self.money_unit)
        return one.value if one else Decimal(1)

    @cached_property
    def tolerance(self) -> Decimal:
        """How far equal amounts may differ, in 万元; the profile says it in the form's unit."""
        return self.limits.numbers["tolerance"] * self.money_scale

    def amount(self, key: str) -> Amount | None:
        """The amount in a field."""
        if key not in self._amounts:
            self._amounts[key] = read_amount(self.text(key), self.money_unit)
        return self._amounts[key]

    def is_no_money(self, key: str) -> bool:
        """Whether a field says that there is no money: blank, a dash, 无."""
        text = self.text(key)
        return not text or text in self.vocabulary.words("answers.no-money")

    def is_not_applicable(self, text: str) -> bool:
        """Whether a text answers that something does not apply: 无, 本项目不适用此指标."""
        return text in self._no_answers or text.rstrip("。.") in self._no_answers

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The indicator rows."""
        lines: list[Line] = []
        for number, row in enumerate(self.document.rows, start=1):
            if not self._is_of_another_block(row):
                lines.append(self._line(row, number, lines[-1] if lines else None))
        return tuple(lines)

    def _is_of_another_block(self, row: Row) -> bool:
        """Whether only the block beside this one goes on in a row: that of the whole period."""
        return (
            bool(self._others)
            and not (row.text("name") or row.text("value"))
            and any(map(row.text, self._others))
        )

    @cached_property
    def indicators(self) -> tuple[Line, ...]:
        """The rows that are filled in."""
        return tuple(line for line in self.lines if line.is_filled)

    @cached_property
    def valued(self) -> tuple[Line, ...]:
        """The rows that have a value, if the form has values."""
        return tuple(line for line in self.lines if line.value) if "value" in self.row_keys else ()

    @cached_property
    def last(self) -> Mapping[tuple[str, str], tuple[Line, ...]]:
        """First and second level → the last two rows there; below a blank second one, of the first level."""
        found: dict[tuple[str, str], tuple[Line, ...]] = {}
        for line in self.lines:
            for place in {(line.standing.first, line.standing.second), (line.standing.first, "")}:
                found[place] = (*found.get(place, ())[-1:], line)
        return found

    @cached_property
    def name_counts(self) -> Mapping[str, int]:
        """How often each name of an indicator stands there."""
        return Counter(line.name for line in self.indicators if line.name and line.value)

    @cached_property
    def figures(self) -> Mapping[Standing | str, int]:
        """First level, and where a row stands → how many indicators with figures are rightly there."""
        sound = [line for line in self.indicators if line.is_figure and not line.standing.second_fault]
        return Counter[Standing | str](
            place for line in sound for place in (line.standing, line.standing.first)
        )

    @cached_property
    def named(self) -> tuple[Line, ...]:
        """The rows with a name that is no mere answer, if the form has names."""
        if "name" not in self.row_keys:
            return ()
        return tuple(line for line in self.indicators if line.name and not self.is_not_applicable(line.name))

    @cached_property
    def titles(self) -> tuple[tuple[Address, str], ...]:
        """The project's name and those of the indicators, as they were written."""
        found = []
        if self.has("project.name") and self.text("project.name"):
            found.append((field("project.name"), self.document.texts["project.name"]))
        if "name" in self.row_keys:
            found += [(line.at("name"), text) for line in self.indicators if (text := line.row.text("name"))]
        return tuple(found)

    @cached_property
    def written(self) -> tuple[tuple[Address, str], ...]:
        """The project's name, the goals, names and values, as they were written; blank ones, too."""
        found = [(field("project.name"), self.text("project.name"))] if self.has("project.name") else []
        found += [(field(key), text) for key, text in self.goals]
        for line in self.indicators:
            found += [(line.at(key), line.row.text(key)) for key in ("name", "value")]
        return tuple(found)

    @cached_property
    def goals(self) -> tuple[tuple[str, str], ...]:
        """The goals that are there and not blank, by key; if they are alike, only the annual one."""
        total, annual = (
            (key, self.text(key) if self.has(key) else "") for key in ("goal.total", "goal.annual")
        )
        both = (annual,) if total[1] == annual[1] else (total, annual)
        return tuple((key, text) for key, text in both if text)

    def _line(self, row: Row, number: int, above: Line | None) -> Line:
        written = {key: row.text(key) for key in ROW_KEYS}
        shift = _shift(written, self.levels)
        texts = written | shift
        level1, level2 = read_level(texts["level1"]), read_level(texts["level2"])
        name, value = _without_blanks(texts["name"]), _without_blanks(texts["value"])
        return Line(
            row, number, level1, level2, name, value, read_target(value), self.vocabulary.about(name),
            self._standing(level1, level2, above), shift,
        )  # fmt: skip

    def _standing(self, level1: str, level2: str, above: Line | None) -> Standing:
        """Blank levels mean what stands above, as in merged cells; below a new 一级, only a sole 二级."""
        if level1 and level2:
            return self.levels.standing(level1, level2)
        inherited = above.standing if above else Standing()
        if level2:
            parents = self.levels.parents(level2)
            first = parents[0] if len(parents) == 1 else inherited.first
            return replace(self.levels.standing(first, level2), first_fault="")
        if not level1:
            return replace(inherited, first_fault="", second_fault="")
        own = self.levels.standing(level1, "")
        seconds = self.levels.seconds_of(own.first)
        if own.first == inherited.first:
            return replace(own, second=inherited.second)
        return replace(own, second=seconds[0] if len(seconds) == 1 else "")


def _shift(texts: Mapping[str, str], levels: Levels) -> dict[str, str]:
    """For a row that stands too far right: key → text as it should stand; empty when it cannot be told."""
    level1, level2 = read_level(texts["level1"]), read_level(texts["level2"])
    if level2 and not levels.is_first_name(level2):
        return {}
    name = read_level(texts["name"])
    target = read_target(texts["value"])
    is_words = target is not None and target.kind == "qualitative"
    # 满意度指标 and 成本指标 are second levels, too: it takes a second one and words behind them to tell
    is_first = levels.is_only_first(level2) or (
        not level1 and is_words and levels.is_first_name(level2) and levels.is_second_name(name)
    )
    if level2 and not is_first:
        return {}
    # a figure in the last cell is the value already; words there are the name that was pushed on
    rest = {"name": texts["value"], "value": ""}
    if not is_words:
        rest = {"name": ""}
    if is_first and (not level1 or levels.is_first(level1)):
        if levels.is_second_name(name):
            return {"level1": texts["level2"], "level2": texts["name"], **rest}
        return {} if level1 else {"level1": texts["level2"], "level2": ""}
    if not level2 and levels.is_second_name(name):
        return {"level2": texts["name"], **rest}
    return {}


def _without_blanks(text: str) -> str:
    """The text without blanks around it; empty when it is nothing but invisible characters."""
    stripped = text.strip()
    return stripped if stripped.strip(_INVISIBLE) else ""


@cache
def _field_keys(form: FormSpec) -> frozenset[str]:
    return frozenset(cell.key for cell, _ in form.fields())


@cache
def _printed_unit(form: FormSpec) -> str:
    printed = next((cell.default for cell, _ in form.fields() if cell.key == "money.unit"), "")
    return read_money_unit(printed) or "万元"
