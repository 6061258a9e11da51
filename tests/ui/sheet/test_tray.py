"""The tray below the paper, by real keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.documents.document import Stray
from perfdesk.documents.edits import SetTray
from perfdesk.ui.window import MainWindow
from tests.ui.samples import go_to, press, text_at

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def filled(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window; three texts lie in the tray of the open form."""
    assert window.bench.session
    window.bench.session.do_here(
        "导入",
        (SetTray((Stray("2024年全年", "第5行"), Stray("凭证装订本数\t≥88本", "第9行"), Stray("页码 3"))),),
    )
    qtbot.waitUntil(window.bench.tray.isVisible)
    return window


def strays(window: MainWindow) -> list[str]:
    assert window.bench.opened
    return [stray.text for stray in window.bench.opened.document.tray]


def test_it_is_there_while_a_form_has_texts_without_a_place(filled: MainWindow) -> None:
    tray = filled.bench.tray

    assert tray.head.text() == "待放栏　3 处文字没有放进表里"
    assert tray.list.item(1).text() == "第9行：凭证装订本数　│　≥88本"
    assert filled.bench.session
    filled.bench.session.open("sample-3")
    assert not tray.isVisible()


def test_enter_lays_a_text_into_the_current_cell_and_undo_takes_it_back(filled: MainWindow) -> None:
    before = text_at(filled, "period")
    go_to(filled, "period")
    filled.bench.tray.list.setFocus()

    press(filled.bench.tray.list, Key.Key_Return)

    assert text_at(filled, "period") == "2024年全年"
    assert strays(filled) == [before, "凭证装订本数\t≥88本", "页码 3"]
    assert filled.bench.tray.list.item(0).text() == f"原在项目实施期：{before}"
    press(filled, Key.Key_Z, held=CTRL)
    assert (text_at(filled, "period"), strays(filled)[0]) == (before, "2024年全年")


def test_the_cells_of_one_row_go_into_the_cells_of_a_row(filled: MainWindow) -> None:
    go_to(filled, "row-2-2/name")
    filled.bench.tray.list.setCurrentRow(1)

    filled.bench.acts["place_stray"]()

    assert (text_at(filled, "row-2-2/name"), text_at(filled, "row-2-2/value")) == ("凭证装订本数", "≥88本")


def test_delete_drops_all_that_are_chosen_in_one_step(filled: MainWindow) -> None:
    tray = filled.bench.tray.list
    tray.setFocus()
    press(tray, Key.Key_A, held=CTRL)

    press(tray, Key.Key_Delete)

    assert strays(filled) == []
    assert not filled.bench.tray.isVisible()
    assert filled.bench.session
    assert filled.bench.session.stack.undoText() == "移出待放栏"
    assert filled.focusWidget() is filled.bench.view


def test_a_chosen_text_can_be_copied(filled: MainWindow, qtbot: QtBot) -> None:
    filled.bench.tray.list.setFocus()
    qtbot.waitUntil(filled.bench.tray.list.hasFocus)
    filled.bench.tray.list.setCurrentRow(1)

    filled.bench.acts["copy"]()

    assert QApplication.clipboard().text() == "凭证装订本数\t≥88本"


def test_printed_words_take_no_text(filled: MainWindow) -> None:
    sheet = filled.bench.model.sheet
    assert sheet
    printed = next(cell for cell in sheet.cells if cell.text == "绩效目标" and not cell.addresses)
    filled.bench.view.go_to(printed)
    before = strays(filled)

    filled.bench.acts["place_stray"]()

    assert strays(filled) == before


def test_a_form_that_cannot_be_written_in_keeps_its_tray(filled: MainWindow) -> None:
    filled.bench.acts["submit"]()
    filled.bench.acts["finalise"]()
    before = strays(filled)
    filled.bench.tray.list.setFocus()

    press(filled.bench.tray.list, Key.Key_Return, Key.Key_Delete)

    assert strays(filled) == before
    assert not filled.bench.able()["place_stray"]
