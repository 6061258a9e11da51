"""How commands open a library to write in it: what came back is told, and the day's first backup is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from perfdesk.cli.speech import warn
from perfdesk.errors import DiskError
from perfdesk.library.library import Library


@contextmanager
def writing(path: Path) -> Iterator[Library]:
    """An open library, which is closed afterwards; errors as in `Library.open`."""
    library = Library.open(path)
    try:
        with library:
            tell(library)
            back_up(library)
            yield library
    finally:
        tell(library)


def back_up(library: Library) -> None:
    """Make the first backup of a day; a disk that refuses hinders nothing, and is told."""
    now = datetime.now()
    try:
        if library.backup_due(now):
            library.back_up(now)
    except DiskError as error:
        warn(f"注意：没有做成今天的备份：{error}")


def tell(library: Library) -> None:
    """Say on stderr what a library has to say, once."""
    for sentences in (library.came_back, library.notices):
        for sentence in sentences:
            warn(f"注意：{sentence}")
        sentences.clear()
