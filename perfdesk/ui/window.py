"""The main window: menus, tool bar, status line, and the bench with its panes. A table of contents.

The shell is painted before anything but Qt and a few modules of this room are loaded (`painted`); the bench
is made after that. Whatever a clerk asks for goes through `perform`, which finishes an open editor first.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QMenu

from perfdesk.ui.commands.actions import Act, call, draw_icons, fill_menus, make_actions, make_tool_bar
from perfdesk.ui.memory import window_sight
from perfdesk.ui.status import StatusLine

if TYPE_CHECKING:
    from perfdesk.ui.bench import Bench


class MainWindow(QMainWindow):
    """Signals: `painted()` once, when the shell has been seen."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._bench: Bench | None = None
        self._is_painted = False
        self.setWindowTitle("perfdesk")
        self._stand_as_before()
        self.setMinimumSize(900, 560)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self.actions_by_name = make_actions(self, self._ask)
        fill_menus(self, self.actions_by_name)
        make_tool_bar(self, self.actions_by_name)

    def _stand_as_before(self) -> None:
        """As large as the clerk left it, if the screen still has room for that."""
        self.resize(1366, 768)
        sight, room = window_sight(), self.screen().availableSize()
        if sight.width and sight.height:
            self.resize(min(sight.width, room.width()), min(sight.height, room.height()))
        if sight.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    @property
    def bench(self) -> "Bench":
        """The panes and the session; made when first asked for."""
        if self._bench is None:
            from perfdesk.ui.bench import Bench

            self._bench = Bench(self.status, self.perform)
            self._bench.refreshed.connect(self._refresh)
            self.setCentralWidget(self._bench)
            self._list_recent(self._bench)
            self._refresh()
        return self._bench

    def _list_recent(self, bench: "Bench") -> None:
        from perfdesk.ui.files.recent import RecentLibraries

        menu = self.menuBar().findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)[0]
        self.recent = RecentLibraries(bench, bench.files, menu)
        below = menu.actions().index(self.actions_by_name["open_library"]) + 1
        menu.insertMenu(menu.actions()[below], self.recent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the shell has been seen."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the surroundings when these turn dark or light."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._is_painted:
            draw_icons(self.actions_by_name)

    def perform(self, act: Act) -> None:
        """Finish an open editor, then act; an error made for the clerk is told here and nowhere else."""
        from perfdesk.errors import PerfdeskError
        from perfdesk.ui import asking

        if not self.bench.finish_editing():
            return
        try:
            act()
        except PerfdeskError as error:
            asking.tell(self, str(error))
        if self._bench:
            self._refresh()

    def _ask(self, name: str) -> None:
        """A command was chosen; an open editor copies, cuts and pastes its own letters."""
        if not (self._bench and self._bench.clip.is_done_in_editor(name)):
            self.perform(partial(self._act, name))

    def _act(self, name: str) -> None:
        if name == "quit":
            self.close()
        else:
            self.bench.acts[name]()

    def _refresh(self) -> None:
        """Enable what makes sense now, and name what undo would take back and what is selected."""
        able = self.bench.able()
        for name, action in self.actions_by_name.items():
            action.setEnabled(able.get(name, True))
        for name, words in self.bench.words().items():
            call(self.actions_by_name[name], words)
        self.setWindowTitle(self.bench.title())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing never asks to save: what was typed is kept, or the window stays."""
        if self._bench and not self._bench.leave():
            event.ignore()
            return
        super().closeEvent(event)
