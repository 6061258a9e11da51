"""Tree, desk and review side by side, and the session of one library over which they stand.

Plain places: what the panes tell each other is said in `bench`, what is done with them in the rooms beside
it.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from perfdesk.ui.commands.actions import Act
from perfdesk.ui.keeping.patience import Patience
from perfdesk.ui.outcome import Outcome
from perfdesk.ui.review.panel import ReviewPanel
from perfdesk.ui.sheet.desk import Desk
from perfdesk.ui.sheet.model import SheetModel
from perfdesk.ui.sheet.tray import Tray
from perfdesk.ui.sheet.view import SheetView
from perfdesk.ui.tasks import Tasks
from perfdesk.ui.tree.pane import TreePane

if TYPE_CHECKING:
    from perfdesk.ui.session import Opened, Session

_WIDTHS = (236, 836, 292)


class Panes(QSplitter):
    """The three panes. `perform` finishes an open editor, then acts."""

    def __init__(self, perform: Callable[[Act], None]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.session: Session | None = None
        self.perform = perform
        self.model = SheetModel(self)
        self.view = SheetView(self.model)
        self.tasks = Tasks(self)
        self.patience = Patience(self)
        self.patience.began.connect(self.tasks.hold)
        self.patience.over.connect(self.tasks.let_go)
        self.tree_pane = TreePane()
        self.desk = Desk()
        self.tray = Tray()
        self.outcome = Outcome()
        self.review = ReviewPanel()
        self._arrange()

    def _arrange(self) -> None:
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.desk, 1)
        column.addWidget(self.tray)
        column.addWidget(self.outcome)
        for pane in (self.tree_pane, middle, self.review):
            self.addWidget(pane)
        self.desk.lay_down(self.view)
        self.setSizes(list(_WIDTHS))
        for index, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(index, stretch)
        tree, review = self.tree_pane, self.review
        for one, after in pairwise((tree.filter, tree.tree, self.view, self.tray.list, review.list)):
            self.setTabOrder(one, after)
        self.outcome.follows = self.view
        self.tree_pane.setMinimumWidth(196)
        self.review.setMinimumWidth(200)

    def createHandle(self) -> QSplitterHandle:
        """What is dragged between two panes, with a name to be spoken."""
        handle = super().createHandle()
        handle.setAccessibleName("调整窗格宽度")
        return handle

    @property
    def opened(self) -> "Opened | None":
        """The open document."""
        return self.session.opened if self.session else None

    def say_locked(self) -> None:
        """Why what is typed goes nowhere."""
        if self.session:
            self.desk.say(self.session.why_locked)
