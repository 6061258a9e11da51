"""Sheets → text with commas (.csv), UTF-8 with a mark at its start, as Excel and WPS expect it.

A merged cell's text stands where it begins. What a spreadsheet would take for a formula gets an apostrophe in
front, what it would take for a number or a day and change gets a tab behind; `comma` takes both off again.
"""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from perfdesk.documents.sheet import Sheet
from perfdesk.exchange.comma import GUARD, NEEDS_GUARD
from perfdesk.exchange.losses import Losses

_CHANGED = re.compile(r"[0-9０-９][0-9０-９.,/:\-Ee+% 年月日]*")
"""Figures and what stands between them in numbers and days"""
_KEPT = re.compile(r"-?(0|[1-9][0-9]{0,10})(\.[0-9]{0,5}[1-9])?%?")
"""A number that a spreadsheet shows as it is written"""


def write(sheets: Iterable[Sheet], losses: Losses) -> bytes:
    """The text, its sheets one below the other with a blank row between."""
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)  # so that a tab in a cell parts no cells
    width = 0
    for sheet in sheets:
        if width:
            writer.writerow([""] * width)
        width = max(width, len(sheet.columns))
        rows = [[""] * len(sheet.columns) for _ in range(sheet.rows)]
        for cell in sheet.cells:
            rows[cell.row][cell.column] = guarded(losses.fit(cell, sheet, controls=True))
        writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for anything else."""
    if NEEDS_GUARD.match(text):
        return GUARD + text
    if _CHANGED.fullmatch(text) and not _KEPT.fullmatch(text):
        return f"{text}\t"
    return text
