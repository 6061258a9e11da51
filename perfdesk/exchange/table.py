"""A table in the making whose cells come one after the other with spans, as in documents and web pages.

A cell's text stands where it begins; the places that it covers stay blank.
"""

from perfdesk.exchange.bounds import Budget
from perfdesk.exchange.grid import GridRow, grid_row

MOST_SPAN = 1_000
"""Rows or columns; a wider span is cut to it."""


class Table:
    """Gathers rows, one cell after the other."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._texts: dict[int, str] = {}
        self._column = 0
        self._reach: dict[int, int] = {}
        """column → how many more rows it is covered from above"""

    def skip(self, columns: int) -> None:
        """Leave places free at the left."""
        self._column += min(max(columns, 0), MOST_SPAN)

    def add(self, text: str, columns: int = 1, rows: int = 1) -> None:
        """A cell at the next place that nothing covers."""
        self._budget.hold(len(text))
        while self._column in self._reach:
            self._column += 1
        if text:
            self._texts[self._column] = text
        columns, rows = min(max(columns, 1), MOST_SPAN), min(max(rows, 1), MOST_SPAN)
        for column in range(self._column, self._column + columns) if rows > 1 else ():
            self._reach[column] = rows
        self._column += columns

    def end_row(self, place: str, *, apart: bool = False, hidden: bool = False) -> GridRow | None:
        """The row that was added; None when it is blank."""
        self._budget.place(self._column + len(self._reach) + 1)
        row = grid_row(self._texts, place, apart=apart, hidden=hidden)
        self._texts, self._column = {}, 0
        self._reach = {column: rows - 1 for column, rows in self._reach.items() if rows > 1}
        return row
