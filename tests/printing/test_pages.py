"""What stands where, told from the placed lines: inside its cell and page, nothing lost or overlapping."""

from collections import Counter

from hypothesis import given, settings

from perfdesk.documents.sheet import Cell, Sheet
from perfdesk.printing.fonts import Fonts
from perfdesk.printing.page import PAPER, Page
from perfdesk.printing.pages import paginate
from perfdesk.printing.setting import SIDE, Setter
from perfdesk.typeface import face
from tests.printing.sheets import GOAL, ink, many_rows, sheet, sheets

SLOW = settings(deadline=None, max_examples=60)


def pages_of(printed: Sheet) -> list[Page]:
    return paginate(printed, Setter(Fonts()))


def shown(page: Page, cell: Cell) -> str:
    """What a page says in a cell."""
    return "".join(line.text for block in page.blocks if block.cell is cell for line in block.lines)


@SLOW
@given(sheets)
def test_every_line_lies_inside_its_cell(printed: Sheet) -> None:
    for page in pages_of(printed):
        for block in page.blocks:
            column, style = block.cell.column, block.style
            left, right = page.across[column], page.across[column + block.cell.columns]
            middle = page.baseline(block) + style.drop
            for line in block.lines:
                width = face(style.face).advance(line.text, style.size)

                assert left < left + line.x
                assert left + line.x + width < right
                assert page.down[block.end] <= middle - style.pitch // 2
                assert middle + style.pitch // 2 <= page.down[block.first]
                middle -= style.pitch


@SLOW
@given(sheets)
def test_every_page_lies_on_the_paper_and_covers_each_place_once(printed: Sheet) -> None:
    for page in pages_of(printed):
        top, right, bottom, left = (margin * 7200 / 25.4 for margin in printed.print.margins)
        places = Counter(
            (strip, column)
            for block in page.blocks
            for strip in range(block.first, block.end)
            for column in range(block.cell.column, block.cell.column + block.cell.columns)
        )

        assert bottom <= page.down[-1] < page.down[0] <= PAPER[1] - top + 5
        assert left - 5 <= page.across[0] < page.across[-1] <= PAPER[0] - right + 5
        assert all(upper > lower for upper, lower in zip(page.down, page.down[1:], strict=False))
        assert set(places.values()) == {1}
        assert len(places) == (len(page.down) - 1) * (len(page.across) - 1)


@SLOW
@given(sheets)
def test_every_text_is_whole_on_one_page_or_goes_on_from_page_to_page(printed: Sheet) -> None:
    pages = pages_of(printed)

    for cell in printed.cells:
        parts = [ink(shown(page, cell)) for page in pages]
        assert ink(cell.text) in (*parts, "".join(parts))


def test_a_form_of_usual_length_is_one_page_in_its_own_size() -> None:
    [page] = pages_of(sheet(rows=many_rows(15)))

    assert page.measures.body.size == 1050


def test_a_form_a_little_too_long_is_set_smaller_on_one_page() -> None:
    [page] = pages_of(sheet(rows=many_rows(30)))

    assert 850 <= page.measures.body.size < 1050


def test_a_form_much_too_long_keeps_its_size_and_says_title_and_header_again() -> None:
    printed = sheet(rows=many_rows(60))
    pages = pages_of(printed)

    assert len(pages) > 1
    for page in pages:
        assert page.measures.body.size == 1050
        for words in ("本级预算项目绩效目标表", "(2024年度)", "单位: 万元", "一级指标", "年度指标值"):
            assert [cell.text for cell in printed.cells if shown(page, cell) == words] == [words]


def test_a_merged_level_says_its_words_on_each_page_it_reaches() -> None:
    printed = sheet(rows=[("产出指标", "数量指标", f"第{number}项", "1个") for number in range(80)])
    pages = pages_of(printed)

    assert len(pages) == 4
    for page in pages:
        assert [block.cell.text for block in page.blocks if block.lines].count("产出指标") == 1


def test_a_goal_longer_than_a_page_goes_on_line_by_line() -> None:
    goal = "\n".join(f"目标{number}：{GOAL}" for number in range(40))
    printed = sheet({"goal.total": goal})
    pages = pages_of(printed)
    [cell] = [cell for cell in printed.cells if cell.text == goal]
    parts = [shown(page, cell) for page in pages]

    reached = [part for part in parts if part]
    assert len(reached) > 2
    assert parts[: len(reached)] == reached
    assert "".join(parts) == goal.replace("\n", "")


def test_the_row_that_announces_the_goals_is_not_parted_from_them() -> None:
    for count in range(10, 40):
        texts = {"goal.total": GOAL * count, "unit": "大连高新技术产业园区" * 30}
        for page in pages_of(sheet(texts)):
            last = [
                block for block in page.blocks if block.end == len(page.down) - 1 and block.cell.rows == 1
            ]
            assert not all(block.cell.role == "label" for block in last)


def test_labels_stand_in_the_middle_and_captions_at_their_ends() -> None:
    [page] = pages_of(sheet())
    for block in page.blocks:
        for line in block.lines:
            column, style = block.cell.column, block.style
            width = page.across[column + block.cell.columns] - page.across[column]
            free = width - line.x - face(style.face).advance(line.text, style.size)
            if block.cell.align == "center":
                assert abs(free - line.x) <= 20
            elif block.cell.align == "end":
                assert abs(free - SIDE) <= 10
            else:
                assert line.x == SIDE
