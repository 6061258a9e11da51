"""Texts go out of the tray into cells, and what has to give way lies there: none is lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.address import field
from perfdesk.documents.document import Document, Stray
from perfdesk.documents.edits import SetText, SetTray, Step
from perfdesk.documents.tray import laid_down, taken_out

ONE = Document(
    "a",
    "p",
    "f@1",
    {"period": "2024年", "unit": ""},
    tray=(Stray("甲", "第1行"), Stray("乙\t丙"), Stray("丁")),
)


def test_what_nobody_needs_is_taken_out() -> None:
    assert taken_out(ONE, {0, 2}) == SetTray((Stray("乙\t丙"),))


def test_a_text_that_gives_way_takes_the_place_of_the_one_that_came() -> None:
    edits = laid_down(ONE, 0, [SetText(field("period"), "甲")], (), lambda _at: "项目实施期")

    assert edits[-1] == SetTray((Stray("2024年", "原在项目实施期"), Stray("乙\t丙"), Stray("丁")))


def test_what_no_cell_can_take_stays() -> None:
    edits = laid_down(ONE, 1, [SetText(field("unit"), "乙")], ("丙",), lambda _at: "")

    assert edits[-1] == SetTray((Stray("甲", "第1行"), Stray("丙"), Stray("丁")))


@given(st.integers(0, 2), st.booleans(), st.booleans())
def test_no_text_is_lost_on_the_way(place: int, is_filled: bool, has_room: bool) -> None:
    cells = ONE.tray[place].text.split("\t")
    home, homeless = (cells, []) if has_room else (cells[:-1], cells[-1:])
    keys = ("period", "unit") if is_filled else ("unit", "period")
    edits = [SetText(field(key), text) for key, text in zip(keys, home, strict=False)]

    after = Step("", tuple(("a", edit) for edit in laid_down(ONE, place, edits, homeless, str))).apply(
        {"a": ONE}
    )["a"]

    assert after
    assert _words(after) == _words(ONE)
    assert replace(after, texts=ONE.texts, tray=ONE.tray) == ONE


def _words(document: Document) -> list[str]:
    texts = [*document.texts.values(), *(stray.text for stray in document.tray)]
    return sorted(word for text in texts for word in text.split("\t") if word)
