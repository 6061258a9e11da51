"""A form that came back in a spreadsheet or on paper, as a version of the document that it was made from.

Such a form has lost its uids. Its rows are told by levels and name, then by the name alone, then, where as
many are left on both sides, by their order; a row that two could be is nobody's. What the carrier does not
tell is taken as unchanged.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row


def adopted(document: Document, ours: Document) -> Document:
    """The document with the uids of ours, row by row, and with what only ours tells."""
    uids = dict(_pairs(document.rows, ours.rows))
    ours_by_uid = {row.uid: row for row in ours.rows}
    rows = tuple(
        Row(mine.uid, {**mine.texts, **row.texts})
        if (mine := ours_by_uid.get(uids.get(row.uid, "")))
        else row
        for row in document.rows
    )
    slots = {mark.slot for mark in ours.marks}
    moved = (replace(mark, address=_moved(mark.address, uids)) for mark in document.marks)
    mine_too = replace(
        ours,
        texts={**ours.texts, **document.texts},
        rows=rows,
        tray=(*ours.tray, *(stray for stray in document.tray if stray not in ours.tray)),
    )
    return mine_too.with_marks([*ours.marks, *(mark for mark in moved if mark.slot not in slots)])


_NAMES: tuple[Callable[[Row], Hashable], ...] = (
    lambda row: (_plain(row, "level1"), _plain(row, "level2"), _plain(row, "name")),
    lambda row: _plain(row, "name"),
)


def _pairs(theirs: tuple[Row, ...], ours: tuple[Row, ...]) -> Iterator[tuple[str, str]]:
    """Their uid and ours of each row that both have."""
    for name in _NAMES:
        there, here = _by_name(theirs, name), _by_name(ours, name)
        paired = [(row.uid, here[called].uid) for called, row in there.items() if called in here]
        yield from paired
        gone, taken = {uid for uid, _ in paired}, {uid for _, uid in paired}
        theirs = tuple(row for row in theirs if row.uid not in gone)
        ours = tuple(row for row in ours if row.uid not in taken)
    if len(theirs) == len(ours):
        yield from ((row.uid, mine.uid) for row, mine in zip(theirs, ours, strict=True))


def _by_name(rows: tuple[Row, ...], name: Callable[[Row], Hashable]) -> dict[Hashable, Row]:
    """The rows whose name no other has."""
    count = Counter(map(name, rows))
    return {called: row for row in rows if count[called := name(row)] == 1}


def _plain(row: Row, key: str) -> str:
    return "".join(row.text(key).split())


def _moved(address: str, uids: dict[str, str]) -> str:
    row, key = Address.parse(address)
    return str(Address(uids.get(row, row), key))
