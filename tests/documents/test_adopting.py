"""A form without uids is told to be a version of ours, row by row, and merges like any other."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.adopting import adopted
from perfdesk.documents.document import Document, Mark, Row, Stray
from perfdesk.documents.merging import merge
from tests.documents.strategies import documents

OURS = Document(
    "a",
    "p",
    "f@1",
    {"period": "2024年", "filler": "办公室"},
    (
        Row("1", {"level1": "产出", "level2": "数量", "name": "次数", "value": "≥5次"}),
        Row("2", {"level1": "产出", "level2": "数量", "name": "人数", "value": "≥9人"}),
        Row("3", {"level1": "效益", "level2": "社会", "name": "知晓率", "value": "≥85%"}),
    ),
    (Mark("acknowledged", "period", "PER-01", "按批复"),),
)


def read_again(*rows: tuple[str, str, str, str], **texts: str) -> Document:
    """As reading makes it: with uids of its own."""
    made = tuple(
        Row(f"x{number}", dict(zip(("level1", "level2", "name", "value"), row, strict=True)))
        for number, row in enumerate(rows)
    )
    return Document("z", "q", "f@1", texts, made)


def test_rows_are_told_by_levels_and_name_and_what_they_say_is_theirs() -> None:
    back = adopted(
        read_again(("产出", "数量", "人数", "≥10人"), ("产出", "数量", "次 数", "≥5次"), period="2025年"),
        OURS,
    )

    assert (back.uid, back.project) == ("a", "p")
    assert [(row.uid, row.text("value")) for row in back.rows] == [("2", "≥10人"), ("1", "≥5次")]
    assert back.texts == {"period": "2025年", "filler": "办公室"}
    assert back.marks == OURS.marks


def test_a_row_that_changed_its_level_is_told_by_its_name_and_the_last_one_by_its_place() -> None:
    back = adopted(
        read_again(
            ("产出", "质量", "次数", "≥5次"),
            ("产出", "数量", "参加人数", "≥9人"),
            ("效益", "社会", "知晓率", "≥85%"),
        ),
        OURS,
    )

    assert [row.uid for row in back.rows] == ["1", "2", "3"]


def test_a_row_that_two_could_be_is_nobodys() -> None:
    doubled = read_again(("产出", "数量", "次数", "≥1次"), ("产出", "数量", "次数", "≥2次"))

    assert {"1", "2", "3"}.isdisjoint(row.uid for row in adopted(doubled, OURS).rows)


def test_remarks_of_the_import_go_with_their_rows() -> None:
    read = read_again(("产出", "数量", "人数", "≥10人"))
    read = replace(read, marks=(Mark("compare", "x0/name", "READ-COMPARE", "请核对"),), tray=(Stray("甲"),))

    back = adopted(read, OURS)

    assert Mark("compare", "2/name", "READ-COMPARE", "请核对") in back.marks
    assert back.tray == (Stray("甲"),)


def test_held_against_ours_it_conflicts_just_where_it_says_something_else() -> None:
    back = adopted(read_again(("产出", "数量", "人数", "≥10人"), period="2025年"), OURS)

    merged = merge(None, OURS, back)

    assert {conflict.address for conflict in merged.conflicts} == {"period", "2/value"}
    assert [row.uid for row in merged.document.rows] == ["1", "2", "3"]


@given(documents("a"), st.data())
def test_no_text_is_lost_and_no_row_is_there_twice(ours: Document, data: st.DataObject) -> None:
    theirs = data.draw(documents("z"))

    back = adopted(theirs, ours)

    assert len({row.uid for row in back.rows}) == len(back.rows) == len(theirs.rows)
    for row, kept in zip(theirs.rows, back.rows, strict=True):
        assert row.texts.items() <= kept.texts.items()
    assert theirs.texts.items() <= back.texts.items()
    assert adopted(ours, ours).rows == ours.rows
