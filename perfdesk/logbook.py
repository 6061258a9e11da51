"""The log for whoever mends perfdesk: kinds of errors and places in the program, never a clerk's text.

A traceback's message may quote what a clerk typed, so neither messages nor values are written.
"""

import sys
from pathlib import Path
from types import TracebackType

from perfdesk import __version__, paths

FILE = "perfdesk.log"
_LARGEST = 1 << 20
"""Bytes; a larger log is put aside once, as `perfdesk.log.old`."""


def story(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What happened and where: one line a place, the innermost last."""
    import traceback  # noqa: PLC0415  (only when something has gone wrong)

    places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join([kind.__name__, *places])


def write(words: str) -> Path | None:
    """Add an entry; where the log is, or None when it cannot be written, which is no trouble of its own."""
    from datetime import datetime  # noqa: PLC0415

    path = paths.state_folder() / FILE
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            path.replace(path.with_name(f"{FILE}.old"))
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{now} perfdesk {__version__} Python {sys.version.split()[0]}\n{words}\n\n")
    except OSError:
        return None
    return path
