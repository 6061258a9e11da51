"""The submenu 最近的项目库: made anew whenever it is looked at."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from perfdesk.ui import memory
from perfdesk.ui.commands.actions import Act

if TYPE_CHECKING:
    from perfdesk.ui.files.files import FileActions
    from perfdesk.ui.panes import Panes


class RecentLibraries(QMenu):
    """Libraries that were open before, the last one first; one that is gone is dropped when it is chosen."""

    def __init__(self, panes: "Panes", files: "FileActions", parent: QMenu) -> None:
        super().__init__("最近的项目库", parent)
        self._panes = panes
        self._files = files
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Name the libraries; two of one name are told apart by their folders anyway."""
        self.clear()
        idle = self._files.able()["open_library"]
        for path in memory.recent_libraries():
            words = f"{path.stem}　{path.parent}".replace("&", "&&")
            self.addAction(words, self._opens(path)).setEnabled(idle)
        if self.isEmpty():
            self.addAction("（还没有）").setEnabled(False)

    def _opens(self, path: Path) -> Act:
        return lambda: self._panes.perform(lambda: self._open(path))

    def _open(self, path: Path) -> None:
        if path.exists():
            self._files.open_and_remember(path)
            return
        memory.forget(path)
        self._panes.desk.say(f"「{path}」已不在原处，不再列出。")
