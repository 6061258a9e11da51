r"""The journal beside a library, `X.journal`: what was committed since the library's file was written.

Frames, each the sum of the one before, its own sum over that and its payload, then zeros to the end of the
room that is reserved for more:

    LLLLLLLL <sum before> <sum> <payload>\n          (length of the payload: 8 hexadecimal digits)

The first payload names the journal, its library, and by its sum the state of the file it starts from; each
other one is a record: a line that says what is done, and a line for each thing put or added. Whole records
are put, not edits: what is 8 KB long is flushed as fast as 0.5 KB, and nobody needs the code of edits here.

    {"n":7,"ops":[["put","documents","12","<what it was>"],["add","history","12"]]}
    {"uid":…}                                          (null: the record is taken away)
    {"label":…}
"""

import errno
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeAlias

from perfdesk.library.disk import Disk
from perfdesk.library.lines import decode, encode

ROOM = 1 << 20
"""Bytes reserved at once; a write into reserved room need not flush the file's size."""
VERSION = 1

_HEAD = re.compile(rb"([0-9a-f]{8}) ([0-9a-f]{32}) ([0-9a-f]{32}) ")
_HEAD_SIZE = 75
_START = b"0" * 32
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Put:
    """A record is set; None: taken away."""

    table: str
    number: str
    line: bytes | None
    before: str = ""
    """The essence of what was there"""


@dataclass(frozen=True, slots=True)
class Add:
    """A record of a list-table grows by an entry."""

    table: str
    number: str
    line: bytes


Op: TypeAlias = Put | Add


@dataclass(frozen=True, slots=True)
class JournalText:
    """A journal as read."""

    facts: Mapping[str, Any]
    """"journal", "library", "base" (the sum of the file it starts from), "by", "computer", "at"."""
    records: Sequence[tuple[Op, ...]]
    """Record n stands at n - 1."""
    end: int
    """Bytes of sound frames"""
    size: int
    chain: bytes
    """The sum of the last sound frame"""
    torn: bool
    """Whether something else than zeros follows: a write that nobody was told of."""


class Damaged(ValueError):  # noqa: N818  (the caller says it in a sentence)
    """Sound frames stand beyond an unsound one: something that was acknowledged is lost."""


class TooNew(ValueError):  # noqa: N818  (the caller says it in a sentence)
    """A later program wrote it."""


def read_journal(data: bytes) -> JournalText | None:
    """A journal; None when its first frame is torn, for then nothing was acknowledged in it.

    Damaged when more than the last write is missing.
    """
    payloads, end, chain = [], 0, _START
    while frame := _frame(data, end, chain):
        payload, chain = frame
        payloads.append(payload)
        end += _HEAD_SIZE + len(payload) + 1
    torn = bool(data[end:].strip(b"\0"))
    if torn and _is_sound_beyond(data, end):
        raise Damaged("a frame is missing")
    if not payloads:
        return None
    facts = decode(payloads[0])
    if not isinstance(facts, dict) or facts.get("perfdesk-journal") != VERSION:
        raise TooNew("another version")
    try:
        records = [_record(number, payload) for number, payload in enumerate(payloads[1:], start=1)]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise TooNew("a record of another kind") from error
    return JournalText(facts, records, end, len(data), chain, torn)


def sound_records(data: bytes) -> tuple[Mapping[str, Any], dict[int, tuple[Op, ...]]]:
    """Of a journal that is damaged: its facts, and its records by their numbers from 1, in their order.

    Every frame counts that is sound by itself, whatever lies between. No facts: the first frame is not sound.
    """
    facts: Mapping[str, Any] = {}
    records: dict[int, tuple[Op, ...]] = {}
    place = 0
    while head := _HEAD.search(data, place):
        frame = _frame(data, head.start())
        if not frame:
            place = head.start() + 1
            continue
        place = head.start() + _HEAD_SIZE + len(frame[0]) + 1
        with suppress(ValueError, KeyError, TypeError, IndexError):
            said = decode(frame[0].partition(b"\n")[0])
            if "n" in said:
                records[said["n"]] = _record(said["n"], frame[0])
            else:
                facts = said
    return facts, dict(sorted(records.items()))


def _frame(data: bytes, start: int, chain: bytes | None = None) -> tuple[bytes, bytes] | None:
    """Payload and sum of the frame at a place; None unless it is sound and follows upon `chain`."""
    head = _HEAD.match(data, start)
    if not head or (chain is not None and head[2] != chain):
        return None
    begin = start + _HEAD_SIZE
    end = begin + int(head[1], 16)
    if data[end : end + 1] != b"\n":  # before the sum, which takes long where a length is nonsense
        return None
    payload = data[begin:end]
    if _sum(head[2], payload) != head[3]:
        return None
    return payload, head[3]


