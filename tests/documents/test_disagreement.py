"""A conflict is told by its place on the paper and by the texts of both sides."""

from perfdesk.documents.disagreement import ABSENT, around, place_of, text_of
from perfdesk.documents.document import Document, Row
from perfdesk.documents.merging import Conflict
from perfdesk.forms.catalogue import Catalogue

FORM = Catalogue().form("project-target@dalian-2024")
ROWS = tuple(
    Row(f"r{number}", {"level1": "产出指标", "name": f"指标{number}", "value": "≥1"}) for number in (1, 2)
)
DOCUMENT = Document("a", "p", FORM.ref, {}, ROWS)


def told(conflict: Conflict) -> tuple[str, ...]:
    values = (conflict.base, conflict.ours, conflict.theirs)
    return place_of(conflict, FORM, DOCUMENT), *(text_of(conflict, value, FORM, DOCUMENT) for value in values)


def test_fields_and_cells_are_called_as_on_the_paper() -> None:
    assert told(Conflict("text", "period", "全年", "半年", None)) == ("项目实施期", "全年", "半年", ABSENT)
    assert told(Conflict("text", "r2/value", "", "≥1", "≥2")) == ("第 2 行年度指标值", "", "≥1", "≥2")


def test_rows_are_told_whole_and_orders_by_names() -> None:
    assert told(Conflict("row", "r1", ROWS[0], None, ROWS[0])) == (
        "第 1 行", "产出指标，指标1，≥1", "（已删除）", "产出指标，指标1，≥1",
    )  # fmt: skip
    order = Conflict("order", "rows", ("r1", "r2"), ("r2", "r1"), ("r1", "r2"))
    assert told(order) == ("各行的顺序", "指标1、指标2", "指标2、指标1", "指标1、指标2")


def test_marks_and_the_status_have_words_of_their_own() -> None:
    assert told(Conflict("text", "status::", None, "已定稿", None)) == ("状态", "草稿", "已定稿", "草稿")
    assert told(Conflict("text", "acknowledged:R-1:period", None, "已核实", "同意"))[0] == "保留意见的理由"


def test_a_row_that_nobody_numbers_and_a_form_that_nobody_knows_are_told_all_the_same() -> None:
    gone = Conflict("text", "r9/value", None, "1", "2")

    assert place_of(gone, None) == "value"
    assert text_of(Conflict("row", "r1", ROWS[0], None, ROWS[0]), ROWS[0], None) == "产出指标，指标1，≥1"


def test_a_long_text_is_shown_from_shortly_before_its_difference() -> None:
    long = "甲" * 100
    shown = around(f"{long}乙{long}", f"{long}丙{long}", 30)

    assert shown.startswith("…甲甲甲甲甲甲甲甲乙")
    assert shown.endswith("…")
    assert len(shown) == 32
    assert around("短\n文", "", 30) == "短 文"
