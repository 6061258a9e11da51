"""A library is examined, backed up and put back in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk.ui import asking
from perfdesk.ui.keeping.backups_window import BackupsWindow
from perfdesk.ui.window import MainWindow
from tests.ui.samples import go_to, press, text_at, type_text

PLACE = "row-2-3/value"


def _type(window: MainWindow, text: str) -> None:
    go_to(window, PLACE)
    type_text(window, text)
    press(window.bench.view.editor or window.bench.view, Qt.Key.Key_Return)


def _backups(window: MainWindow) -> BackupsWindow:
    window.actions_by_name["backups"].trigger()
    assert window.bench.caring.window
    return window.bench.caring.window


def test_a_sound_library_is_said_to_be_sound(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_by_name["doctor"].trigger()

    qtbot.waitUntil(lambda: "没有发现问题" in window.bench.outcome.words)
    assert [link.text() for link in window.bench.outcome.links] == ["查看(&V)", "关闭(&X)"]


def test_what_is_wrong_is_told_with_two_ways_out(qtbot: QtBot, window: MainWindow) -> None:
    session = window.bench.session
    assert session
    path = session.library.path
    session.library.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])

    window.actions_by_name["doctor"].trigger()

    qtbot.waitUntil(lambda: "发现" in window.bench.outcome.words and "问题" in window.bench.outcome.words)
    assert len(window.bench.outcome.links) == 4
    window.bench.outcome.links[1].click()
    qtbot.waitUntil(lambda: "已另存修好的项目库" in window.bench.outcome.words)
    assert path.read_bytes() == whole[: len(whole) // 2]
    assert list(path.parent.glob("*修复*"))


def test_a_backup_is_made_and_put_back(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def agree(_: object, question: str, __: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(asking, "yes", agree)
    _type(window, "11")
    QTest.mouseClick(_backups(window).make, Qt.MouseButton.LeftButton)
    assert "已备份为" in window.bench.outcome.words
    _type(window, "22")

    QTest.mouseClick(_backups(window).back, Qt.MouseButton.LeftButton)

    assert "张表" in asked[0]
    assert window.bench.session
    window.bench.session.open("sample-2")
    assert text_at(window, PLACE) == "11"
    _type(window, "33")
    assert text_at(window, PLACE) == "33"
    assert any("恢复前" in str(_backups(window).list.item(row).text()) for row in range(2))
