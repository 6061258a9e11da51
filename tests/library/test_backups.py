"""Backups are dated, sound, few, and come back without taking anything away."""

import errno
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import tinydb

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, RemoveDocument, SetText, Step
from perfdesk.errors import DiskError, LibraryError, LibraryInUseError
from perfdesk.library.backups import backups, contents
from perfdesk.library.disk import Disk
from perfdesk.library.library import Library
from perfdesk.library.putting_back import comparison, put_back
from tests.library.disks import Crash, Interrupted

NOW = datetime(2026, 11, 25, 9, 5, 12)
AT = "2026-11-25T09:05:12+08:00"


def put(*uids: str) -> Step:
    return Step("新建", tuple((uid, PutDocument(Document(uid, "p", "f@1", {"title": uid}))) for uid in uids))


def write(uid: str, text: str) -> Step:
    return Step("修改", ((uid, SetText(Address("", "title"), text)),))


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "项目库.json"
    with Library.create(path) as library:
        library.commit(put("a", "b", "c"))
    return path


def backed_up(path: Path, now: datetime = NOW, why: str = "") -> None:
    with Library.open(path) as library:
        library.back_up(now, why)


def titles(path: Path) -> list[str]:
    with Library.open(path, read_only=True) as library:
        return [document.texts["title"] for document in library.shelf.values()]


def names(path: Path) -> list[str]:
    return [backup.path.name for backup in backups(path)]


