"""Blocks of cells on a sheet, as plain data: which cells lie in one, and what of it is copied. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfdesk.documents.address import Address
    from perfdesk.documents.sheet import Cell, Sheet
    from perfdesk.exchange.clipboard import Block


@dataclass(frozen=True, slots=True)
class Area:
    """Rows and columns of a sheet, the ends not included."""

    top: int
    left: int
    bottom: int
    right: int


def area_of(cell: "Cell") -> Area:
    """What one cell covers."""
    return Area(cell.row, cell.column, cell.row + cell.rows, cell.column + cell.columns)


def around(cells: "Sequence[Cell]") -> Area:
    """The smallest area that holds some cells, one at least."""
    return reduce(_around, map(area_of, cells))


def between(sheet: "Sheet", one: "Cell", other: "Cell") -> Area:
    """The smallest area that holds two cells and cuts none."""
    area = _around(area_of(one), area_of(other))
    while (grown := _grown(sheet, area)) != area:
        area = grown
    return area


def _grown(sheet: "Sheet", area: Area) -> Area:
    for cell in cells_in(sheet, area):
        area = _around(area, area_of(cell))
    return area


def _around(one: Area, other: Area) -> Area:
    return Area(
        min(one.top, other.top),
        min(one.left, other.left),
        max(one.bottom, other.bottom),
        max(one.right, other.right),
    )


def cells_in(sheet: "Sheet", area: Area) -> list["Cell"]:
    """The cells that lie in an area or reach into it, each once, in reading order."""
    found = {
        id(cell): cell
        for row in range(area.top, area.bottom)
        for column in range(area.left, area.right)
        if (cell := sheet.cover.get((row, column)))
    }
    return list(found.values())


def addresses_in(sheet: "Sheet", area: Area) -> "list[Address]":
    """Where the cells of an area write to."""
    return [address for cell in cells_in(sheet, area) for address in cell.addresses]


def pieces(sheet: "Sheet", area: Area, text_of: "Callable[[Cell], str]") -> "Block":
    """The block as it is copied; columns of the grid at which no cell of it begins are left out."""
    from perfdesk.exchange.clipboard import Piece

    cells = cells_in(sheet, area)
    columns = sorted({cell.column for cell in cells})
    block: list[list[Piece | None]] = [[None] * len(columns) for _ in range(area.top, area.bottom)]
    for cell in cells:
        across = sum(cell.column <= column < cell.column + cell.columns for column in columns)
        block[cell.row - area.top][columns.index(cell.column)] = Piece(text_of(cell), cell.rows, across)
    return block
