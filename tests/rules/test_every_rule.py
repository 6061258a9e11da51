"""What every rule promises: cases of its own, words for a clerk, fixes that fix."""

import json

import pytest

from perfdesk.documents.codec import edit_to_json
from perfdesk.documents.document import Document
from perfdesk.documents.edits import Step
from perfdesk.documents.finding import SEVERITIES, Finding
from perfdesk.rules.rule import PRACTICE, SYSTEM, Rule
from perfdesk.rules.rulebook import judge, rules
from tests.rules.cases import FORM, GOOD, SILENT, SPEAKS, Speaks, form_of

SPEAKING = [
    pytest.param(name, case, id=f"{name}-{number}")
    for name, cases in SPEAKS.items()
    for number, case in enumerate(cases)
]
SILENCES = [
    pytest.param(name, document, id=f"{name}-{number}")
    for name, documents in SILENT.items()
    for number, document in enumerate(documents)
]

OVER_ONE_FORM = [rule for rule in rules() if not rule.is_for_batches]


def fixed(document: Document, finding: Finding) -> Document:
    assert finding.fix
    step = Step("", tuple((document.uid, edit) for edit in finding.fix.edits))
    after = step.apply({document.uid: document})[document.uid]
    assert after
    return after


def spoken(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(finding.rule, str(finding.address)) for finding in findings}


def test_a_good_form_is_met_with_silence() -> None:
    assert judge(GOOD, FORM) == ()


@pytest.mark.parametrize(("name", "case"), SPEAKING)
def test_a_rule_speaks_at_the_place_and_no_other_rule_does(name: str, case: Speaks) -> None:
    findings = judge(case.document, form_of(case.document), case.profile)

    assert [str(finding.address) for finding in findings if finding.rule == name] == [case.at]
    assert {finding.rule for finding in findings} == {name, *case.also}


@pytest.mark.parametrize(("name", "document"), SILENCES)
def test_a_rule_is_silent_where_it_has_nothing_to_say(name: str, document: Document) -> None:
    found = judge(document, form_of(document), SPEAKS[name][0].profile)

    assert [finding.message for finding in found if finding.rule == name] == []


def test_every_rule_has_cases_in_which_it_speaks_and_in_which_it_is_silent() -> None:
    named = [rule.id for rule in rules()]

    assert len(named) == len(set(named))
    assert {rule.id for rule in OVER_ONE_FORM} == set(SPEAKS) == set(SILENT)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_says_why_and_shows_what_is_right(rule: Rule) -> None:
    assert rule.severity in SEVERITIES
    assert min(map(len, (rule.title, rule.why))) >= 5
    assert rule.example
    assert "〔" in rule.basis or rule.basis in {SYSTEM, PRACTICE}
    assert not any(mark in rule.why for mark in "《》"), "a paraphrase, not a quotation"


@pytest.mark.parametrize(("name", "case"), SPEAKING)
def test_every_message_names_the_words_or_the_place_and_what_to_do(name: str, case: Speaks) -> None:
    for finding in judge(case.document, form_of(case.document), case.profile):
        address = finding.address
        text = (case.document.text(address) or "").strip()
        named = address.key.partition(":")[2] if address.is_group else FORM.label_of(address.key)
        row = case.document.row(address.row)
        neighbours = [part for part in row.texts.values() if part] if row else []
        judged = finding.words.split("\t")

        assert finding.message.endswith("。")
        assert any(word and word in finding.message for word in (text, named, *neighbours, *judged))
        assert any(word in finding.message for word in ("请", "建议"))


@pytest.mark.parametrize("rule", OVER_ONE_FORM, ids=lambda rule: rule.id)
def test_a_rule_says_truly_whether_it_offers_fixes(rule: Rule) -> None:
    found = [
        finding
        for case in SPEAKS[rule.id]
        for finding in judge(case.document, form_of(case.document), case.profile)
        if finding.rule == rule.id
    ]

    assert any(finding.fix for finding in found) == rule.fixable


@pytest.mark.parametrize(("name", "case"), SPEAKING)
def test_a_fix_removes_its_finding_and_reveals_nothing(name: str, case: Speaks) -> None:
    before = judge(case.document, form_of(case.document), case.profile)
    for finding in before:
        if finding.fix:
            after = spoken(judge(fixed(case.document, finding), form_of(case.document), case.profile))

            assert (finding.rule, str(finding.address)) not in after
            assert after < spoken(before)


@pytest.mark.parametrize(("name", "case"), SPEAKING)
def test_a_fix_can_be_written_as_json(name: str, case: Speaks) -> None:
    for finding in judge(case.document, form_of(case.document), case.profile):
        for edit in finding.fix.edits if finding.fix else ():
            assert json.loads(json.dumps(edit_to_json(edit, case.document.uid, case.document)))


@pytest.mark.parametrize(("name", "case"), SPEAKING)
def test_findings_of_one_form_have_different_ids(name: str, case: Speaks) -> None:
    findings = judge(case.document, form_of(case.document), case.profile)
    ids = [finding.id for finding in findings]
    # an acknowledgement is kept by rule and place; a remark of the import is confirmed instead
    slots = [finding.slot for finding in findings if finding.rule != "IMP-01"]

    assert len(ids) == len(set(ids))
    assert len(slots) == len(set(slots))