def test_a_backup_is_a_dated_library_with_what_was_not_folded_yet(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(write("a", "新"))
        made = library.back_up(NOW)

    assert made.path == path.with_name("项目库.备份") / "项目库 2026-11-25 09-05-12.json"
    assert backups(path) == (made,)
    assert titles(made.path) == ["新", "b", "c"]
    with tinydb.TinyDB(made.path, access_mode="r") as stock:
        assert len(stock.table("documents")) == 3


def test_one_is_due_once_a_day_and_not_of_an_empty_library(path: Path, tmp_path: Path) -> None:
    with Library.open(path) as library:
        assert library.backup_due(NOW)
        library.back_up(NOW)
        assert not library.backup_due(NOW)
        assert library.backup_due(NOW + timedelta(days=1))
    with Library.open(path) as library:
        assert not library.backup_due(NOW + timedelta(hours=1))
    with Library.open(path, read_only=True) as library:
        assert not library.backup_due(NOW + timedelta(days=1))
    with Library.create(tmp_path / "空.json") as library:
        assert not library.backup_due(NOW)


def test_a_step_over_many_documents_is_preceded_by_a_backup(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(put(*(f"d{number}" for number in range(20))), at=AT)
        assert backups(path) == ()
        library.commit(put(*(f"e{number}" for number in range(21))), at=AT)

    (made,) = backups(path)
    assert made.why == "大批修改前"
    assert len(contents(made).tables["documents"]) == 23


def test_days_weeks_and_months_stay_and_no_more(path: Path) -> None:
    for days in [*range(420, 30, -3), *range(30, 0, -1)]:
        backed_up(path, NOW - timedelta(days=days))
    found = [backup.at for backup in backups(path)]

    assert len(found) <= 7 + 4 + 12
    assert [at.day for at in found[-7:]] == [(NOW - timedelta(days=7 - day)).day for day in range(7)]
    assert len({(at.year, at.month) for at in found}) == 12


def test_many_made_on_one_day_push_no_older_one_out(path: Path) -> None:
    backed_up(path, NOW - timedelta(days=40))
    oldest = backups(path)[0]
    for number in range(20):
        put_back(path, oldest, NOW + timedelta(minutes=number))

    assert backups(path)[0] == oldest
    assert len(backups(path)) == 1 + 1 + 5


def test_files_of_other_names_are_left_alone(path: Path) -> None:
    folder = path.with_name("项目库.备份")
    folder.mkdir()
    others = ("说明.txt", "项目库 2026-13-45 09-05-12.json", "项目库二 2026-11-25 09-05-12.json")
    for name in others:
        (folder / name).touch()
    backed_up(path)

    assert len(backups(path)) == 1
    assert {name for name in others if (folder / name).exists()} == set(others)


def test_where_the_folder_cannot_be_written_backups_go_to_the_users_state(path: Path, state: Path) -> None:
    path.with_name("项目库.备份").write_text("a file where the folder should be")
    backed_up(path)

    assert backups(path)[0].path.is_relative_to(state)


def test_a_disk_that_refuses_is_said_and_asked_no_more_that_day(path: Path, state: Path) -> None:
    path.with_name("项目库.备份").write_text("")
    state.write_text("")
    with Library.open(path) as library:
        with pytest.raises(DiskError, match="备份"):
            library.back_up(NOW)
        assert not library.backup_due(NOW)
        library.commit(put(*(f"e{number}" for number in range(21))), at=AT)
        assert library.notices[0].startswith("修改之前没有做成备份")
        assert len(library.entries()) == 24


def test_what_cannot_be_read_again_is_no_backup(path: Path) -> None:
    class Forgetful(Disk):
        def read(self, path: Path) -> bytes:
            return super().read(path)[:-1] if path.name.endswith(".new") else super().read(path)

    from perfdesk.library.backups import make

    with Library.open(path) as library, pytest.raises(DiskError, match="磁盘读写出错"):
        make(path, library._storage.state(), NOW, disk=Forgetful())

    assert backups(path) == ()
    assert list(path.with_name("项目库.备份").iterdir()) == []


def test_a_backup_comes_back_and_what_was_there_is_backed_up_first(path: Path) -> None:
    backed_up(path)
    (backup,) = backups(path)
    with Library.open(path) as library:
        library.commit(write("a", "后来"))

    assert comparison(path, backup) == "现在有 3 张表，2026年11月25日 09:05 的备份中有 3 张。"
    told = put_back(path, backup, NOW + timedelta(hours=1))

    assert titles(path) == ["a", "b", "c"]
    assert [each.why for each in backups(path)] == ["", "恢复前"]
    assert titles(backups(path)[-1].path)[0] == "后来"
    assert told == (
        "现在有 3 张表，2026年11月25日 09:05 的备份中有 3 张。已恢复。"
        f"恢复前的内容另存在「{backups(path)[-1].path}」。"
    )
    put_back(path, backups(path)[-1], NOW + timedelta(hours=2))
    assert titles(path)[0] == "后来"


def test_one_with_fewer_documents_is_not_put_back_unless_that_was_agreed_to(path: Path) -> None:
    backed_up(path)
    (backup,) = backups(path)
    with Library.open(path) as library:
        library.commit(put("d", "e"))

    with pytest.raises(LibraryError, match=r"现在有 5 张表.*备份中有 3 张，会少 2 张"):
        put_back(path, backup, NOW)
    assert len(titles(path)) == 5
    put_back(path, backup, NOW, fewer=True)
    assert titles(path) == ["a", "b", "c"]


def test_a_damaged_backup_is_said_and_changes_nothing(path: Path) -> None:
    backed_up(path)
    (backup,) = backups(path)
    backup.path.write_bytes(backup.path.read_bytes().replace(b'"title":"b"', b'"title":"x"'))
    before = path.read_bytes()

    with pytest.raises(LibraryError, match="已损坏，不能用来恢复"):
        comparison(path, backup)
    with pytest.raises(LibraryError, match="已损坏，不能用来恢复"):
        put_back(path, backup, NOW)
    assert path.read_bytes() == before


def test_the_backup_of_another_library_is_refused(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.json"
    with Library.create(other) as library:
        library.commit(put("a", "b", "c"))
        backup = library.back_up(NOW)

    with pytest.raises(LibraryError, match="属于另一个项目库"):
        put_back(path, backup, NOW)


def test_while_somebody_has_it_open_nothing_is_put_back(path: Path) -> None:
    backed_up(path)
    with Library.open(path), pytest.raises(LibraryInUseError, match="恢复"):
        put_back(path, backups(path)[0], NOW)


def test_a_library_that_cannot_be_read_is_kept_aside_as_it_is(path: Path) -> None:
    backed_up(path)
    path.write_bytes(b"{ torn")

    told = put_back(path, backups(path)[0], NOW)

    assert titles(path) == ["a", "b", "c"]
    aside = path.with_name("项目库(损坏 2026-11-25 09-05-12).json")
    assert aside.read_bytes() == b"{ torn"
    assert str(aside) in told


def test_history_goes_on_from_what_was_put_back(path: Path) -> None:
    backed_up(path)
    with Library.open(path) as library:
        library.commit(Step("删", (("a", RemoveDocument("a")),)))
    put_back(path, backups(path)[0], NOW)
    with Library.open(path) as library:
        library.commit(write("a", "新"))
        assert [told.label for told in library.history("a")] == ["新建", "修改"]
        assert library.bin() == ()


@pytest.mark.parametrize("failure", [Crash(), OSError(errno.ENOSPC, "full")])
def test_a_crash_at_any_call_leaves_the_library_or_the_backup_whole(
    tmp_path: Path, failure: BaseException
) -> None:
    at = 0
    while True:
        folder = tmp_path / str(at)
        folder.mkdir()
        path = folder / "项目库.json"
        with Library.create(path) as library:
            library.commit(put("a"))
            library.back_up(NOW)
        library = Library.open(path)
        library.commit(write("a", "后来"))
        library._storage.let_go()  # and leaves its journal
        assert library._lock
        library._lock.give_back()

        disk = Interrupted()
        disk.at, disk.failure = at, failure
        try:
            put_back(path, backups(path)[0], NOW + timedelta(hours=1), disk=disk)
        except (Crash, DiskError, LibraryError):
            assert titles(path) in (["后来"], ["a"])
        else:
            assert titles(path) == ["a"]
        if len(disk.calls) <= at:
            break
        at += 1
    assert at > 15
