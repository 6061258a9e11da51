"""One writer, and everybody else knows who."""

import errno
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, Step
from perfdesk.errors import DiskError, LibraryError, LibraryInUseError
from perfdesk.library.disk import Disk
from perfdesk.library.library import Library
from perfdesk.library.lock import Holder, Lock

STEP = Step("", (("z", PutDocument(Document("z", "p", "f@1", {"title": "甲"}))),))

OTHER = """
import sys
from pathlib import Path
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, Step
from perfdesk.library.library import Library

library = Library.open(Path(sys.argv[1]))
library.commit(Step("", (("a", PutDocument(Document("a", "p", "f@1", {}))),)))  # replaces the file
print("ready", flush=True)
sys.stdin.readline()
library.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "项目库.json"
    Library.create(path).close()
    return path


@contextmanager
def other_writer(path: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", OTHER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "ready\n"
        yield other


def test_the_second_is_told_who_writes_and_may_write_when_they_are_gone(path: Path) -> None:
    with other_writer(path) as other, Library.open(path) as library:
        assert library.holder
        assert library.holder.pid == other.pid
        assert library.holder.computer
        assert library.read_only
        assert list(library.shelf) == ["a"]
        with pytest.raises(LibraryInUseError, match="现在只能查看"):
            library.commit(STEP)
        with pytest.raises(LibraryError, match="已经存在"):
            Library.create(path)
    with Library.open(path) as library:
        assert not library.read_only
        assert library.holder is None
        library.commit(STEP)


def test_a_writer_that_was_killed_leaves_the_library_free(path: Path) -> None:
    with other_writer(path) as other:
        other.kill()
        other.wait()
        with Library.open(path) as library:
            assert not library.read_only
            library.commit(STEP)
            assert list(library.shelf) == ["a", "z"]


def test_a_second_window_of_the_same_process_may_not_write(path: Path) -> None:
    with Library.open(path) as first, Library.open(path) as second:
        assert not first.read_only
        assert second.read_only
        first.commit(STEP)


def write_as_another(path: Path, uid: str) -> None:
    with Library.open(path) as other:
        other.commit(Step("", ((uid, PutDocument(Document(uid, "p", "f@1", {}))),)))


def test_what_was_written_just_before_the_lock_was_ours_is_seen(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = Lock.take

    def slowly(lock: Lock) -> Holder | None:
        monkeypatch.setattr(Lock, "take", take)
        write_as_another(path, "quick")
        return take(lock)

    monkeypatch.setattr(Lock, "take", slowly)

    with Library.open(path) as library:
        assert list(library.shelf) == ["quick"]
        library.commit(STEP)


def test_a_library_made_just_before_the_lock_was_ours_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "库.json"
    take = Lock.take

    def slowly(lock: Lock) -> Holder | None:
        monkeypatch.setattr(Lock, "take", take)
        Library.create(path).close()
        write_as_another(path, "quick")
        return take(lock)

    monkeypatch.setattr(Lock, "take", slowly)

    with pytest.raises(LibraryError, match="已经存在"):
        Library.create(path)
    with Library.open(path) as library:
        assert list(library.shelf) == ["quick"]


def test_the_file_of_the_lock_is_never_deleted_nor_replaced(path: Path) -> None:
    lock = path.with_name("项目库.json.lock")
    number = lock.stat().st_ino
    with Library.open(path) as library:
        library.commit(STEP)
        facts = json.loads(lock.read_bytes()[1:])
        assert set(facts) == {"person", "computer", "pid", "since"}

    assert lock.stat().st_ino == number


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOLCK, errno.ENOSYS, errno.ESTALE])
def test_where_there_can_be_no_lock_the_library_is_only_read(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(lock: Lock) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(Lock, "take", refuse)

    with Library.open(path) as library:
        assert library.why_read_only.endswith("。")
        assert library.holder is None
        with pytest.raises(DiskError, match="只能查看"):
            library.commit(STEP)
    with pytest.raises(DiskError, match=r"新\.json"):
        Library.create(path.with_name("新.json"))


def test_a_write_protected_file_is_only_read_though_its_folder_would_take_another(path: Path) -> None:
    class Protected(Disk):
        def may_write(self, path: Path) -> bool:
            return False

    with Library.open(path, disk=Protected()) as library, pytest.raises(DiskError, match="没有读写权限"):
        library.commit(STEP)
    with Library.open(path) as library:
        assert not library.read_only


@pytest.mark.parametrize("facts", [b"", b"x", b"x{", b"x[1]", b'x{"pid":"y","person":7}', b"x\xff\xfe"])
def test_an_unreadable_holder_is_somebody(path: Path, facts: bytes) -> None:
    with Library.open(path):
        path.with_name("项目库.json.lock").write_bytes(facts)
        with Library.open(path) as second:
            assert second.holder == Holder()
            assert "其他人" in second.why_read_only


def test_a_holder_is_told_in_words() -> None:
    assert str(Holder("张三", "A-01", 7, "2026-11-25T09:00:00")) == "张三（电脑 A-01，自 11月25日 09:00 起）"


def test_a_holder_with_a_time_nobody_can_read_is_told_without_it() -> None:
    assert str(Holder("张三", "A-01", 1, "昨天")) == "张三（电脑 A-01）"
