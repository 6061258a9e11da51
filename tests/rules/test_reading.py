"""Remarks of the import that stand at no cell: about the rows as a whole, a row that is gone, the tray."""

from dataclasses import replace

import pytest

from perfdesk.documents.document import Document, Mark, Stray
from perfdesk.documents.finding import Finding
from perfdesk.rules.rulebook import judge
from tests.rules.cases import FORM, marked


def remarks(document: Document) -> list[Finding]:
    return [finding for finding in judge(document, FORM) if finding.rule == "IMP-01"]


@pytest.mark.parametrize("address", ["rows", "gone/name", "gone.key"])
def test_a_remark_without_a_cell_is_told_of_the_rows(address: str) -> None:
    (remark,) = remarks(marked(Mark("compare", address, "READ-COMPARE", "有几处是推断的。")))

    assert str(remark.address) == "rows"
    assert remark.message == "有几处是推断的，请对照来源核对。"
    assert remark.severity == "warning"


def test_what_lies_in_the_tray_is_told_with_its_words() -> None:
    tray = tuple(Stray(text) for text in ("填表人：张三", "电话", "备注", "附件2"))

    (remark,) = remarks(replace(marked(Mark("status", "", "", "草稿")), tray=tray))

    assert "「填表人：张三」「电话」「备注」等 4 处" in remark.message
    assert remark.severity == "info"
