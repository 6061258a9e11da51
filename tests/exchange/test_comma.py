"""Text with commas: recognised by its even rows, without the guards against formulas."""

import csv
from io import StringIO

import pytest

from perfdesk.exchange.importing import import_text
from perfdesk.exchange.readers import read_content
from tests.exchange import carriers, papers
from tests.exchange.reading import CATALOGUE, refusal


def cells(text: str, encoding: str = "utf-8-sig") -> list[tuple[str, ...]]:
    return [row.cells for row in read_content(text.encode(encoding), "例").rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_nine_forms_come_in_equal_in_any_encoding(encoding: str) -> None:
    written = StringIO()
    writer = csv.writer(written)
    for sheet in carriers.sheets():
        for row in range(sheet.rows):
            places = [sheet.cover[row, column] for column in range(len(sheet.columns))]
            writer.writerow(
                cell.text if (cell.row, cell.column) == (row, column) else ""
                for column, cell in enumerate(places)
            )
    text = written.getvalue().encode(encoding).decode(encoding)

    found = import_text(text, "例", CATALOGUE).documents

    assert [papers.told(each) for each in found] == [papers.expected(number) for number in range(9)]


def test_guards_against_formulas_are_taken_off() -> None:
    rows = "甲,'=5000份,'+5\n乙,'-5%,'@x\n丙,=\"21020000000000000000\",'好\n丁,\"a\nb\",\n"

    assert cells(rows) == [
        ("甲", "=5000份", "+5"), ("乙", "-5%", "@x"), ("丙", "21020000000000000000", "'好"), ("丁", "a\nb"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "一,二,三\n四\n五,六\n七,八,九,十\n",
        "年度金额\t2,695.91\t1,000.00\n" * 9,
        "\n".join(["2,695.91", "项目名称", "甲"] * 5),
    ],
)
def test_commas_within_texts_make_no_table(text: str) -> None:
    assert not any(cell in {"695.91", "二", "六"} for row in cells(text) for cell in row)


def test_a_quote_that_is_never_closed_is_told_with_its_line() -> None:
    rows = "甲,乙,丙\n" * 500

    assert "第501行" in refusal(lambda: cells(f'{rows}甲,"乙\n{rows * 60}'))
