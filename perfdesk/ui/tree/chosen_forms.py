"""The forms selected in the tree, and the commands that act on them in place of the open one.

A command says in its words what it acts on: 删除选中的 5 张表. What is selected counts as long as the clerk
is at the tree; on the way back to the paper the open form is the one that is meant.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from perfdesk.ui.commands.table import COMMANDS

if TYPE_CHECKING:
    from perfdesk.ui.files.files import FileActions
    from perfdesk.ui.form_making import FormMaking
    from perfdesk.ui.panes import Panes

_WORDS = {
    "print": "打印选中的 {} 张表…",
    "export": "导出选中的 {} 张表…",
    "review": "审核选中的 {} 张表",
    "remove_form": "删除选中的 {} 张表",
}
_ALONE = {command.name: command.words for command in COMMANDS}


class ChosenForms(QObject):
    """Forms selected in the tree, other than the open one alone."""

    def __init__(self, panes: "Panes", files: "FileActions", making: "FormMaking") -> None:
        super().__init__(panes)
        self._panes = panes
        self._files = files
        self._making = making
        panes.view.installEventFilter(self)

    def uids(self) -> tuple[str, ...]:
        """Them, in the tree's order; none when it is just the open form that is selected."""
        selected, opened = self._panes.tree_pane.selected(), self._panes.opened
        return () if opened and selected == (opened.document.uid,) else selected

    def words(self) -> dict[str, str]:
        """What the commands are called now."""
        number = len(self.uids())
        return {name: words.format(number) if number else _ALONE[name] for name, words in _WORDS.items()}

    def able(self) -> dict[str, bool]:
        """Which of the commands make sense while there are some."""
        session = self._panes.session
        if not session or not self.uids():
            return {}
        idle, writable = self._panes.tasks.is_idle, not session.library.read_only
        return {"print": idle, "export": idle, "review": True, "remove_form": writable}

    def print(self) -> None:
        """Print them, or the open form."""
        if uids := self.uids():
            self._files.print_forms(uids)
        else:
            self._files.print_open()

    def export(self) -> None:
        """Export them, or all that the tree shows."""
        if uids := self.uids():
            self._files.export_forms(uids)
        else:
            self._files.export()

    def review(self) -> None:
        """Judge them and say how they stand, or say all about the open form."""
        if uids := self.uids():
            self._making.review_forms(uids)
        else:
            self._making.review()

    def remove(self) -> None:
        """Take them away, or the open form."""
        if uids := self.uids():
            self._making.remove_forms(uids)
        else:
            self._making.remove_form()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Back at the paper, the open form is meant."""
        if event.type() == QEvent.Type.FocusIn and (opened := self._panes.opened):
            self._panes.tree_pane.select_only(opened.document.uid)
        return super().eventFilter(watched, event)
