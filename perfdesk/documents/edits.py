"""The one vocabulary of change: undo, import, merge, fixes, history and repaint all speak it.

An Edit holds only uids and values. `apply` gives the next document, `inverse` the edit that takes it back;
both raise Misfit, and change nothing, when the document has no such row or slot. A Step is what a person does
at once: a labelled tuple of edits over documents; it happens whole or not at all.

To add an edit: a frozen class with `apply` and `inverse`, its word in `codec`, and its strategy in
tests/documents/test_edits.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Mark, Row, Stray

Shelf: TypeAlias = Mapping[str, Document]


class Misfit(ValueError):  # noqa: N818  (a mistake of a caller, not of a clerk)
    """An edit that does not fit the document it was applied to."""


@dataclass(frozen=True, slots=True)
class SetText:
    """Write a text into a cell; None takes the field away from the form as read."""

    address: Address
    text: str | None

    def apply(self, document: Document) -> Document:
        """The document with the text in place."""
        uid, key = self.address
        if not uid:
            return replace(document, texts=_with(document.texts, key, self.text))
        rows = list(document.rows)
        index = _index(document, uid)
        rows[index] = Row(uid, _with(rows[index].texts, key, self.text))
        return replace(document, rows=tuple(rows))

    def inverse(self, document: Document) -> "SetText":
        """Write back what stands there now."""
        uid, key = self.address
        texts = document.rows[_index(document, uid)].texts if uid else document.texts
        return SetText(self.address, texts.get(key))


@dataclass(frozen=True, slots=True)
class InsertRow:
    """Put a row in before the row that is at `index`."""

    row: Row
    index: int

    def apply(self, document: Document) -> Document:
        """The document with the row."""
        if document.row(self.row.uid) or not 0 <= self.index <= len(document.rows):
            raise Misfit(f"row {self.row.uid} cannot go to {self.index}")
        rows = document.rows
        return replace(document, rows=(*rows[: self.index], self.row, *rows[self.index :]))

    def inverse(self, document: Document) -> "RemoveRow":  # noqa: ARG002  (as every edit's inverse)
        """Take it out again."""
        return RemoveRow(self.row.uid)


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Take a row away."""

    row: str

    def apply(self, document: Document) -> Document:
        """The document without the row."""
        _index(document, self.row)
        return replace(document, rows=tuple(row for row in document.rows if row.uid != self.row))

    def inverse(self, document: Document) -> InsertRow:
        """Put it back where it was."""
        index = _index(document, self.row)
        return InsertRow(document.rows[index], index)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Take a row to another place; `index` counts in the result."""

    row: str
    index: int

    def apply(self, document: Document) -> Document:
        """The document with the row moved."""
        rows = list(document.rows)
        row = rows.pop(_index(document, self.row))
        if not 0 <= self.index <= len(rows):
            raise Misfit(f"no place {self.index}")
        rows.insert(self.index, row)
        return replace(document, rows=tuple(rows))

    def inverse(self, document: Document) -> "MoveRow":
        """Take it back."""
        return MoveRow(self.row, _index(document, self.row))


@dataclass(frozen=True, slots=True)
class SetMark:
    """Put a mark into a slot (kind, address, code), or clear the slot."""

    slot: tuple[str, str, str]
    mark: Mark | None

    def apply(self, document: Document) -> Document:
        """The document with the slot filled or cleared."""
        if self.mark and self.mark.slot != self.slot:
            raise Misfit(f"mark {self.mark.slot} in slot {self.slot}")
        others = [mark for mark in document.marks if mark.slot != self.slot]
        return document.with_marks([*others, self.mark] if self.mark else others)

    def inverse(self, document: Document) -> "SetMark":
        """Put back what the slot holds now."""
        return SetMark(self.slot, document.mark(self.slot))


@dataclass(frozen=True, slots=True)
class SetTray:
    """Let other texts lie in the tray."""

    tray: tuple[Stray, ...]

    def apply(self, document: Document) -> Document:
        """The document with this tray."""
        return replace(document, tray=self.tray)

    def inverse(self, document: Document) -> "SetTray":
        """Put back what lies there now."""
        return SetTray(document.tray)


@dataclass(frozen=True, slots=True)
class PutDocument:
    """Lay a document on the shelf, in place of one with the same uid if there is one."""

    document: Document


@dataclass(frozen=True, slots=True)
class RemoveDocument:
    """Take a document off the shelf."""

    uid: str


CellEdit: TypeAlias = SetText | InsertRow | RemoveRow | MoveRow | SetMark | SetTray
Edit: TypeAlias = CellEdit | PutDocument | RemoveDocument


@dataclass(frozen=True, slots=True)
class Step:
    """What a person does at once: edits, each with the uid of its document, in order."""

    label: str
    """What undo calls it, in Chinese: 修改“年度金额”."""
    edits: tuple[tuple[str, Edit], ...]

    def documents(self) -> tuple[str, ...]:
        """The uids it touches, each once."""
        return tuple(dict.fromkeys(uid for uid, _ in self.edits))

    def apply(self, shelf: Shelf) -> dict[str, Document | None]:
        """What changes: uid → the document after the step, None for one that is gone."""
        return self._run(shelf)[0]

    def inverse(self, shelf: Shelf) -> "Step":
        """The step that takes this one back from the shelf as it will be."""
        return self.play(shelf)[1]

    def play(self, shelf: Shelf) -> tuple[dict[str, Document | None], "Step"]:
        """What `apply` and `inverse` give, in one."""
        after, back = self._run(shelf)
        return after, Step(self.label, tuple(reversed(back)))

    def _run(self, shelf: Shelf) -> tuple[dict[str, Document | None], list[tuple[str, Edit]]]:
        changed: dict[str, Document | None] = {}
        back: list[tuple[str, Edit]] = []
        for uid, edit in self.edits:
            now = changed[uid] if uid in changed else shelf.get(uid)
            after, inverse = _apply(edit, uid, now)
            changed[uid] = after
            back.append((uid, inverse))
        return changed, back


def _apply(edit: Edit, uid: str, now: Document | None) -> tuple[Document | None, Edit]:
    if isinstance(edit, PutDocument):
        if edit.document.uid != uid:
            raise Misfit(f"document {edit.document.uid} under uid {uid}")
        return edit.document, PutDocument(now) if now else RemoveDocument(uid)
    if now is None:
        raise Misfit(f"no document {uid}")
    if isinstance(edit, RemoveDocument):
        return None, PutDocument(now)
    return edit.apply(now), edit.inverse(now)


def _index(document: Document, uid: str) -> int:
    index = document.place(uid)
    if index < 0:
        raise Misfit(f"no row {uid}")
    return index


def _with(texts: Mapping[str, str], key: str, text: str | None) -> dict[str, str]:
    result = dict(texts)
    if text is None:
        result.pop(key, None)
    else:
        result[key] = text
    return result
