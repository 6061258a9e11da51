"""An open editor is part of the document: nothing typed is lost, nothing untouched is written."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.documents.edits import Step
from perfdesk.errors import DiskError
from perfdesk.ui import asking
from perfdesk.ui.commands.table import COMMANDS
from perfdesk.ui.window import MainWindow

from .samples import cell_of, compose, go_to, here, press, text_at, type_text, typing_place

Key = Qt.Key


@pytest.fixture
def dismissed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question is answered with no."""
    answers: dict[str, object] = {"files_to_open": [], "yes": False}
    answers |= dict.fromkeys(("file_to_open", "folder_to_open", "file_to_write", "text"))
    for name, answer in answers.items():
        monkeypatch.setattr(asking, name, lambda *_, answer=answer: answer)
    monkeypatch.setattr(asking, "tell", lambda *_: None)


OF_AN_EDITOR = {"cut", "copy", "paste"}
"""Commands that leave an editor open and work on its own letters"""


@pytest.mark.parametrize("name", [each.name for each in COMMANDS if each.name not in OF_AN_EDITOR])
@pytest.mark.parametrize("composing", [False, True])
def test_every_command_sees_what_is_being_typed(
    qtbot: QtBot, window: MainWindow, dismissed: None, name: str, composing: bool
) -> None:
    session = window.bench.session
    assert session
    texts: list[str | None] = []
    session.saved.connect(lambda _at: texts.append(text_at_closing(window)))
    go_to(window, "row-2-3/value")
    if composing:
        compose(window.bench.view, "a", "ab")
    else:
        type_text(window, "a")
        type_text(window, "b")

    action = window.actions_by_name[name]
    action.setEnabled(True)
    action.trigger()

    assert window.bench.view.editor is None
    assert texts[0] == "ab"


@pytest.mark.parametrize("name", sorted(OF_AN_EDITOR))
@pytest.mark.parametrize("composing", [False, True])
def test_the_clipboard_is_the_editors_while_it_is_open(
    window: MainWindow, name: str, composing: bool
) -> None:
    QApplication.clipboard().clear()
    go_to(window, "row-2-3/value")
    if composing:
        compose(window.bench.view, "a", "ab")
    else:
        type_text(window, "ab")

    window.actions_by_name[name].trigger()

    assert window.bench.view.editor
    assert window.bench.finish_editing()
    assert text_at(window, "row-2-3/value") == "ab"


def text_at_closing(window: MainWindow) -> str | None:
    session = window.bench.session
    return text_at(window, "row-2-3/value") if session and "sample-2" in session.library.shelf else None


def test_choosing_another_project_keeps_what_is_being_typed(window: MainWindow) -> None:
    go_to(window, "period")
    type_text(window, "a")

    window.bench.tree_pane.tree.setCurrentIndex(window.bench.tree_pane.model.index_of("sample-5"))

    assert window.bench.session
    assert window.bench.session.opened
    assert window.bench.session.opened.document.uid == "sample-5"
    assert text_at(window, "period") == "a"


def test_closing_the_window_keeps_what_is_being_typed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.bench.session
    kept: list[str | None] = []
    window.bench.session.saved.connect(lambda _at: kept.append(text_at(window, "period")))
    go_to(window, "period")
    type_text(window, "a")

    window.close()

    assert kept == ["a"]


