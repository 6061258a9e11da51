"""Forms in the layouts of other offices and years, each in the carrier where it is usual.

`tests/data/wild/*.toml`: the cells of a paper, and the document that it is. What is no field of the form has
to lie in the tray; nothing may stand in a field where it does not belong.
"""

import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfdesk.documents.document import Document
from perfdesk.exchange.importing import import_file
from tests.exchange import carriers, papers
from tests.exchange.pdfs import ruled_pdf
from tests.exchange.reading import CATALOGUE, kept, rows

TEXTS = {"tabs": papers.tabbed, "bars": papers.barred, "a cell a line": papers.listed}
WILD = sorted((Path(__file__).parent.parent / "data" / "wild").glob("*.toml"))


def spread(paper: dict[str, Any]) -> list[list[tuple[str, int, int] | None]]:
    """Cells with their spans, None where another one lies over a place."""
    cells = paper["rows"]
    width = max(map(len, cells))
    places: list[list[tuple[str, int, int] | None]] = [
        [(text, 1, 1) for text in (*row, *[""] * (width - len(row)))] for row in cells
    ]
    for merged in paper.get("merged", ()):
        left, top, right, bottom = openpyxl.utils.range_boundaries(merged)
        text = places[top - 1][left - 1]
        for row in range(top - 1, bottom):
            for column in range(left - 1, min(right, width)):
                places[row][column] = None
        places[top - 1][left - 1] = (text[0] if text else "", bottom - top + 1, right - left + 1)
    return places


def written(paper: dict[str, Any]) -> bytes:
    """The paper as a file."""
    if paper["carrier"] == "pdf":
        return ruled_pdf([paper["rows"]], above=paper.get("above", ""), below=paper.get("below", ""))
    if paper["carrier"] in TEXTS:
        return TEXTS[paper["carrier"]](paper["rows"]).encode("gb18030")
    places = spread(paper)
    if paper["carrier"] == "xlsx":
        book = openpyxl.Workbook()
        for number, row in enumerate(places, 1):
            for column, cell in enumerate(row, 1):
                if cell and cell[0]:
                    book.active.cell(number, column).value = cell[0]
        for merged in paper.get("merged", ()):
            book.active.merge_cells(merged)
        return carriers.saved(book)
    if paper["carrier"] == "html":
        lines = (
            "".join(f"<td rowspan={cell[1]} colspan={cell[2]}>{cell[0]}" for cell in row if cell)
            for row in places
        )
        return f"<!doctype html><p>通知<table>{''.join(f'<tr>{line}' for line in lines)}</table>".encode()
    return carriers.table([[cell[0] if cell else "" for cell in row] for row in places])


def cells_of(paper: dict[str, Any]) -> list[str]:
    return [text for row in paper["rows"] for text in row if text]


def read(path: Path, folder: Path) -> tuple[dict[str, Any], Document]:
    paper = tomllib.loads(path.read_text(encoding="utf-8"))
    file = folder / "表"
    file.write_bytes(written(paper))
    (found,) = import_file(file, CATALOGUE).documents
    return paper, found


@pytest.mark.parametrize("path", WILD, ids=lambda path: path.stem)
def test_every_field_and_indicator_is_where_it_belongs(path: Path, tmp_path: Path) -> None:
    paper, found = read(path, tmp_path)

    assert {key: text for key, text in found.texts.items() if text} == paper["texts"]
    assert rows(found) == [indicator["row"] for indicator in paper["indicators"]]
    blocks = [[row.text(f"total.{key}") for key in ("level2", "name", "value")] for row in found.rows]
    assert blocks == [indicator.get("total", ["", "", ""]) for indicator in paper["indicators"]]
    assert found.form == paper.get("form", "project-target@dalian-2024")


@pytest.mark.parametrize("path", WILD, ids=lambda path: path.stem)
def test_nothing_of_it_is_lost(path: Path, tmp_path: Path) -> None:
    paper, found = read(path, tmp_path)

    everything = kept([found])
    labels = set(paper.get("labels", ()))
    lost = [text for text in cells_of(paper) if text not in everything and text not in labels]
    assert [text for text in lost if not _is_label(text)] == []


def _is_label(text: str) -> bool:
    from perfdesk.exchange.labels import NOTHING, Words, year_alone

    words = Words(CATALOGUE.forms())
    pieces = words.pieces((text,))
    return (
        words.title(text) is not None
        or year_alone(text) is not None
        or any(piece.meaning is not NOTHING for piece in pieces)
    )
