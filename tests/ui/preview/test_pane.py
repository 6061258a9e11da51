"""The page beside the paper."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.ui.preview import pane as preview_module
from perfdesk.ui.preview.pane import Preview
from perfdesk.ui.window import MainWindow
from tests.ui.samples import commit, go_to, here, press, text_at, type_text, typing_place

Key = Qt.Key


@pytest.fixture
def preview(window: MainWindow, qtbot: QtBot) -> Iterator[Preview]:
    """The preview, shown by its key, with the first pages on it."""
    shown = window.bench.previewing.preview
    with qtbot.waitSignal(shown.pictured):
        QTest.keyClick(window.bench.view, Key.Key_F12)
    qtbot.waitUntil(lambda: not shown.is_busy)
    yield shown
    shown.wait()


def _picture(preview: Preview, page: int = 0) -> QImage:
    assert preview.pages
    return preview.pages.pictures[page]


def _is_settled(preview: Preview) -> bool:
    return not preview.is_busy


def test_it_is_hidden_until_it_is_asked_for(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    assert preview.isVisible()

    QTest.keyClick(window.bench.view, Key.Key_F12)

    assert not preview.isVisible()
    assert preview.pages is None


def test_nothing_is_made_while_it_is_hidden(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shown = window.bench.previewing.preview
    wishes: list[None] = []
    shown.wanted.connect(lambda: wishes.append(None))

    press(window.bench.view, Key.Key_Delete)

    assert not shown.is_busy
    assert wishes == []


def test_the_page_is_as_wide_as_there_is_room_and_white(preview: Preview) -> None:
    picture = _picture(preview)
    room = preview.viewport().width()

    assert room - 40 < picture.width() / picture.devicePixelRatio() <= room
    assert picture.height() / picture.width() == pytest.approx(841.89 / 595.28, abs=0.01)
    assert picture.pixelColor(2, 2) == QColor("white")
    grey = preview.grab().toImage()
    assert grey.pixelColor(2, 2) != QColor("white")


def test_typing_is_seen_before_it_is_kept(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    before = _picture(preview)
    go_to(window, "unit")
    with qtbot.waitSignal(preview.pictured):
        type_text(window, "8888")

    assert window.bench.view.editor
    assert text_at(window, "unit") != "8888"
    assert _picture(preview) != before


def test_text_of_an_input_method_is_seen_too(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    before = _picture(preview)
    go_to(window, "unit")
    with qtbot.waitSignal(preview.pictured):
        commit(window.bench.view, "局")

    assert _picture(preview) != before


def test_giving_up_brings_the_old_page_back(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    before = _picture(preview)
    go_to(window, "unit")
    with qtbot.waitSignal(preview.pictured):
        type_text(window, "8888")
    with qtbot.waitSignal(preview.pictured):
        press(typing_place(window), Key.Key_Escape)

    assert _picture(preview) == before


def test_undo_is_seen(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    before = _picture(preview)
    go_to(window, "unit")
    with qtbot.waitSignal(preview.pictured):
        press(window.bench.view, Key.Key_Delete)
    changed = _picture(preview)
    with qtbot.waitSignal(preview.pictured):
        window.actions_by_name["undo"].trigger()

    assert changed != before
    assert _picture(preview) == before


def test_the_newest_text_is_shown_last(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    go_to(window, "unit")
    for sign in "12345678":
        type_text(window, sign)
        window.bench.previewing.preview.wanted.emit()
    qtbot.waitUntil(lambda: _is_settled(preview))
    typed = _picture(preview)

    assert window.bench.finish_editing()
    with qtbot.waitSignal(preview.pictured):
        preview.wanted.emit()

    assert text_at(window, "unit") == "12345678"
    assert _picture(preview) == typed


def test_pages_of_a_document_that_was_left_are_dropped(
    window: MainWindow, preview: Preview, qtbot: QtBot
) -> None:
    session = window.bench.session
    assert session
    seen: list[str] = []
    preview.pictured.connect(lambda: seen.append(preview.pages.document if preview.pages else ""))

    preview.wanted.emit()
    session.open("sample-3")
    preview.wanted.emit()
    qtbot.waitUntil(lambda: _is_settled(preview) and bool(seen))

    assert set(seen) == {"sample-3"}


def test_a_click_goes_to_the_cell(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    for address in ("project.name", "funds.annual.sum", "goal.annual", "row-2-6/value"):
        QTest.mouseClick(_paper(preview), Qt.MouseButton.LeftButton, pos=_place(preview, address))

        assert here(window) == address
    assert window.bench.view.hasFocus()


def test_a_click_keeps_what_is_being_typed(window: MainWindow, preview: Preview) -> None:
    go_to(window, "unit")
    type_text(window, "8888")

    QTest.mouseClick(_paper(preview), Qt.MouseButton.LeftButton, pos=_place(preview, "period"))

    assert here(window) == "period"
    assert text_at(window, "unit") == "8888"


def test_a_click_on_the_margin_goes_nowhere(window: MainWindow, preview: Preview) -> None:
    go_to(window, "unit")

    QTest.mouseClick(_paper(preview), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))

    assert here(window) == "unit"


def test_pages_that_go_on_stand_under_each_other(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    go_to(window, "goal.annual")
    with qtbot.waitSignal(preview.pictured):
        commit(window.bench.view, "推动产业发展，" * 300)

    assert preview.pages
    assert len(preview.pages.pictures) > 1
    assert preview.verticalScrollBar().maximum() > 0


def test_a_narrow_window_shows_it_in_place_of_the_findings(window: MainWindow, preview: Preview) -> None:
    assert window.bench.review.isVisible()

    window.resize(900, 560)
    QApplication.processEvents()
    narrow = window.bench.review.isVisible()
    window.resize(1366, 768)
    QApplication.processEvents()

    assert not narrow
    assert window.bench.review.isVisible()


def test_an_empty_library_shows_no_page(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    session = window.bench.session
    assert session
    session.open(None)
    preview.wanted.emit()

    assert preview.pages is None


def test_what_cannot_be_printed_leaves_the_window_at_work(
    window: MainWindow, preview: Preview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfdesk.errors import UsageError

    make = preview_module.make_pages

    def refuse(*_arguments: object) -> None:
        raise UsageError("没有可以打印的表。")

    monkeypatch.setattr(preview_module, "make_pages", refuse)
    preview.wanted.emit()
    qtbot.waitUntil(lambda: _is_settled(preview))
    monkeypatch.setattr(preview_module, "make_pages", make)

    with qtbot.waitSignal(preview.pictured):
        preview.wanted.emit()


def _paper(preview: Preview) -> QWidget:
    paper = preview.widget()
    assert paper
    return paper


def _place(preview: Preview, address: str) -> QPoint:
    """The middle of a cell on the first page."""
    assert preview.pages
    place = next(place for place in preview.pages.places if str(place.address) == address)
    shown = preview.pages.pictures[0].width() / preview.devicePixelRatioF()
    left, scale = (_paper(preview).width() - shown) / 2, shown / preview.pages.sizes[0][0]
    x, y = place.x + place.width / 2, place.y + place.height / 2
    return QPoint(round(left + x * scale), round(12 + y * scale))
