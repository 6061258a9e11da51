"""Which form the clerk stands on when the open one is gone: the next in the tree, else the one before."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfdesk.library.library import Entry

_GROUPS: tuple[Callable[["Entry"], str], ...] = (
    lambda entry: entry.year,
    lambda entry: entry.department,
    lambda entry: entry.unit,
    lambda entry: entry.project,
)


def neighbour(entries: "Sequence[Entry]", uid: str) -> str | None:
    """The form beside one of the entries, as near in the tree as can be; None when there is no other.

    Near is: of the same project, else unit, else department, else year, else any.
    """
    here = next((index for index, entry in enumerate(entries) if entry.uid == uid), -1)
    if here < 0 or len(entries) < 2:
        return None
    places = [place for place in range(len(entries)) if place != here]
    return entries[min(places, key=lambda place: _distance(entries, here, place))].uid


def _distance(entries: "Sequence[Entry]", here: int, there: int) -> tuple[int, bool, int]:
    """How many groups part two entries, whether the other stands before, and how far."""
    shared = 0
    for group in _GROUPS:
        if group(entries[here]) != group(entries[there]):
            break
        shared += 1
    return (-shared, there < here, abs(there - here))
