"""What many fixes would change, before and after, with a box to tick for each; Enter does it, Esc leaves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from perfdesk.documents.finding import Finding
    from perfdesk.ui.review.fixing_many import Change

_CHECKED = Qt.CheckState.Checked
_WHERE = 190


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
        lines = [line for change in self._changes for line in _lines(change, several)]
        self._boxes = [line[0] for line in lines if line[0].checkState() == _CHECKED]
        self.list = QTableWidget(len(lines), 3)
        self.list.setAccessibleName("改正前后对照")
        self.list.setHorizontalHeaderLabels(["位置", "改正前", "改正后"])
        self.list.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.list.setTabKeyNavigation(False)
        self.list.verticalHeader().hide()
        self.list.setColumnWidth(0, _WHERE)
        for column in (1, 2):
            self.list.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for row, line in enumerate(lines):
            for number, item in enumerate(line):
                self.list.setItem(row, number, item)
        self.list.setCurrentCell(0, 0)
        self.list.itemChanged.connect(self._count)
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self.list.resizeRowsToContents)
        self.list.horizontalHeader().sectionResized.connect(self._fit.start)
        words = f"另有 {left} 处与其中的改正在同一行，改正以后再看。" if left else ""
        self.left_out = QLabel(words, wordWrap=True)
        self.left_out.setVisible(bool(left))
        buttons = QDialogButtonBox()
        self.apply = buttons.addButton("改正", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.apply.setDefault(True)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (QLabel("勾选的会改正，合为一步，可以撤销。"), self.list, self.left_out, buttons):
            layout.addWidget(widget)
        self._count()

    def ticked(self) -> "list[Finding]":
        """The findings whose boxes are ticked."""
        both = zip(self._changes, self._boxes, strict=True)
        return [change.finding for change, box in both if box.checkState() == _CHECKED]

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


def _lines(change: "Change", several: bool) -> list[list[QTableWidgetItem]]:
    """A line for each place; the first has the box for all."""
    lines = []
    for where, before, after in change.places:
        name = f"{change.form}\n{where}" if several else where
        items = [QTableWidgetItem(text) for text in (name, before, after)]
        for item in items:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setTextAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            item.setToolTip(change.finding.message)
        spoken = f"{name.replace(chr(10), '，')}：{before}，改为{after}"
        items[0].setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        lines.append(items)
    lines[0][0].setFlags(lines[0][0].flags() | Qt.ItemFlag.ItemIsUserCheckable)
    lines[0][0].setCheckState(_CHECKED)
    return lines
