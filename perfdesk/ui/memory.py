"""What the window remembers from one day to the next: the library that was open last."""

from pathlib import Path

from perfdesk import paths

FILE = "window.json"


def last_library() -> Path:
    """The library that was open last, or the one the very first start makes."""
    import json  # kept out of the first paint

    try:
        memory = json.loads((paths.state_folder() / FILE).read_text(encoding="utf-8"))
        return Path(memory["library"])
    except (OSError, ValueError, KeyError, TypeError):  # no memory, or not ours: as on the first day
        return first_library()


def remember(library: Path) -> None:
    """Keep the name of the open library for the next start; not being able to is no trouble."""
    import json  # kept out of the first paint

    file = paths.state_folder() / FILE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            json.dumps({"library": str(library.absolute())}, ensure_ascii=False), encoding="utf-8"
        )
    except OSError:
        return


def first_library() -> Path:
    """Where the very first start makes a library."""
    return paths.documents_folder() / "绩效目标" / "项目库.json"
