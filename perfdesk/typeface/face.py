"""A TrueType face read in place: which characters it has, how wide they are, their outlines.

The file is mapped, not loaded: only the pages asked for cost memory. Understood are static faces with
`glyf` outlines and a character map of format 4 or 12, which is what `packaging/cut_fonts.py` makes.
"""

import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from perfdesk import paths
from perfdesk.errors import FormError

FaceName = Literal["body", "title", "sans"]

FACES: dict[FaceName, str] = {
    "body": "NotoSerifSC-Regular.ttf",
    "title": "NotoSerifSC-SemiBold.ttf",
    "sans": "NotoSansSC-Regular.ttf",
}

_NOT_CHARACTERS = "\n\t"  # a break and a blank, never a mark on paper


class Widths(dict[str, int]):
    """Width of each character in face units; an unknown one is looked up once, in the fallback too."""

    __slots__ = ("_measure",)

    def __init__(self, measure: Callable[[str], int]) -> None:
        self._measure = measure

    def __missing__(self, char: str) -> int:
        width = self[char] = self._measure(char)
        return width


class Face:
    """One open face.

    `path` is the file, `units` the face units of one em, `centre` the height of the ideographs' optical
    centre over the baseline in em. `widths` maps a character to its width in face units. A character the face
    lacks is measured in `fallback`, and as the face's own box for the missing if that lacks it too; a tab is
    a blank.
    """

    __slots__ = (
        "_bytes", "_ends", "_glyphs", "_starts", "_tables", "centre", "fallback", "path", "units", "widths",
    )  # fmt: skip

    def __init__(self, path: Path, fallback: "Face | None" = None) -> None:
        """Open the face at `path`; FormError if it is missing or not a face we understand."""
        self.path = path
        self.fallback = fallback
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = self._directory()
            self.units: int = self._number(">H", "head", 18)
            self._starts, self._ends, self._glyphs = self._character_map()
            self._check()
            self.centre = self._find_centre()
        except FileNotFoundError as error:
            raise FormError(f"找不到字体文件「{path}」，请重新安装本程序。") from error
        except OSError as error:
            raise FormError(f"字体文件「{path}」无法读取，请检查文件权限，或重新安装本程序。") from error
        except (ValueError, KeyError, IndexError, struct.error) as error:
            raise self._damaged() from error
        self.widths = Widths(self._measure)

    def has(self, char: str) -> bool:
        """Whether the face itself draws this character."""
        return self.glyph(char) != 0

    def owner(self, char: str) -> "Face":
        """The face that draws this character: itself or the fallback; itself if neither has it."""
        if self.fallback is not None and not self.has(char) and self.fallback.has(char):
            return self.fallback
        return self

    def advance(self, text: str, size: float) -> float:
        """How far one line of text goes, in the unit of `size`."""
        return sum(map(self.widths.__getitem__, text)) * size / self.units

    def _find_centre(self) -> float:
        """The mean height of four full ideographs' middles, in em."""
        boxes = [struct.unpack_from(">4h", self.outline(self.glyph(char)), 2) for char in "国目圆困"]
        heights: int = sum(bottom + top for _, bottom, _, top in boxes)
        return heights / (2 * len(boxes) * self.units)

    def glyph(self, char: str) -> int:
        """Glyph number of a character; 0, the box for the missing, if the face lacks it."""
        code = ord(char)
        at = bisect_left(self._ends, code)
        if at == len(self._ends) or code < self._starts[at]:
            return 0
        return self._glyphs(at, code)

    def glyph_advance(self, glyph: int) -> int:
        """Width of a glyph in face units."""
        last = self._number(">H", "hhea", 34) - 1
        return self._number(">H", "hmtx", 4 * min(glyph, last))

    def outline(self, glyph: int) -> bytes:
        """The `glyf` entry of a glyph; empty for a blank."""
        if self._number(">h", "head", 50):
            first, end = (self._number(">L", "loca", 4 * at) for at in (glyph, glyph + 1))
        else:
            first, end = (2 * self._number(">H", "loca", 2 * at) for at in (glyph, glyph + 1))
        start, length = self._tables["glyf"]
        if not first <= end <= length:
            raise self._damaged()
        return self._bytes[start + first : start + end]

    def table(self, tag: str) -> bytes:
        """A whole table of the file, e.g. `head`."""
        start, length = self._tables[tag]
        return self._bytes[start : start + length]

    def _number(self, kind: str, tag: str, offset: int) -> int:
        start, length = self._tables[tag]
        if offset + struct.calcsize(kind) > length:
            raise self._damaged()
        number: int = struct.unpack_from(kind, self._bytes, start + offset)[0]
        return number

    def _damaged(self) -> FormError:
        return FormError(f"字体文件「{self.path}」已损坏，请重新安装本程序。")

    def _measure(self, char: str) -> int:
        seen = " " if char == "\t" else char
        owner = self.owner(seen)
        return owner.glyph_advance(owner.glyph(seen))

    def _directory(self) -> dict[str, tuple[int, int]]:
        """Offset and length of each table, all of them inside the file."""
        version, count = struct.unpack_from(">4sH", self._bytes, 0)
        if version not in (b"\0\1\0\0", b"true"):
            raise ValueError("not a TrueType face")
        tables = {}
        for at in range(12, 12 + 16 * count, 16):
            tag, _, start, length = struct.unpack_from(">4s3L", self._bytes, at)
            if start + length > len(self._bytes):
                raise ValueError("the file ends early")
            tables[tag.decode("latin-1")] = (start, length)
        return tables

    def _check(self) -> None:
        """Look at the far end of each table that is read later, so that a broken face is refused here."""
        count = self._number(">H", "maxp", 4)
        if not self.units:
            raise ValueError("no units")
        for glyph in (0, count - 1):
            self.glyph_advance(glyph)
            self.outline(glyph)

    def _character_map(self) -> tuple[Sequence[int], Sequence[int], Callable[[int, int], int]]:
        """First and last code of each run of characters, and the glyph of a code in a run."""
        start = self._tables["cmap"][0]
        found = {}
        for at in range(self._number(">H", "cmap", 2)):
            offset = self._number(">L", "cmap", 4 + 8 * at + 4)
            found[self._number(">H", "cmap", offset)] = start + offset
        if 12 in found:
            return self._segmented(found[12])
        return self._basic_plane(found[4])

    def _segmented(self, start: int) -> tuple[Sequence[int], Sequence[int], Callable[[int, int], int]]:
        """Format 12: runs over all planes."""
        count = struct.unpack_from(">L", self._bytes, start + 12)[0]
        words = _words("I", self._bytes[start + 16 : start + 16 + 12 * count])
        starts, ends, glyphs = words[0::3], words[1::3], words[2::3]
        return starts, ends, lambda run, code: glyphs[run] + code - starts[run]

    def _basic_plane(self, start: int) -> tuple[Sequence[int], Sequence[int], Callable[[int, int], int]]:
        """Format 4: runs of the basic plane, each by a difference or by a list of glyphs."""
        length = struct.unpack_from(">H", self._bytes, start + 2)[0]
        words = _words("H", self._bytes[start : start + length])
        count = words[3] // 2
        ends, starts, deltas = (words[at : at + count] for at in (7, 8 + count, 8 + 2 * count))
        first = 8 + 3 * count  # where the list offsets stand; they count from their own place

        def glyph(run: int, code: int) -> int:
            offset = words[first + run]
            found = words[first + run + offset // 2 + code - starts[run]] if offset else code
            return (found + deltas[run]) & 0xFFFF if found or not offset else 0

        return starts, ends, glyph


def _words(kind: str, content: bytes) -> "array[int]":
    """A big-endian table as numbers of this machine."""
    words: array[int] = array(kind, content)
    if sys.byteorder == "little":
        words.byteswap()
    return words


@cache
def face(name: FaceName) -> Face:
    """The bundled face for a use, opened once; FormError if its file is missing or damaged.

    Titles and the window's sans are cut to common characters and fall back to the body face.
    """
    return Face(paths.resource("fonts", FACES[name]), None if name == "body" else face("body"))


class _Covered(dict[str, bool]):
    """Whether any bundled face draws a character, looked up once."""

    def __missing__(self, char: str) -> bool:
        covered = self[char] = char in _NOT_CHARACTERS or any(face(name).has(char) for name in FACES)
        return covered


_COVERED = _Covered()


def uncovered(text: str) -> tuple[str, ...]:
    """The distinct characters of a text that no bundled face has, in order; breaks and tabs are none."""
    return tuple(dict.fromkeys(char for char in text if not _COVERED[char]))
