"""Ctrl+K finds and goes; F1 shows the keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from perfdesk.ui import asking
from perfdesk.ui.commands.finds import fits
from perfdesk.ui.commands.keys_sheet import KeysSheet
from perfdesk.ui.commands.palette import Palette
from perfdesk.ui.commands.table import COMMANDS
from perfdesk.ui.sheet.keys import SHEET_KEYS
from perfdesk.ui.window import MainWindow
from tests.ui.samples import commit, compose, go_to, here, press, text_at, type_text, typing_place

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def _asked(window: MainWindow) -> Palette:
    press(typing_place(window), Key.Key_K, held=CTRL)
    palette = window.bench.guide.palette
    assert palette
    assert palette.line.hasFocus()
    return palette


def _found(palette: Palette) -> list[str]:
    return [palette.model.index(row).data() for row in range(palette.model.rowCount())]


def test_a_cell_is_found_by_its_row_and_label_and_enter_goes_there(window: MainWindow) -> None:
    palette = _asked(window)
    commit(palette.line, "行 6 指标值")
    press(palette.line, Key.Key_Return)

    assert here(window) == "row-2-6/value"
    assert window.bench.view.hasFocus()
    assert palette.isHidden()


def test_a_project_is_found_by_initials(window: MainWindow) -> None:
    session = window.bench.session
    assert session
    wanted = next(entry for entry in session.library.entries() if entry.uid == "sample-5")
    from perfdesk.library.search import initials

    palette = _asked(window)
    letters = "".join(sign if sign.isascii() else " " for sign in initials(wanted.name)).split()[0]
    QTest.keyClicks(palette.line, letters)
    while palette.model.index(palette.list.currentIndex().row()).data() != wanted.name:
        before = palette.list.currentIndex().row()
        press(palette.line, Key.Key_Down)
        assert palette.list.currentIndex().row() > before
    press(palette.line, Key.Key_Return)

    assert session.opened
    assert session.opened.document.uid == "sample-5"


def test_a_command_shows_its_key_and_is_done(window: MainWindow) -> None:
    go_to(window, "row-2-6/value")
    rows = len(window.bench.opened.document.rows) if window.bench.opened else 0
    palette = _asked(window)
    commit(palette.line, "删除指标")
    assert [find.beside for find in [palette.model.find(palette.list.currentIndex())] if find] == ["Ctrl+-"]
    press(palette.line, Key.Key_Return)

    assert window.bench.opened
    assert len(window.bench.opened.document.rows) == rows - 1


def test_a_command_that_makes_no_sense_now_is_not_found(window: MainWindow) -> None:
    palette = _asked(window)
    commit(palette.line, "重做")

    assert _found(palette) == []
    press(palette.line, Key.Key_Return)
    assert palette.isVisible()


def test_esc_closes_it_with_the_keys_where_they_were(window: MainWindow) -> None:
    go_to(window, "period")
    palette = _asked(window)
    press(palette.line, Key.Key_Escape)

    assert palette.isHidden()
    assert window.bench.view.hasFocus()
    assert here(window) == "period"


def test_while_something_is_composed_enter_and_esc_are_the_input_method_s(window: MainWindow) -> None:
    palette = _asked(window)
    compose(palette.line, "d", "da")
    press(palette.line, Key.Key_Return, Key.Key_Escape)
    assert palette.isVisible()
    assert palette.line.hasFocus()

    commit(palette.line, "打印")
    assert any(words.startswith("打印") for words in _found(palette))


def test_what_is_typed_in_an_open_editor_is_kept_when_the_palette_comes(window: MainWindow) -> None:
    go_to(window, "row-2-6/value")
    type_text(window, "37%")
    _asked(window)

    assert text_at(window, "row-2-6/value") == "37%"


def test_a_click_elsewhere_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    palette = _asked(window)
    window.bench.tree_pane.filter.setFocus(Qt.FocusReason.MouseFocusReason)

    qtbot.waitUntil(palette.isHidden)


def test_it_stands_over_a_window_without_a_library(empty_window: MainWindow) -> None:
    palette = _asked(empty_window)
    commit(palette.line, "打开")

    assert "打开项目库" in _found(palette)


@pytest.mark.parametrize(
    ("words", "name", "is_found"),
    [
        ("行6", "行 6 · 年度指标值", True), ("6行", "行 6 · 年度指标值", True),
        ("行6", "行 16 · 年度指标值", False), ("行 2", "行 1–3 · 一级指标", True),
        ("行 4", "行 1–3 · 一级指标", False),
        ("行6 指标值", "行 6 · 年度指标值", True), ("ndje", "年度金额", True), ("", "年度金额", True),
        ("第6行", "行 6 · 三级指标", True), ("项目", "年度金额", False),
    ],
)  # fmt: skip
def test_what_fits(words: str, name: str, is_found: bool) -> None:
    assert fits(words, name) is is_found


def test_f1_shows_every_key_and_esc_closes_the_sheet(window: MainWindow) -> None:
    go_to(window, "department")
    press(window.bench.view, Key.Key_F1)
    sheet = next(each for each in QApplication.topLevelWidgets() if isinstance(each, KeysSheet))
    shown = " ".join(label.text() for label in sheet.findChildren(QLabel))

    for command in COMMANDS:
        for keys in command.keys:
            assert QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) in shown
    assert {(key.keys, key.words) for key in SHEET_KEYS} <= set(sheet.lines())
    press(sheet, Key.Key_Escape)
    assert not sheet.isVisible()


def test_about_says_the_version(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda _parent, words: told.append(words))
    window.actions_by_name["about"].trigger()

    assert told[0].startswith("perfdesk 0.")
