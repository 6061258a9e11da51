"""A sheet too long for one page: which rows, and which lines of each cell, stand on which page.

Title lines and the header of the indicators stand again on each page. A merged cell says its words again on
each page where they fit. A row too tall to be moved as a whole is split, and its cells go on line by line.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfdesk.documents.sheet import Cell, Sheet
from perfdesk.printing.page import Block
from perfdesk.printing.setting import Style, Text

_MOST_ROUNDS = 100  # each gives split cells the room they lacked; hardly any needs more than three
_FEWEST_LINES = 3  # of a split row, at the end of a page


class Strip(NamedTuple):
    """A row of the sheet, or a part of it, on one page; `again` if it stands there for the second time."""

    row: int
    height: int
    again: bool = False


class Part(NamedTuple):
    """Where a cell lies on one page: its strips up to `end`, and their height."""

    page: int
    first: int
    end: int
    height: int
    again: bool


def go_on(
    sheet: Sheet, texts: Sequence[Text], heights: Sequence[int], room: int, body: Style
) -> Iterator[tuple[list[int], list[Block]]]:
    """The heights of the strips and the blocks of each page, for pages with so much room."""
    heights = list(heights)
    kept = _kept(sheet)
    for _ in range(_MOST_ROUNDS):
        pages = break_rows(heights, room, sheet.repeated, kept, body)
        blocks: list[list[Block]] = [[] for _ in pages]
        lacking: dict[int, int] = {}
        for cell, text in zip(sheet.cells, texts, strict=True):
            lack = _spread(cell, text, _parts(cell, pages), blocks)
            if lack:
                last = cell.row + cell.rows - 1
                lacking[last] = max(lack, lacking.get(last, 0))
        if not lacking:
            break
        for row, lack in lacking.items():
            heights[row] += lack
    for strips, page_blocks in zip(pages, blocks, strict=True):
        yield [strip.height for strip in strips], page_blocks


def break_rows(
    heights: Sequence[int], room: int, repeated: Sequence[int], kept: frozenset[int], body: Style
) -> list[list[Strip]]:
    """The strips of each page. `kept` rows stay with the row below them."""
    page: list[Strip] = []
    pages = [page]
    left, new = room, True
    for row, whole in enumerate(heights):
        height = whole
        while height > left:
            carried: list[Strip] = []
            if new or (height > room // 3 and left >= 2 * body.pad + _FEWEST_LINES * body.pitch):
                part = _split(height, left, body)
                page.append(Strip(row, part))
                height -= part - 2 * body.pad
            else:
                carried = _carry(page, kept, room)
            before = carried[0].row if carried else row
            head = [Strip(above, heights[above], again=True) for above in repeated if above < before]
            page = [*(head if _height(head) <= room // 2 else ()), *carried]
            pages.append(page)
            left, new = room - _height(page), True
        page.append(Strip(row, height))
        left, new = left - height, False
    return pages


def _split(height: int, left: int, body: Style) -> int:
    """How much of a row stands on this page: whole lines, and not all but one of them."""
    lines = max(1, (left - 2 * body.pad) // body.pitch)
    if lines > _FEWEST_LINES and height - lines * body.pitch < 2 * body.pad + 2 * body.pitch:
        lines -= 1
    return lines * body.pitch + 2 * body.pad


def _carry(page: list[Strip], kept: frozenset[int], room: int) -> list[Strip]:
    """Take rows off the end of a page that would be parted from what they announce."""
    start = len(page)
    while start > 1 and page[start - 1].row in kept and not page[start - 1].again:
        start -= 1
    carried = page[start:]
    if start == 1 or page[start - 1].again or _height(carried) > room // 4:
        return []
    del page[start:]
    return carried


def _height(strips: list[Strip]) -> int:
    return sum(strip.height for strip in strips)


def _kept(sheet: Sheet) -> frozenset[int]:
    """Rows of nothing but labels: they announce what stands below them."""
    single = [cell for cell in sheet.cells if cell.rows == 1]
    return frozenset(cell.row for cell in single) - {cell.row for cell in single if cell.role != "label"}


def _parts(cell: Cell, pages: list[list[Strip]]) -> list[Part]:
    """Where a cell lies, page by page."""
    parts = []
    for number, strips in enumerate(pages):
        covered = [at for at, strip in enumerate(strips) if cell.row <= strip.row < cell.row + cell.rows]
        if covered:
            height = sum(strips[at].height for at in covered)
            again = all(strips[at].again for at in covered)
            parts.append(Part(number, covered[0], covered[-1] + 1, height, again))
    return parts


def _spread(cell: Cell, text: Text, parts: list[Part], blocks: list[list[Block]]) -> int:
    """Put the lines of a cell into its parts; what height they lack is given back."""
    own = [part for part in parts if not part.again]
    fits = [part for part in own if part.height >= text.height]
    style = text.style
    if len(own) == 1 or (cell.rows > 1 and fits):
        for part in parts:
            lines = text.lines if part.again or part in fits or len(own) == 1 else ()
            blocks[part.page].append(Block(cell, style, part.first, part.end, lines))
        return 0
    rest = text.lines
    lack = 0
    for part in own:
        count = max(0, (part.height - 2 * style.pad) // style.pitch)
        if part is own[-1]:
            lack = max(0, len(rest) - count) * style.pitch
            count = len(rest)
        blocks[part.page].append(Block(cell, style, part.first, part.end, rest[:count], at_top=True))
        rest = rest[count:]
    return lack
