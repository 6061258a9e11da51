"""The text of a library file: JSON in pure ASCII, one record a line, our own table last.

    {
    "documents":{
    "1":{...},
    "2":{...}
    },
    "forms":{
    },
    "_perfdesk":{"1":{"format":1,"library":"<id>","size":N,"sum":"<blake2b-128 of the first N bytes>"}}}

When the sum is right, the lines are as we wrote them and are parsed when they are asked for. ASCII, because a
stock TinyDB opens the file in the encoding of the locale.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeAlias

import orjson

from perfdesk.documents.document import clean
from perfdesk.strictjson import BOM, read_strict_json

FORMAT = 1
"""What this program writes. A library of a higher one is only read."""
OURS = "_perfdesk"

Tables: TypeAlias = Mapping[str, Mapping[str, bytes]]
"""table → {decimal id: a record as JSON}"""

_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":"))
_PIECE = 1 << 20


class NotOurs(ValueError):  # noqa: N818  (the caller says it in a sentence)
    """JSON, but no library of this program."""


@dataclass(frozen=True, slots=True)
class LibraryText:
    """A library file as read."""

    tables: dict[str, dict[str, bytes]]
    library: str
    """Names the library, whatever its file is called."""
    format: int
    untouched: bool
    """Whether every line is as we wrote it; else another program did."""
    digest: bytes = b""
    """blake2b-128 of the whole file, when it was made on the way."""


def encode(record: Mapping[str, Any]) -> bytes:
    """A record as one line."""
    return _ENCODER.encode(record).encode("ascii")


def decode(line: bytes) -> Any:
    """The value of a line; ValueError when it is none. A lone surrogate becomes U+FFFD."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:  # also for a lone surrogate
        try:
            text, _ = clean(json.dumps(json.loads(line), ensure_ascii=False, allow_nan=False))
            return json.loads(text)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


def write_lines(tables: Tables, library: str) -> Iterator[bytes]:
    """The bytes of a library file, in pieces of about a mebibyte."""
    total = blake2b(digest_size=16)
    size = 0
    for piece in _pieces(tables):
        total.update(piece)
        size += len(piece)
        yield piece
    ours = {"1": {"format": FORMAT, "library": library, "size": size, "sum": total.hexdigest()}}
    yield b'"%b":%b}\n' % (OURS.encode(), encode(ours))


def _pieces(tables: Tables) -> Iterator[bytes]:
    parts = [b"{\n"]
    length = 0
    for name, rows in tables.items():
        parts.append(_ENCODER.encode(name).encode("ascii") + b":{\n")
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
    data = data.removeprefix(BOM)
    return _as_written(data) or _by_others(data)


def _as_written(data: bytes) -> LibraryText | None:
    """The file when its sum is right, lines unparsed."""
    start = data.rfind(b'\n"%b":' % OURS.encode()) + 1
    if not start:
        return None
    try:
        ours = decode(b"{" + data[start:])[OURS]["1"]
        view, total = memoryview(data), blake2b(digest_size=16)
        total.update(view[:start])
        if ours["size"] != start or ours["sum"] != total.hexdigest():
            return None
        total.update(view[start:])
        tables, library = _split(data, start), str(ours["library"])
        return LibraryText(tables, library, int(ours["format"]), untouched=True, digest=total.digest())
    except (ValueError, KeyError, TypeError):
        return None


def _split(data: bytes, end: int) -> dict[str, dict[str, bytes]]:
    """The tables in the first `end` bytes; ValueError when they are not laid out line by line.

    Each line is copied once: with very many documents the copies are what takes the time.
    """
    if not data.startswith(b"{\n"):
        raise ValueError("not laid out in lines")
    tables: dict[str, dict[str, bytes]] = {}
    rows: dict[str, bytes] | None = None
    place = 2
    while place < end:
        stop = data.index(b"\n", place, end)
        if rows is None:
            rows = tables.setdefault(decode(data[place:stop].removesuffix(b":{")), {})
        elif stop == place + 2 and data.startswith(b"},", place):
            rows = None
        else:
            colon = data.index(b":", place, stop)
            number = data[place + 1 : colon - 1].decode("ascii")
            if not is_number(number) or number in rows:
                raise ValueError("not a record")
            rows[number] = data[colon + 1 : stop - data.endswith(b",", place, stop)]
        place = stop + 1
    return tables


def is_number(text: str) -> bool:
    """Whether a text is a record's id as TinyDB writes it: a decimal integer."""
    return text.isascii() and text.isdecimal() and (text == "0" or text[0] != "0")


def _by_others(data: bytes) -> LibraryText:
    """The file as another program wrote it, all of it parsed."""
    value = read_strict_json(data)
    if not isinstance(value, dict) or not isinstance(value.get("documents"), dict):
        raise NotOurs("no table of documents")
    ours = value.pop(OURS, None)
    facts = ours.get("1") if isinstance(ours, dict) else None
    facts = facts if isinstance(facts, dict) else {}
    if not all(_is_table(rows) for rows in value.values()):
        raise NotOurs("a table holds something else than numbered records")
    tables = {name: {number: encode(row) for number, row in rows.items()} for name, rows in value.items()}
    written = facts.get("format", FORMAT)
    if not isinstance(written, int):
        raise NotOurs("the format is no number")
    return LibraryText(tables, str(facts.get("library", "")), written, untouched=False)


def _is_table(rows: object) -> bool:
    return isinstance(rows, dict) and all(
        is_number(number) and isinstance(record, dict) for number, record in rows.items()
    )
