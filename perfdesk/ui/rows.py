"""Edits of whole indicator rows, as values: what inserting, removing and moving mean on a form."""

from uuid import uuid4

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.edits import InsertRow, MoveRow, RemoveRow
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


def moved(document: Document, at: Address | None, by: int) -> MoveRow | None:
    """The row at an address one place up (-1) or down (1); None at the ends."""
    place = document.place(at.row) if at else -1
    inside = place >= 0 and 0 <= place + by < len(document.rows)
    return MoveRow(document.rows[place].uid, place + by) if inside else None
