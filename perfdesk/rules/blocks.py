"""A block of indicators beside the year's, as the form of 88号 has for the whole period, judged likewise.

Its rows are read as if they stood alone, and what is said of a cell there is said of the cell beside. What is
said of first levels, which both share, or of rows as a whole is said once, of the year's block.
"""

from collections.abc import Iterator
from dataclasses import replace

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.edits import SetText
from perfdesk.documents.finding import Fix
from perfdesk.forms.spec import FormSpec
from perfdesk.rules.case import ROW_KEYS
from perfdesk.rules.rule import Verdict

_SHARED, *_OWN = ROW_KEYS


def beside(document: Document, form: FormSpec) -> Iterator[tuple[str, Document]]:
    """The other blocks by the first part of their keys, each as a document that has no other."""
    for name in (key for key in form.row_keys() if key.endswith(".name")):
        block = name.removesuffix(".name")
        rows = (
            Row(row.uid, {_SHARED: row.text(_SHARED), **{key: row.text(f"{block}.{key}") for key in _OWN}})
            for row in document.rows
        )
        yield block, replace(document, rows=tuple(row for row in rows if any(map(row.text, _OWN))), marks=())


def moved(verdict: Verdict, block: str, form: FormSpec) -> Verdict | None:
    """What was said of a cell, said of the one in a block; None for what is not about a cell there."""
    if not verdict.address.row or verdict.address.key not in _OWN:
        return None
    message = verdict.message
    for key in _OWN:
        message = message.replace(form.label_of(key), form.label_of(f"{block}.{key}"))
    return verdict._replace(
        address=_beside(verdict.address, block), message=message, fix=_moved_fix(verdict.fix, block)
    )


def _moved_fix(fix: Fix | None, block: str) -> Fix | None:
    edits = fix.edits if fix else ()
    texts = [edit for edit in edits if isinstance(edit, SetText) and edit.address.key in _OWN]
    if not fix or len(texts) < len(edits):
        return None  # it moves rows or levels, which both blocks share
    return replace(fix, edits=tuple(SetText(_beside(edit.address, block), edit.text) for edit in texts))


def _beside(address: Address, block: str) -> Address:
    return Address(address.row, f"{block}.{address.key}")
