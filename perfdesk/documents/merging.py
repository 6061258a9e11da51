"""Two people changed the same document: what each changed is kept, and where both did, a person chooses.

Three ways: what differs from the base that both had is a change. Without a base nothing is known to be older:
then only what one side lacks, or left blank, is taken from the other. Fields, cells of rows, the set of rows,
their order, marks and tray are each merged for themselves, so that changes in different places never meet.
Pure and without a clock: no date decides anything, and both directions find the same.

A form that is 已定稿 on one side is not changed by the other side unasked: each such change is a conflict.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, TypeVar

from perfdesk.documents.address import ROWS, Address
from perfdesk.documents.difference import difference
from perfdesk.documents.document import Document, Mark, Row, Stray
from perfdesk.documents.edits import Edit
from perfdesk.documents.status import is_final

Side: TypeAlias = Literal["ours", "theirs"]
Kind: TypeAlias = Literal["text", "row", "order"]
Value: TypeAlias = str | Row | tuple[str, ...] | None
Slot: TypeAlias = tuple[str, str, str]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both changed. None: what is not there.

    text: texts at an address, or messages of a mark at `kind:code:address`; row: a Row that one side took
    away and the other edited, at its uid; order: uids of rows both have, at `rows`.
    """

    kind: Kind
    address: str
    base: Value
    ours: Value
    theirs: Value

    @property
    def place(self) -> tuple[Kind, str]:
        """What tells it from the other conflicts of its document."""
        return self.kind, self.address


