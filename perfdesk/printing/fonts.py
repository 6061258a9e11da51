"""The faces of one print job: a code for each character on first sight, and at the end a cut of the face.

One Type0 font for each face, codes of two bytes: a character keeps its own text in the file even beyond the
basic plane, and even if no face has it and only a box is drawn.
"""

import struct
from collections.abc import Iterator

from perfdesk.typeface import Face, FaceName, face

FULL = 1000  # the width of an ideograph, in thousandths of an em


# What a string of a PDF file may not hold as it is.
ESCAPES = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "\r": r"\r"})


class Codes(dict[int, str]):
    """Character → its code in this job, two bytes as they stand in a string; made for `str.translate`.

    `order` holds the characters in the order of their codes from 1, `missing` those that are drawn as a box.
    """

    def __init__(self, face: Face) -> None:
        self.order: list[str] = []
        self.missing: set[str] = set()
        self._face = face

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self.order.append(char)
        if not self._face.has(char) and char != "\t":
            self.missing.add(char)
        high, low = divmod(len(self.order), 256)
        self[code] = written = (chr(high) + chr(low)).translate(ESCAPES)
        return written


class Font:
    """One face in use. `name` is how content streams call it."""

    def __init__(self, name: str, face_name: FaceName) -> None:
        self.name = name
        self.face = face(face_name)
        self.codes = Codes(self.face)

    def glyphs(self) -> list[int]:
        """The glyph of each code from 0; a tab is drawn as a blank, a character nobody has as the box."""
        used = self.face
        return [0, *(used.glyph(" " if char == "\t" else char) for char in self.codes.order)]

    def program(self) -> bytes:
        """The face cut to the characters in use, glyphs in the order of their codes."""
        return cut(self.face, self.glyphs())

    def widths(self) -> str:
        """The width array of the font, in thousandths of an em, without the full ones: `7 [471] 12 [327]`."""
        units = self.face.units
        advances = [round(self.face.glyph_advance(glyph) * 1000 / units) for glyph in self.glyphs()]
        return " ".join(f"{code} [{width}]" for code, width in enumerate(advances) if width != FULL)

    def bounds(self) -> tuple[int, ...]:
        """Left, bottom, right and top of all outlines, ascent and descent, in thousandths of an em."""
        used = self.face
        box = struct.unpack_from(">4h", used.table("head"), 36)
        lines = struct.unpack_from(">2h", used.table("hhea"), 4)
        return tuple(round(number * 1000 / used.units) for number in (*box, *lines))

    def to_unicode(self) -> bytes:
        """The character map that gives the text back."""
        order = self.codes.order
        blocks = []
        for start in range(0, len(order), 100):  # no block may hold more
            pairs = [
                f"<{code:04X}> <{char.encode('utf-16-be', 'surrogatepass').hex().upper()}>"
                for code, char in enumerate(order[start : start + 100], start + 1)
            ]
            blocks.append(f"{len(pairs)} beginbfchar\n" + "\n".join(pairs) + "\nendbfchar\n")
        return (_CMAP_HEAD + "".join(blocks) + _CMAP_TAIL).encode("ascii")


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Fonts:
    """The faces of one print job, each made on first use."""

    def __init__(self) -> None:
        self._fonts: dict[FaceName, Font] = {}

    def __iter__(self) -> Iterator[Font]:
        return iter(self._fonts.values())

    @property
    def missing(self) -> set[str]:
        """The characters met so far that no face has."""
        return set().union(*(font.codes.missing for font in self))

    def font(self, name: FaceName) -> Font:
        """The font of a face."""
        if name not in self._fonts:
            self._fonts[name] = Font(f"F{len(self._fonts) + 1}", name)
        return self._fonts[name]


def cut(face: Face, glyphs: list[int]) -> bytes:
    """A TrueType face with these glyphs only, in this order; for embedding, so without names and maps."""
    outlines = []
    offsets = [0]
    for glyph in glyphs:
        outline = face.outline(glyph)
        outlines.append(outline + bytes(-len(outline) % 4))
        offsets.append(offsets[-1] + len(outlines[-1]))
    head, hhea, maxp = (bytearray(face.table(tag)) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">L", head, 8, 0)  # checksum of the whole: nobody reads it in an embedded face
    struct.pack_into(">h", head, 50, 1)  # long offsets
    struct.pack_into(">H", hhea, 34, len(glyphs))
    struct.pack_into(">H", maxp, 4, len(glyphs))
    return _assemble(
        {
            b"glyf": b"".join(outlines),
            b"head": bytes(head),
            b"hhea": bytes(hhea),
            b"hmtx": b"".join(map(_metrics, (face.glyph_advance(glyph) for glyph in glyphs), outlines)),
            b"loca": struct.pack(f">{len(offsets)}L", *offsets),
            b"maxp": bytes(maxp),
        }
    )


def _metrics(advance: int, outline: bytes) -> bytes:
    """Width and left edge: the latter is the outline's own, else readers would shift it."""
    return struct.pack(">H", advance) + (outline[2:4] or b"\0\0")


def _assemble(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables, already sorted by name."""
    power = len(tables).bit_length() - 1
    search = (16 << power, power, 16 * len(tables) - (16 << power))
    head = struct.pack(">4s4H", b"\0\1\0\0", len(tables), *search)
    directory, content = [], []
    offset = len(head) + 16 * len(tables)
    for tag, table in tables.items():
        padded = table + bytes(-len(table) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory.append(struct.pack(">4s3L", tag, checksum, offset, len(table)))
        content.append(padded)
        offset += len(padded)
    return b"".join([head, *directory, *content])
