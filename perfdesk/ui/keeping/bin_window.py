"""回收站: the deleted forms of a library, the last one first, to be taken out again or emptied."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)


class Thrown(NamedTuple):
    """A deleted form in a clerk's words."""

    uid: str
    words: str
    """Its name, and who deleted it when"""


class BinWindow(QDialog):
    """Signals: `returning(uids)` when forms are to come back; `emptying()` when all are to go for good."""

    returning = Signal(object)
    emptying = Signal()

    def __init__(self, thrown: Sequence[Thrown], parent: QWidget, *, writable: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("回收站")
        self.resize(560, 380)
        self._thrown = thrown
        self.list = QListWidget()
        self.list.setAccessibleName("已删除的表，最近删除的在前")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.addItems([each.words for each in thrown])
        self.list.setCurrentRow(0)
        buttons = QDialogButtonBox()
        self.back = buttons.addButton("恢复选中的表(&R)", QDialogButtonBox.ButtonRole.ActionRole)
        self.empty = buttons.addButton("清空回收站…(&E)", QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("关闭(&C)", QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        for button in (self.back, self.empty):
            button.setEnabled(bool(thrown) and writable)
        self.back.clicked.connect(self._return)
        self.empty.clicked.connect(self._empty)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        words = "删除的表连同修改历史都在这里，恢复后可以撤销。" if thrown else "回收站是空的。"
        for widget in (QLabel(words), self.list, buttons):
            column.addWidget(widget)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys walk the forms."""
        super().showEvent(event)
        self.list.setFocus()

    def _return(self) -> None:
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        if rows:
            self.returning.emit([self._thrown[row].uid for row in rows])
            self.close()

    def _empty(self) -> None:
        self.close()
        self.emptying.emit()
