"""What pasting a block means on a form: plain data, no window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.documents.edits import Step
from perfdesk.documents.layout import lay_out
from perfdesk.forms.catalogue import Catalogue
from perfdesk.ui.sheet.blocks import Area, between, cells_in, pieces
from perfdesk.ui.sheet.pasting import paste
from tests.ui.samples import documents

DOCUMENT = documents()[1]
FORM = Catalogue().form(DOCUMENT.form)
SHEET = lay_out(FORM, DOCUMENT)


def pasted(at: str, rows: list[list[str]]) -> Document:
    result = paste(FORM, DOCUMENT, SHEET, SHEET.places[Address.parse(at)], rows)
    step = Step("粘贴", tuple((DOCUMENT.uid, edit) for edit in result.edits))
    after = step.apply({DOCUMENT.uid: DOCUMENT}).get(DOCUMENT.uid, DOCUMENT)
    assert after
    return after


def levels(document: Document, number: int) -> list[str]:
    return [document.rows[number].text(key) for key in ("level1", "level2")]


@given(
    st.sampled_from(SHEET.stops),
    st.lists(st.lists(st.text(max_size=3), min_size=1, max_size=5), min_size=1, max_size=4),
)
def test_every_text_is_in_the_document_or_named(at: object, rows: list[list[str]]) -> None:
    stop = next(cell for cell in SHEET.stops if cell is at)
    result = paste(FORM, DOCUMENT, SHEET, stop, rows)
    step = Step("粘贴", tuple((DOCUMENT.uid, edit) for edit in result.edits))
    after = step.apply({DOCUMENT.uid: DOCUMENT}).get(DOCUMENT.uid, DOCUMENT)
    assert after
    there = [*after.texts.values(), *(text for row in after.rows for text in row.texts.values())]
    there += [cell.text for cell in SHEET.cells if not cell.addresses]
    there += list(result.homeless)
    squeezed = {"".join(text.replace("\r", "\n").split()) for text in there}
    for text in (text for row in rows for text in row if text.strip()):
        assert "".join(text.replace("\r", "\n").split()) in squeezed


@given(st.sampled_from(SHEET.stops), st.sampled_from(SHEET.stops))
def test_a_block_cuts_no_cell_and_names_each_once(one: object, other: object) -> None:
    first = next(cell for cell in SHEET.stops if cell is one)
    area = between(SHEET, first, next(cell for cell in SHEET.stops if cell is other))
    cells = cells_in(SHEET, area)

    assert sum(cell.rows * cell.columns for cell in cells) == (area.bottom - area.top) * (
        area.right - area.left
    )
    copied = [piece.text for row in pieces(SHEET, area, lambda cell: cell.text) for piece in row if piece]
    assert sorted(copied) == sorted(cell.text for cell in cells)


def test_a_block_of_indicators_has_a_column_for_each_cell() -> None:
    first, last = (SHEET.places[Address.parse(f"row-2-{number}/value")] for number in (1, 9))
    level = SHEET.places[Address.parse("row-2-1/level1")]

    block = pieces(SHEET, between(SHEET, level, last), lambda cell: cell.text)

    assert {len(row) for row in block} == {4}
    assert between(SHEET, first, first) == Area(
        first.row, first.column, first.row + 1, first.column + first.columns
    )


def test_blank_levels_of_the_first_row_leave_what_is_there() -> None:
    after = pasted("row-2-2/level1", [["", "", "名称", "1"]])

    assert after.rows[0].text("name") == "名称"
    assert levels(after, 0) == levels(DOCUMENT, 0)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (["", "", "乙", "2"], ["A", "a"]),
        (["", "b", "乙", "2"], ["A", "b"]),
        (["B", "", "乙", "2"], ["B", ""]),
        (["A", "", "乙", "2"], ["A", "a"]),
    ],
)
def test_levels_are_filled_down_as_in_a_merged_cell(second: list[str], expected: list[str]) -> None:
    after = pasted("row-2-1/level1", [["A", "a", "甲", "1"], second])

    assert levels(after, 1) == expected


def test_new_rows_take_pasted_levels_and_fill_them_down() -> None:
    after = pasted("row-2-9/level1", [["A", "a", "甲", "1"], ["", "", "乙", "2"], ["", "b", "丙", "3"]])

    assert len(after.rows) == len(DOCUMENT.rows) + 2
    assert [levels(after, number) for number in (-3, -2, -1)] == [["A", "a"], ["A", "a"], ["A", "b"]]


def test_what_stands_there_already_is_no_edit() -> None:
    row = DOCUMENT.rows[0]
    block = [[row.text("name"), row.text("value")]]

    assert paste(FORM, DOCUMENT, SHEET, SHEET.places[Address(row.uid, "name")], block).edits == ()
