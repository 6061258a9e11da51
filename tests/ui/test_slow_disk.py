"""A disk that is slow, or does not answer: the window stays alive, and not one key is lost."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.documents.document import Document
from perfdesk.library.disk import Disk
from perfdesk.library.library import Library
from perfdesk.ui import asking
from perfdesk.ui.session import Session
from perfdesk.ui.window import MainWindow

from .samples import commit, compose, go_to, here, press, text_at, type_text, typing_place


class SlowDisk(Disk):
    """Flushes of a journal take their time, or wait for somebody to open the gate."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.gate = threading.Event()
        self.gate.set()
        self.flushed = 0

    def flush_data(self, handle: int) -> None:
        threading.Event().wait(self.seconds)
        assert self.gate.wait(20)
        super().flush_data(handle)
        self.flushed += 1


class Painted(QLabel):
    """Counts how often it is painted once it was asked to."""

    times = 0

    def begin(self) -> None:
        self.times = 0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        self.times += 1


@pytest.fixture
def disk() -> Iterator[SlowDisk]:
    disk = SlowDisk()
    yield disk
    disk.gate.set()


@pytest.fixture
def slow_window(qtbot: QtBot, empty_window: MainWindow, library_path: Path, disk: SlowDisk) -> MainWindow:
    """The window over a library on that disk; a first edit is made."""
    window = empty_window
    with qtbot.waitSignal(window.bench.view.seen):
        window.bench.take(Session(Library.open(library_path, disk=disk)))
        assert window.bench.session
        window.bench.session.open("sample-2")
        window.bench.view.setFocus()
    qtbot.waitUntil(window.bench.view.hasFocus)
    _edit(window, "filler", "first")
    return window


def _edit(window: MainWindow, address: str, text: str) -> None:
    go_to(window, address)
    type_text(window, text)
    press(typing_place(window), Qt.Key.Key_Return)


def _later(act: Callable[[], object], milliseconds: int = 30) -> None:
    """While the disk is waited for."""
    QTimer.singleShot(milliseconds, act)


def _keys(window: MainWindow, text: str) -> None:
    """As the system sends them: to the window."""
    handle = window.windowHandle()
    assert handle
    for sign in text:
        QTest.keyClick(handle, Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign.upper())))


def _is_free(window: MainWindow) -> bool:
    """Whether everything that was kept is done."""
    return not window.bench.patience.held._is_installed


@pytest.mark.parametrize("seconds", [0.05, 0.5])
def test_keys_typed_while_the_disk_is_slow_are_typed_into_the_next_cell(
    qtbot: QtBot, slow_window: MainWindow, disk: SlowDisk, seconds: float
) -> None:
    disk.seconds = seconds
    seen: list[str] = []

    def type_on() -> None:
        seen.append(text_at(slow_window, "funds.total.sum") or "")
        _keys(slow_window, "456\r")

    _later(type_on)

    _edit(slow_window, "funds.total.sum", "123")
    at = here(slow_window)
    qtbot.waitUntil(lambda: _is_free(slow_window) and here(slow_window) != at)

    assert seen != ["123"]
    assert text_at(slow_window, "funds.total.sum") == "123"
    assert text_at(slow_window, at) == "456"
    assert here(slow_window) != at


def test_a_composition_that_runs_while_the_disk_is_slow_is_kept(
    qtbot: QtBot, slow_window: MainWindow, disk: SlowDisk
) -> None:
    disk.seconds = 0.1
    view = slow_window.bench.view

    def compose_on() -> None:
        compose(view, "n", "ni")
        commit(view, "你")
        commit(view, "好")
        press(view, Qt.Key.Key_Return)

    _later(compose_on)

    _edit(slow_window, "unit", "abc")
    at = here(slow_window)
    qtbot.waitUntil(lambda: _is_free(slow_window) and here(slow_window) != at)

    assert text_at(slow_window, at) == "你好"


def test_a_short_cut_pressed_while_the_disk_is_slow_acts_afterwards(
    qtbot: QtBot, slow_window: MainWindow, disk: SlowDisk
) -> None:
    disk.seconds = 0.1
    before = text_at(slow_window, "unit")
    handle = slow_window.windowHandle()
    assert handle
    _later(lambda: QTest.keyClick(handle, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier))

    _edit(slow_window, "unit", "abc")
    changed = text_at(slow_window, "unit")
    qtbot.waitUntil(lambda: _is_free(slow_window) and text_at(slow_window, "unit") == before)

    assert changed == "abc"


def test_the_window_is_painted_and_says_so_while_the_disk_is_slow(
    slow_window: MainWindow, disk: SlowDisk
) -> None:
    said: list[str] = []
    disk.seconds = 0.4
    label = Painted(slow_window.status)
    label.show()
    slow_window.bench.patience.slow.connect(lambda: said.append(slow_window.status.saved.text()))
    slow_window.bench.patience.slow.connect(label.begin)

    _edit(slow_window, "unit", "abc")

    assert said == ["正在写入磁盘…"]
    assert label.times
    assert slow_window.status.saved.text().startswith("已保存")


def test_a_fast_disk_is_waited_for_without_an_event_loop(slow_window: MainWindow) -> None:
    began: list[bool] = []
    slow_window.bench.patience.began.connect(lambda: began.append(True))
    for number in range(5):
        _edit(slow_window, "unit", f"{number}")
    assert len(began) < 5  # a busy machine may be slow once


