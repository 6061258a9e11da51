"""Not one typed sign is lost: every kind of cell with an open editor, and all that can happen to it."""

from collections.abc import Callable
from pathlib import Path
from unittest.mock import PropertyMock, patch

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.errors import DiskError, LibraryError, LibraryInUseError, PerfdeskError
from perfdesk.exchange.package import write_package
from perfdesk.library.library import Library
from perfdesk.ui import asking
from perfdesk.ui.commands.table import COMMANDS
from perfdesk.ui.window import MainWindow

from .samples import PAIRS, commit, compose, documents, go_to, press, type_text, typing_place

PLACES = (
    "title", "year", "filler", "money.unit", "project.name", "period", "department", "attribute",
    "funds.annual.sum", "goal.annual", "row-2-2/level1", "row-2-2/level2", "row-2-2/name", "row-2-2/value",
)  # fmt: skip
"""One cell of every kind and standing"""


def _repaint(window: MainWindow) -> None:
    model = window.bench.model
    model.dataChanged.emit(model.index(0, 0), model.index(model.rowCount() - 1, model.columnCount() - 1))
    window.bench.view.viewport().repaint()


def _switch(window: MainWindow) -> None:
    window.bench.tree_pane.chosen.emit("sample-5")


def _filter(window: MainWindow) -> None:
    window.bench.tree_pane.filter.setFocus()
    window.bench.tree_pane.filter.setText("楼宇")
    window.bench.tree_pane.filter.clear()


def _click_elsewhere(window: MainWindow) -> None:
    go_to(window, "unit")


def _zoom(window: MainWindow) -> None:
    place = QPointF(10, 10)
    wheel = QWheelEvent(
        place, place, QPointF(0, 0).toPoint(), QPointF(0, 120).toPoint(), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(window.bench.desk.viewport(), wheel)


def _grow(window: MainWindow) -> None:
    window.resize(window.width() - 40, window.height() - 40)


def _lose_focus(window: MainWindow) -> None:
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))


def _repaint_after_review(window: MainWindow) -> None:
    session = window.bench.session
    assert session
    session.ask_for_review()


def _drop_a_file(window: MainWindow) -> None:
    """What a file dragged onto the window comes to; imported in earnest."""
    window.perform(lambda: window.bench.files.import_paths([_package(window)]))


def _print_in_earnest(window: MainWindow) -> None:
    target = _package(window).with_suffix(".pdf")
    with (
        patch.object(asking, "file_to_write", return_value=target),
        patch.object(asking, "yes", lambda *_: True),
    ):
        window.actions_by_name["print"].trigger()
        QApplication.processEvents()


def _lose_the_lock(window: MainWindow) -> None:
    """From now on somebody else writes in the library."""
    _leave_in_every_way(window, LibraryInUseError("项目库正由别人使用。"))


def _become_read_only(window: MainWindow) -> None:
    sentence = "项目库只能查看。"
    with patch.object(Library, "why_read_only", new_callable=PropertyMock, return_value=sentence):
        _leave_in_every_way(window, LibraryError(sentence))


def _fill_the_disk(window: MainWindow) -> None:
    _leave_in_every_way(window, DiskError("磁盘已满。"))


def _leave_in_every_way(window: MainWindow, refusal: PerfdeskError) -> None:
    """Nothing can be written: whatever is tried, the editor stays open with its text, the window too."""
    view = window.bench.view
    with patch.object(Library, "commit", side_effect=refusal):
        press(typing_place(window), Qt.Key.Key_Return)
        press(typing_place(window), Qt.Key.Key_Tab)
        _switch(window)
        go_to(window, "unit")
        window.actions_by_name["save"].trigger()
        window.close()
        assert window.isVisible()
        assert view.editor


EVENTS: dict[str, Callable[[MainWindow], None]] = {
    each.__name__: each
    for each in (
        _repaint, _repaint_after_review, _switch, _filter, _click_elsewhere, _zoom, _grow, _lose_focus,
        _drop_a_file, _print_in_earnest, _lose_the_lock, _become_read_only, _fill_the_disk,
    )
}  # fmt: skip
TAKING = {"fix", "remove_row", "remove_form", "cut", "paste"}
"""Commands that are asked to take a text away; undo brings it back."""
HAPPENINGS = [command.name for command in COMMANDS if command.name != "quit"] + list(EVENTS)


