"""How a cell of the sheet is drawn and edited, and what the keys do inside its editor."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from perfdesk.ui.looks import TINT, Paper
from perfdesk.ui.sheet.editor import CellEditor
from perfdesk.ui.sheet.model import Index, SheetModel
from perfdesk.ui.sheet.typesetting import Typesetter, paper_font, wrapping

if TYPE_CHECKING:
    from perfdesk.documents.sheet import Cell
    from perfdesk.ui.sheet.hints import Hints

_BAR = 3
_Held = Qt.KeyboardModifier
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down}
_LEAVING = _ENTER | {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}


class SheetDelegate(QStyledItemDelegate):
    """Draws and edits the cells of one view; the next editor replaces the old text if it is `replacing`.

    Signals: `editor_made(editor, index)`; `left(key, shift)` and `given_up()` by a key in the editor.
    """

    editor_made = Signal(object, object)
    left = Signal(object, bool)
    given_up = Signal()

    def __init__(self, view: QTableView, model: SheetModel, typesetter: Typesetter) -> None:
        super().__init__(view)
        self.replacing = False
        self._view = view
        self._model = model
        self._typesetter = typesetter

    @cached_property
    def hints(self) -> "Hints":
        """Help beside the editor; loaded with the first one, not with the first form."""
        from perfdesk.ui.sheet.hints import Hints

        return Hints(self._view.viewport(), self._model)

    # --- drawing ----------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill, finding, text and rules of one cell."""
        if not (cell := self._model.cell(index)):
            return
        rect: QRect = option.rect
        self._fill(painter, rect, cell, index)
        self._write(painter, rect, cell)
        if cell.framed:
            self._rule(painter, rect, cell)

    def _fill(self, painter: QPainter, rect: QRect, cell: "Cell", index: Index) -> None:
        if not cell.addresses:
            if cell.framed:
                painter.fillRect(rect, Paper.label_tint)
            return
        if self._view.currentIndex() == index:
            painter.fillRect(rect, Paper.current_tint)
        if findings := self._model.findings(cell):
            colour = Paper.weights[findings[0].severity]
            if self._view.currentIndex() != index and findings[0].severity != "info":
                tint = QColor(colour)
                tint.setAlphaF(TINT)
                painter.fillRect(rect, tint)
            painter.fillRect(QRect(rect.x(), rect.y(), _BAR, rect.height()), colour)

    def _write(self, painter: QPainter, rect: QRect, cell: "Cell") -> None:
        if not cell.text:
            return
        pad = self._typesetter.pad
        layout, height = self._typesetter.set(cell, cell.text, rect.width() - 2 * pad)
        painter.setPen(Paper.label_ink if cell.role in {"label", "subtitle", "caption"} else Paper.ink)
        layout.draw(painter, QPointF(rect.x() + pad, rect.y() + (rect.height() - height) // 2))

    def _rule(self, painter: QPainter, rect: QRect, cell: "Cell") -> None:
        """Rules of one device pixel, filled: a cosmetic pen leaves gaps at 150 %."""
        pixel = 1 / self._view.devicePixelRatioF()
        area = QRectF(rect)
        right, bottom = area.right() - pixel, area.bottom() - pixel
        painter.fillRect(QRectF(area.x(), bottom, area.width(), pixel), Paper.rule)
        painter.fillRect(QRectF(right, area.y(), pixel, area.height()), Paper.rule)
        if cell.column == 0:
            painter.fillRect(QRectF(area.x(), area.y(), pixel, area.height()), Paper.rule)
        above = self._model.sheet.cover.get((cell.row - 1, cell.column)) if self._model.sheet else None
        if not above or not above.framed:
            painter.fillRect(QRectF(area.x(), area.y(), area.width(), pixel), Paper.rule)

    # --- editing ----------------------------------------------------------------------------------------

    # Qt takes no editor for an answer; PySide's stub does not know
    def createEditor(  # type: ignore[override]
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        """An editor in the face of the cell."""
        if not (cell := self._model.cell(index)):
            return None
        font = paper_font(cell.role, self._typesetter.zoom)
        editor = CellEditor(parent, font, wrapping(cell.align), replacing=self.replacing)
        editor.setAccessibleName(self._model.spoken_name(cell))
        self.editor_made.emit(editor, index)
        self.hints.attend(editor, cell)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the editor once; never again over what was typed."""
        if isinstance(editor, CellEditor):
            editor.load(str(self._model.data(index, Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write what was typed; looking into a cell changes nothing."""
        if isinstance(editor, CellEditor) and editor.is_changed and self._model.setData(index, editor.text()):
            editor.settle()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Lie exactly over the cell, inside its frame."""
        rect: QRect = option.rect
        if isinstance(editor, CellEditor):
            editor.fit(rect, self._typesetter.pad)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys that leave the cell; a composition is kept when the focus goes elsewhere."""
        if isinstance(editor, CellEditor):
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(editor, event)
            if event.type() == QEvent.Type.ShortcutOverride and self._is_for_hints(editor, event):
                event.accept()
                return True
            if event.type() == QEvent.Type.FocusOut:
                editor.settle_composition()
        return super().eventFilter(editor, event)

    def _is_for_hints(self, editor: CellEditor, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and not editor.preedit and self.hints.wants(event)

    def _key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Enter and Tab leave the cell, Alt+Enter breaks the line; while composing they are the method's."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if editor.preedit:
            return key in _LEAVING or key == Qt.Key.Key_Escape
        if self.hints.key(event):
            return True
        if key in _ENTER and held & (_Held.AltModifier | _Held.ControlModifier):
            editor.insertPlainText("\n")
            return True
        if key == Qt.Key.Key_Escape:
            self.given_up.emit()
            return True
        arrow = key in _ARROWS and not held & ~_Held.KeypadModifier and editor.is_one_line
        if key in _LEAVING or arrow:
            self.left.emit(key, bool(held & _Held.ShiftModifier))
            return True
        return False
