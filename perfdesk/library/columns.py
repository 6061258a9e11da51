"""Many short texts in one, so that a search goes over all of them at once.

What it finds is a long integer with a bit for each row, the first row's the highest, so that what two words
find is joined in a moment.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, compress
from operator import itemgetter
from typing import TypeVar

_T = TypeVar("_T")

_MANY = 2000
"""Finds after which it is quicker to ask every row"""
_APART = ord("\n")
_NO, _YES = ord("0"), ord("1")
_SOME = re.compile(rb"[^\0]")


def bits(size: int, rows: Iterable[int]) -> int:
    """The bits of some of so many rows, by their numbers from 0."""
    digits = bytearray(b"0" * (size + 1))
    for row in rows:
        digits[row + 1] = _YES
    return int(digits, 2)


def chosen(things: Sequence[_T], found: int) -> list[_T]:
    """The things whose bits are set, in their order."""
    digits = format(found, "b").zfill(len(things)).encode("ascii")
    return list(compress(things, digits.translate(_TRUTH)))


_TRUTH = bytes(code == _YES for code in range(256))


class Texts:
    """Rows in which a word is looked for."""

    def __init__(self, rows: Sequence[str]) -> None:
        self._rows = rows
        self._text = "\n".join(rows)
        self._starts = [0, *accumulate(len(row) + 1 for row in rows)]

    def with_word(self, word: str) -> int:
        """The rows that hold a word without a line break."""
        rows: list[int] = []
        place = self._text.find(word)
        while place >= 0:
            if len(rows) == _MANY:
                return int(bytes([_YES if word in text else _NO for text in self._rows]), 2)
            row = bisect_right(self._starts, place) - 1
            rows.append(row)
            place = self._text.find(word, self._starts[row + 1])
        return bits(len(self._rows), rows)


class Letters:
    """Rows of letters, in which some signs stand for either of two.

    For each letter a long integer with a bit for each place where it may stand. A word is found everywhere at
    once by shifting and joining as many integers as it has letters.
    """

    def __init__(self, rows: Sequence[str], meanings: Mapping[str, str]) -> None:
        """`meanings`: letter → the signs that stand for it among others."""
        self._meanings = meanings
        signs = sorted(set("".join(meanings.values())))
        self._codes = _Codes({ord(sign): 0x80 + at for at, sign in enumerate(signs)})
        text = "".join(f"\n{row}" for row in rows)
        self._places = text.translate(self._codes).encode("latin-1")
        self._starts = list(accumulate((len(row) + 1 for row in rows), initial=0))
        self._flags = itemgetter(*self._starts)  # the last is where one more row would start: never a hit
        self._letters: dict[str, int] = {}
        self._apart = self._bits({_APART})
        self._within = (1 << len(self._places)) - 1 ^ self._apart

    def with_letters(self, letters: str) -> int:
        """The rows that hold these letters one after the other."""
        found = self._within
        for at, letter in enumerate(letters):
            found &= self._letter(letter) << at
        # adding makes each row's hits, whichever they are, run up into the bit before the row
        before = found + self._within & self._apart
        if before.bit_count() < _MANY:
            return bits(len(self._starts) - 1, (bisect_left(self._starts, at) for at in self._ones(before)))
        digits = format(before, "b").zfill(len(self._places)) + "00"
        return int("".join(self._flags(digits)), 2) >> 1

    def _ones(self, flags: int) -> Iterator[int]:
        """The places of a few bits."""
        size = len(self._places)
        data = flags.to_bytes((size + 7) // 8, "big")
        for found in _SOME.finditer(data):
            first = 8 * (found.start() - len(data)) + size
            byte = data[found.start()]
            yield from (first + at for at in range(8) if byte >> 7 - at & 1)

    def _letter(self, letter: str) -> int:
        if letter not in self._letters:
            codes = {self._codes[ord(sign)] for sign in letter + self._meanings.get(letter, "")}
            self._letters[letter] = self._bits(codes)
        return self._letters[letter]

    def _bits(self, codes: set[int]) -> int:
        """A bit for each place that holds one of these; the first place is the highest."""
        table = bytes(_YES if code in codes else _NO for code in range(256))
        return int(self._places.translate(table) or b"0", 2)


class _Codes(dict[int, int]):
    """Each sign as a byte: ASCII as it is, signs for two from 128 on, all else a byte nobody asks for."""

    def __missing__(self, character: int) -> int:
        self[character] = character if character < 0x80 else 1
        return self[character]
