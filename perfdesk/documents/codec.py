"""Documents and edits to and from plain JSON values; the one place that knows how they are written.

Edits are written in two ways: long, with what stood there before, for people and other programs; and short,
with what is needed to apply them, for history, of which there is much. Reading refuses what does not fit.
"""

from collections.abc import Sequence
from dataclasses import asdict
from hashlib import blake2b
from typing import Any

from perfdesk.asciijson import ascii_json
from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Mark, Row, Stray
from perfdesk.documents.edits import (
    CellEdit,
    Edit,
    InsertRow,
    MoveRow,
    PutDocument,
    RemoveDocument,
    RemoveRow,
    SetMark,
    SetText,
    SetTray,
)
from perfdesk.shapes import fit


def document_to_json(document: Document) -> dict[str, Any]:
    """A document as JSON values; members at their default are left out."""
    record: dict[str, Any] = {
        "uid": document.uid,
        "project": document.project,
        "form": document.form,
        "texts": dict(document.texts),
        "rows": [{"uid": row.uid, "texts": dict(row.texts)} for row in document.rows],
    }
    if document.marks:
        record["marks"] = [mark_to_json(mark) for mark in document.marks]
    if document.tray:
        record["tray"] = _tray(document.tray)
    if document.origin:
        record["origin"] = asdict(document.origin)
    if document.extra:
        record["extra"] = dict(document.extra)
    return record


def document_from_json(record: object) -> Document:
    """The document written in JSON values; Unfit, a ValueError, says what does not fit."""
    return fit(Document, record)


def revision(document: Document) -> str:
    """The name of a document's content: a digest of form, texts, rows, marks and tray.

    Documents that differ only in uid, project or origin have the same revision.
    """
    record = document_to_json(document)
    for identity in ("uid", "project", "origin"):
        record.pop(identity, None)
    return blake2b(ascii_json(record, sort_keys=True), digest_size=12).hexdigest()


def mark_to_json(mark: Mark) -> dict[str, str]:
    """A mark as JSON values; empty members are left out, but for the address: "" is the whole document."""
    return {key: value for key, value in asdict(mark).items() if value or key == "address"}


def edit_to_json(edit: Edit, uid: str, before: Document | None) -> dict[str, Any]:
    """An edit as `{"edit", "document", "address", "before", "after", "index"}`.

    `before` is the document it will be applied to; what it holds now is told as "before".
    """
    record: dict[str, Any] = dict.fromkeys(("edit", "document", "address", "before", "after", "index"))
    record["document"] = uid
    if isinstance(edit, PutDocument):
        return record | {
            "edit": "put",
            "before": document_to_json(before) if before else None,
            "after": document_to_json(edit.document),
        }
    if isinstance(edit, RemoveDocument):
        return record | {"edit": "drop", "before": document_to_json(before) if before else None}
    return record | _cell_edit_to_json(edit, before)


def _cell_edit_to_json(edit: CellEdit, before: Document | None) -> dict[str, Any]:
    match edit:
        case SetText(address, text):
            old = before.text(address) if before else None
            return {"edit": "set", "address": str(address), "before": old, "after": text}
        case InsertRow(row, index):
            return {"edit": "insert", "address": row.uid, "after": _row(row), "index": index}
        case RemoveRow(uid):
            old_row = before.row(uid) if before else None
            return {"edit": "remove", "address": uid, "before": _row(old_row) if old_row else None}
        case MoveRow(uid, index):
            return {
                "edit": "move",
                "address": uid,
                "before": before.place(uid) if before else None,
                "index": index,
            }
        case SetMark((kind, address, code), mark):
            old_mark = before.mark(edit.slot) if before else None
            return {
                "edit": "mark",
                "address": f"{kind}:{code}:{address}",
                "before": mark_to_json(old_mark) if old_mark else None,
                "after": mark_to_json(mark) if mark else None,
            }
        case SetTray(tray):
            return {"edit": "tray", "before": _tray(before.tray) if before else None, "after": _tray(tray)}


def edit_to_short(edit: Edit) -> list[Any]:
    """An edit as its word and what is needed to apply it to its document."""
    match edit:
        case SetText(address, text):
            return ["set", address.row, address.key, text]
        case InsertRow(row, index):
            return ["insert", row.uid, dict(row.texts), index]
        case RemoveRow(row_uid):
            return ["remove", row_uid]
        case MoveRow(row_uid, index):
            return ["move", row_uid, index]
        case SetMark(slot, mark):
            return ["mark", *slot, mark_to_json(mark) if mark else None]
        case SetTray(tray):
            return ["tray", _tray(tray)]
        case PutDocument(document):
            return ["put", document_to_json(document)]
        case RemoveDocument():
            return ["drop"]


def edit_from_short(value: Sequence[Any], uid: str) -> Edit:
    """The edit of a document that was written short; ValueError or TypeError when it is none."""
    match value:
        case ["set", str(row), str(key), str() | None as text]:
            return SetText(Address(row, key), text)
        case ["insert", str(row), dict(texts), int(index)]:
            return InsertRow(fit(Row, {"uid": row, "texts": texts}), index)
        case ["remove", str(row)]:
            return RemoveRow(row)
        case ["move", str(row), int(index)]:
            return MoveRow(row, index)
        case ["mark", str(kind), str(place), str(code), mark]:
            return SetMark((kind, place, code), fit(Mark, mark) if mark else None)
        case ["tray", list(strays)]:
            return SetTray(tuple(fit(Stray, stray) for stray in strays))
        case ["put", document]:
            return PutDocument(document_from_json(document))
        case ["drop"]:
            return RemoveDocument(uid)
        case other:
            raise ValueError(f"no edit: {other!r:.60}")


def _row(row: Row) -> dict[str, Any]:
    return {"uid": row.uid, "texts": dict(row.texts)}


def _tray(tray: Sequence[Stray]) -> list[dict[str, Any]]:
    return [asdict(stray) for stray in tray]
