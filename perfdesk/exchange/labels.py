"""The printed words of forms: which field, column or title a cell's text stands for.

All of it comes from the form files (labels of the layout, names, `[match]`); no word of a form stands here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from perfdesk.exchange.spelling import label_key, spaced, without_bracket
from perfdesk.forms.money import read_money_unit
from perfdesk.forms.spec import CellSpec, FormSpec, Placed
from perfdesk.forms.spelling import narrow

_LONGEST = 40
"""Characters; a longer text is no label."""
_LONGEST_TITLE = 80
_SHORTEST = 3
"""Characters of a label with its colon (单位:) that prove nothing in the middle of a text."""
_YEAR = (
    r"(?:\(\s*(?P<inside>[^()]{0,12}?)\s*年\s*度?\s*\)"
    r"|(?P<bare>20[0-9]{2}|[〇零○一二三四五六七八九]{4})\s*年\s*度?)"
)
_YEAR_ALONE = re.compile(rf"\s*{_YEAR}\s*")
_YEAR_BEHIND = re.compile(rf"\s*{_YEAR}\s*$")
_YEAR_BEFORE = re.compile(rf"\s*{_YEAR}\s*")
_BRACKET_BEHIND = re.compile(r"\S\s*\(([^()]{1,12})\)$")
_PARTED = re.compile(r"[:：﹕)）\s]")
"""What stands behind a label that shares its cell with a text."""
_NO_TITLE = re.compile("[,;。!?]")
_BEFORE_TITLE = 16
"""Characters that may stand before a title: the name of a city, 附件2."""


class Meaning(NamedTuple):
    """What a text stands for as a label."""

    fields: tuple[str, ...] = ()
    """Field keys; several where the paper prints the same words twice: 其中:财政拨款."""
    heads: tuple[str, ...] = ()
    """Row keys, or parts of one (`value.unit`), whose column it can head."""
    printed: bool = False
    """Printed words beside no field: 绩效目标."""

    @property
    def head(self) -> str:
        """The first of `heads`, empty without."""
        return self.heads[0] if self.heads else ""


NOTHING = Meaning()


class Title(NamedTuple):
    """A title as read, and the year that stood on its line; None when none did."""

    text: str
    year: str | None
    key: str


class Piece(NamedTuple):
    """A cell, or a label or value cut out of one."""

    column: int
    text: str
    meaning: Meaning


class Words:
    """The words of one or several forms. Look-ups are kept, since the same labels come in every form."""

    def __init__(self, forms: Iterable[FormSpec]) -> None:
        self._fields: defaultdict[str, list[str]] = defaultdict(list)
        self._heads: defaultdict[str, list[str]] = defaultdict(list)
        self._printed: set[str] = set()
        self.titles: set[str] = set()
        self.captions: set[str] = set()
        """The fields of the lines without frame, between title and table."""
        affixes: set[str] = set()
        labels: set[str] = set()
        for form in forms:
            self.titles.update(label_key(title) for title in (form.name, *form.match.titles))
            for key, label in _field_labels(form):
                _add(self._fields, label, key)
                labels.add(narrow(label))
            for line in form.lines:
                self.captions.update(cell.key for cell in line.cells if not line.frame)
            affixes.update(map(narrow, _affixes(form)))
            for key, label in _head_labels(form):
                _add(self._heads, label, key)
            self._printed.update(label_key(label) for label in _printed_labels(form))
        self.signs = {key[:1] for key in (*self._fields, *self._heads, *self._printed, *self.titles)}
        """The characters that labels and titles begin with."""
        self._lead = _lead(affixes, labels)
        self.find = lru_cache(maxsize=1 << 15)(self._find)
        """What a text stands for, NOTHING when it is no label."""
        self.title = lru_cache(maxsize=1 << 12)(self._title)
        """The title that a text is, None when it is none."""

    def _find(self, text: str) -> Meaning:
        if not text or len(text) > _LONGEST:
            return NOTHING
        key = label_key(text)
        for spelling in (key, without_bracket(key)):
            fields, heads = self._fields.get(spelling, ()), self._heads.get(spelling, ())
            if fields or heads or spelling in self._printed:
                return Meaning(tuple(fields), tuple(heads), spelling in self._printed)
        return NOTHING

    def pieces(self, cells: tuple[str, ...]) -> tuple[Piece, ...]:
        """The cells with text; `项目名称: …` and `填报单位(盖章) …` are a label and a value each."""
        pieces: list[Piece] = []
        for column, text in enumerate(cells):
            if not text:
                continue
            meaning = self.find(text)
            if meaning is NOTHING and (parts := self._cut(text)):
                for label, value in parts:
                    pieces.append(Piece(column, label, self.find(label)))
                    if value:
                        pieces.append(Piece(column, value, self.find(value)))
            else:
                pieces.append(Piece(column, text, meaning))
        return tuple(pieces)

    def _cut(self, text: str) -> list[tuple[str, str]] | None:
        """Labels and values that share a cell; None without a label in front, or when it runs on."""
        if not _PARTED.search(text):
            return None
        spelled = narrow(text)
        if not self._lead.match(spelled):
            return None
        found = [
            match
            for match in self._lead.finditer(spelled)
            if not _is_glued(spelled, match) or len(match[0]) > _SHORTEST
        ]
        if any(_is_glued(spelled, match) for match in found[1:]):
            return None
        ends = [*(match.start() for match in found[1:]), len(text)]
        return [
            (text[match.start() : match.end()].strip(), text[match.end() : end].strip())
            for match, end in zip(found, ends, strict=True)
        ]

    def runs_on(self, text: str) -> bool:
        """Whether a text holds a label with its colon: several cells in one, without a sign between."""
        return any(len(match[0]) > _SHORTEST for match in self._lead.finditer(narrow(text)))

    def _title(self, text: str) -> Title | None:
        if len(text) > _LONGEST_TITLE:
            return None
        spelled, start, end = narrow(text), 0, len(text)
        year = _YEAR_BEHIND.search(spelled)
        if year:
            end = year.start()
        elif year := _YEAR_BEFORE.match(spelled):
            start = year.end()
        rest = text[start:end].strip()
        key = label_key(rest)
        known = key if key in self.titles else self._ending(key, spelled[start:end])
        if not known:
            return None
        return Title(rest, year_text(text, year) if year else None, known)

    def _ending(self, key: str, spelled: str) -> str:
        """The longest known title that a text ends in, after a few other characters."""
        if _NO_TITLE.search(spelled):
            return ""
        endings = (title for title in self.titles if key.endswith(title))
        longest = max(endings, key=len, default="")
        return longest if len(key) - len(longest) <= _BEFORE_TITLE else ""


def _is_glued(spelled: str, found: re.Match[str]) -> bool:
    """Whether a label follows on other words without a blank."""
    return found.start() > 0 and not (
        spelled[found.start() - 1].isspace() or spelled[found.start() - 1] == ")"
    )


def year_alone(text: str) -> str | None:
    """The year in a cell that says nothing else: `(2024年度)`; None for any other cell."""
    if len(text) > _LONGEST or "年" not in text:
        return None
    found = _YEAR_ALONE.fullmatch(narrow(text))
    return year_text(text, found) if found else None


def unit_behind(text: str) -> str:
    """The unit of money in a bracket behind a label: 资金投入(元); empty without one."""
    if len(text) > _LONGEST or text[-1:] not in {")", "）"}:
        return ""
    found = _BRACKET_BEHIND.search(narrow(text))
    return (read_money_unit(found[1]) or "") if found else ""


def year_text(text: str, found: re.Match[str]) -> str:
    """The words of a year as they stand in the text that was narrowed."""
    return text[slice(*found.span("bare" if found["inside"] is None else "inside"))].strip()


def _add(table: defaultdict[str, list[str]], label: str, key: str) -> None:
    for spelling in (label_key(label), without_bracket(label_key(label))):
        if spelling and key not in table[spelling]:
            table[spelling].append(key)


def _field_labels(form: FormSpec) -> Iterator[tuple[str, str]]:
    """Every field key with each of its labels, in the order of the form."""
    placed = form.placed()
    for spot in placed:
        cell = spot.cell
        if cell.key and cell.role != "title":
            labels = [form.label_of(cell.key), *form.match.labels.get(cell.key, ()), *_affix(cell)]
            if beside := label_beside(placed, spot):
                labels.append(beside.cell.label)
            for label in dict.fromkeys(labels):
                yield cell.key, label
    for part, spellings in form.match.parts.items():
        for label in spellings:
            yield part, label


def label_beside(placed: tuple[Placed, ...], spot: Placed) -> Placed | None:
    """The printed words that a field belongs to: at its left on the same line, else right above it."""
    for line, column in ((spot.line, spot.column - 1), (spot.line - 1, spot.column)):
        for other in placed:
            if other.cell.label and other.covers(line, column) and other.line == line:
                return other
    return None


def _affix(cell: CellSpec) -> tuple[str, ...]:
    """The words printed in front of a text in its own cell: 填报单位(盖章)."""
    words = cell.shown.partition("{}")[0].strip(" :(")
    return (words,) if words else ()


def _affixes(form: FormSpec) -> Iterator[str]:
    for cell, _ in form.fields():
        if affix := _affix(cell):
            yield from (*affix, without_bracket(narrow(affix[0])), cell.name)


def _head_labels(form: FormSpec) -> Iterator[tuple[str, str]]:
    for cell in form.rows.cells:
        for label in (form.label_of(cell.key), *form.match.labels.get(cell.key, ())):
            yield cell.key, label
    for part, labels in form.match.columns.items():
        for label in labels:
            yield part, label


def _printed_labels(form: FormSpec) -> Iterator[str]:
    """Words of the layout that stand beside no field, with and without the bracket behind them."""
    placed = form.placed()
    used = {label_beside(placed, spot) for spot in placed if spot.cell.key}
    for spot in placed:
        if spot.cell.label and spot not in used and spot.line < len(form.lines):
            yield spot.cell.label
            yield without_bracket(narrow(spot.cell.label))


def _lead(affixes: set[str], labels: set[str]) -> re.Pattern[str]:
    """A pattern for a label in front of its value: with a colon; an affix also before a blank."""
    longest = sorted(affixes | labels, key=lambda label: (-len(label), label))
    before_colon = "|".join(map(spaced, longest))
    before_blank = "|".join(spaced(label) for label in longest if label in affixes)
    return re.compile(
        rf"(?<![^\s)])(?:{before_blank})(?:(?<=\))|(?=\s|$))\s*:?|(?:{before_colon})\s*(?:\(盖章\)\s*)?:"
    )
