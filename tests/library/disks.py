"""Disks that crash, fail, or lose power."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from perfdesk.library.disk import Disk, Likeness

CALLS = ("read", "likeness", "create", "write", "flush", "close", "replace", "flush_folder", "remove")


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
            if self.when == "half" and name == "write":
                handle, data = arguments
                method(handle, data[: len(data) // 2])
            elif self.when == "after":
                method(*arguments, **options)
            raise self.failure

        return call


@dataclass
class _Inode:
    flushed: bytes = b""
    written: bytes = b""

    def contents(self) -> set[bytes]:
        """What a power cut may leave of it."""
        if self.written == self.flushed:
            return {self.flushed}
        half = len(self.written) // 2
        garbage = self.written[:half] + b"\0" * (len(self.written) - half)
        return {self.flushed, b"", self.written[:half], garbage, self.written}


@dataclass
class PowerCut(Disk):
    """A disk in memory that knows what would be left of it without power.

    What was not flushed is there, absent, cut or full of zeros; names that were not flushed are changed in
    any subset. `lies` names a call that says it flushed and did not, to prove that the tests see it.
    """

    names: dict[str, _Inode] = field(default_factory=dict)
    kept: dict[str, _Inode] = field(default_factory=dict)
    pending: list[tuple[str, _Inode | None]] = field(default_factory=list)
    handles: list[_Inode] = field(default_factory=list)
    lies: str = ""
    watched: Any = None
    """Called after every call that changes something."""

    def read(self, path: Path) -> bytes:
        return self.names[path.name].written

    def likeness(self, path: Path) -> Likeness | None:
        inode = self.names.get(path.name)
        return (id(inode), len(inode.written)) if inode else None

    def create(self, path: Path, like: Path) -> int:
        inode = _Inode()
        self.names[path.name] = inode
        self.pending.append((path.name, inode))
        self.handles.append(inode)
        self._tell()
        return len(self.handles) - 1

    def write(self, handle: int, data: bytes) -> None:
        self.handles[handle].written += data
        self._tell()

    def flush(self, handle: int) -> None:
        if self.lies != "flush":
            self.handles[handle].flushed = self.handles[handle].written
        self._tell()

    def close(self, handle: int) -> None:
        pass

    def replace(self, draft: Path, target: Path) -> None:
        inode = self.names.pop(draft.name)
        self.names[target.name] = inode
        self.pending += [(target.name, inode), (draft.name, None)]
        self._tell()

    def flush_folder(self, folder: Path) -> None:
        if self.lies != "flush_folder":
            self.kept = dict(self.names)
            self.pending = []
        self._tell()

    def remove(self, path: Path) -> None:
        if self.names.pop(path.name, None):
            self.pending.append((path.name, None))
        self._tell()

    def _tell(self) -> None:
        if self.watched:
            self.watched()

    def states(self, name: str) -> Iterator[bytes | None]:
        """What one name may hold after a power cut now; None: it is not there."""
        seen: set[bytes | None] = set()
        for size in range(len(self.pending) + 1):
            for happened in combinations(self.pending, size):
                names = dict(self.kept)
                for changed, inode in happened:
                    if inode:
                        names[changed] = inode
                    else:
                        names.pop(changed, None)
                seen |= names[name].contents() if name in names else {None}
        yield from seen
