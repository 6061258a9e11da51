"""What was can be seen and brought back: the history of a form, and deleted forms."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from perfdesk.ui import asking
from perfdesk.ui.keeping.bin_window import BinWindow
from perfdesk.ui.keeping.history_window import HistoryWindow
from perfdesk.ui.window import MainWindow
from tests.ui.samples import go_to, press, text_at, type_text

Key = Qt.Key
PLACE = "row-2-3/value"


def _type(window: MainWindow, text: str) -> None:
    go_to(window, PLACE)
    type_text(window, text)
    press(window.bench.view.editor or window.bench.view, Key.Key_Return)


def _history(window: MainWindow) -> HistoryWindow:
    window.actions_by_name["history"].trigger()
    shown = window.bench.past.window
    assert isinstance(shown, HistoryWindow)
    return shown


def _bin(window: MainWindow) -> BinWindow:
    window.actions_by_name["bin"].trigger()
    shown = window.bench.past.window
    assert isinstance(shown, BinWindow)
    return shown


def test_history_tells_what_was_done_newest_first(window: MainWindow) -> None:
    _type(window, "11")
    _type(window, "22")

    shown = _history(window)

    words = [shown.list.item(row).text() for row in range(shown.list.count())]
    assert "修改“年度指标值”" in words[0]
    assert words[0].endswith("（现在）")
    assert "11 → 22" in shown.text.toPlainText()
    assert not shown.restore.isEnabled()
    shown.close()


def test_an_older_state_says_what_would_change_and_comes_back_as_one_step(window: MainWindow) -> None:
    _type(window, "11")
    _type(window, "22")
    shown = _history(window)

    press(shown.list, Key.Key_Down)

    assert "22 → 11" in shown.text.toPlainText()
    QTest.mouseClick(shown.restore, Qt.MouseButton.LeftButton)
    assert text_at(window, PLACE) == "11"
    window.actions_by_name["undo"].trigger()
    assert text_at(window, PLACE) == "22"


def test_a_deleted_form_comes_back_from_the_bin(window: MainWindow) -> None:
    session = window.bench.session
    assert session
    assert session.opened
    uid = session.opened.document.uid
    _type(window, "11")
    window.actions_by_name["remove_form"].trigger()
    assert session.entry(uid) is None

    shown = _bin(window)
    assert shown.list.count() == 1
    QTest.mouseClick(shown.back, Qt.MouseButton.LeftButton)

    assert session.entry(uid)
    assert text_at(window, PLACE) == "11"
    window.actions_by_name["undo"].trigger()
    assert session.entry(uid) is None


def test_the_bin_is_emptied_only_when_that_was_meant(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.bench.session
    assert session
    window.actions_by_name["remove_form"].trigger()
    answers = iter((False, True))
    monkeypatch.setattr(asking, "yes", lambda *_: next(answers))

    QTest.mouseClick(_bin(window).empty, Qt.MouseButton.LeftButton)
    assert len(session.library.bin()) == 1

    QTest.mouseClick(_bin(window).empty, Qt.MouseButton.LeftButton)
    assert session.library.bin() == ()
    assert "彻底删除" in window.bench.desk.notice


def test_an_empty_bin_says_so(window: MainWindow) -> None:
    shown = _bin(window)

    assert shown.list.count() == 0
    assert not shown.back.isEnabled()
    shown.close()
