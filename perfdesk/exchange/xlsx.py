"""Spreadsheets of Excel and WPS (.xlsx, .xlsm, .xltx) → Grid.

Cells are heard one after the other, so that nothing is held but the texts. What a file says of its own size
is not believed: WPS writes A1 for it. Styles are read for the number formats only; without them reading goes
on. Merged cells hold their text where they begin, as the file has it. Formulas give the value they had.
"""

import posixpath
import re
from xml.parsers import expat

from perfdesk.exchange.bounds import Archive, Budget, Listener, hear
from perfdesk.exchange.grid import Grid, GridRow, grid_row
from perfdesk.exchange.number_format import BUILT_IN, plain, shown

_MOST_STRINGS = 1_000_000
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_WIDEST = 16_384
_EXACT = 15
"""Digits that a stored number has."""


def read_grid(data: bytes, budget: Budget) -> Grid:
    """The rows of all sheets; SourceError beyond the budget, what is in DAMAGE when it is no workbook."""
    archive = Archive(data, budget)
    books = (target for _, kind, target in _relations(archive, "", budget) if kind == "officeDocument")
    book = next(books, "xl/workbook.xml")
    workbook, strings, styles = _Workbook(), _Strings(budget), _Styles()
    hear(archive, book, workbook, budget)
    relations = _relations(archive, book, budget)
    members = {kind: target for _, kind, target in relations}
    hear(archive, members.get("sharedStrings", ""), strings, budget)
    try:
        hear(archive, members.get("styles", ""), styles, budget)
    except expat.ExpatError:
        styles.codes.clear()
    targets = {key: target for key, _, target in relations}
    rows: list[GridRow] = []
    several = len(workbook.sheets) > 1
    for name, key, hidden in workbook.sheets:
        sheet = _Sheet(strings.texts, styles.codes, budget, f"「{name}」" if several else "")
        sheet.from_1904, sheet.hidden = workbook.from_1904, hidden
        hear(archive, targets.get(key, ""), sheet, budget)
        rows.extend(sheet.rows)
    return Grid(tuple(rows))


def _relations(archive: Archive, of: str, budget: Budget) -> list[tuple[str, str, str]]:
    """(id, kind, member) of everything that a part says it has."""
    folder, _, name = of.replace("\\", "/").rpartition("/")
    heard = _Relations()
    hear(archive, posixpath.join(folder, "_rels", f"{name}.rels"), heard, budget)
    return [
        (key, kind.rpartition("/")[2], posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        for key, kind, target in heard.found
    ]


class _Relations(Listener):
    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            self.found.append((attributes.get("Id", ""), attributes.get("Type", ""), target))


class _Workbook(Listener):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            key = next((value for at, value in attributes.items() if at.endswith(":id")), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), key, is_hidden))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in {"1", "true"}


class _Strings(Listener):
    """The shared texts; runs of different look are one, reading aids in small print are none."""

    def __init__(self, budget: Budget) -> None:
        self.texts: list[str] = []
        self._budget = budget
        self._pieces: list[str] = []
        self._aids = 0
        self._listening = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._aids += 1
        elif name == "t":
            self._listening = not self._aids

    def end(self, name: str) -> None:
        if name == "t":
            self._listening = False
        elif name == "rPh":
            self._aids -= 1
        elif name == "si":
            self.texts.append(_unescaped("".join(self._pieces)))
            if len(self.texts) > _MOST_STRINGS:
                raise self._budget.refused("文字过多，不像是绩效目标表，请拆分后再导入")

    def text(self, text: str) -> None:
        if self._listening:
            self._pieces.append(text)


class _Styles(Listener):
    """The number format of each style."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self._own: dict[str, str] = {}
        self._is_in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._is_in_cells = True
        elif name == "xf" and self._is_in_cells:
            number = attributes.get("numFmtId", "0")
            known = BUILT_IN.get(int(number), "") if number.isdecimal() and len(number) < 6 else ""
            self.codes.append(self._own.get(number, known))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_in_cells = False


class _Sheet(Listener):
    """The rows of one sheet."""

    def __init__(self, strings: list[str], codes: list[str], budget: Budget, place: str) -> None:
        self.rows: list[GridRow] = []
        self.from_1904 = self.hidden = False
        self._strings, self._codes, self._budget, self._place = strings, codes, budget, place
        self._columns: dict[str, int] = {}
        self._row = self._last = self._column = 0
        self._texts: dict[int, str] = {}
        self._stored: list[tuple[str, str]] = []
        self._is_hidden = False
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._listening = False
        self._aids = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._pieces = []
            place = attributes.get("r")
            self._column = self._column_of(place) if place else self._column + 1
        elif name in {"v", "t"}:
            self._listening = not self._aids
        elif name == "row":
            self._begin_row(attributes)
        elif name == "rPh":
            self._aids += 1

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._listening = False
        elif name == "c":
            if self._pieces:
                self._keep("".join(self._pieces))
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._aids -= 1

    def text(self, text: str) -> None:
        if self._listening:
            self._pieces.append(text)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 9 else self._row + 1
        self._is_hidden = self.hidden or attributes.get("hidden") in {"1", "true"}
        self._column, self._texts, self._stored = -1, {}, []

    def _end_row(self) -> None:
        self._budget.place(max(self._texts, default=0) + 1)
        row = grid_row(
            self._texts,
            f"{self._place}第{self._row}行",
            apart=self._row > self._last + 1 or not self.rows,
            stored=tuple(self._stored),
            hidden=self._is_hidden,
        )
        if row:
            self.rows.append(row)
            self._last = self._row

    def _column_of(self, place: str) -> int:
        """The column of B3, from 0; letters are looked up, since the same ones come in every row."""
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = column_number(letters)
            if not 0 <= column < _WIDEST:
                raise ValueError("no such column")
            self._columns[letters] = column
        return column

    def _keep(self, raw: str) -> None:
        if self._kind == "s":
            text = self._strings[int(raw)]
        elif self._kind in {"str", "inlineStr"}:
            text = _unescaped(raw)
        elif self._kind == "b":
            text = "FALSE" if raw == "0" else "TRUE"
        elif self._kind == "n":
            text = self._number(raw)
        else:
            text = raw
        self._budget.hold(len(text))
        self._texts[self._column] = text

    def _number(self, raw: str) -> str:
        style = self._style
        code = self._codes[int(style)] if style.isdecimal() and int(style) < len(self._codes) else ""
        text = shown(raw, code, from_1904=self.from_1904)
        if told := stored_beside(text, raw):
            self._stored.append((text.strip(), told))
        return text


def stored_beside(text: str, number: str) -> str:
    """The stored number where a cell shows something else: a percentage, a date, fewer digits; else empty.

    A number of more than 15 digits counts as something else: the program that stored it has lost some.
    """
    try:
        stored = plain(float(number))
    except (ValueError, OverflowError):
        return ""
    try:
        is_same = float(text.replace(",", "")) == float(stored)
    except ValueError:
        is_same = False
    return "" if is_same and len(stored) <= _EXACT else stored


def column_number(letters: str) -> int:
    """A is 0, AA is 26; -1 for what is no column."""
    number = 0
    for letter in letters.upper()[:4]:
        if not "A" <= letter <= "Z":
            return -1
        number = number * 26 + ord(letter) - 64
    return number - 1


def _unescaped(text: str) -> str:
    """The characters that XML cannot hold, which Office writes as _x000D_."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
