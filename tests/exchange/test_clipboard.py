"""Blocks of cells as other programs put them on the clipboard, and as they read ours."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfdesk.errors import SourceError
from perfdesk.exchange.clipboard import (
    MAX_ROWS,
    Block,
    Piece,
    read,
    read_html,
    read_text,
    write_html,
    write_text,
)

TEXTS = st.text(
    st.one_of(
        st.sampled_from('\n\t "\xa0<&>;=0绩效'),
        st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]),
    ),
    max_size=8,
)
GRIDS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=4)
)


def pieces(grid: list[list[str]]) -> list[list[Piece]]:
    return [[Piece(text) for text in row] for row in grid]


@given(GRIDS)
@example([['说"明"', "a\tb", "一\n二"]])
@example([[""], ["x"], [""]])
def test_tsv_comes_back_as_it_went(grid: list[list[str]]) -> None:
    assert read_text(write_text(pieces(grid))) == grid


@given(GRIDS)
@example([["  a", "b  c ", " "], ["\n", "a\n", "\xa0"]])
def test_html_comes_back_as_it_went(grid: list[list[str]]) -> None:
    assert read_html(write_html(pieces(grid)).encode()) == grid


@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    assert read_text(text)


@given(st.binary(max_size=60), st.text(max_size=10))
def test_any_bytes_are_read(page: bytes, text: str) -> None:
    read(page, text)
    read(b"<table>" + page, text)


def test_each_text_of_merged_cells_is_written_once() -> None:
    block: Block = [[Piece("产出", 2), Piece("数量")], [None, Piece("质量")]]

    assert write_text(block) == "产出\t数量\r\n\t质量\r\n"
    assert read_html(write_html(block).encode()) == [["产出", "数量"], ["产出", "质量"]]


def test_a_code_keeps_its_zeros_in_a_spreadsheet_and_an_amount_stays_a_number() -> None:
    page = write_html([[Piece("007"), Piece("644.5")]])

    assert r"""<td style="mso-number-format:'\@'">007</td><td>644.5</td>""" in page


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [[""]]),
        ("a", [["a"]]),
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
        ("a\rb\r", [["a"], ["b"]]),
        ("a\t\r\n\t\r\n", [["a", ""], ["", ""]]),
        ('"一\n二"\t"说""好"""', [["一\n二", '说"好"']]),
        ('"好"的\tx', [['"好"的', "x"]]),
        ('5" 管\t"没有结束', [['5" 管', '"没有结束']]),
        ("a\n\nb", [["a"], [""], ["b"]]),
    ],
)
def test_tsv_of_other_programs(text: str, rows: list[list[str]]) -> None:
    assert read_text(text) == rows


EXCEL = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312">
<meta name=ProgId content=Excel.Sheet>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><table><tr><td>不是表</td></tr></table>
</x:ExcelWorkbook></xml><![endif]-->
<style><!--table {mso-displayed-decimal-separator:"\\.";} td {white-space:nowrap;}
br {mso-data-placement:same-cell;}--></style></head>
<body link="#0563C1" vlink="#954F72">
<table border=0 cellpadding=0 cellspacing=0 width=360 style='border-collapse:
 collapse;width:270pt'><!--StartFragment-->
 <col width=72 span=4 style='width:54pt'>
 <tr height=19 style='height:14.25pt'>
  <td rowspan=2 height=38 class=xl65 style='height:28.5pt'>产出指标</td>
  <td class=xl65>数量指标</td>
  <td class=xl66>会议
  召开<span style='mso-spacerun:yes'>&nbsp; </span>次数<br>
    （含培训）</td>
  <td colspan=2 class=xl66 style='mso-ignore:colspan'>很长很长的一段文字溢出到右边</td>
 </tr>
 <tr height=19>
  <td class=xl65>质量指标</td><td></td><td align=right x:num>5</td><td>&nbsp;</td>
 </tr>
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'><td width=72></td></tr>
 <![endif]><!--EndFragment-->
</table></body></html>"""


def test_a_page_of_excel() -> None:
    assert read_html(EXCEL.encode()) == [
        ["产出指标", "数量指标", "会议 召开  次数\n（含培训）", "很长很长的一段文字溢出到右边", ""],
        ["产出指标", "质量指标", "", "5", ""],
    ]


WORD = """<html><body><!--StartFragment-->
<table class=MsoTableGrid><tr style='mso-yfti-irow:0'>
<td valign=top><p class=MsoNormal><span lang=EN-US>1.</span><span
style='font-family:宋体'>完成
任务</span></p><p class=MsoNormal>2.<b>达标</b><o:p></o:p></p></td>
<td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table><p>表外</p></body></html>"""


def test_a_table_of_word_keeps_its_paragraphs_in_one_cell() -> None:
    cells, is_table = read(WORD.encode(), "1.完成任务\r\n2.达标\t\r\n")

    assert is_table
    assert cells == [["1.完成 任务\n2.达标", ""]]


def test_merged_columns_of_a_spreadsheet_are_one_cell() -> None:
    page = b"<table><tr><td colspan=3>a</td><td>b</td></tr><tr><td>1<td>2<td>3<td>4</table>"

    assert read(page, "a\t\t\tb\r\n1\t2\t3\t4\r\n") == ([["a", "b"], ["1", "2", "3", "4"]], True)


def test_the_text_is_right_where_page_and_text_have_other_columns() -> None:
    page = b"<table><tr><td colspan=2>a</td><td>b</td></tr></table>"

    assert read(page, "a\t\tb\tc\r\n") == ([["a", "", "b", "c"]], True)


def test_a_page_without_a_table_is_plain_text() -> None:
    assert read("<p>一</p><p>二</p>".encode(), "一\n二") == ([["一"], ["二"]], False)


def test_a_page_that_says_gb2312_and_is_utf8_is_read_as_utf8() -> None:
    page = '<meta charset="gb2312"><table><tr><td>绩效目标</table>'

    assert read_html(page.encode("utf-8")) == [["绩效目标"]]


def test_a_table_inside_a_cell_is_text_of_the_cell() -> None:
    page = b"<table><tr><td>a<table><tr><td>b<td>c</table></td><td>d</table>"

    assert read_html(page) == [["a\nb\nc", "d"]]


def test_an_entity_reads_no_file() -> None:
    page = b"<!DOCTYPE html [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><table><tr><td>&f;</table>"

    assert read_html(page) == [["&f;"]]


def test_spans_are_clamped() -> None:
    page = b"<table><tr><td rowspan=99999999999 colspan=0>a<td>b<tr><td>c</table>"

    assert read_html(page) == [["a", "b"], ["a", "c"]]


def test_a_page_nested_too_deep_is_no_table() -> None:
    assert read_html(b"<table><tr><td>" + b"<div>" * 5000 + b"x") is None


def test_too_many_rows_are_said() -> None:
    with pytest.raises(SourceError, match="5000"):
        read_html(b"<table>" + b"<tr><td>x" * (MAX_ROWS + 1))
    with pytest.raises(SourceError, match="5000"):
        read_text("x\n" * (MAX_ROWS + 1))


def test_a_table_too_wide_is_said() -> None:
    with pytest.raises(SourceError, match="太宽"):
        read_html(b"<table><tr>" + b"<td colspan=1000>x" * 1000)
