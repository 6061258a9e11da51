"""Who sits at this computer; locks, packages and history name them.

On office computers every user of the system is called Administrator, so that the window asks once for a name,
which is kept in the state folder. Without one it is the system's name of the user.
"""

from contextlib import suppress
from functools import cache
from getpass import getuser
from pathlib import Path

from perfdesk import paths

FILE = "person.txt"
_LONGEST = 40
"""Characters of a name"""


def person() -> str:
    """The name that was given, else the system's; empty on a system that has none for its user."""
    if name := _kept(_file()):
        return name
    try:
        return getuser()
    except (KeyError, OSError, ImportError):  # ImportError: Windows without a name in the environment
        return ""


def is_known() -> bool:
    """Whether a name was given."""
    return bool(_kept(_file()))


def know(name: str) -> None:
    """Keep a name, or forget it when it is blank. A disk that refuses is no trouble: it is asked again."""
    name = " ".join(name.split())[:_LONGEST]
    file = _file()
    draft = file.with_suffix(".part")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(name, encoding="utf-8")
        draft.replace(file)
    _kept.cache_clear()


def _file() -> Path:
    return paths.state_folder() / FILE


@cache
def _kept(file: Path) -> str:
    try:
        return " ".join(file.read_text(encoding="utf-8", errors="replace").split())[:_LONGEST]
    except OSError:  # nobody was asked yet
        return ""
