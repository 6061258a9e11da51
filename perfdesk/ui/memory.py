"""What the window remembers from one day to the next: the libraries that were open, the last one first."""

from collections.abc import Sequence
from pathlib import Path

from perfdesk import paths

FILE = "window.json"
_MOST = 9


def last_library() -> Path | None:
    """The library that was open last; None on the first day."""
    return next(iter(recent_libraries()), None)


def recent_libraries() -> list[Path]:
    """The libraries that were open, the last one first; none on the first day."""
    import json  # kept out of the first paint

    try:
        memory = json.loads((paths.state_folder() / FILE).read_text(encoding="utf-8"))
        names = [memory["library"], *memory.get("before", ())]
        return [Path(name) for name in names][:_MOST]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # no memory, or not ours
        return []


def remember(library: Path) -> None:
    """Keep the name of the open library for the next start; not being able to is no trouble."""
    library = library.absolute()
    _keep([library, *(path for path in recent_libraries() if path != library)])


def forget(library: Path) -> None:
    """Drop one that is gone; the very last one stays, so that the next start says what became of it."""
    if others := [path for path in recent_libraries() if path != library]:
        _keep(others)


def _keep(libraries: Sequence[Path]) -> None:
    import json  # kept out of the first paint

    file = paths.state_folder() / FILE
    last, *before = (str(path) for path in libraries[:_MOST])
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"library": last, "before": before}, ensure_ascii=False), encoding="utf-8")
    except OSError:
        return
