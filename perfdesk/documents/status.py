"""How far a document has come: 草稿, 待审, 已定稿, 已打印. A mark on it, so that it is kept, undone and told.

A document that is 已定稿, or was printed as such (已打印), is locked until somebody opens it again by setting
it back to 草稿 or 待审. Whoever lets people type keeps the lock; a Step that sets a status is as any other.
"""

from typing import Literal, TypeAlias

from perfdesk.documents.document import Document, Mark
from perfdesk.documents.edits import SetMark

Status: TypeAlias = Literal["草稿", "待审", "已定稿", "已打印"]
DRAFT: Status = "草稿"
"""The status of a document without a status mark"""
STATUSES: tuple[Status, ...] = (DRAFT, "待审", "已定稿", "已打印")
_LOCKED = STATUSES[2:]
_SLOT = ("status", "", "")


def status_of(document: Document) -> str:
    """The status; one of STATUSES unless another program set it."""
    mark = _mark(document)
    return (mark.message or mark.code) if mark else DRAFT


def is_final(document: Document) -> bool:
    """Whether it is locked until it is opened again."""
    return status_of(document) in _LOCKED


def setting(document: Document, status: Status, by: str, at: str) -> SetMark:
    """The edit that sets it; `at`: ISO 8601 with its zone."""
    now = _mark(document)
    slot = now.slot if now else _SLOT
    mark = None if status == DRAFT else Mark("status", slot[1], slot[2], message=status, by=by, at=at)
    return SetMark(slot, mark)


def _mark(document: Document) -> Mark | None:
    return next((mark for mark in document.marks if mark.kind == "status"), None)
