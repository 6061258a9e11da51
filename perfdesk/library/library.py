"""A library: the documents of an office in one file, with one writer.

What is told by `entries` and `search` comes from the records' summaries; a document is parsed when it is
asked for. `commit` is the only way in: a Step, durable when it returns.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from perfdesk.documents.document import Document
from perfdesk.documents.edits import Step
from perfdesk.errors import LibraryError, LibraryInUseError, PerfdeskError, disk_refused
from perfdesk.forms.catalogue import Catalogue, shipped_refs
from perfdesk.library.disk import Disk
from perfdesk.library.lines import FORMAT, encode
from perfdesk.library.lock import Holder, Lock
from perfdesk.library.opening import asked, locked, refuse_existing, refuse_missing
from perfdesk.library.records import Entry, document_of, entry, head, record
from perfdesk.library.search import Index
from perfdesk.library.storage import FileStorage
from perfdesk.library.tables import Database

__all__ = ["Entry", "Holder", "Library"]

_DOCUMENTS, _FORMS = "documents", "forms"
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
        self._storage = storage
        self._database = Database(storage)
        self._lock = lock
        self._obstacle = obstacle
        self._places: dict[str, str] = {}
        """uid → id in the table, also of documents that are gone: undo puts them where they were"""
        self._entries: dict[str, Entry] = {}
        """by id"""
        self._parsed: dict[str, Document] = {}
        self._index: Index | None = None
        self._catalogue: Catalogue | None = None
        self._list()

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
            tables: dict[str, dict[str, bytes]] = {_DOCUMENTS: {}, _FORMS: {}}
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
        """Let others write. What was committed is on the disk already; nothing more can be."""
        self._obstacle = LibraryError(f"项目库「{self.path}」已经关闭，请重新打开。")
        self._database.close()
        if self._lock:
            self._lock.give_back()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

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
        return tuple(self._entries.values())

    def entry(self, uid: str) -> Entry | None:
        """The line of one document; None when it is not there."""
        return self._entries.get(self._places.get(uid, ""))

    def search(self, query: str) -> tuple[Entry, ...]:
        """The entries that fit a query: parts or pinyin initials of name, code, unit and department."""
        if self._index is None:
            self._index = Index(self._entries)
        return tuple(self._entries[number] for number in self._index.find(query))

    def document(self, uid: str) -> Document:
        """A document; LibraryError when it is not there or cannot be understood."""
        if uid in self._parsed:
            return self._parsed[uid]
        line = self._storage.rows(_DOCUMENTS).get(self._places.get(uid, ""))
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

    # --- writing ----------------------------------------------------------------------------------------

    def commit(self, step: Step, *, judged: Mapping[str, tuple[int, int]] | None = None) -> None:
        """Make a Step durable, then known. `judged`: uid → errors and warnings of the documents after it.

        Misfit when the step does not fit; LibraryInUseError, LibraryError or DiskError when it cannot be
        written. Whatever is raised, nothing has changed in memory.
        """
        self._refuse_writing()
        after = step.apply(self.shelf)
        lines, entries, places = self._prepared(after, judged or {})
        if not lines:
            return
        self._storage.commit({_DOCUMENTS: lines})
        for uid, document in after.items():
            self._parsed.pop(uid, None)
            if document:
                self._remember(document)
        self._places |= places
        came = entries.keys() - self._entries.keys()
        for gone in lines.keys() - entries.keys():
            del self._entries[gone]
        self._entries |= entries
        if came:
            self._entries = dict(sorted(self._entries.items(), key=lambda row: int(row[0])))
        if self._index is not None:
            for number in lines:
                self._index.put(number, entries.get(number))

    def carry_form(self, ref: str, toml_text: str) -> None:
        """Keep the form file of documents that no other perfdesk may know; durable when it returns.

        An edition never changes: a form that is shipped or carried already stays as it is.
        """
        if ref in shipped_refs() or self.catalogue.carried_source(ref) is not None:
            return
        self._refuse_writing()
        self._database.table(_FORMS).insert({"ref": ref, "toml": toml_text})
        self._catalogue = None

    def _prepared(
        self, after: Mapping[str, Document | None], judged: Mapping[str, tuple[int, int]]
    ) -> tuple[dict[str, bytes | None], dict[str, Entry], dict[str, str]]:
        """What a step changes: lines and entries by id, and the ids of new documents."""
        rows = self._storage.rows(_DOCUMENTS)
        lines: dict[str, bytes | None] = {}
        entries: dict[str, Entry] = {}
        places: dict[str, str] = {}
        last = max((int(number) for number in (*rows, *self._places.values())), default=0)
        for uid, document in after.items():
            number = self._places.get(uid, "")
            if number in rows:
                self.document(uid)  # a record that is not understood is kept as it is
            if document is None:
                if number in rows:
                    lines[number] = None
                continue
            if not number:
                last += 1
                number = places[uid] = str(last)
            kept = record(document, judged.get(uid))
            line = encode(kept)
            if line != rows.get(number):
                lines[number], entries[number] = line, entry(kept, uid)
        return lines, entries, places

    def _refuse_writing(self) -> None:
        if self._obstacle:
            raise type(self._obstacle)(str(self._obstacle))

    # --- memory -----------------------------------------------------------------------------------------

    def _list(self) -> None:
        """Make the entries from the heads of the lines, all but those of others' lines without parsing."""
        if not self._storage.untouched:
            self._renew_summaries()
        for number, line in self._storage.rows(_DOCUMENTS).items():
            facts = head(line)
            uid = facts.get("uid")
            if not isinstance(uid, str) or not uid or uid in self._places:
                uid = f"#{number}"  # listed, so that nothing is hidden; nobody can open it
            self._places[uid] = number
            self._entries[number] = entry(facts, uid)

    def _renew_summaries(self) -> None:
        """Another program may have changed documents and left their summaries as they were."""
        renewed = {}
        for number, line in self._storage.rows(_DOCUMENTS).items():
            with suppress(ValueError):  # not understood: kept as it is
                renewed[number] = encode(record(document_of(line), None))
        self._storage.renew(_DOCUMENTS, renewed)

    def _remember(self, document: Document) -> None:
        if len(self._parsed) >= _REMEMBERED:
            self._parsed.clear()
        self._parsed[document.uid] = document


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
