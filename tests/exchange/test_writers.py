"""Files out: what every writer keeps, and what each kind of file needs."""

import re
import string
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.documents.document import Row
from perfdesk.documents.finding import Finding
from perfdesk.documents.layout import lay_out
from perfdesk.documents.sheet import Cell, Sheet
from perfdesk.errors import UsageError
from perfdesk.exchange.importing import import_file
from perfdesk.exchange.losses import Losses
from perfdesk.exchange.readers import read_content
from perfdesk.exchange.to_xlsx import LONGEST, Names
from perfdesk.exchange.writers import WRITERS, Writer, write_sheets, writer_of
from perfdesk.forms.spec import PrintSpec
from perfdesk.rules.report import Reviewed, report
from tests.exchange import carriers, papers
from tests.exchange.reading import CATALOGUE

NASTY = [
    *("=5000份", "=0起", "+5", "-5%", "@x", "\t=1", "'=5", "''+5", "＝1+1", '="007"', "=cmd|' /C calc'!A0"),
    *(
        "007",
        "37000060707",
        "210200000000000000001",
        "2.1E+17",
        "2024-12",
        "2024.10",
        "1/2",
        "2,695.91",
        "5.50",
    ),
    *(
        "{=1}",
        "<r><t>甲</t></r>",
        "<b>&amp;</b>",
        "_x0041_",
        "a  b",
        " \n前后\n ",
        "甲\t乙",
        '"甲",乙',
        "TRUE",
    ),
    *(
        "㛃䶮",
        "𬱖",
        "👨‍👩‍👧",
        "é",
        "\u2028",
        "\x0b",
        "\x1f甲",
        "\ufffe乙",
        "#NAME?",
        "http://甲.乙",
        "]]>",
        "甲\x00",
    ),
]
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40),
    st.text("=+-@'\"\t\n ,;<>&_x0123456789.AE㛃", max_size=12),
)
every = pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.suffix)


def written(writer: Writer, *sheets: Sheet) -> bytes:
    return writer.write(sheets, Losses())


def grid_of(*lines: list[str], widths: tuple[float, ...] = (1.0, 1.0, 1.0)) -> Sheet:
    """A sheet without merged cells."""
    cells = (
        Cell(row, column, 1, 1, text, "value", "start")
        for row, line in enumerate(lines)
        for column, text in enumerate(line)
    )
    return Sheet("例", widths, len(lines), tuple(cells), (0,), PrintSpec())


def cells_of(data: bytes) -> list[list[str]]:
    return [list(row.cells) for row in read_content(data, "例").rows]


def as_read(text: str, writer: Writer) -> str:
    """What a reader gives of a text: characters that the kind cannot hold are U+FFFD, blanks around go."""
    held = Losses().fit(
        Cell(0, 0, 1, 1, text, "value", "start"), grid_of([""]), controls=writer.suffix in {".xlsx", ".csv"}
    )
    return held.strip()


def in_place(data: bytes, number: int) -> str:
    """The text of the second cell of the row that begins with a number; empty when it has none."""
    return next((row[1] for row in cells_of(data) if row[0] == f"第{number}条" and len(row) > 1), "")


@every
def test_the_nine_forms_come_back_equal_in_every_field(writer: Writer, tmp_path: Path) -> None:
    target = tmp_path / f"表{writer.suffix}"

    done = write_sheets(writer, carriers.sheets(), target)
    found = import_file(target, CATALOGUE)

    assert done.path == target
    assert not done.losses
    assert [papers.told(each) for each in found.documents] == [papers.expected(number) for number in range(9)]
    assert sum(len(each.rows) for each in found.documents) == 65
    assert not found.unplaced
    assert not any(each.marks for each in found.documents)
    assert [each.texts for each in found.documents] == [each.texts for each in carriers.documents()]


