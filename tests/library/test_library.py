"""What a library promises to whoever opens it."""

import os
from dataclasses import asdict
from pathlib import Path

import pytest

from perfdesk.documents.address import Address
from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document, Mark, Row
from perfdesk.documents.edits import Misfit, PutDocument, RemoveDocument, SetText, Step
from perfdesk.errors import DiskError, FormError, LibraryError, LibraryInUseError
from perfdesk.library.library import Library
from perfdesk.library.lines import decode

FORM = "project-target@dalian-2024"


def document(uid: str, **texts: str) -> Document:
    named = {"project.name": "37000060707 产业扶持专项资金", "year": "2024", "unit": "财金局"}
    rows = (Row(f"{uid}-1", {"name": "凭证装订份数", "value": "≥5000份"}),)
    return Document(uid, f"p-{uid}", FORM, named | texts, rows)


def put(*documents: Document) -> Step:
    return Step("放入", tuple((document.uid, PutDocument(document)) for document in documents))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "项目库.json"
    Library.create(path).close()
    return path


def test_what_was_committed_is_there_when_opened_again(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(put(document("a"), document("b")))
        library.commit(Step("改", (("a", SetText(Address("", "period"), "二〇二四年")),)))
    with Library.open(path) as library:
        assert library.document("a") == document("a", period="二〇二四年")
        assert library.document("b") == document("b")
        assert list(library.shelf) == ["a", "b"]


def test_an_entry_tells_a_document_without_parsing_it(path: Path) -> None:
    with Library.open(path) as library:
        kept = document("a", department="高新区财政金融局", **{"funds.annual.sum": "2,695.91"})
        kept = kept.with_marks([Mark("status", "", message="待审")])
        library.commit(put(kept), judged={"a": (1, 2)})
    with Library.open(path, read_only=True) as library:
        assert [asdict(entry) for entry in library.entries()] == [
            {
                "uid": "a", "project": "p-a", "form": FORM, "year": "2024", "department": "高新区财政金融局",
                "unit": "财金局", "code": "37000060707", "name": "产业扶持专项资金", "amount": "2,695.91",
                "indicators": 1, "revision": revision(kept), "errors": 1, "warnings": 2, "status": "待审",
            }
        ]  # fmt: skip


def test_a_document_that_changed_since_it_was_judged_has_no_counts(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(put(document("a")), judged={"a": (1, 2)})
        library.commit(Step("改", (("a", SetText(Address("", "period"), "x")),)))

        assert (library.entries()[0].errors, library.entries()[0].warnings) == (None, None)


def test_opening_and_listing_parse_no_document(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(path) as library:
        library.commit(put(document("a"), document("b")))
    read: list[bytes] = []

    def watched(line: bytes) -> object:
        read.append(line)
        return decode(line)

    monkeypatch.setattr("perfdesk.library.records.decode", watched)
    monkeypatch.delattr("perfdesk.library.whole_file.read_strict_json")

    with Library.open(path, read_only=True) as library:
        assert [entry.indicators for entry in library.entries()] == [1, 1]
    assert len(read) == 2
    assert all(b'"texts"' not in line for line in read)


def test_only_some_documents_are_kept_parsed(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(put(*(document(str(number)) for number in range(600))))

        assert len(dict(library.shelf)) == 600
        assert len(library._parsed) <= 256


def test_a_missing_library_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"打错\.json.*不存在"):
        Library.open(tmp_path / "打错.json")

    assert list(tmp_path.iterdir()) == []


def test_creating_never_overwrites(path: Path) -> None:
    before = path.read_bytes()

    with pytest.raises(LibraryError, match="已经存在"):
        Library.create(path)

    assert path.read_bytes() == before


def test_creating_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="文件夹不存在"):
        Library.create(tmp_path / "没有" / "库.json")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="不是文件"):
        Library.open(tmp_path)


def test_a_step_that_does_not_fit_changes_nothing(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(put(document("a")))
        before = path.read_bytes()

        with pytest.raises(Misfit):
            library.commit(Step("", (("a", SetText(Address("", "x"), "y")), ("b", RemoveDocument("b")))))

        assert library.document("a") == document("a")
        assert path.read_bytes() == before


def test_a_step_that_changes_nothing_writes_nothing(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(put(document("a")))
        before = path.stat()

        library.commit(put(document("a")))
        library.commit(Step("", ()))

        assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_undoing_a_removal_puts_a_document_where_it_was(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(put(document("a"), document("b"), document("c")))
        removal = Step("删除", (("a", RemoveDocument("a")),))
        undo = removal.inverse(library.shelf)

        library.commit(removal)
        library.commit(undo)

        assert list(library.shelf) == ["a", "b", "c"]
    with Library.open(path) as library:
        assert [entry.uid for entry in library.entries()] == ["a", "b", "c"]


def test_a_search_sees_what_was_just_committed(path: Path) -> None:
    with Library.open(path) as library:
        assert library.search("cyfc") == ()

        library.commit(put(document("a")))

        assert [entry.uid for entry in library.search("cyfc")] == ["a"]


def test_indicators_are_searched_once_they_were_read_and_edits_are_followed(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(put(document("a"), document("b")))
        assert library.search("装订") == ()

        library.search_also(library.indicator_texts())

        assert [entry.uid for entry in library.search("装订")] == ["a", "b"]
        library.commit(Step("", (("a", SetText(Address("a-1", "name"), "培训人数")),)))
        assert [entry.uid for entry in library.search("装订")] == ["b"]
        assert [entry.uid for entry in library.search("人数 财金")] == ["a"]


def test_a_removed_document_is_gone(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(put(document("a"), document("b")))
        library.commit(Step("", (("a", RemoveDocument("a")),)))

        with pytest.raises(LibraryError, match="可能已被删除"):
            library.document("a")
        assert [entry.uid for entry in library.entries()] == ["b"]


def test_a_document_that_is_not_there_is_said(path: Path) -> None:
    with Library.open(path) as library, pytest.raises(LibraryError, match="没有编号为「z」的表"):
        library.document("z")


def test_a_library_opened_to_be_read_takes_nothing(path: Path) -> None:
    with Library.open(path, read_only=True) as library:
        assert library.read_only
        with pytest.raises(LibraryInUseError, match="只读"):
            library.commit(put(document("a")))
        assert library.entries() == ()


def test_reading_leaves_nothing_beside(path: Path) -> None:
    path.with_name("项目库.json.lock").unlink()

    Library.open(path, read_only=True).close()

    assert [file.name for file in path.parent.iterdir()] == ["项目库.json"]


def test_a_closed_library_takes_nothing(path: Path) -> None:
    library = Library.open(path)
    library.close()

    with pytest.raises(LibraryError, match="已经关闭"):
        library.commit(put(document("a")))


def test_a_carried_form_is_kept_once_and_known(path: Path) -> None:
    with Library.open(path) as library:
        shipped = library.catalogue.form(FORM)
        library.carry_form("x@1", "id = 1")
        library.carry_form("x@1", "id = 2")
        library.carry_form(FORM, "id = 3")

        assert library.catalogue.form(FORM).ref == shipped.ref
    with Library.open(path, read_only=True) as library:
        assert library.catalogue.carried_source("x@1") == "id = 1"
        assert library.catalogue.carried_source(FORM) is None
        library.carry_form("x@1", "id = 1")  # nothing to write, nothing to refuse


def test_a_document_of_an_unknown_form_keeps_all_its_text(path: Path) -> None:
    unknown = Document("u", "p", "nobody@1", {"x": "内容"})
    with Library.open(path) as library:
        library.commit(put(unknown))

        assert library.document("u") == unknown
        with pytest.raises(FormError, match="没有表样"):
            library.catalogue.form(unknown.form)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_write_keeps_the_permissions_of_the_file(path: Path) -> None:
    path.chmod(0o660)
    with Library.open(path) as library:
        library.commit(put(document("a")))

    assert path.stat().st_mode & 0o777 == 0o660


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_a_library_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "快捷.json"
    link.symlink_to(path)
    with Library.open(link) as library:
        library.commit(put(document("a")))

    assert link.is_symlink()
    with Library.open(path) as library:
        assert list(library.shelf) == ["a"]
