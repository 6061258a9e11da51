"""The pane at the left: a filter line and the tree, with counts of findings as pills."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.looks import PILL, quiet_icon, surroundings
from perfdesk.ui.tree_model import Index, TreeModel

if TYPE_CHECKING:
    from perfdesk.library.library import Entry

_ROW = 25
_FOCUS = 3
"""How broad the bar is that says where the keys go"""
_FEW = 50
"""A filter with fewer hits opens them all."""
_ICONS = {
    "year": "calendar_ltr",
    "department": "building",
    "unit": "people",
    "project": "folder",
    "document": "document_table",
}


class TreePane(QWidget):
    """Signals: `chosen(uid)` when the clerk wants to see a document; `filtered(words)` while typing."""

    chosen = Signal(str)
    filtered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TreeModel(self)
        self._open: set[tuple[str, ...]] = set()
        self._closed: set[tuple[str, ...]] = set()
        self.filter = QLineEdit(placeholderText="搜索项目、单位或编码", clearButtonEnabled=True)
        self.filter.setAccessibleName("搜索项目")
        self.filter.addAction(quiet_icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        for button, name in zip(self.filter.findChildren(QToolButton), ("清除搜索", "搜索"), strict=True):
            button.setAccessibleName(name)  # what Qt puts into the line has none
        self.filter.textChanged.connect(self.filtered)
        self.tree = self._made_tree()
        self.nothing = QLabel("没有找到这样的项目。")
        self.nothing.setObjectName("nothing")
        self.nothing.hide()
        head = QLabel("项目")
        head.setObjectName("paneHead")
        line = QHBoxLayout()
        line.setContentsMargins(8, 2, 8, 6)
        line.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(line)
        column.addWidget(self.nothing)
        column.addWidget(self.tree)

    def _made_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self.model)
        tree.setItemDelegate(_Line(tree))
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setIndentation(14)
        tree.setAccessibleName("项目")
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.selectionModel().currentChanged.connect(self._current_changed)
        tree.expanded.connect(lambda index: self._remember(index, opened=True))
        tree.collapsed.connect(lambda index: self._remember(index, opened=False))
        return tree

    def show_entries(self, entries: "Sequence[Entry]", current: str) -> None:
        """Show entries; what was open stays open, and the open document is the current line."""
        if self.model.show_entries(entries):
            self._restore(few=len(entries) < _FEW)
        self.nothing.setVisible(not entries and bool(self.filter.text().strip()))
        self.show_current(current, reveal=False)

    def show_current(self, uid: str, *, reveal: bool = True) -> None:
        """Make the open document's line the current one; in a closed group only when it is to be revealed."""
        index = self.model.index_of(uid)
        if index.isValid() and index != self.tree.currentIndex() and (reveal or self._is_seen(index)):
            self._quietly(lambda: self.tree.setCurrentIndex(index))

    def _is_seen(self, index: QModelIndex) -> bool:
        above = index.parent()
        return not above.isValid() or (self.tree.isExpanded(above) and self._is_seen(above))

    def _restore(self, *, few: bool) -> None:
        def open_again() -> None:
            for index in self.model.groups():
                path = self.model.path(index)
                if path in self._open or (few and path not in self._closed):
                    self.tree.expand(index)

        self._quietly(open_again)

    def _quietly(self, act: Callable[[], None]) -> None:
        blocked = self.blockSignals(True)
        act()
        self.blockSignals(blocked)

    def _remember(self, index: Index, *, opened: bool) -> None:
        path = self.model.path(index)
        (self._open if opened else self._closed).add(path)
        (self._closed if opened else self._open).discard(path)

    def _current_changed(self, current: Index) -> None:
        if uid := self.model.node(current).uid:
            self.chosen.emit(uid)


class _Line(QStyledItemDelegate):
    """A line: icon, label, pill."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, TreeModel):
            return
        node = model.node(index)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(surroundings().selected))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.x(), rect.y(), _FOCUS, rect.height()), QColor(surroundings().accent))
        quiet_icon(_ICONS.get(node.level, "folder")).paint(painter, rect.x() + 4, rect.y() + 4, 17, 17)
        room = rect.adjusted(27, 0, -8, 0)
        shut = not option.state & QStyle.StateFlag.State_Open
        if (node.uid or shut) and (count := node.errors or node.warnings):
            colour = surroundings().error if node.errors else surroundings().warning
            room.setRight(_pill(painter, room, str(count), QColor(colour)) - 6)
        painter.setPen(QColor(surroundings().text))
        words = option.fontMetrics.elidedText(node.label, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def _pill(painter: QPainter, room: QRect, count: str, colour: QColor) -> int:
    """Draw a pill at the right; where it begins."""
    width = max(painter.fontMetrics().horizontalAdvance(count) + 11, 18)
    pill = QRectF(room.right() - width, room.center().y() - 7, width, 15)
    tint = QColor(colour)
    tint.setAlphaF(PILL)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for ground in (QColor(surroundings().card), tint):  # the same on a chosen line
        painter.setBrush(ground)
        painter.drawRoundedRect(pill, 7.5, 7.5)
    painter.setPen(colour)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, count)
    painter.restore()
    return round(pill.left())
