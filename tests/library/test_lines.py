"""Lines are pure ASCII JSON and give back what was put in."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.library.lines import decode, encode

texts = st.text(alphabet=st.characters() | st.sampled_from("\x7f\x80\xff\ud800\U00020bb7"), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(texts, values, max_size=4))
def test_a_line_is_one_line_of_ascii_whatever_the_value(record: dict[str, Any]) -> None:
    line = encode(record)

    assert json.loads(line.decode("ascii")) == record
    assert b"\n" not in line


words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.dictionaries(words, words, max_size=6))
def test_what_was_encoded_is_decoded(record: dict[str, str]) -> None:
    assert decode(encode(record)) == record


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode({"a": value})
