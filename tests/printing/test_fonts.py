"""The embedded faces: a cut that other readers of fonts accept, and a map back to the text."""

from io import BytesIO

from fontTools.ttLib import TTFont

from perfdesk.printing.fonts import Codes, Font, cut
from perfdesk.typeface import face


def test_a_cut_holds_the_wanted_glyphs_in_order_as_they_were() -> None:
    whole = face("body")
    chars = "预 算𬱖1"
    glyphs = [0, *map(whole.glyph, chars)]

    with TTFont(BytesIO(cut(whole, glyphs))) as font, TTFont(whole.path) as original:
        names = original.getGlyphOrder()
        assert font["maxp"].numGlyphs == len(glyphs)
        for name, glyph in zip(font.getGlyphOrder(), glyphs, strict=True):
            assert font["glyf"][name] == original["glyf"][names[glyph]]
            assert font["hmtx"][name] == original["hmtx"][names[glyph]]


def test_a_character_gets_its_code_on_first_sight() -> None:
    codes = Codes(face("body"))

    assert "甲乙甲".translate(codes) == "\0\1\0\2\0\1"
    assert codes.order == ["甲", "乙"]


def test_codes_that_would_end_a_string_are_escaped() -> None:
    codes = Codes(face("body"))
    written = [chr(0x4E00 + number).translate(codes) for number in range(100)]

    assert written[0x28 - 1] == "\0\\("
    assert written[0x29 - 1] == "\0\\)"
    assert written[0x5C - 1] == "\0\\\\"
    assert written[0x0D - 1] == "\0\\r"


def test_the_map_back_knows_characters_beyond_the_basic_plane_and_tabs() -> None:
    font = Font("F1", "body")
    "𬱖\t\ue000".translate(font.codes)
    text = font.to_unicode()

    assert b"<0001> <D872DC56>" in text or b"<0001> <D873DC56>" in text
    assert b"<0002> <0009>" in text
    assert b"<0003> <E000>" in text
    assert font.codes.missing == {"\ue000"}
    assert font.glyphs()[2] == face("body").glyph(" ")
