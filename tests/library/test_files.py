"""Files that others wrote, cut or damaged."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tinydb

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, SetText, Step
from perfdesk.errors import LibraryError
from perfdesk.library.library import Library
from perfdesk.library.records import head

FORM = "project-target@dalian-2024"
ONE = Document("a", "p-a", FORM, {"project.name": "楼宇租赁经费", "year": "2024"})
TWO = Document("b", "p-b", FORM, {"project.name": "𬱖𬶏专项", "year": "2024"})
STEP = Step("改", (("a", SetText(Address("", "period"), "2024年")),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "项目库.json"
    with Library.create(path) as library:
        library.commit(Step("", (("a", PutDocument(ONE)), ("b", PutDocument(TWO)))))
    return path


def value_of(path: Path) -> Any:
    return json.loads(path.read_text(encoding="ascii"))


BAD: dict[str, bytes] = {
    "empty": b"",
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "text": "不是 JSON".encode(),
    "list": b"[1,2]",
    "number": b"1",
    "other program's": b'{"_default":{"1":{"name":"x"}}}',
    "emptied": b"{}",
    "documents are no table": b'{"documents":[]}',
    "ids are no numbers": b'{"documents":{"x":{}}}',
    "ids are not decimal": b'{"documents":{"007":{}}}',
    "records are no objects": b'{"documents":{"1":5}}',
    "deep": b'{"documents":' * 100_000,
    "endless": b'{"documents":{"1":{"a":' + b"[" * 500_000,
    "nan": b'{"documents":{"1":{"a":NaN}}}',
    "infinite": b'{"documents":{"1":{"a":1e999}}}',
    "5,000 digits": b'{"documents":{"1":{"a":' + b"9" * 5000 + b"}}}",
    "double ids": b'{"documents":{"1":{},"1":{}}}',
    "double tables": b'{"documents":{},"documents":{}}',
    "two values": b'{"documents":{}}{}',
    "utf-16": '{"documents":{}}'.encode("utf-16"),
    "format is no number": b'{"documents":{},"_perfdesk":{"1":{"format":"x"}}}',
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_library_is_refused_in_a_sentence_and_left_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / "库.json"
    path.write_bytes(BAD[name])

    with pytest.raises(LibraryError) as refused:
        Library.open(path)

    said = str(refused.value)
    assert "库.json" in said
    assert said.endswith("。")
    assert said.count("。") == 1
    assert path.read_bytes() == BAD[name]
    assert list(tmp_path.iterdir()) == [path]


def test_a_library_cut_anywhere_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(0, len(whole) - 2, 7):
        path.write_bytes(whole[:length])
        with pytest.raises(LibraryError):
            Library.open(path, read_only=True)


def test_a_byte_order_mark_is_passed_over(path: Path) -> None:
    with Library.open(path) as library:
        library.commit(STEP, judged={"a": (1, 2)})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    with Library.open(path) as library:
        assert library.entries()[0].errors == 1
        library.commit(Step("", (("a", SetText(Address("", "period"), "x")),)))
        assert library.document("b") == TWO
    assert path.read_bytes().startswith(b"{\n")


def test_the_file_is_ascii_a_line_a_document_and_ours_last(path: Path) -> None:
    lines = path.read_bytes().decode("ascii").splitlines()

    assert [line.partition(":")[0] for line in lines] == [
        "{", '"documents"', '"1"', '"2"', "},", '"forms"', "},",
        '"history"', '"1"', '"2"', "},", '"_perfdesk"',
    ]  # fmt: skip
    ours = value_of(path)["_perfdesk"]["1"]
    assert set(ours) == {"format", "library", "generation", "absorbed", "through", "size", "sum"}
    assert list(value_of(path)["documents"]["1"]) == [
        "uid", "project", "form", "revision", "summary", "document",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "gbk"])
def test_stock_tinydb_reads_the_same_and_what_it_changes_is_understood(path: Path, encoding: str) -> None:
    with tinydb.TinyDB(path, encoding=encoding) as stock:
        documents = stock.table("documents")
        records = documents.all()
        assert [record["document"]["texts"] for record in records] == [ONE.texts, TWO.texts]
        assert [record.doc_id for record in records] == [1, 2]

        def rename(record: Any) -> None:
            record["document"]["texts"]["project.name"] = "改了名"

        documents.update(rename, doc_ids=[1])

    with Library.open(path) as library:
        assert library.document("a").texts["project.name"] == "改了名"
        assert library.entries()[0].name == "改了名"  # though the summary in the file is stale
        assert library.entries()[0].errors is None
        assert library.document("b") == TWO
        library.commit(STEP)
    assert b'\n"_perfdesk":' in path.read_bytes()
    with Library.open(path) as library:
        assert library.entries()[0].name == "改了名"


def test_what_was_changed_in_a_text_editor_is_understood(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(rb'"project.name":"\u697c', rb'"project.name":"\u4e00'))

    with Library.open(path) as library:
        assert library.document("a").texts["project.name"] == "一宇租赁经费"
        assert library.entries()[0].name == "一宇租赁经费"


def test_documents_that_changed_outside_are_named_once(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(rb'"project.name":"\u697c', rb'"project.name":"\u4e00'))

    with Library.open(path) as library:
        [told] = library.came_back
        assert "「一宇租赁经费」与保存时不同，请核对" in told
        assert "专项" not in told
        library.commit(STEP)
    with Library.open(path) as library:
        assert library.came_back == []


def test_the_head_of_a_record_is_told_whatever_its_texts_say() -> None:
    inner = b'{"uid":"a","summary":{"name":"x","document":{"y":1}},"document":{"uid":"a"}}'
    text = b'{"uid":"a,\\"document\\":{","document":{}}'

    assert head(inner)["summary"]["name"] == "x"
    assert head(text) == {"uid": 'a,"document":{'}
    assert head(b"[1]") == head(b"{") == {}


def rewritten(path: Path, change: Callable[[Any], None]) -> None:
    value = value_of(path)
    change(value)
    path.write_text(json.dumps(value), encoding="ascii")


def test_a_record_that_is_not_understood_is_listed_kept_and_harms_no_other(path: Path) -> None:
    broken = {"uid": "b", "summary": {"name": "旧名"}, "document": {"uid": "b", "later": 1}, "more": 1.50}
    rewritten(path, lambda value: value["documents"].update({"2": broken}))

    with Library.open(path) as library:
        assert [(entry.uid, entry.name) for entry in library.entries()] == [
            ("a", "楼宇租赁经费"),
            ("b", "旧名"),
        ]
        with pytest.raises(LibraryError, match="「b」的表无法识别"):
            library.document("b")
        with pytest.raises(LibraryError, match="已原样保留"):
            library.commit(Step("", (("b", PutDocument(TWO)),)))
        assert library.shelf.get("b") is None
        library.commit(STEP)
    assert value_of(path)["documents"]["2"] == broken
    with Library.open(path) as library:
        assert library.document("a").texts["period"] == "2024年"


def test_a_uid_that_stands_twice_hides_nothing(path: Path) -> None:
    rewritten(path, lambda value: value["documents"].update({"3": value["documents"]["1"]}))

    with Library.open(path) as library:
        assert [entry.uid for entry in library.entries()] == ["a", "b", "#3"]
        assert library.document("a") == ONE
        with pytest.raises(LibraryError):
            library.document("#3")


def test_lone_surrogates_are_shown_as_lost_characters(path: Path) -> None:
    path.write_bytes(
        path.read_bytes().replace(rb'"name":"\u697c', rb'"name":"\ud83d').replace(b"2024", b"20\\udead")
    )

    with Library.open(path) as library:
        assert library.document("a").texts["year"] == "20\ufffd"


def test_a_library_of_a_newer_format_is_only_read(path: Path) -> None:
    rewritten(path, lambda value: value["_perfdesk"]["1"].update({"format": 99}))
    before = path.read_bytes()

    with Library.open(path) as library:
        assert library.document("a") == ONE
        assert "更高版本" in library.why_read_only
        with pytest.raises(LibraryError, match="请升级"):
            library.commit(STEP)
    assert path.read_bytes() == before


def test_unknown_tables_are_kept(path: Path) -> None:
    rewritten(path, lambda value: value.update({"theirs": {"5": {"revisions": [1]}}}))

    with Library.open(path) as library:
        library.commit(STEP)
    assert value_of(path)["theirs"] == {"5": {"revisions": [1]}}


def test_a_library_moved_away_is_not_made_again(path: Path) -> None:
    with Library.open(path) as library:
        path.rename(path.with_name("别处.json"))

        with pytest.raises(LibraryError, match="另存"):
            library.commit(STEP)

    assert not path.exists()


def test_a_file_that_was_only_touched_is_no_change(path: Path) -> None:
    with Library.open(path) as library:
        whole = path.read_bytes()
        path.unlink()
        path.write_bytes(whole)

        library.commit(STEP)
        library.commit(Step("", (("a", SetText(Address("", "period"), "x")),)))

    with Library.open(path) as library:
        assert library.document("a").texts["period"] == "x"
