"""What is known of every document without parsing it: its line in a list, its place in the table, its words.

An edit changes as much of it as the edit changed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from perfdesk.documents.document import Document
from perfdesk.library.records import DOCUMENT, Entry, entry, head, indicators
from perfdesk.library.rows import Rows
from perfdesk.library.search import Index


class Listing:
    """The entries of a library."""

    def __init__(self, rows: Rows, gone: Rows) -> None:
        """From the heads of the lines of all documents, and of those in the bin."""
        self.places: dict[str, str] = {}
        """uid → id in the table, also of documents that are gone: they come back to where they were"""
        self._entries: dict[str, Entry] = {}
        """by id"""
        self._in_order = False
        """Whether they lie in the order of their ids; else `all` sees to it"""
        self._index: Index | None = None
        for number in rows:
            facts = _facts(rows, number)
            uid = facts.get("uid")
            if not isinstance(uid, str) or not uid or uid in self.places:
                uid = f"#{number}"  # listed, so that nothing is hidden; nobody can open it
            self.places[uid] = number
            self._entries[number] = entry(facts, uid)
        for number in gone:
            if isinstance(uid := _facts(gone, number).get("uid"), str) and number not in rows:
                self.places.setdefault(uid, number)

    def all(self) -> tuple[Entry, ...]:
        """Every entry, in the order of their ids."""
        if not self._in_order:
            self._entries = dict(sorted(self._entries.items(), key=lambda row: int(row[0])))
            self._in_order = True
        return tuple(self._entries.values())

    def entry(self, uid: str) -> Entry | None:
        """The entry of one document; None when it is not there."""
        return self._entries.get(self.places.get(uid, ""))

    def search(self, query: str) -> tuple[Entry, ...]:
        """The entries that fit a query, see `search.Index`."""
        return tuple(map(self._entries.__getitem__, self._searched().find(query)))

    def search_also(self, texts: Mapping[str, str]) -> None:
        """Find entries by further texts, by id."""
        self._searched().detail(texts)

    def follow(self, entries: Mapping[str, Entry | None], after: Mapping[str, Document | None]) -> None:
        """Take in what changed: entries by id, None for one that is gone, and documents by uid."""
        for number, changed in entries.items():
            if changed is None:
                del self._entries[number]
                continue
            if number not in self._entries:
                last = int(next(reversed(self._entries), "0"))
                self._in_order = self._in_order and int(number) > last
            self._entries[number] = changed
            self.places[changed.uid] = number
        if self._index is not None:
            for uid, document in after.items():
                if (number := self.places.get(uid, "")) in entries:
                    self._index.put(number, entries[number], indicators(document) if document else "")

    def named(self, numbers: Sequence[str]) -> str:
        """Some documents in words; empty for none."""
        entries = (self._entries.get(number) for number in numbers[:3])
        names = "".join(f"「{entry.name or '未命名'}」" if entry else "已删除的表" for entry in entries)
        return f"{names}等{len(numbers)}张表" if len(numbers) > 3 else names

    def _searched(self) -> Index:
        if self._index is None:
            self._index = Index(self._entries)
        return self._index


def _facts(rows: Rows, number: str) -> dict[str, Any]:
    """The head of a record; its document is not even copied."""
    start = rows.before(number, DOCUMENT)
    return (head(start + b"}") if start is not None else {}) or head(rows[number])
