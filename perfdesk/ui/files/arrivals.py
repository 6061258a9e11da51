"""Files dragged onto the window: a library is opened, a paper is checked, everything else is imported."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent

if TYPE_CHECKING:
    from perfdesk.ui.files.files import FileActions
    from perfdesk.ui.files.paper_check import PaperCheck
    from perfdesk.ui.panes import Panes


class Arrivals(QObject):
    """Watches the panes for files that are dropped on them."""

    def __init__(self, panes: "Panes", files: "FileActions", papers: "PaperCheck") -> None:
        super().__init__(panes)
        self._panes = panes
        self._files = files
        self._papers = papers
        panes.setAcceptDrops(True)
        panes.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what can be taken; nothing else is moved by a drop."""
        if isinstance(event, QDropEvent) and (paths := _paths(event)):
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.Drop:
                # the source of the drag waits for this event to end, so a question must not be asked in it
                QTimer.singleShot(0, self, lambda: self.take(paths))
            return True
        return super().eventFilter(watched, event)

    def take(self, paths: list[Path]) -> None:
        """Open, check or import what has been dropped."""
        is_library = len(paths) == 1 and paths[0].suffix.lower() == ".json"
        if len(paths) == 1 and paths[0].suffix.lower() == ".pdf" and self._papers.able()["verify"]:
            self._panes.perform(lambda: self._papers.arrive(paths[0]))
            return
        able = self._files.able()
        if not able["open_library" if is_library or not self._panes.session else "import"]:
            self._panes.desk.say("现在不能导入：请先等手头的工作完成，或打开一个可以写入的项目库。")
        elif is_library:
            self._panes.perform(lambda: self._files.open_and_remember(paths[0]))
        else:
            self._panes.perform(lambda: self._files.import_paths(paths))


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
