"""A library is written whole: when it is due, beside edits, at closing, and when that fails."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
import tinydb

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, SetText, Step
from perfdesk.library import storage as storage_module
from perfdesk.library.disk import Disk
from perfdesk.library.library import Library

FORM = "project-target@dalian-2024"


def put(size: int) -> Step:
    return Step(
        "", tuple((f"u{n}", PutDocument(Document(f"u{n}", "p", FORM, {"year": "2024"}))) for n in range(size))
    )


def edit(uid: str, text: str) -> Step:
    return Step("改", ((uid, SetText(Address("", "period"), text)),))


def journal(path: Path) -> Path:
    return path.with_name(f"{path.name}.journal")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "项目库.json"
    with Library.create(path) as library:
        library.commit(put(20))
    return path


class Clock:
    """Time that a test moves on."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(storage_module, "time", clock)
    return clock


def finish(library: Library) -> None:
    assert library._storage._beside
    library._storage._beside.join()


def test_after_twenty_seconds_of_rest_the_file_holds_everything(path: Path, clock: Clock) -> None:
    with Library.open(path) as library:
        assert not library.fold_when_due()
        library.commit(edit("u1", "新"))
        clock.now += 19
        assert not library.fold_when_due()
        clock.now += 2

        assert library.fold_when_due()
        finish(library)

        assert not journal(path).exists()
        with tinydb.TinyDB(path) as stock:
            assert stock.table("documents").get(doc_id=2)["document"]["texts"]["period"] == "新"
        assert not library.fold_when_due()
        library.commit(edit("u1", "更新"))
    with Library.open(path, read_only=True) as library:
        assert library.document("u1").texts["period"] == "更新"


def test_a_long_journal_is_folded_without_a_rest(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_module, "_MUCH", 5000)
    with Library.open(path) as library:
        while not library.fold_when_due():
            library.commit(edit("u1", f"{library._storage.unfolded}"))
        finish(library)

        assert library._storage.unfolded == 0
        assert not library.fold_when_due()


def test_a_large_library_waits_for_a_long_journal(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_module, "_ORDINARY", 100)
    with Library.open(path) as library:
        library.commit(edit("u1", "新"))
        clock.now += 60

        assert not library.fold_when_due()


def test_edits_go_on_beside_a_folding_and_all_are_kept(path: Path) -> None:
    count = 0
    with Library.open(path) as library:
        for _ in range(8):
            library.commit(edit("u0", "先"))
            folding = library._storage.fold_beside()
            while folding.is_alive():
                count += 1
                library.commit(edit(f"u{count % 20}", f"第{count}次"))
        assert library.came_back == []
        texts = {uid: document.texts.get("period") for uid, document in library.shelf.items()}
        library._storage.let_go()  # killed
        assert library._lock
        library._lock.give_back()
    with Library.open(path, read_only=True) as library:
        assert {uid: document.texts.get("period") for uid, document in library.shelf.items()} == texts


class Refusing(Disk):
    """Nothing can be put in the place of another."""

    refuses: Callable[[str], bool] = staticmethod(lambda name: True)

    def replace(self, draft: Path, target: Path) -> None:
        if self.refuses(target.name):
            raise OSError(errno.EACCES, "held")
        super().replace(draft, target)


def test_a_library_that_cannot_be_folded_keeps_its_journal_and_says_so(path: Path) -> None:
    library = Library.open(path, disk=Refusing())
    library.commit(edit("u1", "新"))

    library.close()

    assert "已保存，但还没有并入文件" in library.came_back[-1]
    assert sorted(
        file.name for file in path.parent.iterdir() if file.name.endswith((".new", ".journal"))
    ) == ["项目库.json.journal"]
    with Library.open(path) as library:
        assert library.document("u1").texts["period"] == "新"
    assert not journal(path).exists()


def test_a_folding_that_fails_in_the_background_hinders_no_edit(path: Path, clock: Clock) -> None:
    with Library.open(path, disk=Refusing()) as library:
        library.commit(edit("u1", "新"))
        clock.now += 30
        assert library.fold_when_due()
        finish(library)

        assert not library.fold_when_due()  # not again and again
        library.commit(edit("u2", "新"))
        assert not library.read_only
    with Library.open(path) as library:
        assert library.document("u2").texts["period"] == "新"


def test_without_hard_links_there_is_no_generation_before(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(disk: Disk, path: Path, second: Path) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Disk, "link", link)
    path.with_name("项目库.json.bak").unlink()
    with Library.open(path) as library:
        library.commit(edit("u1", "新"))
    assert not journal(path).exists()
    assert not path.with_name("项目库.json.bak").exists()


def test_the_generation_before_can_be_opened(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(edit("u1", "新"))
    path.with_name("项目库.json.bak").rename(path.with_name("昨天.json"))

    with Library.open(path.with_name("昨天.json"), read_only=True) as library:
        assert "period" not in library.document("u1").texts
        assert len(library.entries()) == 20


def test_looking_without_editing_writes_nothing(path: Path) -> None:
    before = (path.stat().st_ino, path.stat().st_mtime_ns)
    names = sorted(file.name for file in path.parent.iterdir())
    with Library.open(path) as library:
        library.document("u1")

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == before
    assert sorted(file.name for file in path.parent.iterdir()) == names
