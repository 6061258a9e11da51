"""A library's file and journal are read together, without a lock and without writing anything."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from perfdesk.errors import LibraryError, refusal
from perfdesk.library.compaction import beside
from perfdesk.library.disk import Disk, Likeness
from perfdesk.library.journal import Damaged, JournalText, TooNew, read_journal
from perfdesk.library.replaying import Belonging, Replay, replay
from perfdesk.library.whole_file import OURS, LibraryText, NotOurs, read_lines

_PAUSE = 0.02
"""Seconds after which what does not fit together is read once more: somebody may be writing it whole"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library as it is on the disk, its journal replayed in memory."""

    path: Path
    text: LibraryText
    journal: JournalText | None
    replay: Replay
    likeness: Likeness | None
    size: int


def load(path: Path, disk: Disk, sleep: Callable[[float], None] = time.sleep) -> Loaded:
    """Read it; LibraryError when it cannot be read, is damaged or is no library."""
    for _ in range(2):
        with suppress(Damaged, TooNew):
            loaded = _load(path, disk)
            if loaded.replay.belonging in {Belonging.NONE, Belonging.OWN}:
                return loaded
        sleep(_PAUSE)
    journal = beside(path, "journal").name
    try:
        return _load(path, disk)
    except Damaged as error:
        raise LibraryError(
            f"项目库「{path}」旁边的「{journal}」已损坏，其中有已保存的修改；"
            f"文件没有被改动，请运行 perfdesk doctor 检查和抢救。"
        ) from error
    except TooNew as error:
        raise LibraryError(
            f"项目库「{path}」旁边的「{journal}」由更高版本的 perfdesk 保存，请升级后再打开。"
        ) from error


def _load(path: Path, disk: Disk) -> Loaded:
    """Read once: the journal first, so that the file can only be newer than it, never older."""
    try:
        try:
            journal = read_journal(disk.read(beside(path, "journal")))
        except FileNotFoundError:
            journal = None
        likeness = disk.likeness(path)
        data = disk.read(path)
        text = read_lines(data)
    except (Damaged, TooNew):
        raise
    except OSError as error:
        raise LibraryError(f"项目库「{path}」无法读取：{refusal(error)}。") from error
    except ValueError as error:
        if isinstance(error, NotOurs) and OURS.encode() not in data:
            raise LibraryError(
                f"「{path}」不是 perfdesk 的项目库，请检查文件名，选择正确的项目库文件。"
            ) from error
        raise LibraryError(
            f"「{path}」已损坏或不是项目库，无法打开；文件没有被改动，"
            "请用备份恢复、运行 perfdesk doctor 检查和抢救，或选择正确的文件。"
        ) from error
    return Loaded(path, text, journal, replay(text, journal), likeness, len(data))
