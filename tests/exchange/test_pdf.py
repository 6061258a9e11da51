"""PDF: cells by the lines that are drawn, signs by their baselines, plain words where there is no text."""

import pytest

from perfdesk.exchange.readers import read_content
from tests.exchange.pdfs import ruled_pdf, scanned_pdf
from tests.exchange.reading import refusal


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_content(data, "例").rows]


def test_a_scan_says_that_it_has_no_text() -> None:
    said = refusal(lambda: read_content(scanned_pdf(), "例"))

    assert said.startswith("「例」是扫描件")
    assert "手工录入" in said


def test_lines_outside_of_tables_stand_in_their_order_and_wide_gaps_part_them() -> None:
    found = cells(ruled_pdf([[["项目名称", "甲"]]], above=f"填报单位：乙局{' ' * 60}单位：万元", below="3"))

    assert found[0][0].startswith("填报单位：乙局")
    assert found[1:] == [("项目名称", "甲"), ("3",)]


def test_points_and_commas_stand_where_they_stood() -> None:
    assert cells(ruled_pdf([[["年度金额", "2,695.91"], ["其他资金", "146.6"]]])) == [
        ("年度金额", "2,695.91"), ("其他资金", "146.6"),
    ]  # fmt: skip


def test_a_line_that_was_full_goes_on_and_one_that_was_not_was_ended() -> None:
    wrapped, ended = "全市各中小学校园食堂\n检查合格率", "目标1：好\n目标2：成"

    assert cells(ruled_pdf([[[wrapped, ended]]])) == [
        ("全市各中小学校园食堂检查合格率", "目标1：好\n目标2：成")
    ]


@pytest.mark.parametrize(("radicals", "text"), [("项⽬名称", "项目名称"), ("⻝品安全", "食品安全")])
def test_radicals_that_look_like_ideographs_are_these_and_the_row_keeps_what_was_there(
    radicals: str, text: str
) -> None:
    from perfdesk.exchange.pdf import _mended

    assert _mended(radicals) == text
    assert _mended("㎡①…") == "㎡①…"


def test_columns_of_two_pages_are_the_same() -> None:
    found = cells(ruled_pdf([[["甲", "乙", "丙"]], [["丁", "", "戊"]]]))

    assert found == [("甲", "乙", "丙"), ("丁", "", "戊")]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_paper_that_lies_turned_in_the_file_is_read_as_it_is_looked_at(turned: int) -> None:
    table = [["项目名称", "甲\n乙"], ["", "2,695.91"]]

    assert cells(ruled_pdf([table], turned=turned)) == cells(ruled_pdf([table]))
