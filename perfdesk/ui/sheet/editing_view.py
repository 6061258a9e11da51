"""Editing on the form: an editor opens in a cell, keeps every sign, and closes.

An editor is closed only when what was typed in it is in the document or was given up. Here too is what an
input method needs while the first composition of a cell still runs in the view.
"""

from typing import TYPE_CHECKING, Any, overload

import shiboken6
from PySide6.QtCore import QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QTableView, QWidget

from perfdesk.ui.sheet.delegate import SheetDelegate
from perfdesk.ui.sheet.editor import CellEditor
from perfdesk.ui.sheet.model import Index, SheetModel
from perfdesk.ui.sheet.paper_view import PaperView
from perfdesk.ui.sheet.typesetting import paper_font

if TYPE_CHECKING:
    from perfdesk.documents.sheet import Cell

_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_Trigger = QTableView.EditTrigger
_WRITING = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F2}


class EditingView(PaperView):
    """Opens and closes the one editor.

    Signals: `locked_key_pressed()` when somebody types into what is only read; `caret_moved()` in the open
    editor; `typed()` when its text changes, or is given up; `closed()` when it is gone; `left(key, shift)`
    when a key has led out of it.
    """

    locked_key_pressed = Signal()
    caret_moved = Signal()
    typed = Signal()
    closed = Signal()
    left = Signal(object, bool)

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._editor: CellEditor | None = None
        self._edited = QPersistentModelIndex()
        self.setEditTriggers(_Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed)
        self._delegate = SheetDelegate(self, model, self.typesetter)
        self._delegate.editor_made.connect(self._take_editor)
        self._delegate.left.connect(self._leave)
        self._delegate.given_up.connect(self.give_up)
        self.setItemDelegate(self._delegate)

    # --- the open editor --------------------------------------------------------------------------------

    @property
    def editor(self) -> CellEditor | None:
        """The open editor."""
        return self._editor if self._editor and shiboken6.isValid(self._editor) else None

    @overload
    def edit(self, index: Index, /) -> None: ...
    @overload
    def edit(self, index: Index, trigger: QTableView.EditTrigger, event: Any, /) -> bool: ...
    def edit(self, index: Index, trigger: Any = _Trigger.AllEditTriggers, event: Any = None) -> Any:
        """Open an editor; one opened by typing replaces the old text."""
        self._delegate.replacing = trigger == _Trigger.AnyKeyPressed
        return super().edit(index, trigger, event)

    def _take_editor(self, editor: CellEditor, index: Index) -> None:
        self._editor, self._edited = editor, QPersistentModelIndex(index)
        editor.textChanged.connect(self.fit_rows)
        editor.textChanged.connect(self.typed)
        editor.cursorPositionChanged.connect(self.caret_moved)

    def typed_text(self) -> "tuple[Cell, str] | None":
        """What stands in the open editor and is not in the document yet, and its cell."""
        editor, cell = self.editor, self.sheet_model.cell(self._edited)
        return (cell, editor.text()) if editor and cell and editor.is_changed else None

    def unwritten(self) -> dict[tuple[int, int], str]:
        """The text of the open editor, its unfinished composition too, where the cell has another."""
        editor, cell = self.editor, self.sheet_model.cell(self._edited)
        if not editor or not cell:
            return {}
        text = editor.text() + editor.preedit
        return {(cell.row, cell.column): text} if text != cell.text else {}

    def caret(self) -> QRect | None:
        """Where the caret of the open editor stands, on the viewport."""
        if not (editor := self.editor):
            return None
        return editor.cursorRect().translated(editor.viewport().mapTo(self.viewport(), QPoint()))

    def set_zoom(self, zoom: float) -> None:
        """Show everything larger or smaller, an open editor included."""
        if (editor := self.editor) and (cell := self.sheet_model.cell(self._edited)):
            editor.setFont(paper_font(cell.role, zoom))
        super().set_zoom(zoom)

    # --- closing it -------------------------------------------------------------------------------------

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
        self.closed.emit()
        self.fit_rows()
        self.update_around(self.currentIndex())

    def finish_editing(self) -> bool:
        """Write and close an open editor; False when its text could not be kept: then it stays open."""
        if editor := self.editor:
            self.commitData(editor)
            self.closeEditor(editor, _NO_HINT)
        return self.editor is None

    def give_up(self) -> None:
        """Close the editor and leave the old text."""
        if editor := self.editor:
            editor.abandon()
            self.closeEditor(editor, _NO_HINT)
            self.typed.emit()

    def _leave(self, key: Qt.Key, shift: bool) -> None:
        if self.finish_editing():
            self.left.emit(key, shift)

    # --- keys -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that type; those that lead elsewhere are not for here."""
        key, held = Qt.Key(event.key()), event.modifiers()
        others = held & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if editor := self.editor:  # while a first composition runs, keys still come here
            QApplication.sendEvent(editor, event)
        elif self._is_locked() and (_writes(event) or key in _WRITING):
            self.locked_key_pressed.emit()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not others:
            self.sheet_model.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing never jumps to another cell."""

    def _is_locked(self) -> bool:
        return not self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable

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
