"""A document in the making: what has been read so far, and what is to be said about it."""

from collections.abc import Callable, Mapping

from perfdesk.documents.address import Address, field
from perfdesk.documents.document import Document, Mark, MarkKind, Row, Stray
from perfdesk.forms.spec import FormSpec


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

    def put(self, key: str, text: str, place: str) -> None:
        """Fill a field. A second, different text goes to the tray, and the clerk is told."""
        known = self.texts.get(key)
        if not known:
            self.texts[key] = text
            self.tell_stored(field(key), text, place)
        elif text and text != known:
            self.stray(text, place)
            self.compare(
                field(key), f"来源中有两处“{self.form.label_of(key)}”，内容不同，后一处已放入待放栏。"
            )

    def add_row(self, texts: Mapping[str, str]) -> str:
        """Add an indicator row and give its uid."""
        uid = self._new_uid()
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

    def document(self) -> Document:
        """The document as far as it was read."""
        document = Document(
            self._uid, self._project, self.form.ref, self.texts, tuple(self.rows), tray=tuple(self._tray)
        )
        return document.with_marks(self._marks.values()) if self._marks else document
