"""The algebra of change: every step can be undone, from any state, and happens whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.address import Address, field
from perfdesk.documents.document import Document, Mark, Row
from perfdesk.documents.edits import (
    Edit,
    InsertRow,
    Misfit,
    MoveRow,
    PutDocument,
    RemoveDocument,
    RemoveRow,
    SetMark,
    SetText,
    Step,
)
from tests.documents.strategies import shelves, steps_on


def after(shelf: dict[str, Document], step: Step) -> dict[str, Document]:
    merged = {**shelf, **step.apply(shelf)}
    return {uid: document for uid, document in merged.items() if document}


@given(data=st.data(), shelf=shelves)
def test_every_step_can_be_undone_and_done_again(data: st.DataObject, shelf: dict[str, Document]) -> None:
    step = data.draw(steps_on(shelf))

    done = after(shelf, step)
    undo = step.inverse(shelf)
    undone = after(done, undo)

    assert undone == shelf
    assert after(undone, undo.inverse(done)) == done


@given(data=st.data(), shelf=shelves)
def test_a_chain_of_steps_unwinds_to_where_it_began(data: st.DataObject, shelf: dict[str, Document]) -> None:
    states, undo = [shelf], []
    for _ in range(data.draw(st.integers(1, 4))):
        step = data.draw(steps_on(states[-1]))
        undo.append(step.inverse(states[-1]))
        states.append(after(states[-1], step))

    now = states[-1]
    for step, expected in zip(reversed(undo), reversed(states[:-1]), strict=True):
        now = after(now, step)
        assert now == expected


DOCUMENT = Document("d", "p", "f@1", {"title": "表"}, (Row("r1", {"name": "甲"}), Row("r2", {"name": "乙"})))


@pytest.mark.parametrize(
    "edit",
    [
        SetText(Address("nowhere", "name"), "x"),
        RemoveRow("nowhere"),
        MoveRow("nowhere", 0),
        MoveRow("r1", 2),
        InsertRow(Row("r1", {}), 0),
        InsertRow(Row("r3", {}), 3),
        SetMark(("note", "rows", ""), Mark("repair", "rows")),
    ],
)
def test_an_edit_without_a_place_is_refused_and_the_whole_step_with_it(edit: Edit) -> None:
    shelf = {"d": DOCUMENT}
    step = Step("两处", (("d", SetText(field("title"), "新")), ("d", edit)))

    with pytest.raises(Misfit):
        step.apply(shelf)

    assert shelf == {"d": DOCUMENT}


def test_an_edit_of_a_document_that_is_not_there_is_refused() -> None:
    with pytest.raises(Misfit):
        Step("", (("other", SetText(field("title"), "新")),)).apply({"d": DOCUMENT})
    with pytest.raises(Misfit):
        Step("", (("other", RemoveDocument("other")),)).apply({"d": DOCUMENT})
    with pytest.raises(Misfit):
        Step("", (("other", PutDocument(DOCUMENT)),)).apply({})


def test_taking_a_field_away_is_not_the_same_as_emptying_it() -> None:
    gone = SetText(field("title"), None).apply(DOCUMENT)
    blank = SetText(field("title"), "").apply(DOCUMENT)

    assert gone.text(field("title")) is None
    assert blank.text(field("title")) == ""


def test_edits_leave_the_document_they_are_applied_to_as_it_was() -> None:
    before = dict(DOCUMENT.texts)

    SetText(field("title"), "新").apply(DOCUMENT)
    RemoveRow("r1").apply(DOCUMENT)

    assert DOCUMENT.texts == before
    assert [row.uid for row in DOCUMENT.rows] == ["r1", "r2"]


def test_a_moved_row_stands_where_it_was_sent() -> None:
    moved = MoveRow("r2", 0).apply(DOCUMENT)

    assert [row.uid for row in moved.rows] == ["r2", "r1"]
