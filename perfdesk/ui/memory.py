"""What the window remembers from one day to the next, in one small file of the state folder.

The libraries that were open, the last one first; how the window stood; and of each library how its tree was
looked at. A memory that is broken, or cannot be kept, is no trouble: then everything is as on the first day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QJsonDocument

from perfdesk import paths
from perfdesk.ui.tree.order import Order, is_order

FILE = "window.json"
_MOST = 9


@dataclass(frozen=True, slots=True)
class TreeSight:
    """How the tree of a library was looked at."""

    order: Order = "came"
    opened: tuple[tuple[str, ...], ...] = ()
    """The paths of groups"""
    closed: tuple[tuple[str, ...], ...] = ()
    form: str = ""
    """The uid of the document that was open"""


@dataclass(frozen=True, slots=True)
class WindowSight:
    """How the window stood; what is 0 or empty is as it comes."""

    width: int = 0
    height: int = 0
    maximized: bool = False
    panes: tuple[int, ...] = ()
    """The widths, in pixels"""
    preview: bool = False
    zoom: int = 0
    """Percent"""
    unfolded: tuple[str, ...] = ()
    """What was open in the panel of the review, see `review_lines.FOLDS`"""


# --- libraries ------------------------------------------------------------------------------------------


def last_library() -> Path | None:
    """The library that was open last; None on the first day."""
    return next(iter(recent_libraries()), None)


def recent_libraries() -> list[Path]:
    """The libraries that were open, the last one first; none on the first day."""
    memory = _read()
    before = memory.get("before")
    names = [memory.get("library"), *(before if isinstance(before, list) else ())]
    return [Path(name) for name in names if isinstance(name, str)][:_MOST]


def remember(library: Path) -> None:
    """Keep the name of the open library for the next start."""
    library = library.absolute()
    _keep([library, *(path for path in recent_libraries() if path != library)])


def forget(library: Path) -> None:
    """Drop one that is gone; the very last one stays, so that the next start says what became of it."""
    if others := [path for path in recent_libraries() if path != library]:
        _keep(others)


def _keep(libraries: Sequence[Path]) -> None:
    last, *before = (str(path) for path in libraries[:_MOST])
    trees = {name: tree for name, tree in _dict(_read(), "trees").items() if name in {last, *before}}
    _write({"library": last, "before": before, "trees": trees})


# --- how things were looked at --------------------------------------------------------------------------


def tree_sight(library: Path) -> TreeSight:
    """How the tree of a library was looked at last."""
    tree = _dict(_dict(_read(), "trees"), str(library.absolute()))
    order, form = tree.get("order"), tree.get("form")
    return TreeSight(
        order if is_order(order) else "came",
        _texts(tree.get("opened")),
        _texts(tree.get("closed")),
        form if isinstance(form, str) else "",
    )


def keep_tree_sight(library: Path, sight: TreeSight) -> None:
    """Remember how the tree of one of the last libraries is looked at."""
    trees = _dict(_read(), "trees")
    known = {str(path) for path in recent_libraries()}
    trees[str(library.absolute())] = asdict(sight)
    _write({"trees": {name: tree for name, tree in trees.items() if name in known}})


def window_sight() -> WindowSight:
    """How the window stood last."""
    window = _dict(_read(), "window")
    panes, unfolded = window.get("panes"), window.get("unfolded")
    return WindowSight(
        _number(window.get("width")),
        _number(window.get("height")),
        window.get("maximized") is True,
        tuple(map(_number, panes)) if isinstance(panes, list) else (),
        window.get("preview") is True,
        _number(window.get("zoom")),
        tuple(name for name in unfolded if isinstance(name, str)) if isinstance(unfolded, list) else (),
    )


def keep_window_sight(sight: WindowSight) -> None:
    """Remember how the window stands."""
    _write({"window": asdict(sight)})


# --- the name of the person -----------------------------------------------------------------------------


def asked_for_name() -> str:
    """The day on which somebody was last asked for a name, ISO 8601; empty when never."""
    day = _read().get("asked_for_name")
    return day if isinstance(day, str) else ""


def keep_asked_for_name(day: str) -> None:
    """Remember the day on which somebody was asked."""
    _write({"asked_for_name": day})


# --- the file -------------------------------------------------------------------------------------------


def _read() -> dict[str, Any]:
    """Qt's reader is there already before the first paint; Python's would be loaded for it."""
    try:
        read = QJsonDocument.fromJson((paths.state_folder() / FILE).read_bytes()).toVariant()
    except OSError:  # no memory
        return {}
    return read if isinstance(read, dict) else {}  # or not ours


def _write(changes: Mapping[str, Any]) -> None:
    """Change a part of the file, put in place as a whole."""
    import json

    file = paths.state_folder() / FILE
    draft = file.with_name(f"{FILE}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(_read() | dict(changes), ensure_ascii=False), encoding="utf-8")
        draft.replace(file)
    except (OSError, ValueError):  # a lone surrogate, a full disk
        return


def _dict(members: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = members.get(key)
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> tuple[tuple[str, ...], ...]:
    """Paths as they were written; what is none is left out."""
    paths_found = value if isinstance(value, list) else []
    return tuple(
        tuple(path)
        for path in paths_found
        if isinstance(path, list) and all(isinstance(t, str) for t in path)
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 1 << 15 else 0
