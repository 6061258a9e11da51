"""The nine published forms, in whatever file they travel, come in equal in every field."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from perfdesk.exchange.importing import Imported, import_file
from tests.exchange import carriers, papers
from tests.exchange.carriers import sheets
from tests.exchange.reading import CATALOGUE

DATA = Path(__file__).parent.parent / "data" / "carriers"
FILES: dict[str, Callable[[], bytes]] = {
    "a sheet a form": lambda: carriers.xlsx(sheets()),
    "one sheet for all": lambda: carriers.xlsx(sheets(), one_sheet=True),
    "documents": lambda: carriers.word(sheets()),
    "web page": lambda: carriers.page(sheets()),
    "opendocument": lambda: carriers.opendocument(sheets()),
    "our print": lambda: carriers.printed(sheets()),
    "old spreadsheet": (DATA / "forms-2024.xls").read_bytes,
}


def imported(data: bytes, folder: Path) -> Imported:
    file = folder / "来的文件"
    file.write_bytes(data)
    return import_file(file, CATALOGUE)


def assert_as_published(found: Imported) -> None:
    assert [papers.told(document) for document in found.documents] == [
        papers.expected(number) for number in range(9)
    ]
    assert {document.form for document in found.documents} == {"project-target@dalian-2024"}
    assert sum(len(document.rows) for document in found.documents) == 65


@pytest.mark.parametrize("carrier", FILES)
def test_the_nine_forms_come_in_equal(carrier: str, tmp_path: Path) -> None:
    found = imported(FILES[carrier](), tmp_path)

    assert_as_published(found)
    assert not found.unplaced
    assert not any(document.marks for document in found.documents)


@pytest.mark.parametrize("to", ["pdf", "doc"])
@pytest.mark.skipif(not carriers.OFFICE, reason=carriers.NO_OFFICE)
def test_what_writer_makes_of_the_document_comes_in_equal(to: str, tmp_path: Path) -> None:
    found = imported(carriers.converted(carriers.word(sheets()), "docx", to, tmp_path), tmp_path)

    assert_as_published(found)
    assert not found.unplaced


@pytest.mark.parametrize("to", ["pdf", "xls", "ods", "html", "xlsx"])
@pytest.mark.skipif(not carriers.CALC, reason=carriers.NO_CALC)
def test_what_calc_makes_of_the_spreadsheet_comes_in_equal(to: str, tmp_path: Path) -> None:
    found = imported(carriers.converted(carriers.xlsx(sheets()), "xlsx", to, tmp_path), tmp_path)

    assert_as_published(found)
    if to == "html":  # its headings, and the list of them
        assert all(re.search("Overview|Sheet|^表[0-9]$", stray.text) for stray in found.unplaced)
    else:
        assert not found.unplaced
