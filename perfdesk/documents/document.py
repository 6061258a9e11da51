"""A filled form: what is stored, edited, judged, printed and passed on.

A Document holds what was typed or read, as text, even if it is nonsense. Kinds read it, rules judge it;
nothing here refuses or alters it, but for one function at the rim, `clean`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from perfdesk.documents.address import Address

_SURROGATES = re.compile("[\ud800-\udfff]")

MarkKind = Literal["repair", "compare", "note", "acknowledged", "status", "check", "comment"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the indicator block: texts by row key."""

    uid: str
    texts: Mapping[str, str]

    def text(self, key: str) -> str:
        """What stands in one cell; empty when nothing was ever there."""
        return self.texts.get(key, "")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something known about a place that is not its text; one for each kind, address and code."""

    kind: MarkKind
    address: str
    code: str = ""
    message: str = ""
    """Said to the clerk, in Chinese."""
    before: str = ""
    """A repair: the texts as they were read, parted by tabs."""
    digest: str = ""
    """An acknowledgement: of the words that were judged."""
    by: str = ""
    at: str = ""

    @property
    def slot(self) -> tuple[str, str, str]:
        """What tells two marks apart."""
        return (self.kind, self.address, self.code)


@dataclass(frozen=True, slots=True)
class Stray:
    """Text that was read and found no place; it lies in the tray beside the form."""

    text: str
    place: str = ""
    """Where it stood in the source, in a clerk's words."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The document this one came from, when it came in beside one that was there."""

    document: str
    revision: str


@dataclass(frozen=True, slots=True)
class Document:
    """A filled form. Immutable: Edits make the next one.

    `texts` and each row's `texts` must not be changed by whoever holds them. A key that is missing from
    `texts` means that the form as read has no such field; an empty text, that it is there and blank.
    """

    uid: str
    project: str
    """uid of the project (项目) that it is a document of"""
    form: str
    """`id@edition`"""
    texts: Mapping[str, str]
    rows: tuple[Row, ...] = ()
    marks: tuple[Mark, ...] = ()
    """sorted by slot"""
    tray: tuple[Stray, ...] = ()
    origin: Origin | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    """Room for what a later version adds; kept, never read here."""

    def text(self, address: Address) -> str | None:
        """What stands at an address; None when there is no such field or row."""
        if not address.row:
            return self.texts.get(address.key)
        row = self.row(address.row)
        return row.text(address.key) if row else None

    def row(self, uid: str) -> Row | None:
        """The row with a uid."""
        for row in self.rows:
            if row.uid == uid:
                return row
        return None

    def place(self, uid: str) -> int:
        """The index of a row, from 0; -1 when it is not there."""
        for index, row in enumerate(self.rows):
            if row.uid == uid:
                return index
        return -1

    def mark(self, slot: tuple[str, str, str]) -> Mark | None:
        """The mark in a slot."""
        return next((mark for mark in self.marks if mark.slot == slot), None)

    def with_marks(self, marks: Iterable[Mark]) -> "Document":
        """The document with these marks and no others."""
        return replace(self, marks=tuple(sorted(marks, key=lambda mark: mark.slot)))

    def row_number(self, uid: str) -> int | None:
        """The number of a row from 1, as a person counts; None when it is not there."""
        return index + 1 if (index := self.place(uid)) >= 0 else None


def clean(text: str) -> tuple[str, bool]:
    """Text fit to be kept and written: CRLF and CR become LF, a lone surrogate U+FFFD.

    Shape: the text, and whether a character was lost (the caller says so in a note). Nothing else is ever
    cleaned.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = _SURROGATES.sub("\ufffd", lines)
    return kept, kept != lines
