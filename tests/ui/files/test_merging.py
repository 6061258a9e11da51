"""The merge is seen before it is made: chosen for each place, one Step, nothing overwritten unasked."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk.documents.address import Address, field
from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document
from perfdesk.documents.edits import RemoveRow, SetText, Step
from perfdesk.documents.layout import lay_out
from perfdesk.exchange.package import read_package, write_package
from perfdesk.exchange.writers import write_sheets, writer_of
from perfdesk.forms.catalogue import shipped_form
from perfdesk.ui import asking
from perfdesk.ui.files import merge_planning
from perfdesk.ui.files.merge_planning import Wave, wave_of
from perfdesk.ui.files.merge_window import MergeWindow
from perfdesk.ui.window import MainWindow
from tests.ui import samples


def package(path: Path, began: Document, *texts: tuple[str, str]) -> Path:
    """What a colleague made of a form that they had got."""
    now = began
    for key, text in texts:
        now = SetText(field(key), text).apply(now)
    known = {began.uid: (revision(began), revision(now))}
    return write_package(
        path, [now], [began], by="张三", computer="A-01", at="2026-11-25T09:05:00+08:00", known=known
    )


@pytest.fixture
def first(documents: tuple[Document, ...]) -> Document:
    return documents[0]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that were asked; each is answered by its first way."""
    questions: list[str] = []

    def choose(_parent: object, question: str, _ways: Sequence[str]) -> int:
        questions.append(question)
        return 0

    monkeypatch.setattr(asking, "choose", choose)
    return questions


def take(qtbot: QtBot, window: MainWindow, files: Sequence[Path]) -> MergeWindow:
    window.bench.files.merging.take(files)
    return shown(qtbot, window)


def shown(qtbot: QtBot, window: MainWindow) -> MergeWindow:
    acting = window.bench.files.merging
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle and acting.window is not None, timeout=10000)
    assert acting.window
    return acting.window


def write(window: MainWindow, document: Document, key: str, text: str) -> None:
    assert window.bench.session
    window.bench.session.do(Step("改", ((document.uid, SetText(field(key), text)),)))


def text(window: MainWindow, document: Document, key: str) -> str | None:
    assert window.bench.session
    return window.bench.session.library.document(document.uid).texts.get(key)


def test_what_one_side_changed_is_shown_and_merged_as_one_step(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path
) -> None:
    file = package(tmp_path / "回传.perfdesk", first, ("period", "全年"), ("year", "2025"))

    merge = take(qtbot, window, [file])
    lines = [merge.tree.topLevelItem(0).child(row).text(0) for row in range(2)]  # type: ignore[union-attr]
    QTest.keyClick(merge.tree, Qt.Key.Key_Return)

    assert any("→ 全年" in line for line in lines)
    assert (text(window, first, "period"), text(window, first, "year")) == ("全年", "2025")
    assert "张三（电脑 A-01）的“回传.perfdesk”：更新 1 张" in window.bench.outcome.words
    assert window.bench.words()["undo"] == "撤销 合并张三（电脑 A-01）的“回传.perfdesk”"
    window.actions_by_name["undo"].trigger()
    assert window.bench.session
    assert window.bench.session.library.document(first.uid) == first


def test_where_both_changed_a_key_chooses(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path
) -> None:
    write(window, first, "period", "上半年")
    write(window, first, "year", "2026")
    file = package(tmp_path / "回传.perfdesk", first, ("period", "全年"), ("year", "2025"))

    merge = take(qtbot, window, [file])
    assert "还有 2 处没有选择" in merge.left.text()
    item = merge.tree.currentItem()
    assert item
    assert "张三 2026-11-25" in merge.detail.toPlainText()
    QTest.keyClick(merge.tree, Qt.Key.Key_Right)
    assert item.text(2).startswith("✓ ")
    QTest.keyClick(merge.tree, Qt.Key.Key_Down)
    QTest.keyClick(merge.tree, Qt.Key.Key_Right)
    QTest.keyClick(merge.tree, Qt.Key.Key_Left)
    assert "2 处都已选择" in merge.left.text()
    QTest.keyClick(merge.tree, Qt.Key.Key_Return)

    chosen = {text(window, first, "period"), text(window, first, "year")}
    assert chosen in ({"全年", "2026"}, {"上半年", "2025"})


