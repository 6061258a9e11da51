"""Bytes → text: which of the encodings in use a text file is written in. Also right for texts of one line.

A byte order mark decides; then strict UTF-8, unless it has control characters (UTF-16 of 644万元 and of
成本指标 is valid UTF-8); then whichever reads most like Chinese. GB18030 takes nearly any bytes, so it is no
fallback.
"""

import codecs
import re
from functools import cache

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_SAMPLE = 4096
"""Characters that are judged; more would not tell more."""
_PLAUSIBLE = 0.5
"""Share of usual characters below which bytes are no text; a line of rare names may come near it."""


def decode(data: bytes) -> str:
    """The text in the bytes of a file; a character cut off at the end becomes U+FFFD.

    Raises ValueError when they are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    guesses: list[tuple[float, str]] = []
    for encoding in _CANDIDATES:
        try:
            text = _decoded(data, encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and not _CONTROL.search(text):
            return text
        guesses.append((_plausibility(text), text))
    share, text = max(guesses, key=lambda guess: guess[0], default=(0.0, ""))
    if share < _PLAUSIBLE:
        raise ValueError("no text in any encoding in use")
    return text


def _decoded(data: bytes, encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)()
    text = decoder.decode(data)
    return text + "\ufffd" if decoder.getstate()[0] else text


def _plausibility(text: str) -> float:
    """The share of characters that a Chinese form is written with."""
    sample = text[:_SAMPLE]
    usual = _usual()
    return sum(sign in usual for sign in sample) / len(sample) if sample else 0.0


@cache
def _usual() -> frozenset[str]:
    """ASCII, signs in use, and the 3,755 most frequent ideographs (the first level of GB 2312)."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    frequent = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    signs = "\t\n\r\f\u3000\xa0·—‘’“”…、。〈〉《》「」『』【】〔〕〇×÷±≤≥≠≈℃㎡％￥□■√①②③④⑤"
    wide = "".join(map(chr, range(0xFF01, 0xFF5F)))
    return frozenset(map(chr, range(0x20, 0x7F))) | frozenset(frequent + signs + wide)
