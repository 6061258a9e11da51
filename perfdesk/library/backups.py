"""Backups of a library: dated copies in a folder of their own, read again after they were written.

    项目库.备份/项目库 2026-11-25 09-05-12.json             the first of a day
    项目库.备份/项目库 2026-11-25 14-30-00 大批修改前.json    with a reason

The folder lies beside the library or, where that cannot be written, among the user's own state. Of each
day, week and month the first one stays (7 days, 4 weeks, 12 months), and the last few that have a reason:
many made on one day never push older ones out. Each is a whole library: perfdesk and TinyDB open it.
"""

import re
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from errno import EIO
from hashlib import blake2b
from pathlib import Path

from perfdesk import paths
from perfdesk.errors import LibraryError, disk_refused, refusal
from perfdesk.library.compaction import beside, write_whole
from perfdesk.library.disk import Disk, patiently
from perfdesk.library.preparing import DOCUMENTS
from perfdesk.library.whole_file import FORMAT, Facts, LibraryText, Tables, read_lines, sum_of
from perfdesk.outfile import next_free

BEFORE_MUCH, BEFORE_RESTORING = "大批修改前", "恢复前"
"""Reasons"""
MUCH = 20
"""Documents; a Step that touches more is preceded by a backup."""
_DAYS, _WEEKS, _MONTHS, _WITH_REASON = 7, 4, 12, 5
_NAME = re.compile(r"(\d{4}-\d\d-\d\d \d\d-\d\d-\d\d)(?: (\w+))?(?:\(\d+\))?")
_TIME = "%Y-%m-%d %H-%M-%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup by its name; whether it is sound, `contents` says."""

    path: Path
    at: datetime
    """By the clock on the wall when it was made"""
    why: str
    size: int
    """Bytes"""


def backups(library: Path) -> tuple[Backup, ...]:
    """The backups of a library, the oldest first; files of other names are none. A bad disk has none."""
    found: list[Backup] = []
    for folder in _folders(library):
        with suppress(OSError):
            found += filter(None, [_backup(path, library) for path in folder.iterdir()])
    return tuple(sorted(found, key=lambda backup: (backup.at, backup.path.name)))


def is_due(library: Path, today: date) -> bool:
    """Whether there is none of this day yet."""
    return not any(backup.at.date() == today for backup in backups(library))


def make(
    library: Path, state: tuple[Tables, Facts], now: datetime, why: str = "", disk: Disk | None = None
) -> Backup:
    """Write a backup, read it again, and let the older ones go that need not stay. DiskError when it fails.

    `state`: tables and facts of the library; `now`: by the clock on the wall.
    """
    disk, refused = disk or Disk(), OSError()
    name = " ".join(filter(None, (library.resolve().stem, now.strftime(_TIME), why)))
    for folder in _folders(library):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = _write(folder / f"{name}.json", state, library, disk)
        except OSError as error:
            refused = error
            continue
        found = backups(library)
        for old in set(found) - _staying(found):
            if old.path != path:
                with suppress(OSError):
                    disk.remove(old.path)
        return Backup(path, now.replace(tzinfo=None, microsecond=0), why, path.stat().st_size)
    raise disk_refused(_folders(library)[0], refused)


def contents(backup: Backup, disk: Disk | None = None) -> LibraryText:
    """What is in a backup; LibraryError when it is damaged, or a later program wrote it."""
    try:
        text: LibraryText | None = read_lines((disk or Disk()).read(backup.path))
    except OSError as error:
        raise LibraryError(f"备份「{backup.path}」无法读取：{refusal(error)}。") from error
    except ValueError:
        text = None
    if text is None or not text.untouched:  # nobody but us has a reason to write there
        raise LibraryError(f"备份「{backup.path}」已损坏，不能用来恢复，请选择另一份备份。")
    if text.facts.format > FORMAT:
        raise LibraryError(f"备份「{backup.path}」由更高版本的 perfdesk 保存，请升级后再恢复。")
    return text


def _folders(library: Path) -> tuple[Path, Path]:
    """Beside the library; else among the user's state, told from others of the same name."""
    whole = library.resolve()
    mark = blake2b(str(whole.parent).encode(errors="surrogatepass"), digest_size=4).hexdigest()
    return (
        whole.with_name(f"{whole.stem}.备份"),
        paths.state_folder() / "备份" / f"{whole.stem} {mark}",
    )


def _backup(path: Path, library: Path) -> Backup | None:
    """A backup by the name of its file."""
    stem, name = library.resolve().stem, _NAME.fullmatch(path.stem[len(library.resolve().stem) + 1 :])
    if not name or path.suffix != ".json" or not path.stem.startswith(f"{stem} "):
        return None
    try:
        at = datetime.strptime(name[1], _TIME)
        return Backup(path, at, name[2] or "", path.stat().st_size)
    except (ValueError, OSError):  # the 30th of February; gone meanwhile
        return None


def _write(target: Path, state: tuple[Tables, Facts], library: Path, disk: Disk) -> Path:
    """Write one and read it again; where it is. OSError, and then it is not there."""
    tables, facts = state
    target = next_free(target) if target.exists() else target
    draft = beside(target, "new")
    written, _ = write_whole(disk, draft, tables, replace(facts, absorbed="", through=0), like=library)
    try:
        _read_again(disk, draft, written)
        patiently(lambda: disk.replace(draft, target))
        disk.flush_folder(target.parent)
    except OSError:
        with suppress(OSError):
            disk.remove(draft)
        raise
    return target


def _read_again(disk: Disk, path: Path, written: str) -> None:
    data = disk.read(path)
    if sum_of(data) != written or not read_lines(data).untouched:
        raise OSError(EIO, "what was written cannot be read")


def _staying(found: Sequence[Backup]) -> set[Backup]:
    """Which of them stay, oldest first as given."""

    def firsts(period: Callable[[Backup], Hashable], most: int) -> list[Backup]:
        first: dict[Hashable, Backup] = {}
        for backup in found:
            first.setdefault(period(backup), backup)
        return list(first.values())[-most:]

    return {
        *firsts(lambda backup: backup.at.date(), _DAYS),
        *firsts(lambda backup: backup.at.isocalendar()[:2], _WEEKS),
        *firsts(lambda backup: (backup.at.year, backup.at.month), _MONTHS),
        *[backup for backup in found if backup.why][-_WITH_REASON:],
    }


def counted(text: LibraryText) -> int:
    """How many documents are in it."""
    return len(text.tables.get(DOCUMENTS, ()))
