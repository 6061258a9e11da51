"""The rows of a table in memory: parts of the file as it was read, and the lines of edits since."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from perfdesk.library.lines import decode, encode

_LENGTH = 32
"""Bits: a place in the buffer is start and length in one integer, which is small in memory."""
_LIST = b'{"revisions":['
_DOCUMENT = b',"document":{'


class Rows(Mapping[str, bytes]):
    """Lines by decimal id; only a storage changes them."""

    __slots__ = ("_buffer", "_lines", "_ordered", "last")

    def __init__(
        self, buffer: bytes = b"", lines: dict[str, int | bytes] | None = None, last: int | None = None
    ) -> None:
        """Lines, or their places in a buffer as `place` gives them; `last`: when they are in order."""
        self._buffer = buffer
        self._lines = lines if lines is not None else {}
        self._ordered = last is not None
        self.last = max(map(int, self._lines), default=0) if last is None else last
        """The highest id that was ever used; the next record gets the next one."""

    def __getitem__(self, number: str) -> bytes:
        line = self._lines[number]
        if isinstance(line, bytes):
            return line
        start = line >> _LENGTH
        return self._buffer[start : start + (line & ((1 << _LENGTH) - 1))]

    def __contains__(self, number: object) -> bool:
        return number in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def before(self, number: str, sign: bytes) -> bytes | None:
        """The part of a line before a sign, without touching the rest; None when it is not in the line."""
        line = self._lines[number]
        if isinstance(line, bytes):
            end = line.find(sign)
            return line[:end] if end >= 0 else None
        start = line >> _LENGTH
        end = self._buffer.find(sign, start, start + (line & ((1 << _LENGTH) - 1)))
        return self._buffer[start:end] if end >= 0 else None

    def put(self, number: str, line: bytes | None) -> None:
        """Set a line, or take it away."""
        if line is None:
            self._lines.pop(number, None)
            return
        if number not in self._lines:
            self._ordered = self._ordered and int(number) > self.last
            self.last = max(self.last, int(number))
        self._lines[number] = line

    def snapshot(self) -> "Rows":
        """The rows as they are now, in the order of their ids."""
        if not self._ordered:
            self._lines = dict(sorted(self._lines.items(), key=lambda row: int(row[0])))
            self._ordered = True
        return Rows(self._buffer, dict(self._lines), last=self.last)


def place(start: int, end: int) -> int:
    """What stands for `buffer[start:end]` in Rows."""
    return start << _LENGTH | end - start


def grown(line: bytes | None, entry: bytes) -> bytes:
    """A row of a list-table with one more entry; it is not parsed when it is as we wrote it."""
    if line is None:
        return _LIST + entry + b"]}"
    if line.startswith(_LIST) and line.endswith(b"]}"):
        comma = b"" if len(line) == len(_LIST) + 2 else b","
        return line[:-2] + comma + entry + b"]}"
    others = {key: value for key, value in decode(line).items() if key != "revisions"}
    return encode({"revisions": [*listed(line), decode(entry)], **others})


def listed(line: bytes | None) -> list[object]:
    """The entries in a row of a list-table, oldest first; none when it is no such row."""
    record = decode(line) if line is not None else None
    entries = record.get("revisions") if isinstance(record, dict) else None
    return entries if isinstance(entries, list) else []


def essence(line: bytes | None) -> str:
    """Names what people wrote in a line: the document, where there is one, for the rest follows from it.

    Shape: 32 hexadecimal digits, or nothing for a line that is not there.
    """
    if line is None:
        return ""
    start = line.find(_DOCUMENT)
    return blake2b(line[start:] if start >= 0 else line, digest_size=16).hexdigest()
