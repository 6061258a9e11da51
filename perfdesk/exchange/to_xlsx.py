"""Sheets → a spreadsheet (.xlsx): a sheet each, merged and ruled as on paper, a form on one page.

Every cell is text, whatever it begins with; none is ever a formula or a link. Heights are measured here, for
no program measures merged cells. Equal sheets give equal bytes: neither a person nor a clock is in the file.
XlsxWriter is loaded when something is written.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from perfdesk.documents.sheet import Cell, Sheet
from perfdesk.exchange.fitting import PAPER, fit
from perfdesk.exchange.losses import Losses

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""What a cell holds, in UTF-16 units"""
HIGHEST = 400.0
"""Points; a little less than a row may be high. What needs more is set over several rows."""
FACE = "宋体"
_LONGEST_NAME = 31
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_NO_DATE = datetime(2000, 1, 1)
"""The format always has one; it says nothing."""
_SHORT = 255
"""Characters; older programs show a longer text as #### in a cell that is kept for text."""
_NARROWEST = 28.0
"""Points; a table of many columns is wider than paper on the screen, and shrinks when it is printed."""
_PIXEL = 0.75
"""Points; what the widths of columns are counted in"""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write(sheets: Iterable[Sheet], losses: Losses) -> bytes:
    """The file, a sheet at least."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    content = BytesIO()
    book = Workbook(content, _OPTIONS)
    book.set_properties({"created": _NO_DATE})
    styles, names = _Styles(book), Names()
    for sheet in sheets:
        _Page(book.add_worksheet(names.take(sheet.name)), sheet, styles, losses).fill()
    book.close()
    return content.getvalue()


class Names:
    """Gives sheets names that spreadsheets take: short, without their signs, and each once."""

    def __init__(self) -> None:
        self._taken = {"history"}  # Excel keeps it for itself
        self._numbers: dict[str, int] = {}
        """The last number given to a name: a thousand equal names take no thousand tries each."""

    def take(self, name: str) -> str:
        """The name for a sheet that is called so: `项目`, `项目(2)`."""
        plain = _NOT_IN_NAME.sub(" ", name).strip(" '") or "绩效目标表"
        number = self._numbers.get(plain, 1)
        mark = f"({number})" if number > 1 else ""
        while (taken := f"{_cut(plain, _LONGEST_NAME - len(mark))}{mark}").lower() in self._taken:
            number += 1
            mark = f"({number})"
        self._numbers[plain] = number
        self._taken.add(taken.lower())
        return taken


def _cut(name: str, longest: int) -> str:
    """As much of a name as fits, in UTF-16 units."""
    return name.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore").rstrip(" '")


class _Styles:
    """The looks of cells, each in the file once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}

    def of(self, cell: Cell, size: float) -> "Format":
        """How a cell is set."""
        is_long = cell.kind == "long-text" or len(cell.text) > _SHORT
        key = (cell.role == "title", cell.align, cell.framed, size, is_long)
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {
                    "font_name": FACE,
                    "font_size": size,
                    "font_charset": 134,  # Chinese
                    "bold": cell.role == "title",
                    "align": {"start": "left", "center": "center", "end": "right"}[cell.align],
                    "valign": "vcenter",
                    "text_wrap": True,
                    "num_format": "General" if is_long else "@",  # what is typed over it stays text, too
                    "border": 1 if cell.framed else 0,
                }
            )
        return self._made[key]


class _Page:
    """One sheet of the file."""

    def __init__(self, page: "Worksheet", sheet: Sheet, styles: _Styles, losses: Losses) -> None:
        self._page, self._sheet, self._styles, self._losses = page, sheet, styles, losses
        self._fitted = fit(sheet, narrowest=_NARROWEST)

    @cached_property
    def _tops(self) -> tuple[int, ...]:
        """Where each row of the sheet begins in the file, and where the last ends."""
        tops = [0]
        for height in self._fitted.heights:
            tops.append(tops[-1] + 1 + int(height // HIGHEST))
        return tuple(tops)

    def fill(self) -> None:
        """Write all of it."""
        page, sheet = self._page, self._sheet
        for column, width in enumerate(self._fitted.widths):
            page.set_column_pixels(column, column, round(width / _PIXEL))
        for row, height in enumerate(self._fitted.heights):
            parts = range(self._tops[row], self._tops[row + 1])
            for part in parts:
                page.set_row(part, round(height / len(parts) / _PIXEL + 0.5) * _PIXEL)
        for cell in sheet.cells:
            self._write(cell)
        page.ignore_errors({"number_stored_as_text": self._area})
        self._set_up()

    def _write(self, cell: Cell) -> None:
        style = self._styles.of(cell, self._fitted.size_of(cell.role, self._sheet.print))
        text = self._losses.fit(cell, self._sheet, controls=True, longest=LONGEST)
        row, column = self._tops[cell.row], cell.column
        last, end = self._tops[cell.row + cell.rows] - 1, column + cell.columns - 1
        if (row, column) != (last, end):
            self._page.merge_range(row, column, last, end, "", style)
        if text.startswith("<r>"):  # else XlsxWriter takes it for its own markup
            self._page.write_rich_string(row, column, text[:1], style, text[1:], style)
        elif text:
            self._page.write_string(row, column, text, style)
        else:
            self._page.write_blank(row, column, None, style)

    def _set_up(self) -> None:
        """The paper."""
        page, spec = self._page, self._sheet.print
        top, right, bottom, left = (margin / 25.4 for margin in spec.margins)
        page.set_paper(9)  # A4
        if sum(self._fitted.widths) > PAPER[0]:
            page.set_landscape()
        page.set_margins(left=left, right=right, top=top, bottom=bottom)
        page.center_horizontally()
        page.hide_gridlines(2)
        page.print_area(0, 0, self._tops[-1] - 1, len(self._sheet.columns) - 1)
        page.fit_to_pages(1, 1 if self._fitted.is_on_one_page else 0)
        if self._sheet.repeated == (0,):  # the header of a list stays while the rest is scrolled
            page.freeze_panes(1, 0)
        if self._sheet.repeated and not self._fitted.is_on_one_page:
            first, last = _repeated(self._sheet)
            page.repeat_rows(self._tops[first], self._tops[last + 1] - 1)

    @property
    def _area(self) -> str:
        from xlsxwriter.utility import xl_range  # noqa: PLC0415

        area: str = xl_range(0, 0, self._tops[-1] - 1, len(self._sheet.columns) - 1)
        return area


def _repeated(sheet: Sheet) -> tuple[int, int]:
    """The rows that stand again overleaf; of several groups the last, since a spreadsheet repeats one."""
    last = first = sheet.repeated[-1]
    while first - 1 in sheet.repeated:
        first -= 1
    return first, last
