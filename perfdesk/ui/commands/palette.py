"""The palette (Ctrl+K): one line to type in and a list; Enter goes there or does it, Esc closes.

It lies over the window as a plain child: a window of its own would take the keys from an input method in
the midst of a composition. What it finds is made in `finds`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.looks import surroundings

if TYPE_CHECKING:
    from perfdesk.ui.commands.finds import Find

_WIDTH = 560
_ROW = 28
_ROWS = 12
_TOP = 72
_Key = Qt.Key
_STEPS = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_PageUp: -_ROWS, _Key.Key_PageDown: _ROWS}


class Palette(QFrame):
    """`find(words)` is asked at every change of the words."""

    def __init__(self, parent: QWidget, find: "Callable[[str], Sequence[Find]]") -> None:
        super().__init__(parent)
        self._find = find
        self._before: QWidget | None = None
        self.line = _Line(placeholderText="项目、命令或单元格（如：行 3）", parent=self)
        self.line.setAccessibleName("查找项目、命令或单元格")
        self.model = _Finds(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("找到的")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._arrange()
        self.line.textChanged.connect(self.look)
        self.line.stepped.connect(self._step)
        self.line.entered.connect(self._go)
        self.line.left.connect(self.hide)
        self.line.given_up.connect(self._give_up)
        self.list.clicked.connect(self._go)
        self.hide()

    def _arrange(self) -> None:
        self.setObjectName("palette")
        self.setStyleSheet(
            "QFrame#palette { background: palette(base); border: 1px solid palette(mid); }"
            "QListView { background: palette(base); }"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.line)
        column.addWidget(self.list)

    def ask(self) -> None:
        """Show it, ready for typing; what was typed the last time is marked, to be typed over."""
        focused = self.window().focusWidget()
        self._before = focused if focused is not self.line else self._before
        self.look()
        self.show()
        self.raise_()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def look(self) -> None:
        """Find anew, the first line current."""
        self.model.show_finds(self._find(self.line.text()))
        self.list.setCurrentIndex(self.model.index(0))
        above = self.window()
        rows = min(self.model.rowCount(), _ROWS)
        self.list.setVisible(rows > 0)
        self.list.setFixedHeight(max(rows, 1) * _ROW + 4)
        width = min(_WIDTH, above.width() - 40)
        height = self.line.sizeHint().height() + 18 + (rows * _ROW + 12 if rows else 0)
        self.setGeometry((above.width() - width) // 2, _TOP, width, height)

    def _step(self, by: int) -> None:
        row = min(max(self.list.currentIndex().row() + by, 0), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(row))

    def _go(self) -> None:
        find = self.model.find(self.list.currentIndex())
        if find:
            self._give_up()
            find.act()

    def _give_up(self) -> None:
        """Close, with the keys where they were."""
        before, self._before = self._before, None
        self.hide()
        if before and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)


class _Line(QLineEdit):
    """Keys that move in the list or end the asking; what is composed is the input method's."""

    stepped = Signal(int)
    entered = Signal()
    given_up = Signal()
    left = Signal()
    _is_composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether something is being composed."""
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down, Enter and Esc."""
        key = event.key()
        if self._is_composing:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.stepped.emit(_STEPS[_Key(key)])
        elif key in {_Key.Key_Return, _Key.Key_Enter}:
            self.entered.emit()
        elif key == _Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click elsewhere closes it; the window of an input method's candidates does not."""
        self._is_composing = False
        super().focusOutEvent(event)
        stays = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
        if event.reason() not in stays:
            self.left.emit()


class _Finds(QAbstractListModel):
    """What was found, a line each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._finds: Sequence[Find] = ()

    def show_finds(self, finds: "Sequence[Find]") -> None:
        """Take what was found."""
        self.beginResetModel()
        self._finds = finds
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many were found."""
        return 0 if parent.isValid() else len(self._finds)

    def find(self, index: QModelIndex | QPersistentModelIndex) -> "Find | None":
        """What a line stands for."""
        return self._finds[index.row()] if index.isValid() else None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Words; spoken with what stands beside them."""
        find = self.find(index)
        if find and role == Qt.ItemDataRole.DisplayRole:
            return find.words
        if find and role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{find.words}，{find.beside}" if find.beside else find.words
        return None


class _Row(QStyledItemDelegate):
    """A line: words at the left, the rest paler at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, _Finds) or not (find := model.find(index)):
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(surroundings().selected))
        room = option.rect.adjusted(10, 0, -10, 0)
        side, metrics, right = Qt.AlignmentFlag.AlignVCenter, option.fontMetrics, Qt.TextElideMode.ElideRight
        beside = metrics.elidedText(find.beside, right, room.width() * 2 // 5)
        words_room = room.width() - metrics.horizontalAdvance(beside) - 16
        painter.setPen(QColor(surroundings().quiet))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignRight, beside)
        painter.setPen(QColor(surroundings().text))
        words = metrics.elidedText(find.words, right, words_room)
        painter.drawText(room, side | Qt.AlignmentFlag.AlignLeft, words)
