"""The nine published forms: what a reviewer sees in them, no less and no more."""

import pytest

from perfdesk.documents.document import Document
from perfdesk.documents.finding import Finding
from perfdesk.rules.rulebook import judge, rules
from tests.rules.seed import FORM, HINTS, seed_findings, seed_forms

NINE = seed_forms()
OURS = {rule.id for rule in rules() if not rule.is_for_batches}
PLACES = {
    "filler": "填报单位", "project.name": "项目名称", "period": "项目实施期",
    "attribute": "项目属性/项目类别",
    "funds.total.sum": "资金投入", "goal.annual": "绩效目标", "rows": "全表",
}  # fmt: skip

Seen = tuple[str, str, str]


def where(document: Document, finding: Finding) -> str:
    """The place in the reviewer's words; of two spellings it is the whole form, though one cell is shown."""
    if finding.rule == "TXT-03" and "表中" in finding.message:
        return "全表"
    if row := document.row(finding.address.row):
        return row.text("name")
    _, _, group = finding.address.key.partition(":")
    return group or PLACES[finding.address.key]


def seen_by_us(document: Document) -> set[Seen]:
    return {(finding.rule, finding.severity, where(document, finding)) for finding in judge(document, FORM)}


def seen_by_the_reviewer(document: Document) -> set[Seen]:
    return {
        (seen["rule"], seen["severity"], seen["where"])
        for seen in seed_findings()
        if seen["form"] == document.uid and seen["rule"] in OURS
    }


@pytest.mark.parametrize("document", NINE, ids=lambda document: document.uid)
def test_all_that_the_reviewer_sees_is_found(document: Document) -> None:
    assert seen_by_the_reviewer(document) - seen_by_us(document) == set()


@pytest.mark.parametrize("document", NINE, ids=lambda document: document.uid)
def test_nothing_is_found_but_that_and_the_hints_that_are_a_matter_of_judgement(document: Document) -> None:
    more = seen_by_us(document) - seen_by_the_reviewer(document)

    assert all(severity == "info" for _, severity, _ in more)
    assert {(rule, place) for rule, _, place in more} <= HINTS[document.uid]


def test_every_hint_is_still_given() -> None:
    for document in NINE:
        more = seen_by_us(document) - seen_by_the_reviewer(document)
        assert {(rule, place) for rule, _, place in more} == HINTS[document.uid]


def test_every_rule_that_the_reviewer_uses_stands() -> None:
    assert {seen["rule"] for seen in seed_findings()} <= {rule.id for rule in rules()}


def test_a_finding_is_told_as_often_as_the_reviewer_sees_it() -> None:
    for document in NINE:
        found = [(each.rule, where(document, each)) for each in judge(document, FORM)]
        expected = [(each["rule"], each["where"]) for each in seed_findings() if each["form"] == document.uid]
        for each in expected:
            assert found.count(each) == expected.count(each), (document.uid, each)


def test_there_are_exactly_four_errors() -> None:
    errors = [
        (document.uid, finding.rule, str(finding.address))
        for document in NINE
        for finding in judge(document, FORM)
        if finding.severity == "error"
    ]

    assert errors == [
        ("F6", "STR-01", "6/level1"),
        ("F7", "VAL-02", "1/value"),
        ("F7", "VAL-02", "4/value"),
        ("F9", "VAL-03b", "4/value"),
    ]


@pytest.mark.parametrize(
    ("uid", "rows"),
    [
        ("F1", (1, 2)), ("F2", (1, 2, 3, 9)), ("F3", (2, 4, 7)), ("F4", (7,)), ("F6", (2, 3, 4)),
        ("F7", (6,)), ("F8", (2, 3, 4, 6)), ("F9", (6, 8)),
    ],
)  # fmt: skip
def test_sound_rows_raise_neither_error_nor_warning(uid: str, rows: tuple[int, ...]) -> None:
    document = next(each for each in NINE if each.uid == uid)

    loud = {int(finding.address.row) for finding in judge(document, FORM)
            if finding.address.row and finding.severity != "info"}  # fmt: skip

    assert loud.isdisjoint(rows)


def test_confirming_the_repair_ends_its_finding() -> None:
    document = next(each for each in NINE if each.uid == "F6")
    (repair,) = [finding for finding in judge(document, FORM) if finding.rule == "STR-01"]
    assert repair.fix
    assert not repair.fix.safe

    for edit in repair.fix.edits:
        document = edit.apply(document)  # type: ignore[union-attr]

    assert not document.marks
    assert not [finding for finding in judge(document, FORM) if finding.severity == "error"]
