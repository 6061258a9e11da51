"""Text with commas between the cells (.csv) → Grid. Guards against formulas are taken off: `'=5` is `=5`."""

import csv
import re
from collections import Counter
from io import StringIO

from perfdesk.exchange.bounds import Budget
from perfdesk.exchange.grid import Grid, grid_row

GUARD = "'"
NEEDS_GUARD = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
"""What a text begins with that is guarded: a formula, or what would look like a guard in front of one."""
_PROTECTED = re.compile(r'="([^"]*)"')
"""How a long number is kept from losing digits in a spreadsheet."""
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')
_BEGINNING = 1 << 18
"""Characters that are looked at for what parts the cells"""
_LEAST = 4
"""Records; fewer are no form, and prove nothing."""
_JUDGED = 400
"""Records; more would not tell more."""


def is_comma_separated(text: str) -> bool:
    """Whether most lines have the same number of cells, three at least: what a program wrote as a table.

    What stands in quotes is in a cell and tells nothing of what parts the cells.
    """
    between = _QUOTED.sub("", text[:_BEGINNING])
    commas = between.count(",")
    if commas < 2 * _LEAST or between.count("\t") * 4 > commas or between.count("|") > commas:
        return False
    try:
        reader = csv.reader(StringIO(text))
        widths = Counter(len(record) for record, _ in zip(reader, range(_JUDGED), strict=False) if record)
    except csv.Error:
        return False
    (width, times), *_ = widths.most_common(1) or [(0, 0)]
    return width > 2 and widths.total() >= _LEAST and times * 5 >= widths.total() * 4


def read_grid(text: str, budget: Budget) -> Grid:
    """The rows of a text with LF at the line ends. SourceError beyond the budget."""
    reader = csv.reader(StringIO(text))
    rows = []
    line, apart = 1, False
    try:
        for record in reader:
            budget.place(len(record))
            budget.look()
            texts = {column: _unguarded(cell) for column, cell in enumerate(record) if cell}
            if row := grid_row(texts, f"第{line}行", apart=apart):
                rows.append(row)
            apart = row is None
            line = reader.line_num + 1
    except csv.Error as error:  # a cell longer than the reader takes: a quote that is never closed
        raise budget.refused(f"第{line}行有一格过长，可能少了一个引号，请检查文件") from error
    return Grid(tuple(rows))


def _unguarded(cell: str) -> str:
    if protected := _PROTECTED.fullmatch(cell):
        return protected[1]
    return cell[1:] if cell[0] == GUARD and NEEDS_GUARD.match(cell) else cell
