"""Prints and exports: counted, stopped without a trace, and where they stand is said with links."""

import json
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from perfdesk.documents.edits import PutDocument, Step
from perfdesk.exchange.importing import import_file
from perfdesk.forms.catalogue import Catalogue
from perfdesk.ui import asking, desktop
from perfdesk.ui.files.outgoing import export_files
from perfdesk.ui.window import MainWindow
from tests.ui.samples import go_to, press, text_at

FILE_TO_WRITE = asking.file_to_write  # itself: conftest puts a stand-in there


def _answer(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    monkeypatch.setattr(asking, "yes", lambda *_: True)
    monkeypatch.setattr(asking, "file_to_write", lambda *_: target)


def _wait(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle, timeout=20000)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "送审"
    folder.mkdir()
    return folder


def test_how_far_a_print_has_come_is_counted(
    qtbot: QtBot, window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event
) -> None:
    _answer(monkeypatch, out / "全部.pdf")
    window.bench.files.print_forms(window.bench.tree_pane.model.uids()[:3])
    busy = window.bench.status.busy
    qtbot.waitUntil(lambda: busy.label.text() == "正在打印 0/3 张")
    assert busy.isVisible()

    gate.set()
    _wait(qtbot, window)
    assert not busy.isVisible()
    assert window.bench.outcome.words.startswith("已打印 3 张表，3 页")


@pytest.mark.parametrize("command", ["print_all", "export"])
def test_what_was_stopped_leaves_no_file(
    window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event, command: str
) -> None:
    _answer(monkeypatch, out / ("全部.pdf" if command == "print_all" else "全部.perfdesk"))
    window.actions_by_name[command].trigger()
    if command == "export":
        press(window, Qt.Key.Key_Escape, held=Qt.KeyboardModifier.ShiftModifier)
    else:
        window.bench.status.busy.button.click()
    assert window.bench.status.busy.label.text() == "正在停止…"
    gate.set()
    window.bench.tasks.wait()

    assert list(out.iterdir()) == []
    assert "没有写出文件" in window.bench.outcome.words


def test_a_file_that_is_open_elsewhere_gets_the_next_free_name_and_that_is_said(
    qtbot: QtBot, window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = out / "全部.pdf"
    target.write_text("早先的", encoding="utf-8")
    move = Path.replace

    def replace(draft: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(13, "open elsewhere")
        return move(draft, to)

    monkeypatch.setattr(Path, "replace", replace)
    _answer(monkeypatch, target)
    window.actions_by_name["print_all"].trigger()
    _wait(qtbot, window)

    assert target.read_text(encoding="utf-8") == "早先的"
    assert (out / "全部(2).pdf").exists()
    assert "「全部.pdf」正被其他程序打开" in window.bench.outcome.words
    assert "已打印 9 张表，9 页：全部(2).pdf" in window.bench.outcome.words


def test_the_line_opens_the_file_and_its_folder_and_stays_until_it_is_closed(
    qtbot: QtBot, window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, Path]] = []

    def show(what: str, path: Path) -> bool:
        opened.append((what, path))
        return True

    for name in ("show_file", "show_folder"):
        monkeypatch.setattr(desktop, name, partial(show, name))
    _answer(monkeypatch, out / "全部.pdf")
    window.actions_by_name["print_all"].trigger()
    _wait(qtbot, window)
    file, folder, close = window.bench.outcome.links
    press(file, Qt.Key.Key_Return)
    press(folder, Qt.Key.Key_Space)

    assert opened == [("show_file", out / "全部.pdf"), ("show_folder", out / "全部.pdf")]
    window.actions_by_name["save"].trigger()
    assert window.bench.outcome.words
    height = window.bench.desk.height()
    close.click()
    assert window.bench.outcome.words == ""
    qtbot.waitUntil(lambda: window.bench.desk.height() > height)


def test_where_no_program_opens_it_that_is_said(
    qtbot: QtBot, window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop, "show_file", lambda path: False)
    _answer(monkeypatch, out / "全部.pdf")
    window.actions_by_name["print_all"].trigger()
    _wait(qtbot, window)

    window.bench.outcome.links[0].click()

    assert "没有能打开它的程序" in window.bench.desk.notice


def test_json_is_for_other_programs(
    qtbot: QtBot, window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answer(monkeypatch, out / "全部.json")
    window.actions_by_name["export"].trigger()
    _wait(qtbot, window)

    records = json.loads((out / "全部.json").read_text(encoding="utf-8"))
    assert len(records) == 9
    assert records[0]["project_name"] == "财金局工作业务经费"


@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".html", ".csv", ".预算管理一体化导入表.xlsx"])
def test_forms_are_exported_into_the_kind_that_was_chosen(
    qtbot: QtBot, window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    target = out / f"全部{ending}"
    _answer(monkeypatch, target)
    window.actions_by_name["export"].trigger()
    _wait(qtbot, window)

    assert window.bench.outcome.words == f"已导出 9 张表：{target.name}"
    assert [link.text() for link in window.bench.outcome.links[:2]] == ["打开(&O)", "打开所在文件夹(&D)"]
    found = import_file(target, Catalogue()).documents
    assert (len(found), sum(len(each.rows) for each in found)) == (9, 65)
    assert ("department" in found[0].texts) == (ending.count(".") == 1)


@pytest.mark.parametrize(("ending", "is_asked"), [(".xlsx", True), (".perfdesk", False)])
def test_errors_are_asked_about_once_where_a_person_reads_the_file(
    window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch, ending: str, is_asked: bool
) -> None:
    questions: list[str] = []

    def refuse(_parent: object, question: str, _accept: str) -> bool:
        questions.append(question)
        return False

    _answer(monkeypatch, out / f"全部{ending}")
    monkeypatch.setattr(asking, "yes", refuse)
    window.actions_by_name["export"].trigger()
    window.bench.tasks.wait()

    session = window.bench.session
    assert session
    errors = session.errors_among(window.bench.tree_pane.model.uids())
    assert errors
    assert questions == [f"有 {errors} 处错误，仍要导出？"] * is_asked
    assert [path.suffix for path in out.iterdir()] == ([] if is_asked else [".perfdesk"])


def test_what_a_file_cannot_hold_is_told(
    qtbot: QtBot, window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.bench.session
    assert session
    session.write(go_to(window, "period"), "2024年\x0b")
    _answer(monkeypatch, out / "全部.docx")
    window.actions_by_name["export"].trigger()
    _wait(qtbot, window)

    assert "项目实施期有 1 个字符这种文件不能保存，已换成“\ufffd”。" in window.bench.outcome.words
    assert text_at(window, "period") == "2024年\x0b"


@pytest.mark.parametrize(
    ("kind", "typed", "given"),
    [
        ("Excel 表格 (*.xlsx)", None, "2.5期.xlsx"),
        ("预算管理一体化导入表 (*.预算管理一体化导入表.xlsx)", None, "2.5期.预算管理一体化导入表.xlsx"),
        ("预算管理一体化导入表 (*.预算管理一体化导入表.xlsx)", "甲.xlsx", "甲.预算管理一体化导入表.xlsx"),
        ("Word 文档 (*.docx)", "甲.xlsx", "甲.xlsx"),
        ("Word 文档 (*.docx)", "甲", "甲.docx"),
    ],
)
def test_the_kind_that_is_chosen_changes_the_name_and_a_typed_ending_counts(
    window: MainWindow,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    kind: str,
    typed: str | None,
    given: str,
) -> None:
    def choose(dialog: QFileDialog) -> int:
        assert kind in dialog.nameFilters()
        assert dialog.nameFilters()[0] == "数据包 (*.perfdesk)"
        dialog.selectNameFilter(kind)
        dialog.filterSelected.emit(kind)  # as the box of kinds does
        if typed:
            dialog.selectFile(typed)
        return 1

    monkeypatch.setattr(QFileDialog, "exec", choose)

    chosen = FILE_TO_WRITE(window, "导出", out / "2.5期.perfdesk", export_files())

    assert chosen == out / given


def test_an_export_never_replaces_a_library(
    window: MainWindow, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda _parent, words: told.append(words))
    before = library_path.read_bytes()
    _answer(monkeypatch, library_path)

    window.actions_by_name["export"].trigger()

    assert "是项目库" in told[0]
    assert window.bench.tasks.is_idle
    assert library_path.read_bytes() == before


def test_many_forms_are_judged_before_the_question_off_the_gui_thread(
    qtbot: QtBot, window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.bench.session
    assert session
    wrong = next(entry for entry in session.judged(window.bench.tree_pane.model.uids()) if entry.errors)
    document = session.library.document(wrong.uid)
    many = [replace(document, uid=f"many-{number}") for number in range(105)]
    session.do(Step("导入", tuple((each.uid, PutDocument(each)) for each in many)))
    words: list[str] = []
    questions: list[str] = []
    window.bench.tasks.began.connect(lambda said, _course: words.append(said))
    _answer(monkeypatch, out / "全部.pdf")

    def refuse(_parent: object, question: str, _accept: str) -> bool:
        questions.append(question)
        return False

    monkeypatch.setattr(asking, "yes", refuse)

    window.bench.files.print_forms([each.uid for each in many])
    qtbot.waitUntil(lambda: bool(questions), timeout=20000)

    assert words == ["正在检查"]
    errors = sum(entry.errors or 0 for entry in session.judged(each.uid for each in many))
    assert questions == [f"有 {errors} 处错误，仍要打印？"]
    assert errors >= 105
    assert list(out.iterdir()) == []


def test_closing_the_window_while_forms_are_judged_asks_nothing(
    qtbot: QtBot, window: MainWindow, gate: threading.Event
) -> None:
    session = window.bench.session
    assert session
    document = session.library.document("sample-1")
    many = [replace(document, uid=f"many-{number}") for number in range(105)]
    session.do(Step("导入", tuple((each.uid, PutDocument(each)) for each in many)))
    window.bench.files.print_forms([each.uid for each in many])
    qtbot.waitUntil(lambda: "0/" in window.bench.status.busy.label.text())
    threading.Timer(0.1, gate.set).start()  # the GUI thread waits in `close`

    assert window.close()
    assert window.bench.tasks.is_idle
