"""Text in an open editor is kept after a second of rest, and comes back into its cell after a crash.

It never goes over a cell that has changed meanwhile: then it is offered beside.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from perfdesk.ui.outcome import Link

if TYPE_CHECKING:
    from perfdesk.documents.sheet import Cell
    from perfdesk.library.drafts import Draft
    from perfdesk.ui.bench import Bench
    from perfdesk.ui.session import Session

_REST = 1000
"""Milliseconds without a key"""
_SEEN = 60
"""Letters of a text that are told"""


class Drafting(QObject):
    """Keeps the draft of the open library in step with the open editor."""

    def __init__(self, bench: "Bench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._session: Session | None = None
        self._wanted: Draft | None = None
        self._written: Draft | None = None
        self._is_writing = False
        self.rest = QTimer(self, singleShot=True, interval=_REST)
        self.rest.timeout.connect(self._keep)
        bench.view.typed.connect(self.rest.start)
        bench.view.closed.connect(self._forget)

    # --- keeping ----------------------------------------------------------------------------------------

    def _keep(self) -> None:
        from perfdesk.library.drafts import Draft

        session, view = self._bench.session, self._bench.view
        typed = view.typed_text()
        if not session or not session.opened or not typed or not view.editor:
            return
        (cell, text), document = typed, session.opened.document
        self._wanted = Draft(
            document.uid, document.form, str(cell.address), session.text_of(cell), text + view.editor.preedit
        )
        self._write()

    def _forget(self) -> None:
        self.rest.stop()
        self._wanted = None
        if self._written:
            self._write()

    def _write(self) -> None:
        """In another thread, one after the other; the last that is wanted is what stays."""
        if self._is_writing or not (session := self._bench.session):
            return
        library, wanted = session.library.identity, self._wanted
        self._is_writing, self._written = True, wanted
        self._bench.patience.aside(lambda: _put(library, wanted), self._follow)

    def _follow(self, _: None) -> None:
        self._is_writing = False
        if self._wanted != self._written:
            self._write()

    # --- coming back ------------------------------------------------------------------------------------

    def attend(self, session: "Session") -> None:
        """A library has been opened; the text that was being typed when a program died comes back."""
        from perfdesk.library import drafts

        self._wanted = self._written = None
        draft = None if session.library.read_only else drafts.kept(session.library.identity)
        if draft:
            self._written = draft
            QTimer.singleShot(0, self, lambda: self._bring_back(session, draft))

    def _bring_back(self, session: "Session", draft: "Draft") -> None:
        if session is not self._bench.session or self._bench.view.editor:
            return
        cell = self._cell(session, draft)
        now = session.text_of(cell) if cell else None
        if now == draft.text:  # it got there
            self._forget()
        elif cell and now == draft.before:
            self._put_back(cell, draft.text)
            self._bench.desk.say("上次没有保存的文字已放回这一格，请核对后按回车。", lasting=True)
        else:
            self._offer(cell, draft)

    def _cell(self, session: "Session", draft: "Draft") -> "Cell | None":
        """Its cell, in the open form; None when there is none any more."""
        from perfdesk.documents.address import Address

        entry = session.entry(draft.document)
        if not entry or entry.form != draft.form:
            return None
        if not session.opened or session.opened.document.uid != draft.document:
            session.open(draft.document)
        sheet = session.opened.sheet if session.opened else None
        with suppress(ValueError):
            return sheet.places.get(Address.parse(draft.address)) if sheet else None
        return None

    def _put_back(self, cell: "Cell", text: str) -> None:
        view = self._bench.view
        view.setFocus()
        view.go_to(cell)
        view.edit(view.currentIndex())
        if view.editor:
            view.editor.replace(text)

    def _offer(self, cell: "Cell | None", draft: "Draft") -> None:
        text = draft.text if len(draft.text) <= _SEEN else f"{draft.text[:_SEEN]}…"
        place = f"“{cell.name}”后来有了改动" if cell else "那张表或那一格已经不在"
        links = [Link("复制这些文字(&C)", lambda: QApplication.clipboard().setText(draft.text))]
        if cell:
            links.append(Link("放进这一格(&P)", lambda: self._bench.perform(lambda: self._take(cell, draft))))
        self._bench.outcome.tell(f"上次没有保存的文字没有放回，{place}：“{text}”", links)

    def _take(self, cell: "Cell", draft: "Draft") -> None:
        self._bench.outcome.close_line()
        self._put_back(cell, draft.text)


def _put(library: str, draft: "Draft | None") -> None:
    """In another thread. A disk that refuses is tried again at the next rest."""
    from perfdesk.library import drafts

    with suppress(OSError):
        if draft:
            drafts.keep(library, draft)
        else:
            drafts.forget(library)
