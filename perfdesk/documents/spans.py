"""Where two texts differ, for the eye: what stayed, what went and what came.

Python's difflib takes minutes for some texts of a few thousand signs. So the shared head and tail are cut off
first, and what is left is compared by sign only while it is short; longer texts clause by clause, and what is
still too much is told as one change.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, TypeAlias

Fate: TypeAlias = Literal["same", "gone", "come"]

_SIGNS = 250
"""Of each text, compared one by one"""
_CLAUSES = 250
_CLAUSE = re.compile(r"[^,，.。;；:：、\n]*[,，.。;；:：、\n]?")


class Span(NamedTuple):
    """A stretch of text and what became of it."""

    fate: Fate
    text: str


def spans(before: str, after: str) -> tuple[Span, ...]:
    """Both texts in one: `same` and `gone` together are the first, `same` and `come` the second."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    end = len(before) - tail
    middle = _compared(before[head:end], after[head : len(after) - tail])
    return tuple(_joined((Span("same", before[:head]), *middle, Span("same", before[end:]))))


def _compared(before: str, after: str) -> Iterator[Span]:
    if max(len(before), len(after)) <= _SIGNS:
        parts: tuple[Sequence[str], Sequence[str]] = before, after
    else:
        parts = _CLAUSE.findall(before), _CLAUSE.findall(after)
        if max(map(len, parts)) > _CLAUSES:
            parts = (before,), (after,)
    one, other = parts
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for _, start, end, start_after, end_after in matcher.get_opcodes():
        gone, come = "".join(one[start:end]), "".join(other[start_after:end_after])
        if gone == come:
            yield Span("same", gone)
        else:
            yield Span("gone", gone)
            yield Span("come", come)


def _shared(one: str, other: str) -> int:
    """How many signs are equal from the start."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def _joined(parts: Sequence[Span]) -> Iterator[Span]:
    """Without empty spans; neighbours of one fate are one."""
    last = Span("same", "")
    for part in parts:
        if not part.text:
            continue
        if part.fate == last.fate:
            last = Span(part.fate, last.text + part.text)
            continue
        if last.text:
            yield last
        last = part
    if last.text:
        yield last
