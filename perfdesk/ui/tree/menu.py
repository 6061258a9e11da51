"""The menu of the tree: what can be done with the selected forms, and the order in which they stand."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from perfdesk.ui.commands.actions import Act
from perfdesk.ui.tree.grouping import GROUPS
from perfdesk.ui.tree.order import ORDERS

if TYPE_CHECKING:
    from perfdesk.ui.panes import Panes

_COMMANDS = (
    ("new_form", "duplicate"),
    ("print", "export", "review"),
    ("submit", "finalise", "reopen", "history"),
    ("remove_form",),
)
"""By their names in the table of commands, parted by lines."""


class TreeMenu(QObject):
    """Opens it; `rename` gives the current group another name."""

    def __init__(self, panes: "Panes", rename: Act) -> None:
        super().__init__(panes)
        self._panes = panes
        self._rename = rename
        tree = panes.tree_pane.tree
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._open)

    def menu(self) -> QMenu:
        """The menu as it stands now."""
        panes = self._panes
        menu = QMenu(panes.tree_pane.tree)
        for names in _COMMANDS:
            for name in names:
                if action := panes.window().findChild(QAction, name):
                    menu.addAction(action)
            menu.addSeparator()
        level = panes.tree_pane.model.node(panes.tree_pane.tree.currentIndex()).level
        if level in GROUPS[1:]:
            rename = menu.addAction("改名…", lambda: panes.perform(self._rename))
            rename.setShortcut("F2")
            rename.setShortcutVisibleInContextMenu(True)
            rename.setEnabled(bool(panes.session and not panes.session.library.read_only))
        self._add_orders(menu.addMenu("排序"))
        return menu

    def _add_orders(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for order, words in ORDERS.items():
            action = menu.addAction(words, partial(self._panes.tree_pane.sort_by, order))
            action.setCheckable(True)
            action.setChecked(order == self._panes.tree_pane.model.order)
            group.addAction(action)

    def _open(self, place: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._panes.tree_pane.tree.viewport().mapToGlobal(place))
