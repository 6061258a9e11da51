"""A sheet measured for files that other programs set: the type that fits it on a page, widths and heights.

Neither a spreadsheet nor a document makes merged cells as high as their text needs, and neither makes type
smaller to keep a form on its page. Lengths are in points. Texts are measured in the bundled face, whose
ideographs are as wide as those of 宋体 and whose letters are a little wider: what fits here fits there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from perfdesk.documents.sheet import Cell, Sheet, SheetRole
from perfdesk.forms.spec import PrintSpec
from perfdesk.typeface import FaceName, face, wrap

PAPER = (595.3, 841.9)
"""A4 upright"""
MILLIMETRE = 72 / 25.4
SIDE = 4.2
"""White at the left and right of a cell"""
PITCH = 1.43
"""Line to line, in em"""
_RULE = 0.5
"""The line below a row; Writer sets it beside the text's height."""
_ROOM = 0.985
"""How much of the page is filled at most: other programs round each row up."""
_SHORT = 12
"""Characters; texts up to this length come again and again."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """How a sheet is set."""

    size: float
    """Of the body's type"""
    pad: float
    """White above and below the text of a cell"""
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    is_on_one_page: bool

    def size_of(self, role: SheetRole, spec: PrintSpec) -> float:
        """The size of the type that a role is set in."""
        return {"title": spec.title_size, "subtitle": spec.subtitle_size}.get(role, self.size)


def fit(sheet: Sheet, *, narrowest: float = 0.0) -> Fitted:
    """The largest type down to the form's smallest that keeps a sheet on one page, else the form's own.

    Columns are as wide as the paper has them, but none below `narrowest`: then all are wider, and the sheet
    is for no page.
    """
    spec = sheet.print
    top, right, bottom, left = (margin * MILLIMETRE for margin in spec.margins)
    share = (PAPER[0] - left - right) / sum(sheet.columns)
    wanted = max(share, narrowest / min(sheet.columns))
    widths = tuple(wanted * column for column in sheet.columns)
    room = (PAPER[1] - top - bottom) * _ROOM if wanted == share else 0
    for size, pad in _steps(spec):
        fitted = Fitted(size, pad, widths, (), True)
        heights = _heights(sheet, fitted)
        if sum(heights) <= room:
            return Fitted(size, pad, widths, heights, True)
    own = Fitted(*next(_steps(spec)), widths, (), False)
    return Fitted(own.size, own.pad, widths, _heights(sheet, own), False)


def _steps(spec: PrintSpec) -> Iterator[tuple[float, float]]:
    """Size and white: first less white, then smaller type, then hardly any white."""
    size = spec.body_size
    yield size, 3.6
    while size >= spec.smallest_size:
        yield size, 2.0
        size -= 0.5
    yield spec.smallest_size, 0.8


def _heights(sheet: Sheet, fitted: Fitted) -> tuple[float, ...]:
    """How high each row is; what a cell over several rows needs more is shared out among them."""
    heights = [0.0] * sheet.rows
    tall: list[tuple[Cell, float]] = []
    for cell in sheet.cells:
        height = _height(cell, sheet.print, fitted)
        if cell.rows > 1:
            tall.append((cell, height))
        elif height > heights[cell.row]:
            heights[cell.row] = height
    least = fitted.size * PITCH + 2 * fitted.pad + _RULE
    heights = [height or least for height in heights]
    for cell, height in tall:
        rows = range(cell.row, cell.row + cell.rows)
        missing = height - sum(heights[row] for row in rows)
        for row in rows if missing > 0 else ():
            heights[row] += missing / cell.rows
    return tuple(heights)


def _height(cell: Cell, spec: PrintSpec, fitted: Fitted) -> float:
    size = fitted.size_of(cell.role, spec)
    room = sum(fitted.widths[cell.column : cell.column + cell.columns]) - 2 * SIDE
    count = _count_again if len(cell.text) <= _SHORT else _count
    pad = size / 4 if cell.role == "title" else fitted.pad
    lines = count(cell.text, room, size, "title" if cell.role == "title" else "body")
    return lines * size * PITCH + 2 * pad + _RULE


def _count(text: str, room: float, size: float, name: FaceName) -> int:
    """How many lines a text takes."""
    used = face(name)
    if "\n" not in text and used.advance(text, size) <= room:
        return 1
    return len(wrap(text, room, size, used))


_count_again = lru_cache(maxsize=4096)(_count)
