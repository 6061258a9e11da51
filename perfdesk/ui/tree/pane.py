"""The pane at the left: a filter line and the tree, with counts of findings as pills."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter
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
from perfdesk.ui.memory import TreeSight
from perfdesk.ui.tree.grouping import Path
from perfdesk.ui.tree.model import Index, TreeModel
from perfdesk.ui.tree.order import Order

if TYPE_CHECKING:
    from perfdesk.library.library import Entry

_ROW = 25
_FOCUS = 3
"""How broad the bar is that says where the keys go"""
_FEW = 50
"""A filter with fewer hits opens them all."""
_MOST = 200
"""Opened groups that are remembered."""
_THIS_LINE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_ICONS = {
    "year": "calendar_ltr",
    "department": "building",
    "unit": "people",
    "project": "folder",
    "document": "document_table",
}


class TreePane(QWidget):
    """The filter line and the tree.

    Signals: `chosen(uid)` when the clerk wants to see a document; `filtered(words)` while typing;
    `selection_changed()` when other lines, or more of them, are selected.
    """

    chosen = Signal(str)
    filtered = Signal(str)
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glass: QAction | None = None
        self.model = TreeModel(self)
        self._open: dict[Path, None] = {}
        self._closed: dict[Path, None] = {}
        self._selected: tuple[str, ...] | None = ()
        self._is_quiet = False
        self.filter = QLineEdit(placeholderText="搜索项目、单位或编码", clearButtonEnabled=True)
        self.filter.setAccessibleName("搜索项目")
        self._glass = self.filter.addAction(quiet_icon("search"), QLineEdit.ActionPosition.LeadingPosition)
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
        tree.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        tree.setAccessibleName("项目")
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.selectionModel().currentChanged.connect(self._look)
        tree.selectionModel().selectionChanged.connect(self._select)
        tree.expanded.connect(lambda index: self._remember(index, opened=True))
        tree.collapsed.connect(lambda index: self._remember(index, opened=False))
        return tree

    def changeEvent(self, event: QEvent) -> None:
        """The icon in the line follows the surroundings when these turn dark or light."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._glass:
            self._glass.setIcon(quiet_icon("search"))

    # --- what is shown ----------------------------------------------------------------------------------

    def fill(self, entries: "Sequence[Entry]", sight: TreeSight) -> None:
        """Show all of a library as it was left."""
        self._open, self._closed = dict.fromkeys(sight.opened), dict.fromkeys(sight.closed)
        with self._quiet():
            self.model.sort_by(sight.order)
            self.model.fill(entries)
            self._open_lines()
        self._say_selection()

    def show_only(self, hits: Collection[str] | None, current: str) -> None:
        """Show what a search has found, or everything; the open document is the current line."""
        with self._quiet():
            self.model.show_only(hits)
            self._open_lines()
        self.nothing.setVisible(hits is not None and not hits)
        self.show_current(current, reveal=False)
        self._say_selection()

    def update_entries(
        self, changes: "Mapping[str, Entry | None]", hits: Collection[str] | None, current: str
    ) -> None:
        """Show changed entries, None for those that are gone; the clerk's line is followed where it goes."""
        here = self.tree.currentIndex()
        followed = self.model.node(here).uid == current and self._is_seen(here)
        groups = set() if len(changes) > _FEW else {self.model.path(index) for index in self.model.groups()}
        with self._quiet():
            if self.model.update(changes, hits):
                self._open_lines()
            elif groups:
                self._open_new_groups(groups)
        self.nothing.setVisible(hits is not None and not hits)
        if len(self.tree.selectionModel().selectedRows()) <= 1:
            self.show_current(current, reveal=followed)
        self._say_selection()

    def show_current(self, uid: str, *, reveal: bool = True) -> None:
        """Make the open document's line the current one; in a closed group only when it is to be revealed."""
        index = self.model.index_of(uid)
        if index.isValid() and (reveal or self._is_seen(index)) and self._selected_line() != index:
            with self._quiet():
                # not the view's own way, which would ask what keys are held: Ctrl+Z selects nothing more
                self.tree.selectionModel().setCurrentIndex(index, _THIS_LINE)
                self.tree.scrollTo(index)
            self._say_selection()

    def sort_by(self, order: Order) -> None:
        """Put the lines into another order; the current one stays in view."""
        with self._quiet():
            self.model.sort_by(order)
        self.tree.scrollTo(self.tree.currentIndex())
        self._say_selection()

    def _is_seen(self, index: QModelIndex) -> bool:
        above = index.parent()
        return not above.isValid() or (self.tree.isExpanded(above) and self._is_seen(above))

    # --- what is selected -------------------------------------------------------------------------------

    def selected(self) -> tuple[str, ...]:
        """The documents of the selected lines, in the tree's order; a group stands for all of it."""
        if self._selected is None:
            lines = sorted(self.tree.selectionModel().selectedRows(), key=_rows_down)
            self._selected = tuple(dict.fromkeys(uid for line in lines for uid in self.model.uids(line)))
        return self._selected

    def select_only(self, uid: str) -> None:
        """Select nothing but the line of a document, if it is in view."""
        self.show_current(uid, reveal=False)
        if self._selected_line() != self.model.index_of(uid):
            with self._quiet():
                self.tree.clearSelection()
            self._say_selection()

    def _selected_line(self) -> QModelIndex:
        """The one line that is current and selected; invalid when there are more."""
        lines = self.tree.selectionModel().selectedRows()
        return lines[0] if len(lines) == 1 and lines[0] == self.tree.currentIndex() else QModelIndex()

    def _select(self) -> None:
        self._say_selection()
        self._look()

    def _say_selection(self) -> None:
        self._selected = None
        if not self._is_quiet:
            self.selection_changed.emit()

    def _look(self) -> None:
        """Open the document of the one line that is selected; Qt says what is current before or after it."""
        if not self._is_quiet and (uid := self.model.node(self._selected_line()).uid):
            self.chosen.emit(uid)

    # --- what is open -----------------------------------------------------------------------------------

    def sight(self) -> TreeSight:
        """How the tree is looked at now."""
        return TreeSight(self.model.order, tuple(self._open)[-_MOST:], tuple(self._closed)[-_MOST:])

    def _open_lines(self) -> None:
        """Open what was open; all of it when there is little, or when it was searched for and found."""
        few, searched = self.model.documents() < _FEW, bool(self.filter.text().strip())
        for index in self.model.groups() if few else ():
            if searched or self.model.path(index) not in self._closed:
                self.tree.expand(index)
        for path in self._open:
            if (index := self.model.line(path)).isValid():
                self.tree.expand(index)

    def _open_new_groups(self, known: Collection[Path]) -> None:
        """A group that a change has made is where the clerk goes on."""
        for index in self.model.groups():
            if self.model.path(index) not in known:
                self.tree.expand(index)

    def _remember(self, index: Index, *, opened: bool) -> None:
        if self._is_quiet or self.filter.text().strip():  # what a search opens is not the clerk's wish
            return
        path = self.model.path(index)
        (self._open if opened else self._closed)[path] = None
        (self._closed if opened else self._open).pop(path, None)

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """What the program does to the tree is no wish of the clerk."""
        before, self._is_quiet = self._is_quiet, True
        try:
            yield
        finally:
            self._is_quiet = before


def _rows_down(index: QModelIndex) -> tuple[int, ...]:
    """Where a line stands, from the top."""
    return (*_rows_down(index.parent()), index.row()) if index.isValid() else ()


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
        errors, warnings = model.findings(index) if node.uid or shut else (0, 0)
        if count := errors or warnings:
            colour = surroundings().error if errors else surroundings().warning
            room.setRight(_pill(painter, room, str(count), QColor(colour)) - 6)
        painter.setPen(QColor(surroundings().text))
        words = option.fontMetrics.elidedText(node.words, Qt.TextElideMode.ElideRight, room.width())
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
