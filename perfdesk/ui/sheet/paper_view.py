"""The form as a table on the screen: spans, widths, heights, the current cell's frame, what is repainted.

At full height, without headers or scroll bars: the desk around it scrolls. Only the cells that look
different are painted again.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QWidget

from perfdesk.ui.looks import Paper
from perfdesk.ui.sheet.model import Index, SheetModel
from perfdesk.ui.sheet.typesetting import Typesetter, edges

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfdesk.documents.sheet import Cell, Sheet
    from perfdesk.forms.profile import Severity

_NO_UPDATES = Qt.WidgetAttribute.WA_UpdatesDisabled


class PaperView(QTableView):
    """Shows a sheet at the paper's proportions.

    Signals: `height_changed()` when it grew or shrank; `seen()` once, when the first form has been painted.
    """

    height_changed = Signal()
    seen = Signal()

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = model
        self.typesetter = Typesetter()
        self._marks: Mapping[tuple[int, int], Severity] = {}
        self.is_seen = False
        """Whether a form has been painted"""
        self._fitted_width = 0
        self._fitted: tuple[Sheet, int, float, dict[tuple[int, int], str]] | None = None
        self._dress()
        self.setModel(model)
        model.laid_out.connect(self._lay_out)
        model.written.connect(self.fit_rows)

    def _dress(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(never)
        self.setVerticalScrollBarPolicy(never)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setAutoScroll(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Paper.white)
        self.setPalette(palette)
        self.setAccessibleName("表格")

    # --- layout -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Spans, widths and heights of a sheet whose rows or spans are others."""
        self.clearSpans()
        sheet = self.sheet_model.sheet
        for cell in sheet.cells if sheet else ():
            if cell.rows > 1 or cell.columns > 1:
                self.setSpan(cell.row, cell.column, cell.rows, cell.columns)
        self._fitted = None
        self._fit_columns()
        self.viewport().update()

    def _fit_columns(self) -> None:
        self._fitted_width = self.width()
        if sheet := self.sheet_model.sheet:
            reached = edges(sheet.columns, self.width())
            for column in range(len(sheet.columns)):
                self.setColumnWidth(column, reached[column + 1] - reached[column])
        self.fit_rows()

    def unwritten(self) -> dict[tuple[int, int], str]:
        """Texts that take room and do not stand in the sheet, by the place of their cell: an editor's."""
        return {}

    def fit_rows(self) -> None:
        """Give every row the height its texts need; nothing is measured twice."""
        if not (sheet := self.sheet_model.sheet):
            return
        width, zoom, unwritten = self.width(), self.typesetter.zoom, self.unwritten()
        if self._fitted and self._fitted[0] is sheet and self._fitted[1:] == (width, zoom, unwritten):
            return
        self._fitted = (sheet, width, zoom, unwritten)
        heights = self.typesetter.heights(sheet, edges(sheet.columns, width), unwritten)
        for row, height in enumerate(heights):
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
        if self.minimumHeight() != sum(heights):
            self.setMinimumHeight(sum(heights))
            self.height_changed.emit()
        self.updateEditorGeometries()

    def set_zoom(self, zoom: float) -> None:
        """Show everything larger or smaller; the paper's width is the desk's."""
        self.typesetter.set_zoom(zoom)
        self._fit_columns()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the paper's proportions."""
        super().resizeEvent(event)
        if self.width() != self._fitted_width:
            self._fit_columns()

    # --- painting ---------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, then the frame of the current one, which lies over the rules around it."""
        super().paintEvent(event)
        if not self.current_cell():
            return
        if not self.is_seen:
            self.is_seen = True
            QTimer.singleShot(0, self.seen.emit)
        rect = self.visualRect(self.currentIndex()).adjusted(-1, -1, 0, 0)
        painter = QPainter(self.viewport())
        has_keys = self.hasFocus() or self.state() == self.State.EditingState
        colour = Paper.current if has_keys else Paper.rule
        for side in (
            QRect(rect.x(), rect.y(), rect.width(), 2),
            QRect(rect.x(), rect.bottom() - 1, rect.width(), 2),
            QRect(rect.x(), rect.y(), 2, rect.height()),
            QRect(rect.right() - 1, rect.y(), 2, rect.height()),
        ):
            painter.fillRect(side, colour)

    def current_cell(self) -> "Cell | None":
        """The cell that keys go to."""
        return self.sheet_model.cell(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Repaint the frame, which reaches a pixel outside its cell."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            self.update_around(index)

    def update_around(self, index: Index) -> None:
        """Repaint a cell and the frame around it."""
        self.viewport().update(self.visualRect(index).adjusted(-2, -2, 2, 2))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Repaint the frame; Qt would repaint every cell each time an editor closes."""
        self.viewport().setAttribute(_NO_UPDATES, True)
        super().focusInEvent(event)
        self.viewport().setAttribute(_NO_UPDATES, False)
        self.update_around(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """As when the focus comes."""
        self.viewport().setAttribute(_NO_UPDATES, True)
        super().focusOutEvent(event)
        self.viewport().setAttribute(_NO_UPDATES, False)
        self.update_around(self.currentIndex())

    def repaint_findings(self) -> None:
        """Repaint the cells whose marks have changed; by viewport, so that an open editor is left alone."""
        marks = self.sheet_model.marks()
        for place in marks.keys() | self._marks.keys():
            if marks.get(place) != self._marks.get(place):
                self.update_around(self.sheet_model.index(*place))
        self._marks = marks
