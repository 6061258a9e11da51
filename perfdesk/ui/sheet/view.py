"""Walking over the form: which cell is current, and where keys lead.

The rules of walking are plain data in `moves`; how the form looks is in `paper_view`, how it is edited in
`editing_view`.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from perfdesk.ui.sheet import moves
from perfdesk.ui.sheet.editing_view import EditingView
from perfdesk.ui.sheet.model import Index, SheetModel

if TYPE_CHECKING:
    from perfdesk.documents.sheet import Cell

_Key = Qt.Key
_Move = QTableView.CursorAction
_Held = Qt.KeyboardModifier
_ALONG = {_Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0), _Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1)}
_LEADING = {_Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab, _Key.Key_Backtab}
_MOVES = {
    _Move.MoveUp: (-1, 0),
    _Move.MoveDown: (1, 0),
    _Move.MoveLeft: (0, -1),
    _Move.MoveRight: (0, 1),
}


class SheetView(EditingView):
    """The table of one open document.

    Signals: `current_moved(rect)` when another cell is current; `page_turned(pages)`.
    """

    current_moved = Signal(QRect)
    page_turned = Signal(int)

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._lane = (0, 0)
        model.laid_out.connect(self._keep_a_current_cell)
        self.left.connect(self._follow)

    # --- where the clerk is -----------------------------------------------------------------------------

    def go_to(self, cell: "Cell") -> None:
        """Make a cell the current one."""
        index = self.sheet_model.index_of(cell)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _keep_a_current_cell(self) -> None:
        sheet, cell = self.sheet_model.sheet, self.current_cell()
        if not sheet or not sheet.stops:
            return
        if not cell or not cell.addresses:
            cell = next((stop for stop in sheet.stops if stop.framed), sheet.stops[0])
        if self.currentIndex() != self.sheet_model.index_of(cell):
            self.go_to(cell)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the clerk is now."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.current_moved.emit(self.visualRect(current))

    # --- going elsewhere --------------------------------------------------------------------------------

    def go(self, down: int, right: int) -> None:
        """Go to the next cell in a direction, if there is one."""
        if target := self._neighbour(down, right):
            self.go_to(target)

    def step(self, count: int) -> None:
        """Go on in reading order, or back."""
        sheet, cell = self.sheet_model.sheet, self.current_cell()
        if sheet and cell and cell.addresses:
            self.go_to(moves.beside(sheet, cell, count))

    def _neighbour(self, down: int, right: int) -> "Cell | None":
        sheet, cell = self.sheet_model.sheet, self.current_cell()
        if not sheet or not cell or not (place := moves.neighbour(sheet, cell, self._lane, down, right)):
            return None
        self._lane = place
        return sheet.cover[place]

    def _edge(self, down: int, right: int) -> "Cell | None":
        sheet, cell, session = self.sheet_model.sheet, self.current_cell(), self.sheet_model.session
        if not sheet or not cell or not session:
            return None
        place = moves.edge(
            sheet, cell, self._lane, (down, right), lambda other: bool(session.text_of(other).strip())
        )
        self._lane = place or self._lane
        return sheet.cover[place] if place else None

    def moveCursor(self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier) -> Any:
        """Where a key of Qt's own leads."""
        sheet, cell = self.sheet_model.sheet, self.current_cell()
        if not sheet or not cell:
            return self.currentIndex()
        target: Cell | None = None
        far = bool(modifiers & _Held.ControlModifier)
        if action in _MOVES:
            target = self._edge(*_MOVES[action]) if far else self._neighbour(*_MOVES[action])
        elif action in {_Move.MoveHome, _Move.MoveEnd}:
            target = moves.end(sheet, cell, last=action == _Move.MoveEnd, whole=far)
        return self.sheet_model.index_of(target or cell)

    # --- keys -------------------------------------------------------------------------------------------

    def _follow(self, key: Qt.Key, shift: bool) -> None:
        """Go where Enter, Tab or an arrow leads, after an edit too."""
        if key in {_Key.Key_Tab, _Key.Key_Backtab}:
            self.step(-1 if shift or key == _Key.Key_Backtab else 1)
        elif key in _ALONG:
            self.go(*_ALONG[key])
        else:
            self.go(-1 if shift else 1, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys on a closed cell that lead elsewhere, as in a spreadsheet; the others are for editing."""
        key, held = Qt.Key(event.key()), event.modifiers()
        others = held & ~(_Held.ShiftModifier | _Held.KeypadModifier)
        if self.editor:
            super().keyPressEvent(event)
        elif key in _LEADING and not others:
            self._follow(key, shift=bool(held & _Held.ShiftModifier))
        elif key in {_Key.Key_PageUp, _Key.Key_PageDown}:
            self.page_turned.emit(1 if key == _Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)
