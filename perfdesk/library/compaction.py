"""A library is written whole: into `X.new` beside it, flushed, put in its place; `X.bak` is what was there.

Any failure leaves library and journal as they are, and nothing is lost.
"""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from perfdesk.library.disk import Disk
from perfdesk.library.whole_file import Facts, Tables, write_lines


def beside(path: Path, what: str) -> Path:
    """A file that goes with a library: journal, new, bak."""
    return path.with_name(f"{path.name}.{what}")


def write_whole(disk: Disk, path: Path, tables: Tables, facts: Facts, like: Path) -> tuple[str, int]:
    """Write a library file and flush it; its sum and size. OSError, and then it is not there."""
    total, size = blake2b(digest_size=16), 0
    try:
        handle = disk.create(path, like=like)
        try:
            for piece in write_lines(tables, facts):
                total.update(piece)
                size += len(piece)
                disk.write(handle, piece)
            disk.flush(handle)
        finally:
            disk.close(handle)
    except OSError:
        with suppress(OSError):
            disk.remove(path)
        raise
    return total.hexdigest(), size


def put_in_place(disk: Disk, path: Path) -> None:
    """Make `X.new` the library and the library `X.bak`.

    OSError: when `X.new` is gone, it is in place nevertheless, but a power cut may bring the old one back.
    """
    _keep_the_old(disk, path)
    disk.replace(beside(path, "new"), path)
    disk.flush_folder(path.parent)


def _keep_the_old(disk: Disk, path: Path) -> None:
    """Without hard links (exFAT, some shares) there is no `X.bak`."""
    spare = beside(path, "bak.new")
    with suppress(OSError):
        disk.remove(spare)
        disk.link(path, spare)
        disk.replace(spare, beside(path, "bak"))
