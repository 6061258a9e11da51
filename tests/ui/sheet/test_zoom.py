"""The paper larger and smaller, by wheel, keys, menu and slider."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.ui.window import MainWindow
from tests.ui.samples import go_to, text_at, type_text

Key, Held = Qt.Key, Qt.KeyboardModifier


def _heights(window: MainWindow) -> list[int]:
    view = window.bench.view
    return [view.rowHeight(row) for row in range(view.sheet_model.rowCount())]


def _spans(window: MainWindow) -> list[tuple[int, int]]:
    view, sheet = window.bench.view, window.bench.model.sheet
    assert sheet
    return [
        (view.rowSpan(cell.row, cell.column), view.columnSpan(cell.row, cell.column)) for cell in sheet.cells
    ]


def _turn(window: MainWindow, by: int, held: Qt.KeyboardModifier = Held.ControlModifier) -> None:
    port = window.bench.desk.viewport()  # where Qt passes on what the sheet has no use for
    at = QPoint(40, 40)
    event = QWheelEvent(
        QPointF(at), QPointF(port.mapToGlobal(at)), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


def _current(window: MainWindow) -> QRect:
    view = window.bench.view
    rect = view.visualRect(view.currentIndex())
    return QRect(view.viewport().mapTo(window.bench.desk.viewport(), rect.topLeft()), rect.size())


@pytest.mark.parametrize("percent", [60, 80, 150, 200])
def test_heights_and_widths_grow_with_the_paper(window: MainWindow, percent: int) -> None:
    whole, width = _heights(window), window.bench.view.width()

    window.bench.zoom.to(percent)

    assert window.bench.view.width() == pytest.approx(width * percent / 100, abs=2)
    assert sum(_heights(window)) == pytest.approx(
        sum(whole) * percent / 100, rel=0.08
    )  # type comes in whole pixels
    assert len(_heights(window)) == len(whole)


@pytest.mark.parametrize("percent", [60, 100, 200])
def test_spans_are_the_same_at_every_size(window: MainWindow, percent: int) -> None:
    before = _spans(window)

    window.bench.zoom.to(percent)

    assert _spans(window) == before


def test_the_wheel_zooms_only_with_control(window: MainWindow) -> None:
    _turn(window, 120, Held.NoModifier)
    assert window.bench.zoom.percent == 100

    _turn(window, 120)
    _turn(window, 120)
    _turn(window, -120)

    assert window.bench.zoom.percent == 110


def test_parts_of_a_notch_add_up(window: MainWindow) -> None:
    for _ in range(4):
        _turn(window, 30)

    assert window.bench.zoom.percent == 110


def test_the_wheel_stops_at_both_ends(window: MainWindow) -> None:
    _turn(window, 120 * 30)
    most = window.bench.zoom.percent
    _turn(window, -120 * 30)

    assert (most, window.bench.zoom.percent) == (200, 60)


def test_control_0_goes_back_to_100(window: MainWindow) -> None:
    before = _heights(window)
    window.bench.zoom.to(150)

    QTest.keyClick(window.bench.view, Key.Key_0, Held.ControlModifier)

    assert window.bench.zoom.percent == 100
    assert _heights(window) == before


def test_the_slider_and_its_percentage_say_how_large(window: MainWindow) -> None:
    window.bench.zoom.slider.slider.setValue(130)
    assert window.bench.desk.zoom == 1.3

    _turn(window, -120)

    assert window.bench.zoom.slider.slider.value() == 120
    assert window.bench.zoom.slider.percent.text() == "120%"


def test_a_paper_that_fits_is_not_scrolled_sideways(window: MainWindow) -> None:
    window.bench.zoom.to(200)
    window.actions_by_name["zoom_width"].trigger()
    QApplication.processEvents()

    desk = window.bench.desk
    assert desk.horizontalScrollBar().maximum() == 0
    assert 100 <= window.bench.zoom.percent < 130


def test_a_large_paper_does_not_keep_the_desk_wide(window: MainWindow) -> None:
    window.bench.zoom.to(200)
    QApplication.processEvents()
    assert window.bench.desk.horizontalScrollBar().maximum() > 0

    window.bench.zoom.to(100)
    window.resize(900, 560)
    QApplication.processEvents()

    assert window.bench.desk.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("percent", [60, 150, 200])
def test_the_current_cell_stays_in_view(window: MainWindow, qtbot: QtBot, percent: int) -> None:
    go_to(window, "row-2-9/value")
    window.bench.zoom.to(percent)

    qtbot.waitUntil(lambda: window.bench.desk.viewport().rect().contains(_current(window)))


def test_an_open_editor_grows_with_its_cell_and_keeps_its_text(window: MainWindow) -> None:
    go_to(window, "goal.annual")
    type_text(window, "half a sentence")
    editor = window.bench.view.editor
    assert editor
    before = editor.font().pixelSize()

    _turn(window, 120 * 5)

    assert window.bench.view.editor is editor
    assert editor.text() == "half a sentence"
    assert editor.font().pixelSize() == int(13 * 1.5) > before
    assert editor.geometry() == window.bench.view.visualRect(window.bench.view.currentIndex()).adjusted(
        1, 1, -2, -2
    )
    assert window.bench.finish_editing()
    assert text_at(window, "goal.annual") == "half a sentence"


def test_a_new_editor_has_the_size_of_the_paper(window: MainWindow) -> None:
    window.bench.zoom.to(150)
    go_to(window, "unit")
    type_text(window, "a")

    assert window.bench.view.editor
    assert window.bench.view.editor.font().pixelSize() == int(13 * 1.5)
