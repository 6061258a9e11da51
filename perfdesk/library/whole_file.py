"""The text of a library file: JSON in pure ASCII, one record a line, our own table last.

    {
    "documents":{
    "1":{...},
    "2":{...}
    },
    "history":{
    "1":{"revisions":[...]}
    },
    "_perfdesk":{"1":{"format":2,"library":"<id>","generation":17,"absorbed":"<journal>","through":412,
                      "size":N,"sum":"<blake2b-128 of the first N bytes>"}}}

When the sum is right, the lines are as we wrote them and are parsed when they are asked for. `absorbed` and
`through` say which journal, up to which of its records, the file holds already.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from threading import Thread
from typing import Any, TypeAlias

from perfdesk.library.lines import decode, encode, is_number
from perfdesk.library.rows import Rows, place
from perfdesk.strictjson import BOM, read_strict_json

FORMAT = 2
"""What this program writes. A library of a higher one is only read."""
OURS = "_perfdesk"

Tables: TypeAlias = Mapping[str, Mapping[str, bytes]]
"""table → {decimal id: a record as JSON}"""

_PIECE = 1 << 20
_OURS_LINE = b'\n"%b":' % OURS.encode()


class NotOurs(ValueError):  # noqa: N818  (the caller says it in a sentence)
    """JSON, but no library of this program."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a library file says of itself."""

    library: str = ""
    """Names the library, whatever its file is called; empty when another program lost it."""
    format: int = FORMAT
    generation: int = 0
    """How many times it was written whole"""
    absorbed: str = ""
    """The journal that it holds already,"""
    through: int = 0
    """up to this record."""


@dataclass(frozen=True, slots=True)
class LibraryText:
    """A library file as read."""

    tables: dict[str, Rows]
    facts: Facts
    untouched: bool
    """Whether every line is as we wrote it; else another program did."""
    sum: str
    """blake2b-128 of the whole file: names this state of it."""


def write_lines(tables: Tables, facts: Facts) -> Iterator[bytes]:
    """The bytes of a library file, in pieces of about a mebibyte."""
    total = blake2b(digest_size=16)
    size = 0
    for piece in _pieces(tables):
        total.update(piece)
        size += len(piece)
        yield piece
    ours = {
        "format": FORMAT,
        "library": facts.library,
        "generation": facts.generation,
        "absorbed": facts.absorbed,
        "through": facts.through,
        "size": size,
        "sum": total.hexdigest(),
    }
    yield b'"%b":%b}\n' % (OURS.encode(), encode({"1": ours}))


def _pieces(tables: Tables) -> Iterator[bytes]:
    parts = [b"{\n"]
    length = 0
    for name, rows in tables.items():
        parts.append(encode(name) + b":{\n")
        comma = b""
        for number, line in rows.items():
            parts += (comma, b'"', number.encode("ascii"), b'":', line)
            comma = b",\n"
            length += len(line)
            if length > _PIECE:
                yield b"".join(parts)
                parts, length = [], 0
        parts.append(b"\n},\n" if rows else b"},\n")
    yield b"".join(parts)


def read_lines(data: bytes) -> LibraryText:
    """A library file; NotOurs, or another ValueError when it is no JSON."""
    text = data.removeprefix(BOM)
    return _as_written(text, data) or _by_others(text, data)


class _Sums(Thread):
    """The sums of a file's head and of the whole, made while the lines are looked for."""

    def __init__(self, data: bytes, start: int) -> None:
        super().__init__(name="sums")
        self._parts = memoryview(data)[:start], memoryview(data)[start:]
        self.head = self.whole = ""
        self.start()

    def run(self) -> None:
        """The body of the thread; it does not hold the interpreter."""
        total = blake2b(self._parts[0], digest_size=16)
        self.head = total.hexdigest()
        total.update(self._parts[1])
        self.whole = total.hexdigest()


def _as_written(text: bytes, data: bytes) -> LibraryText | None:
    """The file when its sum is right, lines unparsed."""
    start = text.rfind(_OURS_LINE) + 1
    if not start:
        return None
    try:
        ours = decode(b"{" + text[start:])[OURS]["1"]
        if ours["size"] != start:
            return None
        facts = _facts(ours)
    except (ValueError, KeyError, TypeError):
        return None
    sums = _Sums(text, start)
    try:
        tables = _split(text, start)
    except ValueError:
        return None
    finally:
        sums.join()
    if ours.get("sum") != sums.head:
        return None
    return LibraryText(tables, facts, untouched=True, sum=sums.whole if text is data else sum_of(data))


def _split(data: bytes, size: int) -> dict[str, Rows]:
    """The tables of a file's head; ValueError when it is not laid out line by line."""
    if not data.startswith(b"{\n"):
        raise ValueError("not laid out in lines")
    tables: dict[str, Rows] = {}
    start = 2
    while start < size:
        end = data.index(b"\n", start, size)
        name = decode(data[start:end].removesuffix(b":{"))
        if not isinstance(name, str) or name in tables:
            raise ValueError("not a table")
        lines, start = _table(data, end + 1, size)
        tables[name] = Rows(data, lines)
    return tables


def _table(data: bytes, start: int, size: int) -> tuple[dict[str, int | bytes], int]:
    """The places of a table's lines from a place on, and where the table ends."""
    lines: dict[str, int | bytes] = {}
    find = data.find
    while not data.startswith(b"},\n", start):
        end = find(b"\n", start, size)
        colon = find(b'":', start, end)
        number = data[start + 1 : colon].decode("ascii")
        if end < 0 or colon < 0 or not is_number(number) or number in lines:
            raise ValueError("not a record")
        lines[number] = place(colon + 2, end - 1 if data[end - 1] == 44 else end)  # 44: a comma
        start = end + 1
    return lines, start + 3


def _facts(ours: Mapping[str, Any]) -> Facts:
    """What our table says; TypeError when something in it is of another type."""
    facts = Facts(*(ours.get(name, getattr(Facts(), name)) for name in Facts.__slots__))
    if not all(type(getattr(facts, name)) is type(getattr(Facts(), name)) for name in Facts.__slots__):
        raise TypeError("a fact of another type")
    return facts


def _by_others(text: bytes, data: bytes) -> LibraryText:
    """The file as another program wrote it, all of it parsed."""
    value = read_strict_json(text)
    if not isinstance(value, dict) or not isinstance(value.get("documents"), dict):
        raise NotOurs("no table of documents")
    ours = value.pop(OURS, None)
    ours = ours.get("1") if isinstance(ours, dict) else None
    if not all(_is_table(rows) for rows in value.values()):
        raise NotOurs("a table holds something else than numbered records")
    try:
        facts = _facts(ours if isinstance(ours, dict) else {})
    except TypeError as error:
        raise NotOurs("a fact of another type") from error
    tables = {
        name: Rows(lines={number: encode(row) for number, row in rows.items()})
        for name, rows in value.items()
    }
    return LibraryText(tables, facts, untouched=False, sum=sum_of(data))


def sum_of(data: bytes) -> str:
    """What names the state of a file."""
    return blake2b(data, digest_size=16).hexdigest()


def _is_table(rows: object) -> bool:
    return isinstance(rows, dict) and all(
        is_number(number) and isinstance(record, dict) for number, record in rows.items()
    )
