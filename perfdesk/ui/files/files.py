"""The commands of the menu 文件: libraries opened and made; what comes in and goes out is asked for here.

`importing` and `outgoing` do the work. Rooms below are imported when they are first needed.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from perfdesk import paths
from perfdesk.errors import PerfdeskError, disk_refused
from perfdesk.ui import asking, desktop, memory
from perfdesk.ui.files.importing import Importing
from perfdesk.ui.files.merging import Merging
from perfdesk.ui.files.outgoing import Outgoing
from perfdesk.ui.files.sources import Pasted
from perfdesk.ui.outcome import Link

if TYPE_CHECKING:
    from perfdesk.ui.files.starting import Starting
    from perfdesk.ui.panes import Panes
    from perfdesk.ui.session import Session


class FileActions:
    """`take` shows a session; `starting` speaks where there is none."""

    def __init__(self, panes: "Panes", starting: "Starting", take: "Callable[[Session], None]") -> None:
        self._panes = panes
        self._starting = starting
        self._take = take
        self.merging = Merging(panes)
        self.importing = Importing(panes, self.merging)
        self.outgoing = Outgoing(panes)
        self._waiting: tuple[Path, ...] = ()

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        session = self._panes.session
        some = self._panes.tree_pane.model.rowCount() > 0
        opened = bool(session and session.opened and session.opened.sheet)
        idle = self._panes.tasks.is_idle
        writable = bool(session and not session.library.read_only) and idle
        return {
            "new_library": idle,
            "open_library": idle,
            "save": bool(session),
            "send_library": bool(session),
            "import": writable,
            "import_folder": writable,
            "import_clipboard": writable,
            "merge": writable,
            "import_report": bool(self.importing.report),
            "export": some and idle,
            "print": opened and idle,
            "print_all": some and idle,
            "stop": not idle,
        }

    # --- libraries --------------------------------------------------------------------------------------

    def open_path(self, path: Path, *, create: bool = False) -> None:
        """Open a library; while none is open, what is wrong with this one is said in place of the paper."""
        from perfdesk.library.library import Library
        from perfdesk.ui.session import Session

        session = self._panes.session
        if session and not create and not session.library.read_only and _same(session.library.path, path):
            self._panes.desk.say("这个项目库已经打开了。")
            return
        try:
            make = Library.create if create else Library.open
            opened: list[Library] = []
            self._panes.patience.run(lambda: opened.append(make(path)))
            library = opened[0]
        except PerfdeskError as error:
            if session:
                raise
            self._starting.trouble(str(error))
            return
        self._take(Session(library))

    def open_library(self) -> None:
        """Ask for a library and open it."""
        near = self._folder()
        if path := asking.file_to_open(self._panes, "打开项目库", near, asking.LIBRARY_FILES):
            self.open_and_remember(path)

    def open_and_remember(self, path: Path, *, create: bool = False) -> None:
        """Open a library that a clerk has chosen; it is the first one at the next start.

        Files that waited for a library are imported into it.
        """
        self.open_path(path, create=create)
        session = self._panes.session
        if session and _same(session.library.path, path):
            memory.remember(path)
            waiting, self._waiting = self._waiting, ()
            self.importing.take(waiting)

    def new_library(self) -> None:
        """Ask where, and make an empty library."""
        proposed = self._folder() / "绩效目标项目库.json"
        if path := asking.file_to_write(self._panes, "新建项目库", proposed, asking.LIBRARY_FILES):
            self.open_and_remember(path, create=True)

    def open_samples(self) -> None:
        """The nine sample forms, in a library of their own; made the first time."""
        self._waiting = ()  # what is to be kept does not go among samples
        path = paths.sample_library()
        is_new = not path.exists()
        if is_new:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise disk_refused(path.parent, error) from error
        self.open_and_remember(path, create=is_new)
        session = self._panes.session
        if session and _same(session.library.path, path) and not session.library.entries():
            self.importing.take([paths.resource("samples", "forms-2024.txt")], is_known=True)

    def _folder(self) -> Path:
        session = self._panes.session
        return session.library.path.parent if session else paths.documents_folder()

    # --- in ---------------------------------------------------------------------------------------------

    def import_files(self) -> None:
        """Ask for files and import them."""
        self.import_paths(asking.files_to_open(self._panes, "导入", self._folder(), asking.IMPORT_FILES))

    def import_folder(self) -> None:
        """Ask for a folder and import all that can be read in it."""
        if folder := asking.folder_to_open(self._panes, "导入文件夹", self._folder()):
            self.import_paths([folder])

    def import_clipboard(self) -> None:
        """Import the forms that were copied in another program."""
        mime: QMimeData | None = QApplication.clipboard().mimeData()  # None when nothing is there
        pasted = Pasted(bytes(mime.data("text/html").data()), mime.text()) if mime else Pasted(b"", "")
        if pasted.page or pasted.text:
            self.importing.take([pasted])
        else:
            self._panes.desk.say("剪贴板上没有文字。请先在表格或网页中选中整张表并复制。")

    def import_paths(self, chosen: Sequence[Path]) -> None:
        """Import files and folders; without a library they wait for one."""
        if self._panes.session:
            self.importing.take(chosen)
        elif chosen:
            self._waiting = tuple(chosen)
            self._starting.waiting(len(chosen))

    # --- out --------------------------------------------------------------------------------------------

    def export_forms(self, uids: Sequence[str]) -> None:
        """Export forms into one data file."""
        self.outgoing.export_forms(uids)

    def send_library(self) -> None:
        """The whole library as one file that can be passed on: with every edit, and without a journal."""
        if not (session := self._panes.session):
            return
        path = session.library.path
        proposed = (
            paths.documents_folder() / f"{path.stem} {datetime.now().astimezone():%Y-%m-%d}{path.suffix}"
        )
        target = asking.file_to_write(self._panes, "发送项目库", proposed, asking.LIBRARY_FILES)
        if not target:
            return
        session.library.copy_to(target)
        show = Link("打开所在文件夹(&D)", lambda: self._show_folder(target))
        self._panes.outcome.tell(f"整个项目库已存为「{target}」，包含全部修改和历史，可以发给同事。", [show])

    def _show_folder(self, path: Path) -> None:
        if not desktop.show_folder(path):
            self._panes.desk.say(f"这台电脑没有程序可以打开它，请自己找到「{path}」。")

    def print_forms(self, uids: Sequence[str]) -> None:
        """Print forms into one PDF file."""
        self.outgoing.print_forms(uids)

    def export(self) -> None:
        """Export the forms in the tree, as filtered."""
        self.export_forms(self._panes.tree_pane.model.uids())

    def print_all(self) -> None:
        """Print the forms in the tree, as filtered."""
        self.print_forms(self._panes.tree_pane.model.uids())

    def print_open(self) -> None:
        """Print the open form."""
        if (opened := self._panes.opened) and opened.sheet:
            self.print_forms([opened.document.uid])


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
