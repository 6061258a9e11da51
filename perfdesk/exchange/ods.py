"""OpenDocument spreadsheets and texts (.ods, .odt) → Grid; cells carry what they show beside the value."""

from perfdesk.exchange.bounds import Archive, Budget, Listener, hear
from perfdesk.exchange.grid import Grid, GridRow, grid_row
from perfdesk.exchange.table import MOST_SPAN
from perfdesk.exchange.xlsx import stored_beside

_UNREAD = frozenset(("annotation", "deletion", "tracked-changes", "note-body", "ruby-text", "desc", "title"))
_CELLS = frozenset(("table-cell", "covered-table-cell"))


def read_grid(data: bytes, budget: Budget) -> Grid:
    """The rows of all tables; SourceError beyond the budget, what is in DAMAGE when it is no document."""
    content = _Content(budget)
    hear(Archive(data, budget), "content.xml", content, budget)
    return Grid(tuple(content.rows))


class _Content(Listener):
    """Hears the content; a blank cell or row that is repeated costs nothing."""

    def __init__(self, budget: Budget) -> None:
        self.rows: list[GridRow] = []
        self._budget = budget
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._place = ""
        self._number = self._last = self._depth = self._lines = 0
        self._is_sheet_hidden = self._is_row_hidden = False
        self._repeat = self._cell_repeat = 1
        self._column = 0
        self._texts: dict[int, str] = {}
        self._stored: list[tuple[str, str]] = []
        self._value = ""
        self._paragraphs: list[str] = []
        self._pieces: list[str] | None = None
        self._unread = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._unread += name in _UNREAD
        if self._unread:
            return
        if name in _CELLS:
            self._cell_repeat = _count(attributes, "table:number-columns-repeated")
            self._value = attributes.get("office:value", "")
            self._paragraphs = []
        elif name in {"p", "h"}:
            self._pieces = []
        elif name == "s" and self._pieces is not None:
            self._pieces.append(" " * min(_count(attributes, "text:c"), MOST_SPAN))
        elif name in {"tab", "line-break"} and self._pieces is not None:
            self._pieces.append("\t" if name == "tab" else "\n")
        elif name == "table-row":
            self._repeat = _count(attributes, "table:number-rows-repeated")
            self._is_row_hidden = attributes.get("table:visibility", "visible") != "visible"
            self._column, self._texts, self._stored = 0, {}, []
        elif name == "table":
            self._depth += 1
            self._number, self._last = 0, -1
            self._place = f"「{attributes.get('table:name', '')}」"
            self._is_sheet_hidden = attributes.get("table:style-name", "") in self._hidden_styles
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def end(self, name: str) -> None:
        self._unread -= name in _UNREAD
        if self._unread:
            return
        if name in {"p", "h"} and self._pieces is not None:
            self._end_paragraph("".join(self._pieces))
            self._pieces = None
        elif name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._depth -= 1

    def text(self, text: str) -> None:
        if self._pieces is not None and not self._unread:
            self._pieces.append(" ".join(text.split("\n")) if "\n" in text else text)

    def _end_paragraph(self, text: str) -> None:
        if self._depth:
            self._paragraphs.append(text)
            return
        self._lines += 1
        cells = text.replace("\n", " ").split("\t")
        self._budget.place(len(cells))
        if row := grid_row(dict(enumerate(cells)), f"第{self._lines}段", apart=True):
            self.rows.append(row)

    def _end_cell(self) -> None:
        text = "\n".join(self._paragraphs)
        self._budget.hold(len(text))
        if text.strip():
            for column in range(self._column, self._column + min(self._cell_repeat, MOST_SPAN)):
                self._texts[column] = text
            if self._value and (stored := stored_beside(text.strip(), self._value)):
                self._stored.append((text.strip(), stored))
        self._column = min(self._column + self._cell_repeat, 1 << 20)
        self._paragraphs = []

    def _end_row(self) -> None:
        first = self._number + 1
        self._number += self._repeat
        self._budget.place(max(self._texts, default=0) + 1)
        for number in range(first, first + min(self._repeat, MOST_SPAN) if self._texts else 0):
            row = grid_row(
                self._texts,
                f"{self._place}第{number}行",
                apart=number > self._last + 1,
                stored=tuple(self._stored),
                hidden=self._is_row_hidden or self._is_sheet_hidden,
            )
            if row:
                self._budget.place(len(row.cells))
                self.rows.append(row)
                self._last = number


def _count(attributes: dict[str, str], name: str) -> int:
    digits = attributes.get(name, "")
    return max(int(digits), 1) if digits.isdecimal() and len(digits) < 9 else 1
