"""A library is written whole: into `X.new` beside it, flushed, put in its place; `X.bak` is what was there.

Any failure leaves library and journal as they are, and nothing is lost.
"""

from contextlib import suppress
from errno import EIO
from hashlib import blake2b
from pathlib import Path

from perfdesk.library.disk import Disk
from perfdesk.library.whole_file import Facts, Tables, write_lines
from perfdesk.outfile import next_free

_AT_ONCE = 1 << 22
"""Bytes after which a new file is flushed on the way: else an edit would wait until all of it is flushed"""


def beside(path: Path, what: str) -> Path:
    """A file that goes with a library: journal, new, bak."""
    return path.with_name(f"{path.name}.{what}")


def write_whole(disk: Disk, path: Path, tables: Tables, facts: Facts, like: Path) -> tuple[str, int]:
    """Write a library file and flush it; its sum and size. OSError, and then it is not there."""
    total, size, due = blake2b(digest_size=16), 0, 0
    try:
        handle = disk.create(path, like=like)
        try:
            for piece in write_lines(tables, facts):
                total.update(piece)
                size += len(piece)
                disk.write(handle, piece)
                due += len(piece)
                if due > _AT_ONCE:
                    disk.flush(handle)
                    due = 0
            disk.flush(handle)
        finally:
            disk.close(handle)
    except OSError:
        with suppress(OSError):
            disk.remove(path)
        raise
    return total.hexdigest(), size


def copied(disk: Disk, path: Path, copy: Path) -> Path:
    """Keep a file as it is under another name, or the next free one; where. OSError: it is not there.

    What was written is read again before it is believed.
    """
    data = disk.read(path)
    if disk.likeness(copy):
        if disk.read(copy) == data:
            return copy
        copy = next_free(copy)
    try:
        handle = disk.create(copy, like=path)
        try:
            disk.write(handle, data)
            disk.flush(handle)
        finally:
            disk.close(handle)
        if disk.read(copy) != data:
            raise OSError(EIO, "what was written cannot be read")  # noqa: TRY301
        disk.flush_folder(copy.parent)
    except OSError:
        with suppress(OSError):
            disk.remove(copy)
        raise
    return copy


def put_in_place(disk: Disk, path: Path) -> None:
    """Make `X.new` the library; until the folder is flushed, a power cut may bring the old one back."""
    disk.replace(beside(path, "new"), path)


def keep_the_old(disk: Disk, path: Path) -> None:
    """Make the library `X.bak` as well; without hard links (exFAT, some shares) there is none.

    It also makes `put_in_place` quick, which need not free the blocks of a large file.
    """
    spare = beside(path, "bak.new")
    with suppress(OSError):
        disk.remove(spare)
        disk.link(path, spare)
        try:
            disk.replace(spare, beside(path, "bak"))
        except OSError:
            disk.remove(spare)
