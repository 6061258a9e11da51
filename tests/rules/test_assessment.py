"""审核表: begun from what was found, one line for each point of the paper."""

from itertools import count

import pytest

from perfdesk.documents.document import Document
from perfdesk.documents.finding import acknowledge
from perfdesk.documents.layout import lay_out
from perfdesk.forms.catalogue import shipped_form
from perfdesk.printing import render_sheets
from perfdesk.rules.assessment import FORM as REVIEW
from perfdesk.rules.assessment import POINTS, assessment, point_of
from perfdesk.rules.report import Reviewed
from perfdesk.rules.rulebook import judge, rules
from tests.rules.example import COST, GOOD, indicator, without
from tests.rules.seed import FORM, seed_forms


def assessed(document: Document) -> Document:
    uids = count()
    return assessment(Reviewed(document, FORM, judge(document, FORM)), lambda: f"new-{next(uids)}")


def opinion(document: Document, point: str) -> tuple[str, str]:
    (row,) = [row for row in document.rows if row.texts["review.point"].partition("：")[0] == point]
    return row.texts["review.opinion"], row.texts["review.grade"]


@pytest.mark.parametrize("rule", [rule.id for rule in rules()])
def test_every_rule_has_its_point(rule: str) -> None:
    assert point_of(rule) in POINTS


def test_of_a_good_form_what_rules_can_judge_is_well_and_the_rest_is_asked() -> None:
    review = assessed(GOOD)

    assert opinion(review, "规范完整性") == ("未发现问题。", "优")
    assert opinion(review, "绩效合理性") == ("程序无法判断，请审核人填写。", "")
    assert opinion(review, "具体意见") == ("同意。", "")


def test_a_finding_stands_at_its_point_with_its_place() -> None:
    said, grade = opinion(assessed(indicator("参训人数", "120")), "规范完整性")

    assert said.startswith("1. 第1行 年度指标值：「120」缺少计量单位")
    assert grade == "中"


def test_what_was_acknowledged_does_not_count() -> None:
    lacking = without(COST)
    (finding,) = judge(lacking, FORM)

    answered = acknowledge(finding, "上级同意不设", "", "").apply(lacking)

    assert opinion(assessed(lacking), "规范完整性")[1] == "良"
    assert opinion(assessed(answered), "规范完整性")[1] == "优"


def test_it_belongs_to_the_project_and_can_be_laid_out_and_printed() -> None:
    form = shipped_form(REVIEW)
    for document in seed_forms():
        review = assessed(document)

        assert (review.project, review.form) == (document.project, REVIEW)
        assert review.texts["project.name"] == document.texts["project.name"]
        assert {key for row in review.rows for key in row.texts} == set(form.row_keys())
        assert render_sheets([lay_out(form, review)]).startswith(b"%PDF")
