"""The one door from the library to the file system, one call for each thing that can fail by itself.

What differs between systems lives here; tests put a disk that crashes, fills up or loses power in its place.
Every method raises OSError as the system does.
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Likeness: TypeAlias = tuple[int, ...]
"""What can be told of a file without reading it; equal as long as nobody wrote, replaced or touched it."""

_LARGEST = 2**31
"""Bytes; a larger file is no library."""
_BINARY = getattr(os, "O_BINARY", 0)
_BUSY = {5, 32, 33}
"""Windows: denied, shared, locked, for moments, by a scanner, an indexer or a synchroniser."""


class Disk:
    """The real one."""

    def read(self, path: Path) -> bytes:
        """A whole file, opened no longer than needed; ValueError when it is too large for a library."""
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > _LARGEST:
                raise ValueError("too large")
            return file.read()

    def likeness(self, path: Path) -> Likeness | None:
        """The likeness of a file; None when it is not there."""
        try:
            state = path.stat()
        except FileNotFoundError:
            return None
        # not the time of its last link or renaming, which we change ourselves
        return (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)

    def may_write(self, path: Path) -> bool:
        """Whether a file is not protected; to put another in its place, the folder's leave would do."""
        return os.access(path, os.W_OK)

    def create(self, path: Path, like: Path) -> int:
        """Open an empty file for writing, with the permissions of `like` if that is there."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
        if sys.platform != "win32" and like.exists():
            os.fchmod(handle, stat.S_IMODE(like.stat().st_mode))
        return handle

    def resume(self, path: Path) -> int:
        """Open a file that is there for more writing."""
        return os.open(path, os.O_WRONLY | _BINARY)

    def write(self, handle: int, data: bytes) -> None:
        """Write all of it."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def write_at(self, handle: int, data: bytes, place: int) -> None:
        """Write all of it, from a place in the file on."""
        os.lseek(handle, place, os.SEEK_SET)  # not pwrite, which Windows does not have
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def flush_data(self, handle: int) -> None:
        """As `flush`, for a file that has not grown since it was flushed."""
        if sys.platform == "linux":
            os.fdatasync(handle)
        else:
            self.flush(handle)

    def flush(self, handle: int) -> None:
        """Return when what was written will survive a power cut."""
        if sys.platform == "darwin":
            import fcntl  # noqa: PLC0415  (not on every system)

            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync does not reach the platter there
        else:
            os.fsync(handle)

    def close(self, handle: int) -> None:
        """Close it."""
        os.close(handle)

    def replace(self, draft: Path, target: Path) -> None:
        """Put a file in the place of another, at once; see `patiently`."""
        _move(draft, target)

    def link(self, path: Path, second: Path) -> None:
        """Give a file a second name; OSError where that cannot be had."""
        os.link(path, second)

    def flush_folder(self, folder: Path) -> None:
        """Return when names in a folder will survive a power cut."""
        if sys.platform == "win32":
            return  # MoveFileEx has written through
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if not _is_unable(error):
                raise
        finally:
            os.close(handle)

    def remove(self, path: Path) -> None:
        """Take a file away if it is there."""
        path.unlink(missing_ok=True)


def patiently(move: Callable[[], None], sleep: Callable[[float], None] = time.sleep) -> None:
    """Try again for some three seconds while Windows says that somebody holds the file for a moment."""
    for pause in (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 0.0):
        try:
            move()
        except OSError as error:
            if getattr(error, "winerror", None) not in _BUSY or not pause:
                raise
            sleep(pause)
        else:
            return


def _move(draft: Path, target: Path) -> None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  (this system only)

        replace_existing, write_through = 1, 8
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.MoveFileExW(str(draft), str(target), replace_existing | write_through):
            raise ctypes.WinError(ctypes.get_last_error())
    else:
        draft.replace(target)


def _is_unable(error: OSError) -> bool:
    """Some shares cannot flush a folder at all; that is no failure of this write."""
    return error.errno in {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF}
