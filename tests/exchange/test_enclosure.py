"""The package inside a printed PDF file: nobody is named in it, and the forms come back exactly."""

import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk import paths
from perfdesk.documents.document import Document, Mark, Origin, Stray
from perfdesk.documents.paper import anonymous, paper
from perfdesk.errors import SourceError
from perfdesk.exchange.enclosure import NAME, PLAIN_NAME, enclosed, read_enclosed
from perfdesk.exchange.importing import import_file
from perfdesk.exchange.package import parse_package
from perfdesk.exchange.planning import plan_import
from perfdesk.forms.catalogue import Catalogue
from perfdesk.printing import Attachment, render_sheets

CATALOGUE = Catalogue()
KNOWN = Mark("acknowledged", "period", "VAL-02", by="王会计", at="2026-11-25T08:00:00+08:00")


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return import_file(paths.resource("samples", "forms-2024.txt"), CATALOGUE).documents


def printed(documents: tuple[Document, ...], package: bytes | None = None) -> bytes:
    sheets = [paper(CATALOGUE.form(each.form), each) for each in documents]
    content = enclosed(documents) if package is None else package
    return render_sheets(sheets, attachment=Attachment(NAME, PLAIN_NAME, content))


def worked_on(document: Document) -> Document:
    return replace(document, marks=(KNOWN,), tray=(Stray("多余"),), origin=Origin("o", "r"), extra={"x": "1"})


def test_equal_papers_carry_equal_bytes_whoever_worked_on_them(documents: tuple[Document, ...]) -> None:
    package = enclosed(map(worked_on, documents))

    assert package == enclosed(map(anonymous, documents))
    assert (parse_package(package, "x").by, parse_package(package, "x").at) == ("", "")
    assert printed(tuple(map(worked_on, documents))) == printed(tuple(map(anonymous, documents)))


def test_a_printed_file_gives_its_forms_back_exactly(documents: tuple[Document, ...], tmp_path: Path) -> None:
    source = tmp_path / "九张表.pdf"
    source.write_bytes(printed(documents))
    imported = import_file(source, CATALOGUE)

    assert imported.documents == tuple(map(anonymous, documents))
    assert imported.unplaced == ()


def test_blanks_breaks_and_signs_that_no_paper_keeps_come_back(
    documents: tuple[Document, ...], tmp_path: Path
) -> None:
    odd = replace(documents[0], texts={**documents[0].texts, "goal.annual": "一  二\n\n 三\t𠮷\u200b "})
    source = tmp_path / "一张表.pdf"
    source.write_bytes(printed((anonymous(odd),)))

    assert import_file(source, CATALOGUE).documents == (anonymous(odd),)


def test_what_a_library_has_already_is_not_imported_again(documents: tuple[Document, ...]) -> None:
    shelf = {each.uid: worked_on(each) for each in documents}
    plan = plan_import(tuple(map(anonymous, documents)), shelf, lambda: "new")

    assert plan.step.edits == ()
    assert all("内容相同" in note for note in plan.notes)


@pytest.mark.parametrize("package", [b"", b"PK no zip", b"\0" * 1000])
def test_with_a_damaged_package_the_text_is_read(
    documents: tuple[Document, ...], tmp_path: Path, package: bytes
) -> None:
    source = tmp_path / "损坏.pdf"
    source.write_bytes(printed(documents[:1], package))
    [read] = import_file(source, CATALOGUE).documents

    assert read.texts == documents[0].texts
    assert [row.texts for row in read.rows] == [row.texts for row in documents[0].rows]
    assert read.tray == ()


def test_a_page_that_says_something_else_than_its_package_is_noted(
    documents: tuple[Document, ...], tmp_path: Path
) -> None:
    other = replace(documents[1], texts={**documents[1].texts, "funds.annual.sum": "9999"})
    source = tmp_path / "改过.pdf"
    source.write_bytes(printed((documents[0], other), enclosed(documents[:2])))
    first, second = import_file(source, CATALOGUE).documents

    assert first.marks == ()
    assert [mark.code for mark in second.marks] == ["READ-PAPER"]
    assert replace(second, marks=()) == anonymous(documents[1])


def test_the_child_gives_package_and_page_texts(documents: tuple[Document, ...]) -> None:
    found = read_enclosed(printed(documents[:2]), "x.pdf")

    assert found.package is not None
    assert found.package.documents == tuple(map(anonymous, documents[:2]))
    assert len(found.pages) == 2
    assert "核对码" in found.pages[0]


def test_a_foot_is_no_text_of_the_form(documents: tuple[Document, ...], tmp_path: Path) -> None:
    source = tmp_path / "无附件.pdf"
    sheets = [paper(CATALOGUE.form(each.form), each) for each in documents]
    source.write_bytes(render_sheets(sheets))
    imported = import_file(source, CATALOGUE)

    assert len(imported.documents) == 9
    assert imported.unplaced == ()


def test_an_attachment_that_swells_kills_the_child_and_the_text_is_read(
    documents: tuple[Document, ...], tmp_path: Path
) -> None:
    packer = zlib.compressobj(1)
    zeros = bytes(1 << 20)
    bomb = b"".join([*(packer.compress(zeros) for _ in range(450)), packer.flush()])
    pdf = printed(documents[:1], bomb).replace(b"/Type/EmbeddedFile/", b"/Filter/FlateDecode/", 1)
    source = tmp_path / "炸弹.pdf"
    source.write_bytes(pdf)

    with pytest.raises(SourceError, match="无法读取"):
        read_enclosed(pdf, "炸弹.pdf")
    [read] = import_file(source, CATALOGUE).documents
    assert read.texts == documents[0].texts
