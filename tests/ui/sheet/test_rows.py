"""Rows led up and down by real keys: within a block to another place, over its border to another level."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.edits import PutDocument, Step
from perfdesk.forms.catalogue import Catalogue
from perfdesk.ui.sheet.rows import moved
from perfdesk.ui.window import MainWindow
from tests.ui.samples import documents, go_to, here, press, text_at

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SAMPLE = documents()[1]
FORM = Catalogue({}).form(SAMPLE.form)


def _order(window: MainWindow) -> list[str]:
    assert window.bench.session
    rows = window.bench.session.library.document("sample-2").rows
    return [row.uid.removeprefix("row-2-") for row in rows]


def _levels(window: MainWindow, number: int) -> tuple[str | None, str | None]:
    return text_at(window, f"row-2-{number}/level1"), text_at(window, f"row-2-{number}/level2")


def test_within_its_block_a_row_changes_places_and_the_clerk_goes_with_it(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")

    press(window.bench.view, Key.Key_Down, held=ALT)

    assert _order(window)[:3] == ["2", "1", "3"]
    assert here(window) == "row-2-1/value"
    assert _levels(window, 1) == ("产出指标", "数量指标")


def test_over_the_border_of_a_second_level_a_row_takes_that_level_and_nothing_else(
    window: MainWindow,
) -> None:
    go_to(window, "row-2-3/name")

    press(window.bench.view, Key.Key_Down, held=ALT)

    assert _levels(window, 3) == ("产出指标", "质量指标")
    assert _order(window) == list("123456789")
    assert here(window) == "row-2-3/name"
    assert window.bench.session
    assert window.bench.session.stack.count() == 1


def test_over_the_border_of_a_first_level_a_row_takes_both(window: MainWindow) -> None:
    go_to(window, "row-2-6/value")

    press(window.bench.view, Key.Key_Down, held=ALT)

    assert _levels(window, 6) == ("效益指标", "社会效益指标")
    press(window.bench.view, Key.Key_Down, held=ALT)
    assert _order(window) == list("123457689")
    press(window.bench.view, Key.Key_Down, held=ALT)
    assert _levels(window, 6) == ("效益指标", "生态效益指标")


def test_upwards_a_row_joins_the_block_above_and_downwards_it_comes_back(window: MainWindow) -> None:
    press(window.bench.view, Key.Key_End, held=CTRL)
    go_to(window, "row-2-3/value")
    press(window.bench.view, Key.Key_Down, held=ALT)

    press(window.bench.view, Key.Key_Up, held=ALT)

    assert window.bench.opened
    assert window.bench.opened.document.rows == SAMPLE.rows
    assert here(window) == "row-2-3/value"


def test_undo_and_redo_lead_the_row_back_and_forth_and_the_clerk_with_it(window: MainWindow) -> None:
    go_to(window, "row-2-6/name")
    press(window.bench.view, Key.Key_Down, held=ALT)
    assert window.actions_by_name["undo"].text() == "撤销 移动指标"

    press(window.bench.view, Key.Key_Z, held=CTRL)
    undone = _levels(window, 6)
    press(window.bench.view, Key.Key_Y, held=CTRL)

    assert undone == ("产出指标", "成本指标")
    assert _levels(window, 6) == ("效益指标", "社会效益指标")
    assert here(window) == "row-2-6/name"


def test_at_the_ends_nothing_happens(window: MainWindow) -> None:
    go_to(window, "row-2-1/name")
    press(window.bench.view, Key.Key_Up, held=ALT)
    go_to(window, "row-2-9/name")
    press(window.bench.view, Key.Key_Down, held=ALT)

    assert window.bench.session
    assert not window.bench.session.stack.canUndo()
    assert here(window) == "row-2-9/name"


def _blank_below(document: Document) -> Document:
    """As merged cells are often read: a level stands in the first row of its block alone."""
    rows, above = [], ("", "")
    for row in document.rows:
        own = (row.text("level1"), row.text("level2"))
        first = "" if own[0] == above[0] else own[0]
        second = "" if own == above else own[1]
        rows.append(Row(row.uid, {**row.texts, "level1": first, "level2": second}))
        above = own
    return replace(document, rows=tuple(rows))


def test_a_row_whose_levels_are_blank_keeps_its_block_when_it_comes_first(window: MainWindow) -> None:
    assert window.bench.session
    window.bench.session.do(Step("", (("sample-2", PutDocument(_blank_below(SAMPLE))),)))
    go_to(window, "row-2-2/value")
    assert _levels(window, 2) == ("", "")

    press(window.bench.view, Key.Key_Up, held=ALT)

    assert _order(window)[:3] == ["2", "1", "3"]
    assert _levels(window, 2) == ("产出指标", "数量指标")
    press(window.bench.view, Key.Key_Z, held=CTRL)
    assert window.bench.opened
    assert window.bench.opened.document == _blank_below(SAMPLE)


def test_the_rows_left_behind_keep_the_level_that_hung_on_the_row_that_went(window: MainWindow) -> None:
    assert window.bench.session
    window.bench.session.do(Step("", (("sample-2", PutDocument(_blank_below(SAMPLE))),)))
    go_to(window, "row-2-4/name")
    press(window.bench.view, Key.Key_Up, held=ALT)

    assert _meant(window.bench.session.library.document("sample-2"))[3] == ("产出指标", "数量指标")
    assert _levels(window, 5) == ("", "时效指标")


def _meant(document: Document) -> list[tuple[str, str]]:
    """The levels a reader of the paper gives to every row."""
    meant: list[tuple[str, str]] = []
    first = second = ""
    for row in document.rows:
        if row.text("level1") and row.text("level1") != first:
            first, second = row.text("level1"), ""
        second = row.text("level2") or second
        meant.append((first, second))
    return meant


@given(
    st.lists(st.tuples(st.sampled_from(["", "A", "B"]), st.sampled_from(["", "a", "b"])), max_size=7),
    st.integers(0, 6),
    st.sampled_from([-1, 1]),
)
def test_a_move_changes_the_meaning_of_no_other_row(
    levels: list[tuple[str, str]], place: int, by: int
) -> None:
    rows = tuple(Row(f"r{n}", {"level1": one, "level2": two}) for n, (one, two) in enumerate(levels))
    document = replace(SAMPLE, rows=rows)
    before = dict(zip((row.uid for row in rows), _meant(document), strict=True))
    assume(all(all(each) for each in before.values()))  # below another level, none cannot be said

    edits = moved(FORM, document, Address(f"r{place}", "name"), by)
    after = document
    for edit in edits:
        after = edit.apply(after)

    now = dict(zip((row.uid for row in after.rows), _meant(after), strict=True))
    entered = before.get(f"r{place + by}")
    expected = before | {f"r{place}": entered} if entered and f"r{place}" in before else before
    assert now == expected
