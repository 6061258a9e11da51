"""The check code: equal papers have it in common, and no slip of the pen makes one of another."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.check_code import SIGNS, check_code, is_code, printed_code, read_code
from perfdesk.documents.document import Document, Mark, Origin, Row, Stray
from perfdesk.documents.paper import anonymous, paper
from perfdesk.forms.catalogue import shipped_form

FORM = "project-target@dalian-2024"
DOCUMENT = Document(
    "d",
    "p",
    FORM,
    {"project.name": "产业扶持", "year": "2024"},
    (Row("r", {"name": "企业数", "value": "≥9家"}),),
)
CODE = check_code(DOCUMENT)
MARK = Mark("acknowledged", "year", "VAL-02", by="王会计", at="2026-11-25T08:00:00+08:00")

documents = st.builds(
    lambda name, value: replace(
        DOCUMENT, texts={"project.name": name}, rows=(Row("r", {"name": name, "value": value}),)
    ),
    st.text(max_size=12),
    st.text(max_size=12),
)


def test_a_code_is_three_groups_of_four_signs_that_nobody_takes_for_others() -> None:
    assert [len(group) for group in CODE.split("-")] == [4, 4, 4]
    assert not set(SIGNS) & set("01IOLQSZBGUVY")


@pytest.mark.parametrize(
    "other",
    [
        replace(DOCUMENT, uid="other", project="other"),
        replace(DOCUMENT, rows=(Row("other", DOCUMENT.rows[0].texts),)),
        replace(
            DOCUMENT, rows=(*DOCUMENT.rows, Row("blank", {"level1": "产出指标", "name": "", "value": " "}))
        ),
        replace(DOCUMENT, marks=(MARK,), tray=(Stray("多余"),), origin=Origin("o", "r")),
        replace(DOCUMENT, texts={"year": "2024", "project.name": "产业扶持"}),
    ],
)
def test_equal_papers_have_equal_codes(other: Document) -> None:
    assert check_code(other) == CODE


@pytest.mark.parametrize(
    "other",
    [
        replace(DOCUMENT, form="target-core@national-2021"),
        replace(DOCUMENT, texts={**DOCUMENT.texts, "year": "2025"}),
        replace(DOCUMENT, texts={**DOCUMENT.texts, "category": ""}),
        replace(DOCUMENT, rows=(Row("r", {"name": "企业数", "value": "≥9家 "}),)),
        replace(DOCUMENT, rows=(*DOCUMENT.rows, *DOCUMENT.rows)),
    ],
)
def test_another_paper_has_another_code(other: Document) -> None:
    assert check_code(other) != CODE


@given(documents, st.integers(0, 11), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_found(document: Document, place: int, sign: str) -> None:
    signs = list(check_code(document).replace("-", ""))
    if signs[place] == sign:
        return
    signs[place] = sign
    with pytest.raises(ValueError, match="抄错了"):
        read_code("".join(signs))


@given(documents, st.integers(0, 11), st.integers(0, 11))
def test_two_signs_that_changed_places_are_found(document: Document, one: int, other: int) -> None:
    signs = list(check_code(document).replace("-", ""))
    if signs[one] == signs[other]:
        return
    signs[one], signs[other] = signs[other], signs[one]
    with pytest.raises(ValueError, match="颠倒"):
        read_code("".join(signs))


@given(documents)
def test_a_code_is_read_however_it_is_typed(document: Document) -> None:
    code = check_code(document)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)

    assert {read_code(typed) for typed in (code, code.lower(), code.replace("-", ""), f" {wide} ")} == {code}
    assert is_code(code.lower())
    assert printed_code(f"第1页 核对码 {code}\n") == code


@pytest.mark.parametrize(
    ("typed", "words"), [("7K3M", "12 位，这里是 4 位"), ("7K3M-92XP-4TCO", "没有“O”"), ("", "这里是 0 位")]
)
def test_what_is_no_code_is_said(typed: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_code(typed)


def test_a_file_s_name_is_no_code() -> None:
    assert not is_code("预算.pdf")
    assert not is_code("7K3M-92XP-4TCD.pdf")


def test_what_a_paper_gives_away_names_nobody() -> None:
    kept = anonymous(replace(DOCUMENT, marks=(MARK,), tray=(Stray("多余"),), origin=Origin("o", "r")))

    assert kept == DOCUMENT


def test_a_paper_shows_its_code_and_no_row_that_nobody_filled_in() -> None:
    sheet = paper(
        shipped_form(FORM), replace(DOCUMENT, rows=(*DOCUMENT.rows, Row("b", {"level1": "产出指标"})))
    )

    assert sheet.code == CODE
    assert {address.row for cell in sheet.stops for address in cell.addresses} == {"", "r"}
