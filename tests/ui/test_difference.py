"""The one stretch in which two sequences differ."""

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.ui.difference import stretch

sequences = st.lists(st.integers(0, 3), max_size=8)


@given(sequences, sequences)
def test_the_stretch_taken_out_and_put_in_makes_one_of_the_other(before: list[int], after: list[int]) -> None:
    first, gone, come = stretch(before, after)

    assert before[:first] + after[first : first + come] + before[first + gone :] == after
    assert len(before) - gone + come == len(after)


@given(sequences)
def test_equal_sequences_differ_nowhere(same: list[int]) -> None:
    _, gone, come = stretch(same, list(same))

    assert gone == come == 0
