"""Files in and out, as a clerk chooses them; reading and printing happen off the GUI thread."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QLabel
from pytestqt.qtbot import QtBot

from perfdesk import paths
from perfdesk.documents.edits import PutDocument, Step
from perfdesk.exchange.package import write_package
from perfdesk.library.library import Library
from perfdesk.ui import asking
from perfdesk.ui.window import MainWindow
from tests.ui.samples import agree_to_import, go_to, text_at, type_text

FILE_TO_WRITE = asking.file_to_write  # itself: conftest puts a stand-in there
SAMPLES = paths.resource("samples", "forms-2024.txt")


def _choose(monkeypatch: pytest.MonkeyPatch, name: str, answer: object) -> list[object]:
    """Answer a question of `asking`; what was asked is in the list."""
    asked: list[object] = []

    def reply(*arguments: object) -> object:
        asked.extend(arguments[1:])
        return answer

    monkeypatch.setattr(asking, name, reply)
    return asked


def _import(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, files: Sequence[Path]) -> None:
    _choose(monkeypatch, "files_to_open", list(files))
    window.actions_by_name["import"].trigger()
    agree_to_import(window)
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle)


def test_importing_the_samples_into_an_empty_library(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "新.json"
    empty_window.bench.files.open_path(path, create=True)

    _import(qtbot, empty_window, monkeypatch, [SAMPLES])

    assert len(empty_window.bench.tree_pane.model.uids()) == 9
    assert empty_window.bench.outcome.words.startswith("已导入 9 张表。")
    assert empty_window.bench.view.isVisible()
    empty_window.close()
    with Library.open(path) as library:
        assert len(library.entries()) == 9


def test_an_import_is_undone_at_once(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_window.bench.files.open_path(tmp_path / "新.json", create=True)
    _import(qtbot, empty_window, monkeypatch, [SAMPLES])

    empty_window.actions_by_name["undo"].trigger()

    assert empty_window.bench.tree_pane.model.uids() == []


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_kept(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_window.bench.files.open_path(tmp_path / "新.json", create=True)
    picture = tmp_path / "图片.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

    _import(qtbot, empty_window, monkeypatch, [picture, SAMPLES])

    assert len(empty_window.bench.tree_pane.model.uids()) == 9
    assert "图片.txt" in empty_window.bench.outcome.words


def test_printing_asks_once_about_errors_and_writes_a_page_for_each_form(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "全部.pdf"
    questions = _choose(monkeypatch, "yes", True)
    _choose(monkeypatch, "file_to_write", target)
    window.actions_by_name["print_all"].trigger()
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle, timeout=20000)

    assert window.bench.session
    errors = window.bench.session.errors_among(set(window.bench.tree_pane.model.uids()))
    assert errors >= 3
    assert questions[0] == f"有 {errors} 处错误，仍要打印？"
    assert target.read_bytes().startswith(b"%PDF")
    assert window.bench.outcome.words == f"已打印 9 张表，9 页：{target.name}"


def test_printing_stops_when_the_clerk_wants_to_mend_first(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(monkeypatch, "yes", False)

    window.actions_by_name["print_all"].trigger()

    assert window.bench.tasks.is_idle


def test_a_form_without_errors_is_printed_without_a_question(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "一张.pdf"
    asked = _choose(monkeypatch, "file_to_write", target)
    assert window.bench.session
    window.bench.session.open("sample-1")

    window.actions_by_name["print"].trigger()
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle, timeout=20000)

    assert target.exists()
    assert str(asked[1]).endswith("财金局工作业务经费.pdf")


def test_a_refused_print_is_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _choose(monkeypatch, "tell", None)
    _choose(monkeypatch, "file_to_write", tmp_path / "没有的文件夹" / "一张.pdf")
    assert window.bench.session
    window.bench.session.open("sample-1")

    window.actions_by_name["print"].trigger()
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle, timeout=20000)

    assert "一张" in str(told[0])


def test_a_data_file_goes_into_a_second_library(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "发给同事.perfdesk"
    assert window.bench.session
    sent = [window.bench.session.library.document(uid) for uid in window.bench.tree_pane.model.uids()]
    _choose(monkeypatch, "file_to_write", package)
    window.actions_by_name["export"].trigger()
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle)
    assert window.bench.outcome.words == f"已导出 9 张表：{package.name}"

    window.bench.files.open_path(tmp_path / "同事.json", create=True)
    _import(qtbot, window, monkeypatch, [package])

    library = window.bench.session.library
    assert library.path.name == "同事.json"
    received = [library.document(uid) for uid in window.bench.tree_pane.model.uids()]
    assert [(one.texts, [row.texts for row in one.rows]) for one in received] == [
        (one.texts, [row.texts for row in one.rows]) for one in sent
    ]


def test_a_new_library_is_made_where_the_clerk_says(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(monkeypatch, "file_to_write", tmp_path / "明年.json")

    window.actions_by_name["new_library"].trigger()

    assert (tmp_path / "明年.json").exists()
    assert window.windowTitle() == "明年 — perfdesk"


def test_opening_something_that_is_no_library_leaves_the_open_one(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _choose(monkeypatch, "tell", None)
    (tmp_path / "坏.json").write_text("x", encoding="utf-8")
    _choose(monkeypatch, "file_to_open", tmp_path / "坏.json")

    window.actions_by_name["open_library"].trigger()

    assert "坏.json" in str(told[0])
    assert window.bench.session
    assert len(window.bench.tree_pane.model.uids()) == 9


def test_closing_the_window_during_an_import_leaves_the_library_as_it_was(
    empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "新.json"
    empty_window.bench.files.open_path(path, create=True)
    _choose(monkeypatch, "files_to_open", [SAMPLES])
    empty_window.actions_by_name["import"].trigger()

    empty_window.close()

    assert not empty_window.bench.files.importing.looking.window
    with Library.open(path) as library:
        assert not library.entries()


FILE_COMMANDS = ("open_library", "new_library", "import", "import_folder", "export", "print", "print_all")


def _enabled(window: MainWindow) -> list[str]:
    return [name for name in FILE_COMMANDS if window.actions_by_name[name].isEnabled()]


def test_while_work_is_under_way_no_other_begins_and_afterwards_all_can(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(monkeypatch, "file_to_write", tmp_path / "a.perfdesk")
    window.actions_by_name["export"].trigger()
    meanwhile = _enabled(window)
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle)

    assert meanwhile == []
    assert _enabled(window) == list(FILE_COMMANDS)


def test_a_search_without_hits_leaves_nothing_to_export_and_says_so(window: MainWindow) -> None:
    window.bench.tree_pane.filter.setText("没有这个项目")

    assert window.bench.tree_pane.nothing.isVisible()
    assert not window.actions_by_name["export"].isEnabled()
    assert not window.actions_by_name["print_all"].isEnabled()

    window.bench.tree_pane.filter.clear()
    assert not window.bench.tree_pane.nothing.isVisible()
    assert window.actions_by_name["export"].isEnabled()


def test_the_clerk_is_told_how_many_forms_a_search_leaves_to_print(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.bench.tree_pane.filter.setText("产业扶持")
    _choose(monkeypatch, "yes", True)
    asked = _choose(monkeypatch, "file_to_write", None)

    window.actions_by_name["print_all"].trigger()
    window.actions_by_name["export"].trigger()

    assert "打印 2 张表" in asked
    assert "导出 2 张表" in asked


def test_a_form_that_is_not_known_keeps_no_other_from_being_printed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.bench.session
    assert session
    stranger = replace(session.library.document("sample-2"), uid="stranger", form="nobody@2099")
    session.do(Step("导入", (("stranger", PutDocument(stranger)),)))
    _choose(monkeypatch, "yes", True)
    _choose(monkeypatch, "file_to_write", tmp_path / "a.pdf")

    window.actions_by_name["print_all"].trigger()
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle)

    assert window.bench.outcome.words.startswith("已打印 9 张表，9 页")
    assert "另有 1 张表" in window.bench.outcome.words


def test_making_a_library_over_the_open_one_is_refused_and_editing_goes_on(
    window: MainWindow, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _choose(monkeypatch, "tell", None)
    _choose(monkeypatch, "file_to_write", library_path)

    window.actions_by_name["new_library"].trigger()

    assert told
    cell = go_to(window, "period")
    assert window.bench.session
    assert window.bench.session.write(cell, "a")
    assert text_at(window, "period") == "a"


def test_opening_the_open_library_again_keeps_what_can_be_undone(
    window: MainWindow, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.bench.session
    window.bench.session.write(go_to(window, "period"), "a")
    _choose(monkeypatch, "file_to_open", library_path)

    window.actions_by_name["open_library"].trigger()

    assert window.actions_by_name["undo"].isEnabled()


def test_a_library_that_could_only_be_read_is_tried_again(
    empty_window: MainWindow, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(library_path):
        empty_window.bench.files.open_path(library_path)
    assert empty_window.bench.session
    assert empty_window.bench.session.library.read_only
    _choose(monkeypatch, "file_to_open", library_path)

    empty_window.actions_by_name["open_library"].trigger()

    assert not empty_window.bench.session.library.read_only


def test_many_notes_of_an_import_do_not_bury_the_form_and_a_click_takes_them_away(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = window.bench.desk
    desk.say("\n".join(f"第 {number} 条" for number in range(200)), lasting=True)

    notice = desk.findChild(QLabel, "notice")
    assert notice
    assert notice.height() < desk.height() // 2
    assert "另有" in desk.notice

    QTest.mouseClick(notice, Qt.MouseButton.LeftButton)
    assert desk.notice == ""


def test_what_qt_does_not_say_in_chinese_in_its_file_dialog_is_said_here(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = asking.file_dialog(window, "打开项目库", tmp_path, asking.LIBRARY_FILES)

    words = [label.text() for label in dialog.findChildren(QLabel)]

    assert not [word for word in words if word.isascii() and word.strip()]
    assert {"查找范围：", "文件类型："} <= set(words)


def test_what_kind_a_file_is_stands_in_chinese_in_the_file_dialog(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    dialog = asking.file_dialog(window, "打开项目库", tmp_path, asking.LIBRARY_FILES)
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.show()
    model = dialog.findChild(QFileSystemModel)
    assert model

    def kinds() -> set[str]:
        root = model.index(str(tmp_path))
        return {model.index(row, 2, root).data() for row in range(model.rowCount(root))}

    qtbot.waitUntil(lambda: {"文件夹", "JSON 文件"} <= kinds())
    dialog.close()


@pytest.mark.parametrize("replace_it", [True, False])
def test_a_name_without_its_ending_gets_it_and_no_older_file_is_replaced_unasked(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replace_it: bool
) -> None:
    (tmp_path / "1.5期.pdf").write_text("早先的", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(tmp_path / "1.5期")])
    asked = _choose(monkeypatch, "yes", replace_it)

    chosen = FILE_TO_WRITE(window, "打印", tmp_path / "x.pdf", asking.PDF_FILES)

    assert "1.5期.pdf" in str(asked[0])
    assert chosen == (tmp_path / "1.5期.pdf" if replace_it else None)


def test_a_package_whose_form_nobody_can_read_leaves_the_library_as_it_was(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.bench.session
    library = window.bench.session.library
    strange = replace(library.document("sample-1"), uid="strange", form="hologram@2099")
    package = write_package(tmp_path / "来自未来.perfdesk", [strange], forms={"hologram@2099": "depth = 3"})
    before = library.path.read_bytes()

    _import(qtbot, window, monkeypatch, [package])

    assert "hologram@2099" in window.bench.outcome.words
    assert library.path.read_bytes() == before


def test_a_library_is_sent_as_one_file_with_what_was_being_typed(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "发送" / "项目库.json"
    target.parent.mkdir()
    monkeypatch.setattr(asking, "file_to_write", lambda *_: target)
    go_to(window, "unit")
    type_text(window, "abc")

    window.actions_by_name["send_library"].trigger()

    assert f"已存为「{target}」" in window.bench.outcome.words
    assert list(target.parent.iterdir()) == [target]
    with Library.open(target, read_only=True) as library:
        assert library.document("sample-2").texts["unit"] == "abc"
