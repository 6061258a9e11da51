"""Help beside an open editor: how its text is understood, what one key puts there, what can be chosen.

It never has the focus and never lies over the cell; while something is composed it is away, since that is
where the candidates stand. What it says is decided in `documents/understanding`.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from perfdesk.documents.sheet import Cell
from perfdesk.documents.understanding import Hint, Place, understood
from perfdesk.errors import FormError
from perfdesk.forms.catalogue import framework
from perfdesk.ui.sheet.beside import Beside, Choices, Months, Strip
from perfdesk.ui.sheet.editor import CellEditor
from perfdesk.ui.sheet.model import SheetModel

TAKE = Qt.Key.Key_F4
_CHOOSE = Qt.Key.Key_Down
_GAP = 3
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_MOVING = {Qt.Key.Key_Up, Qt.Key.Key_Down}
_TURNING = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class Hints(QObject):
    """The strip, the list of choices and the calendar of one view; all lie on its paper."""

    def __init__(self, paper: QWidget, model: SheetModel) -> None:
        super().__init__(paper)
        self._paper = paper
        self._model = model
        self._editor: CellEditor | None = None
        self._cell: Cell | None = None
        self.hint = Hint()
        self.strip = Strip(paper)
        self.list = Choices(paper)
        self.months = Months(paper)
        self.strip.clicked.connect(lambda _part: self._take(self.hint.offer))
        self.list.clicked.connect(self._pick)
        self.months.clicked.connect(self._pick)

    def attend(self, editor: CellEditor, cell: Cell) -> None:
        """Stand beside an editor from now on, until it goes."""
        self._editor, self._cell = editor, cell
        for widget in (self.strip, self.list, self.months):
            widget.setFocusProxy(editor)  # a click on them leaves the keys where they are
        editor.installEventFilter(self)
        editor.textChanged.connect(self._refresh)

    @property
    def picker(self) -> Choices | Months | None:
        """The list or the calendar, whichever is open."""
        return next((picker for picker in (self.list, self.months) if picker.isVisible()), None)

    # --- keys -------------------------------------------------------------------------------------------

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key in the editor is meant for the hint; commands of the window have to wait then."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if (picker := self.picker) and not held:
            moving = _MOVING | _TURNING if picker is self.months else _MOVING
            if key in moving | _ENTER | {Qt.Key.Key_Escape}:
                return True
        if key == TAKE and not held:
            return bool(self.hint.offer)
        choosing = key == _CHOOSE and held == Qt.KeyboardModifier.AltModifier
        return choosing and bool(self.hint.choices or self.hint.month)

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False when it means nothing."""
        if not self.wants(event):
            self._close_picker()
            return False
        key, picker = Qt.Key(event.key()), self.picker
        if key == TAKE:
            self._take(self.hint.offer)
        elif not picker:
            self._open_picker()
        elif key in _ENTER:
            self._pick(picker.row)
        elif key == Qt.Key.Key_Escape:
            self._close_picker()
        else:
            picker.move_by(key)
        return True

    def _pick(self, part: int) -> None:
        if (picker := self.picker) and (text := picker.pick(part)):
            self._take(text)

    def _take(self, text: str) -> None:
        """Put a text into the editor, whose own undo brings the old one back."""
        self._close_picker()
        if self._editor and shiboken6.isValid(self._editor) and text:
            self._editor.replace(text)

    def _open_picker(self) -> None:
        if not self._editor:
            return
        self.strip.hide()
        picker: Choices | Months = self.list
        if self.hint.month:
            picker = self.months
            self.months.offer(*self.hint.month)
        else:
            self.list.offer(self.hint.choices, self._editor.text().strip())
        self._lay(picker)
        picker.show()
        picker.raise_()

    def _close_picker(self) -> None:
        if picker := self.picker:
            picker.hide()
            self._refresh()

    # --- beside the editor ------------------------------------------------------------------------------

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Come, go and move with the editor."""
        if editor is self._editor:
            match event.type():
                case QEvent.Type.Show:
                    self._refresh()
                case QEvent.Type.Hide:
                    self._go()
                case QEvent.Type.Resize | QEvent.Type.Move:
                    for widget in (self.strip, self.list, self.months):
                        self._lay(widget)
                case QEvent.Type.InputMethod if isinstance(event, QInputMethodEvent):
                    self._go()
                    if not event.preeditString():
                        QTimer.singleShot(0, self, self._refresh)
        return False

    def _go(self) -> None:
        for widget in (self.strip, self.list, self.months):
            widget.hide()

    def _refresh(self) -> None:
        editor = self._editor
        if not editor or not shiboken6.isValid(editor) or editor.isHidden() or editor.preedit:
            self.strip.hide()
            return
        self.hint = self._understood(editor.text())
        self._go()
        self.strip.say(self.hint)
        editor.setAccessibleDescription(self.strip.accessibleName())
        self._lay(self.strip)
        self.strip.setVisible(bool(self.strip.accessibleName()))
        self.strip.raise_()

    def _understood(self, text: str) -> Hint:
        session, cell = self._model.session, self._cell
        if not session or not (opened := session.opened) or not opened.form or not cell or not cell.address:
            return Hint()
        try:
            levels = framework(opened.form.framework)
        except FormError:  # a carried form whose framework is not here
            return Hint()
        return understood(Place(opened.form, levels, opened.document, cell.address), cell.kind, text)

    def _lay(self, widget: Beside) -> None:
        """Below the cell, or above it where there is no room; never over it."""
        if not self._editor or not shiboken6.isValid(self._editor):
            return
        paper = self._paper
        cell, size = self._editor.geometry().adjusted(-2, -2, 3, 3), widget.sizeHint()
        seen = paper.visibleRegion().boundingRect() if paper.isVisible() else paper.rect()
        below, above = cell.bottom() + _GAP, cell.top() - _GAP - size.height()
        fits = below + size.height() <= seen.bottom() + 1
        top = below if fits or above < seen.top() else above
        left = max(min(cell.left(), paper.width() - size.width()), 0)
        widget.setGeometry(QRect(QPoint(left, top), size))
