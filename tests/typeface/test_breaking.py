"""Line breaking: nothing lost, nothing too wide, no forbidden break that could have been avoided."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.typeface import face, wrap
from perfdesk.typeface.breaking import NEVER_FIRST, NEVER_LAST

BODY = face("body")
SIZE = 1050

texts = st.text(
    st.sampled_from("预算绩效目标年月万元个a1Zb0259.,:;%()（）《》、。，：“”≥-/~ 　\t\n☑𬱖\u200b")
    | st.characters(codec="utf-8"),
    max_size=120,
)
widths = st.integers(SIZE // 2, 40 * SIZE)


@given(texts, widths)
def test_joined_lines_are_the_text_but_for_breaks_and_blanks(text: str, width: int) -> None:
    def ink(line: str) -> str:
        return re.sub(r"[ \u3000\t\n]", "", line)

    lines = wrap(text, width, SIZE, BODY)

    assert ink("".join(lines)) == ink(text)
    rest = text
    for line in lines:  # and each line stands in the text, blanks inside it included
        before, rest = rest[: rest.index(line)], rest[rest.index(line) + len(line) :]
        assert not before.strip(" \u3000\t\n")


@given(texts, widths)
def test_no_line_is_wider_than_the_column_unless_it_is_one_character(text: str, width: int) -> None:
    for line in wrap(text, width, SIZE, BODY):
        assert BODY.advance(line, SIZE) <= width or len(line) == 1


@given(texts, widths)
def test_typed_breaks_are_kept(text: str, width: int) -> None:
    whole = [line for paragraph in text.split("\n") for line in wrap(paragraph, width, SIZE, BODY)]

    assert wrap(text, width, SIZE, BODY) == whole


@given(
    st.text(st.sampled_from("预算绩效a1，。、（）《》“”,.;()年"), min_size=1, max_size=80), st.integers(4, 20)
)
def test_a_mark_stands_wrong_only_when_every_other_break_was_wrong_too(text: str, columns: int) -> None:
    lines = wrap(text, columns * SIZE, SIZE, BODY)

    for line, following in pairwise(lines):
        if following[0] in NEVER_FIRST or line[-1] in NEVER_LAST:
            both = line + following
            places = range(1, len(line) + 1)
            assert all(both[at] in NEVER_FIRST or both[at - 1] in NEVER_LAST for at in places)


@given(
    st.text(st.sampled_from("预算绩效目标"), max_size=30),
    st.from_regex(r"[1-9][0-9]{0,2}(,[0-9]{3}){0,2}(\.[0-9]{2})?", fullmatch=True),
)
def test_a_number_keeps_its_sign_and_unit(before: str, number: str) -> None:
    whole = f"≥{number}万元"

    assert any(whole in line for line in wrap(f"{before}{whole}以上", 12 * SIZE, SIZE, BODY))


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("2024年1月1日至2024年12月31日", 10, ["2024年1月1日至", "2024年12月31日"]),
        ("服务对象满意度指标", 8, ["服务对象满意度", "指标"]),
        ("（一）促进（二）扩大", 6, ["（一）促进", "（二）扩大"]),
        ("促进企业上市;鼓励", 6, ["促进企业上", "市;鼓励"]),
        ("使用perfdesk-2024", 8, ["使用", "perfdesk-2024"]),
        ("　　甲乙丙丁", 4, ["　　甲乙", "丙丁"]),
        ("甲乙丙丁    戊己", 4, ["甲乙丙丁", "戊己"]),
        ("一\n\n二", 4, ["一", "", "二"]),
        ("", 4, [""]),
        ("8" * 20, 5, ["8" * 8, "8" * 8, "8" * 4]),
    ],
)
def test_lines_are_those_a_typesetter_would_make(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns * SIZE, SIZE, BODY) == lines


@pytest.mark.parametrize(
    "text", ["9" * 20000, "（" * 20000, "，" * 20000, " " * 20000 + "终", "=" * 20000, "a-" * 10000]
)
def test_a_hostile_run_still_ends_its_lines(text: str) -> None:
    lines = wrap(text, 10 * SIZE, SIZE, BODY)

    assert "".join(lines).strip() == text.strip()
