"""ASCII JSON is what Python's own encoder writes, whatever the value."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.asciijson import ascii_json

texts = st.text(alphabet=st.characters() | st.sampled_from("\x7f\x80\xff\ud800\U00020bb7\\\\xU"), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values, st.booleans())
def test_it_is_what_pythons_own_encoder_writes(value: Any, sort_keys: bool) -> None:
    expected = json.dumps(value, separators=(",", ":"), sort_keys=sort_keys).encode("ascii")

    assert ascii_json(value, sort_keys=sort_keys) == expected


@pytest.mark.parametrize("text", ["\xe9", "\\\\xe9", "a\\x", "\U00020bb7", "\\U", "null", "汉\x01\x7f"])
def test_it_is_so_for_what_looks_like_an_escape(text: str) -> None:
    assert ascii_json({text: text}) == json.dumps({text: text}, separators=(",", ":")).encode("ascii")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        ascii_json({"a": value})
