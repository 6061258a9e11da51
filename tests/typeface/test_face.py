"""Faces: characters and widths as fontTools reads them, and one sentence for a face that cannot be used."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from perfdesk.errors import FormError
from perfdesk.typeface import Face, FaceName, face, uncovered
from perfdesk.typeface.face import FACES

RARE = "䶮㛃𬱖𬶏"


@pytest.mark.parametrize("name", FACES)
def test_characters_and_widths_are_those_of_the_file(name: FaceName) -> None:
    opened = face(name)
    with TTFont(opened.path) as font:
        numbers = font.getReverseGlyphMap()
        sampled = list(font.getBestCmap().items())[::7]

        for code, glyph in sampled:
            assert opened.glyph(chr(code)) == numbers[glyph]
            assert opened.widths[chr(code)] == font["hmtx"][glyph][0]


@pytest.mark.parametrize("name", FACES)
def test_outlines_are_those_of_the_file_and_none_is_composed_of_others(name: FaceName) -> None:
    opened = face(name)
    with TTFont(opened.path) as font:
        for glyph in font.getGlyphOrder()[::101]:
            entry = font["glyf"][glyph]
            outline = opened.outline(font.getGlyphID(glyph))

            assert not entry.isComposite()
            assert entry.numberOfContours == (
                int.from_bytes(outline[:2], "big", signed=True) if outline else 0
            )


def test_rare_characters_of_names_are_in_the_body_face_and_reached_from_the_title() -> None:
    for char in RARE:
        assert face("body").has(char)
        assert face("title").owner(char) is face("body")
        assert face("title").advance(char, 16) == 16


def test_ballot_boxes_are_in_every_face() -> None:
    assert all(face(name).has(char) for name in FACES for char in "☐☑☒")


def test_a_tab_is_as_wide_as_a_blank() -> None:
    assert face("body").widths["\t"] == face("body").widths[" "]


def test_the_optical_centre_lies_where_the_ideographs_have_theirs() -> None:
    assert 0.36 < face("body").centre < 0.38
    assert 0.35 < face("sans").centre < 0.36


def test_uncovered_names_each_character_once_in_order_and_neither_breaks_nor_tabs() -> None:
    assert uncovered("一\n二\t𠮷䶮\u200b𠮷") == ("𠮷", "\u200b")


def test_a_missing_face_is_named_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormError, match=r"找不到字体文件「.*none\.ttf」，请重新安装本程序。"):
        Face(tmp_path / "none.ttf")


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"MZ" + bytes(200),
        lambda content: b"OTTO" + content[4:],
        lambda content: content[:200],
        lambda content: content[: len(content) // 2],
        lambda content: content[:12] + bytes(len(content) - 12),
    ],
    ids=["empty", "other", "postscript", "head-only", "half", "no-tables"],
)
def test_a_damaged_face_is_named_in_one_sentence(damage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(damage(face("title").path.read_bytes()))

    with pytest.raises(FormError, match=r"字体文件「.*broken\.ttf」已损坏，请重新安装本程序。"):
        Face(broken)
