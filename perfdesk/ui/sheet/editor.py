"""The editor that opens in a cell of the sheet: one kind for every cell, of any number of lines.

Its text is given back letter for letter (`toPlainText` would turn a no-break space into a space). It never
takes the focus by itself: while a composition runs, the focus is still with the view.
"""

from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtGui import QFont, QInputMethodEvent, QKeyEvent, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QWidget

from perfdesk.ui.looks import Paper

_BLOCK = "\u2029"
_LEFT, _RIGHT = 1, 2
"""What the frame of the cell takes"""


class CellEditor(QPlainTextEdit):
    """An editor over one cell. `replacing` means: what is typed takes the place of the old text."""

    def __init__(self, parent: QWidget, font: QFont, option: QTextOption, *, replacing: bool) -> None:
        super().__init__(parent)
        self.loaded = False
        self._replacing = replacing
        self._original = ""
        self._pad = 0
        self.setFont(font)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = self.horizontalScrollBar()
        across.rangeChanged.connect(
            lambda *_: across.setRange(0, 0)
        )  # a blank at a line's end slides nothing
        self.setTabChangesFocus(True)
        self.setStyleSheet(f"background: {Paper.white.name()}; color: {Paper.ink.name()};")

    def load(self, text: str) -> None:
        """Take a text in, once; later calls must not overwrite what has been typed."""
        if self.loaded:
            return
        self.loaded = True
        self._original = text
        self._show_original()
        self._centre()

    def _show_original(self) -> None:
        self.setPlainText(self._original)
        self.document().setModified(False)
        if self._replacing:
            self.selectAll()
        else:
            self.moveCursor(self.textCursor().MoveOperation.End)

    def replace(self, text: str) -> None:
        """Put another text in place of this one, as one step of the editor's own undo."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)
        self._replacing = False

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed."""
        return self.document().isModified()

    def text(self) -> str:
        """What stands in the editor; the text it was opened with while nothing was typed."""
        return self.document().toRawText().replace(_BLOCK, "\n") if self.is_changed else self._original

    def settle(self) -> None:
        """What stands here is in the document now."""
        self._original = self.text()
        self._replacing = False
        self.document().setModified(False)

    def abandon(self) -> None:
        """Give up what was typed."""
        self.document().setModified(False)

    @property
    def is_one_line(self) -> bool:
        """Whether all of it stands on one line, so that up and down mean nothing inside."""
        return round(self.document().size().height()) <= 1

    @property
    def preedit(self) -> str:
        """The letters of a composition that is not finished."""
        return self.textCursor().block().layout().preeditAreaText()

    def settle_composition(self) -> None:
        """Keep an unfinished composition as it stands: not one character is lost."""
        if self.preedit:
            QApplication.inputMethod().commit()
        if letters := self.preedit:
            event = QInputMethodEvent()
            event.setCommitString(letters)
            QApplication.sendEvent(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that mean nothing here mean nothing to the sheet either."""
        super().keyPressEvent(event)
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let a composition in; one that is cancelled before anything was typed brings the old text back."""
        before = self.preedit
        super().inputMethodEvent(event)
        if event.commitString():
            self._replacing = False
        elif before and self._replacing and not event.preeditString() and not self.toPlainText():
            self._show_original()

    def fit(self, cell: QRect, pad: int) -> None:
        """Lie over a cell, inside its frame; the text where it stood on the paper, `pad` from its sides."""
        self._pad = pad
        self.setGeometry(cell.adjusted(_LEFT, 1, -_RIGHT, -2))
        self._centre()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines are known only when the place for them is."""
        super().resizeEvent(event)
        self._centre()

    def _centre(self) -> None:
        top = self.viewportMargins().top()
        lines = round(self.document().size().height()) * self.fontMetrics().lineSpacing()
        middle = max((self.height() - lines) // 2, 0)
        margins = QMargins(self._pad - _LEFT, middle, self._pad - _RIGHT, 0)
        if margins != self.viewportMargins():
            self.setViewportMargins(margins)
            if top > middle:  # what was scrolled out for want of room is seen again
                self.verticalScrollBar().setValue(0)
