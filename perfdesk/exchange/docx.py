"""Documents of Word and WPS (.docx) → Grid: tables and the paragraphs between them, in order.

What is inserted, in a content control, a text box or a symbol font is read as Word shows it; what is deleted
is not. A table within a cell is a table of its own behind the row it stands in.
"""

from dataclasses import dataclass, field

from perfdesk.exchange.bounds import Archive, Budget, Listener, hear
from perfdesk.exchange.grid import Grid, GridRow, grid_row
from perfdesk.exchange.table import Table

_MAIN = "word/document.xml"
_UNREAD = frozenset(("del", "moveFrom", "Fallback", "instrText", "delText", "pPrChange", "rPrChange", "tabs"))
_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_SYMBOLS = {
    "F0B3": "≥", "F0A3": "≤", "F0B1": "±", "F0B4": "×", "F0B8": "÷", "F0B9": "≠", "F0BB": "≈", "F0A0": " ",
    "F0FE": "☑", "F0A8": "□", "F06F": "□", "F0FC": "√", "F0FB": "×", "F052": "☑", "F0B0": "°", "F025": "%",
}  # fmt: skip
"""Codes of the fonts Symbol and Wingdings → the sign they show."""


def read_grid(data: bytes, budget: Budget) -> Grid:
    """The rows of a document; SourceError beyond the budget, what is in DAMAGE when it is no document."""
    body = _Body(budget)
    hear(Archive(data, budget), _MAIN, body, budget)
    return Grid(tuple(body.rows))


@dataclass(slots=True)
class _Open:
    """A table that has begun and not ended."""

    table: Table
    number: int
    depth: int
    """How many paragraphs were open when it began: those with a text box that holds it"""
    lines: int = 0
    paragraphs: list[str] = field(default_factory=list)
    columns: int = 1
    is_covered: bool = False
    behind: list[GridRow] = field(default_factory=list)
    """Rows of the tables in cells of the row that has begun."""


class _Body(Listener):
    """Hears the main part."""

    def __init__(self, budget: Budget) -> None:
        self.rows: list[GridRow] = []
        self._budget = budget
        self._tables: list[_Open] = []
        self._count = self._lines = 0
        self._pieces: list[list[str]] = []
        """For each open paragraph, one in a text box within another, what it says."""
        self._unread = 0
        self._listening = False
        self._apart = True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._unread += name in _UNREAD
        if self._unread:
            return
        match name:
            case "t":
                self._listening = True
            case "p":
                self._pieces.append([])
            case "tbl" | "tr" | "tc":
                self._begin(name)
            case "gridSpan" | "gridBefore" | "vMerge" | "hMerge":
                self._span(name, _value(attributes))
            case "br" | "cr" | "tab" | "noBreakHyphen":
                self._say(_SIGNS[name])
            case "sym":
                code = _value(attributes, "char").upper()
                self._say(_SYMBOLS.get(code, _character(code)))
            case _:
                pass

    def end(self, name: str) -> None:
        self._unread -= name in _UNREAD
        if self._unread:
            return
        match name:
            case "t":
                self._listening = False
            case "p":
                self._end_paragraph()
            case "tc":
                self._end_cell()
            case "tr":
                self._end_row()
            case "tbl":
                self._end_table()
            case _:
                pass

    def text(self, text: str) -> None:
        if self._listening and not self._unread:
            self._say(text)

    def _say(self, text: str) -> None:
        if self._pieces:
            self._pieces[-1].append(text)

    def _begin(self, name: str) -> None:
        if name == "tbl":
            self._count += 1
            self._tables.append(_Open(Table(self._budget), self._count, len(self._pieces)))
        elif name == "tc" and self._tables:
            table = self._tables[-1]
            table.paragraphs, table.columns, table.is_covered = [], 1, False

    def _span(self, name: str, value: str) -> None:
        if not self._tables:
            return
        count = int(value) if value.isdecimal() and len(value) < 12 else 1
        if name == "gridSpan":
            self._tables[-1].columns = count
        elif name == "gridBefore":
            self._tables[-1].table.skip(count)
        elif value in {"", "continue", "cont", "1"}:
            self._tables[-1].is_covered = True

    def _end_paragraph(self) -> None:
        text = "".join(self._pieces.pop())
        if len(self._pieces) > (self._tables[-1].depth if self._tables else 0):
            self._pieces[-1].append(f"{text}\n")  # of a text box within a paragraph
        elif self._tables:
            self._tables[-1].paragraphs.append(text)
        else:
            self._line(text)

    def _line(self, text: str) -> None:
        """A paragraph between tables; tabs part its cells, breaks its lines."""
        self._lines += 1
        for line in text.split("\n"):
            cells = line.split("\t")
            self._budget.place(len(cells))
            self._budget.hold(len(line))
            row = grid_row(dict(enumerate(cells)), f"第{self._lines}段", apart=self._apart)
            self._apart = row is None
            if row:
                self.rows.append(row)

    def _end_cell(self) -> None:
        if self._tables:
            table = self._tables[-1]
            text = "" if table.is_covered else "\n".join(table.paragraphs)
            table.table.add(text, table.columns)
            table.paragraphs = []

    def _end_row(self) -> None:
        if self._tables:
            table = self._tables[-1]
            table.lines += 1
            place = f"表{table.number}第{table.lines}行"
            row = table.table.end_row(place, apart=table.lines == 1)
            self._put([row] if row else [])
            self._put(table.behind)
            table.behind = []

    def _put(self, rows: list[GridRow]) -> None:
        (self._tables[-2].behind if len(self._tables) > 1 else self.rows).extend(rows)

    def _end_table(self) -> None:
        if self._tables:
            self._tables.pop()
            self._apart = True


def _value(attributes: dict[str, str], name: str = "val") -> str:
    return next((text for key, text in attributes.items() if key.rpartition(":")[2] == name), "")


def _character(code: str) -> str:
    """A sign that no table knows; those of the private area are shown as unreadable."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    return "\ufffd" if "\ue000" <= sign <= "\uf8ff" or "\ud800" <= sign <= "\udfff" else sign
