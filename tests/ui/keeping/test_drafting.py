"""Text in an open editor survives a kill, and comes back into its own cell only."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.library import drafts
from perfdesk.library.drafts import Draft
from perfdesk.library.library import Library
from perfdesk.ui.window import MainWindow
from tests.ui.samples import commit, compose, go_to, here, press, text_at, type_text, typing_place

FORM = "project-target@dalian-2024"
_TYPING = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from perfdesk import app
from perfdesk.documents.address import Address
from perfdesk.ui.window import MainWindow
application = app.start(sys.argv[:1])
window = MainWindow()
window.show()
bench = window.bench
bench.files.open_path(Path(sys.argv[1]))
bench.session.open("sample-2")
bench.view.setFocus()
bench.view.go_to(bench.model.sheet.places[Address.parse("unit")])
QTest.keyClicks(bench.view, "half a sent")
print("typed", flush=True)
application.exec()
"""


@pytest.fixture
def identity(library_path: Path) -> str:
    with Library.open(library_path, read_only=True) as library:
        return library.identity


def _rest(window: MainWindow) -> None:
    """The clerk types nothing for a while."""
    window.bench.drafting.rest.setInterval(1)
    window.bench.drafting.rest.start()


def _open_again(window: MainWindow, library_path: Path) -> None:
    window.bench.files.open_path(library_path)
    QApplication.processEvents()


def test_a_text_that_was_being_typed_is_back_in_its_cell_after_a_kill(
    qtbot: QtBot, empty_window: MainWindow, library_path: Path, identity: str
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _TYPING, str(library_path)], stdout=subprocess.PIPE, env=dict(os.environ)
    )
    assert process.stdout
    with process:
        assert process.stdout.readline() == b"typed\n"
        qtbot.waitUntil(lambda: drafts.kept(identity) is not None)
        process.send_signal(signal.SIGKILL)

    _open_again(empty_window, library_path)

    assert empty_window.bench.view.editor
    assert empty_window.bench.view.editor.text() == "half a sent"
    assert here(empty_window) == "unit"
    assert "已放回" in empty_window.bench.desk.notice
    assert text_at(empty_window, "unit") != "half a sent"
    press(typing_place(empty_window), Qt.Key.Key_Return)
    assert text_at(empty_window, "unit") == "half a sent"
    qtbot.waitUntil(lambda: drafts.kept(identity) is None)


def test_a_composition_is_part_of_what_is_kept(qtbot: QtBot, window: MainWindow, identity: str) -> None:
    before = text_at(window, "unit") or ""
    go_to(window, "unit")
    commit(window.bench.view, "你")
    compose(typing_place(window), "h", "hao")

    _rest(window)
    qtbot.waitUntil(lambda: drafts.kept(identity) is not None)

    assert drafts.kept(identity) == Draft("sample-2", FORM, "unit", before, "你hao")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_draft_goes_with_its_editor(qtbot: QtBot, window: MainWindow, identity: str, key: Qt.Key) -> None:
    go_to(window, "unit")
    type_text(window, "abc")
    _rest(window)
    qtbot.waitUntil(lambda: drafts.kept(identity) is not None)

    press(typing_place(window), key)

    qtbot.waitUntil(lambda: drafts.kept(identity) is None)


def _draft(library_path: Path, identity: str, **changes: str) -> Draft:
    with Library.open(library_path, read_only=True) as library:
        before = library.document("sample-2").texts["unit"]
    draft = replace(Draft("sample-2", FORM, "unit", before, "left over"), **changes)
    drafts.keep(identity, draft)
    return draft


def test_a_draft_never_goes_over_a_cell_that_has_changed(
    empty_window: MainWindow, library_path: Path, identity: str
) -> None:
    _draft(library_path, identity, before="something else")
    _open_again(empty_window, library_path)
    outcome = empty_window.bench.outcome

    assert not empty_window.bench.view.editor
    assert "left over" in outcome.words
    outcome.links[1].click()
    assert empty_window.bench.view.editor
    assert empty_window.bench.view.editor.text() == "left over"


@pytest.mark.parametrize(
    "elsewhere", [{"document": "gone"}, {"form": "other@1"}, {"address": "no-such/cell"}, {"address": ""}]
)
def test_a_draft_without_its_cell_is_offered_to_be_copied(
    empty_window: MainWindow, library_path: Path, identity: str, elsewhere: dict[str, str]
) -> None:
    _draft(library_path, identity, **elsewhere)
    _open_again(empty_window, library_path)
    outcome = empty_window.bench.outcome

    outcome.links[0].click()

    assert "已经不在" in outcome.words
    assert QApplication.clipboard().text() == "left over"


def test_a_draft_that_got_into_its_cell_is_not_told(
    qtbot: QtBot, empty_window: MainWindow, library_path: Path, identity: str
) -> None:
    now = _draft(library_path, identity).before
    _draft(library_path, identity, text=now, before="older")
    _open_again(empty_window, library_path)

    qtbot.waitUntil(lambda: drafts.kept(identity) is None)
    assert not empty_window.bench.outcome.words
    assert not empty_window.bench.desk.notice


def test_a_draft_of_another_library_is_not_offered(empty_window: MainWindow, library_path: Path) -> None:
    _draft(library_path, "another")
    _open_again(empty_window, library_path)

    assert not empty_window.bench.view.editor
    assert not empty_window.bench.outcome.words
