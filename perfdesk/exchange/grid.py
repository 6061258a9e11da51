"""A table as somebody sees it: what every reader makes of a file and all that matching gets to know of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from perfdesk.documents.document import clean

_TO_CLEAN = re.compile("[\r\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row that holds text. A row without text does not exist."""

    cells: tuple[str, ...]
    """As shown, letter for letter, without the blanks around them and without blank cells at the end."""
    place: str
    """Where it stands in the source, in a clerk's words: 第12行."""
    apart: bool = False
    """Whether a blank line stands before it."""
    stored: tuple[tuple[str, str], ...] = ()
    """(shown, stored) of the cells that show something else than is stored in them: (95%, 0.95)."""
    hidden: bool = False
    """Whether the source does not show it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a file, its sheets one below the other, from top to bottom."""

    rows: tuple[GridRow, ...]


def grid_row(
    texts: Mapping[int, str],
    place: str,
    *,
    apart: bool = False,
    stored: tuple[tuple[str, str], ...] = (),
    hidden: bool = False,
) -> GridRow | None:
    """A row of the texts at their columns, counted from 0; a merged cell's stands where it begins.

    None when all of them are blank.
    """
    cells: list[str] = []
    for column in sorted(texts):
        text = texts[column]
        if _TO_CLEAN.search(text):
            text, _ = clean(text)
        if text := text.strip():
            if len(cells) < column:
                cells.extend([""] * (column - len(cells)))
            cells.append(text)
    return GridRow(tuple(cells), place, apart, stored, hidden) if cells else None
