"""How far a document has come."""

import pytest

from perfdesk.documents.document import Document, Mark
from perfdesk.documents.status import DRAFT, STATUSES, Status, is_final, setting, status_of

PLAIN = Document("a", "p", "f@1", {})


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_what_was_set_last_and_names_who_set_it(status: Status) -> None:
    waiting = setting(PLAIN, "待审", "张三", "2026-11-25T09:05:00+08:00").apply(PLAIN)
    after = setting(waiting, status, "李四", "2026-11-25T10:05:00+08:00").apply(waiting)

    assert status_of(after) == status
    assert [(mark.by, mark.at[11:13]) for mark in after.marks] == (
        [] if status == DRAFT else [("李四", "10")]
    )


def test_setting_it_back_leaves_the_document_as_it_was() -> None:
    final = setting(PLAIN, "已定稿", "张三", "").apply(PLAIN)

    assert setting(final, DRAFT, "张三", "").apply(final) == PLAIN


def test_what_is_final_or_printed_is_locked_and_nothing_else() -> None:
    locked = [status for status in STATUSES if is_final(setting(PLAIN, status, "", "").apply(PLAIN))]

    assert locked == ["已定稿", "已打印"]


def test_a_status_that_stands_in_another_slot_is_replaced_there() -> None:
    other = PLAIN.with_marks([Mark("status", "", code="待审")])

    assert status_of(other) == "待审"
    assert [mark.message for mark in setting(other, "已定稿", "", "").apply(other).marks] == ["已定稿"]
    assert status_of(setting(other, DRAFT, "", "").apply(other)) == DRAFT
