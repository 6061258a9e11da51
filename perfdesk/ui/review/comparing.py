"""What shows only when the forms of a library lie side by side, found while the clerk rests.

On the way every form is judged, so that the counts in lists are those of the rules as they are now.

All of it is done off the GUI thread on frozen documents, one after the other with a pause between them, so
that no key waits; after an edit only the edited document is judged again.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.documents.finding import Finding, Tally, tally, with_answers
from perfdesk.errors import FormError, PerfdeskError
from perfdesk.ui.tasks import Course, Tasks

if TYPE_CHECKING:
    from perfdesk.documents.document import Document
    from perfdesk.documents.sheet import Sheet
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.library.library import Library
    from perfdesk.rules.batch import Batch
    from perfdesk.ui.review.judging import Findings, Judging

_REST = 1500
"""Milliseconds without an edit"""
_PAUSE = 0.001
"""Seconds between two documents"""
_MOST = 2000
"""Documents; of more, only the report of the review compares them all"""


class Comparing(QObject):
    """Signals: `compared(uids)` when other things are said of these documents than before."""

    compared = Signal(object)

    def __init__(self, library: "Library", judging: "Judging", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._judging = judging
        self._batch: Batch | None = None
        self._changed: dict[str, None] = {}
        self._found: Mapping[str, Findings] = {}
        self._course = Course()
        self._tasks = Tasks(self)
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._begin)

    # --- what was found ---------------------------------------------------------------------------------

    def of(self, document: "Document") -> "Findings":
        """What is said of a document beside the others, with the answers that stand on it now."""
        still = (each for each in self._found.get(document.uid, ()) if _has_place(document, each))
        return tuple(with_answers(document.marks, still))

    def tally_of(self, uid: str) -> Tally:
        """How many errors and warnings of a document are of this kind."""
        return tally(self._found.get(uid, ()))

    @property
    def is_silent(self) -> bool:
        """Whether nothing was found, or nothing looked for yet."""
        return not self._found

    # --- looking for it ---------------------------------------------------------------------------------

    def follow(self, uids: Iterable[str]) -> None:
        """These documents have come, gone or changed; compare once the clerk rests."""
        self._changed |= dict.fromkeys(uids)
        self._rest.start(_REST)

    def begin_anew(self) -> None:
        """Compare everything again, as the office's rules are others."""
        self._batch = None
        self.follow(entry.uid for entry in self._library.entries())

    def stop(self) -> None:
        """Compare no more; what is under way ends at its next document."""
        self._rest.stop()
        self._course.stop()
        self._tasks.wait()

    def _begin(self) -> None:
        if not self._tasks.is_idle:
            self._rest.start(_REST)
            return
        if len(self._library.entries()) > _MOST:
            return
        from perfdesk.rules.batch import Batch

        office, catalogue, tallied = self._judging.office, self._library.catalogue, self._judging.tally
        batch = self._batch = self._batch or Batch(office.profile)
        documents = {uid: self._library.shelf.get(uid) for uid in self._changed}
        course = self._course = Course()
        self._changed = {}
        self._tasks.start(
            "正在比较",
            lambda: _compare(batch, documents, catalogue, tallied, course),
            self._take,
            self._refused,
            course=course,
        )

    def _take(self, result: "_Result") -> None:
        before, self._found = self._found, (found := result.found)
        self._judging.know({uid: count for uid, count in result.counts.items() if uid not in self._changed})
        other = {uid for uid in before.keys() | found.keys() if before.get(uid) != found.get(uid)}
        if other:
            self.compared.emit(tuple(other))

    def _refused(self, _error: PerfdeskError) -> None:
        """The office's rules have a mistake; that has been told by whoever judges single documents."""
        self._batch = None


class _Result(NamedTuple):
    found: "Mapping[str, Findings]"
    """What shows side by side, by document"""
    counts: Mapping[str, Tally]
    """Of all else, in the documents that were judged"""


def _compare(
    batch: "Batch",
    documents: "Mapping[str, Document | None]",
    catalogue: "Catalogue",
    tallied: "Callable[[Document, Findings], Tally]",
    course: Course,
) -> _Result:
    """Take documents in as they are now, and compare all that were taken in."""
    from perfdesk.rules.rulebook import rule

    for uid, document in documents.items():
        course.go_on()
        time.sleep(_PAUSE)
        try:
            form = catalogue.form(document.form) if document else None
        except FormError:
            form = None
        if document and form:
            batch.put(document, form)
        else:
            batch.drop(uid)
    found: dict[str, Findings] = {}
    counts: dict[str, Tally] = {}
    for uid, findings in batch.findings().items():
        beside = tuple(finding for finding in findings if rule(finding.rule).is_for_batches)
        if beside:
            found[uid] = beside
        if document := documents.get(uid):
            counts[uid] = tallied(document, tuple(each for each in findings if each not in beside))
    return _Result(found, counts)


def _has_place(document: "Document", finding: Finding) -> bool:
    return finding.address.is_group or document.text(finding.address) is not None


def merged(sheet: "Sheet", own: "Sequence[Finding]", beside: "Sequence[Finding]") -> "Findings":
    """The findings of a form and those beside others, in the order of the form."""
    if not beside:
        return tuple(own)
    ids = {finding.id for finding in beside}
    all_of_them = [finding for finding in own if finding.id not in ids]
    for finding in beside:
        place = _place(sheet, finding)
        behind = (
            number for number, other in enumerate(all_of_them) if place < _place(sheet, other) != (0, 0)
        )
        all_of_them.insert(next(behind, len(all_of_them)), finding)
    return tuple(all_of_them)


def _place(sheet: "Sheet", finding: Finding) -> tuple[int, int]:
    """The place of a cell, from the top; (0, 0) for a group of rows."""
    cell = sheet.places.get(finding.address)
    return (cell.row, cell.column) if cell else (0, 0)
