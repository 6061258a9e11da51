"""The nine published forms come in equal however the paper is set, copied or encoded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from perfdesk.documents.document import Document
from perfdesk.exchange.importing import import_file
from tests.exchange import papers
from tests.exchange.papers import Form, expected, forms, told
from tests.exchange.reading import CATALOGUE, marks, read

LAYOUTS: dict[str, Callable[[Form], Form]] = {
    "as published": lambda form: form,
    "wide punctuation": papers.of_printed(papers.wide),
    "narrow punctuation": papers.of_printed(papers.narrow),
    "blanks in labels": papers.of_printed(papers.spaced),
    "six cells": lambda form: papers.full(form, 6),
    "eight cells": lambda form: papers.full(form, 8),
    "four cells": papers.without_merged_cells,
    "blank cells lost": papers.without_blank_cells,
    "copies of merged cells": papers.with_copies,
    "title and year on one line": papers.with_title(f"{papers.TITLE} (2024年度)"),
    "title and year on one line, wide": papers.with_title(f"{papers.TITLE}（2024年度）"),
    "year before the title": papers.with_title(f"2024年度{papers.TITLE}"),
    "year without brackets": papers.with_title(papers.TITLE, "2024年度"),
    "year with blanks": papers.with_title(papers.TITLE, "（ 2024 年度 ）"),
    **{f"other order {seed}": papers.shuffled(seed) for seed in range(6)},
}
WRITERS: dict[str, Callable[[Form], str]] = {
    "tabs": papers.tabbed,
    "bars": papers.barred,
    "bars in one line": papers.barred_in_one_line,
    "a cell a line": papers.listed,
    "a cell a line, blank lines": papers.listed_apart,
    "a cell a line, broken labels": papers.listed_broken,
}


def assert_as_expected(found: tuple[Document, ...]) -> None:
    assert [told(document) for document in found] == [expected(number) for number in range(9)]


def written(layout: Callable[[Form], Form], writer: Callable[[Form], str]) -> str:
    return "\n\n\n".join(writer(layout(form)) for form in forms())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("writer", WRITERS)
def test_every_layout_in_every_way_of_copying_is_read_alike(layout: str, writer: str) -> None:
    imported = read(written(LAYOUTS[layout], WRITERS[writer]))

    assert_as_expected(imported.documents)
    assert not imported.unplaced
    assert not any(marks(document, "compare") for document in imported.documents)


def test_the_sample_file_gives_the_nine_forms_and_one_repair() -> None:
    imported = import_file(papers.SAMPLE, CATALOGUE)

    assert_as_expected(imported.documents)
    assert sum(len(document.rows) for document in imported.documents) == 65
    assert [number for number, document in enumerate(imported.documents, 1) if document.marks] == [6]
    assert not imported.unplaced


def test_uids_are_fresh_each_time() -> None:
    uids = [
        uid
        for _ in range(2)
        for document in import_file(papers.SAMPLE, CATALOGUE).documents
        for uid in (document.uid, document.project, *(row.uid for row in document.rows))
    ]

    assert len(uids) == len(set(uids)) == 2 * (9 * 2 + 65)


@pytest.mark.parametrize("place", range(7))
def test_a_blank_column_in_the_table_does_not_matter(place: int) -> None:
    imported = read(written(papers.with_blank_column(place), papers.tabbed))

    assert_as_expected(imported.documents)
    assert [len(document.marks) for document in imported.documents] == [0] * 5 + [1] + [0] * 3


@pytest.mark.parametrize("writer", WRITERS)
def test_first_levels_may_come_in_another_order(writer: str) -> None:
    found = read(written(papers.with_first_levels_reversed, WRITERS[writer])).documents

    for number, document in enumerate(found):
        indicators = sorted(told(document)["indicators"], key=str)
        assert indicators == sorted(expected(number)["indicators"], key=str)


@pytest.mark.parametrize("ends", ["\n\n \t\n", "\r\n", "\r", "\t\t\n", "  \n"])
def test_blank_lines_line_ends_and_blanks_at_the_end_do_not_matter(ends: str) -> None:
    text = written(lambda form: form, papers.tabbed).replace("\n", ends)

    assert_as_expected(read(text).documents)


@pytest.mark.parametrize("writer", ["tabs", "bars", "a cell a line", "a cell a line, blank lines"])
def test_page_numbers_between_rows_go_to_the_tray(writer: str) -> None:
    numbers = ("— 3 —", "第3页", "第 5 页 共 9 页", "3/9")

    imported = read(written(papers.with_page_numbers(*numbers), WRITERS[writer]))

    assert_as_expected(imported.documents)
    assert {stray.text for stray in imported.unplaced} == set(numbers)
    assert all("页码" in stray.place for stray in imported.unplaced)


def test_a_bare_number_on_a_line_of_a_table_is_a_page_number() -> None:
    imported = read(written(papers.with_page_numbers("3", "12"), papers.tabbed))

    assert_as_expected(imported.documents)
    assert {stray.text for stray in imported.unplaced} == {"3", "12"}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]
)
def test_every_encoding_in_use_is_recognised(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "表.txt"
    file.write_bytes(papers.SAMPLE.read_text(encoding="utf-8").encode(encoding))

    assert_as_expected(import_file(file, CATALOGUE).documents)


def test_the_extension_of_a_file_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "表.xls"
    file.write_bytes(papers.SAMPLE.read_bytes())

    assert_as_expected(import_file(file, CATALOGUE).documents)


def test_forms_copied_behind_each_other_with_their_byte_order_marks_are_read(tmp_path: Path) -> None:
    file = tmp_path / "合并.txt"
    file.write_bytes(b"\n".join(papers.tabbed(form).encode("utf-8-sig") for form in forms()))

    assert_as_expected(import_file(file, CATALOGUE).documents)


@pytest.mark.parametrize("kept_lines", [1, 2, 4], ids=["no title", "no title and year", "nothing above"])
@pytest.mark.parametrize("writer", ["tabs", "bars", "a cell a line"])
def test_a_form_without_a_title_begins_at_the_repeated_project_name(kept_lines: int, writer: str) -> None:
    whole = forms()

    text = "\n".join(
        WRITERS[writer](form[kept_lines if number else 0 :]) for number, form in enumerate(whole)
    )

    found = read(text).documents
    assert_as_expected(found)
    assert [bool(marks(document, "note")) for document in found] == [False] + [True] * 8


def test_title_and_header_repeated_on_the_next_page_go_on_with_the_form() -> None:
    form = forms()[0]
    header = papers.table_of(form)

    (found,) = read(papers.tabbed([*form[:15], *form[:2], form[header], *form[15:]])).documents

    assert told(found) == expected(0)
    assert not found.tray


@pytest.mark.parametrize("number", range(9))
def test_a_form_alone_in_its_file_is_read_as_among_others(number: int) -> None:
    for writer in WRITERS.values():
        (found,) = read(writer(forms()[number])).documents

        assert told(found) == expected(number)
