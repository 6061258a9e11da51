"""Edits of whole indicator rows, as values: what inserting, removing and moving mean on a form."""

from collections.abc import Mapping
from uuid import uuid4

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.edits import InsertRow, MoveRow, RemoveRow, SetText
from perfdesk.forms.spec import FormSpec


def inserted(form: FormSpec, document: Document, below: Address | None) -> InsertRow:
    """A new row below the one at an address, or at the end; it inherits the levels of the row above it."""
    place = document.place(below.row) if below else -1
    index = place + 1 if place >= 0 else len(document.rows)
    above = document.rows[index - 1] if index else None
    levels = [cell.key for cell in form.rows.cells if cell.merge]
    texts = {key: above.text(key) if above and key in levels else "" for key in form.row_keys()}
    return InsertRow(Row(uuid4().hex, texts), index)


def removed(document: Document, at: Address | None) -> RemoveRow | None:
    """Take away the row at an address, if it is one."""
    return RemoveRow(at.row) if at and document.row(at.row) else None


def moved(form: FormSpec, document: Document, at: Address | None, by: int) -> tuple[MoveRow | SetText, ...]:
    """The row at an address one place up (-1) or down (1); no edits at the ends.

    Over the border of a block it stays where it is and takes the levels of the block it enters, as its
    nearest row. A blank level means the one above, so rows whose levels hung on the moved one get them spelt.
    """
    rows, place = list(document.rows), document.place(at.row) if at else -1
    other = place + by
    if place < 0 or not 0 <= other < len(rows):
        return ()
    levels = [cell.key for cell in form.rows.cells if cell.merge]
    meant = dict(zip((row.uid for row in rows), _standing(rows, levels), strict=True))
    row, beside = rows[place], rows[other]
    moves: list[MoveRow] = []
    if meant[row.uid] == meant[beside.uid]:
        rows[place], rows[other] = beside, row
        moves = [MoveRow(row.uid, other)]
    meant[row.uid] = meant[beside.uid]
    return (*moves, *_spelt(rows, levels, meant))


def _standing(rows: list[Row], levels: list[str]) -> list[tuple[str, ...]]:
    """The levels of every row."""
    standing: list[tuple[str, ...]] = []
    for row in rows:
        standing.append(_below(standing[-1] if standing else ("",) * len(levels), row, levels))
    return standing


def _below(above: tuple[str, ...], row: Row, levels: list[str]) -> tuple[str, ...]:
    """The levels of a row; a blank one is the one above, unless a level left of it begins anew."""
    own: tuple[str, ...] = ()
    for key, inherited in zip(levels, above, strict=True):
        text = row.text(key)
        own += (text if text.strip() else inherited if own == above[: len(own)] else "",)
    return own


def _spelt(rows: list[Row], levels: list[str], meant: Mapping[str, tuple[str, ...]]) -> list[SetText]:
    """What must be written so that every row has the levels meant for it."""
    edits: list[SetText] = []
    above = ("",) * len(levels)
    for row in rows:
        if _below(above, row, levels) != meant[row.uid]:
            pairs = zip(levels, meant[row.uid], strict=True)
            edits += [SetText(Address(row.uid, key), text) for key, text in pairs if text != row.text(key)]
        above = meant[row.uid]
    return edits
