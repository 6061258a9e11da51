"""Files that leave the house: written beside their place, flushed, and put there whole."""

import os
from itertools import count
from pathlib import Path

from perfdesk.errors import DiskError, disk_refused


def write_beside(target: Path, data: bytes) -> Path:
    """Write a file whole or not at all; the path where it stands now.

    A target that another program holds open (daily on Windows) is left alone: the next free name is taken,
    and the caller says so. A link stays one: what it leads to is written. DiskError when the disk refuses,
    and for what is no file, such as a device.
    """
    try:
        if target.is_symlink():
            target = target.resolve()
        if target.exists() and not (target.is_file() or target.is_dir()):
            raise DiskError(f"「{target}」不是普通文件，不能写入，请换一个文件名。")
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        raise DiskError(f"「{target}」无法写入：路径有误，请换一个文件名。") from error
    draft = target.with_name(f".{target.name[:40]}.{os.getpid()}.part")
    try:
        try:
            with draft.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            return _put(draft, target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise disk_refused(target, error) from error


def write_in_place(target: Path, text: str, what: str) -> None:
    """Write a text under this name or not at all; DiskError says that `what` was not kept, and why."""
    written = write_beside(target, text.encode())
    if written != target:
        written.unlink(missing_ok=True)
        raise DiskError(f"「{target}」正被其他程序打开，{what}没有保存，请关闭后再试。")


def _put(draft: Path, target: Path) -> Path:
    """Put the draft in the target's place or, when that is held open, under the next free name."""
    try:
        draft.replace(target)
    except PermissionError:
        target = next_free(target)
        draft.replace(target)
    return target


def next_free(target: Path) -> Path:
    """The first of `表(2).pdf`, `表(3).pdf`, … that is not there."""
    names = (target.with_name(f"{target.stem}({number}){target.suffix}") for number in count(2))
    return next(name for name in names if not name.exists())
