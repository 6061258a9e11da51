"""Search over names, codes, units and departments: a part of the text, or initials of its pinyin.

A character that is read in two ways stands in the initials as one sign of its own, which both letters of a
query match: 重庆 is found as cq and as zq, 银行行长 as yhhz.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from perfdesk import paths
from perfdesk.forms.spelling import narrow
from perfdesk.library.records import Entry

_FIRST = 0x4E00
_DOUBLES = 0xE000
"""The private signs for two letters begin here."""
_INITIALS = re.compile("[a-z0-9]+")
_SEPARATORS = re.compile(r"[\W_]+")


class Index:
    """The searchable texts of entries, by the ids of their records."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._texts: dict[str, str] = {}
        self._initials: dict[str, str] = {}
        for number, entry in entries.items():
            self.put(number, entry)

    def put(self, number: str, entry: Entry | None) -> None:
        """Take an entry in, or its new words; None takes it out."""
        if entry is None:
            self._texts.pop(number, None)
            self._initials.pop(number, None)
            return
        three = (entry.name, entry.unit, entry.department)
        self._texts[number] = " ".join((*map(_plain, three), _plain(entry.code)))
        self._initials[number] = " ".join(map(initials, three))

    def find(self, query: str) -> list[str]:
        """The ids of the entries in which every word of the query is found, lowest first; all when blank."""
        hits = list(self._texts)
        for word in _plain(query).split():
            letters = _pattern(word).search if _INITIALS.fullmatch(word) else None
            hits = [
                number
                for number in hits
                if word in self._texts[number] or (letters and letters(self._initials[number]))
            ]
        return sorted(hits, key=int)


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
