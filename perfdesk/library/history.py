"""What was done to each document: the list-table `history`, under the id of the document.

An entry is one commit that touched it. It is written short, for there is much of it, and holds no more of the
texts than leads back:

    [revision after it, when, who, what it is called, [edits that lead back, short, one after the other]]

All but the last few lie packed in one text before them, `"184 <base64 of zlib of a list of 184 entries>"`,
since a library is read whole when it is opened.

So a revision is rebuilt by going back from what the document is now, and its name proves that it is the one.
A removal has the revision "" and nothing that leads back, as the document rests in the bin as it was; what
brings one back from there leads back to what rested. Entries that do not fit, as another program changed the
document or both sides of a conflict told theirs, are told as they are; what lies before cannot be rebuilt.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import compress, decompressobj
from zlib import error as zlib_error

from perfdesk.asciijson import ascii_json
from perfdesk.documents.codec import edit_from_short, edit_to_json, edit_to_short, revision
from perfdesk.documents.difference import difference
from perfdesk.documents.document import Document
from perfdesk.documents.edits import Edit, PutDocument, RemoveDocument, Step
from perfdesk.library.lines import decode, encode, is_number
from perfdesk.library.rows import Rows, listed

TABLE = "history"
KEPT = 200
"""Revisions of a document that are kept; older ones go when the library is folded"""
_PLAIN = 2
"""The last entries of a row, which lie open"""
_LARGEST = 1 << 26
"""Bytes of entries that are unpacked; a text that swells to more is nothing of ours"""
_BEFORE_ALL = "此前的内容"
_BY_OTHERS = "由其他程序修改"


@dataclass(frozen=True, slots=True)
class Revision:
    """What was done to a document at once, and the name of what it then was."""

    revision: str
    """Empty for a removal"""
    at: str
    """ISO 8601 with its zone; empty when nobody knows"""
    by: str
    label: str
    """What the Step was called"""
    edits: tuple[Mapping[str, Any], ...]
    """As `codec.edit_to_json` tells them, in their order; none where they are not known"""
    is_kept: bool
    """Whether the document as it then was can be rebuilt"""


@dataclass(frozen=True, slots=True)
class _Moment:
    """An entry as read."""

    revision: str
    at: str = ""
    by: str = ""
    label: str = ""
    back: tuple[Edit, ...] = ()


def told(revised: str, *, at: str, by: str, label: str, back: Sequence[Edit]) -> bytes:
    """An entry as it is kept."""
    return ascii_json([revised, at, by, label, [edit_to_short(edit) for edit in back]])


def leading_back(before: Document | None, after: Document, inverse: Sequence[Edit]) -> Sequence[Edit]:
    """The edits that lead back from `after`; `inverse`: what its Step gives, which will do for cells."""
    if before is None:
        return (RemoveDocument(after.uid),)
    if inverse and not any(isinstance(edit, PutDocument | RemoveDocument) for edit in inverse):
        return inverse
    return difference(after, before)


def revisions(
    uid: str, now: Document | None, row: Sequence[object]
) -> Iterator[tuple[Revision, Document | None]]:
    """Every revision with the document as it then was, newest first; None where it cannot be rebuilt.

    `now`: the document, also when it rests in the bin; `row`: as the storage lists it. The last is what was
    there before the first entry.
    """
    document, moments = now, [_moment(entry, uid) for entry in unpacked(row)]
    for place in range(len(moments) - 1, -1, -1):
        moment = moments[place]
        name = revision(document) if document else ""
        if document and moment.revision not in {"", name}:
            if any(older.revision == name for older in moments[:place]):  # it was not this one that held
                yield _untold(moment), None
                continue
            yield Revision(name, "", "", _BY_OTHERS, (), is_kept=True), document
            document = None
        if document is None:
            yield _untold(moment), None
            continue
        came_back = place > 0 and not moments[place - 1].revision
        this, before = _told(moment, uid, document, came_back=came_back)
        yield this, document
        document = before
    if document:
        yield Revision(revision(document), "", "", _BEFORE_ALL, (), is_kept=True), document


def _told(
    moment: _Moment, uid: str, document: Document, *, came_back: bool
) -> tuple[Revision, Document | None]:
    """A revision, and the document before it: None when there was none or nobody knows."""
    if not moment.revision:
        gone = edit_to_json(RemoveDocument(uid), uid, document)
        return Revision("", moment.at, moment.by, moment.label, (gone,), is_kept=False), document
    edits: list[Mapping[str, Any]] = []
    before: Document | None = None
    if came_back:
        edits.append(edit_to_json(PutDocument(document), uid, None))
    try:
        going_back = Step("", tuple((uid, edit) for edit in moment.back))
        after, forth = going_back.play({uid: document})
        state = before = after.get(uid, document)
        for _, edit in forth.edits:
            edits.append(edit_to_json(edit, uid, state))
            state = Step("", ((uid, edit),)).apply({uid: state} if state else {})[uid]
    except ValueError:  # an entry that was damaged
        before = None
    return Revision(moment.revision, moment.at, moment.by, moment.label, tuple(edits), is_kept=True), before


def _untold(moment: _Moment) -> Revision:
    return Revision(moment.revision, moment.at, moment.by, moment.label, (), is_kept=False)


def _moment(value: object, uid: str) -> _Moment:
    """An entry; one that is not understood has a revision that nothing has."""
    match value:
        case [str(revised), str(at), str(by), str(label), list(back)]:
            try:
                return _Moment(revised, at, by, label, tuple(edit_from_short(edit, uid) for edit in back))
            except ValueError:
                return _Moment(revised, at, by, label, (RemoveDocument(uid),))  # nothing before it is known
    return _Moment("?")


def unpacked(row: Sequence[object]) -> list[object]:
    """The entries of a row as the storage lists it, unpacked; what is damaged stays as it is."""
    told: list[object] = []
    for each in row:
        told += _unpack(each) if isinstance(each, str) else [each]
    return told


def packed(rows: Rows, numbers: Iterable[str]) -> dict[str, bytes]:
    """Those of some rows that have grown, by id, with all but their last entries packed."""
    lines = {}
    for number in numbers:
        row = _entries_in(rows.get(number))
        if sum(not isinstance(each, str) for each in row) >= 2 * _PLAIN:
            lines[number] = _line(unpacked(row))
    return lines


def pruned(rows: Rows, numbers: Iterable[str], keep: int) -> tuple[dict[str, bytes | None], str]:
    """Those of some rows that are too long, without their first entries; a sentence that says what went."""
    cut: dict[str, bytes | None] = {}
    gone = 0
    for number in numbers:
        row = _entries_in(rows.get(number))
        if (count := sum(map(_count, row))) > keep:
            gone += count - keep
            cut[number] = _line(unpacked(row)[count - keep :])
    words = f"每张表保留最近 {keep} 次修改记录，已清理 {len(cut)} 张表更早的 {gone} 次；表的内容没有变。"
    return cut, words if cut else ""


def _entries_in(line: bytes | None) -> list[object]:
    try:
        return listed(line)
    except ValueError:  # no JSON: another program's, or damaged
        return []


def _line(told: Sequence[object]) -> bytes:
    old, last = told[:-_PLAIN], told[-_PLAIN:]
    if old:
        text = b64encode(compress(ascii_json(old))).decode("ascii")
        last = [f"{len(old)} {text}", *last]
    return encode({"revisions": last})


def _count(each: object) -> int:
    """How many entries a member of a row stands for."""
    number = each.partition(" ")[0] if isinstance(each, str) else ""
    return int(number) if is_number(number) else 1


def _unpack(text: str) -> list[object]:
    try:
        told = decode(decompressobj().decompress(b64decode(text.partition(" ")[2], validate=True), _LARGEST))
    except (ValueError, zlib_error):
        return [text]
    return told if isinstance(told, list) else [text]
