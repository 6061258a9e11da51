"""The rules of a page: every edge of a framed cell drawn once, collinear stretches joined."""

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings

from perfdesk.documents.sheet import Sheet
from perfdesk.printing.content import write_page
from perfdesk.printing.fonts import Fonts
from perfdesk.printing.page import Page
from perfdesk.printing.pages import paginate
from perfdesk.printing.setting import Setter
from tests.printing.sheets import sheet, sheets

Edge = tuple[int, int, int, int]


def written(printed: Sheet) -> list[tuple[Page, str]]:
    setter = Setter(Fonts())
    return [(page, write_page(page, setter)) for page in paginate(printed, setter)]


def stretches(content: str) -> list[Edge]:
    found = re.findall(r"^(\d+) (\d+) m (\d+) (\d+) l$", content.partition("BT\n")[0], re.MULTILINE)
    return [(int(x), int(y), int(x2), int(y2)) for x, y, x2, y2 in found]


def unit_edges(page: Page, edge: Edge) -> list[Edge]:
    """A stretch cut at every line of the grid."""
    x, y, x2, y2 = edge
    if x == x2:
        cuts = [at for at in page.down if y2 <= at <= y]
        return [(x, upper, x, lower) for upper, lower in pairwise(cuts)]
    cuts = [at for at in page.across if x <= at <= x2]
    return [(left, y, right, y) for left, right in pairwise(cuts)]


def wanted_edges(page: Page) -> set[Edge]:
    """The four sides of each framed cell, cut at every line of the grid."""
    edges = set()
    for block in page.blocks:
        if block.cell.framed:
            left = page.across[block.cell.column]
            right = page.across[block.cell.column + block.cell.columns]
            top, bottom = page.down[block.first], page.down[block.end]
            for side in (
                (left, top, right, top), (left, bottom, right, bottom),
                (left, top, left, bottom), (right, top, right, bottom),
            ):  # fmt: skip
                edges.update(unit_edges(page, side))
    return edges


@settings(deadline=None, max_examples=40)
@given(sheets)
def test_every_edge_of_a_framed_cell_is_drawn_once_and_no_other(printed: Sheet) -> None:
    for page, content in written(printed):
        drawn = Counter(edge for stretch in stretches(content) for edge in unit_edges(page, stretch))

        assert drawn == Counter(wanted_edges(page))


def test_collinear_edges_are_joined() -> None:
    [(_, content)] = written(sheet())
    ends = Counter(end for x, y, x2, y2 in stretches(content) for end in ((x, y, x == x2), (x2, y2, x == x2)))

    assert max(ends.values()) == 1
    assert len(stretches(content)) < 25


def test_the_outer_rules_are_the_heavier_ones() -> None:
    [(page, content)] = written(sheet())
    _, _, outer = content.partition("90 w\n")

    assert set(stretches(outer)) == {
        (page.across[0], page.down[3], page.across[0], page.down[-1]),
        (page.across[-1], page.down[3], page.across[-1], page.down[-1]),
        (page.across[0], page.down[3], page.across[-1], page.down[3]),
        (page.across[0], page.down[-1], page.across[-1], page.down[-1]),
    }
