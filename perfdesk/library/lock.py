"""One writer: a lock on a file beside the library, which is never deleted or replaced.

Whoever holds it writes into the same file, from its second byte on, who they are; Windows lets nobody read
the locked first byte. The system frees the lock when its holder dies, so that nothing is ever stale.
"""

import json
import os
import platform
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from perfdesk.person import person


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes in a library; empty where it is not known."""

    person: str = ""
    computer: str = ""
    pid: int = 0
    since: str = ""
    """ISO 8601"""

    def __str__(self) -> str:
        """In a clerk's words: 张三（电脑 A-01，自 11月25日 09:05 起）."""
        since = _spoken(self.since)
        facts = [f"电脑 {self.computer}"] * bool(self.computer) + [f"自 {since} 起"] * bool(since)
        return (self.person or "其他人") + (f"（{'，'.join(facts)}）" if facts else "")


def _spoken(since: str) -> str:
    """A moment by the clock on this wall; empty when it is none."""
    try:
        at = datetime.fromisoformat(since).astimezone()
    except ValueError:  # written by nobody we know
        return ""
    return f"{at.month}月{at.day}日 {at:%H:%M}"


class Lock:
    """The lock of one library."""

    def __init__(self, library: Path) -> None:
        self.path = library.with_name(f"{library.name}.lock")
        self._lock = FileLock(
            self.path, timeout=0, thread_local=False, fallback_to_soft=False, preserve_lock_file=True
        )

    def take(self) -> Holder | None:
        """Take the lock: None when it is ours now, else who has it. OSError where locks cannot be had."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return _read(self.path)
        with suppress(OSError):  # a nameless holder is one all the same
            _write(self.path, ourselves())
        return None

    def is_free(self) -> bool:
        """Whether nobody holds it at this moment; whoever does is not disturbed."""
        try:
            self._lock.acquire(timeout=0)
        except (Timeout, OSError):
            return False
        self._lock.release()
        return True

    def give_back(self) -> None:
        """Let others write. Whoever does not hold it gives nothing back."""
        if self._lock.is_locked:
            with suppress(OSError):
                _write(self.path, None)
            self._lock.release()


def ourselves() -> Holder:
    """Who would hold a lock from now on."""
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    return Holder(person(), platform.node(), os.getpid(), since)


def _write(path: Path, holder: Holder | None) -> None:
    with path.open("r+b") as file:
        file.truncate(1)
        file.seek(1)
        if holder:
            file.write(json.dumps(asdict(holder)).encode("ascii"))


def _read(path: Path) -> Holder:
    try:
        with path.open("rb") as file:
            file.seek(1)
            facts: Any = json.loads(file.read(4096))
    except (OSError, ValueError):
        return Holder()
    if not isinstance(facts, Mapping):
        return Holder()
    words = {key: facts[key] for key in ("person", "computer", "since") if isinstance(facts.get(key), str)}
    return Holder(**words, pid=facts["pid"] if isinstance(facts.get("pid"), int) else 0)
