"""Files that leave the house are written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from perfdesk.errors import DiskError
from perfdesk.outfile import write_beside


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "表.pdf"
    target.write_bytes(b"old")

    assert write_beside(target, b"new") == target

    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["表.pdf"]


def test_a_file_open_elsewhere_is_left_and_the_next_free_name_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "表.pdf"
    target.write_bytes(b"open")
    (tmp_path / "表(2).pdf").write_bytes(b"older")
    replace = Path.replace

    def as_windows(draft: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(errno.EACCES, "in use")
        return replace(draft, to)

    monkeypatch.setattr(Path, "replace", as_windows)

    assert write_beside(target, b"new") == tmp_path / "表(3).pdf"

    assert target.read_bytes() == b"open"
    assert (tmp_path / "表(3).pdf").read_bytes() == b"new"
    assert names(tmp_path) == ["表(2).pdf", "表(3).pdf", "表.pdf"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_refuses_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    target = tmp_path / "表.pdf"
    target.write_bytes(b"old")

    def refuse(handle: int) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr("os.fsync", refuse)

    with pytest.raises(DiskError, match=r"表\.pdf"):
        write_beside(target, b"new")

    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["表.pdf"]


def test_a_folder_cannot_be_written_over(tmp_path: Path) -> None:
    (tmp_path / "表.pdf").mkdir()

    with pytest.raises(DiskError):
        write_beside(tmp_path / "表.pdf", b"new")

    assert names(tmp_path) == ["表.pdf"]


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "网盘").mkdir()
    target = tmp_path / "网盘" / "表.pdf"
    link = tmp_path / "表.pdf"
    link.symlink_to(target)

    assert write_beside(link, b"new") == target

    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    device = tmp_path / "设备"
    os.mkfifo(device)

    with pytest.raises(DiskError, match="不是普通文件"):
        write_beside(device, b"new")

    assert device.is_fifo()


def test_a_link_that_leads_to_itself_is_said(tmp_path: Path) -> None:
    link = tmp_path / "表.pdf"
    link.symlink_to(link)

    with pytest.raises(DiskError, match=r"表\.pdf"):
        write_beside(link, b"new")
