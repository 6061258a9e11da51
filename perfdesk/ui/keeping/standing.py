"""How far forms have come: 提交待审, 定稿, 重新打开, of the open form or of those selected in the tree.

A final form is locked: its cells are read, and the first key says what to do.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from perfdesk.ui.commands.table import COMMANDS

if TYPE_CHECKING:
    from perfdesk.documents.status import Status
    from perfdesk.ui.panes import Panes

_STATUSES: "dict[str, Status]" = {
    "submit": "待审",
    "finalise": "已定稿",
    "printed": "已打印",
    "reopen": "草稿",
}
"""What each command makes of a form"""
_WORDS = {command.name: command.words for command in COMMANDS if command.name in _STATUSES}


class Standing:
    """`chosen()` tells the forms selected in the tree, other than the open one alone."""

    def __init__(self, panes: "Panes", chosen: Callable[[], tuple[str, ...]]) -> None:
        self._panes = panes
        self._chosen = chosen

    def able(self) -> dict[str, bool]:
        """Which commands would change anything now."""
        session = self._panes.session
        if not session or session.library.read_only:
            return dict.fromkeys(_STATUSES, False)
        entries = [entry for uid in self._uids() if (entry := session.library.entry(uid))]
        return {name: any(entry.status != status for entry in entries) for name, status in _STATUSES.items()}

    def words(self) -> dict[str, str]:
        """What the commands are called now."""
        number = len(self._chosen())
        return {
            name: f"{words}（选中的 {number} 张表）" if number else words for name, words in _WORDS.items()
        }

    def submit(self) -> None:
        """Filled in, waiting for a reviewer."""
        self._set("submit")

    def finalise(self) -> None:
        """Nothing in it may change any more."""
        self._set("finalise")

    def be_printed(self) -> None:
        """Final, and on paper for stamping."""
        self._set("printed")

    def reopen(self) -> None:
        """It may be changed again."""
        self._set("reopen")

    def _uids(self) -> tuple[str, ...]:
        opened = self._panes.opened
        return self._chosen() or ((opened.document.uid,) if opened else ())

    def _set(self, name: str) -> None:
        from perfdesk.documents.edits import Step
        from perfdesk.documents.status import setting, status_of
        from perfdesk.person import person

        session, status = self._panes.session, _STATUSES[name]
        if not session:
            return
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        documents = [session.library.document(uid) for uid in self._uids()]
        edits = tuple(
            (each.uid, setting(each, status, person(), at)) for each in documents if status_of(each) != status
        )
        if edits:
            session.do(Step(_WORDS[name], edits))
            self._panes.desk.say(f"{len(edits)} 张表的状态已改为“{status}”，可撤销。")
