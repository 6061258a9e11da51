"""What many fixes would change, before and after, with a box to tick for each; Enter does it, Esc leaves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from perfdesk.documents.finding import Finding
    from perfdesk.ui.fixing_many import Change

_CHECKED = Qt.CheckState.Checked
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class FixPreview(QDialog):
    """Signals: `chosen(findings)` when they shall be mended."""

    chosen = Signal(object)

    def __init__(self, changes: "Sequence[Change]", left: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("改正前后对照")
        self.resize(min(760, parent.width() - 60), min(460, parent.height() - 80))
        self._changes = tuple(changes)
        several = len({change.finding.document for change in changes}) > 1
        self.list = QTreeWidget()
        self.list.setAccessibleName("改正前后对照")
        self.list.setHeaderLabels(["位置", "改正前", "改正后"])
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        items = [_item(change, several) for change in changes]
        self.list.addTopLevelItems(items)
        self.list.setCurrentItem(items[0])
        self.list.itemChanged.connect(self._count)
        words = f"另有 {left} 处与其中的改正在同一行，改正以后再看。" if left else ""
        self.left_out = QLabel(words, wordWrap=True)
        self.left_out.setVisible(bool(left))
        buttons = QDialogButtonBox()
        self.apply = buttons.addButton("改正", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.apply.setDefault(True)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (QLabel("勾选的会改正，合为一步，可以撤销。"), self.list, self.left_out, buttons):
            column.addWidget(widget)
        self._count()

    def ticked(self) -> "list[Finding]":
        """The findings whose boxes are ticked."""
        items = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [
            change.finding
            for change, item in zip(self._changes, items, strict=True)
            if item and item.checkState(0) == _CHECKED
        ]

    def _count(self) -> None:
        number = len(self.ticked())
        self.apply.setText(f"改正 {number} 处")
        self.apply.setEnabled(number > 0)

    def _accept(self) -> None:
        ticked = self.ticked()
        self.accept()
        self.chosen.emit(ticked)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys go through the list: Space ticks."""
        super().showEvent(event)
        self.list.setFocus()


def _item(change: "Change", several: bool) -> QTreeWidgetItem:
    where = f"{change.form}\n{change.where}" if several else change.where
    item = QTreeWidgetItem([where, change.before, change.after])
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, _CHECKED)
    item.setData(0, _SPOKEN, f"{where.replace(chr(10), '，')}：{change.before}，改为{change.after}")
    for column in range(3):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        item.setToolTip(column, change.finding.message)
    return item
