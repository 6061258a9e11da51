"""Blocks of cells on the clipboard, as other programs write and read them: TSV and an HTML table. No Qt.

What Excel, WPS and Word put there is read as a browser would show it (see `webpage`).
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from perfdesk.errors import SourceError
from perfdesk.exchange.table import MOST_SPAN
from perfdesk.exchange.webpage import cell_text, decoded, span_of, style_of, table_lines, tree_of

MAX_BYTES = 16 * 2**20
MAX_ROWS = 5_000

Rows: TypeAlias = list[list[str]]
Grid: TypeAlias = list[list[str | None]]


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell of a block to be copied; its spans count rows and columns of the block."""

    text: str
    rows: int = 1
    columns: int = 1


Block: TypeAlias = Sequence[Sequence[Piece | None]]
"""Rows of equal length; None where another cell's span lies over a place."""

# --- out ------------------------------------------------------------------------------------------------

_TO_QUOTE = re.compile('[\t\n\r"]')
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,6})?")
"""What a spreadsheet may take as a number and lose nothing: no leading zero, at most fifteen digits."""
_FOLDABLE = re.compile("^ | $|  |[\t\f]|^\xa0| \n|\n |\n$|^\n|\xa0$")


def write_text(block: Block) -> str:
    """TSV with CRLF after each row; each text once, empties in covered places."""
    return "".join("\t".join(_quoted(piece.text) if piece else "" for piece in row) + "\r\n" for row in block)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text


def write_html(block: Block) -> str:
    """A page with one table. Texts that look like numbers but are not keep their letters in Excel."""
    rows = "".join("<tr>" + "".join(_td(piece) for piece in row if piece) + "</tr>\n" for row in block)
    return (
        '<html><head><meta charset="utf-8"></head><body>\n'
        f'<table border="1" style="border-collapse:collapse">\n{rows}</table>\n</body></html>'
    )


def _td(piece: Piece) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("rowspan", piece.rows), ("colspan", piece.columns))
        if count > 1
    )
    styles = [] if _PLAIN_NUMBER.fullmatch(piece.text) else [r"mso-number-format:'\@'"]
    letters, folds = html_letters(piece.text)
    if folds:
        styles.append("white-space:pre-wrap")
    style = f' style="{";".join(styles)}"' if styles else ""
    return f"<td{spans}{style}>{letters}</td>"


def html_letters(text: str) -> tuple[str, bool]:
    """A text inside a cell, and whether it has blanks that are kept only under `white-space:pre-wrap`."""
    folds = bool(_FOLDABLE.search(text))
    letters = html.escape(text, quote=False)
    if folds:  # as references: a parser may leave out white space that stands alone
        letters = letters.replace(" ", "&#32;").replace("\t", "&#9;")
    return letters.replace("\n", '<br style="mso-data-placement:same-cell">'), folds


# --- in -------------------------------------------------------------------------------------------------

_FIELD = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"(?=[\t\r\n]|\Z)|([^\t\r\n]*)')


def read_text(text: str) -> Rows:
    """TSV as spreadsheets write it; a quotation mark that closes before no tab or line end is a letter."""
    if len(text) > MAX_BYTES:
        raise SourceError("剪贴板上的文字太多，放不下。请分几次复制。")
    rows: Rows = [[]]
    position = 0
    while field := _FIELD.match(text, position):
        rows[-1].append(field[2] if field[1] is None else field[1].replace('""', '"'))
        position = field.end()
        if position >= len(text):
            break
        if text[position] != "\t":
            position += text.startswith("\r\n", position)
            if position + 1 < len(text):
                _bounded(rows)
                rows.append([])
        position += 1
        if position >= len(text) and text[-1] != "\t":
            break
    return rows


def _bounded(rows: Sequence[object]) -> None:
    if len(rows) >= MAX_ROWS:
        raise SourceError(f"剪贴板上的内容超过 {MAX_ROWS} 行。请分几次复制。")


def read(page: bytes | None, text: str) -> tuple[Rows, bool]:
    """What a clipboard holds, and whether it came as a table of cells rather than as plain text.

    `page` is the raw 'text/html', `text` the plain text. Where both have the same rows but not the same
    number of columns, the text is right: Excel writes overflowing cells as merged ones.
    """
    cells = _cells(page) if page else None
    if cells is None:
        return read_text(text), False
    if text:
        try:
            plain = read_text(text)
        except SourceError:
            plain = []
        if len(plain) == len(cells) and max(map(len, plain)) != max(map(len, cells)):
            return plain, True
    return _seen(cells), True


def read_html(page: bytes) -> Rows | None:
    """The first table of a page as rows of texts; None when it holds none.

    A text over several rows stands in each of them; one over several columns stands once.
    """
    cells = _cells(page)
    return None if cells is None else _seen(cells)


def _seen(cells: Grid) -> Rows:
    return [[text for text in row if text is not None] for row in cells]


def _cells(page: bytes) -> Grid | None:
    """The first table of a page; None where a text reaches over from the left. None without a table."""
    if len(page) > MAX_BYTES or (root := tree_of(decoded(page))) is None:
        return None
    if (table := next(root.iter("table"), None)) is None:
        return None
    rows: Grid = []
    reaching: dict[int, tuple[int, str | None]] = {}
    """column → how many more rows a text reaches down to, and the text"""
    for line in table_lines(table):
        _bounded(rows)
        row: list[str | None] = []
        _reach_down(row, reaching)
        for cell in line:
            text, ignored = cell_text(cell), "mso-ignore:colspan" in style_of(cell)
            down, across = span_of(cell, "rowspan"), span_of(cell, "colspan")
            for number in range(across):
                here = text if number == 0 else ("" if ignored else None)
                if down > 1:
                    reaching[len(row)] = (down - 1, here)
                row.append(here)
            _reach_down(row, reaching)
            if len(row) > 2 * MOST_SPAN:
                raise SourceError("剪贴板上的表格太宽，放不下。请只复制需要的几列。")
        rows.append(row)
    return rows if any(rows) else None


def _reach_down(row: list[str | None], reaching: dict[int, tuple[int, str | None]]) -> None:
    while len(row) in reaching:
        more, text = reaching.pop(len(row))
        if more > 1:
            reaching[len(row)] = (more - 1, text)
        row.append(text)
