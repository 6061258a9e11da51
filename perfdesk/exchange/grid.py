"""A table as somebody sees it: what every reader makes of a file and all that matching gets to know of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row that holds text. A row without text does not exist."""

    cells: tuple[str, ...]
    """As shown, letter for letter, without the blanks around them and without blank cells at the end."""
    place: str
    """Where it stands in the source, in a clerk's words: 第12行."""
    apart: bool = False
    """Whether a blank line stands before it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a file or of one of its sheets, from top to bottom."""

    rows: tuple[GridRow, ...]
