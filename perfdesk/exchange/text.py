"""Text → Grid: a row a line with tabs between the cells, cells closed by `|`, or one cell a line.

Which of them it is, the text tells: `|` counts only where there are few tabs, since a cell may hold one.
"""

import re

from perfdesk.exchange.grid import Grid, GridRow

_BARS = re.compile("[|｜│]")
_WIDEST = 16
"""Cells; a longer line closed by `|` holds several rows, and a blank cell cannot be told from a row's end."""
_LONGEST_CELL = 200
"""Lines; a quote that is not closed within as many was not opened as one."""


MOST_LINES = 400_000
"""Lines, blank ones included: twenty thousand forms."""


def read_grid(text: str) -> Grid:
    """The rows of a text; line ends must be LF. Raises ValueError when it has too many."""
    if text.count("\n") >= MOST_LINES:
        raise ValueError("too many lines")
    lines = text.replace("\n\ufeff", "\n").split("\n")  # files copied one behind the other keep their marks
    numbered = _unquoted(lines) if '"' in text else [(number, line) for number, line in enumerate(lines, 1)]
    barred = _is_barred(lines)
    bordered = barred and all(_BARS.match(line.lstrip()) for line in lines if _BARS.search(line))
    rows: list[GridRow] = []
    apart = False
    for number, line in numbered:
        if barred and "\t" not in line:
            cells = [cell.strip() for cell in _BARS.split(line.strip())]
            cells = cells[1:] if bordered and len(cells) > 1 else cells
        else:
            cells = [cell.strip() for cell in line.split("\t")]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            apart = True
        elif barred and len(cells) > _WIDEST:
            rows.extend(GridRow((cell,), f"第{number}行") for cell in cells if cell)
            apart = False
        else:
            rows.append(GridRow(tuple(cells), f"第{number}行", apart))
            apart = False
    return Grid(tuple(rows))


def _is_barred(lines: list[str]) -> bool:
    """Whether `|` closes cells here: in a third of the lines, and in more than have tabs."""
    barred = sum(1 for line in lines if _BARS.search(line))
    if not barred:
        return False
    tabbed = sum(1 for line in lines if "\t" in line)
    filled = sum(1 for line in lines if line.strip())
    return barred > tabbed and barred * 3 >= filled


def _unquoted(lines: list[str]) -> list[tuple[int, str]]:
    """The lines with their numbers; a cell that a spreadsheet quoted because it holds line breaks is whole.

    Quotes within one line are the clerk's own and stay.
    """
    numbered: list[tuple[int, str]] = []
    index = 0
    while index < len(lines):
        line, number = lines[index], index + 1
        index += 1
        while (opened := _opened(line)) is not None:
            end = _closing(lines, index)
            if end is None:
                break
            closed = _CLOSES.match(lines[end])
            last = closed[1] if closed else ""
            inside = "\n".join([line[opened + 1 :], *lines[index:end], last])
            line = line[:opened] + inside.replace('""', '"') + lines[end][len(last) + 1 :]
            index = end + 1
        numbered.append((number, line))
    return numbered


_CLOSES = re.compile('((?:[^"]|"")*)"(?=\t|$)')
_STAYS_OPEN = re.compile('(?:[^"]|"")*')


def _opened(line: str) -> int | None:
    """Where the last cell of a line opens a quote that the line does not close."""
    start = line.rfind("\t") + 1
    is_open = line.startswith('"', start) and line.count('"', start) % 2 == 1
    return start if is_open and "\n" not in line[start:] else None


def _closing(lines: list[str], index: int) -> int | None:
    """The line from `index` on that closes a quote."""
    for number in range(index, min(index + _LONGEST_CELL, len(lines))):
        if _CLOSES.match(lines[number]):
            return number
        if not _STAYS_OPEN.fullmatch(lines[number]):
            return None
    return None
