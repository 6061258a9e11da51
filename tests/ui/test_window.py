"""The window survives whatever it is opened over."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.documents.edits import PutDocument, Step
from perfdesk.errors import DiskError
from perfdesk.library.library import Library
from perfdesk.ui import looks
from perfdesk.ui.window import MainWindow

from .samples import cell_of, commit, go_to, here, press, text_at, type_text, typing_place

Key = Qt.Key


def test_an_edit_is_found_after_the_library_is_opened_again(
    window: MainWindow, library_path: Path, tmp_path: Path
) -> None:
    go_to(window, "row-2-6/value")
    type_text(window, "1%")
    press(typing_place(window), Key.Key_Return)

    window.bench.files.open_path(tmp_path / "另一个.json", create=True)
    window.bench.files.open_path(library_path)

    assert text_at(window, "row-2-6/value") == "1%"
    assert window.status.saved.text() == ""


def test_saving_is_said_with_the_time(window: MainWindow) -> None:
    go_to(window, "period")
    press(window.bench.view, Key.Key_Delete)

    assert window.status.saved.text().startswith("已保存 ")


def test_the_status_line_says_where_the_clerk_is(window: MainWindow) -> None:
    go_to(window, "row-2-6/value")
    in_rows = window.status.where.text()
    go_to(window, "funds.annual.other")

    assert in_rows == "成本指标 · 年度指标值"
    assert window.status.where.text() == "年度其他资金"


def test_a_missing_library_is_said_on_the_desk(empty_window: MainWindow, tmp_path: Path) -> None:
    empty_window.bench.files.open_path(tmp_path / "没有.json")

    assert "没有.json" in empty_window.bench.desk.message
    assert not (tmp_path / "没有.json").exists()
    assert not empty_window.actions_by_name["print"].isEnabled()


@pytest.mark.parametrize("content", ["", "{", "[]", "不是项目库", '{"a": 1}'])
def test_a_broken_library_is_said_on_the_desk(empty_window: MainWindow, tmp_path: Path, content: str) -> None:
    path = tmp_path / "坏.json"
    path.write_text(content, encoding="utf-8")

    empty_window.bench.files.open_path(path)

    assert "坏.json" in empty_window.bench.desk.message
    assert empty_window.bench.session is None
    assert path.read_text(encoding="utf-8") == content


def test_no_key_and_no_command_harms_a_window_without_a_library(empty_window: MainWindow) -> None:
    press(
        empty_window.bench.view,
        Key.Key_Return,
        Key.Key_Tab,
        Key.Key_Delete,
        Key.Key_F2,
        Key.Key_Home,
        Key.Key_A,
    )
    commit(empty_window.bench.view, "中")
    for name in ("save", "undo", "redo", "insert_row", "remove_row", "row_up", "next_finding", "fix"):
        action = empty_window.actions_by_name[name]
        action.setEnabled(True)
        action.trigger()

    assert empty_window.bench.session is None


def test_an_empty_library_says_what_to_do(empty_window: MainWindow, tmp_path: Path) -> None:
    empty_window.bench.files.open_path(tmp_path / "新.json", create=True)

    assert "导入" in empty_window.bench.desk.message
    assert empty_window.bench.session


def test_a_library_in_use_is_read_only_and_the_first_key_says_who_holds_it(
    empty_window: MainWindow, library_path: Path, qtbot: QtBot
) -> None:
    bench = empty_window.bench
    with Library.open(library_path):
        bench.files.open_path(library_path)
        bench.view.setFocus()
        bench.desk.be_quiet()
        place = here(empty_window)
        assert bench.session
        before = bench.opened

        commit(bench.view, "丙")
        said_to_method = bench.desk.notice
        bench.desk.be_quiet()
        press(bench.view, Key.Key_A, Key.Key_Delete, Key.Key_F2)

        assert bench.session.library.holder
        assert bench.session.library.holder.person in said_to_method
        assert bench.desk.notice == said_to_method
        assert here(empty_window) == place
        assert bench.view.editor is None
        assert bench.opened == before
        assert "只读" in empty_window.windowTitle()
        empty_window.close()


def test_a_document_of_an_unknown_form_is_shown_with_its_text(window: MainWindow) -> None:
    session = window.bench.session
    assert session
    stranger = replace(session.library.document("sample-2"), uid="stranger", form="nobody@2099")

    session.do(Step("导入", (("stranger", PutDocument(stranger)),)))
    window.bench.tree_pane.chosen.emit("stranger")

    assert "nobody@2099" in window.bench.desk.message
    assert "产业扶持专项资金" in window.bench.desk.message
    assert not window.bench.view.isVisible()
    assert not window.actions_by_name["insert_row"].isEnabled()

    window.bench.tree_pane.chosen.emit("sample-1")
    assert window.bench.view.isVisible()
    assert window.bench.desk.message == ""


def test_another_library_takes_the_place_of_the_open_one(window: MainWindow, tmp_path: Path) -> None:
    window.bench.files.open_path(tmp_path / "另一个.json", create=True)

    assert window.bench.tree_pane.model.rowCount() == 0
    assert window.windowTitle() == "另一个 — perfdesk"
    assert not window.actions_by_name["undo"].isEnabled()


def test_f6_goes_from_pane_to_pane(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["next_pane"].trigger()
    in_review = window.bench.review.list.hasFocus()
    window.actions_by_name["next_pane"].trigger()

    assert in_review
    assert window.bench.tree_pane.tree.hasFocus()


def test_the_desk_turns_pages_and_follows_the_current_cell(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(900, 560)
    bar = window.bench.desk.verticalScrollBar()

    press(window.bench.view, Key.Key_PageDown)
    turned = bar.value()
    go_to(window, "row-2-9/value")
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())

    go_to(window, "title")

    assert turned > 0
    qtbot.waitUntil(lambda: bar.value() == 0)


def test_the_paper_fits_the_smallest_window_whole(window: MainWindow, qtbot: QtBot) -> None:
    assert window.bench.session
    window.bench.session.write(cell_of(window, "goal.total"), "长" * 900)
    window.resize(window.minimumSize())
    bar = window.bench.desk.horizontalScrollBar()

    qtbot.waitUntil(lambda: window.width() == 900 and bar.maximum() == 0)

    view, viewport = window.bench.view, window.bench.desk.viewport()
    assert view.mapTo(viewport, view.rect().topRight()).x() < viewport.width()


def test_the_first_form_fills_the_paper_from_edge_to_edge(
    empty_window: MainWindow, library_path: Path
) -> None:
    empty_window.bench.files.open_path(library_path)

    view = empty_window.bench.view
    assert sum(view.columnWidth(column) for column in range(view.model().columnCount())) == view.width()


def test_undo_goes_to_the_cell_that_it_changes(window: MainWindow) -> None:
    assert window.bench.session
    window.bench.session.write(go_to(window, "period"), "a")
    go_to(window, "row-2-9/value")

    window.actions_by_name["undo"].trigger()
    undone_at = here(window)
    go_to(window, "row-2-9/value")
    window.actions_by_name["redo"].trigger()

    assert (undone_at, here(window)) == ("period", "period")


def test_a_merged_cell_is_no_single_indicator(window: MainWindow) -> None:
    go_to(window, "row-2-1/level1")

    able = {name: window.actions_by_name[name].isEnabled() for name in ("remove_row", "row_up", "row_down")}

    assert able == {"remove_row": False, "row_up": False, "row_down": False}


def test_an_indicator_inserted_at_a_merged_cell_stands_below_all_of_it(window: MainWindow) -> None:
    go_to(window, "row-2-1/level2")

    window.actions_by_name["insert_row"].trigger()

    assert window.bench.opened
    rows = [row.uid for row in window.bench.opened.document.rows]
    assert rows[:3] == ["row-2-1", "row-2-2", "row-2-3"]
    assert rows[4] == "row-2-4"
    assert window.bench.opened.document.rows[3].text("level2") == "数量指标"


def test_the_tree_stays_at_the_open_document_while_a_text_cannot_be_kept(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.bench.session
    pane = window.bench.tree_pane
    press(window.bench.view, Key.Key_Home)
    press(window.bench.view, Key.Key_A)

    def full(step: Step, **_: object) -> None:
        raise DiskError("磁盘空间已满。")

    with monkeypatch.context() as patch:
        patch.setattr(window.bench.session.library, "commit", full)
        pane.tree.setCurrentIndex(pane.model.index_of("sample-5"))

        qtbot.waitUntil(lambda: pane.model.node(pane.tree.currentIndex()).uid == "sample-2")


def test_the_search_line_s_icon_follows_the_surroundings(
    qapp: QApplication, qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    glass = window.bench.tree_pane.filter.actions()[0]

    def lightest() -> float:
        picture = glass.icon().pixmap(20, 20).toImage()
        colours = [picture.pixelColor(x, y) for x in range(20) for y in range(20)]
        return max(colour.lightnessF() for colour in colours if colour.alphaF() > 0.9)

    scheme, light = qapp.styleHints().colorSchemeChanged, lightest()
    with monkeypatch.context() as patch:
        patch.setattr(looks, "is_dark", lambda: True)
        scheme.emit(Qt.ColorScheme.Dark)
        qtbot.waitUntil(lambda: lightest() > 0.6)
    scheme.emit(Qt.ColorScheme.Light)
    qtbot.waitUntil(lambda: lightest() == light)

    assert light < 0.5


def test_icons_follow_the_surroundings_and_fade_when_they_cannot_be_used(
    qapp: QApplication, qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def darkest(mode: QIcon.Mode) -> float:
        """How dark an icon is drawn: its lightness, weighted with how much it covers."""
        picture = window.actions_by_name["print"].icon().pixmap(20, 20, mode).toImage()
        colours = [picture.pixelColor(x, y) for x in range(20) for y in range(20)]
        return max((1 - colour.lightnessF()) * colour.alphaF() for colour in colours)

    light = darkest(QIcon.Mode.Normal)
    faded = darkest(QIcon.Mode.Disabled)
    scheme = qapp.styleHints().colorSchemeChanged
    with monkeypatch.context() as patch:
        patch.setattr(looks, "is_dark", lambda: True)
        scheme.emit(Qt.ColorScheme.Dark)
        qtbot.waitUntil(lambda: darkest(QIcon.Mode.Normal) < 0.3)
    scheme.emit(Qt.ColorScheme.Light)
    qtbot.waitUntil(lambda: darkest(QIcon.Mode.Normal) == light)

    assert light > 0.8
    assert faded < light * 0.6