def test_a_click_elsewhere_keeps_what_is_being_typed(window: MainWindow) -> None:
    go_to(window, "period")
    type_text(window, "a")

    rect = window.bench.view.visualRect(window.bench.model.index_of(cell_of(window, "unit")))
    QTest.mouseClick(window.bench.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    assert text_at(window, "period") == "a"
    assert here(window) == "unit"


def test_data_changed_over_the_whole_sheet_leaves_the_editor_alone(window: MainWindow) -> None:
    go_to(window, "period")
    type_text(window, "a")

    last = window.bench.model.index(window.bench.model.rowCount() - 1, window.bench.model.columnCount() - 1)
    window.bench.model.dataChanged.emit(window.bench.model.index(0, 0), last)

    assert window.bench.view.editor
    assert window.bench.view.editor.text() == "a"


def test_looking_into_every_cell_changes_nothing(window: MainWindow) -> None:
    assert window.bench.session
    assert window.bench.model.sheet
    before = window.bench.session.library.document("sample-2")

    for cell in window.bench.model.sheet.stops:
        window.bench.view.go_to(cell)
        press(window.bench.view, Key.Key_F2)
        assert window.bench.view.editor
        assert window.bench.finish_editing()

    assert window.bench.session.library.document("sample-2") == before
    assert window.bench.session.stack.count() == 0


@pytest.mark.parametrize("text", ["a\u00a0b", "a\u2028b", "  a  ", "=1+1", "a\nb\n", "𬱖𬶏", "<b>&amp;"])
def test_a_text_opened_and_added_to_keeps_every_letter(window: MainWindow, text: str) -> None:
    cell = go_to(window, "goal.total")
    assert window.bench.session
    window.bench.session.write(cell, text)

    press(window.bench.view, Key.Key_F2)
    type_text(window, "x")
    assert window.bench.finish_editing()

    assert text_at(window, "goal.total") == text + "x"


def test_a_text_that_cannot_be_kept_stays_in_its_editor(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.bench.session
    go_to(window, "period")
    type_text(window, "a")

    def full(step: Step, **_: object) -> None:
        raise DiskError("磁盘空间已满。")

    with monkeypatch.context() as patch:
        patch.setattr(window.bench.session.library, "commit", full)
        assert not window.bench.finish_editing()
        assert window.bench.view.editor
        assert window.bench.view.editor.text() == "a"
        assert window.bench.desk.notice == "磁盘空间已满。"
        assert not window.bench.session.stack.canUndo()
        assert not window.close()

    assert window.bench.finish_editing()
    assert text_at(window, "period") == "a"
    assert window.bench.desk.notice == ""


def test_the_row_grows_with_what_is_typed(window: MainWindow) -> None:
    cell = go_to(window, "row-2-9/value")
    before = window.bench.view.rowHeight(cell.row)

    type_text(window, "a" * 200)

    assert window.bench.view.rowHeight(cell.row) > before * 2
    assert window.bench.view.editor
    assert window.bench.view.editor.height() > before * 2


def test_undo_in_an_open_editor_is_the_editors_own(window: MainWindow) -> None:
    go_to(window, "period")
    press(window.bench.view, Key.Key_F2)
    type_text(window, "a")

    press(typing_place(window), Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)

    assert window.bench.view.editor
    assert window.bench.view.editor.text() == "2024年1月1日至2024年12月31日"


def test_a_finished_background_task_finds_the_editor_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    go_to(window, "period")
    type_text(window, "a")
    results: list[int] = []

    window.bench.tasks.start("…", lambda: 7, results.append, lambda _error: None)
    qtbot.waitUntil(lambda: results == [7])

    assert window.bench.view.editor
    assert window.bench.view.editor.text() == "a"


def test_all_actions_of_the_window_come_from_the_table(window: MainWindow) -> None:
    names = {action.objectName() for action in window.findChildren(QAction) if action.shortcuts()}

    assert names <= {command.name for command in COMMANDS}


def test_no_second_editor_opens_while_a_text_could_not_be_kept(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.bench.session
    go_to(window, "period")
    type_text(window, "a")

    def full(step: Step, **_: object) -> None:
        raise DiskError("磁盘空间已满。")

    with monkeypatch.context() as patch:
        patch.setattr(window.bench.session.library, "commit", full)
        other = window.bench.view.visualRect(window.bench.model.index_of(cell_of(window, "unit"))).center()
        viewport = window.bench.view.viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=other)
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=other)

        assert window.bench.view.editor
        assert window.bench.view.editor.text() == "a"

    assert window.bench.finish_editing()
    assert text_at(window, "period") == "a"


def test_a_long_text_never_slides_sideways_in_its_editor(window: MainWindow) -> None:
    go_to(window, "goal.total")
    press(window.bench.view, Key.Key_F2)
    editor = window.bench.view.editor
    assert editor
    slid: list[int] = []
    editor.horizontalScrollBar().valueChanged.connect(slid.append)

    type_text(window, "a long text that goes on, " * 12)

    assert editor.horizontalScrollBar().value() == 0
    assert [value for value in slid if value] == []


def test_the_desk_follows_the_caret_of_a_text_longer_than_the_window(
    qtbot: QtBot, window: MainWindow
) -> None:
    go_to(window, "goal.total")
    press(window.bench.view, Key.Key_F2)

    for _ in range(60):
        press(typing_place(window), Key.Key_Return, held=Qt.KeyboardModifier.AltModifier)

    def caret_is_seen() -> bool:
        editor, viewport = window.bench.view.editor, window.bench.desk.viewport()
        assert editor
        caret = editor.cursorRect().translated(editor.viewport().mapTo(viewport, QPoint()))
        return viewport.rect().contains(caret)

    qtbot.waitUntil(caret_is_seen)
    press(typing_place(window), Key.Key_Home, held=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(caret_is_seen)
