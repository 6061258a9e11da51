"""The session: on the disk first, then everywhere else."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, RemoveDocument, Step
from perfdesk.errors import DiskError
from perfdesk.library.library import Library
from perfdesk.ui.session import Session
from perfdesk.ui.window import MainWindow

from .samples import cell_of, go_to, here, press, text_at, type_text, typing_place


def _change(window: MainWindow, address: str, text: str) -> None:
    go_to(window, address)
    type_text(window, text)
    press(typing_place(window), Qt.Key.Key_Return)


def test_undo_and_redo_go_to_the_disk(window: MainWindow, library_path: Path) -> None:
    assert window.bench.session
    _change(window, "period", "a")

    window.actions_by_name["undo"].trigger()
    taken_back = text_at(window, "period")
    window.actions_by_name["redo"].trigger()
    window.close()

    assert taken_back == "2024年1月1日至2024年12月31日"
    with Library.open(library_path) as library:
        assert library.document("sample-2").texts["period"] == "a"


def test_undo_says_what_it_takes_back(window: MainWindow) -> None:
    _change(window, "funds.annual.sum", "1")

    assert window.actions_by_name["undo"].text() == "撤销 修改“年度金额”"
    assert window.actions_by_name["redo"].text() == "重做"


def test_undo_opens_the_document_it_touches(window: MainWindow) -> None:
    assert window.bench.session
    _change(window, "period", "a")
    window.bench.tree_pane.chosen.emit("sample-4")

    window.actions_by_name["undo"].trigger()

    assert window.bench.session.opened
    assert window.bench.session.opened.document.uid == "sample-2"
    assert window.bench.tree_pane.tree.currentIndex() == window.bench.tree_pane.model.index_of("sample-2")


def test_a_step_that_was_not_written_leaves_everything_as_it_was(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.bench.session
    assert session
    _change(window, "period", "a")
    before = (session.opened, session.stack.index(), session.library.document("sample-2"))

    def full(step: Step, **_: object) -> None:
        raise DiskError("磁盘空间已满。")

    monkeypatch.setattr(session.library, "commit", full)
    for act in (session.undo, lambda: session.write(cell_of(window, "unit"), "b")):
        with pytest.raises(DiskError):
            act()

    assert (session.opened, session.stack.index(), session.library.document("sample-2")) == before
    assert session.stack.canUndo()


def test_an_edit_is_judged_and_its_cell_marked(window: MainWindow) -> None:
    session = window.bench.session
    assert session
    session.open("sample-8")
    good = next(str(cell.address) for cell in session.opened.sheet.stops if cell.text == "≤5%")  # type: ignore[union-attr]
    errors = session.entries()[7].errors

    _change(window, good, "5%")

    worst = session.findings_at(cell_of(window, good))[0]
    assert worst.severity == "error"
    assert session.entries()[7].errors == (errors or 0) + 1


def test_removing_the_open_document_opens_the_one_beside_and_undo_brings_it_back(window: MainWindow) -> None:
    session = window.bench.session
    assert session

    session.do(Step("删除", (("sample-2", RemoveDocument("sample-2")),)))
    beside = session.opened
    session.undo()

    assert beside
    assert beside.document.uid == "sample-3"
    assert session.opened
    assert session.opened.document.uid == "sample-2"
    assert here(window)


def test_line_ends_of_other_systems_become_ours(window: MainWindow) -> None:
    assert window.bench.session

    window.bench.session.write(cell_of(window, "goal.total"), "a\r\nb")

    assert text_at(window, "goal.total") == "a\nb"


def test_a_session_without_a_document_has_nothing_to_show(tmp_path: Path) -> None:
    with Library.create(tmp_path / "空.json") as library:
        session = Session(library)
        session.open(None)
        session.undo()

        assert session.opened is None
        assert session.read_only


def test_the_samples_are_the_documents_of_the_window(
    window: MainWindow, documents: tuple[Document, ...]
) -> None:
    assert window.bench.session
    listed = [entry.uid for entry in window.bench.session.library.entries()]
    assert listed == [document.uid for document in documents]


def test_a_large_import_is_judged_in_idle_time_but_for_what_is_shown(
    qtbot: QtBot, window: MainWindow, documents: tuple[Document, ...]
) -> None:
    session = window.bench.session
    assert session
    many = [replace(documents[1], uid=f"many-{number}") for number in range(60)]

    session.do(Step("导入", tuple((each.uid, PutDocument(each)) for each in many)))
    at_once = [entry.errors for entry in session.library.entries() if entry.uid.startswith("many")]
    assert session.opened
    assert session.opened.findings
    qtbot.waitUntil(lambda: all(entry.errors is not None for entry in session.entries()))

    assert at_once.count(None) == 10
    counts = {entry.errors for entry in session.entries() if entry.uid.startswith("many")}
    assert len(counts) == 1
