"""Spreadsheets: what is shown, whatever their writers left out, equal to what openpyxl finds in them."""

import datetime
import re
from io import BytesIO
from random import Random

import openpyxl
import pytest

from perfdesk.exchange.grid import GridRow
from perfdesk.exchange.readers import read_content
from tests.exchange import carriers
from tests.exchange.carriers import packed, saved

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rows(data: bytes) -> list[GridRow]:
    return list(read_content(data, "例").rows)


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in rows(data)]


def sheet(content: str, strings: str = "", styles: str | None = None, **changes: str) -> bytes:
    """A workbook of one sheet with this XML inside; `changes`: other names for its namespace or members."""
    space, slash = changes.get("space", MAIN), changes.get("slash", "/")
    prefix = changes.get("prefix", "")
    colon = f"{prefix}:" if prefix else ""
    about = f' xmlns{":" if prefix else ""}{prefix}="{space}"'
    content = re.sub(r"<(/?)(?=\w)", rf"<\1{colon}", content) if prefix else content
    members = {
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        f'Target="{changes.get("root", "")}xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<{colon}workbook{about} xmlns:r="{RELATIONS}"><{colon}sheets>'
        f'<{colon}sheet name="表" sheetId="1" r:id="b"/></{colon}sheets></{colon}workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="b" Type="{RELATIONS}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="{RELATIONS}/sharedStrings" '
        f'Target="sharedStrings.xml"/><Relationship Id="d" Type="{RELATIONS}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<{colon}worksheet{about}>{content}</{colon}worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{space}">{strings}</sst>',
    }
    if styles is not None:
        members["xl/styles.xml"] = styles
    return packed({name.replace("/", slash): text for name, text in members.items()})


def test_cells_carry_what_is_shown_and_the_row_keeps_what_is_stored() -> None:
    book = openpyxl.Workbook()
    page = book.active
    for place, value, code in [
        ("A1", 0.95, "0%"),
        ("B1", 5000, '"≥"0"份"'),
        ("C1", datetime.date(2024, 12, 1), 'yyyy"年"m"月"d"日"'),
        ("D1", 2695.91, "#,##0.00"),
        ("E1", 146.6, "General"),
        ("F1", "=1+1", "General"),
    ]:
        page[place] = value
        page[place].number_format = code

    (row,) = rows(saved(book))

    assert row.cells == ("95%", "≥5000份", "2024年12月1日", "2,695.91", "146.6")
    assert row.stored == (("95%", "0.95"), ("≥5000份", "5000"), ("2024年12月1日", "45627"))


def test_hidden_rows_and_sheets_are_read_and_said_to_be_hidden() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "见", "不见"
    book.active.row_dimensions[2].hidden = True
    other = book.create_sheet("藏")
    other["A1"], other.sheet_state = "也不见", "hidden"

    found = rows(saved(book))

    assert [(row.cells, row.hidden) for row in found] == [
        (("见",), False),
        (("不见",), True),
        (("也不见",), True),
    ]
    assert [row.place for row in found] == ["「Sheet」第1行", "「Sheet」第2行", "「藏」第1行"]


ROWS = "<sheetData><row><c t='str'><v>甲</v></c></row><row><c/><c/><c s='7'><v>5</v></c></row></sheetData>"
PLACED = (
    '<dimension ref="A1"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>'
    '<row r="2"><c r="C2"><v>5</v></c></row></sheetData>'
)


@pytest.mark.parametrize(
    "data",
    [
        sheet(PLACED),
        sheet(ROWS),
        sheet(ROWS, space=STRICT, slash="\\", root="/", prefix="x"),
        sheet(ROWS, styles="<styleSheet><cellXfs><xf numFmtId='x'/>"),
    ],
    ids=["false size", "no places", "strict, other slash, prefix", "broken styles"],
)
def test_what_writers_leave_out_or_write_otherwise_does_not_matter(data: bytes) -> None:
    assert cells(data) == [("甲",), ("", "", "5")]


def test_runs_are_joined_reading_aids_left_out_and_escapes_read() -> None:
    strings = (
        "<si><r><t>项目</t></r><r><rPr><b/></rPr><t xml:space='preserve'>名称 </t></r>"
        "<rPh sb='0' eb='1'><t>xiàngmù</t></rPh></si><si><t>甲_x000D_\n乙_x005F_x</t></si>"
    )
    data = sheet("<sheetData><row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row></sheetData>", strings)

    assert cells(data) == [("项目名称", "甲\n乙_x")]


def test_a_thousand_formatted_blank_rows_are_none() -> None:
    book = openpyxl.load_workbook(BytesIO(carriers.xlsx(carriers.sheets()[:1])))
    bold = openpyxl.styles.Font(bold=True)
    for number in range(1, 1001):
        book.active.cell(number, 9).font = bold

    assert cells(saved(book)) == cells(carriers.xlsx(carriers.sheets()[:1]))


def test_a_far_cell_costs_nothing() -> None:
    (first, last) = rows(sheet("<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'>"
                               "<c r='XFD1048576'><v>2</v></c></row></sheetData>"))  # fmt: skip

    assert first.cells == ("1",)
    assert len(last.cells) == 16384
    assert last.place == "第1048576行"


@pytest.mark.parametrize("seed", range(12))
def test_every_cell_is_what_openpyxl_wrote(seed: int) -> None:
    random = Random(seed)  # noqa: S311  (no secret)
    book = openpyxl.Workbook()
    page = book.active
    for number in range(random.randint(0, 3)):
        page.merge_cells(None, 9 * number + 2, random.randint(1, 5), 9 * number + random.randint(3, 9), 6)
    for _ in range(random.randint(1, 40)):
        cell = page.cell(random.randint(1, 40), random.randint(1, 40))
        if not isinstance(cell, openpyxl.cell.MergedCell):
            cell.value = random.choice(
                [_text(random), random.randint(-99, 10**9), random.random() * 99, True]
            )
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    data = saved(book)

    found = {
        (int(row.place[1:-1]), column): text
        for row in rows(data)
        for column, text in enumerate(row.cells, 1)
        if text
    }

    there = openpyxl.load_workbook(BytesIO(data)).active
    assert found == {
        (cell.row, cell.column): text
        for line in there.iter_rows()
        for cell in line
        if cell.value is not None and (text := _shown(cell.value))
    }


def _text(random: Random) -> str:
    return "".join(random.choices("甲乙 \n\t5%≥=+-@'<&>\U0001f600_x000D_", k=random.randint(0, 12)))


def _shown(value: object) -> str:
    """A value as a spreadsheet shows it without a format."""
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:.15g}" if isinstance(value, float) else str(value).strip()
