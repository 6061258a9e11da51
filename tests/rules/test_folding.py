"""What most forms of a batch share is shown once; nothing is shown twice, and nothing gets lost."""

from dataclasses import replace

from perfdesk.documents.finding import Finding, acknowledge
from perfdesk.rules.batch import judge_batch
from perfdesk.rules.folding import fold
from tests.rules.seed import FORM, seed_forms

NINE = seed_forms()


def judged(*, without: str = "") -> dict[str, tuple[Finding, ...]]:
    return judge_batch((document, FORM) for document in NINE if document.uid != without)


def shown(common: tuple[tuple[Finding, ...], ...]) -> dict[str, int]:
    return {findings[0].rule: len(findings) for findings in common}


def test_what_all_the_real_forms_lack_is_shown_once_with_its_count() -> None:
    counts = shown(fold(judged()).common)

    assert counts["HDR-02"] == 9
    assert counts["CMP-07"] == 8


def test_two_forms_held_against_each_other_are_shown_once() -> None:
    counts = shown(fold(judged()).common)

    assert (counts["HDR-11"], counts["XF-02"]) == (2, 2)


def test_nothing_is_lost_and_nothing_is_shown_twice() -> None:
    all_of_it = judged()
    folded = fold(all_of_it)

    told = [finding.id for findings in (*folded.common, *folded.own.values()) for finding in findings]
    assert sorted(told) == sorted(finding.id for findings in all_of_it.values() for finding in findings)


def test_a_matter_of_one_row_stays_with_its_form() -> None:
    folded = fold(judged())

    assert not [findings for findings in folded.common if findings[0].address.row and not findings[0].others]
    assert "VAL-02" in {finding.rule for finding in folded.own["F7"]}


def test_an_acknowledged_finding_stays_with_its_form() -> None:
    finding = next(finding for finding in judged()["F3"] if finding.rule == "HDR-02")
    answered = acknowledge(finding, "由主管部门统一填报", "", "").apply(NINE[2])

    folded = fold(judge_batch((answered if each.uid == "F3" else each, FORM) for each in NINE))

    assert shown(folded.common)["HDR-02"] == 8
    assert [each.rule for each in folded.own["F3"] if each.acknowledged] == ["HDR-02"]


def test_a_form_alone_has_all_its_findings_to_itself() -> None:
    alone = judge_batch([(replace(NINE[0], uid="alone"), FORM)])

    assert fold(alone).common == ()
    assert fold(alone).own == alone
