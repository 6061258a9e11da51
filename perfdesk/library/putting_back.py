"""A backup is put in the place of its library, which nobody has open meanwhile.

What is there now is backed up first; when it cannot be read any more it is kept aside as it is. The file that
is put in place says that it holds the journal beside it: a crash at any moment leaves the one or the other.
"""

from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from perfdesk.errors import LibraryError, LibraryInUseError, disk_refused
from perfdesk.library import backups
from perfdesk.library.backups import Backup
from perfdesk.library.compaction import beside, keep_the_old, put_in_place, write_whole
from perfdesk.library.disk import Disk, patiently
from perfdesk.library.loading import Loaded, load
from perfdesk.library.lock import Lock
from perfdesk.library.migrations import migrated
from perfdesk.library.whole_file import Facts, LibraryText
from perfdesk.outfile import next_free


def comparison(path: Path, backup: Backup, disk: Disk | None = None) -> str:
    """What would become of a library, in a sentence with counts, to be shown before it is asked for.

    LibraryError when the backup is damaged.
    """
    return _compared(_present(path.resolve(), disk or Disk()), backup, backups.contents(backup, disk))


def put_back(
    path: Path, backup: Backup, now: datetime, *, fewer: bool = False, disk: Disk | None = None
) -> str:
    """Put a backup in the place of its library; a sentence that says what came of it.

    LibraryError when the backup is damaged or another library's, and when it holds fewer documents than the
    library and `fewer` was not agreed to; LibraryInUseError while somebody has the library open; DiskError.
    Nothing has changed then.
    """
    home, disk = path.resolve(), disk or Disk()
    text = backups.contents(backup, disk)
    lock = Lock(home)
    try:
        if holder := lock.take():
            raise LibraryInUseError(f"项目库「{path}」正由{holder}使用，请等对方关闭后再恢复。")
        present = _present(home, disk)
        told = _compared(present, backup, text)
        if present:
            _refuse(path, present.text, text, told, fewer=fewer)
            facts = present.text.facts
            state = migrated(present.text.tables, facts.format), facts
            kept = [backups.make(home, state, now, backups.BEFORE_RESTORING, disk).path]
        else:
            kept = _set_aside(home, now, disk)
        _put(home, present, text, disk)
    except OSError as error:
        raise disk_refused(path, error) from error
    finally:
        lock.give_back()
    names = "、".join(f"「{each}」" for each in kept)
    return f"{told}已恢复。" + (f"恢复前的内容另存在{names}。" if names else "")


def _present(home: Path, disk: Disk) -> Loaded | None:
    """The library as it is; None when it cannot be read."""
    try:
        return load(home, disk)
    except LibraryError:
        return None


def _compared(present: Loaded | None, backup: Backup, text: LibraryText) -> str:
    then, when = backups.counted(text), f"{backup.at:%Y年%m月%d日 %H:%M}"
    if not present:
        return f"现在的项目库无法读取，{when} 的备份中有 {then} 张表。"
    now = backups.counted(present.text)
    less = f"，会少 {now - then} 张" if then < now else ""
    return f"现在有 {now} 张表，{when} 的备份中有 {then} 张{less}。"


def _refuse(path: Path, present: LibraryText, text: LibraryText, told: str, *, fewer: bool) -> None:
    if present.facts.library and text.facts.library and present.facts.library != text.facts.library:
        raise LibraryError(f"这份备份属于另一个项目库，没有恢复到「{path}」。")
    if backups.counted(text) < backups.counted(present) and not fewer:
        raise LibraryError(f"没有恢复「{path}」：{told}请确认后再恢复。")


def _set_aside(home: Path, now: datetime, disk: Disk) -> list[Path]:
    """Keep a library that cannot be read, and its journal, under other names."""
    kept = []
    for path in (beside(home, "journal"), home):  # the journal first: it is of no use without the file
        aside = home.with_name(f"{home.stem}(损坏 {now:%Y-%m-%d %H-%M-%S}){path.name[len(home.stem) :]}")
        aside = next_free(aside) if aside.exists() else aside
        if disk.likeness(path) is not None:
            patiently(partial(disk.replace, path, aside))
            kept.append(aside)
    return kept


def _put(home: Path, present: Loaded | None, text: LibraryText, disk: Disk) -> None:
    journal = present.journal if present else None
    facts = Facts(
        library=text.facts.library or (present.text.facts.library if present else ""),
        generation=(present.text.facts.generation if present else text.facts.generation) + 1,
        absorbed=str(journal.facts.get("journal", "")) if journal else "",
        through=len(journal.records) if journal else 0,
    )
    new = beside(home, "new")
    try:
        write_whole(disk, new, migrated(text.tables, text.facts.format), facts, like=home)
        keep_the_old(disk, home)
        patiently(lambda: put_in_place(disk, home))
    except OSError:
        with suppress(OSError):
            disk.remove(new)
        raise
    disk.flush_folder(home.parent)
    with suppress(OSError):
        disk.remove(beside(home, "journal"))