Choices: TypeAlias = Mapping[tuple[Kind, str], Side]
"""Conflict.place → the side that is to hold there; ours where nothing is said"""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge."""

    base: Document | None
    ours: Document
    theirs: Document
    document: Document
    """Both together, under our uid; ours at every conflict"""
    conflicts: tuple[Conflict, ...]


def merge(base: Document | None, ours: Document, theirs: Document) -> Merged:
    """Both together. `base`: what both began with; None when nobody knows."""
    merging = _Merging(base, ours, theirs, {})
    document = merging.document()
    return Merged(base, ours, theirs, document, tuple(merging.conflicts))


def resolved(merged: Merged, choices: Choices) -> Document:
    """Both together, with the chosen sides."""
    return (
        _Merging(merged.base, merged.ours, merged.theirs, choices).document() if choices else merged.document
    )


def resolve(merged: Merged, choices: Choices) -> tuple[Edit, ...]:
    """The edits that lead from ours there; none when nothing changes."""
    return difference(merged.ours, resolved(merged, choices))


class _Merging:
    """One run over three documents."""

    def __init__(self, base: Document | None, ours: Document, theirs: Document, choices: Choices) -> None:
        self.conflicts: list[Conflict] = []
        self._base = base or Document(ours.uid, ours.project, "", {})
        self._ours, self._theirs, self._choices = ours, theirs, choices
        self._is_two_way = base is None
        self._finals = is_final(ours), is_final(theirs)

    def document(self) -> Document:
        base, ours, theirs = self._base, self._ours, self._theirs
        form = self._one("text", "form", base.form, ours.form, theirs.form)
        merged = replace(
            ours,
            form=form,
            texts=self._texts("", base.texts, ours.texts, theirs.texts),
            rows=self._rows(_apart(base.rows), _apart(ours.rows), _apart(theirs.rows)),
            tray=_tray(base.tray, ours.tray, theirs.tray),
            extra=self._texts("extra", base.extra, ours.extra, theirs.extra),
        )
        return merged.with_marks(self._marks())

    def _one(self, kind: Kind, address: str, base: _T, ours: _T, theirs: _T) -> _T:
        """What stands at one place of the paper."""
        if ours == theirs:
            return ours
        ours_final, theirs_final = self._finals
        if base == ours and not ours_final:
            return theirs
        if base == theirs and not theirs_final:
            return ours
        if self._is_two_way and not (ours_final or theirs_final) and "" in [ours, theirs]:
            return ours or theirs  # nobody's text is lost where a blank gives way
        return self._chosen(kind, address, (base, ours, theirs), ours, theirs)

    def _chosen(self, kind: Kind, address: str, told: tuple[Any, Any, Any], ours: _T, theirs: _T) -> _T:
        conflict = Conflict(kind, address, *told)
        self.conflicts.append(conflict)
        return theirs if self._choices.get(conflict.place) == "theirs" else ours

    def _texts(
        self, row: str, base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]
    ) -> Mapping[str, str]:
        if ours == theirs:
            return ours
        merged = {}
        for key in dict.fromkeys((*ours, *theirs)):
            text = self._one("text", str(Address(row, key)), base.get(key), ours.get(key), theirs.get(key))
            if text is not None:
                merged[key] = text
        return merged

    # --- rows ---------------------------------------------------------------------------------------------

    def _rows(
        self, base: Mapping[str, Row], ours: Mapping[str, Row], theirs: Mapping[str, Row]
    ) -> tuple[Row, ...]:
        kept = {}
        for uid in dict.fromkeys((*ours, *theirs)):
            row = self._row(uid, base.get(uid), ours.get(uid), theirs.get(uid))
            if row:
                kept[uid] = row
        shared = self._order([*base], [*ours], [*theirs])
        return tuple(kept[uid] for uid in _woven(shared, ([*ours], [*theirs])) if uid in kept)

    def _row(self, uid: str, base: Row | None, ours: Row | None, theirs: Row | None) -> Row | None:
        if ours is None or theirs is None:
            return self._one("row", uid, base, ours, theirs)
        return Row(uid, self._texts(uid, base.texts if base else {}, ours.texts, theirs.texts))

    def _order(self, base: list[str], ours: list[str], theirs: list[str]) -> tuple[str, ...]:
        """The rows that both have, in their new order."""
        both, old = set(ours) & set(theirs), set(base)
        here, there = (tuple(uid for uid in side if uid in both) for side in (ours, theirs))
        began = tuple(uid for uid in base if uid in both)
        moved_here, moved_there = (
            tuple(uid for uid in side if uid in old) != began for side in (here, there)
        )
        if moved_here != moved_there:  # a row that both put in moves nothing
            began = here if moved_there else there
        return self._one("order", ROWS, began, here, there)

    # --- marks --------------------------------------------------------------------------------------------

    def _marks(self) -> Iterator[Mark]:
        base, ours, theirs = (_slots(each.marks) for each in (self._base, self._ours, self._theirs))
        for slot in dict.fromkeys((*ours, *theirs)):
            if mark := self._mark(slot[0], base.get(slot), ours.get(slot), theirs.get(slot)):
                yield mark

    def _mark(self, slot: Slot, base: Mark | None, ours: Mark | None, theirs: Mark | None) -> Mark | None:
        if ours == theirs:
            return ours
        # that a final form was printed, or a note put on it, does not change the paper; opening it does
        ours_final, theirs_final = self._finals
        opens = slot[0] == "status" and ours_final != theirs_final
        if base == ours and not (opens and ours_final):
            return theirs
        if base == theirs and not (opens and theirs_final):
            return ours
        if ours and theirs and _said(ours) == _said(theirs):
            return min(ours, theirs, key=lambda mark: (mark.digest, mark.by, mark.at))
        kind, address, code = slot
        told = tuple(mark.message if mark else None for mark in (base, ours, theirs))
        return self._chosen("text", f"{kind}:{code}:{address}", (told[0], told[1], told[2]), ours, theirs)


def _said(mark: Mark) -> tuple[str, str]:
    return mark.message, mark.before


def _slots(marks: tuple[Mark, ...]) -> dict[tuple[Slot, int], Mark]:
    """Marks by slot; a foreign hand may have put two into one."""
    slots: dict[tuple[Slot, int], Mark] = {}
    seen: Counter[Slot] = Counter()
    for mark in marks:
        slots[mark.slot, seen[mark.slot]] = mark
        seen[mark.slot] += 1
    return slots


def _apart(rows: tuple[Row, ...]) -> dict[str, Row]:
    """Rows by uid; where a foreign hand gave one uid to two, the second gets one of its own."""
    apart: dict[str, Row] = {}
    for row in rows:
        uid = row.uid
        while uid in apart:
            uid += "~"
        apart[uid] = row if uid == row.uid else replace(row, uid=uid)
    return apart


def _woven(shared: tuple[str, ...], sides: tuple[list[str], list[str]]) -> Iterator[str]:
    """The shared rows in their order, each followed by the rows that one side has after it.

    What each side put in stays together; of two such runs it is the uids that say which comes first.
    """
    both = set(shared)
    runs: tuple[dict[str, list[str]], dict[str, list[str]]] = {}, {}
    for side, after in zip(sides, runs, strict=True):
        last = ""
        for uid in side:
            if uid in both:
                last = uid
            else:
                after.setdefault(last, []).append(uid)
    ours, theirs = runs
    for uid in ("", *shared):
        if uid:
            yield uid
        for run in sorted((ours.get(uid, []), theirs.get(uid, []))):
            yield from run


def _tray(base: tuple[Stray, ...], ours: tuple[Stray, ...], theirs: tuple[Stray, ...]) -> tuple[Stray, ...]:
    """What still lies in the tray: what neither side took out, and what either put in."""
    if base == ours:
        return theirs
    if theirs in (base, ours):
        return ours
    was, here, there = Counter(base), Counter(ours), Counter(theirs)
    left = [stray for stray in here | there for _ in range(_count(was[stray], here[stray], there[stray]))]
    return tuple(sorted(left, key=lambda stray: (stray.place, stray.text)))


def _count(base: int, ours: int, theirs: int) -> int:
    return theirs if base == ours else ours if base == theirs else max(ours, theirs)
