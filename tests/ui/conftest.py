"""One application, offscreen, with the bundled faces; a window over a library of the nine samples."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk import person
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, Step
from perfdesk.library.library import Library
from perfdesk.ui import asking, looks
from perfdesk.ui.tasks import Course
from perfdesk.ui.window import MainWindow

from . import samples


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    looks.register_window_face()
    looks.register_paper_faces()
    looks.dress(qapp)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(person, "is_known", lambda: True)  # nobody is asked for a name


@pytest.fixture(autouse=True)
def _nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that a test did not expect is a failure, not a hang."""

    def unexpected(*arguments: object) -> None:
        raise AssertionError(f"nobody expected to be asked {arguments[1:]}")

    for name in (
        "file_to_open",
        "files_to_open",
        "folder_to_open",
        "file_to_write",
        "yes",
        "choose",
        "tell",
        "text",
    ):
        monkeypatch.setattr(asking, name, unexpected)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Work that is counted waits after its first step until the gate is opened."""
    opened, reach = threading.Event(), Course.reach

    def wait(course: Course, done: int, of: int) -> None:
        if done == 1:
            opened.wait(20)
        reach(course, done, of)

    monkeypatch.setattr(Course, "reach", wait)
    yield opened
    opened.set()


@pytest.fixture
def documents() -> tuple[Document, ...]:
    return samples.documents()


@pytest.fixture
def library_path(tmp_path: Path, documents: tuple[Document, ...]) -> Path:
    """A library that holds the nine samples."""
    path = tmp_path / "项目库.json"
    with Library.create(path) as library:
        library.commit(Step("导入", tuple((document.uid, PutDocument(document)) for document in documents)))
    return path


@pytest.fixture
def empty_window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow()
    assert window.bench
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield window
    window.bench.view.give_up()
    window.close()


@pytest.fixture
def empty(empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window over an empty library."""
    empty_window.bench.files.open_path(tmp_path / "新.json", create=True)
    return empty_window


@pytest.fixture
def window(qtbot: QtBot, empty_window: MainWindow, library_path: Path) -> MainWindow:
    """The window over the nine samples, seen and reviewed, the keys on the sheet of the second."""
    with qtbot.waitSignal(empty_window.bench.view.seen):
        empty_window.bench.files.open_path(library_path)
        assert empty_window.bench.session
        empty_window.bench.session.open("sample-2")
        empty_window.bench.view.setFocus()
    qtbot.waitUntil(empty_window.bench.view.hasFocus)
    return empty_window


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many pairs of an open editor and a happening were walked, and that nothing typed was lost."""
    walked = [
        (name, count)
        for report in terminalreporter.getreports("passed")
        for name, count in report.user_properties
        if name == samples.PAIRS
    ]
    if walked:
        terminalreporter.write_line(f"{sum(count for _, count in walked)} {samples.PAIRS}: nothing was lost")