def _is_sound_beyond(data: bytes, end: int) -> bool:
    return any(_frame(data, head.start()) for head in _HEAD.finditer(data, end + 1))


def _record(number: int, payload: bytes) -> tuple[Op, ...]:
    first, *lines = payload.split(b"\n")
    record = decode(first)
    if record["n"] != number or len(record["ops"]) != len(lines):
        raise ValueError("not a record")
    return tuple(_op(op, line) for op, line in zip(record["ops"], lines, strict=True))


def _op(op: Sequence[str], line: bytes) -> Op:
    if op[0] == "put":
        return Put(op[1], op[2], None if line == b"null" else line, op[3])
    if op[0] == "add":
        return Add(op[1], op[2], line)
    raise ValueError("not a thing to do")


def _sum(before: bytes, payload: bytes) -> bytes:
    total = blake2b(before, digest_size=16)
    total.update(payload)
    return total.hexdigest().encode("ascii")


def _payload(number: int, ops: Sequence[Op]) -> bytes:
    words = [
        ["put", op.table, op.number, op.before] if isinstance(op, Put) else ["add", op.table, op.number]
        for op in ops
    ]
    lines = [b"null" if op.line is None else op.line for op in ops]
    return b"\n".join([encode({"n": number, "ops": words}), *lines])


class Journal:
    """A journal that is written. Every method raises OSError as the disk does."""

    def __init__(self, path: Path, disk: Disk, handle: int, name: str) -> None:
        self.name = name
        self.count = 0
        """Records in it"""
        self.end = 0
        """Bytes of frames"""
        self.broken = False
        """A flush failed, and what lies on the disk is not known: it has to be given up."""
        self._path = path
        self._disk = disk
        self._handle = handle
        self._room = 0
        self._chain = _START

    @classmethod
    def begin(cls, path: Path, disk: Disk, facts: Mapping[str, str]) -> "Journal":
        """Make a new one in the place of whatever is there."""
        journal = cls(path, disk, disk.create(path, like=path), facts["journal"])
        try:
            journal._write(encode({"perfdesk-journal": VERSION, **facts}))
            disk.flush_folder(path.parent)
        except OSError:
            journal.close()
            with suppress(OSError):
                disk.remove(path)
            raise
        return journal

    @classmethod
    def resume(cls, path: Path, disk: Disk, text: JournalText) -> "Journal":
        """Go on writing in one that was left; what its last writer did not finish is wiped out."""
        journal = cls(path, disk, disk.resume(path), text.facts["journal"])
        journal.count, journal.end, journal._room = len(text.records), text.end, text.size
        journal._chain = text.chain
        if text.torn:
            try:
                disk.write_at(journal._handle, b"\0" * (text.size - text.end), text.end)
                disk.flush(journal._handle)
            except OSError:
                journal.close()
                raise
        return journal

    def append(self, ops: Sequence[Op]) -> None:
        """Make a record durable; after an error it is not in the journal, or the journal is broken."""
        self._write(_payload(self.count + 1, ops))
        self.count += 1

    def close(self) -> None:
        """Let go of the file."""
        with suppress(OSError):
            self._disk.close(self._handle)

    def _write(self, payload: bytes) -> None:
        following = _sum(self._chain, payload)
        frame = b"%08x %b %b %b\n" % (len(payload), self._chain, following, payload)
        self._reserve(len(frame))
        try:
            self._disk.write_at(self._handle, frame, self.end)
            self._flush(self._disk.flush_data)
        except OSError:
            self._unsay()
            raise
        self.end += len(frame)
        self._chain = following

    def _reserve(self, size: int) -> None:
        """Have room for a frame; a full disk shows here, where nothing is said yet."""
        short = self.end + size - self._room
        if short <= 0:
            return
        try:
            self._disk.write_at(self._handle, b"\0" * (short + ROOM), self._room)
            short += ROOM
        except OSError as error:
            if error.errno not in _FULL:
                raise
            self._disk.write_at(self._handle, b"\0" * short, self._room)
        self._flush(self._disk.flush)
        self._room += short

    def _flush(self, flush: Any) -> None:
        try:
            flush(self._handle)
        except OSError:
            self.broken = True  # the system may forget what it could not flush, and say yes the next time
            raise

    def _unsay(self) -> None:
        """Take a refused frame away: it must not come back."""
        try:
            self._disk.write_at(self._handle, b"\0" * (_HEAD_SIZE + 5), self.end)
            self._disk.flush(self._handle)
        except OSError:
            self.broken = True
