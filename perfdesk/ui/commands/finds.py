"""What the palette finds: projects, commands and cells of the open form that fit some words. No widgets."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from perfdesk.ui.commands.actions import Act

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from perfdesk.documents.sheet import Cell
    from perfdesk.ui.session import Session

MOST = 8
"""Of each kind: more are not looked through but typed further for."""


class Find(NamedTuple):
    """Something to go to or to do."""

    words: str
    beside: str
    """Shown paler at the right: a command's keys, a project's unit, a cell's text."""
    act: Act


def find_commands(
    words: str, actions: "Mapping[str, QAction]", keys: "Mapping[str, tuple[str, ...]]"
) -> list[Find]:
    """Commands that make sense now, under their present names."""
    return [
        Find(name, next(iter(keys.get(key, ())), ""), action.trigger)
        for key, action in actions.items()
        if action.isEnabled() and fits(words, name := action.text().rstrip("…"))
    ][:MOST]


def find_projects(words: str, session: "Session | None", open_uid: Callable[[str], None]) -> list[Find]:
    """Projects by name, code, unit, department or initials."""
    entries = session.library.search(words)[:MOST] if session and words.strip() else ()

    def opens(uid: str) -> Act:
        return lambda: open_uid(uid)

    return [
        Find(entry.name or "未填", f"{entry.year} · {entry.unit}".strip(" ·"), opens(entry.uid))
        for entry in entries
    ]


def find_cells(words: str, session: "Session | None", go_to: "Callable[[Cell], None]") -> list[Find]:
    """Cells of the open form, by label and 行 n."""
    opened = session.opened if session else None
    if not session or not opened or not opened.sheet or not words.strip():
        return []
    numbers = {row.uid: number for number, row in enumerate(opened.document.rows, 1)}

    def goes(cell: "Cell") -> Act:
        return lambda: go_to(cell)

    found: list[Find] = []
    for cell in opened.sheet.stops:
        name = _name(cell, numbers)
        if fits(words, name):
            found.append(Find(name, session.text_of(cell).replace("\n", " "), goes(cell)))
    return found[:MOST]


def _name(cell: "Cell", numbers: "Mapping[str, int]") -> str:
    """A cell's label, in rows after 行 n: a merged one says its first and last."""
    rows = [numbers[at.row] for at in cell.addresses if at.row in numbers]
    if not rows:
        return cell.name
    span = f"{rows[0]}–{rows[-1]}" if rows[1:] else str(rows[0])
    return f"行 {span} · {cell.name}"


def fits(words: str, name: str) -> bool:
    """Whether every word is a part of a name, or of its initials; `行6` is 行 6, not 行 16 or 行 60."""
    return all(_is_in(word, name) for word in _split(words))


def _split(words: str) -> Iterable[str]:
    if row := re.search(r"(?:第\s*)?(?:行\s*(\d+)|(\d+)\s*行)", words):
        yield f"行 {row[1] or row[2]}"
        words = words[: row.start()] + " " + words[row.end() :]
    yield from words.split()


def _is_in(word: str, name: str) -> bool:
    from perfdesk.library.search import fit_initials

    if re.fullmatch(r"行 \d+", word):
        rows = re.match(r"行 (\d+)(?:–(\d+))? ", name)
        return rows is not None and int(rows[1]) <= int(word[2:]) <= int(rows[2] or rows[1])
    return word.casefold() in name.casefold() or fit_initials(word, name)
