"""A data package carries documents, and nothing that is damaged gets in."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.documents.document import Document, Origin, Row
from perfdesk.documents.edits import PutDocument, Step
from perfdesk.errors import DiskError, SourceError
from perfdesk.exchange.package import Package, package_bytes, parse_package, read_package, write_package
from perfdesk.library.library import Library
from tests.documents.strategies import documents, shelves, texts

ONE = Document(
    "a",
    "p",
    "x@1",
    {"project.name": "楼宇租赁经费𬱖"},
    (Row("r", {"value": "≥5000份"}),),
    origin=Origin("o", "1"),
)
PACKAGE = Package((ONE,), (), {"x@1": 'id = "x"'}, "张三", "2026-11-25T09:00:00+08:00")


@settings(deadline=None)
@given(shelves, documents("base"), texts, texts)
def test_what_goes_in_comes_out(shelf: dict[str, Document], base: Document, by: str, form: str) -> None:
    package = Package(tuple(shelf.values()), (base,), {"x@1": form}, by, "2026")

    assert parse_package(package_bytes(package), "包") == package


def test_equal_packages_have_equal_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = package_bytes(PACKAGE)
    monkeypatch.setattr("time.localtime", lambda *_: (2001, 2, 3, 4, 5, 6, 0, 0, 0))
    monkeypatch.setattr("sys.platform", "win32")

    assert package_bytes(PACKAGE) == before


def test_a_package_in_a_file_carries_documents_from_library_to_library(tmp_path: Path) -> None:
    path = write_package(
        tmp_path / "交换.perfdesk", PACKAGE.documents, forms=PACKAGE.forms, by=PACKAGE.by, at=PACKAGE.at
    )
    package = read_package(path)
    with Library.create(tmp_path / "同事.json") as library:
        library.commit(Step("", tuple((each.uid, PutDocument(each)) for each in package.documents)))
    with Library.open(tmp_path / "同事.json") as library:
        assert dict(library.shelf) == {"a": ONE}
    assert package == PACKAGE


def test_a_lone_surrogate_goes_out_as_a_lost_character() -> None:
    sent = Document("a", "p", "x@1", {"title": "表\ud800"})

    assert parse_package(package_bytes(Package((sent,))), "包").documents[0].texts == {"title": "表\ufffd"}


def test_no_flipped_bit_changes_what_is_read() -> None:
    whole = package_bytes(PACKAGE)
    refused = 0
    for bit in random.Random(1).sample(range(len(whole) * 8), 2500):  # noqa: S311
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        try:
            assert parse_package(bytes(damaged), "包") == PACKAGE  # a flip in what nobody reads
        except SourceError:
            refused += 1
    assert refused > 1500


def test_no_cut_package_is_read() -> None:
    whole = package_bytes(PACKAGE)
    for length in range(len(whole)):
        with pytest.raises(SourceError):
            parse_package(whole[:length], "包")


def packed(members: dict[str, bytes], **how: Any) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def forged(
    data: bytes | None = None,
    change: Callable[[Any], None] | None = None,
    more: dict[str, bytes] | None = None,
) -> bytes:
    """A package with right sums and with contents of one's own."""
    with zipfile.ZipFile(io.BytesIO(package_bytes(PACKAGE))) as archive:
        manifest, content = json.loads(archive.read("manifest.json")), archive.read("data.json")
    content = content if data is None else data
    del manifest["sum"]
    manifest["members"]["data.json"] = sha256(content).hexdigest()
    if change:
        change(manifest)
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    manifest["sum"] = sha256(text.encode()).hexdigest()
    return packed({"manifest.json": json.dumps(manifest).encode(), "data.json": content} | (more or {}))


def with_document(**members: Any) -> bytes:
    record = {"uid": "a", "project": "p", "form": "x@1", "texts": {}} | members
    return json.dumps({"documents": [record]}).encode()


def test_unknown_members_and_keys_are_passed_over_or_kept() -> None:
    data = json.dumps({"documents": json.loads(with_document(later=[1]))["documents"], "later": 1}).encode()

    package = parse_package(forged(data, lambda manifest: manifest.update(later=1), {"../../x": b"y"}), "包")

    assert package.documents[0].extra == {"later": "[1]"}


def test_unknown_keys_of_rows_and_marks_are_kept_where_they_are_known_by_their_place() -> None:
    rows = [{"uid": "r", "texts": {}, "colour": "red"}]
    data = with_document(rows=rows, marks=[{"kind": "note", "address": "year", "weight": 2}])

    document = parse_package(forged(data), "包").documents[0]

    assert document.extra == {"rows/r/colour": '"red"', "marks/0/weight": "2"}


def test_what_a_merge_needs_goes_along() -> None:
    package = Package((ONE,), (ONE,), {}, "张三", "2026", "A-01", {"a": ("1", "2")})

    assert parse_package(package_bytes(package), "包") == package


def test_without_anything_new_it_is_written_as_before() -> None:
    with zipfile.ZipFile(io.BytesIO(package_bytes(Package((ONE,))))) as archive:
        manifest, data = json.loads(archive.read("manifest.json")), json.loads(archive.read("data.json"))

    assert set(manifest) == {"format", "reader", "forms", "by", "at", "members", "sum"}
    assert set(data) == {"documents", "bases", "forms"}


