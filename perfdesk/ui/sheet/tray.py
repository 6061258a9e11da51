"""The tray (待放栏) below the paper: texts that were read and found no place. Hidden while it is empty."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QVBoxLayout, QWidget

from perfdesk.ui.outcome import Link, link_button

if TYPE_CHECKING:
    from perfdesk.documents.document import Stray

_LINES = 4
"""Strays that are seen without scrolling"""
_BETWEEN_CELLS = "　│　"


class Tray(QWidget):
    """The tray.

    Signals: `wanted()` to lay the current text into the current cell, `dropped()` to drop the chosen texts.
    """

    wanted = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._strays: Sequence[Stray] = ()
        self.head = QLabel()
        self.list = _List()
        self.list.setAccessibleName("待放栏")
        self.list.entered_key.connect(self.wanted)
        self.list.delete_key.connect(self.dropped)
        self.list.itemDoubleClicked.connect(lambda _item: self.wanted.emit())
        self.place = link_button(Link("放入当前格(&T)", self.wanted.emit))
        self.drop = link_button(Link("不需要(&U)", self.dropped.emit))
        line = QHBoxLayout()
        line.addWidget(self.head, 1)
        line.addWidget(self.place)
        line.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 5, 8, 5)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.list)
        self.hide()

    def show_strays(self, strays: "Sequence[Stray]", *, able: bool) -> None:
        """Show what lies there; `able`: whether anything may be done with it."""
        for button in (self.place, self.drop):
            button.setEnabled(able)
        if strays == self._strays:
            return
        had_keys, at = self.list.hasFocus(), max(self.list.currentRow(), 0)
        self._strays = strays
        self.head.setText(f"待放栏　{len(strays)} 处文字没有放进表里")
        self.list.clear()
        for stray in strays:
            words = _BETWEEN_CELLS.join(" ".join(text.split()) for text in stray.text.split("\t"))
            self.list.addItem(f"{stray.place}：{words}" if stray.place else words)
            self.list.item(self.list.count() - 1).setToolTip(stray.text)
        self.list.setCurrentRow(min(at, len(strays) - 1))
        self.list.updateGeometry()
        self.setVisible(bool(strays))
        if had_keys and strays:
            self.list.setFocus()

    def current(self) -> int | None:
        """The place of the stray that is looked at, from 0."""
        row = self.list.currentRow()
        return row if 0 <= row < len(self._strays) else None

    def chosen(self) -> list[int]:
        """The places of those that are chosen."""
        return sorted(index.row() for index in self.list.selectedIndexes())

    def chosen_text(self) -> str:
        """Their texts, a line each, for the clipboard."""
        return "\n".join(self._strays[place].text for place in self.chosen())


class _List(QListWidget):
    """Signals: `entered_key()` on Enter, `delete_key()` on Delete."""

    entered_key = Signal()
    delete_key = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete do what the words above do."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_key.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_key.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As tall as its lines, up to a few."""
        tall = max(self.sizeHintForRow(0), 1)
        return QSize(200, tall * min(max(self.count(), 1), _LINES) + 4)

    def minimumSizeHint(self) -> QSize:
        """Never taller or lower: the paper has the rest."""
        return self.sizeHint()
