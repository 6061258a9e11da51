"""One sign for another: the copy of a text in which the grammars of this room look for their signs.

Only ever a copy for reading: nobody keeps or shows it. No NFKC, which turns ㎡ into m2 and ① into 1. `narrow`
gives each character exactly one character, so that a place found in the copy is the same place in the text.
"""

import re
from functools import lru_cache

_DASHES = "‐‑‒–—―−─━﹘﹣－⁃"
_TILDES = "～〜∼˜﹏∽"
_SIGNS: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{ord(sign): "-" for sign in _DASHES},
    **{ord(sign): "~" for sign in _TILDES},
    **dict(zip(map(ord, "﹦﹥﹤﹪﹐﹒﹑﹕﹔﹙﹚【】〔〕￥•・"), "=><%,.、:;()[][]¥··", strict=True)),
}
_REMEMBERED = 2048
"""Texts; the rules read each of a form's many times."""
_BLANKS = r"[\s\u200b-\u200d\u2060\ufeff\u00ad]+"
_BETWEEN_DIGITS = re.compile(rf"(?<=[0-9０-９]){_BLANKS}(?=[0-9０-９])|({_BLANKS})")


@lru_cache(maxsize=_REMEMBERED)
def narrow(text: str) -> str:
    """The text with half-width signs and digits, one kind of dash, tilde and bracket; of equal length."""
    return text.translate(_SIGNS)


@lru_cache(maxsize=_REMEMBERED)
def squeeze(text: str) -> str:
    """The text without blanks; between two digits one space stays, since `20 20` is not 2020."""
    return _BETWEEN_DIGITS.sub(lambda found: "" if found[1] else " ", text)
