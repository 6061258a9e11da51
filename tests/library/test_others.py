"""Somebody else writes the file underneath: TinyDB, a synchroniser, another computer. Both are kept."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tinydb

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, RemoveDocument, SetText, Step
from perfdesk.errors import LibraryError
from perfdesk.library.library import Library
from perfdesk.library.replaying import CONFLICTS

FORM = "project-target@dalian-2024"
NAMES = {"a": "楼宇租赁经费", "b": "产业扶持专项资金", "c": "培训经费"}


def document(uid: str, name: str = "") -> Document:
    return Document(uid, f"p-{uid}", FORM, {"project.name": name or NAMES[uid], "year": "2024"})


def period(uid: str, text: str = "2024年") -> Step:
    return Step("改", ((uid, SetText(Address("", "period"), text)),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "项目库.json"
    with Library.create(path) as library:
        library.commit(Step("", tuple((uid, PutDocument(document(uid))) for uid in "abc")))
    return path


def rename_by_stock_tinydb(path: Path, number: int, name: str) -> None:
    with tinydb.TinyDB(path) as stock:

        def rename(record: Any) -> None:
            record["document"]["texts"]["project.name"] = name

        stock.table("documents").update(rename, doc_ids=[number])


def killed(library: Library) -> None:
    """The process is gone: the journal stays, the system frees the lock."""
    library._storage.let_go()
    assert library._lock
    library._lock.give_back()


def kept_conflicts(path: Path) -> list[Any]:
    return list(json.loads(path.read_text("ascii")).get(CONFLICTS, {}).values())


# a change by others while the library is open, and one between a crash and the next opening, are one thing
@pytest.fixture(params=["open", "crashed"])
def met(
    request: pytest.FixtureRequest, path: Path
) -> Iterator[Callable[[Step, Callable[[], None]], Library]]:
    opened: list[Library] = []

    def meet(step: Step, theirs: Callable[[], None]) -> Library:
        library = Library.open(path)
        if request.param == "open":
            theirs()
            library.commit(step)
        else:
            library.commit(step)
            killed(library)
            theirs()
            library = Library.open(path)
        opened.append(library)
        return library

    yield meet
    for library in opened:
        library.close()


def test_changes_of_different_documents_come_together(path: Path, met: Any) -> None:
    library = met(period("b"), lambda: rename_by_stock_tinydb(path, 1, "改了名"))

    assert library.document("a").texts["project.name"] == "改了名"
    assert library.document("b").texts["period"] == "2024年"
    assert library.entries()[0].name == "改了名"
    assert [entry.uid for entry in library.search("改了名")] == ["a"]
    assert ["没有冲突" in said for said in library.came_back] == [True]
    library.close()
    assert kept_conflicts(path) == []
    with Library.open(path) as library:
        assert library.came_back == []
        assert library.document("a").texts["project.name"] == "改了名"
        assert library.document("b").texts["period"] == "2024年"


def test_what_both_changed_is_theirs_and_ours_rests_in_conflicts(path: Path, met: Any) -> None:
    library = met(period("a"), lambda: rename_by_stock_tinydb(path, 1, "对方的名"))

    assert library.document("a").texts == {"project.name": "对方的名", "year": "2024"}
    assert "「对方的名」两边都改了" in library.came_back[0]
    library.close()
    (kept,) = kept_conflicts(path)
    assert (kept["table"], kept["number"]) == ("documents", "1")
    assert kept["ours"]["document"]["texts"] == {
        "project.name": "楼宇租赁经费",
        "year": "2024",
        "period": "2024年",
    }
    assert kept["at"]
    assert not path.with_name("项目库.json.journal").exists()


def test_what_we_removed_and_they_changed_stays(path: Path, met: Any) -> None:
    library = met(
        Step("", (("a", RemoveDocument("a")),)), lambda: rename_by_stock_tinydb(path, 1, "对方的名")
    )

    assert library.document("a").texts["project.name"] == "对方的名"
    library.close()
    assert [kept["ours"] for kept in kept_conflicts(path)] == [None]


def test_what_they_removed_and_we_changed_is_kept(path: Path, met: Any) -> None:
    def remove() -> None:
        with tinydb.TinyDB(path) as stock:
            stock.table("documents").remove(doc_ids=[1])

    library = met(period("a"), remove)

    assert [entry.uid for entry in library.entries()] == ["b", "c"]
    library.close()
    assert [kept["ours"]["uid"] for kept in kept_conflicts(path)] == ["a"]


def test_new_documents_of_both_are_kept(path: Path, met: Any) -> None:
    def add() -> None:
        with tinydb.TinyDB(path) as stock:
            table = stock.table("documents")
            record = table.get(doc_id=1)
            assert isinstance(record, dict)
            record["uid"] = record["document"]["uid"] = "theirs"
            table.insert(dict(record))

    library = met(Step("", (("d", PutDocument(document("d", "我们的"))),)), add)

    assert [entry.uid for entry in library.entries()] == ["a", "b", "c", "theirs", "d"]
    assert library.document("d") == document("d", "我们的")
    library.commit(period("d"))
    library.close()
    assert kept_conflicts(path) == []
    with Library.open(path) as library:
        assert library.document("d").texts["period"] == "2024年"


def test_a_file_that_lost_our_table_is_met_document_by_document(path: Path, met: Any) -> None:
    def rewrite() -> None:
        value = json.loads(path.read_text("ascii"))
        del value["_perfdesk"], value["documents"]["3"]
        path.write_text(json.dumps(value), encoding="utf-8")

    library = met(period("b"), rewrite)

    assert [entry.uid for entry in library.entries()] == ["a", "b"]
    assert library.document("b").texts["period"] == "2024年"


def test_an_older_copy_put_back_gets_the_edits_since(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "昨天.json")
    with Library.open(path) as library:
        library.commit(period("a"))
    library = Library.open(path)
    library.commit(period("b"))
    killed(library)
    shutil.copy(tmp_path / "昨天.json", path)

    with Library.open(path) as library:
        assert "period" not in library.document("a").texts  # that is what they wanted
        assert library.document("b").texts["period"] == "2024年"


def test_a_file_that_was_only_half_written_is_waited_for_and_nothing_is_lost(path: Path) -> None:
    with Library.open(path) as library:
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        library.commit(period("a"))
        library.commit(period("b"))

        assert ["perfdesk doctor" in said for said in library.came_back] == [True]
        path.write_bytes(whole)
        library.commit(period("c"))
    with Library.open(path) as library:
        assert [library.document(uid).texts["period"] for uid in "abc"] == ["2024年"] * 3


def test_a_change_is_noticed_without_an_edit_of_ours(path: Path) -> None:
    with Library.open(path) as library:
        rename_by_stock_tinydb(path, 1, "改了名")

        assert not library.fold_when_due()

        assert library.document("a").texts["project.name"] == "改了名"
        assert len(library.came_back) == 1
        assert not library.read_only


def test_a_change_that_shows_only_at_closing_is_not_overwritten(path: Path) -> None:
    library = Library.open(path)
    library.commit(period("b"))
    rename_by_stock_tinydb(path, 1, "改了名")

    library.close()

    with Library.open(path, read_only=True) as library:
        assert library.document("a").texts["project.name"] == "改了名"
        assert library.document("b").texts["period"] == "2024年"


def test_a_journal_of_another_library_is_put_aside_and_told(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.json"
    Library.create(other).close()
    library = Library.open(other)
    library.commit(Step("", (("x", PutDocument(document("x", "别的"))),)))
    killed(library)
    path.with_name("项目库.json.journal").write_bytes((tmp_path / "别的.json.journal").read_bytes())

    with Library.open(path, read_only=True) as library:
        assert library.came_back == []
        assert path.with_name("项目库.json.journal").exists()
    with Library.open(path) as library:
        assert [entry.uid for entry in library.entries()] == ["a", "b", "c"]
        assert "属于另一个项目库" in library.came_back[0]
        library.commit(period("a"))
    (aside,) = tmp_path.glob("项目库.json.journal.orphan-*")
    assert aside.read_bytes() == (tmp_path / "别的.json.journal").read_bytes()


def test_what_a_crash_left_is_found_and_told_without_a_question(path: Path) -> None:
    library = Library.open(path)
    library.commit(period("a"))
    library.commit(period("b"))
    killed(library)

    with Library.open(path, read_only=True) as library:
        assert library.document("a").texts["period"] == "2024年"
    with Library.open(path) as library:
        assert library.came_back == [
            f"项目库「{path}」上次没有正常关闭，「楼宇租赁经费」「产业扶持专项资金」的修改已全部找回。"
        ]
        library.commit(period("c"))
        killed(library)
    with Library.open(path) as library:
        assert [library.document(uid).texts["period"] for uid in "abc"] == ["2024年"] * 3


def test_a_damaged_journal_is_not_passed_over(path: Path) -> None:
    library = Library.open(path)
    library.commit(period("a"))
    library.commit(period("b"))
    killed(library)
    journal = path.with_name("项目库.json.journal")
    data = bytearray(journal.read_bytes())
    data[data.index(b'{"n":1')] ^= 1
    journal.write_bytes(data)

    with pytest.raises(LibraryError, match=r"项目库\.json\.journal.*perfdesk doctor"):
        Library.open(path)

    assert journal.read_bytes() == data


def test_a_library_that_is_gone_but_for_its_companions_is_not_called_missing_alone(path: Path) -> None:
    library = Library.open(path)
    library.commit(period("a"))
    killed(library)
    path.unlink()

    with pytest.raises(LibraryError, match=r"不存在.*项目库\.json\.journal.*perfdesk doctor"):
        Library.open(path)

    assert path.with_name("项目库.json.journal").exists()
    assert not path.exists()
