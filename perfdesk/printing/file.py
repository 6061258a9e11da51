"""Onto the disk: a file is written beside its place and put there whole."""

import os
from itertools import count
from pathlib import Path

from perfdesk.errors import disk_refused


def write_beside(target: Path, content: bytes) -> Path:
    """Write a file whole or not at all; where it stands now.

    A target that another program holds open (daily on Windows) is left alone: the next free name is taken.
    DiskError when the disk refuses.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        try:
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            return _put(draft, target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise disk_refused(target, error) from error


def _put(draft: Path, target: Path) -> Path:
    """Put the draft in the target's place or, when that is held open, under the next free name."""
    try:
        draft.replace(target)
    except PermissionError:
        if not target.is_file():
            raise
        others = (target.with_name(f"{target.stem}({number}){target.suffix}") for number in count(2))
        target = next(other for other in others if not other.exists())
        draft.replace(target)
    return target
