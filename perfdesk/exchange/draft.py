"""A document in the making: what has been read so far, and what is to be said about it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from perfdesk.documents.address import Address, field
from perfdesk.documents.document import Document, Mark, MarkKind, Row, Stray
from perfdesk.exchange.grid import GridRow
from perfdesk.forms.spec import FormSpec


class Came(NamedTuple):
    """Where in the source something stood, and how."""

    place: str
    text: str
    """Letter for letter; of a row its cells, parted by tabs"""


class Unknown(NamedTuple):
    """Words of the source that look like a label and are none of the form's."""

    label: str
    text: str
    """What stands beside or below them; the first of several"""
    is_head: bool
    """Whether they stand over a column of indicators"""


class Read(NamedTuple):
    """A form that was read."""

    document: Document
    came: Mapping[str, Came]
    """Field key or row uid → where it comes from"""
    unknown: tuple[Unknown, ...]


class Draft:
    """Gathers the texts of one form. Every text that is given to it ends in the document or in its tray."""

    def __init__(self, form: FormSpec, new_uid: Callable[[], str]) -> None:
        self.form = form
        self.texts: dict[str, str] = {}
        self.rows: list[Row] = []
        self._uid, self._project = new_uid(), new_uid()
        self._new_uid = new_uid
        self._marks: dict[tuple[str, str, str], Mark] = {}
        self._tray: list[Stray] = []
        self.stored: dict[tuple[str, str], str] = {}
        """(place, text shown there) → what is stored there instead."""
        self._came: dict[str, Came] = {}
        self._unknown: dict[str, Unknown] = {}

    def put(self, key: str, text: str, place: str) -> None:
        """Fill a field. A second, different text goes to the tray, and the clerk is told."""
        known = self.texts.get(key)
        if not known:
            self.texts[key] = text
            if text:
                self._came[key] = Came(place, text)
            self.tell_stored(field(key), text, place)
        elif text and text != known:
            self.stray(text, place)
            self.compare(
                field(key), f"来源中有两处“{self.form.label_of(key)}”，内容不同，后一处已放入待放栏。"
            )

    def append(self, key: str, text: str, place: str) -> None:
        """Add a line to a field that has a text."""
        self.texts[key] = f"{self.texts[key]}\n{text}"
        self._came[key] = Came(place, self.texts[key])
        self.compare(field(key), f"“{self.form.label_of(key)}”在来源中分成几行，已接在一起。")

    def take_out(self, key: str) -> Came | None:
        """Take a field away that the form does not have; None when it is blank."""
        self.texts.pop(key, None)
        return self._came.pop(key, None)

    def add_row(self, texts: Mapping[str, str], row: GridRow) -> str:
        """Add an indicator row, with where it comes from, and give its uid."""
        uid = self._new_uid()
        self._came[uid] = Came(row.place, "\t".join(row.cells))
        self.rows.append(Row(uid, texts))
        return uid

    def tell_stored(self, address: Address, text: str, place: str) -> None:
        """Say what the source has stored where it shows a text, if that is something else."""
        if not self.stored or (stored := self.stored.get((place, text))) is None:
            return
        if stored == text.replace(",", ""):
            self.compare(address, "来源中这是超过15位的数字，表格软件只保留前15位，后面的可能已变成0。")
        else:
            self.mark(
                "note", address, "READ-STORED",
                f"来源中存的是“{stored}”，显示为“{text}”，已按显示的读入。", stored,
            )  # fmt: skip

    def stray(self, text: str, place: str) -> None:
        """Keep a text that found no place."""
        self._tray.append(Stray(text, place))

    def note_unknown(self, label: str, text: str, *, is_head: bool = False) -> None:
        """Keep words that a clerk may know for a label."""
        self._unknown.setdefault(label, Unknown(label, text, is_head))

    def strays(self) -> list[str]:
        """The texts in the tray."""
        return [stray.text for stray in self._tray]

    def mark(self, kind: MarkKind, address: Address, code: str, message: str, before: str = "") -> None:
        """Say something about a place; what is said first about it stands."""
        mark = Mark(kind, str(address), code, message, before)
        self._marks.setdefault(mark.slot, mark)

    def compare(self, address: Address, message: str) -> None:
        """Ask the clerk to look at the source: reading had to guess here."""
        self.mark("compare", address, "READ-COMPARE", f"{message}请对照来源核对。")

    def read(self) -> Read:
        """The document as far as it was read, and where it comes from."""
        return Read(self._document(), self._came, tuple(self._unknown.values()))

    def _document(self) -> Document:
        document = Document(
            self._uid, self._project, self.form.ref, self.texts, tuple(self.rows), tray=tuple(self._tray)
        )
        return document.with_marks(self._marks.values()) if self._marks else document
