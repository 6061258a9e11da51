"""The form on screen: a table at full height, without headers or scroll bars; the desk around it scrolls.

Where keys lead is said in `moves`. An editor is closed only when what was typed in it is in the document or
was given up.
"""

from typing import TYPE_CHECKING, Any, overload

import shiboken6
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QFrame, QHeaderView, QTableView, QWidget

from perfdesk.ui import moves
from perfdesk.ui.delegate import SheetDelegate
from perfdesk.ui.editor import CellEditor
from perfdesk.ui.looks import Paper
from perfdesk.ui.sheet_model import Index, SheetModel
from perfdesk.ui.typesetting import Typesetter, edges, paper_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.documents.finding import Finding
    from perfdesk.documents.sheet import Cell

_Key = Qt.Key
_Move = QTableView.CursorAction
_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_ALONG = {_Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0), _Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1)}
_MOVES = {
    _Move.MoveUp: (-1, 0),
    _Move.MoveDown: (1, 0),
    _Move.MoveLeft: (0, -1),
    _Move.MoveRight: (0, 1),
}


class SheetView(QTableView):
    """The table of one open document.

    Signals: `locked_key_pressed()` when somebody types into what is only read; `current_moved(rect)`
    when another cell is current; `caret_moved()` in the open editor; `height_changed()` when the paper grew
    or shrank; `page_turned(pages)`; `typed()` when the text of an open editor changes, or is given up.
    """

    locked_key_pressed = Signal()
    current_moved = Signal(QRect)
    caret_moved = Signal()
    height_changed = Signal()
    page_turned = Signal(int)
    typed = Signal()

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = model
        self._typesetter = Typesetter()
        self._lane = (0, 0)
        self._fitted_width = 0
        self._marks: dict[tuple[int, int], Sequence[Finding]] = {}
        self._editor: CellEditor | None = None
        self._edited = QPersistentModelIndex()
        self._dress()
        self.setModel(model)
        self._delegate = SheetDelegate(self, model, self._typesetter)
        self._delegate.editor_made.connect(self._take_editor)
        self._delegate.left.connect(self._leave_editor)
        self._delegate.given_up.connect(self.give_up)
        self.setItemDelegate(self._delegate)
        model.laid_out.connect(self._lay_out)
        model.dataChanged.connect(self.fit_rows)

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
        trigger = QTableView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Paper.white)
        self.setPalette(palette)
        self.setAccessibleName("表格")

    # --- layout -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Spans, widths and heights of a changed sheet; and a current cell, always."""
        self.clearSpans()
        sheet = self.sheet_model.sheet
        for cell in sheet.cells if sheet else ():
            if cell.rows > 1 or cell.columns > 1:
                self.setSpan(cell.row, cell.column, cell.rows, cell.columns)
        self._fit_columns()
        self._keep_a_current_cell()
        self.viewport().update()

    def _fit_columns(self) -> None:
        self._fitted_width = self.width()
        if sheet := self.sheet_model.sheet:
            reached = edges(sheet.columns, self.width())
            for column in range(len(sheet.columns)):
                self.setColumnWidth(column, reached[column + 1] - reached[column])
        self.fit_rows()

    def fit_rows(self) -> None:
        """Give every row the height its texts need, those of an open editor included."""
        if not (sheet := self.sheet_model.sheet):
            return
        typed = {}
        if (editor := self.editor) and (cell := self.sheet_model.cell(self._edited)):
            typed[cell.row, cell.column] = editor.text() + editor.preedit
        heights = self._typesetter.heights(sheet, edges(sheet.columns, self.width()), typed)
        for row, height in enumerate(heights):
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
        if self.minimumHeight() != sum(heights):
            self.setMinimumHeight(sum(heights))
            self.height_changed.emit()
        self.updateEditorGeometries()

    def set_zoom(self, zoom: float) -> None:
        """Show everything larger or smaller, an open editor included; the paper's width is the desk's."""
        self._typesetter.set_zoom(zoom)
        if (editor := self.editor) and (cell := self.sheet_model.cell(self._edited)):
            editor.setFont(paper_font(cell.role, zoom))
        self._fit_columns()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the paper's proportions."""
        super().resizeEvent(event)
        if self.width() != self._fitted_width:
            self._fit_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, then the frame of the current one, which lies over the rules around it."""
        super().paintEvent(event)
        if not self.current_cell():
            return
        rect = self.visualRect(self.currentIndex()).adjusted(-1, -1, 0, 0)
        painter = QPainter(self.viewport())
        colour = Paper.current if self.hasFocus() or self.editor else Paper.rule
        for side in (
            QRect(rect.x(), rect.y(), rect.width(), 2),
            QRect(rect.x(), rect.bottom() - 1, rect.width(), 2),
            QRect(rect.x(), rect.y(), 2, rect.height()),
            QRect(rect.right() - 1, rect.y(), 2, rect.height()),
        ):
            painter.fillRect(side, colour)

    # --- where the clerk is -----------------------------------------------------------------------------

    def current_cell(self) -> "Cell | None":
        """The cell that keys go to."""
        return self.sheet_model.cell(self.currentIndex())

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
        """Repaint the frame, which reaches a pixel outside its cell."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            self._update_around(index)
        if current.isValid():
            self.current_moved.emit(self.visualRect(current))

    def _update_around(self, index: Index) -> None:
        self.viewport().update(self.visualRect(index).adjusted(-2, -2, 2, 2))

    def repaint_findings(self) -> None:
        """Repaint the cells whose marks have changed; by viewport, so that an open editor is left alone."""
        marks: dict[tuple[int, int], Sequence[Finding]] = {}
        for cell in self.sheet_model.sheet.stops if self.sheet_model.sheet else ():
            place = (cell.row, cell.column)
            marks[place] = self.sheet_model.findings(cell)
            if marks[place] != self._marks.get(place, ()):
                self._update_around(self.sheet_model.index_of(cell))
        self._marks = marks

    def go(self, down: int, right: int) -> None:
        """Go to the next cell in a direction, if there is one."""
        if target := self._neighbour(down, right):
            self.go_to(target)

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

    def step(self, count: int) -> None:
        """Go on in reading order, or back."""
        sheet, cell = self.sheet_model.sheet, self.current_cell()
        if sheet and cell and cell.addresses:
            self.go_to(moves.beside(sheet, cell, count))

    def moveCursor(self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier) -> Any:
        """Where a key of Qt's own leads."""
        sheet, cell = self.sheet_model.sheet, self.current_cell()
        if not sheet or not cell:
            return self.currentIndex()
        target: Cell | None = None
        if action in _MOVES:
            far = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            target = self._edge(*_MOVES[action]) if far else self._neighbour(*_MOVES[action])
        elif action in {_Move.MoveHome, _Move.MoveEnd}:
            whole = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            target = moves.end(sheet, cell, last=action == _Move.MoveEnd, whole=whole)
        return self.sheet_model.index_of(target or cell)

    # --- keys -------------------------------------------------------------------------------------------

    def follow(self, key: Qt.Key, *, shift: bool) -> None:
        """Go where Enter, Tab or an arrow leads after an edit."""
        if key in {_Key.Key_Tab, _Key.Key_Backtab}:
            self.step(-1 if shift or key == _Key.Key_Backtab else 1)
        elif key in _ALONG:
            self.go(*_ALONG[key])
        else:
            self.go(-1 if shift else 1, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys on a closed cell, as in a spreadsheet."""
        key, held = Qt.Key(event.key()), event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        others = held & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if editor := self.editor:  # while a first composition runs, keys still come here
            QApplication.sendEvent(editor, event)
        elif key in {_Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab, _Key.Key_Backtab} and not others:
            self.follow(key, shift=shift)
        elif key in {_Key.Key_PageUp, _Key.Key_PageDown}:
            self.page_turned.emit(1 if key == _Key.Key_PageDown else -1)
        elif self._is_locked() and (_writes(event) or key in _WRITING):
            self.locked_key_pressed.emit()
        elif key in {_Key.Key_Delete, _Key.Key_Backspace} and not others:
            self.sheet_model.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def _is_locked(self) -> bool:
        return not self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable

    def keyboardSearch(self, search: str) -> None:
        """Typing never jumps to another cell."""

    # --- editing ----------------------------------------------------------------------------------------

    @overload
    def edit(self, index: Index, /) -> None: ...
    @overload
    def edit(self, index: Index, trigger: QTableView.EditTrigger, event: Any, /) -> bool: ...
    def edit(
        self, index: Index, trigger: Any = QTableView.EditTrigger.AllEditTriggers, event: Any = None
    ) -> Any:
        """Open an editor; one opened by typing replaces the old text."""
        self._delegate.replacing = trigger == QTableView.EditTrigger.AnyKeyPressed
        return super().edit(index, trigger, event)

    @property
    def editor(self) -> CellEditor | None:
        """The open editor."""
        return self._editor if self._editor and shiboken6.isValid(self._editor) else None

    def _take_editor(self, editor: CellEditor, index: Index) -> None:
        self._editor, self._edited = editor, QPersistentModelIndex(index)
        editor.textChanged.connect(self.fit_rows)
        editor.textChanged.connect(self.typed)
        editor.cursorPositionChanged.connect(self.caret_moved)

    def typed_text(self) -> "tuple[Cell, str] | None":
        """What stands in the open editor and is not in the document yet, and its cell."""
        editor, cell = self.editor, self.sheet_model.cell(self._edited)
        return (cell, editor.text()) if editor and cell and editor.is_changed else None

    def caret(self) -> QRect | None:
        """Where the caret of the open editor stands, on the viewport."""
        if not (editor := self.editor):
            return None
        return editor.cursorRect().translated(editor.viewport().mapTo(self.viewport(), QPoint()))

    def commitData(self, editor: QWidget) -> None:
        """Write what was typed, an unfinished composition included."""
        if isinstance(editor, CellEditor):
            editor.settle_composition()
        super().commitData(editor)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close an editor unless it holds text that could not be kept."""
        if isinstance(editor, CellEditor) and editor.is_changed:
            return
        self._editor = None
        super().closeEditor(editor, _NO_HINT)
        self.fit_rows()
        self._update_around(self.currentIndex())

    def finish_editing(self) -> bool:
        """Write and close an open editor; False when its text could not be kept: then it stays open."""
        if editor := self.editor:
            self.commitData(editor)
            self.closeEditor(editor, _NO_HINT)
        return self.editor is None

    def _leave_editor(self, key: Qt.Key, shift: bool) -> None:
        if self.finish_editing():
            self.follow(key, shift=shift)

    def give_up(self) -> None:
        """Close the editor and leave the old text."""
        if editor := self.editor:
            editor.abandon()
            self.closeEditor(editor, _NO_HINT)
            self.typed.emit()

    # --- input method -----------------------------------------------------------------------------------

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """While the view still has the focus, the caret is that of the editor: candidates stand beside it."""
        value = super().inputMethodQuery(query)
        if (editor := self.editor) and query in {
            Qt.InputMethodQuery.ImCursorRectangle,
            Qt.InputMethodQuery.ImAnchorRectangle,
        }:
            return QRectF(value).translated(editor.mapTo(self, QPoint()))
        return value

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Text that comes without a composition (， 《, voice) opens the editor and is kept."""
        if self._is_locked():
            self.locked_key_pressed.emit()
            return
        composing = self.state() == self.State.EditingState
        super().inputMethodEvent(event)
        if event.commitString() and not composing and (editor := self.editor):
            QApplication.sendEvent(editor, event)
        self.fit_rows()
        self.updateMicroFocus()


def _writes(event: QKeyEvent) -> bool:
    return bool(event.text()) and event.text().isprintable()


_WRITING = {_Key.Key_Delete, _Key.Key_Backspace, _Key.Key_F2}
