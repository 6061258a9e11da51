"""Documents made from nothing or from another one. Uids come from outside."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from perfdesk.documents.document import Document, Row
from perfdesk.forms.framework import Framework
from perfdesk.forms.spec import FormSpec

INHERITED = ("year", "department", "unit", "filler", "money.unit")
"""The fields that a new form takes over from the one beside which it is made."""


def blank(
    form: FormSpec, framework: Framework, texts: Mapping[str, str], new_uid: Callable[[], str]
) -> Document:
    """A form to fill in: defaults, `texts` over them, and a row for each second level that is expected."""
    filled = {cell.key: cell.default for cell, optional in form.fields() if not optional}
    filled |= {key: text for key, text in texts.items() if key in filled}
    empty = dict.fromkeys(form.row_keys(), "")
    seconds = [cell.key for cell in form.rows.cells if cell.kind == "level"]  # of every block
    rows = tuple(
        Row(new_uid(), empty | dict.fromkeys(seconds, second.name) | {"level1": first.name})
        for first in framework.level1
        for second in first.level2
        if second.expected
    )
    return Document(new_uid(), new_uid(), form.ref, filled, rows)


def beside(document: Document) -> dict[str, str]:
    """What a new form takes over from the one beside which it is made."""
    return {key: document.texts[key] for key in INHERITED if document.texts.get(key)}


def duplicate(document: Document, new_uid: Callable[[], str]) -> Document:
    """A copy as a project of its own: new uids, the same texts; marks and tray stay with the original."""
    rows = tuple(replace(row, uid=new_uid()) for row in document.rows)
    return replace(document, uid=new_uid(), project=new_uid(), rows=rows, marks=(), tray=(), origin=None)


def without_blank_rows(document: Document) -> Document:
    """The document as it is printed: rows that nobody has filled in are left out.

    A row is filled in as soon as one of its cells besides the two levels holds a sign.
    """
    return replace(document, rows=tuple(row for row in document.rows if not is_blank(row)))


def is_blank(row: Row) -> bool:
    """Whether nothing but its levels stands in a row."""
    levels = {"level1", "level2"}
    return not any(text.strip() for key, text in row.texts.items() if key.rpartition(".")[2] not in levels)
