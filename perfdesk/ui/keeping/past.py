"""What was: the history of the open form, and the deleted forms.

Bringing anything back is a Step as any other.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfdesk.ui import asking

if TYPE_CHECKING:
    from perfdesk.documents.document import Document
    from perfdesk.ui.keeping.bin_window import BinWindow
    from perfdesk.ui.keeping.history_window import HistoryWindow, Moment
    from perfdesk.ui.panes import Panes
    from perfdesk.ui.session import Session


class Past:
    """The commands 修改历史 and 回收站."""

    def __init__(self, panes: "Panes") -> None:
        self._panes = panes
        self.window: HistoryWindow | BinWindow | None = None
        """What is shown now"""

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        return {"history": bool(self._panes.opened), "bin": bool(self._panes.session)}

    # --- history ----------------------------------------------------------------------------------------

    def show_history(self) -> None:
        """Show what was done to the open form."""
        from perfdesk.ui.keeping.history_window import HistoryWindow

        session, opened = self._panes.session, self._panes.opened
        if not session or not opened:
            return
        uid = opened.document.uid
        entry = session.library.entry(uid)
        window = HistoryWindow(
            (entry.name if entry else "") or "未填项目名称",
            moments(session, opened.document),
            lambda revision: differing(session, uid, revision),
            self._panes.window(),
        )
        window.wanted.connect(lambda revision: self._panes.perform(lambda: self._restore(uid, revision)))
        self._show(window)

    def _restore(self, uid: str, revision: str) -> None:
        from perfdesk.library.restoring import restoring

        session = self._panes.session
        if not session:
            return
        if session.library.read_only:
            self._panes.say_locked()
            return
        step = restoring(session.library, uid, revision)
        if step.edits:
            session.do(step)
            self._panes.desk.say(f"已{step.label}，可撤销。")

    # --- bin --------------------------------------------------------------------------------------------

    def show_bin(self) -> None:
        """Show the deleted forms."""
        from perfdesk.library.restoring import spoken
        from perfdesk.ui.keeping.bin_window import BinWindow, Thrown

        session = self._panes.session
        if not session:
            return
        thrown = [
            Thrown(
                gone.entry.uid,
                "　".join(
                    filter(
                        None, (gone.entry.name or "未填项目名称", gone.entry.year, spoken(gone.at), gone.by)
                    )
                ),
            )
            for gone in reversed(session.library.bin())
        ]
        window = BinWindow(thrown, self._panes.window(), writable=not session.library.read_only)
        window.returning.connect(lambda uids: self._panes.perform(lambda: self._return(uids)))
        window.emptying.connect(lambda: self._panes.perform(self._empty))
        self._show(window)

    def _return(self, uids: Sequence[str]) -> None:
        from perfdesk.documents.edits import Step
        from perfdesk.library.restoring import returning

        if session := self._panes.session:
            steps = [returning(session.library, uid) for uid in uids]
            label = steps[0].label if len(steps) == 1 else f"从回收站还原 {len(steps)} 张表"
            session.do(Step(label, tuple(edit for step in steps for edit in step.edits)))

    def _empty(self) -> None:
        session = self._panes.session
        if not session:
            return
        number = len(session.library.bin())
        question = f"回收站中的 {number} 张表连同修改历史会彻底删除，不能再恢复。要清空吗？"
        if asking.yes(self._panes.window(), question, "清空回收站"):
            self._panes.desk.say(session.library.empty_bin())

    def _show(self, window: "HistoryWindow | BinWindow") -> None:
        self.window = window
        window.show()


def moments(session: "Session", document: "Document") -> "list[Moment]":
    """What was done to a document, newest first."""
    from perfdesk.documents.codec import revision
    from perfdesk.documents.telling import told
    from perfdesk.library.restoring import spoken
    from perfdesk.ui.keeping.history_window import Moment

    form = session.opened.form if session.opened else None
    now = revision(document)
    return [
        Moment(
            each.revision,
            "　".join(filter(None, (spoken(each.at), each.by, each.label))),
            tuple(told(edit, form, document) for edit in each.edits),
            is_now=number == 0 and each.revision == now,
            is_kept=each.is_kept,
        )
        for number, each in enumerate(reversed(session.library.history(document.uid)))
    ]


def differing(session: "Session", uid: str, revision: str) -> list[str]:
    """What would change if a document became what it was, a line for each place."""
    from perfdesk.documents.codec import edit_to_json
    from perfdesk.documents.telling import told
    from perfdesk.errors import LibraryError
    from perfdesk.library.restoring import restoring

    now = session.library.shelf.get(uid)
    form = session.opened.form if session.opened else None
    try:
        step = restoring(session.library, uid, revision)
    except LibraryError as error:
        return [str(error)]
    return [told(edit_to_json(edit, uid, now), form, now) for _, edit in step.edits]
