"""审核设置, numbers: what rules hold sums, lengths and shares against, and their switches."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from perfdesk.ui.announcing import announce

if TYPE_CHECKING:
    from perfdesk.rules.settings import Settings

_TITLE, _VALUE = 0, 1
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_NAMED = Qt.ItemDataRole.UserRole
_LARGEST = 1e12


class NumbersPage(QWidget):
    """Signals: `changed(settings)`."""

    changed = Signal(object)

    def __init__(self, settings: "Settings", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from perfdesk.rules.settings import TITLES

        self.settings = settings
        self.table = QTableWidget(len(TITLES), 2)
        self.table.setAccessibleName("数值")
        self.table.setHorizontalHeaderLabels(["说明", "数值"])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        for row, (name, title) in enumerate(TITLES.items()):
            words = QTableWidgetItem(title)
            words.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(row, _TITLE, words)
            self.table.setItem(row, _VALUE, QTableWidgetItem())
            self._write(row, name)
        self.table.setCurrentCell(0, _VALUE)
        self.table.itemChanged.connect(self._change)
        self.said = QLabel("选中数值后直接输入；清空则恢复默认。", wordWrap=True)
        column = QVBoxLayout(self)
        column.addWidget(self.table)
        column.addWidget(self.said)

    def _write(self, row: int, name: str) -> None:
        from perfdesk.rules.limits import SWITCHES

        item = self.table.item(row, _VALUE)
        if not item:
            return
        item.setData(_NAMED, name)
        if name in SWITCHES:
            item.setFlags(_USABLE)
            item.setCheckState(_CHECKED if self.settings.switch(name) else _UNCHECKED)
            told = "是" if self.settings.switch(name) else "否"
        else:
            told = f"{self.settings.number(name):.12g}"
        item.setText(told)
        words = self.table.item(row, _TITLE)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words.text() if words else ''}：{told}")

    def _change(self, item: QTableWidgetItem) -> None:
        from perfdesk.rules.limits import SWITCHES

        name: str = item.data(_NAMED)
        if name in SWITCHES:
            changed = self.settings.set_switch(name, is_on=item.checkState() == _CHECKED)
        elif (number := self._number(name, item.text())) is None:
            self._say("请输入数字，如 0.5；没有改动。")
            changed = self.settings
        else:
            changed = self.settings.set_number(name, number)
        if changed != self.settings:
            self.changed.emit(changed)
        self.table.blockSignals(True)
        self._write(item.row(), name)
        self.table.blockSignals(False)

    def _number(self, name: str, typed: str) -> float | None:
        """What was typed; the usual number when nothing was."""
        from perfdesk.rules.limits import NUMBERS

        if not typed.strip():
            return {**NUMBERS, **self.settings.base.numbers}[name]
        try:
            number = float(typed)
        except ValueError:
            return None
        return number if 0 <= number < _LARGEST else None

    def _say(self, words: str) -> None:
        self.said.setText(words)
        announce(self.said, words)


_USABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
