"""TinyDB's tables over lines: records are parsed when they are touched, and only changed ones are written.

The whole of TinyDB's interface works on them; each call that changes something is one durable write.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table

from perfdesk.library.lines import decode, encode
from perfdesk.library.storage import FileStorage

Record = dict[str, Any]


class Records(Mapping[str, Record]):
    """The records of a table by decimal id; every caller gets a copy of its own."""

    def __init__(self, lines: Mapping[str, bytes]) -> None:
        self._lines = lines

    def __getitem__(self, number: str) -> Record:
        record: Record = decode(self._lines[number])
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class Draft(MutableMapping[int, Record]):
    """A table as an updater of TinyDB changes it; remembers what was touched."""

    def __init__(self, lines: Mapping[str, bytes]) -> None:
        self._lines = lines
        self._touched: dict[int, Record] = {}
        self._gone: set[int] = set()

    def __getitem__(self, number: int) -> Record:
        if number in self._gone:
            raise KeyError(number)
        if number not in self._touched:
            self._touched[number] = decode(self._lines[str(number)])
        return self._touched[number]

    def __setitem__(self, number: int, record: Record) -> None:
        self._gone.discard(number)
        self._touched[number] = record

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._touched.pop(number, None)
        self._gone.add(number)

    def __contains__(self, number: object) -> bool:
        return number in self._touched or (number not in self._gone and str(number) in self._lines)

    def __iter__(self) -> Iterator[int]:
        there = [int(number) for number in self._lines if int(number) not in self._gone]
        return iter(there + [number for number in self._touched if str(number) not in self._lines])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changes(self) -> dict[str, bytes | None]:
        """What differs from the lines: new lines, and None for records that are gone."""
        lines = {str(number): encode(record) for number, record in self._touched.items()}
        changed: dict[str, bytes | None] = {
            number: line for number, line in lines.items() if line != self._lines.get(number)
        }
        changed.update((str(number), None) for number in self._gone if str(number) in self._lines)
        return changed


class LazyTable(Table):
    """A table of a FileStorage."""

    def __init__(self, storage: FileStorage, name: str, **options: Any) -> None:
        self._file = storage
        # no query cache: a result it keeps would be the caller's own object
        super().__init__(storage, name, cache_size=0, **options)

    def _read_table(self) -> Mapping[str, Record]:  # type: ignore[override]  # TinyDB only ever reads it
        return Records(self._file.rows(self.name))

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        draft = Draft(self._file.rows(self.name))
        updater(draft)
        if changes := draft.changes():
            self._file.commit({self.name: changes})


class Database(TinyDB):
    """TinyDB as this program uses it; tables are always named."""

    table_class = LazyTable  # type: ignore[assignment]  # TinyDB types it as Table alone

    def __init__(self, storage: FileStorage) -> None:
        super().__init__(storage=lambda: storage)
