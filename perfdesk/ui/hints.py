"""The strip beside an open editor: how its text is understood, what one key puts there, what can be chosen.

It never has the focus and never lies over the cell; while something is composed it is away, since that is
where the candidates stand. What it says is decided in `documents/understanding`.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from perfdesk.documents.sheet import Cell
from perfdesk.documents.understanding import Hint, Place, understood
from perfdesk.errors import FormError
from perfdesk.forms.catalogue import framework
from perfdesk.ui.editor import CellEditor
from perfdesk.ui.looks import Paper, window_font
from perfdesk.ui.sheet_model import SheetModel

TAKE = Qt.Key.Key_F4
_CHOOSE = Qt.Key.Key_Down
_GAP = 3
_SIDE = 9
_APART = 16
_LINE = 24
_WIDEST = 460
_RADIUS = 4
_EDGE = QColor("#c9ced6")
_UP_AND_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Hints(QObject):
    """The strip and the list of choices of one view; both lie on its paper."""

    def __init__(self, paper: QWidget, model: SheetModel) -> None:
        super().__init__(paper)
        self._paper = paper
        self._model = model
        self._editor: CellEditor | None = None
        self._cell: Cell | None = None
        self.hint = Hint()
        self.strip = _Strip(paper)
        self.list = _Choices(paper)
        self.strip.clicked.connect(lambda _row: self._take(self.hint.offer))
        self.list.clicked.connect(lambda row: self._take(self.hint.choices[row]))

    def attend(self, editor: CellEditor, cell: Cell) -> None:
        """Stand beside an editor from now on, until it goes."""
        self._editor, self._cell = editor, cell
        for widget in (self.strip, self.list):
            widget.setFocusProxy(editor)  # a click on them leaves the keys where they are
        editor.installEventFilter(self)
        editor.textChanged.connect(self._refresh)

    # --- keys -------------------------------------------------------------------------------------------

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key in the editor is meant for the hint; commands of the window have to wait then."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.list.isVisible() and not held and key in {*_UP_AND_DOWN, *_ENTER, Qt.Key.Key_Escape}:
            return True
        if key == TAKE and not held:
            return bool(self.hint.offer)
        return key == _CHOOSE and held == Qt.KeyboardModifier.AltModifier and bool(self.hint.choices)

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False when it means nothing."""
        if not self.wants(event):
            self._close_list()
            return False
        key = Qt.Key(event.key())
        if key == TAKE:
            self._take(self.hint.offer)
        elif not self.list.isVisible():
            self._open_list()
        elif key in _UP_AND_DOWN:
            self.list.step(_UP_AND_DOWN[key])
        elif key in _ENTER:
            self._take(self.hint.choices[self.list.row])
        else:
            self._close_list()
        return True

    def _take(self, text: str) -> None:
        """Put a text into the editor, whose own undo brings the old one back."""
        self._close_list()
        if self._editor and shiboken6.isValid(self._editor) and text:
            self._editor.replace(text)

    def _open_list(self) -> None:
        if self._editor:
            self.strip.hide()
            self.list.offer(self.hint.choices, self._editor.text().strip())
            self._lay(self.list)
            self.list.show()
            self.list.raise_()

    def _close_list(self) -> None:
        if self.list.isVisible():
            self.list.hide()
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
                    self._lay(self.strip)
                    self._lay(self.list)
                case QEvent.Type.InputMethod if isinstance(event, QInputMethodEvent):
                    self._go()
                    if not event.preeditString():
                        QTimer.singleShot(0, self, self._refresh)
        return False

    def _go(self) -> None:
        self.list.hide()
        self.strip.hide()

    def _refresh(self) -> None:
        editor = self._editor
        if not editor or not shiboken6.isValid(editor) or editor.isHidden() or editor.preedit:
            self.strip.hide()
            return
        self.hint = self._understood(editor.text())
        self.list.hide()
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

    def _lay(self, widget: "_Beside") -> None:
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


class _Beside(QWidget):
    """A small sheet lying on the paper, drawn by hand: it changes with every key.

    Signals: `clicked(row)`.
    """

    clicked = Signal(int)

    def __init__(self, paper: QWidget) -> None:
        super().__init__(paper)
        self.setFont(window_font())
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.clicked.emit(int(event.position().y()) // _LINE)

    def _ground(self, colour: QColor) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_EDGE)
        painter.setBrush(colour)
        painter.translate(0.5, 0.5)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), _RADIUS, _RADIUS)
        return painter


class _Strip(_Beside):
    """One line: what is said, and which keys do what."""

    def __init__(self, paper: QWidget) -> None:
        super().__init__(paper)
        self._pieces: list[tuple[str, QColor, int]] = []
        self._size = QSize()

    def say(self, hint: Hint) -> None:
        """Take in a hint; empty, when it says nothing."""
        offers = [("F4", hint.offered_as)] if hint.offer else []
        offers += [("Alt+↓", "选择")] if hint.choices else []
        metrics = QFontMetrics(self.font())
        self._pieces, left = [], _SIDE
        words = [(hint.said, Paper.ink, _APART)] if hint.said else []
        for key, does in offers:
            words += [(key, Paper.current, 5), (does, Paper.label_ink, _APART)]
        for text, colour, after in words:
            shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, _WIDEST // 2)
            self._pieces.append((shown, colour, left))
            left += metrics.horizontalAdvance(shown) + after
        self._size = QSize(left - _APART + _SIDE, _LINE)
        spoken = [hint.said, *(f"{key} {does}" for key, does in offers)]
        self.setAccessibleName("，".join(part for part in spoken if part))
        self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self._ground(Paper.label_tint)
        for text, colour, left in self._pieces:
            painter.setPen(colour)
            painter.drawText(
                QRect(left, 0, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, text
            )


class _Choices(_Beside):
    """The words to choose from, one a line."""

    def __init__(self, paper: QWidget) -> None:
        super().__init__(paper)
        self._words: tuple[str, ...] = ()
        self.row = 0

    def offer(self, words: tuple[str, ...], text: str) -> None:
        """Take in the words; the one that stands in the cell, or begins as it does, is the first picked."""
        self._words = words
        fitting = [row for row, word in enumerate(words) if text and word.startswith(text)]
        self.row = fitting[0] if fitting else 0
        self._tell()

    def step(self, by: int) -> None:
        """Pick the next word, or the one before; around the ends."""
        self.row = (self.row + by) % len(self._words)
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(self._words[self.row])
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(word) for word in self._words), default=0)
        return QSize(widest + 2 * _SIDE, len(self._words) * _LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self._ground(Paper.white)
        for row, word in enumerate(self._words):
            line = QRect(0, row * _LINE, self.width() - 1, _LINE - 1)
            if row == self.row:
                painter.fillRect(line.adjusted(1, 1, -1, -1), Paper.current_tint)
            painter.setPen(Paper.ink)
            painter.drawText(line.adjusted(_SIDE, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)
