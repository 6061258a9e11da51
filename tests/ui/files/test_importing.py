"""Imports: several files and folders as one step, counted and stopped, with a report."""

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk import paths
from perfdesk.ui import asking
from perfdesk.ui.files.import_report import ReportWindow
from perfdesk.ui.window import MainWindow
from tests.ui.samples import agree_to_import

SAMPLES = paths.resource("samples", "forms-2024.txt")


def _import(qtbot: QtBot, window: MainWindow, files: Sequence[Path]) -> None:
    window.bench.files.import_paths(files)
    agree_to_import(window)
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle, timeout=20000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The samples in a folder within, a picture's name, a file that cannot be read, one of another kind."""
    folder = tmp_path / "各科室"
    (folder / "里面").mkdir(parents=True)
    (folder / ".git").mkdir()
    shutil.copy(SAMPLES, folder / "里面" / "表.txt")
    shutil.copy(SAMPLES, folder / ".git" / "看不见.txt")
    (folder / "空.txt").write_bytes(b"")
    (folder / "照片.heic").write_bytes(b"x")
    return folder


def test_a_folder_is_read_with_all_in_it_and_what_is_passed_over_is_counted(
    qtbot: QtBot, empty: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "folder_to_open", lambda *_: folder)
    empty.actions_by_name["import_folder"].trigger()
    agree_to_import(empty)
    qtbot.waitUntil(lambda: empty.bench.tasks.is_idle, timeout=20000)

    assert len(empty.bench.tree_pane.model.uids()) == 9
    assert "已导入 9 张表。1 个文件没有导入" in empty.bench.outcome.words
    assert "1 个其他类型的文件没有读取" in empty.bench.outcome.words


def test_several_files_are_one_step(qtbot: QtBot, empty: MainWindow, tmp_path: Path) -> None:
    half = tmp_path / "另一张.txt"
    half.write_text(SAMPLES.read_text("utf-8").replace("财金局", "财政局"), encoding="utf-8")

    _import(qtbot, empty, [SAMPLES, half])
    count = len(empty.bench.tree_pane.model.uids())
    empty.actions_by_name["undo"].trigger()

    assert count > 9
    assert empty.bench.tree_pane.model.uids() == []
    assert not empty.actions_by_name["undo"].isEnabled()
    assert "项目库是空的" in empty.bench.desk.message


def test_the_same_file_twice_comes_in_once(qtbot: QtBot, empty: MainWindow, tmp_path: Path) -> None:
    again = tmp_path / "又一份.txt"
    shutil.copy(SAMPLES, again)

    _import(qtbot, empty, [SAMPLES, again])

    assert len(empty.bench.tree_pane.model.uids()) == 9


def test_a_stopped_import_leaves_the_library_as_it_was(
    qtbot: QtBot, window: MainWindow, folder: Path, library_path: Path, gate: threading.Event
) -> None:
    before = library_path.read_bytes()
    window.bench.files.import_paths([folder])
    qtbot.waitUntil(lambda: "0/2 个文件" in window.bench.status.busy.label.text())
    window.bench.status.busy.button.click()
    gate.set()
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle, timeout=20000)

    assert library_path.read_bytes() == before
    assert "项目库没有变化" in window.bench.outcome.words
    assert not window.actions_by_name["undo"].isEnabled()


def test_the_report_tells_every_file_and_can_be_read_again(
    qtbot: QtBot, empty: MainWindow, folder: Path
) -> None:
    assert not empty.actions_by_name["import_report"].isEnabled()
    _import(qtbot, empty, [folder])
    empty.bench.outcome.links[0].click()
    report = empty.findChild(ReportWindow)
    assert report
    text = report.text.toPlainText()
    report.close()

    assert "没有导入的文件 1" in text
    assert "空.txt" in text
    assert "已导入 9" in text
    assert "财金局工作业务经费（表.txt）" in text
    qtbot.waitUntil(lambda: empty.findChild(ReportWindow) is None)
    empty.bench.outcome.close_line()
    empty.actions_by_name["import_report"].trigger()
    assert empty.findChild(ReportWindow)


def test_nothing_is_imported_into_a_library_that_can_only_be_read_and_who_holds_it_is_said(
    qtbot: QtBot, empty_window: MainWindow, library_path: Path
) -> None:
    from perfdesk.library.library import Library

    with Library.open(library_path):
        empty_window.bench.files.open_path(library_path)
        empty_window.bench.desk.be_quiet()

        _import(qtbot, empty_window, [SAMPLES])

        assert empty_window.bench.session
        assert empty_window.bench.desk.notice == empty_window.bench.session.library.why_read_only


def test_a_form_that_was_copied_elsewhere_comes_in_from_the_clipboard(
    qtbot: QtBot, empty: MainWindow
) -> None:
    cells = (
        ("本级预算项目绩效目标表",),
        ("项目名称", "培训项目"),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "培训次数", "≥5次"),
    )
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in cells)
    data = QMimeData()
    data.setData("text/html", f"<meta charset=utf-8><table>{rows}</table>".encode())
    data.setText("别的文字")
    QApplication.clipboard().setMimeData(data)

    empty.actions_by_name["import_clipboard"].trigger()
    agree_to_import(empty)

    assert empty.bench.opened
    assert empty.bench.opened.document.texts["project.name"] == "培训项目"
    assert empty.bench.opened.document.rows[0].text("value") == "≥5次"


def test_without_a_table_the_plain_text_of_the_clipboard_is_read_and_nothing_is_said_to_be_nothing(
    qtbot: QtBot, empty: MainWindow
) -> None:
    data = QMimeData()
    data.setData("text/html", b"<p>x</p>")
    data.setText("本级预算项目绩效目标表\n项目名称\t甲项目\n")
    QApplication.clipboard().setMimeData(data)
    empty.actions_by_name["import_clipboard"].trigger()
    agree_to_import(empty)
    assert empty.bench.opened
    assert empty.bench.opened.document.texts["project.name"] == "甲项目"

    QApplication.clipboard().clear()
    empty.actions_by_name["import_clipboard"].trigger()
    assert "剪贴板上没有文字" in empty.bench.desk.notice
