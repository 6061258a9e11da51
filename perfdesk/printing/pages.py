"""A sheet measured and broken into pages.

A form a little too long for its page is set with less white, then in smaller type, down to the form's
`smallest_size`. If that does not help it keeps its own size and goes on overleaf.
"""

from functools import cache

from perfdesk.documents.sheet import Sheet
from perfdesk.forms.spec import PrintSpec
from perfdesk.printing.overleaf import go_on
from perfdesk.printing.page import PAPER, Block, Page
from perfdesk.printing.setting import Measures, Setter, Text, steps

_MILLIMETRE = 7200 / 25.4


def paginate(sheet: Sheet, setter: Setter) -> list[Page]:
    """The pages of a sheet, at least one."""
    across, top, bottom = _area(sheet.columns, sheet.print)
    last = len(steps(sheet.print)) - 1
    for step in range(last + 1):
        measures = setter.measures(sheet.print, step)
        texts, heights = _measure(sheet, across, setter, measures)
        if sum(heights) <= top - bottom:
            blocks = tuple(
                Block(cell, text.style, cell.row, cell.row + cell.rows, text.lines)
                for cell, text in zip(sheet.cells, texts, strict=True)
            )
            return [Page(across, _edges(top, heights), blocks, measures)]
        if step == 0 and not _fits(sheet, across, setter, setter.measures(sheet.print, last), top - bottom):
            break
    return [
        Page(across, _edges(top, strips), tuple(blocks), measures)
        for strips, blocks in go_on(sheet, texts, heights, top - bottom, measures.body)
    ]


def _fits(sheet: Sheet, across: tuple[int, ...], setter: Setter, measures: Measures, room: int) -> bool:
    return sum(_measure(sheet, across, setter, measures)[1]) <= room


def _measure(
    sheet: Sheet, across: tuple[int, ...], setter: Setter, measures: Measures
) -> tuple[list[Text], list[int]]:
    """The set text of each cell and the height of each row."""
    heights = [0] * sheet.rows
    texts: list[Text] = []
    tall: list[tuple[int, int, int]] = []
    for cell in sheet.cells:
        column = cell.column
        text = setter.set(cell, across[column + cell.columns] - across[column], measures)
        texts.append(text)
        height = text.height
        if cell.rows > 1:
            tall.append((cell.row, cell.rows, height))
        elif height > heights[cell.row]:
            heights[cell.row] = height
    least = measures.body.pitch + 2 * measures.body.pad
    for row, rows, height in tall:
        for inner in range(row, row + rows):
            heights[inner] = heights[inner] or least
        missing = height - sum(heights[row : row + rows])
        if missing > 0:  # shared out evenly, so that the rows stay alike
            for inner in range(rows):
                heights[row + inner] += missing // rows + (inner < missing % rows)
    return texts, heights


def _edges(top: int, heights: list[int]) -> tuple[int, ...]:
    edges = [top]
    for height in heights:
        top -= height
        edges.append(top)
    return tuple(edges)


@cache
def _area(columns: tuple[float, ...], spec: PrintSpec) -> tuple[tuple[int, ...], int, int]:
    """The grid's vertical edges, and the upper and lower end of the area that is printed on."""
    top, right, _, left = (round(margin * _MILLIMETRE) for margin in spec.margins)
    width = PAPER[0] - left - right
    total = sum(columns)
    across = (left + width * sum(columns[:number]) / total for number in range(len(columns) + 1))
    return tuple(round(edge, -1) for edge in map(round, across)), round(PAPER[1] - top, -1), foot(spec)


def foot(spec: PrintSpec) -> int:
    """The height of the margin below the area that is printed on."""
    return round(spec.margins[2] * _MILLIMETRE)
