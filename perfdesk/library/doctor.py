"""What is wrong with a library: its file, its journal, its records, its copies; whatever state they are in.

`examine` finds, `mending` writes what can be saved as a library beside, `rescuing` writes everything that can
be read. None of them ever changes a file that is there, and none needs the lock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from perfdesk.errors import LibraryError
from perfdesk.library.backups import backups
from perfdesk.library.disk import Disk
from perfdesk.library.preparing import DOCUMENTS
from perfdesk.library.recovering import Recovered, recover
from perfdesk.library.troubles import RESCUE, Trouble, in_tables
from perfdesk.library.whole_file import read_lines


@dataclass(frozen=True, slots=True)
class Copy:
    """Another state of the library beside it."""

    path: Path
    what: str
    """Which kind: 备份, 上一次保存的内容, …"""
    at: str
    """When it was written, by the file's time, to the minute"""
    documents: int
    is_sound: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What `examine` found."""

    path: Path
    recovered: Recovered
    troubles: tuple[Trouble, ...]
    copies: tuple[Copy, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing has to be done."""
        return not any(trouble.is_serious for trouble in self.troubles)

    @property
    def documents(self) -> int:
        """How many documents can be read or are there at least."""
        return len(self.recovered.tables.get(DOCUMENTS, ()))

    def to_json(self) -> dict[str, Any]:
        """As `doctor --json` tells it."""
        return {
            "library": str(self.path),
            "sound": self.is_sound,
            "documents": self.documents,
            "troubles": [
                {
                    "place": trouble.place,
                    "what": trouble.what,
                    "remedy": trouble.remedy,
                    "serious": trouble.is_serious,
                }
                for trouble in self.troubles
            ],
            "copies": [
                {
                    "path": str(copy.path),
                    "kind": copy.what,
                    "at": copy.at,
                    "documents": copy.documents,
                    "sound": copy.is_sound,
                }
                for copy in self.copies
            ],
        }


def examine(path: Path, disk: Disk | None = None) -> Report:
    """Look through a library and its copies; LibraryError when there is nothing of one to be read at all."""
    disk = disk or Disk()
    home = path.resolve()
    recovered = recover(home, disk)
    copies = tuple(_copy(copy, what, disk) for copy, what in copies_of(home))
    if not recovered.is_library and not any(copy.documents for copy in copies):
        first = recovered.troubles[0].what
        raise LibraryError(f"「{path}」{first}，没有可读出的内容，请检查文件名，或用备份恢复。")
    if not recovered.is_library:
        recovered.tell(home.name, "没有可读出的内容，但旁边还有它的副本", RESCUE)
    troubles = [*recovered.troubles, *in_tables(recovered.tables, is_proven=recovered.is_proven)]
    troubles += [
        Trouble(copy.path.name, f"这份{copy.what}不完整", "不要用它恢复，其中能读出的可用 --rescue 取出")
        for copy in copies
        if not copy.is_sound
    ]
    return Report(path, recovered, tuple(troubles), copies)


def copies_of(path: Path) -> Iterator[tuple[Path, str]]:
    """Files with other states of a library, and which kind each is."""
    yield from ((backup.path, "备份") for backup in backups(path))
    try:
        names = sorted(file.name for file in path.parent.iterdir() if file.is_file())
    except OSError:
        return
    for start, what in _KINDS:
        begin = start.format(name=path.name, stem=path.stem)
        for name in names:
            if name.startswith(begin) and not name.endswith((".lock", ".journal")):
                yield path.with_name(name), what


_KINDS = (
    ("{name}.bak", "上一次保存的内容"),
    ("{name}.new", "没有写完的新文件"),
    ("{stem}(另存)", "另存的内容"),
)


def _copy(path: Path, what: str, disk: Disk) -> Copy:
    try:
        at = datetime.fromtimestamp(path.stat().st_mtime).astimezone().strftime("%Y-%m-%d %H:%M")
    except OSError:
        at = ""
    try:
        text = read_lines(disk.read(path))
    except (OSError, ValueError, MemoryError):
        count = len(recover(path, disk).tables.get(DOCUMENTS, ()))
        return Copy(path, what, at, count, is_sound=path.name.endswith(".new"))
    return Copy(path, what, at, len(text.tables[DOCUMENTS]), is_sound=text.untouched)
