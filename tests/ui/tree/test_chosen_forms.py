"""Forms selected together in the tree: what the commands say then, and do."""

from pathlib import Path
from typing import TypeAlias

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk.documents.address import field
from perfdesk.documents.edits import SetText, Step
from perfdesk.ui import asking
from perfdesk.ui.window import MainWindow
from tests.ui.samples import go_to, press, text_at, type_text

Key = Qt.Key
Held: TypeAlias = Qt.KeyboardModifier


def _click(window: MainWindow, uid: str, held: Held = Held.NoModifier) -> None:
    pane = window.bench.tree_pane
    _click_line(window, pane.model.index_of(uid), held)


def _click_line(window: MainWindow, index: QModelIndex, held: Held = Held.NoModifier) -> None:
    tree = window.bench.tree_pane.tree
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, held, QPoint(place.x(), place.y()))


def _words(window: MainWindow, name: str) -> str:
    return window.actions_by_name[name].text()


def _opened(window: MainWindow) -> str:
    assert window.bench.opened
    return window.bench.opened.document.uid


def _select_three(window: MainWindow) -> None:
    window.bench.tree_pane.tree.setFocus()
    _click(window, "sample-2")
    _click(window, "sample-3", Held.ControlModifier)
    _click(window, "sample-5", Held.ControlModifier)


@pytest.fixture
def three(window: MainWindow) -> MainWindow:
    """The forms 2, 3 and 5 selected by the mouse, 2 on the desk."""
    _select_three(window)
    return window


def test_ctrl_and_click_select_more_and_the_open_form_stays(three: MainWindow) -> None:
    assert three.bench.tree_pane.selected() == ("sample-2", "sample-3", "sample-5")
    assert _opened(three) == "sample-2"


def test_shift_and_click_or_arrows_select_a_run(window: MainWindow) -> None:
    pane = window.bench.tree_pane
    pane.tree.setFocus()
    _click(window, "sample-2")
    _click(window, "sample-4", Held.ShiftModifier)
    run = pane.selected()
    press(pane.tree, Key.Key_Down, held=Held.ShiftModifier)

    assert run == ("sample-2", "sample-3", "sample-4")
    assert pane.selected() == (*run, "sample-5")
    assert _opened(window) == "sample-2"


def test_ctrl_a_in_the_tree_selects_every_form_once(window: MainWindow) -> None:
    pane = window.bench.tree_pane
    pane.tree.setFocus()
    press(pane.tree, Key.Key_A, held=Held.ControlModifier)

    assert pane.selected() == tuple(f"sample-{number}" for number in range(1, 10))
    assert _words(window, "print") == "打印选中的 9 张表…"


def test_a_group_stands_for_all_its_forms(window: MainWindow) -> None:
    pane = window.bench.tree_pane
    pane.tree.setFocus()
    _click_line(window, pane.model.index(0, 0))

    assert len(pane.selected()) == 9
    assert _words(window, "export") == "导出选中的 9 张表…"


def test_the_commands_say_what_they_act_on(three: MainWindow) -> None:
    names = ("print", "export", "review", "remove_form")
    chosen = [_words(three, name) for name in names]
    tip = three.actions_by_name["print"].toolTip()
    _click(three, "sample-4")

    assert chosen == ["打印选中的 3 张表…", "导出选中的 3 张表…", "审核选中的 3 张表", "删除选中的 3 张表"]
    assert tip == "打印选中的 3 张表 (Ctrl+P)"
    assert [_words(three, name) for name in names] == ["打印本表…", "导出…", "审核", "删除本表"]


def test_back_on_the_paper_the_open_form_is_meant(three: MainWindow, qtbot: QtBot) -> None:
    three.bench.view.setFocus()
    qtbot.waitUntil(three.bench.view.hasFocus)

    assert three.bench.tree_pane.selected() == ("sample-2",)
    assert _words(three, "remove_form") == "删除本表"


def test_a_group_that_was_clicked_is_not_removed_from_the_paper(window: MainWindow, qtbot: QtBot) -> None:
    pane = window.bench.tree_pane
    pane.tree.setFocus()
    _click_line(window, pane.model.index(0, 0))
    pane.tree.collapse(pane.model.index(0, 0))
    window.bench.view.setFocus()
    qtbot.waitUntil(window.bench.view.hasFocus)
    window.actions_by_name["remove_form"].trigger()

    assert len(pane.model.uids()) == 8
    assert "sample-2" not in pane.model.uids()


