"""Search over names, codes, units, departments, indicators: parts of the text, or its pinyin's initials.

A character that is read in two ways stands in the initials as one sign of its own, which both letters of a
query match: 重庆 is found as cq and as zq, 银行行长 as yhhz.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from perfdesk import paths
from perfdesk.forms.spelling import narrow
from perfdesk.library.columns import Letters, Texts, bits, chosen
from perfdesk.library.records import Entry

_FIRST = 0x4E00
_DOUBLES = 0xE000
"""The private signs for two letters begin here."""
_LATE = 1000
"""Changes after which the columns are made anew"""
_INITIALS = re.compile("[a-z0-9]+")
_SEPARATORS = re.compile(r"[\W_]+")


class Index:
    """The searchable texts of entries, by the ids of their records.

    What is there when it is made lies in columns; what changes later lies apart and is asked one by one,
    until that is much. `details` are further texts, of indicators, found by a part only.
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = dict(entries)
        self._details: Mapping[str, str] = {}
        self._late: dict[str, str] = {}
        """Changed or gone since the columns were made: id → its further text"""
        self._build()

    def put(self, number: str, entry: Entry | None, details: str = "") -> None:
        """Take an entry in, or its new words; None takes it out."""
        self._late[number] = details
        row = bisect_left(self._numbers, int(number), key=int)
        if self._numbers[row : row + 1] == [number]:
            self._stale |= bits(len(self._numbers), [row])
        if entry is None:
            self._entries.pop(number, None)
        else:
            self._entries[number] = entry

    def detail(self, details: Mapping[str, str]) -> None:
        """Take in the further texts of entries, by id; those that were put lately have theirs."""
        self._details = details
        self._detailed = self._column_of_details()

    def find(self, query: str) -> list[str]:
        """The ids of the entries in which every word of the query is found; all when it is blank.

        Lowest first, and after them those of which only further texts hold a word.
        """
        if len(self._late) > max(_LATE, len(self._numbers) // 4):
            self._build()
        near = deep = (1 << len(self._numbers)) - 1 & ~self._stale
        late = deep_late = [number for number in self._late if number in self._entries]
        for word in _plain(query).split():
            found = self._with(word)
            near &= found
            deep &= found | self._detailed.with_word(word)
            late = [number for number in late if self._holds(number, word)]
            deep_late = [
                number
                for number in deep_late
                if self._holds(number, word) or word in _plain(self._late[number])
            ]
        further = [number for number in deep_late if number not in late]
        return self._told(near, late) + self._told(deep & ~near, further)

    def _told(self, rows: int, late: Iterable[str]) -> list[str]:
        numbers = chosen(self._numbers, rows)
        for number in late:
            insort(numbers, number, key=int)
        return numbers

    def _build(self) -> None:
        if self._late:
            self._details = {**self._details, **self._late}
            self._late = {}
        self._numbers = sorted(self._entries, key=int)
        self._stale = 0
        """Rows of entries that lie apart"""
        entries = [self._entries[number] for number in self._numbers]
        self._texts = Texts([f"{_plain(entry.name)} {_plain(entry.code)}" for entry in entries])
        self._letters = Letters([initials(entry.name) for entry in entries], _table()[1])
        self._groups = _Groups(entries)
        self._detailed = self._column_of_details()

    def _column_of_details(self) -> Texts:
        return Texts([_plain(self._details.get(number, "")) for number in self._numbers])

    def _with(self, word: str) -> int:
        """The rows that hold a word in name, code, unit or department."""
        letters = word if _INITIALS.fullmatch(word) else ""
        found = self._texts.with_word(word) | self._groups.rows_with(word, letters)
        return found | self._letters.with_letters(letters) if letters else found

    def _holds(self, number: str, word: str) -> bool:
        entry = self._entries[number]
        fields = (entry.name, entry.unit, entry.department)
        return any(word in _plain(field) for field in (*fields, entry.code)) or any(
            fit_initials(word, field) for field in fields
        )


class _Groups:
    """Units and departments, which come again and again: each is looked at once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        members: dict[str, list[int]] = {}
        for row, entry in enumerate(entries):
            members.setdefault(entry.unit, []).append(row)
            members.setdefault(entry.department, []).append(row)
        self._size = len(entries)
        self._members = list(members.values())
        self._texts = Texts([_plain(name) for name in members])
        self._letters = Letters([initials(name) for name in members], _table()[1])

    def rows_with(self, word: str, letters: str) -> int:
        found = self._texts.with_word(word)
        if letters:
            found |= self._letters.with_letters(letters)
        return bits(self._size, chain.from_iterable(chosen(self._members, found))) if found else 0


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
