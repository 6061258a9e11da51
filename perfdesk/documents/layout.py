"""FormSpec + Document → Sheet: the only place where a form is laid out. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.sheet import Cell, Sheet, SheetAlign, SheetRole
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.kinds import KINDS
from perfdesk.forms.spec import CellSpec, FormSpec, LineSpec, place


def lay_out(form: FormSpec, document: Document) -> Sheet:
    """The sheet of a document; well under a millisecond for 30 rows."""
    texts = document.texts
    plan = _plan(form, tuple(_is_shown(line, document) for line in form.lines))
    cells = [fixed if fixed else make(texts.get(key, "")) for fixed, key, make in plan.above]
    cells.extend(_block(plan, document.rows))
    return Sheet(
        name=read_coded_name(texts.get("project.name", "")).name,
        columns=form.columns,
        rows=plan.height + len(document.rows),
        cells=tuple(cells),
        repeated=plan.repeated,
        print=form.print,
        document=document.uid,
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """What of a layout does not depend on the texts."""

    above: tuple[tuple[Cell | None, str, Callable[[str], Cell]], ...]
    """for each cell: the finished cell of printed words, or a key and how to make its cell"""
    height: int
    repeated: tuple[int, ...]
    block: tuple[tuple[CellSpec, int, str], ...]
    """row cells, each with its column and name"""


def _is_shown(line: LineSpec, document: Document) -> bool:
    return not line.optional or any(cell.key in document.texts for cell in line.cells if cell.key)


@cache
def _plan(form: FormSpec, shown: tuple[bool, ...]) -> _Plan:
    lines = [line for line, is_shown in zip(form.lines, shown, strict=True) if is_shown]
    above = []
    for spot in place((*lines, LineSpec(form.rows.header)), len(form.columns)):
        framed = spot.line >= len(lines) or lines[spot.line].frame
        make = _maker(spot.cell, spot.line, spot.column, framed=framed, name=form.label_of(spot.cell.key))
        above.append((make(spot.cell.label) if spot.cell.label else None, spot.cell.key, make))
    titles = [number for number, line in enumerate(lines) if not line.frame]
    block, column = [], 0
    for cell in form.rows.cells:
        block.append((cell, column, form.label_of(cell.key)))
        column += cell.columns
    return _Plan(tuple(above), len(lines) + 1, (*titles, len(lines)), tuple(block))


def _maker(cell: CellSpec, line: int, column: int, *, framed: bool, name: str) -> Callable[[str], Cell]:
    """How to make the cell that stands at a fixed place from its text."""
    role: SheetRole = cell.role or ("label" if cell.label else "value")
    align = _align(cell, role)
    addresses = (Address("", cell.key),) if cell.key else ()

    def make(text: str) -> Cell:
        if cell.shown != "{}":
            text = cell.shown.replace("{}", text) if text else cell.shown.replace("{}", "").rstrip()
        return Cell(
            line, column, cell.rows, cell.columns, text, role, align, framed, cell.kind, name, addresses
        )

    return make


def _align(cell: CellSpec, role: SheetRole) -> SheetAlign:
    if cell.align:
        return cell.align
    if role in {"label", "title", "subtitle"}:
        return "center"
    return KINDS[cell.kind].align


def _block(plan: _Plan, rows: tuple[Row, ...]) -> Iterator[Cell]:
    """The cells of the indicator rows; neighbours with the same levels share a cell."""
    runs = _runs(plan, rows)
    columns = [(cell, column, name, _align(cell, "value")) for cell, column, name in plan.block]
    for number, row in enumerate(rows):
        line = plan.height + number
        texts = row.texts
        for cell, column, name, align in columns:
            key = cell.key
            if not cell.merge:
                yield Cell(
                    line, column, 1, cell.columns, texts.get(key, ""), "value", align, True,
                    cell.kind, name, (Address(row.uid, key),),
                )  # fmt: skip
            elif length := runs.get((number, key)):
                addresses = tuple(Address(rows[index].uid, key) for index in range(number, number + length))
                yield Cell(
                    line, column, length, cell.columns, texts.get(key, ""), "value", align, True,
                    cell.kind, name, addresses,
                )  # fmt: skip


def _runs(plan: _Plan, rows: tuple[Row, ...]) -> dict[tuple[int, str], int]:
    """(first row, key) → how many rows a merged cell covers.

    A merged cell ends where its text changes or one ends that it stands within. Blank cells stay apart.
    """
    runs: dict[tuple[int, str], int] = {}
    begun: dict[str, set[int]] = {}
    for cell, _, _ in plan.block:
        if not cell.merge:
            continue
        around = [begun[cell.within]] if cell.within else begun.values()
        starts = begun[cell.key] = set[int]().union(*around)
        first = 0
        for number, row in enumerate(rows):
            text = row.texts.get(cell.key, "")
            if number and number not in starts and text and text == rows[first].texts.get(cell.key, ""):
                runs[first, cell.key] += 1
                continue
            first = number
            starts.add(number)
            runs[number, cell.key] = 1
    return runs
