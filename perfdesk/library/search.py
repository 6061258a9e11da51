"""Search over names, codes, units and departments: a part of the text, or initials of its pinyin.

A character that is read in two ways stands in the initials as one sign of its own, which both letters of a
query match: 重庆 is found as cq and as zq, 银行行长 as yhhz.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate

from perfdesk import paths
from perfdesk.forms.spelling import narrow
from perfdesk.library.records import Entry

_FIRST = 0x4E00
_DOUBLES = 0xE000
"""The private signs for two letters begin here."""
_INITIALS = re.compile("[a-z0-9]+")
_SEPARATORS = re.compile(r"[\W_]+")


class Index:
    """The searchable texts of some entries."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        fields = [(entry.name, entry.unit, entry.department) for entry in entries]
        self._texts = _Column(
            [
                " ".join((*map(_plain, three), _plain(entry.code)))
                for three, entry in zip(fields, entries, strict=True)
            ]
        )
        self._initials = _Column([" ".join(map(initials, three)) for three in fields])
        self._entries = tuple(entries)

    def find(self, query: str) -> tuple[Entry, ...]:
        """The entries in which every word of the query is found; all of them when it is blank."""
        hits = set(range(len(self._entries)))
        for word in _plain(query).split():
            found = self._texts.rows_with(re.compile(re.escape(word)))
            if _INITIALS.fullmatch(word):
                found |= self._initials.rows_with(_pattern(word))
            hits &= found
        return tuple(self._entries[row] for row in sorted(hits))


class _Column:
    """Many short texts as one, so that one search goes over all."""

    def __init__(self, rows: Sequence[str]) -> None:
        self._text = "\n".join(rows)
        self._starts = [0, *accumulate(len(row) + 1 for row in rows)]

    def rows_with(self, pattern: re.Pattern[str]) -> set[int]:
        """The numbers of the rows in which a pattern, which matches no line break, is found."""
        rows, place = set(), 0
        while found := pattern.search(self._text, place):
            row = bisect_right(self._starts, found.start()) - 1
            rows.add(row)
            place = self._starts[row + 1]
        return rows


@lru_cache(maxsize=4096)  # units and departments come again and again
def initials(text: str) -> str:
    """The initials of a text: one sign for each hanzi, letters and digits as they are, no punctuation."""
    return _SEPARATORS.sub("", narrow(text).casefold()).translate(_table()[0])


def fit_initials(letters: str, text: str) -> bool:
    """Whether letters are a part of the initials of a text."""
    word = narrow(letters).casefold()
    return bool(_INITIALS.fullmatch(word) and _pattern(word).search(initials(text)))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(narrow(text).casefold().split())


def _pattern(letters: str) -> re.Pattern[str]:
    """What matches these letters in initials, signs for two letters included."""
    return re.compile("".join(f"[{letter}{_table()[1].get(letter, '')}]" for letter in letters))


@cache
def _table() -> tuple[Mapping[int, str], Mapping[str, str]]:
    """Character → its initial or sign for two; letter → the signs that stand for it among others."""
    letters, _, doubles = paths.resource("initials.txt").read_text(encoding="utf-8").partition("\n\n")
    singles = enumerate(letters.replace("\n", ""), start=_FIRST)
    table = {code: letter for code, letter in singles if letter != "-"}
    signs: dict[str, str] = {}
    meaning: dict[str, str] = {}
    for double in doubles.split():
        both = "".join(sorted(double[1:]))
        sign = signs.setdefault(both, chr(_DOUBLES + len(signs)))
        table[ord(double[0])] = sign
    for both, sign in signs.items():
        for letter in both:
            meaning[letter] = meaning.get(letter, "") + sign
    return table, meaning
