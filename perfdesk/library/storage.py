"""Where a library's tables are kept: in one file, and in a journal beside it while somebody writes.

`commit` makes changes to several tables durable as one: they are appended to the journal and flushed, then
memory changes. What it costs depends on what changed, not on the size of the library. `fold` writes the
library whole and takes the journal away; `fold_beside` does so in a thread while edits go on.

What is put on top of this keeps to these calls, which will stay:

    storage.commit({"documents": {"12": line}})          a record is set; None takes it away
    storage.commit(changes, {"history": {"12": entry}})  and in the same stroke a row of a list-table grows
                                                         by an entry; the row is not parsed
    storage.rows("documents")["12"]                      a line
    storage.highest + 1                                  the id for something new, used in no table before
    storage.list_of("history", "12")                     the entries of a row of a list-table, oldest first

Lines and entries are made by `lines.encode` and read by `lines.decode`. A row of a list-table reads
`{"revisions":[…]}` in the file, has the id of its document and stays when that goes; to cut it short
(pruning) put the whole row. Any table may be new: it is made by the first change to it.
"""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, RLock, Thread
from types import MappingProxyType
from typing import Any, TypeAlias
from uuid import uuid4

from tinydb.storages import Storage

from perfdesk.errors import LibraryError, disk_refused
from perfdesk.library.compaction import beside, copied, keep_the_old, put_in_place, write_whole
from perfdesk.library.disk import Disk, Likeness, patiently
from perfdesk.library.journal import Add, Journal, JournalText, Op, Put
from perfdesk.library.lines import decode, encode
from perfdesk.library.loading import Loaded, load
from perfdesk.library.migrations import migrated
from perfdesk.library.replaying import Belonging, Replay, do
from perfdesk.library.rows import Rows, essence, listed
from perfdesk.library.whole_file import FORMAT, Facts, Tables, sum_of
from perfdesk.outfile import next_free

Changes: TypeAlias = Mapping[str, Mapping[str, bytes | None]]
"""table → {id: its new line, None to take it away}"""
Additions: TypeAlias = Mapping[str, Mapping[str, bytes]]
"""table → {id: the entry its row grows by}"""

_NOTHING: Additions = MappingProxyType({})
_REST = 20.0
"""Seconds without an edit after which a library of ordinary size is written whole"""
_ORDINARY = 20_000_000
"""Bytes"""
_MUCH = 8 << 20
"""Bytes of a journal that is to be folded whatever the size of the library"""


@dataclass(slots=True)
class _Taken:
    """What is written whole: the tables at one moment, and what they hold of the journal."""

    tables: dict[str, Rows]
    facts: Facts
    end: int
    sum: str = ""
    size: int = 0


