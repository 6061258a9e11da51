"""The Sheet: every place of the grid covered once, merged levels, optional lines, stops in reading order."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.address import Address, field
from perfdesk.documents.document import Document, Row
from perfdesk.documents.layout import lay_out
from perfdesk.documents.sheet import Sheet
from perfdesk.forms.catalogue import shipped_form, shipped_refs
from perfdesk.forms.spec import FormSpec
from tests.documents.strategies import documents

TARGET = "project-target@dalian-2024"


def filled(*levels: tuple[str, str], **texts: str) -> Sheet:
    rows = tuple(
        Row(str(number), {"level1": first, "level2": second, "name": f"名{number}", "value": "1个"})
        for number, (first, second) in enumerate(levels, 1)
    )
    named = {key.replace("__", "."): text for key, text in texts.items()}
    return lay_out(shipped_form(TARGET), Document("d", "p", TARGET, named, rows))


@pytest.mark.parametrize("ref", shipped_refs())
@given(document=documents("d"))
def test_every_place_of_the_grid_is_covered_once(ref: str, document: Document) -> None:
    form = shipped_form(ref)
    sheet = lay_out(form, document)

    places = Counter(
        (row, column)
        for cell in sheet.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    )

    assert set(places) == {(row, column) for row in range(sheet.rows) for column in range(len(form.columns))}
    assert set(places.values()) == {1}
    assert set(sheet.cover) == set(places)


@given(document=documents("d"))
def test_cells_and_stops_are_in_reading_order(document: Document) -> None:
    sheet = lay_out(shipped_form(TARGET), document)
    corners = [(cell.row, cell.column) for cell in sheet.cells]

    assert corners == sorted(corners)
    assert list(sheet.stops) == [cell for cell in sheet.cells if cell.address]


@given(document=documents("d"))
def test_every_text_with_a_place_on_the_form_is_shown(document: Document) -> None:
    form: FormSpec = shipped_form(TARGET)
    sheet = lay_out(form, document)

    for address, cell in sheet.places.items():
        text = document.text(address) or ""
        assert text in cell.text
    for row in document.rows:
        assert Address(row.uid, "name") in sheet.places
        assert Address(row.uid, "level1") in sheet.places


def test_equal_neighbouring_levels_share_a_cell() -> None:
    sheet = filled(("产出指标", "数量指标"), ("产出指标", "数量指标"), ("产出指标", "质量指标"))

    first = sheet.places[Address("1", "level1")]
    second = sheet.places[Address("1", "level2")]

    assert (first.rows, second.rows) == (3, 2)
    assert first.addresses == tuple(Address(uid, "level1") for uid in "123")


def test_a_second_level_does_not_reach_over_the_border_of_the_first() -> None:
    sheet = filled(("产出指标", "数量指标"), ("效益指标", "数量指标"))

    assert sheet.places[Address("1", "level2")].rows == 1
    assert sheet.places[Address("2", "level2")].rows == 1


def test_of_two_blocks_side_by_side_each_has_its_own_second_levels() -> None:
    ref = "target-declaration@national-2015"
    levels = (
        ("产出", "数量", "数量"),
        ("产出", "数量", "质量"),
        ("产出", "时效", "质量"),
        ("效益", "时效", "质量"),
    )
    rows = tuple(
        Row(str(number), {"level1": first, "total.level2": left, "level2": right})
        for number, (first, left, right) in enumerate(levels)
    )
    sheet = lay_out(shipped_form(ref), Document("d", "p", ref, {}, rows))

    spans = {
        key: [cell.rows for cell in sheet.cells if cell.address and cell.address.key == key]
        for key in ("level1", "total.level2", "level2")
    }
    assert spans == {"level1": [3, 1], "total.level2": [2, 1, 1], "level2": [1, 2, 1]}


def test_blank_levels_stay_apart() -> None:
    sheet = filled(("", ""), ("", ""))

    assert sheet.places[Address("1", "level1")].rows == 1


def test_writing_a_merged_cell_writes_every_row_of_it() -> None:
    sheet = filled(("产出指标", "数量指标"), ("产出指标", "质量指标"))

    edits = sheet.places[Address("2", "level1")].write("效益指标")

    assert [edit.address for edit in edits] == [Address("1", "level1"), Address("2", "level1")]
    assert {edit.text for edit in edits} == {"效益指标"}


def test_the_optional_line_is_shown_when_the_document_has_its_fields() -> None:
    without, with_it = filled(), filled(attribute="", category="")

    assert field("attribute") not in without.places
    assert field("attribute") in with_it.places
    assert with_it.rows == without.rows + 1


def test_the_title_lines_read_like_the_paper() -> None:
    sheet = filled(title="本级预算项目绩效目标表", year="2024", filler="", money__unit="万元")

    assert [cell.text for cell in sheet.cells[:4]] == [
        "本级预算项目绩效目标表",
        "(2024年度)",
        "填报单位(盖章)",
        "单位: 万元",
    ]
    assert not any(cell.framed for cell in sheet.cells[:4])


def test_title_lines_and_header_are_repeated_on_a_continued_page() -> None:
    sheet = filled(("产出指标", "数量指标"))

    repeated = [cell.text for cell in sheet.cells if cell.row in sheet.repeated]

    assert repeated[0] == ""
    assert repeated[-4:] == ["一级指标", "二级指标", "三级指标", "年度指标值"]


def test_the_name_of_a_sheet_is_the_name_of_the_project_without_its_code() -> None:
    assert filled(project__name="37000060707 产业扶持专项资金").name == "产业扶持专项资金"


@given(st.text(max_size=8))
def test_a_sheet_shows_a_text_as_typed(text: str) -> None:
    assert filled(period=text).places[field("period")].text == text
