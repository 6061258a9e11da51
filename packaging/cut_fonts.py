"""Cut the faces that perfdesk ships from the packs they come in, the same bytes every time.

Development only (needs fontTools); the cut files are committed. The packs are the npm packages
`@expo-google-fonts/noto-serif-sc` and `@expo-google-fonts/noto-sans-sc`, both 0.4.3, as `npm pack` writes:

    python packaging/cut_fonts.py expo-google-fonts-noto-{serif,sans}-sc-0.4.3.tgz

Every cut loses hinting and layout features, which neither the page nor the window uses. The body face
stays complete: a narrower set would lose hundreds of the characters that names of people and places need.
Titles and the window take GB 2312 with symbols; the page falls back to the body face, the window to the
system's fonts. Forms are full of the ballot boxes ☐ ☑ ☒, which no face of the family has: they are drawn
here from □.
"""

import argparse
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"

# Beside GB 2312: Latin with accents, punctuation, currency, letterlike, number forms, arrows, mathematics,
# enclosed numbers, shapes and signs, CJK punctuation, enclosed and squared CJK, full-width forms.
SYMBOLS = (
    (0x0020, 0x024F), (0x02B0, 0x03FF), (0x2000, 0x22FF), (0x2460, 0x27BF),
    (0x3000, 0x303F), (0x3200, 0x33FF), (0xFE10, 0xFE4F), (0xFF00, 0xFFEF),
)  # fmt: skip


# Ballot boxes as □ with strokes: corners in thousandths of the box, anticlockwise from the lower left.
BALLOTS: dict[int, tuple[tuple[tuple[int, int], ...], ...]] = {
    0x2610: (),
    0x2611: (((440, 130), (880, 800), (800, 860), (430, 290), (200, 500), (130, 430)),),
    0x2612: (
        ((130, 200), (200, 130), (500, 430), (800, 130), (870, 200), (570, 500),
         (870, 800), (800, 870), (500, 570), (200, 870), (130, 800), (430, 500)),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cut:
    """One face to be made: its member in the pack, its name here, and whether every character stays."""

    member: str
    name: str
    complete: bool = False


SERIF = (
    Cut("package/400Regular/NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf", complete=True),
    Cut("package/600SemiBold/NotoSerifSC_600SemiBold.ttf", "NotoSerifSC-SemiBold.ttf"),
)
SANS = (Cut("package/400Regular/NotoSansSC_400Regular.ttf", "NotoSansSC-Regular.ttf"),)


def main() -> None:
    """Cut all faces and put the licence texts beside them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("serif", type=Path, help="the pack of Noto Serif SC (.tgz)")
    parser.add_argument("sans", type=Path, help="the pack of Noto Sans SC (.tgz)")
    packs = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for pack, cuts, licence in (
        (packs.serif, SERIF, "OFL-NotoSerifSC.txt"),
        (packs.sans, SANS, "OFL-NotoSansSC.txt"),
    ):
        with tarfile.open(pack) as archive:
            (FOLDER / licence).write_bytes(_member(archive, "package/LICENSE_FONT"))
            for cut in cuts:
                content = _cut(_member(archive, cut.member), complete=cut.complete)
                (FOLDER / cut.name).write_bytes(content)
                print(f"{cut.name}: {len(content):,} bytes")


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise SystemExit(f"{name} is not a file of the pack")
    return file.read()


def _cut(content: bytes, *, complete: bool) -> bytes:
    """The face with the wanted characters only; its time stamp is kept, so equal packs give equal bytes."""
    font = TTFont(BytesIO(content), recalcTimestamp=False)
    options = Options(
        layout_features=[],
        hinting=False,
        notdef_outline=True,  # the box that shows a character no face has
        drop_tables=["BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "vhea", "vmtx", "gasp"],
        name_IDs=["*"],  # copyright, licence and trademark stay in the face
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap() if complete else set(_gb2312_and_symbols()))
    subsetter.subset(font)
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format in (4, 12)]
    _draw_ballots(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _draw_ballots(font: TTFont) -> None:
    """Give the face the ballot boxes, each □ and its strokes."""
    box = font.getBestCmap()[0x25A1]
    outline = font["glyf"][box]
    left, bottom, side = outline.xMin, outline.yMin, outline.xMax - outline.xMin
    for code, strokes in BALLOTS.items():
        pen = TTGlyphPen(font.getGlyphSet())
        font.getGlyphSet()[box].draw(pen)
        for stroke in strokes:
            # clockwise fills in TrueType, hence reversed
            points = [(left + x * side // 1000, bottom + y * side // 1000) for x, y in reversed(stroke)]
            pen.moveTo(points[0])
            for point in points[1:]:
                pen.lineTo(point)
            pen.closePath()
        name = f"uni{code:04X}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"].glyphs[name] = pen.glyph()
        font["hmtx"][name] = font["hmtx"][box]
        for table in font["cmap"].tables:
            table.cmap[code] = name


def _gb2312_and_symbols() -> Iterator[int]:
    for first, last in SYMBOLS:
        yield from range(first, last + 1)
    for row in range(0xA1, 0xF8):
        for column in range(0xA1, 0xFF):
            yield from map(ord, bytes((row, column)).decode("gb2312", "ignore"))


if __name__ == "__main__":
    main()
