"""What differs between two texts is shown within them, and never takes long."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.spans import Span, spans

texts = st.text("甲乙丙,。", max_size=40) | st.text(max_size=400)


@given(texts, texts)
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    parts = spans(before, after)

    assert "".join(part.text for part in parts if part.fate != "come") == before
    assert "".join(part.text for part in parts if part.fate != "gone") == after
    assert all(one.fate != other.fate for one, other in pairwise(parts))


def test_only_what_differs_is_marked() -> None:
    assert spans("完成率≥90%", "完成率≥95%") == (
        Span("same", "完成率≥9"), Span("gone", "0"), Span("come", "5"), Span("same", "%"),
    )  # fmt: skip
    assert spans("", "新") == (Span("come", "新"),)
    assert spans("同", "同") == (Span("same", "同"),)


def test_long_texts_are_compared_clause_by_clause() -> None:
    clauses = [f"第{number}项工作按期完成并通过验收，" for number in range(100)]
    changed = ["新的一句，" if number in {3, 90} else clause for number, clause in enumerate(clauses)]

    parts = spans("".join(clauses), "".join(changed))

    assert [part.text.rstrip("，") for part in parts if part.fate == "come"] == ["新的一句"] * 2


def test_texts_that_difflib_takes_minutes_for_are_told_at_once() -> None:
    started = time.perf_counter()

    spans("一" * 3000, "一二" * 1500)
    spans("一" * 250, "一二" * 125)
    spans("一，" * 250, "一，二，" * 125)

    assert time.perf_counter() - started < 5
