from hypothesis import given
from hypothesis import strategies as st

from perfdesk.forms.spelling import narrow, squeeze


def test_signs_of_full_width_become_those_of_half_width() -> None:
    assert narrow("（１２，３４５．６％）：＞＝Ａ～—－−【】") == "(12,345.6%):>=A~---[]"


def test_other_signs_stay_what_they_are() -> None:
    assert narrow("㎡℃①…²") == "㎡℃①…²"


@given(st.text())
def test_a_place_in_the_copy_is_the_same_place_in_the_text(text: str) -> None:
    assert len(narrow(text)) == len(text)


def test_blanks_go_but_two_numbers_never_run_into_one() -> None:
    assert squeeze(" 2024 年\u3000１月\u200b 20 \t 20 ") == "2024年１月20 20"