def test_a_sealed_package_is_not_taken_for_a_damaged_one() -> None:
    with pytest.raises(SourceError, match="请升级"):
        parse_package(forged(change=lambda manifest: manifest.update(sealed={"scrypt": 1})), "包")


def test_a_package_for_a_newer_reader_says_so() -> None:
    with pytest.raises(SourceError, match=r"「包」由更高版本.*请升级"):
        parse_package(forged(change=lambda manifest: manifest.update(reader=2, format=3)), "包")


def test_a_newer_package_that_older_readers_may_read_is_read() -> None:
    package = parse_package(forged(change=lambda manifest: manifest.update(format=3)), "包")

    assert package.documents == PACKAGE.documents


def tampered(member: str, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package_bytes(PACKAGE))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in members[member]
    return packed(members | {member: members[member].replace(old.encode(), new.encode())})


BAD: dict[str, bytes] = {
    "empty": b"",
    "picture": b"\x89PNG\r\n\x1a\n",
    "no members": packed({}),
    "another zip": packed({"word/document.xml": b"<x/>"}),
    "no manifest": packed({"data.json": b"{}"}),
    "data changed": tampered("data.json", "5000", "6000"),
    "manifest changed": tampered("manifest.json", "张三", "李四"),
    "manifest is a list": packed({"manifest.json": b"[]", "data.json": b"{}"}),
    "no reader": forged(change=lambda manifest: manifest.pop("reader")),
    "reader is no number": forged(change=lambda manifest: manifest.update(reader="1")),
    "by is no text": forged(change=lambda manifest: manifest.update(by=[1])),
    "data are a list": forged(b"[]"),
    "no documents": forged(b"{}"),
    "documents are words": forged(b'{"documents":"abc"}'),
    "document is a number": forged(b'{"documents":[1]}'),
    "a member is missing": forged(b'{"documents":[{"uid":"a"}]}'),
    "a text is a number": forged(with_document(texts={"title": 1})),
    "a document twice": forged(
        json.dumps({"documents": json.loads(with_document())["documents"] * 2}).encode()
    ),
    "known is a list": forged(b'{"documents":[],"known":[]}'),
    "known states are a word": forged(b'{"documents":[],"known":{"a":"bc"}}'),
    "forms are a list": forged(b'{"documents":[],"forms":[1]}'),
    "a form is a number": forged(b'{"documents":[],"forms":{"x@1":1}}'),
    "deep": forged(b'{"documents":' + b"[" * 10_000 + b"]" * 10_000 + b"}"),
    "endless": forged(b'{"documents":' + b"[" * 1_000_000),
    "nan": forged(b'{"documents":[],"x":NaN}'),
    "surrogate": forged(with_document(texts={"title": "\ud800"})),
    "double keys": forged(b'{"documents":[],"documents":[]}'),
    "5,000 digits": forged(b'{"documents":[],"x":' + b"9" * 5000 + b"}"),
    "gbk": forged('{"documents":[],"forms":{"x@1":"表"}}'.encode("gbk")),
    "many members": forged(more={f"{number}": b"" for number in range(5000)}),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_whole_package_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / "坏.perfdesk"
    path.write_bytes(BAD[name])

    with pytest.raises(SourceError) as refused:
        read_package(path)

    said = str(refused.value)
    assert "坏.perfdesk" in said
    assert said.endswith("。")
    assert said.count("。") == 1
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused() -> None:
    whole = io.BytesIO(package_bytes(PACKAGE))
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("data.json", archive.read("data.json"))

    with pytest.raises(SourceError):
        parse_package(whole.getvalue(), "包")


def test_a_member_that_swells_without_end_is_not_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfdesk.exchange.package._LARGEST_INFLATED", 1 << 20)
    bomb = packed({"manifest.json": b"{}", "data.json": b" " * (64 << 20)})
    lying = bytearray(bomb)
    size = (64 << 20).to_bytes(4, "little")
    while (place := bytes(lying).find(size)) >= 0:
        lying[place : place + 4] = (100).to_bytes(4, "little")

    for data in (bomb, bytes(lying)):
        with pytest.raises(SourceError):
            parse_package(data, "包")


def test_what_is_whole_but_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfdesk.exchange.package._LARGEST_INFLATED", 150)

    with pytest.raises(SourceError):
        parse_package(package_bytes(PACKAGE), "包")


def test_a_missing_and_an_enormous_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"没有\.perfdesk.*不存在"):
        read_package(tmp_path / "没有.perfdesk")
    enormous = tmp_path / "大.perfdesk"
    with enormous.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(SourceError, match="太大"):
        read_package(enormous)


def test_a_folder_that_is_not_there_takes_no_package(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="无法写入"):
        write_package(tmp_path / "没有" / "包.perfdesk", [ONE])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_package_or_refused(data: bytes) -> None:
    for each in (data, b"PK\x03\x04" + data, packed({"manifest.json": data, "data.json": data})):
        with pytest.raises(SourceError):
            parse_package(each, "包")