class FileStorage(Storage):
    """A TinyDB storage over one file and its journal.

    `rows` and `commit` encode and parse only what is asked for or changed; `read` and `write` everything.
    """

    def __init__(self, loaded: Loaded, disk: Disk, by: Mapping[str, str] = MappingProxyType({})) -> None:
        self.path = loaded.path
        self.by = by
        """"by", "computer": said in journals, so that a conflict can name its sides"""
        self.parted = ""
        """Why nothing is written any more: the file is gone. A sentence."""
        self.has_strangers_work = False
        """Somebody else wrote the file since: `take_in` is due."""
        self._disk = disk
        self._journal: Journal | None = None
        self._memory = RLock()
        """Held while memory or the journal change, and for the moment in which a new file is put in place"""
        self._folding = Lock()
        """Held while the library is written whole"""
        self._beside: Thread | None = None
        self._folded = 0
        """Bytes of the journal that the file holds already"""
        self._last_change = time.monotonic()
        self._know(loaded)

    def _know(self, loaded: Loaded) -> None:
        self.replayed: Replay = loaded.replay
        self.untouched = loaded.text.untouched
        """False when another program wrote the file."""
        self._left: JournalText | None = loaded.journal
        self._facts = loaded.text.facts
        self._tables = migrated(loaded.text.tables, self.format)
        self._likeness: Likeness | None = loaded.likeness
        self._sum, self._size = loaded.text.sum, loaded.size

    @property
    def library(self) -> str:
        """Names the library, whatever its file is called."""
        return self._facts.library

    @property
    def format(self) -> int:
        """Which program wrote the file."""
        return self._facts.format

    @classmethod
    def create(cls, path: Path, disk: Disk, library: str, tables: Tables) -> "FileStorage":
        """Write a new file; DiskError when that fails, and then there is none."""
        try:
            write_whole(disk, beside(path, "new"), tables, Facts(library), like=path)
            patiently(lambda: disk.replace(beside(path, "new"), path))
            disk.flush_folder(path.parent)
            return cls.open(path, disk)
        except (OSError, LibraryError) as error:
            for left in (beside(path, "new"), path):
                with suppress(OSError):
                    disk.remove(left)
            cause = error if isinstance(error, OSError) else error.__cause__
            raise disk_refused(path, cause) if isinstance(cause, OSError) else error from error

    @classmethod
    def open(cls, path: Path, disk: Disk) -> "FileStorage":
        """Read a file and its journal; LibraryError when they cannot be read or are no library.

        Nothing is written. Whoever wants to write takes the lock, asks for `current` and then to `settle`.
        """
        return cls(load(path, disk), disk)

    def current(self) -> "FileStorage":
        """The storage itself, or file and journal read anew when they changed since; errors as in `open`."""
        try:
            journal = self._disk.likeness(beside(self.path, "journal"))
            same = journal is None and self._left is None and self._is_as_left()
        except OSError:
            same = False
        return self if same else FileStorage.open(self.path, self._disk)

    def settle(self) -> str:
        """Become the one who writes: put in order what a crash or somebody else left.

        A file of an older format is written in this program's. Sentences for the person when a file had to
        be put aside or was converted, else nothing. OSError when the disk refuses. After what somebody else
        did, `fold` is due.
        """
        left, belonging, told = self._left, self.replayed.belonging, ""
        journal = beside(self.path, "journal")
        if belonging is Belonging.ORPHAN:
            name = str(left.facts.get("library"))[:8] if left else ""
            aside = beside(self.path, f"journal.orphan-{name}")
            aside = next_free(aside) if aside.exists() else aside
            patiently(lambda: self._disk.replace(journal, aside))
            told = f"「{journal.name}」属于另一个项目库，没有使用，已改名为「{aside.name}」保留。"
        elif left and belonging in {Belonging.OWN, Belonging.FOREIGN}:
            self._journal = Journal.resume(journal, self._disk, left)
            self._folded = 0
        else:
            with suppress(OSError):  # all of it is in the file, or nothing was ever said in it
                self._disk.remove(journal)
        self._left = None
        return told + self._migrate()

    def _migrate(self) -> str:
        """Write the file of an older format in this program's; a sentence that says so, or nothing.

        The old file is kept beside as it was, with its journal. OSError: nothing has changed.
        """
        old = self.format
        if old >= FORMAT:
            return ""
        kept = copied(self._disk, self.path, beside(self.path, f"bak-format{old}"))
        if self._disk.likeness(beside(self.path, "journal")):
            copied(self._disk, beside(self.path, "journal"), beside(kept, "journal"))
        self._fold()
        if self.format < FORMAT:
            return ""  # somebody else wrote the file in the meantime
        return f"项目库「{self.path}」是旧格式，已转换；原来的文件保留为「{kept.name}」。"

    # --- reading ----------------------------------------------------------------------------------------

    def rows(self, table: str) -> Rows:
        """The lines of a table by decimal id."""
        return self._tables.get(table) or Rows()

    def snapshot(self, table: str) -> Rows:
        """The lines of a table as they are now, to be read in another thread."""
        with self._memory:
            return self.rows(table).snapshot()

    def state(self) -> tuple[dict[str, Rows], Facts]:
        """All tables as they are now and what the file says of itself: for a copy, in any thread."""
        with self._memory:
            tables = {name: rows.snapshot() for name, rows in self._tables.items()}
            return tables, replace(self._facts, format=max(FORMAT, self.format))

    @property
    def highest(self) -> int:
        """The highest id that was ever used in any table; a new document gets the next one."""
        return max((rows.last for rows in self._tables.values()), default=0)

    def list_of(self, table: str, number: str) -> list[Any]:
        """The entries of a row of a list-table, parsed, oldest first; none when there is no such row."""
        return listed(self.rows(table).get(number))

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every table that is not empty, parsed: TinyDB's own contract."""
        return {
            name: {number: decode(line) for number, line in rows.items()}
            for name, rows in self._tables.items()
            if rows
        }

    # --- writing ----------------------------------------------------------------------------------------

    def commit(self, changes: Changes, added: Additions = _NOTHING) -> None:
        """Make all changes and additions durable, or none.

        DiskError when the disk refuses. LibraryError when the file is gone: the state with the changes then
        lies in a file beside its place, and this storage writes no more.
        """
        ops = self._ops(changes, added)
        if not ops:
            return
        self._look_or_part(ops)
        try:
            self._write_down(ops)
        except OSError as error:
            raise disk_refused(self.path, error) from error
        self._last_change = time.monotonic()

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put these tables in the place of all: TinyDB's own contract."""
        changes: dict[str, dict[str, bytes | None]] = {
            name: dict.fromkeys(rows) for name, rows in self._tables.items()
        }
        for name, rows in data.items():
            changes.setdefault(name, {}).update({str(number): encode(row) for number, row in rows.items()})
        self.commit(changes)

    def renew(self, table: str, lines: Mapping[str, bytes]) -> None:
        """Replace lines in memory by better ones, to be written when the library is written whole."""
        with self._memory:
            for number, line in lines.items():
                self._tables[table].put(number, line)

    def _ops(self, changes: Changes, added: Additions) -> list[Op]:
        ops: list[Op] = []
        for table, lines in changes.items():
            rows = self.rows(table)
            for number, line in lines.items():
                now = rows.get(number)
                if line != now:
                    ops.append(Put(table, number, line, essence(now)))
        ops += [Add(table, number, entry) for table, rows in added.items() for number, entry in rows.items()]
        return ops

    def _write_down(self, ops: Sequence[Op]) -> None:
        if self._journal and self._journal.broken:
            self._fold()
        try:
            with self._memory:
                journal = self._journal = self._journal or self._begun()
                journal.append(ops)
                for op in ops:
                    do(self._tables, op)
        except OSError:
            if self._journal and self._journal.broken:
                with suppress(OSError):
                    self._fold()
            raise

    def _begun(self) -> Journal:
        self._folded = 0
        facts = {"journal": uuid4().hex, "library": self.library, "base": self._sum, **self.by}
        return Journal.begin(beside(self.path, "journal"), self._disk, facts)

    # --- writing the library whole ----------------------------------------------------------------------

    @property
    def unfolded(self) -> int:
        """Bytes in the journal that the library's file does not hold yet."""
        return self._journal.end - self._folded if self._journal else 0

    def is_fold_due(self) -> bool:
        """Whether it is time to fold: a rest, or a long journal."""
        if not self.unfolded or self.parted or (self._beside and self._beside.is_alive()):
            return False
        rested = time.monotonic() - self._last_change >= _REST
        return (rested and self._size < _ORDINARY) or self.unfolded > max(_MUCH, self._size // 4)

    def fold(self) -> None:
        """Write the library whole and take the journal away. DiskError: nothing is lost, both stay."""
        try:
            self._fold()
        except OSError as error:
            raise disk_refused(self.path, error) from error

    def fold_beside(self) -> Thread:
        """As `fold`, in a thread: edits wait for the last moment only. What fails is tried again later."""

        def work() -> None:
            with suppress(OSError):
                self._fold()
            self._last_change = time.monotonic()

        self._beside = Thread(target=work, name="fold", daemon=True)
        self._beside.start()
        return self._beside

    def _fold(self) -> None:
        with self._folding:
            with self._memory:
                if self._journal is None and self.untouched and self.format >= FORMAT:
                    return
                taken = self._take()
            new = beside(self.path, "new")
            taken.sum, taken.size = write_whole(self._disk, new, taken.tables, taken.facts, like=self.path)
            try:
                if self._is_as_left():
                    keep_the_old(self._disk, self.path)
                patiently(lambda: self._publish(taken))  # edits go on while somebody holds the file
            except OSError:
                with suppress(OSError):
                    self._disk.remove(new)
                raise

    def _take(self) -> _Taken:
        """The tables as they are; a record that was refused in a broken journal counts as held."""
        journal = self._journal
        facts = replace(
            self._facts,
            format=max(FORMAT, self._facts.format),
            generation=self._facts.generation + 1,
            absorbed=journal.name if journal else "",
            through=journal.count + journal.broken if journal else 0,
        )
        tables = {name: rows.snapshot() for name, rows in self._tables.items()}
        return _Taken(tables, facts, journal.end if journal else 0)

    def _publish(self, taken: _Taken) -> None:
        with self._memory:
            self._publish_now(taken)

    def _publish_now(self, taken: _Taken) -> None:
        journal, new = self._journal, beside(self.path, "new")
        if journal and journal.broken and taken.facts.through <= journal.count:
            self._disk.remove(new)  # broken meanwhile: whoever met that writes it whole once more
            return
        if not self._is_as_left():
            self.has_strangers_work = True
            self._disk.remove(new)
            return
        likeness = self._disk.likeness(new)
        put_in_place(self._disk, self.path)
        self._likeness, self._sum, self._size = likeness, taken.sum, taken.size
        self._facts, self._folded, self.untouched = taken.facts, taken.end, True
        self._disk.flush_folder(self.path.parent)
        if journal and taken.facts.through >= journal.count:
            self._journal = None
            journal.close()
            with suppress(OSError):  # the file says that it holds all of it
                self._disk.remove(beside(self.path, "journal"))

    def take_in(self) -> None:
        """Read what somebody else wrote, and do to it in memory what the journal says.

        `replayed` says what came of it; `settle` is due again. LibraryError: nothing has changed.
        """
        with self._folding, self._memory:
            loaded = load(self.path, self._disk)
            if self._journal:
                self._journal.close()
                self._journal = None
            self._know(loaded)
            self.has_strangers_work = False

    def close(self) -> None:
        """Fold what there is to fold; DiskError when that fails, and then nothing is lost."""
        if self._beside:
            self._beside.join()
        if self._journal and not self.parted:
            self.fold()

    def let_go(self) -> None:
        """Let go of the journal, whatever is in it."""
        if self._journal:
            self._journal.close()
            self._journal = None

    # --- others -----------------------------------------------------------------------------------------

    def look(self) -> None:
        """Notice what somebody else did to the file: `has_strangers_work`, or it is gone. OSError."""
        with self._memory:  # not while a new one is put in place
            if not (self.parted or self.has_strangers_work or self._is_as_left()):
                self.has_strangers_work = True

    def _look_or_part(self, ops: Sequence[Op]) -> None:
        """Before a write. When the file is gone, ours is saved beside and no more is written."""
        if self.parted:
            raise LibraryError(self.parted)
        try:
            self.look()
            if not self.has_strangers_work or self._disk.likeness(self.path) is not None:
                return
            other = self.path.with_name(f"{self.path.stem}(另存){self.path.suffix}")
            other = next_free(other) if other.exists() else other
            self._write_copy(other, ops)
        except OSError as error:
            raise disk_refused(self.path, error) from error
        self.parted = (
            f"项目库「{self.path}」已被移走或改名，没有重新生成；"
            f"您的全部内容已另存为「{other}」，请打开它核对。"
        )
        raise LibraryError(self.parted)

    def copy_to(self, target: Path, changes: Changes, added: Additions = _NOTHING) -> None:
        """Write all of it, with changes that are not written yet, as another file. DiskError.

        Nothing is waited for: a commit under way may hang on a disk that does not answer.
        """
        try:
            self._write_copy(target, self._ops(changes, added))
        except OSError as error:
            raise disk_refused(target, error) from error

    def _write_copy(self, target: Path, ops: Sequence[Op]) -> None:
        tables = {name: rows.snapshot() for name, rows in list(self._tables.items())}
        for op in ops:
            rows = tables.get(op.table) or Rows()
            if isinstance(op, Put) or decode(op.line) not in listed(rows.get(op.number)):
                do(tables, op)  # unless it has come in meanwhile from a commit under way
        draft = beside(target, "new")
        write_whole(self._disk, draft, tables, self._facts, like=target)
        patiently(lambda: self._disk.replace(draft, target))
        self._disk.flush_folder(target.parent)

    def _is_as_left(self) -> bool:
        """Whether the file holds what we wrote or read last; its times alone prove nothing."""
        now = self._disk.likeness(self.path)
        if now == self._likeness:
            return True
        if now is None or sum_of(self._disk.read(self.path)) != self._sum:
            return False
        self._likeness = now
        return True