@pytest.fixture(autouse=True)
def _nothing_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dialogs are met and left without a choice; questions are answered with no."""
    for name in ("file_to_open", "folder_to_open", "file_to_write", "text"):
        monkeypatch.setattr(asking, name, lambda *arguments: None)
    monkeypatch.setattr(asking, "files_to_open", lambda *arguments: [])
    monkeypatch.setattr(asking, "yes", lambda *arguments: False)
    monkeypatch.setattr(asking, "tell", lambda *arguments: None)


def _package(window: MainWindow) -> Path:
    """A data file with one form, beside the library."""
    session = window.bench.session
    assert session
    path = session.library.path.with_name("一张表.perfdesk")
    if not path.exists():
        write_package(path, [documents()[8]])
    return path


def _is_kept(window: MainWindow, token: str) -> bool:
    session = window.bench.session
    assert session
    return _in_documents(session.library.shelf.values(), token) or (
        window.bench.view.editor is not None and token in window.bench.view.editor.text()
    )


def _in_documents(documents: object, token: str) -> bool:
    return any(token in str(document) for document in documents)  # type: ignore[attr-defined]


def _happen(window: MainWindow, qtbot: QtBot, name: str) -> None:
    if name in EVENTS:
        EVENTS[name](window)
    else:
        window.actions_by_name[name].trigger()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle)


def _back_to_the_sheet(window: MainWindow) -> None:
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            widget.close()
    session = window.bench.session
    assert session
    assert window.bench.finish_editing()
    while session.stack.canUndo():
        session.undo()
    window.bench.tree_pane.filter.clear()
    session.open("sample-2")
    window.bench.view.setFocus()


def _type(window: MainWindow, number: int) -> str:
    type_text(window, f"typed{number}")
    return f"typed{number}"


def _compose(window: MainWindow, number: int) -> str:
    compose(window.bench.view, "n", "ni")
    commit(typing_place(window), f"你{number}好")
    compose(typing_place(window), "h", "hao")
    return f"你{number}好"


@pytest.mark.parametrize("enter", [_type, _compose])
@pytest.mark.parametrize("place", PLACES)
def test_whatever_happens_to_an_open_editor_its_text_is_kept(
    window: MainWindow,
    qtbot: QtBot,
    record_property: Callable[[str, object], None],
    place: str,
    enter: Callable[[MainWindow, int], str],
) -> None:
    lost = []
    for number, name in enumerate(HAPPENINGS):
        go_to(window, place)
        token = enter(window, number)
        assert window.bench.view.editor, f"no editor at {place} before {name}"
        _happen(window, qtbot, name)
        if not _is_kept(window, token) and name in TAKING:
            window.actions_by_name["undo"].trigger()
        if not _is_kept(window, token):
            lost.append(name)
        _back_to_the_sheet(window)

    record_property(PAIRS, len(HAPPENINGS))
    assert lost == []


@pytest.mark.parametrize("enter", [_type, _compose])
@pytest.mark.parametrize("place", PLACES)
def test_closing_the_window_keeps_what_was_typed(
    window: MainWindow,
    library_path: Path,
    record_property: Callable[[str, object], None],
    place: str,
    enter: Callable[[MainWindow, int], str],
) -> None:
    go_to(window, place)
    token = enter(window, 0)

    window.close()

    record_property(PAIRS, 1)

    assert token in library_path.read_text(encoding="ascii").encode("ascii").decode("unicode_escape")


def test_escape_is_the_only_key_that_gives_a_text_up(window: MainWindow) -> None:
    go_to(window, "period")
    before = _text(window, "period")
    _type(window, 1)

    press(typing_place(window), Qt.Key.Key_Escape)

    assert _text(window, "period") == before


def _text(window: MainWindow, address: str) -> str | None:
    session = window.bench.session
    assert session
    document: Document = session.library.document("sample-2")
    return document.text(Address.parse(address))
