"""Names with a code in front: `37000060707 产业扶持专项资金`, `(433001)…`, `219001-…`, `[610001]…`.

When leading digits are a code and when they belong to the name (2024年春节慰问, 12345热线, 120急救中心):

- in brackets: three digits or more;
- before a dash: three or more; fewer than six only when no digit follows (100-200万元);
- before a blank, a colon or an underscore: six or more;
- before the name itself: eight or more;
- never a year, a day (20240101), or up to nine digits before a measure word (10000000元, 100000 户).

A code of six digits or more may go on with capitals and digits: 51000021R000000000000.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from perfdesk.forms.spelling import narrow

_LONG = "[0-9]{6,}[0-9A-Z]*"
_MEASURES = tuple("年月日号元万亿人户家个名次只件项吨亩米")
_YEAR_OR_DAY = re.compile("(?:19|20)[0-9]{2}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))?")
_BROKEN = re.compile(r"(?<=[^\x00-\xff])[ \t]*[\r\n]\s*(?=[^\x00-\xff])")


@cache
def _code() -> re.Pattern[str]:
    """Compiled at the first name: importing this room must be cheap."""
    return re.compile(
        rf"[(\[](?P<bracketed>{_LONG}|[0-9]{{3,5}})[)\]][-_: ]*"
        rf"|(?P<dashed>{_LONG}|[0-9]{{3,5}}(?= ?-[- ]*[^0-9 -])) ?-[- ]*"
        rf"|(?P<apart>{_LONG})[ :_]+"
        rf"|(?P<glued>[0-9]{{8,}}(?:[A-Z]+[0-9]+)*)(?=[\u3400-\u9fff])"
        rf"|(?P<alone>[0-9]{{8,}}[0-9A-Z]*)$"
    )


@dataclass(frozen=True, slots=True)
class CodedName:
    """A name and the code before it; an empty code when it has none."""

    code: str
    name: str


@lru_cache(maxsize=1024)
def read_coded_name(text: str) -> CodedName:
    """Code and name in a text. Blanks are one space, and none where a line broke between two ideographs."""
    written = " ".join(_BROKEN.sub("", text).split())
    found = _code().match(narrow(written))
    if not found or not found.lastgroup:
        return CodedName("", written)
    code, name = found[found.lastgroup], written[found.end() :]
    counted = len(code) < 10 and found.lastgroup in ("apart", "glued") and name.startswith(_MEASURES)
    if counted or _YEAR_OR_DAY.fullmatch(code):
        return CodedName("", written)
    return CodedName(code, name)
