"""Every crash of an editing session; `python -m tests.benchmarks crashes` is the long form.

A session is played on a disk in memory. After each call that changes something, every state that a kill or a
power cut could leave is opened again; it has to hold what was acknowledged, or that and the one edit in
flight, and nothing else. Recovery itself is crashed in the same way.
"""

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from perfdesk.errors import DiskError, PerfdeskError
from perfdesk.library import journal as journal_module
from perfdesk.library.replaying import Belonging
from perfdesk.library.storage import Additions, Changes, FileStorage
from tests.library.disks import CALLS, Files, Inode, MemoryDisk

PATH = Path("/nowhere/库.json")
State = dict[str, dict[str, bytes]]


@dataclass
class Tally:
    """What was tried and what went wrong."""

    points: int = 0
    """Moments at which the session was cut"""
    states: int = 0
    """Different states of the disk that were opened"""
    lost: int = 0
    """States without an edit that was acknowledged"""
    unreadable: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.points:7} points, {self.states:8} states: {self.lost:6} without an acknowledged edit, "
            f"{self.unreadable:6} unreadable"
        )


def _seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311  (no secret)


class Session:
    """Plays edits on a storage and knows which states may be found after a crash."""

    def __init__(self, disk: MemoryDisk, seed: int = 1) -> None:
        self.disk = disk
        self.random = _seeded(seed)
        self.allowed: list[State | None] = [None]
        """What may be found now; None: no library"""
        self.storage: FileStorage | None = None
        self.state: State = {}

    def create(self) -> None:
        self.allowed = [None, {}]
        self.storage = FileStorage.create(PATH, self.disk, "L", {"documents": {}})
        self.storage.settle()
        self.allowed = [{}]

    def open(self) -> None:
        self.storage = FileStorage.open(PATH, self.disk)
        self.storage.settle()

    def edit(self) -> None:
        """Insert, change, remove into the bin, several at once, history."""
        assert self.storage
        documents = list(self.state.get("documents", ()))
        changes: dict[str, bytes | None] = {}
        resting: dict[str, bytes | None] = {}
        for _ in range(self.random.choice((1, 1, 1, 3))):
            if documents and self.random.random() < 0.7:
                number = self.random.choice(documents)
                changes[number] = self._line() if self.random.random() < 0.85 else None
                if changes[number] is None:
                    resting[number] = self.state["documents"][number]
            else:
                changes[str(self.storage.highest + 1 + len(changes))] = self._line()
        additions = {"history": dict.fromkeys(changes, self._line(200))}
        self.commit({"documents": changes, "bin": resting}, additions)

    def _line(self, most: int = 1600) -> bytes:
        words = "".join(
            f"\\u{self.random.randrange(0x4E00, 0x9FFF):04x}" for _ in range(self.random.randrange(most // 6))
        )
        return b'{"uid":"%d","document":{"text":"%b"}}' % (self.random.randrange(10**9), words.encode())

    def commit(self, changes: Changes, additions: Additions) -> None:
        assert self.storage
        after = {table: dict(rows) for table, rows in self.state.items()}
        for table, rows in changes.items():
            for number, line in rows.items():
                if line is None:
                    after.get(table, {}).pop(number, None)
                else:
                    after.setdefault(table, {})[number] = line
        for table, entries in additions.items():
            for number, entry in entries.items():
                before = after.setdefault(table, {}).get(number, b'{"revisions":[]}')
                comma = b"" if before.endswith(b"[]}") else b","
                after[table][number] = before[:-2] + comma + entry + b"]}"
        self.allowed = [self.state, after]
        self.storage.commit(changes, additions)
        self.state = after
        self.allowed = [after]

    def fold(self, edits: int = 0) -> None:
        """Write the library whole, with some edits beside it."""
        assert self.storage
        beside = [edits]
        watched = self.disk.watched

        def edit_beside(call: str, name: str) -> None:
            if watched:
                watched(call, name)
            if beside[0] and call in {"write", "create"} and name.endswith(".new"):
                beside[0] -= 1
                self.edit()

        self.disk.watched = edit_beside
        try:
            self.storage.fold()
        finally:
            self.disk.watched = watched

    def close(self) -> None:
        assert self.storage
        self.storage.close()
        self.storage.let_go()


def play(session: Session, edits: int) -> None:
    """A working life: edits, foldings with and without edits beside them, closing and opening."""
    session.create()
    for number in range(1, edits + 1):
        session.edit()
        if number % 23 == 0:
            session.close()
            session.open()
        elif number % 17 == 0:
            session.fold()
        elif number % 11 == 0:
            session.fold(edits=2)
    session.close()


def found(files: Files) -> tuple[State | None, MemoryDisk, FileStorage | None]:
    """What is in a state of the disk when it is opened for writing; PerfdeskError when it cannot be."""
    disk = MemoryDisk(files)
    if PATH.name not in files:
        return None, disk, None
    storage = FileStorage.open(PATH, disk)
    storage.settle()
    if storage.replayed.belonging in {Belonging.FOREIGN, Belonging.ORPHAN}:
        return {"mistaken": {"for": b"somebody else's"}}, disk, storage
    return tables(storage), disk, storage


def tables(storage: FileStorage) -> State:
    names = [name for name, rows in storage._tables.items() if rows]
    return {name: dict(storage.rows(name)) for name in names}


def crash_everywhere(
    edits: int, *, lies: Iterable[str] = (), deep_every: int = 0, seed: int = 1, stop_at: int = 0
) -> Tally:
    """Play a session and open what every crash leaves; `deep_every`: each how-manieth is crashed again."""
    tally, disk, random = Tally(), MemoryDisk(lies=lies), _seeded(seed)
    session = Session(disk, seed)
    seen: set[bytes] = set()

    def look(call: str, name: str) -> None:
        tally.points += 1
        for files in (*disk.killed(), *disk.without_power(random)):
            digest = _digest(files, session.allowed)
            if digest in seen:
                continue
            seen.add(digest)
            tally.states += 1
            _judge(tally, files, session.allowed, f"{call} {name}")
            if deep_every and tally.states % deep_every == 0:
                _crash_again(tally, files, session.allowed, random)
            if stop_at and len(tally.wrong) >= stop_at:
                raise StopIteration

    disk.watched = look
    with patch.object(journal_module, "ROOM", 4096), suppress(StopIteration):
        play(session, edits)
    return tally


def _judge(tally: Tally, files: Files, allowed: list[State | None], where: str) -> None:
    try:
        state, _, _ = found(files)
    except PerfdeskError as error:
        tally.unreadable += 1
        tally.wrong.append(f"{where}: {error}")
        return
    if state not in [None if each is None else {k: v for k, v in each.items() if v} for each in allowed]:
        tally.lost += 1
        tally.wrong.append(f"{where}: {len(tally.wrong)}")


def _crash_again(tally: Tally, files: Files, allowed: list[State | None], random: Random) -> None:
    """Crash within recovery, and within two edits and a folding after it."""
    if PATH.name not in files:
        return
    disk = MemoryDisk(files)
    session = Session(disk, random.randrange(1000))
    session.allowed = allowed
    seen: set[bytes] = set()

    def look(call: str, name: str) -> None:
        tally.points += 1
        for state in (*disk.killed(), *disk.without_power(random)):
            digest = _digest(state, session.allowed)
            if digest not in seen:
                seen.add(digest)
                tally.states += 1
                _judge(tally, state, session.allowed, f"again: {call} {name}")

    disk.watched = look
    session.open()
    assert session.storage
    session.state = tables(session.storage)
    session.allowed = [session.state]
    session.edit()
    session.edit()
    session.close()


def _digest(files: Files, allowed: list[Any]) -> bytes:
    total = blake2b(digest_size=16)
    for name in sorted(files):
        if name.endswith((".json", ".journal")):
            total.update(name.encode() + b"%d" % len(files[name]) + files[name])
    total.update(b"%d" % id(allowed))
    return total.digest()


# --- a disk that refuses ----------------------------------------------------------------------------------


class Refusing(MemoryDisk):
    """Fails at a certain call (counted from 0), once or from there on; half of a write goes in before."""

    at: int | None = None
    for_ever = False
    code = errno.ENOSPC
    count = 0

    def __getattribute__(self, name: str) -> Any:
        method = super().__getattribute__(name)
        return self._counted(name, method) if name in CALLS and name != "close" else method

    def _counted(self, name: str, method: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            number, self.count = self.count, self.count + 1
            if self.at is None or number < self.at or (number > self.at and not self.for_ever):
                return method(*arguments, **options)
            if name in {"write", "write_at"}:
                handle, data, *place = arguments
                method(handle, data[: len(data) // 2], *place)
            raise OSError(self.code, "refused")

        return call


def refuse_everywhere(edits: int, *, every: int = 1, seed: int = 1) -> Tally:
    """Play a session for each call and each way of refusing it; then the disk is well, and all is there."""
    tally = Tally()
    with patch.object(journal_module, "ROOM", 4096):
        for code in (errno.ENOSPC, errno.EIO, errno.EACCES):
            for for_ever in (False, True):
                at = 0
                while _refuse(tally, edits, seed, at, code, for_ever=for_ever):
                    at += every
    return tally


def _refuse(tally: Tally, edits: int, seed: int, at: int, code: int, *, for_ever: bool) -> bool:
    """One session; whether the call at which the disk was to fail came at all."""
    disk = Refusing()
    session = Session(disk, seed)
    session.create()
    disk.code, disk.for_ever, disk.at = code, for_ever, disk.count + at
    where = f"{errno.errorcode[code]} at call {at}{' and from there on' if for_ever else ''}"
    for number in range(1, edits + 1):
        try:
            session.edit()
            if number % 5 == 0:
                session.fold()
        except DiskError:
            tally.points += 1
            if not for_ever:
                _judge(tally, {name: inode.now for name, inode in disk.names.items()}, [session.state], where)
    came = disk.count > disk.at
    disk.at = None
    session.edit()  # the disk is well again, and so is the library
    session.close()
    tally.states += 1
    _judge(tally, {name: inode.now for name, inode in disk.names.items()}, [session.state], where)
    return came


# --- stock TinyDB, by the same measure --------------------------------------------------------------------


class _StockFile:
    """What TinyDB's own storage writes into, recorded."""

    def __init__(self, inode: Inode, tell: Any) -> None:
        self.inode, self.tell, self.place, self.buffer = inode, tell, 0, b""

    def seek(self, offset: int, whence: int = 0) -> None:
        self.place = len(self.inode.now) if whence else offset

    def write(self, text: str) -> None:
        self.buffer += text.encode()

    def flush(self) -> None:
        while self.buffer:
            piece, self.buffer = self.buffer[:8192], self.buffer[8192:]
            self.inode.change((self.place, piece))
            self.place += len(piece)
            self.tell()

    def fileno(self) -> int:
        return -1

    def truncate(self) -> None:
        self.inode.change(self.place)
        self.tell()


def crash_stock_tinydb(edits: int, seed: int = 1) -> Tally:
    """The same session on tinydb.storages.JSONStorage."""
    import json

    from tinydb.storages import JSONStorage

    tally, random, inode, seen = Tally(), _seeded(seed), Inode(b"{}", b"{}"), set[bytes]()
    session = Session(MemoryDisk(), seed)
    session.create()
    texts: list[str] = ["{}"]

    def look() -> None:
        tally.points += 1
        for contents in (*inode.kill_states(), *inode.power_states(random)):
            digest = blake2b(contents + texts[-1].encode()).digest()
            if digest in seen:
                continue
            seen.add(digest)
            tally.states += 1
            try:
                tally.lost += json.loads(contents or b"{}") not in map(json.loads, texts)
            except ValueError:
                tally.unreadable += 1

    storage = JSONStorage.__new__(JSONStorage)
    storage.kwargs, storage._mode = {}, "r+"
    storage._handle = _StockFile(inode, look)

    def flushed(handle: int) -> None:
        inode.flush()

    with patch("os.fsync", flushed):
        for _ in range(edits):
            session.edit()
            value = {
                table: {number: line.decode() for number, line in rows.items()}
                for table, rows in session.state.items()
            }
            texts = [texts[-1], json.dumps(value)]
            storage.write(value)
            texts = texts[-1:]
            look()
    return tally


# --- the design with a mistake in it ----------------------------------------------------------------------


@contextmanager
def mutant(name: str) -> Iterator[None]:
    """A mistake in the code, for as long as the context lasts."""
    from perfdesk.library import storage

    def removes_early(disk: Any, path: Path) -> None:
        disk.remove(path.with_name(f"{path.name}.journal"))
        from perfdesk.library.compaction import put_in_place

        put_in_place(disk, path)

    def sum_of_nothing(before: bytes, payload: bytes) -> bytes:
        return b"0" * 32

    if name == "no checksum":
        context: Any = patch.object(journal_module, "_sum", sum_of_nothing)
    elif name == "journal removed before the replace":
        context = patch.object(storage, "put_in_place", removes_early)
    else:
        raise ValueError(name)
    with context:
        yield


LIES = {
    "no flush of the journal": ("flush_data",),
    "no flush of the new file": (f"flush:{PATH.name}.new",),
    "no flush of the folder": ("flush_folder",),
}
MUTANTS = ("no checksum", "journal removed before the replace")
