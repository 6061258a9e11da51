"""A printed paper on the window: is it this data, where do they differ; by file, by code, by a drop."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk.documents.edits import PutDocument, RemoveDocument, Step
from perfdesk.documents.paper import paper
from perfdesk.ui import asking
from perfdesk.ui.files.import_report import ReportWindow
from perfdesk.ui.files.paper_check import CheckDialog
from perfdesk.ui.window import MainWindow
from tests.ui.files.test_arrivals import _drop
from tests.ui.samples import go_to


def _wait(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle, timeout=20000)


@pytest.fixture
def pdf(window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All nine forms, printed from the window."""
    folder = tmp_path / "纸"
    folder.mkdir()
    monkeypatch.setattr(asking, "yes", lambda *_: True)
    monkeypatch.setattr(asking, "file_to_write", lambda *_: folder / "全部.pdf")
    window.actions_by_name["print_all"].trigger()
    _wait(qtbot, window)
    return folder / "全部.pdf"


def _change(window: MainWindow) -> None:
    session = window.bench.session
    assert session
    session.write(go_to(window, "period"), "2030年")


def _uids(window: MainWindow) -> list[str]:
    return list(window.bench.tree_pane.model.uids())


def test_what_the_window_prints_is_written_down(window: MainWindow, pdf: Path) -> None:
    session = window.bench.session
    assert session
    library = session.library
    for uid in _uids(window):
        document = library.document(uid)
        [printed] = library.printed(uid)
        assert printed.code == paper(library.catalogue.form(document.form), document).code
        assert printed.at
        assert printed.by


def test_a_paper_dropped_on_the_window_is_checked_and_not_imported(
    window: MainWindow, pdf: Path, qtbot: QtBot
) -> None:
    before = _uids(window)
    assert _drop(window, pdf)
    qtbot.waitUntil(lambda: "一致" in window.bench.outcome.words, timeout=20000)

    assert window.bench.outcome.words == "全部.pdf：9 页纸质件都与项目库现在的内容一致。"
    assert _uids(window) == before


def test_where_they_differ_is_told_in_the_line_and_page_by_page_in_the_report(
    window: MainWindow, pdf: Path, qtbot: QtBot
) -> None:
    _change(window)
    assert _drop(window, pdf)
    qtbot.waitUntil(lambda: "不同" in window.bench.outcome.words, timeout=20000)
    words = window.bench.outcome.words

    assert "9 页纸质件中有 1 页与项目库不同。" in words
    assert "项目库“2030年”" in words
    window.bench.outcome.links[0].click()
    report = window.findChild(ReportWindow)
    assert isinstance(report, ReportWindow)
    assert report.windowTitle() == "核对纸质件"
    assert report.text.toPlainText().count("现在的内容一致") == 8
    report.close()


def test_a_paper_that_differs_can_be_imported_all_the_same(
    window: MainWindow, pdf: Path, qtbot: QtBot
) -> None:
    _change(window)
    _drop(window, pdf)
    qtbot.waitUntil(lambda: "不同" in window.bench.outcome.words, timeout=20000)
    window.bench.outcome.links[1].click()
    qtbot.waitUntil(lambda: "已导入 1 张表" in window.bench.outcome.words, timeout=20000)

    assert len(_uids(window)) == 10


def test_a_paper_of_forms_that_nobody_here_knows_is_imported(
    window: MainWindow, pdf: Path, qtbot: QtBot
) -> None:
    session = window.bench.session
    assert session
    session.do(Step("删除", tuple((uid, RemoveDocument(uid)) for uid in _uids(window))))
    session.library.empty_bin()
    assert _drop(window, pdf)
    qtbot.waitUntil(lambda: len(_uids(window)) == 9, timeout=20000)

    assert "已导入 9 张表" in window.bench.outcome.words


def test_a_code_is_asked_for_and_a_slip_in_it_said_beside_the_field(
    window: MainWindow, pdf: Path, qtbot: QtBot
) -> None:
    session = window.bench.session
    assert session
    code = session.library.printed(_uids(window)[0])[0].code
    window.actions_by_name["verify"].trigger()
    dialog = window.findChild(CheckDialog)
    assert isinstance(dialog, CheckDialog)
    QTest.keyClicks(dialog.code, code[:-1])
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    assert "12 位，这里是 11 位" in dialog.trouble.text()

    QTest.keyClicks(dialog.code, code[-1].lower())
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    assert f"核对码 {code}" in window.bench.outcome.words
    assert "一致" in window.bench.outcome.words


def test_a_file_is_chosen_from_the_same_place_and_one_that_is_not_ours_said(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "别的.pdf"
    other.write_bytes(b"%PDF-1.7 broken")
    told: list[str] = []
    monkeypatch.setattr(asking, "file_to_open", lambda *_: other)
    monkeypatch.setattr(asking, "tell", lambda _parent, words: told.append(words))
    window.actions_by_name["verify"].trigger()
    dialog = window.findChild(CheckDialog)
    assert isinstance(dialog, CheckDialog)
    dialog.file.click()
    qtbot.waitUntil(lambda: bool(told), timeout=20000)

    assert "不是完整的 PDF 文件" in told[0]


def test_a_form_that_came_back_from_the_bin_is_still_the_paper(
    window: MainWindow, pdf: Path, qtbot: QtBot
) -> None:
    session = window.bench.session
    assert session
    document = session.library.document(_uids(window)[0])
    session.do(Step("删除", ((document.uid, RemoveDocument(document.uid)),)))
    session.do(Step("还原", ((document.uid, PutDocument(document)),)))
    window.bench.papers.check_file(pdf)
    qtbot.waitUntil(lambda: "9 页纸质件都与" in window.bench.outcome.words, timeout=20000)
