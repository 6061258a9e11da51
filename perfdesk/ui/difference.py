"""Where two sequences differ: models tell Qt which rows went and came, and leave the others alone."""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Stretch(NamedTuple):
    """From `first` on, `gone` members made room for `come` others."""

    first: int
    gone: int
    come: int


def stretch(before: Sequence[Any], after: Sequence[Any]) -> Stretch:
    """The one stretch outside of which both are equal."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    return Stretch(head, len(before) - head - tail, len(after) - head - tail)


def _shared(one: Sequence[Any], other: Sequence[Any]) -> int:
    """How many members are equal from the start."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
