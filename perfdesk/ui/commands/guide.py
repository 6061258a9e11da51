"""Finding one's way: the palette, the sheet of keys, and what this program is. Made when first asked for."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from perfdesk.ui import asking
from perfdesk.ui.commands.table import COMMANDS

if TYPE_CHECKING:
    from perfdesk.documents.sheet import Cell
    from perfdesk.ui.commands.finds import Find
    from perfdesk.ui.commands.palette import Palette
    from perfdesk.ui.panes import Panes


class Guide:
    """The palette's command and those of the menu 帮助."""

    def __init__(self, panes: "Panes") -> None:
        self._panes = panes
        self.palette: Palette | None = None

    def ask(self) -> None:
        """Show the palette."""
        from perfdesk.ui.commands.palette import Palette

        if not self.palette:
            self.palette = Palette(self._panes.window(), self._find)
        self.palette.ask()

    def show_keys(self) -> None:
        """Show the sheet of keys."""
        from perfdesk.ui.commands.keys_sheet import KeysSheet

        KeysSheet(self._panes.window()).open()

    def about(self) -> None:
        """Say what this is."""
        from perfdesk import __version__

        asking.tell(self._panes, f"perfdesk {__version__}\n\n编制和审核绩效目标表。不联网，文件只在本机。")

    def _find(self, words: str) -> "list[Find]":
        from perfdesk.ui.commands.finds import find_cells, find_commands, find_projects

        window, session = self._panes.window(), self._panes.session
        actions = {
            command.name: action
            for command in COMMANDS
            if command.name != "palette" and (action := window.findChild(QAction, command.name))
        }
        keys = {command.name: command.keys for command in COMMANDS}
        return [
            *find_projects(words, session, self._open),
            *find_commands(words, actions, keys),
            *find_cells(words, session, self._go_to),
        ]

    def _open(self, uid: str) -> None:
        def open_it() -> None:
            if session := self._panes.session:
                session.open(uid)
            self._panes.view.setFocus()

        self._panes.perform(open_it)

    def _go_to(self, cell: "Cell") -> None:
        def go() -> None:
            self._panes.view.go_to(cell)
            self._panes.view.setFocus()

        self._panes.perform(go)
