"""What a form file may say: the vocabulary of `resources/forms/*.toml`.

A form file reads like the paper, line by line. To add a form, write a TOML file with these words and nothing
else; `reading` refuses a misspelt key with the file and the key. No Python line names a form.

Standard-library dataclasses, so that a shipped form can be described without loading pydantic.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

Align = Literal["", "start", "center", "end"]
Purpose = Literal["target", "review"]
Role = Literal["", "label", "value", "title", "subtitle", "caption"]


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One cell of the paper: printed words (`label`) or a place to fill in (`key`)."""

    label: str = ""
    key: str = ""
    kind: str = "text"
    name: str = ""
    """What the clerk calls it, where the label beside it does not say enough."""
    columns: int = 1
    rows: int = 1
    merge: bool = False
    """In the indicator rows: equal neighbours below become one cell."""
    within: str = ""
    """Key of the merged cell at whose end this one ends, too; without it, all at its left."""
    shown: str = "{}"
    """How the text stands on the paper, e.g. `({}年度)`; the document holds what stands in the braces."""
    align: Align = ""
    role: Role = ""
    default: str = ""
    """The text a new document starts with."""


@dataclass(frozen=True, slots=True)
class LineSpec:
    """One line of the paper above the indicator rows."""

    cells: tuple[CellSpec, ...]
    optional: bool = False
    """Shown only when the document has one of its fields."""
    frame: bool = True
    """Whether its cells are ruled; the title lines are not."""


@dataclass(frozen=True, slots=True)
class RowsSpec:
    """The indicator block: a header line, then one line for each row of the document."""

    header: tuple[CellSpec, ...]
    cells: tuple[CellSpec, ...]


@dataclass(frozen=True, slots=True)
class MatchSpec:
    """What other papers call the same things; may grow in a published edition."""

    titles: tuple[str, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field or row key → further spellings of its label."""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Extra columns of an indicator table that are part of a row key: `value.operator`, `value.unit`."""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Labels of the parts that a field is split into elsewhere, in order: `period.start`, `period.end`."""


@dataclass(frozen=True, slots=True)
class PrintSpec:
    """The printed page. Lengths in millimetres, sizes in points."""

    margins: tuple[float, float, float, float] = (20.0, 18.0, 18.0, 18.0)
    """top, right, bottom, left"""
    title_size: float = 18.0
    subtitle_size: float = 10.5
    body_size: float = 10.5
    smallest_size: float = 8.5
    """How far the body may shrink to keep a form on one page."""
    check_code: bool = True
    """Whether the check code stands at the foot of each page."""
    qr_code: bool = True
    """Whether it stands there for cameras, too."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class FormSpec:
    """A form: layout, words and kinds. Compared and hashed by identity: the catalogue holds one of each."""

    id: str
    edition: str
    name: str
    framework: str
    profile: str
    columns: tuple[float, ...]
    lines: tuple[LineSpec, ...]
    rows: RowsSpec
    match: MatchSpec = MatchSpec()
    print: PrintSpec = PrintSpec()
    purpose: Purpose = "target"
    """What it is filled in for: to set targets, or to review them."""

    @property
    def ref(self) -> str:
        """How documents name their form: `id@edition`."""
        return f"{self.id}@{self.edition}"

    def fields(self) -> Iterator[tuple[CellSpec, bool]]:
        """The places above the rows, in reading order, each with whether its line is optional."""
        for line in self.lines:
            for cell in line.cells:
                if cell.key:
                    yield cell, line.optional

    def row_keys(self) -> tuple[str, ...]:
        """The keys of one indicator row, left to right."""
        return tuple(cell.key for cell in self.rows.cells)

    def label_of(self, key: str) -> str:
        """What the clerk calls a field: its own name, the label at its left, or the one above it."""
        return _labels(self).get(key, key)

    def placed(self) -> tuple["Placed", ...]:
        """Every cell above the rows and of the header line, where it lies; the header line comes last."""
        return place((*self.lines, LineSpec(self.rows.header)), len(self.columns))


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of the form and the line and column of its upper left corner, from 0."""

    line: int
    column: int
    cell: CellSpec

    def covers(self, line: int, column: int) -> bool:
        """Whether this cell lies over a place of the grid."""
        return (
            self.line <= line < self.line + self.cell.rows
            and self.column <= column < self.column + self.cell.columns
        )


def place(lines: tuple[LineSpec, ...], width: int) -> tuple[Placed, ...]:
    """Let the cells of each line flow into the columns that taller cells above leave free."""
    placed: list[Placed] = []
    taken = [0] * width
    for number, line in enumerate(lines):
        column = 0
        for cell in line.cells:
            while column < width and taken[column] > number:
                column += 1
            placed.append(Placed(number, column, cell))
            for covered in range(column, min(column + cell.columns, width)):
                taken[covered] = number + cell.rows
            column += cell.columns
    return tuple(placed)


@cache
def _labels(form: FormSpec) -> dict[str, str]:
    placed = form.placed()
    names = {head.key: head.label for head in _heads(form)}
    for spot in placed:
        if spot.cell.key:
            names[spot.cell.key] = spot.cell.name or _label_beside(placed, spot)
    return names


def _heads(form: FormSpec) -> Iterator[CellSpec]:
    """The row cells, each with the label of the header cell that stands over it."""
    column, over = 0, place((LineSpec(form.rows.header),), len(form.columns))
    for cell in form.rows.cells:
        head = next((spot.cell for spot in over if spot.covers(0, column)), cell)
        yield replace(cell, label=cell.name or head.label)
        column += cell.columns


def _label_beside(placed: tuple[Placed, ...], spot: Placed) -> str:
    """The label at the left of a cell, else the one above it, else the words printed around its text."""
    for line, column in ((spot.line, spot.column - 1), (spot.line - 1, spot.column)):
        for other in placed:
            if other.cell.label and other.covers(line, column):
                return other.cell.label
    return spot.cell.shown.replace("{}", "").strip(" ():")