@every
def test_what_begins_like_a_formula_or_a_number_comes_back_as_the_text_it_was(writer: Writer) -> None:
    lines = [[f"第{number}条", text, "末"] for number, text in enumerate(NASTY)]

    data = written(writer, grid_of(*lines))

    assert [in_place(data, number) for number in range(len(NASTY))] == [
        as_read(text, writer) for text in NASTY
    ]


@every
@settings(max_examples=60, deadline=None)
@given(st.lists(texts, min_size=4, max_size=6))
def test_any_text_comes_back(writer: Writer, said: list[str]) -> None:
    lines = [[f"第{number}条", text, "末"] for number, text in enumerate(said)]

    data = written(writer, grid_of(*lines))

    assert [in_place(data, number) for number in range(len(said))] == [as_read(text, writer) for text in said]


@every
def test_a_very_long_text_comes_back_or_is_said_to_be_cut(writer: Writer) -> None:
    long = "新材料产业园𬱖" * 5_000
    losses = Losses()

    data = writer.write(
        [grid_of(*[[f"第{row}条", "短", "末"] for row in range(4)], ["第4条", long, "末"])], losses
    )

    back = in_place(data, 4)
    assert back == long or (back == long[: len(back)] and len(back) > 28_000)
    assert bool(losses.found) == (back != long)
    assert all("只写入了前面的部分" in str(loss) for loss in losses.found)


@every
def test_equal_documents_give_equal_bytes(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(writer, *carriers.sheets())
    monkeypatch.setenv("USER", "somebody else")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)

    assert written(writer, *carriers.sheets()) == first


@every
def test_neither_a_person_nor_a_day_of_its_making_is_in_the_file(writer: Writer) -> None:
    data = written(writer, carriers.sheets()[0])
    whole = data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist())
            assert {member.date_time[0] for member in archive.infolist()} == {1980}

    assert not re.search(rb"20[2-9]\d-\d\d-\d\dT", whole)
    assert not re.search(rb"<(dc:creator|cp:lastModifiedBy)>[^<]", whole)


@every
def test_characters_that_the_kind_cannot_hold_are_told_with_form_and_cell(
    writer: Writer, tmp_path: Path
) -> None:
    document = carriers.documents()[0]
    wrong = replace(document, texts={**document.texts, "period": "2024\ufffe年"})

    done = write_sheets(writer, [lay_out(CATALOGUE.form(wrong.form), wrong)], tmp_path / f"表{writer.suffix}")

    (loss,) = done.losses
    assert str(loss) == "「财金局工作业务经费」的项目实施期有 1 个字符这种文件不能保存，已换成“\ufffd”"
    assert wrong.texts["period"] == "2024\ufffe年"


@every
def test_a_report_goes_through_the_same_door(writer: Writer) -> None:
    document = carriers.documents()[0]
    form = CATALOGUE.form(document.form)
    from perfdesk.rules.rulebook import judge

    findings: tuple[Finding, ...] = tuple(judge(document, form))
    sheet = report([Reviewed(document, form, findings)], at="2024-12-01")

    said = cells_of(written(writer, sheet))

    assert said[0] == ["审核报告"]
    assert [text for row in said for text in row] == [cell.text for cell in sheet.cells if cell.text]


