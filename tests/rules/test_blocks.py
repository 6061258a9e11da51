"""Of two blocks side by side the year's is judged, and nothing is missed in rows that are not its own."""

from perfdesk.documents.document import Document, Row
from perfdesk.forms.catalogue import shipped_form
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
