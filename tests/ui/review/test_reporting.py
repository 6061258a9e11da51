"""审核报告 from the window: as a PDF or a table, over all forms or those selected, beside each other."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk.documents.finding import acknowledge
from perfdesk.ui import asking, desktop
from perfdesk.ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def _write(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, target: Path
) -> tuple[str, Path]:
    """What the dialog is called, and what it proposes."""
    asked: list[tuple[str, Path]] = []

    def file_to_write(_parent: object, title: str, proposed: Path, _filters: str) -> Path:
        asked.append((title, proposed))
        return target

    monkeypatch.setattr(asking, "file_to_write", file_to_write)
    window.actions_by_name["report"].trigger()
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle, timeout=20000)
    return asked[0]


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


def test_the_report_of_a_library_is_a_pdf_that_can_be_opened(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "报告.pdf"

    title, proposed = _write(qtbot, window, monkeypatch, target)

    assert (title, proposed.name) == ("9 张表的审核报告", "项目库审核报告.pdf")
    assert window.bench.outcome.words.startswith("已写出审核报告 9 张表，")
    text = _text(target)
    assert "审核报告" in text
    assert "XF-01" in text
    opened: list[Path] = []

    def show_file(path: Path) -> bool:
        opened.append(path)
        return True

    monkeypatch.setattr(desktop, "show_file", show_file)
    window.bench.outcome.links[0].click()
    assert opened == [target]


def test_the_report_of_selected_forms_holds_only_these(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = window.bench.tree_pane.tree
    tree.setFocus()
    for uid, held in (("sample-2", Qt.KeyboardModifier.NoModifier), ("sample-3", CTRL)):
        place = tree.visualRect(window.bench.tree_pane.model.index_of(uid)).center()
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, held, place)
    assert window.actions_by_name["report"].text() == "选中的 2 张表的审核报告…"
    target = tmp_path / "报告.pdf"

    title, _ = _write(qtbot, window, monkeypatch, target)

    assert title == "2 张表的审核报告"
    assert "共2张表" in _text(target)


def test_what_was_let_stand_is_told_with_its_reason(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.bench.session
    assert session
    assert session.opened
    finding = session.opened.said[0]
    session.do_here("确认无误", (acknowledge(finding, "上级批复如此", "王会计", "2024-03-01"),))

    _write(qtbot, window, monkeypatch, tmp_path / "报告.pdf")

    assert "上级批复如此" in _text(tmp_path / "报告.pdf").replace("\r\n", "")


def test_it_is_written_as_a_table_as_well(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(qtbot, window, monkeypatch, tmp_path / "报告.csv")

    assert "XF-01" in (tmp_path / "报告.csv").read_text(encoding="utf-8-sig")
