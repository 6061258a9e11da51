"""A finding let stand for a reason: until its words change, whatever happens elsewhere, wherever it goes."""

from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.documents.address import Address, field
from perfdesk.documents.codec import document_from_json, document_to_json
from perfdesk.documents.document import Document, Row
from perfdesk.documents.edits import CellEdit, InsertRow, MoveRow, SetText
from perfdesk.documents.finding import Finding, acknowledge, tally, withdraw
from perfdesk.exchange.package import read_package, write_package
from perfdesk.rules.rulebook import judge
from tests.rules.cases import FORM, GOOD, indicator, row

AT = "2024-03-01T09:00:00+08:00"
BARE = indicator("考核合格率", "95%")


def the_one(document: Document, rule: str = "VAL-03a") -> Finding:
    (finding,) = [each for each in judge(document, FORM) if each.rule == rule]
    return finding


def answered(document: Document, rule: str = "VAL-03a") -> Document:
    return acknowledge(the_one(document, rule), "上级就是这样批复的", "王会计", AT).apply(document)


def test_it_says_who_when_and_why_and_counts_no_more() -> None:
    before, after = judge(BARE, FORM), judge(answered(BARE), FORM)

    mark = the_one(answered(BARE)).acknowledged
    assert mark
    assert (mark.message, mark.by, mark.at) == ("上级就是这样批复的", "王会计", AT)
    assert [finding.id for finding in after] == [finding.id for finding in before]
    assert tally(after) == (tally(before)[0], tally(before)[1] - 1)


@pytest.mark.parametrize(
    "edit",
    [
        SetText(field("goal.annual"), "举办三期培训班，培训180人次，参训人员考核合格率96%以上。"),
        SetText(Address("2", "value"), "≥99%"),
        MoveRow("1", 3),
        InsertRow(Row("new", {"level1": "", "level2": "", "name": "", "value": ""}), 0),
    ],
)
def test_it_survives_edits_elsewhere(edit: CellEdit) -> None:
    assert the_one(edit.apply(answered(BARE))).acknowledged


@pytest.mark.parametrize("words", [{"value": "96%"}, {"name": "结业合格率"}])
def test_it_ends_when_the_words_judged_change_and_holds_again_when_they_come_back(
    words: dict[str, str],
) -> None:
    document = answered(BARE)
    changes = [SetText(Address("1", key), text) for key, text in words.items()]
    back = [change.inverse(document) for change in changes]

    for change in changes:
        document = change.apply(document)
    assert the_one(document).acknowledged is None

    for change in back:
        document = change.apply(document)
    assert the_one(document).acknowledged


def test_it_is_of_one_place_and_one_rule() -> None:
    both = replace(BARE, rows=(*BARE.rows, Row("7", {**BARE.rows[0].texts, "name": "结业合格率"})))
    (first, _) = [each for each in judge(both, FORM) if each.rule == "VAL-03a"]

    document = acknowledge(first, "批复如此", "", AT).apply(both)

    assert [str(each.address) for each in judge(document, FORM) if each.acknowledged] == ["1/value"]


def test_what_is_missing_can_be_let_stand_too() -> None:
    document = replace(GOOD, rows=GOOD.rows[:5])

    assert the_one(answered(document, "CMP-03"), "CMP-03").acknowledged


def test_it_can_be_withdrawn() -> None:
    document = answered(BARE)

    assert withdraw(the_one(document)).apply(document) == BARE


def test_it_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        acknowledge(the_one(BARE), " \n", "王会计", AT)


def test_it_travels_in_json_and_in_a_package(tmp_path: Path) -> None:
    document = answered(BARE)
    assert the_one(document_from_json(document_to_json(document))).acknowledged

    written = write_package(tmp_path / "表.perfdesk", [document], forms={}, by="王会计", at=AT)

    (arrived,) = read_package(written).documents
    mark = the_one(arrived).acknowledged
    assert mark
    assert mark.message == "上级就是这样批复的"


@pytest.mark.parametrize("text", ["‑", "a/b", "rows:产出指标"])
def test_odd_row_uids_do_not_mix_places_up(text: str) -> None:
    document = replace(BARE, rows=(Row(text.replace("/", "-"), BARE.rows[0].texts), *BARE.rows[1:]))

    assert the_one(answered(document)).acknowledged


def test_a_repair_that_was_not_confirmed_can_be_let_stand() -> None:
    document = row(5, level1="效益指示")

    assert the_one(answered(document, "STR-02"), "STR-02").acknowledged
