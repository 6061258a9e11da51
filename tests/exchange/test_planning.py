"""What an import adds to a library, and what it leaves alone."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given

from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document, Origin, Row
from perfdesk.exchange.planning import Plan, plan_import
from tests.documents.strategies import shelves

FORM = "project-target@dalian-2024"


def document(uid: str, name: str = "楼宇租赁经费", **texts: str) -> Document:
    texts = {"project.name": name, "year": "2024", "unit": "财金局"} | texts
    return Document(uid, f"p-{uid}", FORM, texts, (Row(f"row-{uid}", {"value": "2栋"}),))


def shelf_of(*documents: Document) -> dict[str, Document]:
    return {each.uid: each for each in documents}


def numbered() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"new-{next(numbers)}"


def put(plan: Plan, shelf: dict[str, Document]) -> dict[str, Document]:
    after = plan.step.apply(shelf)
    return shelf | {uid: each for uid, each in after.items() if each}


@given(shelves)
def test_into_an_empty_library_everything_comes_as_it_is(shelf: dict[str, Document]) -> None:
    plan = plan_import(shelf.values(), {}, numbered())

    assert put(plan, {}) == shelf
    assert plan.notes == ()


@given(shelves)
def test_what_is_there_already_adds_nothing_and_says_so(shelf: dict[str, Document]) -> None:
    plan = plan_import(shelf.values(), shelf, numbered())

    assert plan.step.edits == ()
    assert len(plan.notes) == len(shelf)


def test_another_version_comes_in_beside_with_its_origin_and_a_note() -> None:
    ours, theirs = document("a", period="我"), document("a", period="他")

    plan = plan_import([theirs], shelf_of(ours), numbered())

    after = put(plan, shelf_of(ours))
    beside = after["new-1"]
    assert after["a"] == ours
    assert beside.origin == Origin("a", revision(theirs))
    assert (beside.project, beside.texts, beside.rows) == (theirs.project, theirs.texts, theirs.rows)
    assert [(mark.kind, mark.code) for mark in beside.marks] == [("note", "IMPORT-BESIDE")]
    assert "楼宇租赁经费" in plan.notes[0]


def test_what_came_in_beside_comes_in_once() -> None:
    ours, theirs = document("a", period="我"), document("a", period="他")
    once = put(plan_import([theirs], shelf_of(ours), numbered()), shelf_of(ours))

    again = plan_import([theirs], once, numbered())

    assert again.step.edits == ()
    assert "没有重复导入" in again.notes[0]


def test_the_same_form_read_again_from_a_file_adds_nothing() -> None:
    read_again = replace(document("b"), project="p-b")

    plan = plan_import([read_again], shelf_of(document("a")), numbered())

    assert plan.step.edits == ()


def test_two_versions_in_one_import_come_in_side_by_side() -> None:
    first, second = document("a", period="x"), document("a", period="y")

    after = put(plan_import([first, second], {}, numbered()), {})

    assert after["a"] == first
    assert after["new-1"].origin == Origin("a", revision(second))


@pytest.mark.parametrize("name", ["", "  "])
def test_forms_without_a_name_are_never_taken_for_each_other(name: str) -> None:
    plan = plan_import([document("b", name)], shelf_of(document("a", name)), numbered())

    assert put(plan, {})["b"] == document("b", name)


def test_a_namesake_joins_the_project_with_a_note() -> None:
    plan = plan_import([document("b", period="别的")], shelf_of(document("a")), numbered())

    joined = put(plan, {})["b"]
    assert joined.project == "p-a"
    assert [mark.code for mark in joined.marks] == ["IMPORT-NAMESAKE"]
    assert joined.origin is None


@pytest.mark.parametrize("other", [{"year": "2025"}, {"unit": "人事处"}, {"name": "别的"}])
def test_another_year_unit_or_name_is_another_document(other: dict[str, str]) -> None:
    came = document("b", **other)

    plan = plan_import([came], shelf_of(document("a")), numbered())

    assert put(plan, {}) == {"b": came}
    assert plan.notes == ()


def test_a_whole_import_is_one_step_that_can_be_taken_back() -> None:
    shelf = shelf_of(document("a"))
    plan = plan_import(
        [document("a", period="x"), document("b", "甲"), document("c", "乙")], shelf, numbered()
    )

    after = put(plan, shelf)

    assert len(after) == 4
    assert plan.step.label == "导入3张表"
    assert plan.step.inverse(shelf).apply(after) == {"new-1": None, "b": None, "c": None}
