"""The parts of the disk that other systems use, played on this one."""

import os
from pathlib import Path

import pytest

from perfdesk.library.disk import Disk, patiently


def test_a_system_that_writes_a_little_at_a_time_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr("os.write", lambda handle, data: write(handle, data[:7]))
    disk, path = Disk(), tmp_path / "x"

    handle = disk.create(path, path)
    disk.write(handle, b"0123456789" * 3)
    disk.close(handle)

    assert path.read_bytes() == b"0123456789" * 3


def busy(times: int, winerror: int | None, calls: list[float]) -> object:
    def move() -> None:
        calls.append(0.0)
        if len(calls) <= times:
            error = OSError(13, "busy")
            error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]  # as Windows sets it
            raise error

    return move


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_held_for_moments_is_waited_for(winerror: int) -> None:
    calls: list[float] = []
    pauses: list[float] = []

    patiently(busy(3, winerror, calls), pauses.append)  # type: ignore[arg-type]

    assert len(calls) == 4
    assert pauses == [0.01, 0.02, 0.04]


@pytest.mark.parametrize(("winerror", "tries"), [(5, 9), (112, 1), (None, 1)])
def test_a_file_held_for_ever_or_another_error_is_told(winerror: int | None, tries: int) -> None:
    calls: list[float] = []
    pauses: list[float] = []

    with pytest.raises(OSError, match="busy"):
        patiently(busy(99, winerror, calls), pauses.append)  # type: ignore[arg-type]

    assert len(calls) == tries
    assert sum(pauses) < 4
