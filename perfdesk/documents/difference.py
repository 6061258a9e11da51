"""What leads from one state of a document to another, in edits of cells and rows where that can be said."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.edits import (
    CellEdit,
    Edit,
    InsertRow,
    MoveRow,
    PutDocument,
    RemoveRow,
    SetMark,
    SetText,
    SetTray,
)


def difference(before: Document, after: Document) -> tuple[Edit, ...]:
    """The edits that make `after` of `before`; none when they are equal.

    What no edit of a cell can say (another form) is said by putting the whole document.
    """
    if not _is_of_cells(before, after):
        return (PutDocument(after),)
    edits: tuple[Edit, ...] = (
        *_rows(before.rows, after.rows),
        *_texts("", before.texts, after.texts),
        *_marks(before, after),
    )
    if before.tray != after.tray:
        edits += (SetTray(after.tray),)
    stood = {row.uid: row for row in before.rows}
    for row in after.rows:
        if row.uid in stood:
            edits += tuple(_texts(row.uid, stood[row.uid].texts, row.texts))
    return edits


def _is_of_cells(before: Document, after: Document) -> bool:
    """Whether cells, rows, marks and tray are all they differ in, and each row and mark is told apart."""
    for document in (before, after):
        rows, slots = {row.uid for row in document.rows}, {mark.slot for mark in document.marks}
        if len(rows) < len(document.rows) or len(slots) < len(document.marks):
            return False
        if document.marks != document.with_marks(document.marks).marks:  # a foreign hand put them in
            return False
    return replace(before, texts=after.texts, rows=after.rows, marks=after.marks, tray=after.tray) == after


def _texts(row: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[CellEdit]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield SetText(Address(row, key), after.get(key))


def _marks(before: Document, after: Document) -> Iterator[CellEdit]:
    for slot in dict.fromkeys(mark.slot for mark in (*before.marks, *after.marks)):
        if before.mark(slot) != after.mark(slot):
            yield SetMark(slot, after.mark(slot))


def _rows(before: tuple[Row, ...], after: tuple[Row, ...]) -> Iterator[CellEdit]:
    """Take away what is gone; then from the top, each row to its place."""
    wanted = {row.uid: index for index, row in enumerate(after)}
    order = [row.uid for row in before if row.uid in wanted]
    yield from (RemoveRow(row.uid) for row in before if row.uid not in wanted)
    there = set(order)
    for index, row in enumerate(after):
        if row.uid not in there:
            order.insert(index, row.uid)
            yield InsertRow(row, index)
        elif order[index] != row.uid:
            if order[index + 1] == row.uid:  # one row went down: the others need not go up one by one
                moved = order[index]
                place = min(wanted[moved], len(order) - 1)
            else:
                moved, place = row.uid, index
            order.remove(moved)
            order.insert(place, moved)
            yield MoveRow(moved, place)
