"""An open editor stands where the text stood on the paper, with all of its lines."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from perfdesk.ui.window import MainWindow
from tests.ui.samples import cell_of, go_to, press


@pytest.mark.parametrize("width", [900, 1038, 1360])
@pytest.mark.parametrize("address", ["period", "department", "goal.total", "row-2-9/level2"])
def test_an_editor_shows_every_line_that_the_paper_showed(
    window: MainWindow, qtbot: QtBot, width: int, address: str
) -> None:
    view = window.bench.view
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window.width() == width)
    index = window.bench.model.index_of(cell_of(window, address))
    high = view.visualRect(index).height()

    go_to(window, address)
    press(view, Qt.Key.Key_F2)

    editor = view.editor
    assert editor
    caret, lines = editor.cursorRect(), round(editor.document().size().height())
    assert caret.bottom() <= editor.viewport().height()
    assert abs(2 * editor.viewportMargins().top() + lines * caret.height() - editor.height()) <= 2
    assert view.visualRect(index).height() == high
