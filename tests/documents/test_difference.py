"""What leads from one state of a document to another is said in cells and rows, and leads there exactly."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.address import Address
from perfdesk.documents.codec import revision
from perfdesk.documents.difference import difference
from perfdesk.documents.document import Document, Row, Stray
from perfdesk.documents.edits import InsertRow, MoveRow, PutDocument, RemoveRow, SetText, SetTray, Step
from tests.documents.strategies import documents, steps_on


def led(before: Document, after: Document) -> Document | None:
    step = Step("", tuple((before.uid, edit) for edit in difference(before, after)))
    return step.apply({before.uid: before}).get(before.uid, before)


@given(documents("a"), documents("a"))
def test_it_leads_from_any_document_to_any_other(before: Document, after: Document) -> None:
    assert led(before, after) == after


@given(documents("a"), st.data())
def test_it_leads_over_rows_that_were_moved_taken_and_put_in(before: Document, data: st.DataObject) -> None:
    after = data.draw(steps_on({"a": before})).apply({"a": before}).get("a") or before
    edits = difference(before, after)

    assert led(before, after) == after
    assert (edits == ()) == (before == after)
    assert revision(after) == revision(led(before, after) or before)


def form(*rows: str) -> Document:
    return Document("a", "p", "f@1", {"title": "表"}, tuple(Row(uid, {"name": uid}) for uid in rows))


def test_one_row_that_moved_is_one_edit_whichever_way_it_went() -> None:
    assert difference(form(*"abcd"), form(*"bcda")) == (MoveRow("a", 3),)
    assert difference(form(*"abcd"), form(*"dabc")) == (MoveRow("d", 0),)
    assert difference(form(*"abcd"), form(*"abd")) == (RemoveRow("c"),)
    assert difference(form(*"abd"), form(*"abcd")) == (InsertRow(Row("c", {"name": "c"}), 2),)


def test_only_the_cells_that_differ_are_said() -> None:
    before = form("a", "b")
    after = replace(before, rows=(before.rows[0], Row("b", {"name": "另", "value": ""})))

    assert {edit.text for edit in difference(before, after) if isinstance(edit, SetText)} == {"另", ""}


def test_another_tray_is_one_edit_beside_the_others() -> None:
    before = form("a")
    after = replace(before, texts={"title": "另一个"}, tray=(Stray("没有地方"),))

    assert difference(before, after) == (
        SetText(Address("", "title"), "另一个"),
        SetTray((Stray("没有地方"),)),
    )


def test_what_no_edit_of_a_cell_can_say_is_said_by_the_whole_document() -> None:
    before = form("a")
    after = replace(before, form="f@2")

    assert difference(before, after) == (PutDocument(after),)
