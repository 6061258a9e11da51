"""What a Step changes in the tables of a library, before anything is written."""

from collections.abc import Mapping, Sequence

from perfdesk.documents.document import Document
from perfdesk.documents.edits import Edit
from perfdesk.library import bin as the_bin
from perfdesk.library.history import TABLE as HISTORY
from perfdesk.library.history import leading_back, told
from perfdesk.library.lines import encode
from perfdesk.library.records import Entry, entry, record
from perfdesk.library.storage import Additions, Changes, FileStorage

DOCUMENTS = "documents"


class Prepared:
    """Lines of documents and of the bin, entries of history, and what a list then says, by id."""

    def __init__(
        self, storage: FileStorage, places: Mapping[str, str], *, label: str, by: str, at: str
    ) -> None:
        """`places`: uid → id, also of documents that are gone or rest in the bin."""
        self.entries: dict[str, Entry | None] = {}
        """None for what is gone"""
        self._documents: dict[str, bytes | None] = {}
        self._bin: dict[str, bytes | None] = {}
        self._history: dict[str, bytes] = {}
        self._rows, self._resting = storage.rows(DOCUMENTS), storage.rows(the_bin.TABLE)
        self._places = places
        self._last = storage.highest
        self._label, self._by, self._at = label, by, at

    @property
    def changes(self) -> Changes:
        """For the storage; nothing when nothing changes."""
        tables = {DOCUMENTS: self._documents, the_bin.TABLE: self._bin}
        return {table: lines for table, lines in tables.items() if lines}

    @property
    def additions(self) -> Additions:
        """For the storage."""
        return {HISTORY: self._history}

    def remove(self, uid: str) -> None:
        """A document goes into the bin, as it stood."""
        number = self._places.get(uid, "")
        if number not in self._rows:
            return
        self._documents[number] = self.entries[number] = None
        self._bin[number] = the_bin.laid_in(self._rows[number], at=self._at, by=self._by)
        self._tell(number, "", ())

    def put(
        self,
        before: Document | None,
        after: Document,
        inverse: Sequence[Edit],
        judged: tuple[int, int] | None,
    ) -> None:
        """A document comes or changes; `inverse`: the edits that lead back, as its Step gives them."""
        number = self._places.get(after.uid, "")
        came = before is None
        if before is None:
            before = the_bin.resting(self._resting, number, after.uid)
            if before is None and (not number or number in self._resting):  # what is not understood stays
                self._last += 1
                number = str(self._last)
        kept = record(after, judged)
        line = encode(kept)
        if line == self._rows.get(number):
            return
        self._documents[number], self.entries[number] = line, entry(kept, after.uid)
        if came and number in self._resting:
            self._bin[number] = None
        if came or before != after:
            back = leading_back(before, after, () if came else inverse)
            self._tell(number, kept["revision"], back)

    def _tell(self, number: str, revised: str, back: Sequence[Edit]) -> None:
        self._history[number] = told(revised, at=self._at, by=self._by, label=self._label, back=back)
