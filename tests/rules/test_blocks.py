"""Of two blocks side by side each is judged in its own cells; where a row has but one, nothing is missed."""

from itertools import count

import pytest

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.edits import SetText
from perfdesk.documents.finding import Finding
from perfdesk.documents.making import blank, without_blank_rows
from perfdesk.documents.understanding import Place, understood
from perfdesk.forms.catalogue import framework, shipped_form
from perfdesk.rules.rulebook import judge

REF = "target-declaration@national-2015"
BOTH = {
    "level1": "产出指标", "total.level2": "数量指标", "total.name": "新建站点", "total.value": "≥30个",
    "level2": "数量指标", "name": "新建站点", "value": "≥10个",
}  # fmt: skip
LEFT = {"level1": "产出指标", "total.level2": "数量指标", "total.name": "更新设备", "total.value": "≥60台"}


def told(*rows: dict[str, str]) -> set[tuple[str, str]]:
    document = Document("d", "p", REF, {}, tuple(Row(str(number), row) for number, row in enumerate(rows)))
    return {(finding.address.row, finding.rule) for finding in judge(document, shipped_form(REF))}


def test_a_row_that_goes_on_in_the_other_block_only_lacks_nothing() -> None:
    assert not [rule for row, rule in told(BOTH, LEFT) if row == "1"]


def test_a_row_of_the_year_is_judged_as_on_any_form() -> None:
    assert ("1", "STR-05") in told(BOTH, {**LEFT, "level2": "数量指标", "name": "更新设备数"})


def findings(*rows: dict[str, str]) -> list[Finding]:
    document = Document("d", "p", REF, {}, tuple(Row(str(number), row) for number, row in enumerate(rows)))
    return [each for each in judge(document, shipped_form(REF)) if each.address.row]


@pytest.mark.parametrize("value", ["30", "≥30百分比", "高", "30个左右", "≥30 个"])
def test_in_its_own_cells_a_block_is_told_what_the_years_is_told(value: str) -> None:
    left, right = findings({**BOTH, "total.value": value}), findings({**BOTH, "value": value})

    assert {each.address.key for each in left} <= {"total.name", "total.value"}
    assert {(each.rule, each.words) for each in left} == {(each.rule, each.words) for each in right}


def test_its_fixes_mend_its_own_cells() -> None:
    fixes = [each.fix for each in findings({**BOTH, "total.value": "30"}) if each.fix]

    edits = [edit for fix in fixes for edit in fix.edits]
    assert edits
    assert {edit.address for edit in edits if isinstance(edit, SetText)} == {Address("0", "total.value")}


def test_nothing_is_said_twice() -> None:
    found = findings({**BOTH, "total.name": "新建站点，", "name": "新建站点，"}, LEFT)

    assert len({each.id for each in found}) == len(found)


def test_what_is_right_in_both_blocks_is_right() -> None:
    assert findings(BOTH, LEFT) == []


def test_a_new_form_has_the_levels_of_both_blocks_and_its_untouched_rows_are_blank() -> None:
    form = shipped_form(REF)
    numbers = count()
    document = blank(form, framework(form.framework), {}, lambda: str(next(numbers)))

    assert document.rows
    assert all(row.text("level2") == row.text("total.level2") != "" for row in document.rows)
    assert without_blank_rows(document).rows == ()


@pytest.mark.parametrize("key", ["total.level2", "level2"])
def test_in_both_blocks_the_second_levels_can_be_chosen(key: str) -> None:
    form = shipped_form(REF)
    document = Document("d", "p", REF, {}, (Row("0", BOTH),))

    hint = understood(Place(form, framework(form.framework), document, Address("0", key)), "level", "")

    assert "质量指标" in hint.choices
