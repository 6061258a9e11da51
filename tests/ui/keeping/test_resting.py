"""While nobody types: the library is folded and backed up, and what others do to it is noticed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tinydb import TinyDB

from perfdesk.documents.address import Address
from perfdesk.documents.edits import SetText, Step
from perfdesk.library.library import Library
from perfdesk.ui.session import Session
from perfdesk.ui.window import MainWindow
from tests.ui.samples import go_to, press, text_at, type_text, typing_place

_KILLED = """
import os, sys
from pathlib import Path
from perfdesk.documents.address import Address
from perfdesk.documents.edits import SetText, Step
from perfdesk.library.library import Library
library = Library.open(Path(sys.argv[1]))
library.commit(Step("改", (("sample-2", SetText(Address("", "unit"), "killed")),)))
os._exit(9)
"""


def _edit(window: MainWindow, address: str, text: str) -> None:
    go_to(window, address)
    type_text(window, text)
    press(typing_place(window), Qt.Key.Key_Return)


def _come_to_the_front(window: MainWindow) -> None:
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))


def _write_as_another_program(path: Path, uid: str, unit: str) -> None:
    with TinyDB(path) as stock:
        documents = stock.table("documents")
        (number,) = (each.doc_id for each in documents.all() if each["document"]["uid"] == uid)
        documents.update(lambda record: record["document"]["texts"].update(unit=unit), doc_ids=[number])


def test_a_library_at_rest_is_folded_so_that_its_file_has_every_edit(
    qtbot: QtBot, window: MainWindow, library_path: Path
) -> None:
    session = window.bench.session
    assert session
    _edit(window, "unit", "folded")
    assert "folded" not in library_path.read_text(encoding="ascii")
    session.library._storage._last_change -= 60

    window.bench.resting.look()

    qtbot.waitUntil(lambda: "folded" in library_path.read_text(encoding="ascii"))


def test_the_first_backup_of_a_day_is_made_in_idle_time(
    qtbot: QtBot, window: MainWindow, library_path: Path
) -> None:
    window.bench.resting.look()

    folder = library_path.with_name("项目库.备份")
    qtbot.waitUntil(lambda: any(folder.glob("*.json")))


def test_what_another_program_wrote_is_shown_when_the_window_comes_to_the_front(
    qtbot: QtBot, window: MainWindow, library_path: Path
) -> None:
    _edit(window, "filler", "ours")
    _write_as_another_program(library_path, "sample-2", "theirs")

    _come_to_the_front(window)
    qtbot.waitUntil(lambda: bool(window.bench.outcome.words))

    assert "已合并" in window.bench.outcome.words
    assert window.bench.opened
    assert window.bench.opened.document.texts["unit"] == "theirs"


def test_text_in_an_open_editor_is_kept_while_another_program_writes(
    qtbot: QtBot, window: MainWindow, library_path: Path
) -> None:
    go_to(window, "funds.total.sum")
    type_text(window, "12")
    _write_as_another_program(library_path, "sample-3", "theirs")

    with qtbot.waitSignal(window.bench.patience._ended):
        _come_to_the_front(window)
    assert window.bench.view.editor
    type_text(window, "3")
    press(typing_place(window), Qt.Key.Key_Return)

    assert text_at(window, "funds.total.sum") == "123"
    assert text_at(window, "unit", "sample-3") == "theirs"
    assert "没有冲突" in window.bench.outcome.words


def test_what_a_crash_left_is_told_once_and_asks_nothing(window: MainWindow, tmp_path: Path) -> None:
    other = tmp_path / "另一个.json"
    assert window.bench.session
    window.bench.session.library.copy_to(other)
    subprocess.run([sys.executable, "-c", _KILLED, str(other)], check=False)

    window.bench.files.open_path(other)

    assert "上次没有正常关闭" in window.bench.outcome.words
    assert "已全部找回" in window.bench.outcome.words
    assert window.bench.session.library.came_back == []
    assert text_at(window, "unit") == "killed"


def test_what_a_crash_left_can_be_taken_back_and_that_undone(window: MainWindow, tmp_path: Path) -> None:
    other = tmp_path / "另一个.json"
    assert window.bench.session
    before = text_at(window, "unit")
    window.bench.session.library.copy_to(other)
    subprocess.run([sys.executable, "-c", _KILLED, str(other)], check=False)
    window.bench.files.open_path(other)

    window.bench.outcome.links[0].click()
    taken_back = text_at(window, "unit")
    window.actions_by_name["undo"].trigger()

    assert taken_back == before
    assert text_at(window, "unit") == "killed"


@pytest.fixture
def colleague(library_path: Path) -> Iterator[Library]:
    library = Library.open(library_path)
    yield library
    library.close()


def test_who_only_reads_can_open_again_when_the_other_has_closed(
    qtbot: QtBot, colleague: Library, window: MainWindow
) -> None:
    bench = window.bench
    assert bench.session
    assert bench.session.library.read_only
    assert "正由" in bench.desk.notice
    assert "起）使用" in bench.desk.notice
    with qtbot.waitSignal(bench.patience._ended):
        _come_to_the_front(window)
    assert not bench.outcome.words
    colleague.commit(Step("改", (("sample-2", SetText(Address("", "unit"), "theirs")),)))
    colleague.close()

    _come_to_the_front(window)
    qtbot.waitUntil(lambda: bool(bench.outcome.words))
    bench.outcome.links[0].click()

    assert not bench.session.library.read_only
    assert text_at(window, "unit") == "theirs"
    assert not bench.outcome.words


# --- conflicts ---------------------------------------------------------------------------------------------


def _meet(window: MainWindow, library_path: Path) -> None:
    """Both have written into the same form."""
    _edit(window, "filler", "ours")
    _write_as_another_program(library_path, "sample-2", "theirs")
    _edit(window, "period", "ours too")


def test_what_both_changed_is_chosen_place_by_place_as_one_undoable_step(
    window: MainWindow, library_path: Path
) -> None:
    bench = window.bench
    _meet(window, library_path)
    assert "两边都改了" in bench.outcome.words
    assert text_at(window, "unit") == "theirs"
    assert text_at(window, "period") != "ours too"

    bench.outcome.links[0].click()
    dialog = bench.resting.conflicts.window
    assert dialog
    disputes = [each for project in dialog._projects.values() for each in project.disputes]
    places = [each.place for each in disputes]
    sides = {each.conflict.place: "ours" for each in disputes} | {("text", "period"): "theirs"}
    dialog.chosen.emit({"sample-2": sides})
    dialog.close()

    assert "项目实施期" in places
    assert text_at(window, "period") == "ours too"
    assert text_at(window, "unit") == "theirs"
    assert bench.session
    assert bench.session.library.conflicts() == ()
    window.actions_by_name["undo"].trigger()
    assert text_at(window, "period") != "ours too"


def test_what_is_not_chosen_stays_and_waits(window: MainWindow, library_path: Path) -> None:
    bench = window.bench
    _meet(window, library_path)
    before = text_at(window, "period")
    bench.outcome.links[0].click()
    dialog = bench.resting.conflicts.window
    assert dialog

    dialog.merge.click()

    assert text_at(window, "period") == before
    assert bench.session
    assert len(bench.session.library.conflicts()) == 1
    assert "下次打开时再提醒" in bench.desk.notice


def test_conflicts_that_wait_are_told_at_the_next_opening(window: MainWindow, library_path: Path) -> None:
    _meet(window, library_path)
    window.bench.outcome.links[-1].click()
    assert window.bench.session
    window.bench.session.library.close()

    window.bench.take(Session(Library.open(library_path)))

    assert "因为冲突没有并入" in window.bench.outcome.words
    assert window.bench.outcome.links[0].text().startswith("查看冲突")


def test_a_second_window_is_not_told_of_a_crash(qtbot: QtBot, colleague: Library, window: MainWindow) -> None:
    colleague.commit(Step("改", (("sample-2", SetText(Address("", "unit"), "theirs")),)))
    assert window.bench.session

    window.bench.files.open_path(window.bench.session.library.path)

    assert text_at(window, "unit") == "theirs"
    assert not window.bench.outcome.words


def test_projects_are_found_by_the_words_of_their_indicators(qtbot: QtBot, window: MainWindow) -> None:
    session = window.bench.session
    assert session
    opened = session.opened
    assert opened
    word = opened.document.rows[0].text("name")

    _come_to_the_front(window)

    qtbot.waitUntil(lambda: opened.document.uid in (session.hits(word) or ()))