def test_the_line_above_all_chooses_for_all(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path
) -> None:
    write(window, first, "period", "上半年")
    write(window, first, "year", "2026")
    file = package(tmp_path / "回传.perfdesk", first, ("period", "全年"), ("year", "2025"))

    merge = take(qtbot, window, [file])
    QTest.keyClick(merge.tree, Qt.Key.Key_Home)
    QTest.keyClick(merge.tree, Qt.Key.Key_Right)
    QTest.keyClick(merge.tree, Qt.Key.Key_Return)

    assert (text(window, first, "period"), text(window, first, "year")) == ("全年", "2025")


def test_what_is_not_chosen_stays_and_is_asked_again(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path
) -> None:
    write(window, first, "period", "上半年")
    file = package(tmp_path / "回传.perfdesk", first, ("period", "全年"))

    for _ in range(2):
        QTest.keyClick(take(qtbot, window, [file]).tree, Qt.Key.Key_Return)
        assert text(window, first, "period") == "上半年"
        assert "1 处两边都改了，仍是这里的内容" in window.bench.outcome.words


def test_a_merge_that_is_left_changes_nothing(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path
) -> None:
    file = package(tmp_path / "回传.perfdesk", first, ("period", "全年"))

    QTest.keyClick(take(qtbot, window, [file]), Qt.Key.Key_Escape)

    assert text(window, first, "period") == first.texts["period"]
    assert not window.actions_by_name["undo"].isEnabled()
    assert "项目库没有变化" in window.bench.outcome.words


def test_what_colleagues_return_is_seen_in_one_window_and_is_one_step(
    qtbot: QtBot, window: MainWindow, documents: tuple[Document, ...], tmp_path: Path
) -> None:
    write(window, documents[1], "period", "上半年")
    files = [
        package(tmp_path / f"{number}.perfdesk", documents[number], ("period", "全年")) for number in range(3)
    ]

    merge = take(qtbot, window, files)
    table = merge.detail.toPlainText()
    assert [f"{number}.perfdesk" in table for number in range(3)] == [True, True, True]
    assert "1 处两边都改了，请选择" in table
    assert merge.tree.topLevelItemCount() == 3
    QTest.keyClick(merge.tree, Qt.Key.Key_Return)

    said = [text(window, document, "period") for document in documents[:3]]
    assert said == ["全年", "上半年", "全年"]
    assert window.bench.words()["undo"] == "撤销 合并 3 个文件"
    assert "1.perfdesk”：1 处两边都改了，仍是这里的内容" in window.bench.outcome.words
    window.actions_by_name["undo"].trigger()
    assert text(window, documents[0], "period") == documents[0].texts["period"]


def test_files_about_the_same_form_come_one_after_the_other_and_bad_ones_are_told(
    qtbot: QtBot, window: MainWindow, documents: tuple[Document, ...], tmp_path: Path
) -> None:
    one = package(tmp_path / "一.perfdesk", documents[0], ("period", "全年"))
    other = package(tmp_path / "二.perfdesk", documents[0], ("period", "半年"))
    bad = tmp_path / "坏.perfdesk"
    bad.write_bytes(b"PK")

    QTest.keyClick(take(qtbot, window, [bad, one, other]).tree, Qt.Key.Key_Return)
    second = shown(qtbot, window)
    assert "还有 1 处没有选择" in second.left.text()
    QTest.keyClick(second.tree, Qt.Key.Key_Right)
    QTest.keyClick(second.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle and "二.perfdesk" in window.bench.outcome.words)

    assert text(window, documents[0], "period") == "半年"
    assert "坏.perfdesk" in window.bench.outcome.words
    assert "一.perfdesk" in window.bench.outcome.words


def test_a_row_that_we_took_away_and_they_edited_can_come_back(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path
) -> None:
    session = window.bench.session
    assert session
    row = first.rows[0]
    session.do(Step("删", ((first.uid, RemoveRow(row.uid)),)))
    edited = SetText(field("x")._replace(row=row.uid, key="value"), "≥7件").apply(first)
    known = {first.uid: (revision(first), revision(edited))}
    file = write_package(tmp_path / "回传.perfdesk", [edited], [first], known=known)

    merge = take(qtbot, window, [file])
    assert "（已删除）" in merge.detail.toPlainText()
    QTest.keyClick(merge.tree, Qt.Key.Key_Right)
    QTest.keyClick(merge.tree, Qt.Key.Key_Return)

    assert session.library.document(first.uid).rows == edited.rows


