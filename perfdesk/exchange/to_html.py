"""Sheets → a web page (.html) for mail: tables with spans, every look on its cell itself.

Mail programs drop style sheets and links, and Outlook sets pages with Word: widths stand as attributes,
borders and faces on each cell, nothing comes from elsewhere.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from perfdesk.documents.sheet import Cell, Sheet
from perfdesk.exchange.clipboard import html_letters
from perfdesk.exchange.losses import Losses

_WIDTH = 680
"""Pixels; what a mail program shows without scrolling, and what a page holds"""
_ALIGN = {"start": "left", "center": "center", "end": "right"}
_LINE = "border:1px solid #000000"
_BARE = "border:none"
_NEXT_PAGE = '<p style="page-break-before:always;margin:0;font-size:1pt">&nbsp;</p>\n'


def write(sheets: Iterable[Sheet], losses: Losses) -> bytes:
    """The page."""
    tables = []
    title = ""
    for sheet in sheets:
        title = title or sheet.name
        tables.append("".join(_table(sheet, losses)))
    page = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta http-equiv="Content-Type" '
        f'content="text/html; charset=utf-8">\n<title>{escape(title)}</title>\n</head>\n<body>\n'
        f"{_NEXT_PAGE.join(tables)}</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")


def _table(sheet: Sheet, losses: Losses) -> Iterator[str]:
    whole = sum(sheet.columns)
    widths = [round(_WIDTH * share / whole) for share in sheet.columns]
    yield (
        f'<table width="{sum(widths)}" align="center" cellspacing="0" cellpadding="5" '
        f'style="border-collapse:collapse;table-layout:fixed;width:{sum(widths)}px">\n'
    )
    columns = "".join(f'<col width="{width}" style="width:{width}px">' for width in widths)
    yield f"<colgroup>{columns}</colgroup>\n"
    for _, cells in groupby(sheet.cells, key=lambda cell: cell.row):
        yield "<tr>"
        for cell in cells:
            yield _cell(cell, sheet, sum(widths[cell.column : cell.column + cell.columns]), losses)
        yield "</tr>\n"
    yield "</table>\n"


def _cell(cell: Cell, sheet: Sheet, width: int, losses: Losses) -> str:
    spec = sheet.print
    size = {"title": spec.title_size, "subtitle": spec.subtitle_size}.get(cell.role, spec.body_size)
    letters, folds = html_letters(losses.fit(cell, sheet))
    spans = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (cell.columns > 1)
    align = _ALIGN[cell.align]
    bold = ";font-weight:bold" if cell.role == "title" else ""
    space = ";white-space:pre-wrap" if folds else ""
    line = _LINE if cell.framed else _BARE
    return (
        f'<td{spans} width="{width}" align="{align}" valign="middle" style="{line};'
        f"padding:4px 6px;text-align:{align};vertical-align:middle;font-family:宋体,SimSun,serif;"
        f'font-size:{size:g}pt;line-height:1.4;color:#000000{bold}{space}">{letters or "&nbsp;"}</td>'
    )
