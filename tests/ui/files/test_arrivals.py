"""Files dragged onto the window, and the libraries that were open before."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk import paths
from perfdesk.library.library import Library
from perfdesk.ui import asking, memory
from perfdesk.ui.window import MainWindow
from tests.ui.samples import agree_to_import, go_to, text_at, type_text


def _drop(window: MainWindow, *files: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(300, 300).toPoint(), copy, data, left, plain)
    QApplication.sendEvent(window.bench, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window.bench, QDropEvent(QPointF(300, 300), copy, data, left, plain))
    return enter.isAccepted()


def _library(path: Path) -> Path:
    Library.create(path).close()
    return path


def test_a_library_dropped_on_the_window_is_opened_and_the_open_editor_s_text_kept(
    window: MainWindow, library_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    go_to(window, "row-2-6/value")
    type_text(window, "37%")
    assert _drop(window, _library(tmp_path / "另一个.json"))
    qtbot.waitUntil(lambda: window.windowTitle().startswith("另一个"))

    window.bench.files.open_path(library_path)
    assert text_at(window, "row-2-6/value") == "37%"
    assert memory.last_library() == tmp_path / "另一个.json"


def test_anything_else_that_is_dropped_is_imported_and_what_cannot_be_read_is_said(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "空.txt"
    file.write_bytes(b"")
    assert _drop(window, file)
    qtbot.waitUntil(lambda: "空.txt" in window.bench.outcome.words, timeout=20000)


def test_what_is_no_file_is_not_taken(window: MainWindow) -> None:
    assert not _drop(window)


def test_libraries_are_listed_the_last_one_first_and_chosen_ones_opened(
    window: MainWindow, tmp_path: Path
) -> None:
    for name in ("甲", "乙"):
        memory.remember(_library(tmp_path / f"{name}.json"))
    window.recent.aboutToShow.emit()
    listed = [action.text() for action in window.recent.actions()]
    window.recent.actions()[1].trigger()

    assert [words.partition("　")[0] for words in listed] == ["乙", "甲"]
    assert window.windowTitle().startswith("甲")
    assert memory.recent_libraries() == [tmp_path / "甲.json", tmp_path / "乙.json"]


def test_one_that_is_gone_is_dropped_with_a_word(window: MainWindow, tmp_path: Path) -> None:
    for name in ("搬走了", "还在"):
        memory.remember(tmp_path / f"{name}.json")
    window.recent.aboutToShow.emit()
    window.recent.actions()[1].trigger()

    assert "搬走了.json" in window.bench.desk.notice
    assert memory.recent_libraries() == [tmp_path / "还在.json"]
    assert window.windowTitle().startswith("项目库")


def test_without_a_memory_the_list_says_so(window: MainWindow) -> None:
    window.recent.aboutToShow.emit()

    assert [action.isEnabled() for action in window.recent.actions()] == [False]


def test_files_dropped_before_there_is_a_library_wait_for_one(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "各科室"
    folder.mkdir()
    shutil.copy(paths.resource("samples", "forms-2024.txt"), folder / "表.txt")
    empty_window.bench.starting.first_day()
    assert _drop(empty_window, folder)
    qtbot.waitUntil(lambda: "导入到哪个项目库" in empty_window.bench.desk.message)
    monkeypatch.setattr(asking, "file_to_write", lambda *_: tmp_path / "我的.json")

    empty_window.bench.desk.beginning.choices[0].click()
    agree_to_import(empty_window)
    qtbot.waitUntil(lambda: len(empty_window.bench.tree_pane.model.uids()) == 9, timeout=20000)
    assert empty_window.windowTitle().startswith("我的")


def test_samples_are_no_place_for_files_that_wait(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    empty_window.bench.files.import_paths([tmp_path / "没有.txt"])
    empty_window.bench.files.open_samples()
    qtbot.waitUntil(lambda: empty_window.bench.tasks.is_idle, timeout=20000)

    assert "没有.txt" not in empty_window.bench.outcome.words
    assert len(empty_window.bench.tree_pane.model.uids()) == 9
