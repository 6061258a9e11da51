"""Deleted documents rest in the table `bin` until it is emptied, each under its id.

{"at","by", and the members of its record}
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from perfdesk.asciijson import ascii_json
from perfdesk.documents.document import Document
from perfdesk.library.records import Entry, document_of, entry, head
from perfdesk.library.replaying import BIN
from perfdesk.library.rows import Rows

TABLE = BIN


@dataclass(frozen=True, slots=True)
class Deleted:
    """A document in the bin."""

    entry: Entry
    at: str
    """When it was deleted: ISO 8601 with its zone, empty when nobody knows"""
    by: str


def laid_in(line: bytes, *, at: str, by: str) -> bytes:
    """The record of a document as it rests in the bin; it is not parsed."""
    return ascii_json({"at": at, "by": by})[:-1] + b"," + line[1:]


def deleted(rows: Rows, documents: Rows) -> dict[str, Deleted]:
    """What is in the bin, by id, the last deleted last; not what somebody else kept all the same."""
    found = {}
    for number, line in rows.items():
        if number in documents:
            continue
        facts = head(line)
        uid = facts.get("uid")
        at, by = (word if isinstance(word := facts.get(key), str) else "" for key in ("at", "by"))
        found[number] = Deleted(entry(facts, uid if isinstance(uid, str) else f"#{number}"), at, by)
    return dict(sorted(found.items(), key=lambda row: row[1].at))


def resting(rows: Rows, number: str, uid: str) -> Document | None:
    """A document in the bin; None when it is not there or not understood."""
    if number not in rows:
        return None
    try:
        document = document_of(rows[number])
    except ValueError:
        return None
    return document if document.uid == uid else None


def older(found: Mapping[str, Deleted], before: str) -> dict[str, Deleted]:
    """What was deleted before a moment, as far as it is known when; all of it without one."""
    if not before:
        return dict(found)
    moment = datetime.fromisoformat(before)
    return {number: each for number, each in found.items() if each.at and _moment(each.at) < moment}


def _moment(at: str) -> datetime:
    try:
        return datetime.fromisoformat(at).astimezone()
    except ValueError:  # written by another program
        return datetime.max.replace(tzinfo=UTC)


def emptied(gone: Iterable[Deleted], told: int) -> str:
    """What went for good, in a sentence; `told`: entries of history."""
    names = [f"「{each.entry.name or '未填'}」" for each in gone]
    shown = "".join(names[:3]) + (f"等 {len(names)} 张表" if len(names) > 3 else "")
    return f"已从回收站彻底删除{shown}，以及它们的 {told} 次修改记录；不能再还原。"
