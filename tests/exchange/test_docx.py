"""Documents: everything that Word shows, nothing that it does not, each cell once."""

from io import BytesIO
from random import Random

import docx
import pytest

from perfdesk.exchange.grid import GridRow
from perfdesk.exchange.readers import read_content
from tests.exchange.carriers import packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def rows(data: bytes) -> list[GridRow]:
    return list(read_content(data, "例").rows)


def document(body: str) -> list[tuple[str, ...]]:
    """The cells of a document with this body."""
    data = packed(
        {"word/document.xml": f'<w:document xmlns:w="{W}" xmlns:mc="m"><w:body>{body}</w:body></w:document>'}
    )
    return [row.cells for row in rows(data)]


def p(*runs: str) -> str:
    return (
        "<w:p>"
        + "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
        + "</w:p>"
    )


def tr(*cells: str) -> str:
    return (
        "<w:tr>"
        + "".join(cell if cell.startswith("<w:tc") else f"<w:tc>{p(cell)}</w:tc>" for cell in cells)
        + "</w:tr>"
    )


def test_paragraphs_and_tables_come_in_the_order_of_the_paper() -> None:
    found = document(p("标题") + f"<w:tbl>{tr('甲', '乙')}</w:tbl>" + p("填报单位<w:tab/>单位") + p("尾"))

    assert found[:2] == [("标题",), ("甲", "乙")]


def test_a_tab_parts_a_line_and_the_stops_of_a_paragraph_do_not() -> None:
    stops = "<w:pPr><w:tabs><w:tab w:val='left' w:pos='400'/></w:tabs></w:pPr>"

    assert document(p(stops, "填报单位", "<w:r><w:tab/></w:r>", "单位：万元")) == [("填报单位", "单位：万元")]


def test_what_was_inserted_or_stands_in_a_control_is_read_and_what_was_deleted_is_not() -> None:
    kept = p("<w:ins><w:r><w:t>新</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>",
             "<w:sdt><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>")  # fmt: skip
    control = f"<w:sdt><w:sdtContent>{tr('乙', '丙')}</w:sdtContent></w:sdt>"

    assert document(f"<w:tbl>{tr(f'<w:tc>{kept}</w:tc>', '甲')}{control}</w:tbl>") == [
        ("新控", "甲"),
        ("乙", "丙"),
    ]


def test_signs_of_symbol_fonts_are_the_signs_they_show() -> None:
    signs = "".join(
        f"<w:r><w:sym w:font='Symbol' w:char='{code}'/></w:r>" for code in ("F0B3", "F0A3", "F123")
    )

    assert document(f"<w:p>{signs}<w:r><w:t>5</w:t></w:r></w:p>") == [("≥≤\ufffd5",)]


def test_a_text_box_comes_once() -> None:
    box = f"<w:txbxContent>{p('框中')}</w:txbxContent>"
    both = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"

    found = document(p(f"{both}</mc:AlternateContent></w:r>", "框外"))

    assert found == [("框中",), ("框外",)]


def tc(properties: str, *content: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def test_merged_cells_stand_where_they_begin() -> None:
    begins, goes_on = tc("<w:vMerge w:val='restart'/>", p("甲")), tc("<w:vMerge/>", p("看不见"))
    wide = tc("<w:gridSpan w:val='2'/>", p("乙"))
    before = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{tc('', p('后'))}</w:tr>"
    lines = tr(begins, wide, "丙") + tr(goes_on, "丁", "", "戊") + before

    assert document(f"<w:tbl>{lines}</w:tbl>") == [("甲", "乙", "", "丙"), ("", "丁", "", "戊"), ("", "后")]


def test_a_table_within_a_cell_is_one_of_its_own_behind_the_row() -> None:
    inner = f"<w:tbl>{tr('内一', '内二')}</w:tbl>"
    outer = tr(tc("", p("外"), inner, p("")), "旁")

    assert document(f"<w:tbl>{outer}</w:tbl>") == [("外", "旁"), ("内一", "内二")]


def test_a_huge_span_is_cut() -> None:
    wide = tr(tc("<w:gridSpan w:val='200000000'/>", p("甲")), "乙")

    (row,) = document(f"<w:tbl>{wide}</w:tbl>")

    assert (row[0], row[-1], len(row)) == ("甲", "乙", 1001)


@pytest.mark.parametrize("seed", range(12))
def test_every_cell_is_what_python_docx_wrote(seed: int) -> None:
    random = Random(seed)  # noqa: S311  (no secret)
    paper = docx.Document()
    height = random.randint(2, 6)
    written = paper.add_table(height, 3)
    for cell in written._cells:
        cell.text = "".join(random.choices("甲乙丙 5%≥\t\n", k=random.randint(0, 5)))
    row, column = random.randrange(height - 1), random.randrange(2)
    written.cell(row, column).merge(written.cell(row + random.randint(0, 1), column + 1))
    content = BytesIO()
    paper.save(content)

    found = {
        (int(row.place.partition("第")[2][:-1]) - 1, column): text
        for row in rows(content.getvalue())
        for column, text in enumerate(row.cells)
        if text
    }

    seen: set[object] = set()
    expected = {}
    for number, cell in enumerate(written._cells):
        if cell._tc not in seen and (text := cell.text.strip()):
            expected[divmod(number, 3)] = text
        seen.add(cell._tc)
    assert found == expected
