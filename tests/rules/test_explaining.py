"""Every rule has a page, made of what the rule says of itself."""

import pytest

from perfdesk.documents.finding import WEIGHTS
from perfdesk.rules.explaining import page
from perfdesk.rules.rule import Rule
from perfdesk.rules.rulebook import rule, rules


@pytest.mark.parametrize("each", rules(), ids=lambda each: each.id)
def test_every_rule_has_a_page_with_all_that_it_says_of_itself(each: Rule) -> None:
    heading, empty, *paragraphs = page(each).splitlines()

    assert heading == f"{each.id}　{each.title}"
    assert empty == ""
    assert all(paragraph.endswith("。") or "：" in paragraph for paragraph in paragraphs)
    for said in (WEIGHTS[each.severity], each.why, each.example, each.basis):
        assert any(said in paragraph for paragraph in paragraphs)


def test_a_rule_is_found_by_the_id_that_a_finding_bears() -> None:
    assert all(rule(each.id) is each for each in rules())
