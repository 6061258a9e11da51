"""The print log: which state of a document was printed, when, by whom, with which code."""

from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, RemoveDocument, Step
from perfdesk.errors import LibraryInUseError
from perfdesk.library.library import Library, Printed

DOCUMENT = Document("d", "p", "project-target@dalian-2024", {"project.name": "产业扶持"})
FIRST = Printed("7K3M-92XP-4TCJ", "a1", "2026-11-25T08:00:00+08:00", "王会计")
SECOND = Printed("XE3F-X4FP-4FM2", "b2", "2026-11-26T08:00:00+08:00", "李科长")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "项目库.json"
    with Library.create(path) as library:
        documents = (DOCUMENT, replace(DOCUMENT, uid="e"))
        library.commit(Step("导入", tuple((each.uid, PutDocument(each)) for each in documents)))
        library.log_prints({"d": FIRST, "e": FIRST, "gone": FIRST})
        library.log_prints({"d": SECOND})
    return path


def test_prints_are_kept_by_document_the_last_one_last(path: Path) -> None:
    with Library.open(path) as library:
        assert library.printed("d") == (FIRST, SECOND)
        assert library.printed("e") == (FIRST,)
        assert library.printed("gone") == ()


def test_a_code_leads_to_every_document_that_was_printed_with_it(path: Path) -> None:
    with Library.open(path) as library:
        assert library.prints_with(FIRST.code) == (("d", FIRST), ("e", FIRST))
        assert library.prints_with(SECOND.code) == (("d", SECOND),)
        assert library.prints_with("2222-2222-2222") == ()


def test_the_log_outlives_document_bin_and_history(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(Step("删除", (("d", RemoveDocument("d")),)))
        assert library.printed("d") == (FIRST, SECOND)
        library.empty_bin()
    with Library.open(path) as library:
        assert library.prints_with(SECOND.code) == (("", SECOND),)


def test_printing_changes_neither_document_nor_history(path: Path) -> None:
    with Library.open(path) as library:
        before = library.document("d"), library.history("d")
        library.log_prints({"d": SECOND})

        assert (library.document("d"), library.history("d")) == before


def test_where_nothing_may_be_written_that_is_said(path: Path) -> None:
    with Library.open(path, read_only=True) as library, pytest.raises(LibraryInUseError):
        library.log_prints({"d": SECOND})
