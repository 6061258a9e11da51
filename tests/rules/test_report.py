"""The report of a review, as a sheet: all of it, in order, each once."""

import re
from dataclasses import replace
from pathlib import Path

from perfdesk.documents.document import Document
from perfdesk.documents.finding import WEIGHTS, acknowledge
from perfdesk.printing import print_sheets
from perfdesk.rules.batch import judge_batch
from perfdesk.rules.report import Reviewed, report
from perfdesk.rules.rulebook import judge
from tests.rules.cases import GOOD
from tests.rules.seed import FORM, seed_forms

NINE = seed_forms()


def reviewed(*documents: Document) -> list[Reviewed]:
    judged = judge_batch((document, FORM) for document in documents)
    return [Reviewed(document, FORM, judged[document.uid]) for document in documents]


def lines(*documents: Document) -> list[list[str]]:
    sheet = report(reviewed(*documents), at="2024年3月1日")
    return [[cell.text for cell in sheet.cells if cell.row == line] for line in range(sheet.rows)]


def test_it_says_what_it_is_of_how_much_there_is_and_when() -> None:
    title, summary, header, *_ = lines(*NINE)

    assert title == ["审核报告"]
    assert re.fullmatch(r"共9张表　错误4处，提醒\d+处，提示\d+处　2024年3月1日", summary[0])
    assert header == ["序号", "级别", "位置", "审核意见", "依据", "处理"]


def test_findings_are_numbered_and_none_is_missing() -> None:
    told = [line for line in lines(NINE[6]) if len(line) == 6][1:]

    assert [int(line[0]) for line in told] == list(range(1, len(told) + 1))
    assert len(told) == len(judge(NINE[6], FORM))


def test_within_a_form_the_gravest_come_first_with_their_place() -> None:
    told = [line for line in lines(NINE[6]) if len(line) == 6][1:]

    weights = [list(WEIGHTS.values()).index(line[1]) for line in told]
    assert weights == sorted(weights)
    assert told[0][2] == "第1行 年度指标值"
    assert "（VAL-02）" in told[0][3]


def test_what_the_forms_share_stands_once_at_the_top() -> None:
    every = lines(*NINE)

    assert ["几张表共有的意见"] in every[:4]
    assert sum("（HDR-02）" in line[3] for line in every if len(line) == 6) == 1


def test_what_was_acknowledged_stands_last_with_its_reason() -> None:
    document = NINE[8]
    finding = next(each for each in judge(document, FORM) if each.severity == "error")
    answered = acknowledge(finding, "批复原文如此", "王会计", "2024-03-01T09:00:00+08:00").apply(document)

    *_, last = lines(answered)

    assert last[5] == "保留：批复原文如此（王会计，2024-03-01）"
    assert "已说明理由保留1处" in lines(answered)[1][0]


def test_a_form_without_findings_makes_no_lines() -> None:
    assert len(lines(replace(GOOD, uid="one"))) == 3


def test_it_can_be_printed_and_its_header_is_repeated(tmp_path: Path) -> None:
    sheet = report(reviewed(*NINE))

    printed = print_sheets([sheet], tmp_path / "审核报告.pdf")

    assert printed.pages > 1
    assert printed.uncovered == ()
    assert [cell.text for cell in sheet.cells if cell.row in sheet.repeated][3] == "审核意见"
