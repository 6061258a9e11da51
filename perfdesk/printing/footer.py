"""The foot of a page: the check code, and beside it the same for cameras. Below the form, which never moves.

Lengths in 1/100 pt, as in the rest of the room.
"""

import re
from functools import cache, lru_cache

from perfdesk.documents.sheet import Sheet
from perfdesk.printing.page import Page
from perfdesk.printing.pages import foot
from perfdesk.printing.qr import LENGTH, QUIET, SIDE, qr_thirds
from perfdesk.printing.setting import Setter

_WORDS = "核对码 "
_SIZE = 750
_EDGE = 1_420  # what printers leave white: 5 mm
_MODULE = 120  # side of a module: 0.42 mm, three dots of a scan at 150 dpi
_GAP = _MODULE * QUIET


def write_footer(sheet: Sheet, page: Page, setter: Setter) -> str:
    """The operators that draw it after those of `write_page`; nothing where the margin has no room."""
    if not sheet.code or not (sheet.print.check_code or sheet.print.qr_code):
        return ""
    bottom, right, parts = foot(sheet.print), page.across[-1], []
    if sheet.print.qr_code and len(sheet.code) == LENGTH and bottom >= _EDGE + _MODULE * (SIDE + QUIET):
        right -= _MODULE * SIDE
        parts.append(f"\nq {_MODULE} 0 0 {_MODULE} {right} {_EDGE} cm\n{_modules(sheet.code)}f Q")
        right -= _GAP
    if sheet.print.check_code and bottom >= _EDGE + 2 * _SIZE:
        words = f"{_WORDS}{sheet.code}"
        left = right - setter.body.face.advance(words, _SIZE)
        shown = words.translate(setter.body.codes)
        parts.append(f"\nBT\n/{setter.body.name} {_SIZE} Tf\n{left} {_EDGE + _MODULE * 8} Td({shown})Tj\nET")
    return "".join(parts)


@lru_cache(8)
def _modules(code: str) -> str:
    """The dark modules, row by row: rectangles of one path, so that no seam shows between them."""
    return "".join(map(_third, range(SIDE * 3), qr_thirds(code)))


@cache
def _third(number: int, dark: int) -> str:
    """A third of a row, counted from the top left: every run of dark modules is a rectangle."""
    row, left = divmod(number, 3)
    spans = [run.span() for run in re.finditer("1+", f"{dark:07b}")]
    return "".join([f"{7 * left + start} {SIDE - 1 - row} {end - start} 1 re\n" for start, end in spans])