@every
def test_nothing_to_write_is_said(writer: Writer, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有可以导出的表"):
        write_sheets(writer, [], tmp_path / f"表{writer.suffix}")
    assert not list(tmp_path.iterdir())


def test_the_ending_tells_the_writer() -> None:
    assert [writer_of(Path(f"表{ending}")) for ending in (".XLSX", ".docx", ".html", ".csv")] == list(WRITERS)
    assert writer_of(Path("表.pdf")) is None


# --- spreadsheets ----------------------------------------------------------------------------------------


def book_of(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(written(WRITERS[0], *sheets)))


def test_no_cell_of_a_spreadsheet_is_a_formula_a_link_or_a_number() -> None:
    data = written(WRITERS[0], grid_of(*[[text, "甲", ""] for text in NASTY]))

    with zipfile.ZipFile(BytesIO(data)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "<hyperlink" not in page
    assert page.count("<v>") == page.count(' t="s"') == 2 * len(NASTY)
    assert {
        cell.data_type for row in book_of(grid_of(*[[text, "", ""] for text in NASTY])).active for cell in row
    } <= {
        "s",
        "n",
    }


def test_another_reader_finds_the_same_cells_and_merges() -> None:
    book = book_of(*carriers.sheets())

    for page, sheet in zip(book, carriers.sheets(), strict=True):
        for cell in sheet.cells:
            assert (page.cell(cell.row + 1, cell.column + 1).value or "") == cell.text
        merged = {
            (area.min_row - 1, area.min_col - 1, area.size["rows"], area.size["columns"])
            for area in page.merged_cells.ranges
        }
        assert merged == {
            (cell.row, cell.column, cell.rows, cell.columns)
            for cell in sheet.cells
            if cell.rows * cell.columns > 1
        }


def test_a_form_is_a_page_of_a4_in_the_papers_proportions() -> None:
    sheet = carriers.sheets()[1]
    page = book_of(sheet).active
    assert page

    assert (page.page_setup.paperSize, page.page_setup.fitToHeight, page.page_setup.fitToWidth) == (
        9,
        None,
        None,
    )
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.orientation == "portrait"
    assert page.print_area == f"'{page.title}'!$A$1:$E${sheet.rows}"
    widths = [page.column_dimensions[letter].width for letter in string.ascii_uppercase[:5]]
    assert [width / widths[0] for width in widths] == pytest.approx(
        [share / sheet.columns[0] for share in sheet.columns], abs=0.06
    )
    height = sum(page.row_dimensions[row].height for row in range(1, sheet.rows + 1))
    assert height < 841.9 - 36 * 72 / 25.4
    assert page.cell(4, 2).font.name == "宋体"
    assert page.cell(4, 2).border.left.style == "thin"
    assert page.cell(1, 1).border.left is None or page.cell(1, 1).border.left.style is None


def test_a_row_higher_than_a_spreadsheet_allows_is_set_over_several(tmp_path: Path) -> None:
    document = carriers.documents()[0]
    goal = "推动产业发展，扶持优质企业。" * 150
    long = replace(document, texts={**document.texts, "goal.total": goal})
    sheet = lay_out(CATALOGUE.form(long.form), long)
    target = tmp_path / "表.xlsx"

    write_sheets(WRITERS[0], [sheet], target)

    page = openpyxl.load_workbook(target).active
    assert max(each.height for each in page.row_dimensions.values()) <= 409
    assert page.max_row > sheet.rows
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows
    (found,) = import_file(target, CATALOGUE).documents
    assert found.texts == long.texts
    assert [row.texts for row in found.rows] == [row.texts for row in long.rows]


@given(
    st.lists(
        st.one_of(texts, st.sampled_from(["项目", "项目(2)", "History", "A" * 40, "a" * 40, "", "甲/乙"])),
        max_size=8,
    )
)
@settings(max_examples=80, deadline=None)
def test_names_of_sheets_are_valid_and_unique(wished: list[str]) -> None:
    names = Names()

    given_names = [names.take(wish) for wish in wished]

    assert len({name.lower() for name in given_names}) == len(wished)
    for name in given_names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\\n\t\x00")
        assert name.strip("'") == name
        assert name.lower() != "history"


def test_a_sheet_is_called_as_its_project() -> None:
    sheet = carriers.sheets()[0]

    assert book_of(sheet, sheet, replace(sheet, name="")).sheetnames == [
        sheet.name,
        f"{sheet.name}(2)",
        "绩效目标表",
    ]


def test_the_limit_of_a_cell_counts_as_spreadsheets_count() -> None:
    losses = Losses()

    held = losses.fit(Cell(0, 0, 1, 1, "𬱖" * 20_000, "value", "start"), grid_of([""]), longest=LONGEST)

    assert held == "𬱖" * (LONGEST // 2)
    assert len(losses.found) == 1


# --- documents and pages ---------------------------------------------------------------------------------


def test_a_document_is_a_table_and_a_section_of_a4_for_each_form() -> None:
    paper = docx.Document(BytesIO(written(WRITERS[1], *carriers.sheets())))

    assert len(paper.tables) == len(paper.sections) == 9
    for section in paper.sections:
        width, height = section.page_width, section.page_height
        assert width
        assert height
        assert (round(width.mm), round(height.mm)) == (210, 297)
    for table, sheet in zip(paper.tables, carriers.sheets(), strict=True):
        cells = table._cells
        for (row, column), cell in sheet.cover.items():
            assert cells[row * len(sheet.columns) + column].text == cell.text


def test_a_page_for_mail_needs_nothing_from_elsewhere() -> None:
    page = written(WRITERS[2], *carriers.sheets()).decode()

    assert not re.search(r"<(style|link|script|img)|class=|url\(|https?:", page)
    assert page.count("<table") == 9
    assert all("border" in cell and "font-family" in cell for cell in re.findall("<td[^>]*>", page))


def converted_pages(data: bytes, suffix: str, folder: Path) -> int:
    pdf = carriers.converted(data, suffix, "pdf", folder)
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


@pytest.mark.skipif(not carriers.OFFICE, reason=carriers.NO_OFFICE)
def test_writer_prints_a_document_on_a_page_a_form(tmp_path: Path) -> None:
    assert converted_pages(written(WRITERS[1], *carriers.sheets()), "docx", tmp_path) == 9


@pytest.mark.parametrize("to", ["docx", "doc", "pdf"])
@pytest.mark.skipif(not carriers.OFFICE, reason=carriers.NO_OFFICE)
def test_what_writer_makes_of_a_document_comes_back_equal(to: str, tmp_path: Path) -> None:
    target = tmp_path / f"另存.{to}"
    target.write_bytes(carriers.converted(written(WRITERS[1], *carriers.sheets()), "docx", to, tmp_path))

    found = import_file(target, CATALOGUE).documents

    assert [papers.told(each) for each in found] == [papers.expected(number) for number in range(9)]


@pytest.mark.parametrize("to", ["xlsx", "xls", "ods", "pdf"])
@pytest.mark.skipif(not carriers.CALC, reason=carriers.NO_CALC)
def test_what_calc_makes_of_a_spreadsheet_comes_back_equal(to: str, tmp_path: Path) -> None:
    target = tmp_path / f"另存.{to}"
    target.write_bytes(carriers.converted(written(WRITERS[0], *carriers.sheets()), "xlsx", to, tmp_path))

    found = import_file(target, CATALOGUE).documents

    assert [papers.told(each) for each in found] == [papers.expected(number) for number in range(9)]


@pytest.mark.skipif(not carriers.CALC, reason=carriers.NO_CALC)
def test_calc_prints_a_spreadsheet_on_a_page_a_form(tmp_path: Path) -> None:
    assert converted_pages(written(WRITERS[0], *carriers.sheets()), "xlsx", tmp_path) == 9


def crowded(rows: int) -> Sheet:
    """A form with many indicators."""
    texts = {"level1": "产出指标", "level2": "数量指标", "value": "≥1个"}
    lines = (Row(f"r{number}", texts | {"name": f"指标{number}"}) for number in range(rows))
    full = replace(carriers.documents()[1], rows=tuple(lines))
    return lay_out(CATALOGUE.form(full.form), full)


@pytest.mark.skipif(not carriers.OFFICE, reason=carriers.NO_OFFICE)
def test_a_form_that_fills_its_page_keeps_to_it(tmp_path: Path) -> None:
    sheets = [crowded(rows) for rows in (18, 24, 30)]

    assert converted_pages(written(WRITERS[1], *sheets), "docx", tmp_path) == 3
