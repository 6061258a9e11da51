"""Disks that crash, fail, or lose power."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from perfdesk.library.disk import Disk, Likeness

BLOCK = 512
"""Bytes that a disk writes or loses together"""

CALLS = (
    "read", "likeness", "create", "resume", "write", "write_at", "flush", "flush_data", "close",
    "link", "replace", "flush_folder", "remove",
)  # fmt: skip


class Crash(BaseException):
    """The process is gone."""


class Interrupted(Disk):
    """The real disk, with something happening at a certain call (counted from 0)."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.at: int | None = None
        self.for_ever = False
        self.failure: BaseException = Crash()
        self.when = "before"

    def __getattribute__(self, name: str) -> Any:
        method = super().__getattribute__(name)
        return self._counted(name, method) if name in CALLS else method

    def _counted(self, name: str, method: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            number = len(self.calls)
            self.calls.append(name)
            if self.at is None or number < self.at or (number > self.at and not self.for_ever):
                return method(*arguments, **options)
            if self.when == "half" and name in ("write", "write_at"):
                handle, data, *place = arguments
                method(handle, data[: len(data) // 2], *place)
            elif self.when == "after":
                method(*arguments, **options)
            raise self.failure

        return call


Change = tuple[int, bytes] | int
"""A write (place, bytes) or a new size."""


def _changed(contents: bytes, change: Change) -> bytes:
    if isinstance(change, int):
        return contents[:change].ljust(change, b"\0")
    place, data = change
    return contents[:place].ljust(place, b"\0") + data + contents[place + len(data) :]


@dataclass
class Inode:
    """A file: what is surely on the platter, and what was changed since."""

    flushed: bytes = b""
    now: bytes = b""
    pending: list[Change] = field(default_factory=list)

    def change(self, change: Change) -> None:
        self.now = _changed(self.now, change)
        self.pending.append(change)

    def flush(self) -> None:
        self.flushed, self.pending = self.now, []

    def kill_states(self) -> Iterator[bytes]:
        """What a killed process leaves: everything, but of the last write only a part."""
        yield self.now
        if self.pending and not isinstance(self.pending[-1], int):
            before = self._without_last()
            place, data = self.pending[-1]
            for size in _cuts(data):
                yield _changed(before, (place, data[:size]))

    def power_states(self, random: Random) -> Iterator[bytes]:
        """What a power cut leaves: of what was not flushed, nothing, parts, garbage, in any order."""
        yield from self.kill_states()
        yield self.flushed
        if not self.pending:
            return
        for chosen in _subsets(self.pending, random):
            contents = self.flushed
            for change in chosen:
                contents = _changed(contents, change)
            yield contents
        for _ in range(4):
            contents = self.flushed
            for change in self.pending:
                contents = _changed(contents, change if isinstance(change, int) else _holed(change, random))
            yield contents

    def _without_last(self) -> bytes:
        contents = self.flushed
        for change in self.pending[:-1]:
            contents = _changed(contents, change)
        return contents


def _cuts(data: bytes) -> list[int]:
    """Lengths at which a write is torn: at every block, and inside an escaped character."""
    if len(data) > 64 * BLOCK:
        return [0, 1, BLOCK, len(data) // 2, len(data) - 1]
    inside = data.rfind(b"\\u") + 3
    return sorted({1, len(data) // 2 + 1, max(inside, 0), len(data) - 1, *range(0, len(data), BLOCK)})


def _holed(change: tuple[int, bytes], random: Random) -> tuple[int, bytes]:
    """A write of which some blocks were lost, or hold garbage."""
    place, data = change
    pieces = [data[start : start + BLOCK] for start in range(0, len(data), BLOCK)]
    holed = [random.choice((piece, b"\0" * len(piece), random.randbytes(len(piece)))) for piece in pieces]
    return place, b"".join(holed)


def _subsets(things: list[Any], random: Random) -> Iterator[Iterable[Any]]:
    """Every subset of a few things; prefixes and some subsets of many."""
    if len(things) <= 4:
        for size in range(len(things) + 1):
            yield from combinations(things, size)
        return
    for size in range(len(things) + 1):
        yield things[:size]
    for _ in range(8):
        yield [thing for thing in things if random.random() < 0.5]


Files = Mapping[str, bytes]


class MemoryDisk(Disk):
    """A disk in memory that knows what would be left of it by a kill or by a power cut, now.

    `lies`: calls, or call:name, that say they did something and did not, to prove that the tests see it.
    """

    def __init__(self, files: Files | None = None, lies: Iterable[str] = ()) -> None:
        self.names = {name: Inode(data, data) for name, data in (files or {}).items()}
        self.kept = dict(self.names)
        self.pending: list[tuple[str, Inode | None]] = []
        self.handles: dict[int, tuple[str, Inode, int]] = {}
        self.lies = set(lies)
        self.watched: Callable[[str, str], None] | None = None
        """Told the call and the name of every change, after it."""

    def read(self, path: Path) -> bytes:
        if path.name not in self.names:
            raise FileNotFoundError(2, "not there")
        return self.names[path.name].now

    def likeness(self, path: Path) -> Likeness | None:
        inode = self.names.get(path.name)
        return (0, id(inode), len(inode.now), hash(inode.now)) if inode else None

    def create(self, path: Path, like: Path) -> int:
        inode = self.names.get(path.name)
        if inode:
            inode.change(0)
        else:
            inode = self.names[path.name] = Inode()
            self.pending.append((path.name, inode))
        return self._opened(path, inode, "create")

    def resume(self, path: Path) -> int:
        return self._opened(path, self.names[path.name], "resume")

    def _opened(self, path: Path, inode: Inode, call: str) -> int:
        handle = max(self.handles, default=0) + 1
        self.handles[handle] = (path.name, inode, 0)
        self._tell(call, path.name)
        return handle

    def write(self, handle: int, data: bytes) -> None:
        name, inode, place = self.handles[handle]
        inode.change((place, bytes(data)))
        self.handles[handle] = (name, inode, place + len(data))
        self._tell("write", name)

    def write_at(self, handle: int, data: bytes, place: int) -> None:
        name, inode, _ = self.handles[handle]
        inode.change((place, bytes(data)))
        self._tell("write_at", name)

    def flush(self, handle: int) -> None:
        self._flush("flush", handle)

    def flush_data(self, handle: int) -> None:
        self._flush("flush_data", handle)

    def _flush(self, call: str, handle: int) -> None:
        name, inode, _ = self.handles[handle]
        if not {call, f"{call}:{name}"} & self.lies:
            inode.flush()
        self._tell(call, name)

    def close(self, handle: int) -> None:
        del self.handles[handle]

    def link(self, path: Path, second: Path) -> None:
        inode = self.names[second.name] = self.names[path.name]
        self.pending.append((second.name, inode))
        self._tell("link", second.name)

    def replace(self, draft: Path, target: Path) -> None:
        inode = self.names.pop(draft.name)
        self.names[target.name] = inode
        self.pending.append((f"{draft.name}/{target.name}", inode))  # one thing: it happens whole or not
        self._tell("replace", target.name)

    def flush_folder(self, folder: Path) -> None:
        if "flush_folder" not in self.lies:
            self.kept, self.pending = dict(self.names), []
        self._tell("flush_folder", "")

    def remove(self, path: Path) -> None:
        if self.names.pop(path.name, None):
            self.pending.append((path.name, None))
            self._tell("remove", path.name)

    def _tell(self, call: str, name: str) -> None:
        if self.watched:
            self.watched(call, name)

    def killed(self) -> Iterator[Files]:
        """The files that a kill leaves now."""
        yield from _combined(self.names, Inode.kill_states, ("now",))

    def without_power(self, random: Random) -> Iterator[Files]:
        """The files that a power cut leaves now, many of the possible ways."""
        for happened in _subsets(self.pending, random):
            names = dict(self.kept)
            for name, inode in happened:
                source, _, target = name.partition("/")
                if target:
                    names.pop(source, None)
                    names[target] = inode
                elif inode:
                    names[name] = inode
                else:
                    names.pop(name, None)
            yield from _combined(names, lambda inode: inode.power_states(random))


def _combined(
    names: Mapping[str, Inode],
    states: Callable[[Inode], Iterator[bytes]],
    rests: tuple[str, ...] = ("now", "flushed"),
) -> Iterator[Files]:
    """One file after the other in each of its states, the others as they are, and as they were flushed."""
    for others in rests:
        whole = {name: getattr(inode, others) for name, inode in names.items()}
        yield whole
        for name, inode in names.items():
            if inode.pending:
                for contents in states(inode):
                    yield whole | {name: contents}
