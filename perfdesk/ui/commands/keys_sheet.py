"""The sheet of keys (F1): every command that has a key, and the sheet's own keys, in two columns."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from perfdesk.ui.commands.table import COMMANDS, MENUS, plain
from perfdesk.ui.sheet.keys import SHEET_KEYS

Line = tuple[str, str]


class KeysSheet(QDialog):
    """A plain dialog; Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        groups = [("填写表格", [(key.keys, key.words) for key in SHEET_KEYS]), *command_groups()]
        half = sum(len(lines) + 1 for _, lines in groups) / 2
        columns: tuple[QVBoxLayout, QVBoxLayout] = (QVBoxLayout(), QVBoxLayout())
        filled = 0
        for head, lines in groups:
            columns[filled >= half].addWidget(_group(head, lines))
            filled += len(lines) + 1
        both = QHBoxLayout(self)
        both.setContentsMargins(24, 16, 24, 20)
        both.setSpacing(40)
        for column in columns:
            column.setSpacing(6)  # else it is that between the columns
            column.addStretch()
            both.addLayout(column)

    def lines(self) -> list[Line]:
        """Keys and words as they are shown, for a test and a screen reader."""
        labels = [label for label in self.findChildren(QLabel) if label.objectName() == "keys"]
        return [(label.text(), label.accessibleName()) for label in labels]


def command_groups() -> list[tuple[str, list[Line]]]:
    """Menus, each with keys and words of its commands that have a key."""
    return [
        (plain(menu), lines)
        for menu in MENUS
        if (lines := [
            (_keys(command.keys), plain(command.words))
            for command in COMMANDS
            if command.menu == menu and command.keys
        ])
    ]  # fmt: skip


def _keys(keys: Iterable[str]) -> str:
    return " / ".join(QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in keys)


def _group(head: str, lines: Iterable[Line]) -> QWidget:
    group = QWidget()
    group.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    grid = QGridLayout(group)
    grid.setContentsMargins(0, 4, 0, 4)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(3)
    grid.setColumnMinimumWidth(0, 140)
    grid.setColumnStretch(1, 1)
    title = QLabel(head)
    bold = title.font()
    bold.setBold(True)
    title.setFont(bold)
    grid.addWidget(title, 0, 0, 1, 2)
    for row, (keys, words) in enumerate(lines, 1):
        key = QLabel(keys)
        key.setObjectName("keys")
        key.setAccessibleName(words)
        grid.addWidget(key, row, 0)
        grid.addWidget(QLabel(words), row, 1)
    return group
