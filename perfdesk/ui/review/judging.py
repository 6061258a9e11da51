"""What the review says of the documents of a library, and how many findings each has.

What came in unjudged is counted in idle time, one document between two keys.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.documents.document import Document
from perfdesk.documents.emptiness import counts_of, missing
from perfdesk.documents.finding import Finding, Tally, tally
from perfdesk.errors import FormError
from perfdesk.library.library import Entry, Library

if TYPE_CHECKING:
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.rules.office import Office

Findings: TypeAlias = tuple[Finding, ...]


class Judging(QObject):
    """Signals: `counted(uids)` when these have counts now; `troubled(str)` about the office's rules."""

    counted = Signal(object)
    troubled = Signal(str)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._office: Office | None = None
        self._asked: set[str] = set()
        self._fresh: set[str] = set()
        """Documents whose counts are others than those stored with them"""
        self._late: dict[str, tuple[int, int]] = {}
        self._unjudged: dict[str, None] = {}
        self._unsaid: set[str] = set()
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._count_next)

    # --- what is said -----------------------------------------------------------------------------------

    @property
    def office(self) -> "Office":
        """How the office of this library reviews; read from beside it when it is first asked for."""
        if self._office is None:
            from perfdesk.rules.office import office_or_none

            self._office, trouble = office_or_none(self._library.path)
            if trouble:
                self.troubled.emit(trouble)
        return self._office

    def forget_office(self) -> None:
        """Read the office's files again when they are next asked for."""
        self._office = None

    @property
    def judge(self) -> Callable[[Document], Findings]:
        """What the review says of any document; it holds no library, so another thread may ask it."""
        return partial(_judged, self._library.catalogue, self.office)

    @property
    def tally(self) -> Callable[[Document, Findings], Tally]:
        """The errors and warnings among the findings of a document, as its panel counts them.

        What is merely empty is counted only where that was asked for.
        """
        return partial(_tally, frozenset(self._asked))

    @property
    def count(self) -> Callable[[Document], Tally]:
        """The errors and warnings of any document, as `tally`; it holds no library either."""
        return partial(_counted, self.judge, self.tally)

    def missing(self, document: Document) -> int:
        """As `emptiness.missing`; where all was asked for, none: it is among the errors."""
        return 0 if document.uid in self._asked else missing(document, self.judge(document))

    def is_asked(self, uid: str) -> bool:
        """Whether somebody asked for all that is to be said of a document."""
        return uid in self._asked

    def ask(self, uids: Iterable[str]) -> None:
        """From now on count all that is to be said of these documents; this is not stored."""
        asked = dict.fromkeys(uid for uid in uids if uid not in self._asked)
        self._asked |= asked.keys()
        for uid in asked:
            self._late.pop(uid, None)
        self._unjudged |= asked
        if asked:
            self._idle.start()

    # --- the lines of documents, with their counts --------------------------------------------------------

    @property
    def is_silent(self) -> bool:
        """Whether every line has its own counts still."""
        return not self._late

    def counted_entry(self, entry: Entry) -> Entry:
        """One line with its counts."""
        is_known = entry.errors is not None and entry.uid not in self._asked and entry.uid not in self._fresh
        if is_known or entry.uid not in self._late:
            return entry
        errors, warnings = self._late[entry.uid]
        return replace(entry, errors=errors, warnings=warnings)

    # --- counting ---------------------------------------------------------------------------------------

    def count_in_idle_time(self) -> None:
        """Count findings of documents that came in unjudged, one at a time between the clerk's keys."""
        self._unjudged = dict.fromkeys(
            entry.uid
            for entry in self._library.entries()
            if (entry.errors is None or entry.uid in self._asked) and entry.uid not in self._late
        )
        if self._unjudged:
            self._idle.start()

    def stop(self) -> None:
        """Count no more in idle time."""
        self._unjudged.clear()
        self._idle.stop()

    def count_now(self, uids: Iterable[str]) -> None:
        """Count those of some documents that wait for it."""
        for uid in uids:
            if uid in self._unjudged:
                del self._unjudged[uid]
                self._count(uid)
        self._say()

    def waiting(self, uids: Iterable[str]) -> list[str]:
        """Those of some documents whose findings have not been counted yet."""
        return [uid for uid in uids if uid in self._unjudged]

    def take(self, counts: Mapping[str, tuple[int, int]]) -> None:
        """Errors and warnings of documents that were judged elsewhere, by their uids."""
        for uid in counts.keys() & self._unjudged.keys():
            del self._unjudged[uid]
            self._late[uid] = counts[uid]
            self._unsaid.add(uid)
        self._say()

    def know(self, counts: Mapping[str, Tally]) -> None:
        """How many findings documents have now, whatever was stored: the rules may be others since."""
        for uid, count in counts.items():
            shown = self.counted_entry(entry) if (entry := self._library.entry(uid)) else None
            if shown and (shown.errors, shown.warnings) != count:
                self._unjudged.pop(uid, None)
                self._late[uid] = count
                self._fresh.add(uid)
                self._unsaid.add(uid)
        self._say()

    def follow(self, after: Mapping[str, Document | None], judged: Mapping[str, Findings]) -> None:
        """Documents have changed, and their counts are stored; but not those of all that was asked for."""
        for uid, document in after.items():
            self._late.pop(uid, None)
            self._fresh.discard(uid)
            if document and uid in self._asked and uid in judged:
                self._late[uid] = _tally(self._asked, document, judged[uid])

    def _count_next(self) -> None:
        if self._unjudged:
            self._count(self._unjudged.popitem()[0])
        if not self._unjudged:
            self._idle.stop()
            self._say()

    def _count(self, uid: str) -> None:
        document = self._library.shelf.get(uid)
        self._late[uid] = self.count(document) if document else (0, 0)
        self._unsaid.add(uid)

    def _say(self) -> None:
        counted, self._unsaid = tuple(self._unsaid), set()
        if counted:
            self.counted.emit(counted)


def _tally(asked: Collection[str], document: Document, findings: Findings) -> Tally:
    return tally(findings) if document.uid in asked else counts_of(document, findings)


def _counted(
    judge: Callable[[Document], Findings], tallied: Callable[[Document, Findings], Tally], document: Document
) -> Tally:
    return tallied(document, judge(document))


def _judged(catalogue: "Catalogue", office: "Office", document: Document) -> Findings:
    try:
        form = catalogue.form(document.form)
    except FormError:
        return ()
    from perfdesk.rules.rulebook import judge  # after the first form is on the screen

    return judge(document, form, office.profile(form))
