"""A whole library as another file: to pass on, and to save what a disk that hangs does not take."""

from collections.abc import Callable
from pathlib import Path

import pytest

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, SetText, Step
from perfdesk.errors import DiskError, LibraryError
from perfdesk.library.library import Library

PUT = Step(
    "放入", (("a", PutDocument(Document("a", "p", "project-target@dalian-2024", {"unit": "财金局"}))),)
)
CHANGE = Step("改", (("a", SetText(Address("", "unit"), "城建局")),))


def test_a_copy_is_one_file_with_every_edit_and_its_history(tmp_path: Path) -> None:
    with Library.create(tmp_path / "甲.json") as library:
        library.commit(PUT)
        library.commit(CHANGE, by="张三", at="2026-01-01T08:00:00+08:00")
        library.copy_to(tmp_path / "乙.json")
        beside = sorted(each.name for each in tmp_path.glob("乙*"))
        with Library.open(tmp_path / "乙.json") as copy:
            assert copy.document("a") == library.document("a")
            assert copy.history("a") == library.history("a")
    assert beside == ["乙.json"]


def test_a_copy_takes_a_step_along_that_the_library_does_not_have(tmp_path: Path) -> None:
    with Library.create(tmp_path / "甲.json") as library:
        library.commit(PUT)
        library.copy_to(tmp_path / "乙.json", CHANGE, by="张三", at="2026-01-01T08:00:00+08:00")
        with Library.open(tmp_path / "乙.json") as copy:
            assert copy.document("a").texts["unit"] == "城建局"
            assert [told.label for told in copy.history("a")] == ["放入", "改"]
        assert library.document("a").texts["unit"] == "财金局"


def test_a_step_that_came_in_meanwhile_is_told_once(tmp_path: Path) -> None:
    """The disk came back between the question and the copy."""

    def late(act: Callable[[], object]) -> None:
        library._storage.commit(*kept[-1])
        act()

    with Library.create(tmp_path / "甲.json") as library:
        library.commit(PUT)
        prepared = library._prepared(CHANGE, {}, "张三", "2026-01-01T08:00:00+08:00")[0]
        kept = [(prepared.changes, prepared.additions)]
        library.at_the_disk = late
        library.copy_to(tmp_path / "乙.json", CHANGE, by="张三", at="2026-01-01T08:00:00+08:00")
        with Library.open(tmp_path / "乙.json") as copy:
            assert [told.label for told in copy.history("a")] == ["放入", "改"]


def test_a_copy_never_goes_over_the_library_itself(tmp_path: Path) -> None:
    with Library.create(tmp_path / "甲.json") as library, pytest.raises(LibraryError, match="正在使用"):
        library.copy_to(tmp_path / "甲.json")


def test_a_disk_that_refuses_a_copy_says_so(tmp_path: Path) -> None:
    with Library.create(tmp_path / "甲.json") as library, pytest.raises(DiskError):
        library.copy_to(tmp_path / "没有" / "乙.json")
