"""Flat tables for receiving systems: an indicator a row, its value taken apart, nothing lost."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from perfdesk.documents.document import Document, Row
from perfdesk.documents.sheet import Sheet
from perfdesk.errors import UsageError
from perfdesk.exchange.importing import import_file
from perfdesk.exchange.receiving import Column, System, flat_sheet, system, systems
from perfdesk.exchange.writers import WRITERS, Writer, write_sheets
from perfdesk.forms.target_value import read_target
from tests.exchange import carriers
from tests.exchange.reading import CATALOGUE

PARTS = ("value.operator", "value.number", "value.unit")
OWN = System("own", "自己的", tuple(Column(take, take) for take in ("number", *PARTS)), qualitative="定性")


def flat(documents: Iterable[Document], receiving: System) -> Sheet:
    return flat_sheet([(each, CATALOGUE.form(each.form)) for each in documents], receiving)


def lines(sheet: Sheet) -> list[list[str]]:
    return [
        [sheet.cover[row, column].text for column in range(len(sheet.columns))] for row in range(sheet.rows)
    ]


def form(*values: str, **texts: str) -> Document:
    rows = (Row(f"r{number}", {"name": "指标", "value": value}) for number, value in enumerate(values))
    fields = {key.replace("_", "."): text for key, text in texts.items()}
    return Document("a", "p", "project-target@dalian-2024", fields, tuple(rows))


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("≥5000份", ["≥", "5000", "份"]),
        ("≥5,000份", ["≥", "5000", "份"]),
        ("不超过28.40元/人*月", ["≤", "28.4", "元/人*月"]),
        ("=100%", ["=", "100", "%"]),
        ("100%", ["", "100", "%"]),
        ("较上年降低≥5%", ["定性", "较上年降低≥5%", ""]),
        ("90%-95%", ["定性", "90%-95%", ""]),
        ("±5%", ["定性", "±5%", ""]),
        ("2024年12月前", ["定性", "2024年12月前", ""]),
        ("≥95%(抽样)", ["定性", "≥95%(抽样)", ""]),
        ("提高", ["定性", "提高", ""]),
        ("", ["", "", ""]),
    ],
)
def test_a_value_is_taken_apart_where_three_columns_can_say_it_and_else_stays_whole(
    value: str, parts: list[str]
) -> None:
    assert lines(flat([form(value)], OWN))[1:] == [["1", *parts]]


def test_rows_that_nobody_filled_in_are_left_out() -> None:
    blank = Row("blank", {"level1": "产出指标", "level2": "数量指标", "name": " ", "value": ""})
    document = form("1个")

    told = lines(flat([replace(document, rows=(blank, *document.rows))], OWN))

    assert [row[2] for row in told] == ["value.number", "1"]


def test_rows_are_numbered_through_and_a_form_without_indicators_has_one() -> None:
    told = lines(flat([form("1个", "2个"), form(), form("3个")], OWN))

    assert told[0] == ["number", *PARTS]
    assert [row[0] for row in told[1:]] == ["1", "2", "3", "4"]
    assert told[3][1:] == ["", "", ""]


@pytest.mark.parametrize(
    ("amount", "unit", "money", "told"),
    [
        ("2,695.91", "万元", "元", "26959100"),
        ("2,695.91", "万元", "万元", "2695.91"),
        ("146.6万元", "元", "元", "1466000"),
        ("约一百万", "万元", "元", "约一百万"),
        ("12", "不是单位", "元", "12"),
    ],
)
def test_amounts_come_in_the_systems_unit_or_as_typed(amount: str, unit: str, money: str, told: str) -> None:
    receiving = System("own", "自己的", (Column("金额", "funds.annual.sum"),), money=money)

    assert lines(flat([form(funds_annual_sum=amount, money_unit=unit)], receiving))[1] == [told]


def test_code_and_name_come_apart_or_as_typed() -> None:
    takes = ("project.code", "project.name", "project.whole")
    receiving = System("own", "自己的", tuple(Column(take, take) for take in takes))

    (_, told) = lines(flat([form(project_name="37000060707 产业扶持专项资金")], receiving))

    assert told == ["37000060707", "产业扶持专项资金", "37000060707 产业扶持专项资金"]


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.suffix)
@pytest.mark.parametrize("receiving", systems(), ids=lambda each: each.id)
def test_every_indicator_of_the_nine_forms_comes_back_from_every_system_s_table(
    receiving: System, writer: Writer, tmp_path: Path
) -> None:
    target = tmp_path / f"表{writer.suffix}"

    write_sheets(writer, [flat(carriers.documents(), receiving)], target)
    found = import_file(target, CATALOGUE).documents

    def told(documents: Iterable[Document]) -> list[tuple[object, ...]]:
        return [
            (*(row.text(key) for key in ("level1", "level2", "name")), read_target(row.text("value")))
            for each in documents
            for row in each.rows
        ]

    assert len(found) == 9
    assert told(found) == told(carriers.documents())
    assert len(told(found)) == 65


@pytest.mark.parametrize("receiving", systems(), ids=lambda each: each.id)
def test_a_system_takes_what_there_is_and_calls_no_two_columns_alike(receiving: System) -> None:
    known = {"number", "project.code", "project.whole", *PARTS}
    for each in CATALOGUE.forms():
        known |= {cell.key for cell, _ in each.fields()} | set(each.row_keys())

    assert {column.take for column in receiving.columns} <= known
    assert len({column.name for column in receiving.columns}) == len(receiving.columns)
    assert set(PARTS) <= {column.take for column in receiving.columns}


def test_a_system_is_meant_by_its_id_or_its_name_and_others_are_named() -> None:
    assert system("budget-integration") is system("预算管理一体化")
    with pytest.raises(
        UsageError, match=r"不知道接收系统「哪个」；可用的有：budget-integration（预算管理一体化）、"
    ):
        system("哪个")


def test_the_table_is_wide_enough_to_be_read_and_its_header_stands_on_every_page(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    write_sheets(WRITERS[0], [flat(carriers.documents(), system("绩效管理平台"))], target)

    page = openpyxl.load_workbook(target).active

    assert page.title == "绩效管理平台"
    assert page.print_title_rows == "$1:$1"
    assert page.freeze_panes == "A2"
    assert page.page_setup.orientation == "landscape"
    assert min(each.width for each in page.column_dimensions.values()) > 4
    assert {cell.data_type for row in page for cell in row if cell.value is not None} == {"s"}
