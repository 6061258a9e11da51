"""What nobody expected, wherever it happens: one dialog, a log without clerks' text, nothing lost."""

import sys
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from perfdesk import logbook, paths
from perfdesk.ui import asking
from perfdesk.ui.trouble import Trouble
from perfdesk.ui.window import MainWindow

from .samples import go_to, press, text_at, type_text, typing_place

TELL = asking.tell  # itself: conftest puts a stand-in there


def _stumble(words: str) -> NoReturn:
    raise ValueError(words)


def _meet(trouble: Trouble, words: str) -> None:
    try:
        _stumble(words)
    except ValueError:
        kind, error, trace = sys.exc_info()
        assert kind
        assert error
        trouble.meet(kind, error, trace)


def _log() -> str:
    return (paths.state_folder() / logbook.FILE).read_text(encoding="utf-8")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the dialogs said."""
    said: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda _parent, message: said.append(message))
    return said


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Trouble:
    """The hook as in the product."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
    trouble = Trouble()
    trouble.watch()
    return trouble


def test_it_is_logged_without_the_clerks_text_and_said_once(qtbot: QtBot, told: list[str]) -> None:
    trouble = Trouble()

    for _ in range(3):
        _meet(trouble, "张三的项目")
    qtbot.waitUntil(lambda: bool(told))

    assert "张三" not in _log()
    assert _log().count("ValueError") == 1
    assert "_stumble" in _log()
    assert len(told) == 1
    assert "项目库没有受损" in told[0]
    assert logbook.FILE in told[0]


def test_a_log_that_cannot_be_written_is_said(qtbot: QtBot, told: list[str]) -> None:
    paths.state_folder().parent.mkdir(parents=True)
    paths.state_folder().write_text("a file where the folder should be", encoding="utf-8")
    trouble = Trouble()

    _meet(trouble, "x")
    qtbot.waitUntil(lambda: bool(told))

    assert "无法写入" in told[0]


def test_trouble_while_its_dialog_is_open_is_logged_and_opens_no_second(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble, boxes = Trouble(), []

    def other() -> None:
        trouble.meet(KeyError, KeyError("y"), None)
        QTimer.singleShot(0, count)

    def count() -> None:
        open_now = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox)]
        boxes.append(len([box for box in open_now if box.isVisible()]))
        for box in open_now:
            box.close()

    monkeypatch.setattr(asking, "tell", TELL)
    _meet(trouble, "x")
    QTimer.singleShot(0, other)
    qtbot.waitUntil(lambda: bool(boxes))

    assert boxes == [1]
    assert "ValueError" in _log()
    assert "KeyError" in _log()


def test_in_a_slot(qtbot: QtBot, watched: Trouble, told: list[str]) -> None:
    QTimer.singleShot(0, lambda: _stumble("x"))

    qtbot.waitUntil(lambda: len(told) == 1)


def test_in_a_paint_it_is_said_once_and_not_in_the_middle_of_painting(
    qtbot: QtBot, watched: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    painting: list[bool] = []
    told: list[bool] = []

    class Broken(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
            painting.append(True)
            try:
                _stumble("x")
            finally:
                painting.append(False)

    monkeypatch.setattr(asking, "tell", lambda _parent, _message: told.append(painting[-1]))
    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: bool(told))
    widget.update()
    qtbot.waitUntil(lambda: painting.count(True) >= 2)
    QApplication.processEvents()

    assert told == [False]


def test_in_work_off_the_gui_thread(
    qtbot: QtBot, window: MainWindow, watched: Trouble, told: list[str], library_path: Path
) -> None:
    before = library_path.read_bytes()

    window.bench.tasks.start("…", lambda: _stumble("x"), lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: len(told) == 1)

    assert window.bench.tasks.is_idle
    assert library_path.read_bytes() == before


def test_in_a_command_with_an_open_editor_the_typed_text_is_kept(
    qtbot: QtBot, window: MainWindow, watched: Trouble, told: list[str]
) -> None:
    window.bench.acts["review"] = lambda: _stumble("x")
    go_to(window, "period")
    type_text(window, "typed")

    press(typing_place(window), Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(told) == 1)

    assert text_at(window, "period") == "typed"


def test_in_a_key_handler_the_typed_text_stays_in_the_editor(
    qtbot: QtBot, window: MainWindow, watched: Trouble, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to(window, "period")
    type_text(window, "typed")
    editor = window.bench.view.editor
    assert editor

    monkeypatch.setattr(window.bench.view.itemDelegate(), "_key", lambda *_: _stumble("x"))
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QApplication.postEvent(editor, key)
    qtbot.waitUntil(lambda: len(told) == 1)

    assert window.bench.view.editor is editor
    assert editor.text().startswith("typed")
    assert window.bench.finish_editing()
    assert (text_at(window, "period") or "").startswith("typed")
