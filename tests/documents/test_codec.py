"""Documents and edits survive being written as JSON, letter for letter."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.codec import (
    document_from_json,
    document_to_json,
    edit_from_short,
    edit_to_short,
    revision,
)
from perfdesk.documents.document import Document, Mark, Origin
from perfdesk.shapes import Unfit
from tests.documents.strategies import documents, shelves, steps_on


@given(documents("a"))
def test_a_document_comes_back_equal(document: Document) -> None:
    written = json.dumps(document_to_json(document))

    assert document_from_json(json.loads(written)) == document


@given(data=st.data(), shelf=shelves)
def test_every_edit_written_short_comes_back_equal(data: st.DataObject, shelf: dict[str, Document]) -> None:
    for uid, edit in data.draw(steps_on(shelf)).edits:
        written = json.dumps(edit_to_short(edit))
        assert edit_from_short(json.loads(written), uid) == edit


@pytest.mark.parametrize(
    "value", [["set", "", "year"], ["set", 1, "year", ""], ["sing"], {}, None, ["move", "a", "b"]]
)
def test_what_is_no_edit_written_short_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="no edit"):
        edit_from_short(value, "a")  # type: ignore[arg-type]


@given(documents("a"))
def test_a_revision_names_the_content_and_not_the_copy(document: Document) -> None:
    copy = replace(document, uid="z", project="q", origin=Origin("a", "1"))

    assert revision(copy) == revision(document)
    assert revision(replace(document, texts={**document.texts, "title": "另一个题目"})) != revision(document)


def test_a_misspelt_member_is_refused() -> None:
    record = document_to_json(Document("a", "p", "f@1", {"title": "表"}))

    with pytest.raises(Unfit, match="txets"):
        document_from_json(record | {"txets": {}})


def test_a_mark_on_the_whole_document_comes_back() -> None:
    marked = Document("a", "p", "f@1", {"year": "2024"}, marks=(Mark("status", "", message="待审"),))

    assert document_from_json(document_to_json(marked)) == marked
