"""Plain values into dataclasses: what pydantic's TypeAdapter would make, and nothing with a key too many."""

import tomllib
from dataclasses import asdict, dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from perfdesk import paths
from perfdesk.documents.codec import document_to_json
from perfdesk.documents.document import Document
from perfdesk.forms.framework import Framework
from perfdesk.forms.profile import Profile
from perfdesk.forms.spec import FormSpec
from perfdesk.shapes import Unfit, fit
from tests.documents.strategies import documents

SHIPPED = [
    (shape, path)
    for shape, folder in ((FormSpec, "forms"), (Framework, "frameworks"), (Profile, "profiles"))
    for path in sorted(paths.resource(folder).glob("*.toml"))
]


@pytest.mark.parametrize(("shape", "path"), SHIPPED)
def test_every_shipped_file_is_read_as_pydantic_reads_it(shape: type[Any], path: Any) -> None:
    values = tomllib.loads(path.read_text(encoding="utf-8"))

    assert asdict(fit(shape, values)) == asdict(TypeAdapter(shape).validate_python(values))


@given(documents("a"))
def test_every_document_is_read_as_pydantic_reads_it(document: Document) -> None:
    values = document_to_json(document)

    assert fit(Document, values) == TypeAdapter(Document).validate_python(values) == document


Values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(data=st.data(), document=documents("a"))
def test_what_pydantic_refuses_is_refused(data: st.DataObject, document: Document) -> None:
    values = document_to_json(document)
    values[data.draw(st.sampled_from(sorted(values)))] = data.draw(Values)

    try:
        expected = TypeAdapter(Document).validate_python(values)
    except ValueError:
        with pytest.raises(Unfit):
            fit(Document, values)
        return
    assert fit(Document, values) == expected


@dataclass(frozen=True, slots=True)
class Inner:
    name: str


@dataclass(frozen=True, slots=True)
class Outer:
    inner: tuple[Inner, ...]
    size: float = 1.0


@pytest.mark.parametrize(
    ("values", "key", "unknown", "missing"),
    [
        ({"inner": [{"name": "a", "nmae": "b"}]}, "inner.0.nmae", True, False),
        ({"inner": [{"nmae": "b"}]}, "inner.0.nmae", True, False),
        ({}, "inner", False, True),
        ({"inner": [], "size": "wide"}, "size", False, False),
        ([], "", False, False),
    ],
)
def test_the_first_key_that_does_not_fit_is_named(
    values: object, key: str, unknown: bool, missing: bool
) -> None:
    with pytest.raises(Unfit) as caught:
        fit(Outer, values)

    assert (caught.value.key, caught.value.is_unknown, caught.value.is_missing) == (key, unknown, missing)


def test_a_type_that_cannot_stand_in_a_shape_is_a_mistake_of_the_program() -> None:
    @dataclass(frozen=True, slots=True)
    class Strange:
        thing: set[str]

    with pytest.raises(TypeError, match="set"):
        fit(Strange, {})
