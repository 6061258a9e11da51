"""Where keys lead on a sheet, as plain data: places and cells, no Qt.

Qt's own moves get stuck at merged cells; these go over the Sheet's `cover` and `stops`.
"""

from collections.abc import Callable
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from perfdesk.documents.sheet import Cell, Sheet

Place: TypeAlias = tuple[int, int]


def neighbour(sheet: "Sheet", cell: "Cell", lane: Place, down: int, right: int) -> Place | None:
    """The next place in a direction that can be filled in. `lane`: where the last move came along.

    The lane survives wide cells. Up and down from a wide cell, its other columns count too where the lane
    meets only printed words.
    """
    row, column = lane if sheet.cover.get(lane) is cell else (cell.row, cell.column)
    others = range(cell.column, cell.column + cell.columns)
    lines = range(cell.row + cell.rows, sheet.rows) if down > 0 else range(cell.row - 1, -1, -1)
    after = range(cell.column + cell.columns, len(sheet.columns))
    lanes = after if right > 0 else range(cell.column - 1, -1, -1)
    ahead = product(lines, (column, *others)) if down else product((row,), lanes)
    return next((place for place in ahead if place in sheet.cover and sheet.cover[place].addresses), None)


def edge(
    sheet: "Sheet", cell: "Cell", lane: Place, way: tuple[int, int], is_filled: Callable[["Cell"], bool]
) -> Place | None:
    """Where Ctrl and an arrow lead: the last of the filled cells, else the next filled one, else the end."""
    place = neighbour(sheet, cell, lane, *way)
    inside = place is not None and is_filled(cell) and is_filled(sheet.cover[place])
    while place and (ahead := neighbour(sheet, sheet.cover[place], place, *way)):
        if is_filled(sheet.cover[ahead] if inside else sheet.cover[place]) != inside:
            break
        place = ahead
    return place


def beside(sheet: "Sheet", cell: "Cell", count: int) -> "Cell":
    """The stop some steps on in reading order, or back; the first and last are ends."""
    place = sheet.stops.index(cell) + count
    return sheet.stops[min(max(place, 0), len(sheet.stops) - 1)]


def end(sheet: "Sheet", cell: "Cell", *, last: bool, whole: bool) -> "Cell":
    """The first or last stop of a cell's line, or of the whole sheet."""
    line = [stop for stop in sheet.stops if whole or stop.row <= cell.row < stop.row + stop.rows]
    return line[-1 if last else 0]
