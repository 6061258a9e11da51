"""Chinese input, as an input method sends it; keys are never Chinese."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.ui.window import MainWindow

from .samples import cell_of, commit, compose, go_to, here, press, text_at, typing_place

CELLS = ["goal.total", "row-2-1/value", "funds.annual.sum", "title"]


@pytest.mark.parametrize("address", CELLS)
def test_a_composition_on_a_closed_cell_replaces_its_text(window: MainWindow, address: str) -> None:
    go_to(window, address)

    compose(window.bench.view, "n", "ni")
    commit(window.bench.view, "你")
    compose(typing_place(window), "h")
    commit(typing_place(window), "好")
    press(typing_place(window), Qt.Key.Key_Return)

    assert text_at(window, address) == "你好"


@pytest.mark.parametrize("address", CELLS)
def test_text_committed_without_a_composition_arrives_whole(window: MainWindow, address: str) -> None:
    go_to(window, address)

    commit(window.bench.view, "《")
    commit(typing_place(window), "通知》")
    assert window.bench.finish_editing()

    assert text_at(window, address) == "《通知》"


def test_after_f2_a_composition_is_added_to_the_old_text(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")

    press(window.bench.view, Qt.Key.Key_F2)
    compose(typing_place(window), "y")
    commit(typing_place(window), "以上")
    assert window.bench.finish_editing()

    assert text_at(window, "row-2-1/value") == "≥100家以上"


def test_a_cancelled_composition_changes_nothing(window: MainWindow) -> None:
    go_to(window, "goal.total")
    before = text_at(window, "goal.total")

    compose(window.bench.view, "n", "ni", "")
    assert window.bench.finish_editing()

    assert text_at(window, "goal.total") == before
    assert window.bench.session
    assert not window.bench.session.stack.canUndo()


def test_an_unfinished_composition_is_kept_when_the_cell_is_left(window: MainWindow) -> None:
    go_to(window, "goal.total")

    compose(window.bench.view, "n", "ni")
    go_to(window, "period")

    assert text_at(window, "goal.total") == "ni"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape])
def test_while_composing_keys_belong_to_the_input_method(window: MainWindow, key: Qt.Key) -> None:
    go_to(window, "period")
    press(window.bench.view, Qt.Key.Key_F2)

    compose(typing_place(window), "n")
    press(typing_place(window), key)

    assert window.bench.view.editor
    assert here(window) == "period"
    assert window.bench.view.editor.preedit == "n"


def test_candidates_stand_at_the_caret_while_the_view_still_has_the_focus(window: MainWindow) -> None:
    cell = go_to(window, "row-2-9/value")

    compose(window.bench.view, "n", "ni")

    query = Qt.InputMethodQuery.ImCursorRectangle
    caret = window.bench.view.inputMethodQuery(query).toRect()
    rect = window.bench.view.visualRect(window.bench.model.index_of(cell))
    assert rect.adjusted(-2, -2, 2, 2).contains(caret.topLeft()), (caret, rect)
    assert caret.topLeft() != QPoint()
    assert isinstance(caret, QRect)


def test_opening_by_a_composition_leaves_the_focus_where_it_is(window: MainWindow) -> None:
    go_to(window, "period")

    compose(window.bench.view, "n")

    assert QApplication.focusWidget() is window.bench.view


def test_no_event_moves_to_another_cell(window: MainWindow) -> None:
    go_to(window, "period")

    QApplication.sendEvent(window.bench.view, QInputMethodEvent())
    window.bench.view.keyboardSearch("产")

    assert here(window) == "period"
    assert window.bench.view.editor is None


def test_a_key_that_comes_while_the_view_still_has_the_focus_goes_into_the_editor(window: MainWindow) -> None:
    go_to(window, "goal.total")

    compose(window.bench.view, "n")
    commit(window.bench.view, "你")
    press(window.bench.view, Qt.Key.Key_1)
    press(window.bench.view, Qt.Key.Key_Return)

    assert text_at(window, "goal.total") == "你1"


def test_a_click_elsewhere_keeps_an_unfinished_composition(window: MainWindow) -> None:
    go_to(window, "goal.total")
    view = window.bench.view

    press(view, Qt.Key.Key_F2)
    compose(typing_place(window), "hao")
    rect = view.visualRect(window.bench.model.index_of(cell_of(window, "period")))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    assert str(text_at(window, "goal.total")).endswith("hao")
    assert here(window) == "period"
