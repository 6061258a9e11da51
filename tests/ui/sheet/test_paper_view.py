"""What is painted again, and what is left as it stands."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.ui.window import MainWindow
from tests.ui.samples import cell_of, go_to, press, type_text, typing_place

Key = Qt.Key


class _Painted(QObject):
    """Where a widget has been painted."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


@pytest.fixture
def painted(window: MainWindow) -> Iterator[_Painted]:
    """Where the paper is painted from now on."""
    QApplication.processEvents()
    spy = _Painted()
    window.bench.view.viewport().installEventFilter(spy)
    yield spy
    window.bench.view.viewport().removeEventFilter(spy)


def _rect(window: MainWindow, address: str) -> QRect:
    return window.bench.view.visualRect(window.bench.model.index_of(cell_of(window, address)))


def test_an_enter_paints_the_cells_that_look_different_and_no_others(
    window: MainWindow, painted: _Painted
) -> None:
    go_to(window, "row-2-4/value")
    type_text(window, "98%")
    press(typing_place(window), Key.Key_Return)
    QApplication.processEvents()

    def is_painted(address: str) -> bool:
        return painted.region.contains(_rect(window, address).center())

    assert is_painted("row-2-4/value")
    assert is_painted("row-2-5/value")
    assert not is_painted("title")
    assert not is_painted("goal.total")
    assert not is_painted("row-2-9/name")


def test_after_scrolling_by_keys_the_screen_is_as_painted_anew(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(900, 560)
    bar = window.bench.desk.verticalScrollBar()
    go_to(window, "goal.annual")
    for text in "12345678":
        type_text(window, text)
        press(typing_place(window), Key.Key_Return)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: bar.value() > 0)
    QApplication.processEvents()

    seen = window.screen().grabWindow(window.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    anew = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    assert seen.size() == anew.size()
    assert seen == anew
