"""The journal: what is read of it, whatever happened to its bytes."""

import errno
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.library.journal import ROOM, Add, Damaged, Journal, Put, TooNew, read_journal
from tests.library.disks import MemoryDisk

PATH = Path("/nowhere/x.journal")
FACTS = {"journal": "j", "library": "l", "base": "b"}
OPS = (
    (Put("documents", "1", b'{"uid":"a"}', ""),),
    (Put("documents", "1", None, "x" * 32), Add("history", "1", b'{"label":"\\u6539"}')),
    (Add("history", "1", b"{}"),),
)


def written(*records: tuple[Put | Add, ...]) -> bytes:
    disk = MemoryDisk()
    with patch("perfdesk.library.journal.ROOM", 512):
        journal = Journal.begin(PATH, disk, FACTS)
        for ops in records:
            journal.append(ops)
    return disk.read(PATH)


def test_what_was_appended_is_read() -> None:
    text = read_journal(written(*OPS))

    assert text
    assert tuple(text.records) == OPS
    assert {key: text.facts[key] for key in FACTS} == FACTS
    assert not text.torn


def test_a_journal_that_was_left_goes_on() -> None:
    disk = MemoryDisk({PATH.name: written(*OPS[:2]) + b"half a fra"})
    text = read_journal(disk.read(PATH))
    assert text
    assert text.torn

    Journal.resume(PATH, disk, text).append(OPS[2])

    text = read_journal(disk.read(PATH))
    assert text
    assert tuple(text.records) == OPS
    assert not text.torn


def test_cut_anywhere_it_gives_the_records_before_the_cut() -> None:
    ends = [len(written(*OPS[:count]).rstrip(b"\0")) for count in range(4)]
    whole = written(*OPS)
    for size in range(ends[-1]):
        text = read_journal(whole[:size] + b"\0" * 100)
        count = max((count for count, end in enumerate(ends) if end <= size), default=None)

        assert (len(text.records) if text else None) == count


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_flipped_bit_is_damage_unless_it_is_in_the_last_record(data: st.DataObject) -> None:
    whole = bytearray(written(*OPS))
    last, end = (len(written(*OPS[:count]).rstrip(b"\0")) for count in (2, 3))
    place = data.draw(st.integers(0, end - 1))
    whole[place] ^= 1 << data.draw(st.integers(0, 7))

    if place < last:
        with pytest.raises(Damaged):
            read_journal(bytes(whole))
    else:
        text = read_journal(bytes(whole))
        assert text
        assert tuple(text.records) == OPS[:2]


@pytest.mark.parametrize("data", [b"", b"\0" * 4096, b"00000010 ", b"\x89PNG\r\n\x1a\n"])
def test_without_a_first_frame_nothing_was_said(data: bytes) -> None:
    assert read_journal(data) is None


def test_a_later_version_is_told_from_damage() -> None:
    disk = MemoryDisk()
    Journal.begin(PATH, disk, {**FACTS, "perfdesk-journal": "2"})

    with pytest.raises(TooNew):
        read_journal(disk.read(PATH))


class Full(MemoryDisk):
    """A disk that takes so many bytes and no more; half of a write goes in."""

    room = 10**9

    def write_at(self, handle: int, data: bytes, place: int) -> None:
        end = place + len(data)
        if end > self.room:
            super().write_at(handle, data[: max(self.room - place, 0) // 2], place)
            raise OSError(errno.ENOSPC, "full")
        super().write_at(handle, data, place)


def append_for_ever(journal: Journal) -> None:
    for _ in range(100):
        journal.append(OPS[0])


def test_a_disk_that_is_nearly_full_is_used_to_the_last_byte() -> None:
    disk = Full()
    journal = Journal.begin(PATH, disk, FACTS)
    disk.room = ROOM + 3000
    large = Put("documents", "1", b'"%b"' % (b"x" * (ROOM - 4000)), "")

    journal.append((large,))
    for _ in range(5):
        journal.append(OPS[0])
    with pytest.raises(OSError, match="full"):
        append_for_ever(journal)
    disk.room = 10**9
    count = journal.count
    journal.append(OPS[2])

    text = read_journal(disk.read(PATH))
    assert text
    assert text.records[-1] == OPS[2]
    assert len(text.records) == count + 1
    assert not journal.broken
