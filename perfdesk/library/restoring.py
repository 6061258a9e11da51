"""Steps that bring back what was: an earlier revision of a document, or a document from the bin.

They are Steps as any other: durable, undone, and told by history.
"""

from datetime import datetime

from perfdesk.documents.difference import difference
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, Step
from perfdesk.errors import LibraryError
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.library.library import Library


def restoring(library: Library, uid: str, revised: str) -> Step:
    """The Step that makes a document what it was; without edits when it is that already.

    One in the bin comes out of it. LibraryError when there is no such revision or it cannot be rebuilt.
    """
    past, now = library.at(uid, revised), library.shelf.get(uid)
    if now is None and library.entry(uid):  # not understood: it is kept as it is
        library.document(uid)
    told = next(told for told in reversed(library.history(uid)) if told.revision == revised)
    when = spoken(told.at)
    label = f"还原到{f' {when} ' if when else '此前'}的内容"
    edits = difference(now, past) if now else (PutDocument(past),)
    return Step(label, tuple((uid, edit) for edit in edits))


def returning(library: Library, uid: str) -> Step:
    """The Step that takes a document out of the bin as it was; LibraryError when it is not there."""
    rests = any(gone.entry.uid == uid for gone in library.bin())
    last = next((told for told in reversed(library.history(uid)) if told.is_kept), None) if rests else None
    if not last:
        raise LibraryError(f"项目库「{library.path}」的回收站中没有编号为「{uid}」的表，可能已被彻底删除。")
    document = library.at(uid, last.revision)
    return Step(f"从回收站还原“{_name(document)}”", ((uid, PutDocument(document)),))


def spoken(at: str) -> str:
    """A moment by the clock on this wall: 2026-11-25 09:05; empty when it is none."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return ""


def _name(document: Document) -> str:
    return read_coded_name(document.texts.get("project.name", "")).name or "未填"
