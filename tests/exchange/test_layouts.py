"""Forms in layouts that other offices use, in the carriers that they use for them."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from perfdesk.documents.document import Document
from perfdesk.exchange.importing import Imported, import_file
from tests.exchange import carriers, papers
from tests.exchange.carriers import saved
from tests.exchange.pdfs import ruled_pdf
from tests.exchange.reading import CATALOGUE, document, kept, marks, read, rows

LEVELS = ["一级指标", "二级指标", "三级指标"]
VALUE = ["计算符号", "指标值", "计量单位"]
FLAT = [
    ["2025年市直部门项目绩效目标汇总"],
    ["单位：元"],
    ["序号", "项目名称", "主管部门", "年度资金总额", "年度绩效目标", *LEVELS, *VALUE],
    ["1", "甲项目", "乙局", "250000", "办好", "产出指标", "数量指标", "培训次数", "≥", "5", "次"],
    ["", "", "", "", "", "", "质量指标", "合格率", "≥", "95", "%"],
    ["2", "丙项目", "丁局", "90000", "办成", "产出指标", "数量指标", "检查个数", "≥", "7", "个"],
    ["2", "丙项目", "丁局", "90000", "办成", "效益指标", "社会效益指标", "影响", "", "良好", ""],
    ["", "合计", "", "340000"],
]  # fmt: skip


def book_of(
    table: Sequence[Sequence[object]], formats: Mapping[str, str], merged: Sequence[str] = ()
) -> bytes:
    """A workbook of one sheet; place → number format, and merged ranges."""
    book = openpyxl.Workbook()
    for row, cells in enumerate(table, 1):
        for column, value in enumerate(cells, 1):
            if value != "":
                book.active.cell(row, column).value = value
    for place, code in formats.items():
        book.active[place].number_format = code
    for places in merged:
        book.active.merge_cells(places)
    return saved(book)


def imported(data: bytes, folder: Path) -> Imported:
    file = folder / "表"
    file.write_bytes(data)
    return import_file(file, CATALOGUE)


def test_a_flat_sheet_gives_a_form_for_each_project(tmp_path: Path) -> None:
    merged = [f"{column}4:{column}5" for column in "ABCDEF"]

    found = imported(book_of(FLAT, {}, merged), tmp_path).documents

    assert [each.texts["project.name"] for each in found] == ["甲项目", "丙项目"]
    assert [each.texts["department"] for each in found] == ["乙局", "丁局"]
    assert [each.texts["money.unit"] for each in found] == ["元", "元"]
    assert [each.texts["funds.annual.sum"] for each in found] == ["250000", "90000"]
    assert [each.texts["goal.annual"] for each in found] == ["办好", "办成"]
    assert rows(found[0]) == [
        ["产出指标", "数量指标", "培训次数", "≥5次"], ["产出指标", "质量指标", "合格率", "≥95%"],
    ]  # fmt: skip
    assert rows(found[1])[1] == ["效益指标", "社会效益指标", "影响", "良好"]


def test_nothing_of_a_flat_sheet_is_lost() -> None:
    text = "\n".join("\t".join(line) for line in [*FLAT, ["", "甲项目", "戊局"]])

    everything = kept(read(text).documents)

    texts = {cell for line in (*FLAT[3:], ["戊局"]) for cell in line if cell not in {"", "≥", "%"}}
    assert [each for each in texts if each not in everything] == []


def test_a_form_and_a_flat_table_may_stand_in_one_file() -> None:
    flat = "\n".join("\t".join(line) for line in FLAT[1:-1])
    whole = papers.tabbed(papers.forms()[0])

    for text in (f"{whole}\n{flat}", f"{flat}\n{whole}"):
        names = [each.texts["project.name"] for each in read(text).documents]
        assert sorted(names) == ["丙项目", "甲项目", "财金局工作业务经费"]


LOCAL: list[Sequence[object]] = [
    ["市直部门预算项目支出绩效目标表"],
    ["（2025年度）"],
    ["项目支出名称", "", "丙项目", "", "", ""],
    ["主管部门及代码", "", "[105]丁局", "项目单位", "丁局"],
    ["项目资金（元）", "年度资金总额", 3498000, "", "其中：财政拨款", 3498000],
    ["总体目标", "目标1：办好\n目标2：办成"],
    ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
    ["产出指标(50分)", "数量指标", "培训次数", "≥", 5000, ""],
    ["", "", "开始日期", "", datetime.date(2025, 3, 1), ""],
    ["", "质量指标", "合格率", "≥", 0.95, ""],
    ["", "时效指标", "", "", "", ""],
    ["效益指标(30分)", "社会效益指标", "好转比例", "≥", 0.95, "%"],
]
FORMATS = {"C5": "#,##0.00", "F5": "#,##0.00", "E8": '0"份"', "E9": 'yyyy"年"m"月"d"日"', "E10": "0%"}


@pytest.fixture
def local(tmp_path: Path) -> Document:
    (found,) = imported(book_of(LOCAL, FORMATS, ["A8:A11", "B8:B9"]), tmp_path).documents
    return found


def test_operator_number_and_unit_may_stand_apart_and_numbers_be_stored_otherwise(local: Document) -> None:
    assert rows(local) == [
        ["产出指标(50分)", "数量指标", "培训次数", "≥5000份"],
        ["产出指标(50分)", "数量指标", "开始日期", "2025年3月1日"],
        ["产出指标(50分)", "质量指标", "合格率", "≥95%"],
        ["产出指标(50分)", "时效指标", "", ""],
        ["效益指标(30分)", "社会效益指标", "好转比例", "≥0.95%"],
    ]


def test_what_is_stored_otherwise_is_noted_at_its_place(local: Document) -> None:
    notes = {mark.address: mark.message for mark in marks(local, "note") if mark.code == "READ-STORED"}

    assert notes[f"{local.rows[0].uid}/value"] == "来源中存的是“5000”，显示为“5000份”，已按显示的读入。"
    assert notes[f"{local.rows[1].uid}/value"].startswith("来源中存的是“45717”")
    assert notes[f"{local.rows[2].uid}/value"].startswith("来源中存的是“0.95”")


def test_a_share_beside_a_unit_of_percent_is_to_be_compared(local: Document) -> None:
    (mark,) = [mark for mark in marks(local, "compare") if mark.address == f"{local.rows[4].uid}/value"]

    assert "0.95" in mark.message


def test_a_unit_of_money_that_stands_behind_a_label_only_is_the_forms_and_to_be_compared(
    local: Document,
) -> None:
    assert local.texts["money.unit"] == "元"
    assert local.texts["funds.annual.sum"] == "3,498,000.00"
    assert "money.unit" in {mark.address for mark in marks(local, "compare")}


def test_two_units_of_money_are_to_be_compared() -> None:
    text = papers.tabbed(papers.forms()[0]).replace("资金投入 (万元)", "资金投入 (元)")

    found = document(text)

    assert found.texts["money.unit"] == "万元"
    assert "money.unit" in {mark.address for mark in marks(found, "compare")}


def test_a_code_that_the_spreadsheet_has_shortened_is_to_be_compared(tmp_path: Path) -> None:
    table: list[Sequence[object]] = [
        ["项目支出绩效目标表"],
        ["项目名称", 210200202500012345678],
        ["主管部门", "丁局", "实施单位", "丁局"],
    ]

    (found,) = imported(book_of(table, {}), tmp_path).documents

    assert [mark.address for mark in marks(found, "compare")] == ["project.name"]


def test_hidden_rows_are_read_and_noted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in LOCAL:
        book.active.append(line)
    book.active.row_dimensions[8].hidden = True

    (found,) = imported(saved(book), tmp_path).documents

    assert len(found.rows) == 5
    assert "READ-HIDDEN" in {mark.code for mark in found.marks}


TOP = [
    ["项目名称", "丙项目", "项目实施期", "2025年"],
    ["主管部门", "丁局", "实施单位", "丁局"],
    ["一级指标", "二级指标", "三级指标", "年度指标值"],
    ["产出指标", "数量指标", "培训次数", "≥5次"],
]


def test_a_form_runs_over_two_pages_with_or_without_a_header_on_the_second(tmp_path: Path) -> None:
    rest = [["", "", "检查次数", "≥7次"], ["", "质量指标", "合格率", "≥95%"]]

    for second in (rest, [TOP[2], *rest]):
        (found,) = imported(
            ruled_pdf([TOP, second], above="项目支出绩效目标表", below="第 1 页"), tmp_path
        ).documents
        assert rows(found)[1:] == [
            ["产出指标", "数量指标", "检查次数", "≥7次"], ["产出指标", "质量指标", "合格率", "≥95%"],
        ]  # fmt: skip


def test_a_row_cut_by_the_edge_of_a_page_is_one_again(tmp_path: Path) -> None:
    cut = [*TOP, ["", "质量指标", "全市各中小学校园食", "≥95%"]]
    rest = [["", "", "堂检查合格率", ""], ["", "时效指标", "按时完成率", "100%"]]

    (found,) = imported(ruled_pdf([cut, rest], above="项目支出绩效目标表"), tmp_path).documents

    assert rows(found)[1:] == [
        ["产出指标", "质量指标", "全市各中小学校园食堂检查合格率", "≥95%"],
        ["产出指标", "时效指标", "按时完成率", "100%"],
    ]


def test_a_table_without_lines_at_its_sides_is_one(tmp_path: Path) -> None:
    (found,) = imported(ruled_pdf([TOP], above="项目支出绩效目标表", sides=False), tmp_path).documents

    assert (found.texts["project.name"], found.texts["unit"]) == ("丙项目", "丁局")
    assert rows(found) == [["产出指标", "数量指标", "培训次数", "≥5次"]]


def test_forms_one_below_the_other_and_one_a_sheet_are_the_same(tmp_path: Path) -> None:
    sheets = carriers.sheets()[:3]

    one, each = (
        imported(carriers.xlsx(sheets, one_sheet=single), tmp_path).documents for single in (True, False)
    )

    assert [papers.told(found) for found in one] == [papers.told(found) for found in each]
