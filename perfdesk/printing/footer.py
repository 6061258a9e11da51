"""The foot of a page: the check code, and beside it the same for cameras. Below the form, which never moves.

Lengths in 1/100 pt, as in the rest of the room.
"""

from functools import cache, lru_cache
from itertools import groupby

from perfdesk.documents.sheet import Sheet
from perfdesk.printing.page import Page
from perfdesk.printing.pages import foot
from perfdesk.printing.qr import LENGTH, QUIET, SIDE, qr_rows
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
    parts: list[str] = []
    for number, row in enumerate(qr_rows(code)):
        y = SIDE - 1 - number
        parts += (_third(0, y, row >> 14), _third(7, y, row >> 7 & 127), _third(14, y, row & 127))
    return "".join(parts)


@cache
def _third(left: int, y: int, dark: int) -> str:
    """Seven modules of a row, each run of dark ones a rectangle."""
    bits = f"{dark:07b}"
    runs = groupby(range(7), key=lambda at: bits[at])
    found = [(left + at, len([at, *rest])) for sign, (at, *rest) in runs if sign == "1"]
    return "".join(f"{x} {y} {length} 1 re\n" for x, length in found)
