"""备份: the dated copies of a library, the last one first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from perfdesk.library.backups import Backup


class BackupsWindow(QDialog):
    """Signals: `wanted(backup)` when one is to be put back; `making()` when one is to be made now."""

    wanted = Signal(object)
    making = Signal()

    def __init__(self, backups: "Sequence[Backup]", parent: QWidget, *, writable: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("备份与恢复")
        self.resize(560, 380)
        self._backups = backups
        self.list = QListWidget()
        self.list.setAccessibleName("备份，最近的在前")
        for each in backups:
            why = each.why or "当天第一份"
            self.list.addItem(f"{each.at:%Y-%m-%d %H:%M}　{why}　{max(each.size // 1024, 1)} KB")
        self.list.setCurrentRow(0)
        buttons = QDialogButtonBox()
        self.back = buttons.addButton("恢复到这一份…(&R)", QDialogButtonBox.ButtonRole.ActionRole)
        self.make = buttons.addButton("立即备份(&B)", QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("关闭(&C)", QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.back.setEnabled(bool(backups) and writable)
        self.make.setEnabled(writable)
        self.back.clicked.connect(self._back)
        self.make.clicked.connect(self._make)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        words = "每天第一次修改前自动备份；大批修改前另备一份。" if backups else "还没有备份。"
        for widget in (QLabel(words), self.list, buttons):
            column.addWidget(widget)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys walk the backups."""
        super().showEvent(event)
        self.list.setFocus()

    def _back(self) -> None:
        self.close()
        self.wanted.emit(self._backups[self.list.currentRow()])

    def _make(self) -> None:
        self.close()
        self.making.emit()
