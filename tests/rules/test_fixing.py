"""Many fixes as one Step: none of them reveals what was hidden, none is lost, all can be undone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.address import Address, field
from perfdesk.documents.document import Document, Row
from perfdesk.documents.edits import InsertRow, RemoveRow, SetText, Step
from perfdesk.documents.finding import Finding, Fix, acknowledge
from perfdesk.rules.fixing import all_fixes, fix_one
from perfdesk.rules.rulebook import judge, rules
from tests.rules.cases import FORM, GOOD, GOOD_ROWS, SPEAKS, indicator, with_rows
from tests.rules.seed import seed_forms
from tests.rules.test_rulebook import documents

KINDS = sorted({rule.id for rule in rules() if rule.fixable})
FORMS = [*seed_forms(), GOOD, *(case.document for cases in SPEAKS.values() for case in cases)]


def after(document: Document, step: Step) -> Document:
    changed = step.apply({document.uid: document})
    result = changed.get(document.uid, document)
    assert result
    return result


def spoken(document: Document) -> set[tuple[str, str]]:
    """Rules and places; a character that a fix takes along is not new."""
    return {
        (finding.rule, str(finding.address))
        for finding in judge(document, FORM)
        if finding.rule not in {"TXT-08", "PRT-01"}
    }


@given(document=st.one_of(st.sampled_from(FORMS), documents), kind=st.sampled_from(["", *KINDS]))
def test_after_all_fixes_nothing_appears_that_was_hidden(document: Document, kind: str) -> None:
    step = all_fixes(judge(document, FORM), rule=kind)

    assert spoken(after(document, step)) <= spoken(document)


@given(document=st.one_of(st.sampled_from(FORMS), documents), kind=st.sampled_from(KINDS))
def test_pressed_until_nothing_is_left_a_kind_is_gone(document: Document, kind: str) -> None:
    for _ in range(12):
        step = all_fixes(judge(document, FORM), rule=kind)
        if not step.edits:
            break
        document = after(document, step)

    assert not [each for each in judge(document, FORM) if each.rule == kind and each.fix]


@pytest.mark.parametrize("document", FORMS[:9], ids=lambda document: document.uid)
def test_all_safe_fixes_of_a_real_form_are_one_step_that_can_be_undone(document: Document) -> None:
    step = all_fixes(judge(document, FORM))

    changed = after(document, step)
    assert after(changed, step.inverse({document.uid: document})) == document
    assert not [each for each in judge(changed, FORM) if each.fix and each.fix.safe]


def test_a_kind_is_mended_in_every_row() -> None:
    rows = [(*row[:3], row[3].replace("≥", ">=")) for row in GOOD_ROWS]

    step = all_fixes(judge(with_rows(*rows), FORM), rule="VAL-12")

    assert "（4 处）" in step.label
    assert after(with_rows(*rows), step) == GOOD


def test_the_fix_of_one_finding_is_a_step_with_its_words() -> None:
    document = indicator("考核合格率", "95%")
    (finding,) = [each for each in judge(document, FORM) if each.rule == "VAL-03a"]

    step = fix_one(finding)

    assert step.label == "改正：补上“≥”"
    assert after(document, step).rows[0].text("value") == "≥95%"


def test_what_is_acknowledged_stays_as_it_is() -> None:
    document = indicator("考核合格率", "95%")
    (finding,) = [each for each in judge(document, FORM) if each.rule == "VAL-03a"]

    answered = acknowledge(finding, "批复如此", "", "").apply(document)

    assert not all_fixes(judge(answered, FORM), rule="VAL-03a").edits


def made(place: str, *edits: SetText | InsertRow | RemoveRow) -> Finding:
    return Finding("VAL-12", "info", GOOD.uid, field(place), "", fix=Fix("", edits, safe=True))


def test_of_two_fixes_of_one_cell_the_first_is_taken() -> None:
    one, other = (made("unit", SetText(field("unit"), text)) for text in ("甲", "乙"))

    assert all_fixes([one, other]).edits == ((GOOD.uid, SetText(field("unit"), "甲")),)


def test_rows_are_put_in_before_others_are_taken_away() -> None:
    new = Row("new", GOOD.rows[5].texts)
    step = all_fixes([made("rows", RemoveRow("1")), made("rows", InsertRow(new, 6))])

    assert [row.uid for row in after(GOOD, step).rows] == ["2", "3", "4", "5", "6", "new"]


def test_documents_do_not_stand_in_each_other_s_way() -> None:
    twin = replace(GOOD, uid="twin")
    findings = [
        replace(made("unit", SetText(field("unit"), "甲")), document=uid) for uid in (GOOD.uid, twin.uid)
    ]

    assert all_fixes(findings).documents() == (GOOD.uid, twin.uid)


def test_an_edit_of_one_row_stands_in_the_way_of_another_only_there() -> None:
    edits = [SetText(Address(row, "value"), "≥1人") for row in ("1", "2", "1")]

    assert len(all_fixes([made("rows", edit) for edit in edits]).edits) == 2