def test_results_of_other_work_wait_until_the_change_is_written(
    qtbot: QtBot, slow_window: MainWindow, disk: SlowDisk
) -> None:
    """An import that ends in the meantime makes its own change afterwards."""
    bench = slow_window.bench
    disk.seconds = 0.1
    done: list[str | None] = []
    bench.tasks.start("…", lambda: None, lambda _: done.append(text_at(slow_window, "unit")), lambda _: None)

    _edit(slow_window, "unit", "abc")
    qtbot.waitUntil(lambda: bench.tasks.is_idle)

    assert done == ["abc"]


# --- for ever ------------------------------------------------------------------------------------------


@pytest.fixture
def stuck(slow_window: MainWindow, disk: SlowDisk) -> MainWindow:
    """From now on the disk does not answer, and a way out is offered soon."""
    disk.gate.clear()
    slow_window.bench.patience.stuck_after = 300
    return slow_window


def test_a_way_out_is_offered_that_takes_the_change_along(
    qtbot: QtBot, stuck: MainWindow, disk: SlowDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, said, dialog = tmp_path / "另存.json", [], QWidget()
    qtbot.addWidget(dialog)
    monkeypatch.setattr(asking, "file_to_write", lambda *_: copy)
    outcome = stuck.bench.outcome

    def save() -> None:
        said.append(outcome.words)
        _keys(stuck, "typed")
        QTest.mouseClick(outcome.links[0], Qt.MouseButton.LeftButton)
        said.append(outcome.words)
        dialog.show()
        dialog.activateWindow()
        disk.gate.set()

    stuck.bench.patience.stuck.connect(lambda: _later(save, 0))
    _edit(stuck, "unit", "at stake")
    qtbot.waitUntil(lambda: _is_free(stuck))

    assert "「修改“实施单位”」还没有写进项目库" in said[0]
    assert f"已另存为「{copy}」" in said[1]
    with Library.open(copy) as library:
        assert library.document("sample-2").texts["unit"] == "at stake"
        assert [told.label for told in library.history("sample-2")][-2:] == [
            "修改“填报单位”",
            "修改“实施单位”",
        ]
    assert copy.with_suffix(".等待时输入.txt").read_text(encoding="utf-8").endswith("typed\n")
    assert text_at(stuck, "unit") == "at stake"
    assert stuck.bench.view.editor
    assert stuck.bench.view.editor.text() == "typed"
    assert not outcome.words


def test_keys_go_to_the_offer_only_when_it_was_asked_for(
    qtbot: QtBot, stuck: MainWindow, disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(asking, "file_to_write", lambda *_: asked.append(_))
    handle = stuck.windowHandle()
    assert handle

    def type_on() -> None:
        QTest.keyClick(handle, Qt.Key.Key_Return)
        assert not asked
        QTest.keyClick(handle, Qt.Key.Key_F6)
        QTest.keyClick(handle, Qt.Key.Key_Space)
        disk.gate.set()

    stuck.bench.patience.stuck.connect(lambda: _later(type_on, 0))
    _edit(stuck, "unit", "abc")
    qtbot.waitUntil(lambda: _is_free(stuck))

    assert len(asked) == 1
    assert stuck.bench.view.hasFocus()


def test_closing_the_window_saves_what_the_disk_does_not_take(
    qtbot: QtBot, stuck: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "另存.json"
    questions: list[str] = []

    def agree(_parent: object, question: str, _accept: str) -> bool:
        questions.append(question)
        return True

    monkeypatch.setattr(asking, "file_to_write", lambda *_: copy)
    monkeypatch.setattr(asking, "yes", agree)
    stuck.bench.patience.stuck.connect(lambda: _later(stuck.close, 0))

    _edit(stuck, "unit", "at stake")
    qtbot.waitUntil(lambda: not stuck.isVisible())

    assert "「修改“实施单位”」还没有写进项目库" in questions[0]
    with Library.open(copy) as library:
        assert library.document("sample-2").texts["unit"] == "at stake"


def test_a_window_that_was_to_be_closed_while_the_disk_was_slow_is_closed_afterwards(
    qtbot: QtBot, slow_window: MainWindow, disk: SlowDisk, library_path: Path, documents: tuple[Document, ...]
) -> None:
    disk.seconds = 0.1
    _later(slow_window.close)

    _edit(slow_window, "unit", "abc")
    assert slow_window.isVisible()
    qtbot.waitUntil(lambda: not slow_window.isVisible())

    with Library.open(library_path) as library:
        assert library.document("sample-2").texts["unit"] == "abc"


def test_a_library_on_a_slow_disk_is_opened_while_the_window_is_painted(
    slow_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, said = tmp_path / "另一个.json", []
    assert slow_window.bench.session
    slow_window.bench.session.library.copy_to(other)
    reading = Disk.read

    def read(disk: Disk, path: Path) -> bytes:
        threading.Event().wait(0.3)
        return reading(disk, path)

    monkeypatch.setattr(Disk, "read", read)
    slow_window.bench.patience.slow.connect(lambda: said.append(slow_window.status.saved.text()))

    slow_window.bench.files.open_path(other)

    assert said == ["正在等磁盘…"]
    assert slow_window.bench.session.library.path == other
