"""One open library: the open document, its sheet and findings, and the one undo stack.

Documents change only here, by Steps, and a Step is on the disk before anything else knows of it. The undo
stack is bookkeeping: its commands do nothing when undone, because the session has by then written the
inverse. So nothing on the stack can fail.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from perfdesk.documents.document import Document, clean
from perfdesk.documents.edits import (
    CellEdit,
    Edit,
    InsertRow,
    Misfit,
    MoveRow,
    RemoveRow,
    SetText,
    Step,
)
from perfdesk.documents.emptiness import counts_of, parted
from perfdesk.documents.finding import SEVERITIES, Finding, Tally
from perfdesk.documents.layout import lay_out
from perfdesk.documents.sheet import Cell, Sheet
from perfdesk.documents.status import is_final, status_of
from perfdesk.errors import FinalError, FormError, LibraryError
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.spec import FormSpec
from perfdesk.library.library import Entry, Library
from perfdesk.person import person
from perfdesk.ui.review.comparing import Comparing, merged
from perfdesk.ui.review.judging import Findings, Judging
from perfdesk.ui.tree.neighbours import neighbour

_OF_TEXT = (SetText, InsertRow, RemoveRow, MoveRow)
_AT_ONCE = 50
"""Documents; judging as many takes a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The open document and what follows from it; without a form it can only be read."""

    document: Document
    form: FormSpec | None
    sheet: Sheet | None
    findings: Findings
    """All of them; the next three part them."""
    said: Findings = ()
    """Shown at their places and as cards."""
    waiting: Findings = ()
    """About what has yet to be filled in; only counted."""
    acknowledged: Findings = ()
    """Those that somebody let stand, with the reason."""
    trouble: str = ""
    """Why there is no form, in a sentence."""

    @property
    def status(self) -> str:
        """How far the form has come: 草稿, 待审, 已定稿, 已打印."""
        return status_of(self.document)


class _Done(QUndoCommand):
    """A Step that is on the disk, and its inverse."""

    def __init__(self, step: Step, inverse: Step) -> None:
        super().__init__(step.label)
        self.step = step
        self.inverse = inverse


class Session(QObject):
    """A library at work.

    Signals: `document_opened()` when another document, or none, is open; `document_changed()` when the open
    one has other texts or findings; `library_changed(uids)` when these documents look different in a list, or
    have come or gone; `anew()` when somebody else's work came in, before the open one is shown again;
    `saved(datetime)` when a Step has reached the disk; `troubled(str)` when the office's
    rules have a mistake.
    """

    document_opened = Signal()
    document_changed = Signal()
    library_changed = Signal(object)
    saved = Signal(object)
    anew = Signal()
    troubled = Signal(str)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.stack = QUndoStack(self)
        self.opened: Opened | None = None
        self.under_way: Step | None = None
        """What is being written to the disk at this moment"""
        self.judging = Judging(library, self)
        self.judging.counted.connect(self.library_changed)
        self.judging.troubled.connect(self.troubled)
        self.comparing = Comparing(library, self.judging, self)
        self.comparing.compared.connect(self._take_compared)
        self._is_reviewing = False
        self.found: Mapping[tuple[int, int], Findings] = {}
        """What is said of the open document by the place of a cell, gravest first"""

    @property
    def read_only(self) -> bool:
        """Whether the open form cannot be written in."""
        return bool(self.why_locked)

    @property
    def why_locked(self) -> str:
        """Why the open form cannot be written in, in a sentence; empty when it can."""
        if self.library.read_only or not self.opened:
            return self.library.why_read_only or "请先打开一张表。"
        return self.opened.trouble or (_final(self.opened.document) if is_final(self.opened.document) else "")

    # --- the list ---------------------------------------------------------------------------------------

    def entries(self, words: str = "") -> tuple[Entry, ...]:
        """Every document in a line, or those that fit some words; with the counts found in idle time."""
        found = self.library.search(words) if words else self.library.entries()
        is_same = self.judging.is_silent and self.comparing.is_silent
        return found if is_same else tuple(map(self._with_counts, found))

    def entry(self, uid: str) -> Entry | None:
        """The line of one document; None when it is not there."""
        entry = self.library.entry(uid)
        return self._with_counts(entry) if entry else None

    def _with_counts(self, entry: Entry) -> Entry:
        """With the counts that were found since it was written, also beside other documents."""
        entry, (errors, warnings) = self.judging.counted_entry(entry), self.comparing.tally_of(entry.uid)
        if entry.errors is None or not (errors or warnings):
            return entry
        return replace(entry, errors=entry.errors + errors, warnings=(entry.warnings or 0) + warnings)

    def hits(self, words: str) -> set[str] | None:
        """The documents that fit some words; None, for all of them, without words."""
        return {entry.uid for entry in self.library.search(words)} if words else None

    def judged(self, uids: Iterable[str]) -> list[Entry]:
        """The lines of some documents with their counts; those not judged yet are judged now."""
        uids = list(uids)
        self.begin_to_review()
        self.judging.count_now(uids)
        return [entry for uid in uids if (entry := self.entry(uid))]

    def errors_among(self, uids: Iterable[str]) -> int:
        """How many errors some documents have."""
        return sum(entry.errors or 0 for entry in self.judged(uids))

    def missing_from(self, uids: Iterable[str]) -> int:
        """How much has yet to be filled in, in documents that cannot go without; no errors are counted."""
        return sum(self.judging.missing(self.library.document(uid)) for uid in uids)

    def unjudged(self, uids: Iterable[str]) -> list[Document]:
        """Those of some documents whose findings have not been counted yet."""
        self.begin_to_review()
        return [self.library.document(uid) for uid in self.judging.waiting(uids)]

    def take_counts(self, counts: Mapping[str, tuple[int, int]]) -> None:
        """Errors and warnings of documents that were judged elsewhere, by their uids."""
        self.judging.take(counts)

    @property
    def count(self) -> Callable[[Document], Tally]:
        """The errors and warnings of any document, as its line in the list tells them; for another thread."""
        return self.judging.count

    @property
    def judge(self) -> Callable[[Document], Findings]:
        """What the review says of any document; it holds no library, so another thread may ask it."""
        return self.judging.judge

    # --- the open document ------------------------------------------------------------------------------

    def open(self, uid: str | None) -> None:
        """Open a document; LibraryError when it is not there. It is judged once the review has begun."""
        self._show(None)
        try:
            if uid:
                document = self.library.document(uid)
                self._show(document, self.judge(document) if self._is_reviewing else ())
        finally:
            self.document_opened.emit()

    def begin_to_review(self) -> None:
        """Judge from now on; whoever shows the documents says when the first is on the screen."""
        if self._is_reviewing:
            return
        self._is_reviewing = True
        if self.opened:
            self._show(self.opened.document, self.judge(self.opened.document))
            self.document_changed.emit()
        self.judging.count_in_idle_time()
        self.comparing.begin_anew()

    def ask_for_review(self, uids: Iterable[str] = ()) -> None:
        """From now on say of the open document, or of these, also what is merely empty; not stored."""
        self.begin_to_review()
        if opened := self.opened:
            asked = set(uids) or {opened.document.uid}
            self.judging.ask(asked)
            if opened.document.uid in asked:
                self._show(opened.document, opened.findings)
                self.document_changed.emit()

    def text_of(self, cell: Cell) -> str:
        """The clerk's own text behind a cell; the paper may show more around it."""
        if not self.opened or not cell.address:
            return cell.text
        return self.opened.document.text(cell.address) or ""

    def findings_at(self, cell: Cell) -> Findings:
        """What the review says about a cell, gravest first."""
        return self.found.get((cell.row, cell.column), ())

    def cell_of(self, finding: Finding) -> Cell | None:
        """The cell to go to for a finding; for one about a group of rows, the group's first cell."""
        if not self.opened or not (sheet := self.opened.sheet):
            return None
        if not finding.address.is_group:
            return sheet.places.get(finding.address)
        level = finding.address.key.partition(":")[2]
        in_rows = [cell for cell in sheet.stops if cell.address and cell.address.row]
        return next((cell for cell in in_rows if level and cell.text == level), next(iter(in_rows), None))

    def _show(self, document: Document | None, findings: Findings = ()) -> None:
        self.opened = self._opened(document, findings) if document else None
        found: dict[tuple[int, int], list[Finding]] = {}
        if self.opened and self.opened.sheet:
            places = self.opened.sheet.places
            for finding in self.opened.said:
                if cell := places.get(finding.address):
                    found.setdefault((cell.row, cell.column), []).append(finding)
        self.found = {
            place: tuple(sorted(all_of_it, key=lambda finding: SEVERITIES.index(finding.severity)))
            for place, all_of_it in found.items()
        }

    def _opened(self, document: Document, findings: Findings) -> Opened:
        try:
            form = self.library.catalogue.form(document.form)
        except FormError as error:
            return Opened(document, None, None, (), trouble=str(error))
        is_asked = self.judging.is_asked(document.uid)
        sheet = lay_out(form, document)
        findings = merged(sheet, findings, self.comparing.of(document))
        still = tuple(finding for finding in findings if not finding.acknowledged)
        said, waiting = (still, ()) if is_asked else parted(document, still)
        acknowledged = tuple(finding for finding in findings if finding.acknowledged)
        return Opened(document, form, sheet, findings, said, waiting, acknowledged)

    def review_anew(self) -> None:
        """Judge by the office's files as they are now."""
        self.judging.forget_office()
        self.comparing.begin_anew()
        self._judge_opened()

    def _take_compared(self, uids: Collection[str]) -> None:
        self.library_changed.emit(uids)
        if self.opened and self.opened.document.uid in uids:
            self._judge_opened()

    def _judge_opened(self) -> None:
        if self.opened:
            self._show(self.opened.document, self.judge(self.opened.document))
            self.document_changed.emit()

    # --- changes ----------------------------------------------------------------------------------------

    def write(self, cell: Cell, text: str) -> bool:
        """Let a cell hold a text; True when it does. An equal text is no change."""
        if not self.opened or not cell.addresses:
            return False
        kept, _ = clean(text)
        if kept != self.text_of(cell):
            self.do_here(f"修改“{cell.name}”", cell.write(kept))
        return True

    def do_here(self, label: str, edits: tuple[CellEdit, ...] | tuple[Edit, ...]) -> None:
        """Change the open document."""
        if self.opened:
            uid = self.opened.document.uid
            self.do(Step(label, tuple((uid, edit) for edit in edits)))

    def do(self, step: Step) -> None:
        """Make a Step: on the disk first, then everywhere else. An error changes nothing.

        FinalError when it would change what stands in a final form; undo and marks may touch one.
        """
        for uid, edit in step.edits:
            if (
                isinstance(edit, _OF_TEXT)
                and (document := self.library.shelf.get(uid))
                and is_final(document)
            ):
                raise FinalError(_final(document))
        inverse = step.inverse(self.library.shelf)
        self._commit(step)
        self.stack.push(_Done(step, inverse))

    def undo(self) -> Step | None:
        """Take the last Step back, in whichever document it was; what was done for that."""
        if self.stack.canUndo():
            command = self.stack.command(self.stack.index() - 1)
            if isinstance(command, _Done):
                self._commit(replace(command.inverse, label=f"撤销：{command.inverse.label}"))
                self.stack.undo()
                return command.inverse
        return None

    def redo(self) -> Step | None:
        """Make the Step again that was taken back last, and give it back."""
        if self.stack.canRedo():
            command = self.stack.command(self.stack.index())
            if isinstance(command, _Done):
                self._commit(command.step)
                self.stack.redo()
                return command.step
        return None

    def _commit(self, step: Step) -> None:
        if self.under_way:
            raise LibraryError("刚才的修改还在写入磁盘，请稍等一下再试。")
        try:
            after = step.apply(self.library.shelf)
        except Misfit as error:  # an inverse, after somebody else's work came in
            raise LibraryError(f"“{step.label}”对不上了：这张表被别人改动过，没有做任何修改。") from error
        judged = self._judged_at_once(after)
        beside = self._beside(after)
        now = datetime.now().astimezone()
        counts = {uid: counts_of(each, judged[uid]) for uid, each in after.items() if each and uid in judged}
        self.under_way = step
        try:
            self.library.commit(step, judged=counts, by=person(), at=now.isoformat(timespec="seconds"))
        finally:
            self.under_way = None
        came = bool(self.library.came_back)
        self.saved.emit(now)
        if came:  # not what this Step left: somebody else changed the file, too
            self._read_anew()
            return
        self.judging.follow(after, judged)
        self._follow(after, judged, beside)
        self.comparing.follow(after)
        self.library_changed.emit(tuple(after))
        if any(document and uid not in judged for uid, document in after.items()):
            self.judging.count_in_idle_time()

    def rest(self) -> None:
        """Fold the library, or take in what somebody else did to it; errors as of `Library.fold_when_due`."""
        self.library.fold_when_due()
        if self.library.came_back:
            self._read_anew()

    def _read_anew(self) -> None:
        """Show everything as it is in the library now."""
        self.judging.follow(dict.fromkeys(entry.uid for entry in self.library.entries()), {})
        self.anew.emit()
        uid = self.opened.document.uid if self.opened else ""
        if self.opened and (document := self.library.shelf.get(uid)):
            if document != self.opened.document:
                self._show(document, self.judge(document) if self._is_reviewing else ())
                self.document_changed.emit()
        else:
            self.open(next((entry.uid for entry in self.library.entries()), None))
        if self._is_reviewing:
            self.judging.count_in_idle_time()
            self.comparing.begin_anew()

    def _judged_at_once(self, after: Mapping[str, Document | None]) -> dict[str, Findings]:
        """Findings of what a Step leaves; of a large import only the first, the others can wait.

        Among them are those of the open document and of the one that `_follow` may show.
        """
        here = self.opened.document.uid if self.opened else ""
        uids = [uid for uid in (here, *after) if after.get(uid)]
        documents = {uid: after[uid] for uid in uids[:_AT_ONCE]}
        return {uid: self.judge(document) for uid, document in documents.items() if document}

    def _beside(self, after: Mapping[str, Document | None]) -> str | None:
        """The document to open when a Step takes the open one away."""
        uid = self.opened.document.uid if self.opened else ""
        if uid not in after or after[uid]:
            return None
        gone = {each for each, document in after.items() if not document and each != uid}
        return neighbour([entry for entry in self.library.entries() if entry.uid not in gone], uid)

    def _follow(
        self, after: Mapping[str, Document | None], judged: Mapping[str, Findings], beside: str | None
    ) -> None:
        """Show what a Step has done: in the open document if it touched it, else in the first it touched.

        Where it took the open one away and touched no other, show the one beside it.
        """
        uid = self.opened.document.uid if self.opened else ""
        if document := after.get(uid):
            self._show(document, judged[uid])
            self.document_changed.emit()
            return
        changed = next((document for document in after.values() if document), None)
        if beside and not changed:
            self.open(beside)
        elif changed or uid in after:
            self._show(changed, judged[changed.uid] if changed else ())
            self.document_opened.emit()


def _final(document: Document) -> str:
    """Why a final form is locked, and what to do."""
    name = read_coded_name(document.texts.get("project.name", "")).name or "未填项目名称"
    return f"「{name}」{status_of(document)}，要修改请先在“检查”菜单中“重新打开”。"
