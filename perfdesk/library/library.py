"""A library: the documents of an office in one file, with one writer.

What is told by `entries` and `search` comes from the records' summaries; a document is parsed when it is
asked for. `commit` is the only way in: a Step, durable when it returns, in a journal beside the file until
the library is folded: at `close`, and when somebody who has a clock calls `fold_when_due`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self
from uuid import uuid4

from perfdesk.documents.document import Document
from perfdesk.documents.edits import Edit, Step
from perfdesk.errors import DiskError, LibraryError, LibraryInUseError, PerfdeskError, disk_refused
from perfdesk.forms.catalogue import Catalogue, shipped_refs
from perfdesk.library import backups
from perfdesk.library import bin as the_bin
from perfdesk.library import prints as the_prints
from perfdesk.library.backups import Backup
from perfdesk.library.bin import Deleted
from perfdesk.library.conflicts import TABLE as CONFLICTS
from perfdesk.library.conflicts import Unmet, unmet
from perfdesk.library.disk import Disk
from perfdesk.library.exchanges import TABLE as EXCHANGED
from perfdesk.library.exchanges import Exchange, Lineage, exchanges, lineage, noted, rows_of
from perfdesk.library.history import KEPT, Revision, packed, pruned, revisions, unpacked
from perfdesk.library.history import TABLE as HISTORY
from perfdesk.library.lines import encode
from perfdesk.library.listing import Listing
from perfdesk.library.lock import Holder, Lock, ourselves
from perfdesk.library.opening import asked, locked, refuse_existing, refuse_missing
from perfdesk.library.preparing import DOCUMENTS, Prepared
from perfdesk.library.prints import Printed
from perfdesk.library.records import Entry, document_of, head, indicators_in, record
from perfdesk.library.replaying import Belonging
from perfdesk.library.returned import without
from perfdesk.library.storage import Additions, Changes, FileStorage
from perfdesk.library.tables import Database
from perfdesk.library.whole_file import FORMAT

__all__ = ["Deleted", "Entry", "Holder", "Library", "Printed", "Revision"]

_FORMS = "forms"
_REMEMBERED = 256
"""Documents kept parsed"""


class Library:
    """An open library; a context manager that closes it."""

    def __init__(
        self, path: Path, storage: FileStorage, lock: Lock | None, obstacle: PerfdeskError | None
    ) -> None:
        """For `create` and `open`; `obstacle` is why nothing may be written."""
        self.path = path
        self.shelf: Mapping[str, Document] = _Shelf(self)
        self.holder: Holder | None = None
        """Who writes in it, when that hinders us"""
        self.came_back: list[str] = []
        """Sentences: what a crash left and was found again, what somebody else changed underneath. The newest
        last; whoever shows them empties the list. What is opened is to be read anew when there are any."""
        self.notices: list[str] = []
        """Sentences worth a line: what went of old history, which backup could not be made"""
        self.at_the_disk: Callable[[Callable[[], object]], None] = _at_once
        """Does what waits for the disk, and returns when it is done or raises what that raised; a window puts
        something here that lets another thread do it. Memory is changed by the caller's thread alone."""
        self._storage = storage
        self._database = Database(storage)
        self._lock = lock
        self._obstacle = obstacle
        self._parsed: dict[str, Document] = {}
        self._catalogue: Catalogue | None = None
        self._backed_up: date | None = None
        """The day on which it is known that there is a backup"""
        self._grown: set[str] = set()
        """Ids of documents whose history may have become too long since it was looked at"""
        if lock:
            us = ourselves()
            storage.by = {"by": us.person, "computer": us.computer, "at": us.since}
        self._read()

    @classmethod
    def create(cls, path: Path, *, disk: Disk | None = None) -> Self:
        """Make an empty library.

        LibraryError when something of this name is there, DiskError when the disk refuses.
        """
        try:
            refuse_existing(path)
            lock = Lock(path.resolve())
            holder = lock.take()
        except OSError as error:
            raise disk_refused(path, error) from error
        if holder:
            raise LibraryInUseError(f"「{path}」正由{holder}使用，请换一个文件名。")
        try:
            refuse_existing(path)  # somebody may have been quicker
            tables: dict[str, dict[str, bytes]] = {DOCUMENTS: {}, _FORMS: {}}
            return cls(
                path, FileStorage.create(path.resolve(), disk or Disk(), uuid4().hex, tables), lock, None
            )
        except BaseException:
            lock.give_back()
            raise

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, disk: Disk | None = None) -> Self:
        """Open a library, never make one; LibraryError when it is missing, damaged or not ours.

        It is `read_only` when that was asked, when somebody else writes in it (`holder`), when there can be
        no lock, or when a newer program wrote it; `why_read_only` says so.
        """
        refuse_missing(path)
        home, disk = path.resolve(), disk or Disk()
        storage = FileStorage.open(home, disk)  # before the lock, which leaves a file beside
        lock, holder, obstacle = locked(home, path, disk) if not read_only else (None, None, asked(path))
        try:
            storage = storage.current()  # somebody may have written before the lock was ours
            if storage.format > FORMAT:
                obstacle = LibraryError(f"「{path}」由更高版本的 perfdesk 保存，只能查看，请升级后再修改。")
            library = cls(path, storage, lock, obstacle)
        except BaseException:
            if lock:
                lock.give_back()
            raise
        library.holder = holder
        return library

    def close(self) -> None:
        """Fold, and let others write. What was committed is on the disk already; nothing more can be.

        When the disk refuses the folding, the journal stays, and the next opening finds everything in it.
        """
        try:
            if not self._obstacle:
                self._bound_history()
                self.at_the_disk(self._database.close)
                self._take_in()  # when it turned out that somebody else wrote the file
        except DiskError:
            self.came_back.append(
                f"项目库「{self.path}」的修改已保存，但还没有并入文件，下次打开时自动并入。"
            )
        finally:
            self._obstacle = LibraryError(f"项目库「{self.path}」已经关闭，请重新打开。")
            self._storage.let_go()
            if self._lock:
                self._lock.give_back()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def identity(self) -> str:
        """Names the library, whatever its file is called; a copy has it, too."""
        return self._storage.library

    @property
    def read_only(self) -> bool:
        """Whether `commit` refuses."""
        return bool(self.why_read_only)

    @property
    def why_read_only(self) -> str:
        """A sentence that says why nothing can be written; empty when it can."""
        return str(self._obstacle) if self._obstacle else self._storage.parted

    @property
    def catalogue(self) -> Catalogue:
        """The shipped forms and those that the library carries; the same object until another is carried."""
        if self._catalogue is None:
            carried = {record.get("ref"): record.get("toml") for record in self._database.table(_FORMS)}
            self._catalogue = Catalogue(
                {ref: toml for ref, toml in carried.items() if isinstance(ref, str) and isinstance(toml, str)}
            )
        return self._catalogue

    # --- reading ----------------------------------------------------------------------------------------

    def entries(self) -> tuple[Entry, ...]:
        """Every document in a line, in the order in which they came in."""
        return self._listing.all()

    def entry(self, uid: str) -> Entry | None:
        """The line of one document; None when it is not there."""
        return self._listing.entry(uid)

    def search(self, query: str) -> tuple[Entry, ...]:
        """The entries that fit a query: parts or pinyin initials of name, code, unit and department.

        Then those that fit by parts of their indicators, once `search_also` was told these.
        """
        return self._listing.search(query)

    def indicator_texts(self) -> dict[str, str]:
        """The words of every document's indicators, for `search_also`; to be made in a thread of its own.

        Every document is parsed: some 30 µs each.
        """
        return {number: indicators_in(line) for number, line in self._storage.snapshot(DOCUMENTS).items()}

    def search_also(self, texts: Mapping[str, str]) -> None:
        """Find documents by the words of their indicators, too; edits are followed from then on.

        To be done again after anything `came_back`.
        """
        self._listing.search_also(texts)

    def document(self, uid: str) -> Document:
        """A document; LibraryError when it is not there or cannot be understood."""
        if uid in self._parsed:
            return self._parsed[uid]
        line = self._storage.rows(DOCUMENTS).get(self._listing.places.get(uid, ""))
        if line is None:
            raise LibraryError(f"项目库「{self.path}」中没有编号为「{uid}」的表，可能已被删除。")
        try:
            document = document_of(line)
            if document.uid != uid:
                raise ValueError("under another uid, or twice")  # noqa: TRY301
        except ValueError as error:
            raise LibraryError(
                f"项目库「{self.path}」中编号为「{uid}」的表无法识别（已损坏，或由更高版本保存），"
                "已原样保留；其他表不受影响，请升级 perfdesk 或用备份核对。"
            ) from error
        self._remember(document)
        return document

    # --- what was and what is gone ------------------------------------------------------------------------

    def history(self, uid: str) -> tuple[Revision, ...]:
        """What was done to a document, the newest last; also of one in the bin. None known: none."""
        return tuple(told for told, _ in self._revisions(uid))[::-1]

    def at(self, uid: str, revised: str) -> Document:
        """A document as it was; LibraryError when there is no such revision, or nobody can rebuild it."""
        for told, document in self._revisions(uid):
            if document and told.revision == revised:
                return document
        raise LibraryError(f"项目库「{self.path}」中没有编号为「{uid}」的表的这一次内容，可能已被清理。")

    def states(self, uid: str) -> Iterator[tuple[Revision, Document | None]]:
        """What was done to a document, newest first, each with the document after it where that is kept."""
        return self._revisions(uid)

    def printed(self, uid: str) -> tuple[Printed, ...]:
        """When a document was printed, the last print last; also of one in the bin."""
        number = self._listing.places.get(uid, "")
        return tuple(the_prints.prints(self._storage.list_of(the_prints.TABLE, number)))

    def prints_with(self, code: str) -> tuple[tuple[str, Printed], ...]:
        """The prints that bear a check code, each with its document's uid: empty when it is gone for good."""
        uids = {number: uid for uid, number in self._listing.places.items()}
        found = the_prints.with_code(self._storage.rows(the_prints.TABLE), code)
        return tuple((uids.get(number, ""), printed) for number, printed in found)

    def bin(self) -> tuple[Deleted, ...]:
        """The documents that were deleted and can come back, the last one last."""
        return tuple(self._deleted().values())

    def empty_bin(self, before: str = "") -> str:
        """Remove for good what was deleted before a moment (ISO 8601 with its zone), or all that rests there.

        A sentence that says what went, with its history; empty when nothing did. Errors as in `commit`.
        """
        self._refuse_writing()
        gone = the_bin.older(self._deleted(), before)
        if not gone:
            return ""
        told = sum(len(unpacked(self._storage.list_of(HISTORY, number))) for number in gone)
        self._write({the_bin.TABLE: dict.fromkeys(gone), HISTORY: dict.fromkeys(gone)})
        return the_bin.emptied(gone.values(), told)

    def prune_history(self, keep: int) -> str:
        """Remove all but so many of the last entries of each document's history.

        A sentence that says what went; empty when nothing did. Errors as in `commit`.
        """
        self._refuse_writing()
        return self._prune(self._storage.rows(HISTORY), keep)

    def backup_due(self, now: datetime) -> bool:
        """Whether the first backup of this day has yet to be made; asks the disk once a day.

        Not of what is only read, nor of an empty library.
        """
        if self.read_only or self._backed_up == now.date() or not self._storage.rows(DOCUMENTS):
            return False
        if not backups.is_due(self.path, now.date()):
            self._backed_up = now.date()
        return self._backed_up != now.date()

    def back_up(self, now: datetime, why: str = "") -> Backup:
        """Make a backup, in idle time or another thread; DiskError. `now`: by the clock on the wall."""
        self._backed_up = now.date()  # whatever comes of it: a disk that refuses is not asked all day
        return backups.make(self.path, self._storage.state(), now, why)

    def _back_up_before(self, at: str) -> None:
        """Before a Step that changes much; a disk that refuses hinders nothing, and is told."""
        try:
            if at and self._storage.rows(DOCUMENTS):
                moment = datetime.fromisoformat(at)
                self.at_the_disk(lambda: self.back_up(moment, backups.BEFORE_MUCH))
        except ValueError:  # no moment
            return
        except DiskError as error:
            self.notices.append(f"修改之前没有做成备份：{error}")

    def _prune(self, rows: Iterable[str], keep: int) -> str:
        """The same for the history of some documents, by id."""
        cut, told = pruned(self._storage.rows(HISTORY), rows, keep)
        if cut:
            self._write({HISTORY: cut})
        return told

    def _bound_history(self) -> None:
        """Before the library is written whole."""
        if self._grown and not self._storage.parted:
            self.notices += filter(None, [self._prune(self._grown, KEPT)])
            self._storage.renew(HISTORY, packed(self._storage.rows(HISTORY), self._grown))
            self._grown.clear()

    def _deleted(self) -> dict[str, Deleted]:
        return the_bin.deleted(self._storage.rows(the_bin.TABLE), self._storage.rows(DOCUMENTS))

    def _revisions(self, uid: str) -> Iterator[tuple[Revision, Document | None]]:
        number = self._listing.places.get(uid, "")
        if number in self._storage.rows(DOCUMENTS):
            now: Document | None = self.document(uid)
        else:
            now = the_bin.resting(self._storage.rows(the_bin.TABLE), number, uid)
        return revisions(uid, now, self._storage.list_of(HISTORY, number))

    # --- what others have, too ----------------------------------------------------------------------------

    def lineage(self, uid: str) -> Lineage:
        """The names of all states of a document that are known here; also of one in the bin."""
        number, now = self._listing.places.get(uid, ""), self._listing.entry(uid)
        history, others = (rows_of(self._storage.rows(table), number) for table in (HISTORY, EXCHANGED))
        return lineage(now.revision if now else "", history, exchanges(others))

    def note_exchanged(
        self, states: Mapping[str, str], *, at: str = "", by: str = "", file: str = ""
    ) -> None:
        """Keep that somebody else has these states, too: uid → revision. Errors as in `commit`."""
        self._refuse_writing()
        new = {
            self._listing.places[uid]: Exchange(revision, now.revision, at, by, file)
            for uid, revision in states.items()
            if (now := self._listing.entry(uid))
        }
        whole, added = noted(self._storage.rows(EXCHANGED), new)
        if whole or added:
            self._write({EXCHANGED: whole}, {EXCHANGED: added})

    # --- what came back ---------------------------------------------------------------------------------

    def without_what_came_back(self) -> Step | None:
        """A Step that takes back what was found again after a crash, when the library was opened."""
        return without(self._storage.replayed.before, self._storage.rows(DOCUMENTS))

    # --- what did not go in ---------------------------------------------------------------------------------

    def conflicts(self) -> tuple[Unmet, ...]:
        """States of documents that did not go in when somebody else had written the file; until settled."""
        return unmet(self._storage.rows(CONFLICTS))

    def settle_conflicts(self, settled: Iterable[Unmet]) -> None:
        """Somebody has chosen what becomes of them, and that is committed. Errors as in `commit`."""
        self._refuse_writing()
        self._write({CONFLICTS: dict.fromkeys(each.row for each in settled)})

    # --- writing ----------------------------------------------------------------------------------------

    def commit(
        self, step: Step, *, judged: Mapping[str, tuple[int, int]] | None = None, by: str = "", at: str = ""
    ) -> None:
        """Make a Step durable, then known. `judged`: uid → errors and warnings of the documents after it.

        `by` and `at`, ISO 8601 with its zone, are told by history and bin. Misfit when the step does not fit;
        LibraryInUseError, LibraryError or DiskError when it cannot be written. Whatever is raised, nothing
        has changed in memory.
        """
        self._refuse_writing()
        prepared, after = self._prepared(step, judged or {}, by, at)
        if not prepared.changes:
            return
        if len(after) > backups.MUCH:
            self._back_up_before(at)
        self._write(prepared.changes, prepared.additions)
        self._grown |= prepared.additions[HISTORY].keys()
        for uid, document in after.items():
            self._parsed.pop(uid, None)
            if document:
                self._remember(document)
        self._listing.follow(prepared.entries, after)
        self._take_in()

    def copy_to(self, target: Path, step: Step | None = None, *, by: str = "", at: str = "") -> None:
        """Write the whole library as another file without a journal; with a `step` that is not written yet.

        It does not wait for a commit under way. LibraryError for the library itself, DiskError when the disk
        refuses; an older file is replaced.
        """
        if target.absolute() == self.path.absolute():  # asking the disk might take for ever
            raise LibraryError(f"「{target}」就是正在使用的项目库，请换一个文件名。")
        prepared = self._prepared(step or Step("", ()), {}, by, at)[0]
        self.at_the_disk(lambda: self._storage.copy_to(target, prepared.changes, prepared.additions))

    def _prepared(
        self, step: Step, judged: Mapping[str, tuple[int, int]], by: str, at: str
    ) -> tuple[Prepared, Mapping[str, Document | None]]:
        """What a Step changes in the tables, and the documents after it."""
        after, inverse = step.play(self.shelf)
        prepared = Prepared(self._storage, self._listing.places, label=step.label, by=by, at=at)
        back: dict[str, list[Edit]] = {uid: [] for uid in after}
        for uid, edit in inverse.edits:
            back[uid].append(edit)
        rows = self._storage.rows(DOCUMENTS)
        for uid, document in after.items():
            is_there = self._listing.places.get(uid, "") in rows
            before = self.document(uid) if is_there else None  # what is not understood is kept as it is
            if document:
                prepared.put(before, document, back[uid], judged.get(uid))
            else:
                prepared.remove(uid)
        return prepared, after

    def log_prints(self, prints: Mapping[str, Printed]) -> None:
        """Write down what was printed, by uid; durable when it returns. Errors as in `commit`."""
        self._refuse_writing()
        places = self._listing.places
        added = {places[uid]: the_prints.told(told) for uid, told in prints.items() if uid in places}
        self._write({}, {the_prints.TABLE: added})

    def carry_form(self, ref: str, toml_text: str) -> None:
        """Keep the form file of documents that no other perfdesk may know; durable when it returns.

        An edition never changes: a form that is shipped or carried already stays as it is.
        """
        if ref in shipped_refs() or self.catalogue.carried_source(ref) is not None:
            return
        self._refuse_writing()
        self._database.table(_FORMS).insert({"ref": ref, "toml": toml_text})
        self._catalogue = None

    def fold_when_due(self) -> bool:
        """Fold in the background after a rest, and notice what somebody else did to the file.

        To be called every few seconds by whoever has a clock; whether the folding was begun. DiskError when
        the file cannot be looked at.
        """
        if self.read_only or not self.look():
            return False
        self._take_in()
        if self.read_only or not self._storage.is_fold_due():
            return False
        self._bound_history()
        self._storage.fold_beside()
        return True

    def look(self) -> bool:
        """Whether `fold_when_due` has something to do; DiskError.

        It asks the disk and changes nothing that is read elsewhere: another thread may call it.
        """
        try:
            self._storage.look()
        except OSError as error:
            raise disk_refused(self.path, error) from error
        return self._storage.has_strangers_work or self._storage.is_fold_due()

    def is_free(self) -> bool:
        """Whether nobody writes in it any more that hinders us; another thread may ask."""
        return bool(self.holder) and Lock(self.path.resolve()).is_free()

    def _write(self, changes: Changes, added: Additions = MappingProxyType({})) -> None:
        self.at_the_disk(lambda: self._storage.commit(changes, added))

    def _refuse_writing(self) -> None:
        if self._obstacle:
            raise type(self._obstacle)(str(self._obstacle))

    # --- memory -----------------------------------------------------------------------------------------

    def _take_in(self) -> None:
        """When somebody else wrote the file: what they did and what we did together; the rest is told."""
        if not self._storage.has_strangers_work:
            return
        try:
            self.at_the_disk(self._storage.take_in)
        except LibraryError as error:  # half written, or gone for a moment: ours is in the journal
            if str(error) not in self.came_back:
                self.came_back.append(str(error))
            return
        self._read(met=True)

    def _read(self, *, met: bool = False) -> None:
        """List what the storage holds, and tell what came of a crash or of what somebody else did.

        `met`: they did it while we had the file open.
        """
        self._catalogue = None
        self._parsed.clear()
        changed = [] if self._storage.untouched else self._renew_summaries()
        self._listing = Listing(self._storage.rows(DOCUMENTS), self._storage.rows(the_bin.TABLE))
        replay = self._storage.replayed
        if met or replay.belonging is Belonging.FOREIGN:
            lost = self._listing.named(replay.conflicts)
            both = f"{lost}两边都改了，现在是对方的内容，这里的修改另存在冲突中" if lost else "没有冲突"
            self.came_back.append(
                f"项目库「{self.path}」被其他程序、同步软件或其他电脑改动过，已合并；{both}。"
            )
        elif isinstance(self._obstacle, LibraryInUseError):
            pass  # its writer is at work: nothing was left by a crash
        elif back := self._listing.named(replay.touched):
            self.came_back.append(f"项目库「{self.path}」上次没有正常关闭，{back}的修改已全部找回。")
        elif others := self._listing.named(changed):
            self.came_back.append(
                f"项目库「{self.path}」被其他程序改动过，或磁盘出错：{others}与保存时不同，请核对。"
            )
        if not self._obstacle:
            self._settle()

    def _settle(self) -> None:
        try:
            self.came_back += filter(None, [self._storage.settle()])
        except OSError as error:
            self._obstacle = disk_refused(self.path, error)
            return
        if self._storage.replayed.belonging is Belonging.FOREIGN:
            with suppress(DiskError):  # the journal stays, and says the same the next time
                self._storage.fold()

    def _renew_summaries(self) -> list[str]:
        """Another program may have changed documents and left their summaries as they were: their ids."""
        renewed, changed = {}, []
        for number, line in self._storage.rows(DOCUMENTS).items():
            with suppress(ValueError):  # not understood: kept as it is
                kept = record(document_of(line), None)
                renewed[number] = encode(kept)
                if head(line).get("revision", kept["revision"]) != kept["revision"]:
                    changed.append(number)
        self._storage.renew(DOCUMENTS, renewed)
        return changed

    def _remember(self, document: Document) -> None:
        if len(self._parsed) >= _REMEMBERED:
            self._parsed.clear()
        self._parsed[document.uid] = document


def _at_once(act: Callable[[], object]) -> None:
    act()


class _Shelf(Mapping[str, Document]):
    """The library as a mapping that Steps are applied to; a document that is not understood has no value."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getitem__(self, uid: str) -> Document:
        try:
            return self._library.document(uid)
        except LibraryError as error:
            raise KeyError(uid) from error

    def __iter__(self) -> Iterator[str]:
        return (entry.uid for entry in self._library.entries())

    def __len__(self) -> int:
        return len(self._library.entries())
