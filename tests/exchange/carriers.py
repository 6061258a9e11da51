"""The nine published forms in the official layout, with merged cells, as files that other programs write."""

import subprocess
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path

import docx
import openpyxl
from docx.document import Document as Paper
from openpyxl.worksheet.worksheet import Worksheet

from perfdesk.documents.document import Document
from perfdesk.documents.layout import lay_out
from perfdesk.documents.sheet import Sheet
from perfdesk.exchange.importing import import_file
from perfdesk.exchange.office import find_office
from perfdesk.printing.job import render_sheets
from tests.exchange import papers
from tests.exchange.reading import CATALOGUE

OFFICE = find_office()
NO_OFFICE = "LibreOffice is not installed"
CALC = bool(OFFICE) and any(Path(str(OFFICE)).resolve().parent.glob("libsclo*"))
NO_CALC = "LibreOffice Calc is not installed"


@cache
def documents() -> tuple[Document, ...]:
    """The nine forms, filled in as published."""
    return import_file(papers.SAMPLE, CATALOGUE).documents


@cache
def sheets() -> tuple[Sheet, ...]:
    """The nine forms, laid out."""
    return tuple(lay_out(CATALOGUE.form(document.form), document) for document in documents())


def xlsx(forms: Sequence[Sheet], *, one_sheet: bool = False) -> bytes:
    """A sheet a form, or all of them one below the other."""
    book = openpyxl.Workbook()
    top = 0
    for number, form in enumerate(forms, 1):
        if number == 1:
            page = book.active
        elif not one_sheet:
            page, top = book.create_sheet(f"表{number}"), 0
        _fill(page, form, top)
        top += form.rows + 2
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook as a file."""
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(page: Worksheet, form: Sheet, top: int) -> None:
    for cell in form.cells:
        row, column = top + cell.row + 1, cell.column + 1
        page.cell(row, column).data_type = "s"
        page.cell(row, column).value = cell.text
        page.cell(row, column).data_type = "s"  # else =5000 becomes a formula
        if cell.rows * cell.columns > 1:
            page.merge_cells(None, row, column, row + cell.rows - 1, column + cell.columns - 1)
        for number in range(cell.rows * cell.framed):
            for other in range(cell.columns):
                side = openpyxl.styles.Side("thin")
                page.cell(row + number, column + other).border = openpyxl.styles.Border(
                    side, side, side, side
                )
        page.cell(row, column).alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="center")
        page.row_dimensions[row].height = 40 if len(cell.text) < 60 else 220
    for number, share in enumerate(form.columns):
        page.column_dimensions["ABCDEFGH"[number]].width = share * 11
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)


def word(forms: Iterable[Sheet]) -> bytes:
    """A table a form, title and caption as paragraphs above it."""
    paper = docx.Document()
    for form in forms:
        _write(paper, form)
        paper.add_paragraph("")
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def table(texts: Sequence[Sequence[str]]) -> bytes:
    """A document with a table without merged cells."""
    paper = docx.Document()
    cells = paper.add_table(len(texts), len(texts[0]))._cells
    for cell, text in zip(cells, (text for row in texts for text in row), strict=True):
        cell.text = text
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _write(paper: Paper, form: Sheet) -> None:
    bare = [cell for cell in form.cells if not cell.framed]
    for _, cells in groupby(bare, key=lambda cell: cell.row):
        paper.add_paragraph("\t".join(cell.text for cell in cells))
    above = max((cell.row for cell in bare), default=-1) + 1
    table = paper.add_table(form.rows - above, len(form.columns))
    table.style = "Table Grid"
    table.autofit = False
    places = table._cells
    for cell in form.cells:
        if cell.framed:
            at = (cell.row - above) * len(form.columns) + cell.column
            end = at + (cell.rows - 1) * len(form.columns) + cell.columns - 1
            place = places[at].merge(places[end]) if end > at else places[at]
            place.text = cell.text


def page(forms: Iterable[Sheet]) -> bytes:
    """A web page with a table a form."""
    from tests.benchmarks.peers import to_html

    return to_html(forms).encode("utf-8")


def opendocument(forms: Iterable[Sheet]) -> bytes:
    """A spreadsheet of OpenDocument."""
    return _ods(_ods_table(form) for form in forms)


def ods_of(rows: Iterable[Iterable[str]]) -> bytes:
    """A spreadsheet of OpenDocument without merged cells."""
    cells = ("".join(_ods_cell(text) for text in row) for row in rows)
    return _ods(["".join(f"<table:table-row>{line}</table:table-row>" for line in cells)])


def _ods_cell(text: str, rows: int = 1, columns: int = 1) -> str:
    return (
        f'<table:table-cell table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}">'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
    )


def _ods_table(form: Sheet) -> str:
    lines = []
    for row in range(form.rows):
        line = ""
        for column in range(len(form.columns)):
            cell = form.cover[row, column]
            begins = (cell.row, cell.column) == (row, column)
            line += _ods_cell(cell.text, cell.rows, cell.columns) if begins else "<table:covered-table-cell/>"
        lines.append(f"<table:table-row>{line}</table:table-row>")
    return "".join(lines)


def _ods(tables: Iterable[str]) -> bytes:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = "".join(f'<table:table table:name="表">{table}</table:table>' for table in tables)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names}><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """An archive."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def printed(forms: Iterable[Sheet]) -> bytes:
    """The PDF file that perfdesk prints."""
    return render_sheets(forms)


def converted(content: bytes, suffix: str, to: str, folder: Path) -> bytes:
    """A file as LibreOffice writes it in another format."""
    assert OFFICE
    source = folder / f"forms.{suffix}"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        OFFICE,
        profile,
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"forms.{to.partition(':')[0]}").read_bytes()