def test_removing_them_is_one_step_that_undo_takes_back(three: MainWindow) -> None:
    session, pane = three.bench.session, three.bench.tree_pane
    assert session
    before = pane.model.uids()
    three.actions_by_name["remove_form"].trigger()
    left, said, undo = pane.model.uids(), three.bench.desk.notice, _words(three, "undo")
    three.actions_by_name["undo"].trigger()

    assert left == [uid for uid in before if uid not in {"sample-2", "sample-3", "sample-5"}]
    assert said == "已删除 3 张表，可撤销。"
    assert undo == "撤销 删除 3 张表"
    assert pane.model.uids() == before


def test_reviewing_them_says_how_they_stand_and_keeps_the_selection(window: MainWindow) -> None:
    session = window.bench.session
    assert session
    spoil = tuple((f"sample-{number}", SetText(field("period"), "不知道")) for number in (3, 5))
    session.do(Step("清空", spoil))
    _select_three(window)
    window.actions_by_name["review"].trigger()
    entries = [session.entry(uid) for uid in window.bench.tree_pane.selected()]
    errors = [entry.errors for entry in entries if entry and entry.errors]
    warnings = [entry.warnings for entry in entries if entry and entry.warnings]

    assert len(errors) == 2
    assert window.bench.desk.notice == (
        f"已审核 3 张表：2 张有错误（共 {sum(errors)} 处），"
        f"{len(warnings)} 张有提醒（共 {sum(warnings)} 处）。"
    )
    assert window.bench.tree_pane.selected() == ("sample-2", "sample-3", "sample-5")
    assert None not in [entry.errors for entry in entries if entry]


@pytest.mark.parametrize(("name", "asks"), [("print", "print_forms"), ("export", "export_forms")])
def test_they_are_printed_and_exported_in_the_trees_order(
    three: MainWindow, monkeypatch: pytest.MonkeyPatch, name: str, asks: str
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(three.bench.files, asks, lambda uids: asked.append(tuple(uids)))
    three.actions_by_name[name].trigger()

    assert asked == [("sample-2", "sample-3", "sample-5")]


def test_the_printed_file_holds_them_all(
    three: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    titles: list[object] = []

    def choose(_parent: object, title: object, *_more: object) -> Path:
        titles.append(title)
        return tmp_path / "三张.pdf"

    monkeypatch.setattr(asking, "file_to_write", choose)
    monkeypatch.setattr(asking, "yes", lambda *_asked: True)
    three.actions_by_name["print"].trigger()
    qtbot.waitUntil(lambda: three.bench.tasks.is_idle, timeout=20_000)

    assert titles == ["打印 3 张表"]
    assert (tmp_path / "三张.pdf").exists()


def test_a_text_in_an_open_editor_is_kept_when_more_lines_are_selected(window: MainWindow) -> None:
    go_to(window, "unit")
    type_text(window, "typed")
    _click(window, "sample-3", Held.ControlModifier)
    _click(window, "sample-5", Held.ControlModifier)
    window.actions_by_name["review"].trigger()

    assert text_at(window, "unit") == "typed"


def test_an_undo_by_its_keys_selects_nothing_more(three: MainWindow) -> None:
    tree = three.bench.tree_pane.tree
    three.actions_by_name["remove_form"].trigger()
    press(tree, Key.Key_Z, held=Held.ControlModifier)

    lines = tree.selectionModel().selectedRows()
    assert lines == [tree.currentIndex()]
    assert three.bench.tree_pane.selected() == (_opened(three),)


def test_selected_lines_stay_selected_in_another_order(three: MainWindow) -> None:
    pane = three.bench.tree_pane
    pane.sort_by("name")

    assert set(pane.selected()) == {"sample-2", "sample-3", "sample-5"}
    assert list(pane.selected()) == [uid for uid in pane.model.uids() if uid in pane.selected()]


def test_nothing_is_offered_that_a_locked_library_refuses(
    three: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert three.bench.session
    monkeypatch.setattr(type(three.bench.session.library), "read_only", True)
    three.bench.refreshed.emit()

    assert not three.actions_by_name["remove_form"].isEnabled()
    assert three.actions_by_name["print"].isEnabled()


def test_the_selection_counts_what_a_search_shows(window: MainWindow) -> None:
    pane = window.bench.tree_pane
    pane.filter.setText("产业扶持")
    shown = pane.model.uids()
    pane.tree.selectionModel().select(
        pane.model.index(0, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )

    assert 1 < len(shown) < 9
    assert list(pane.selected()) == shown