def test_importing_a_package_of_known_forms_offers_to_merge(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path, asked: list[str]
) -> None:
    file = package(tmp_path / "回传.perfdesk", first, ("period", "全年"))

    window.bench.files.import_paths([file])
    QTest.keyClick(shown(qtbot, window).tree, Qt.Key.Key_Return)

    assert "要合并吗" in asked[0]
    assert text(window, first, "period") == "全年"
    assert len(window.bench.tree_pane.model.uids()) == 9


def test_a_package_that_is_not_merged_lies_beside_or_stays_out(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = package(tmp_path / "回传.perfdesk", first, ("period", "全年"))
    for way, forms in ((None, 9), (1, 10)):
        monkeypatch.setattr(asking, "choose", lambda *_, way=way: way)
        window.bench.files.import_paths([file])
        qtbot.waitUntil(lambda: window.bench.tasks.is_idle, timeout=10000)

        assert len(window.bench.tree_pane.model.uids()) == forms
        assert text(window, first, "period") == first.texts["period"]


def test_a_package_that_the_window_writes_carries_what_merging_needs_and_is_remembered(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "发出.perfdesk"
    monkeypatch.setattr(asking, "file_to_write", lambda *_: file)
    assert window.bench.session
    library = window.bench.session.library

    window.bench.files.export_forms([first.uid])
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle, timeout=10000)
    assert library.lineage(first.uid).exchanged == (revision(first),)
    write(window, first, "period", "全年")
    window.bench.files.export_forms([first.uid])
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle, timeout=10000)

    package = read_package(file)
    assert package.bases == (first,)
    assert package.known[first.uid] == (revision(first), revision(package.documents[0]))


def test_what_is_typed_while_files_are_compared_is_not_overwritten(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared, written = threading.Event(), threading.Event()

    def slow(*arguments: Any) -> Wave:
        wave = wave_of(*arguments)
        compared.set()
        written.wait(10)
        return wave

    monkeypatch.setattr(merge_planning, "wave_of", slow)
    window.bench.files.merging.take([package(tmp_path / "回传.perfdesk", first, ("period", "全年"))])
    assert compared.wait(10)
    write(window, first, "period", "半年")
    written.set()

    merge = shown(qtbot, window)
    assert "还有 1 处没有选择" in merge.left.text()
    QTest.keyClick(merge.tree, Qt.Key.Key_Return)
    assert text(window, first, "period") == "半年"


def test_a_cell_that_is_being_edited_is_kept_before_a_merge_is_shown(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path
) -> None:
    opened = window.bench.opened
    assert opened
    assert opened.sheet
    here = opened.document
    cell = opened.sheet.places[field("period")]
    window.bench.view.go_to(cell)
    file = package(tmp_path / "回传.perfdesk", here, ("year", "2025"))

    window.bench.files.merging.take([file])
    samples.type_text(window, "typed")
    merge = shown(qtbot, window)
    QTest.keyClick(merge.tree, Qt.Key.Key_Return)

    assert text(window, here, "period") == "typed"
    assert text(window, here, "year") == "2025"


def test_a_form_that_comes_back_in_a_spreadsheet_is_offered_as_a_merge(
    qtbot: QtBot, window: MainWindow, first: Document, tmp_path: Path, asked: list[str]
) -> None:
    edited = SetText(field("period"), "2024年3月至2024年9月").apply(first)
    row = first.rows[1]
    edited = SetText(Address(row.uid, "value"), "≥77次").apply(edited)
    file = tmp_path / "交回.xlsx"
    writer = writer_of(file)
    assert writer
    write_sheets(writer, [lay_out(shipped_form(first.form), edited)], file)

    window.bench.files.import_paths([file])
    samples.agree_to_import(window)
    merge = shown(qtbot, window)
    places = {item.text(0) for item in merge._lines()}
    QTest.keyClick(merge.tree, Qt.Key.Key_Home)
    QTest.keyClick(merge.tree, Qt.Key.Key_Right)
    QTest.keyClick(merge.tree, Qt.Key.Key_Return)

    assert "同一年度的同一项目" in asked[0]
    assert len(places) == 2
    assert text(window, first, "period") == "2024年3月至2024年9月"
    assert window.bench.session
    kept = window.bench.session.library.document(first.uid)
    assert [each.uid for each in kept.rows] == [each.uid for each in first.rows]
    assert kept.rows[1].text("value") == "≥77次"
    assert len(window.bench.tree_pane.model.uids()) == 9
