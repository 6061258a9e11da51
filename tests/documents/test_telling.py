"""What an edit did, in one line for a clerk."""

from dataclasses import replace

import pytest

from perfdesk.documents.address import Address
from perfdesk.documents.codec import edit_to_json
from perfdesk.documents.document import Document, Mark, Row, Stray
from perfdesk.documents.edits import (
    Edit,
    InsertRow,
    MoveRow,
    PutDocument,
    RemoveDocument,
    RemoveRow,
    SetMark,
    SetText,
    SetTray,
)
from perfdesk.documents.status import setting
from perfdesk.documents.telling import told
from perfdesk.forms.catalogue import shipped_form

FORM = shipped_form("project-target@dalian-2024")
ROWS = (Row("r1", {"name": "凭证装订份数", "value": "≥5份"}), Row("r2", {"level1": "产出指标", "name": ""}))
ONE = Document("a", "p", "project-target@dalian-2024", {"period": "2024年", "goal.annual": "一" * 60}, ROWS)
NOTE = Mark("acknowledged", "period", "PER-01", message="按批复填写")


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (SetText(Address("", "period"), "2025年"), "项目实施期：2024年 → 2025年"),
        (SetText(Address("", "period"), ""), "项目实施期：2024年 → （空）"),
        (SetText(Address("", "year"), "第一行\n第二行"), "年度：（空） → 第一行 ⏎ 第二行"),
        (SetText(Address("r1", "value"), "≥6份"), "第 1 行年度指标值：≥5份 → ≥6份"),
        (
            SetText(Address("", "goal.annual"), "一" * 30 + "二" + "一" * 29),
            "年度目标：…一一一一一一一一一一一一一… → …一一一一一一二一一一一一一…",
        ),
        (InsertRow(Row("r3", {"level1": "产出指标", "name": "台账本数"}), 0), "增加一行“台账本数”"),
        (RemoveRow("r1"), "删去一行“凭证装订份数”"),
        (RemoveRow("r2"), "删去一行"),
        (MoveRow("r1", 1), "移动一行“凭证装订份数”：移到第 2 行"),
        (setting(ONE, "待审", "张三", ""), "状态：草稿 → 待审"),
        (SetMark(NOTE.slot, NOTE), "保留意见：按批复填写"),
        (SetTray((Stray("联系电话\t123", "第3行"),)), "放入待放栏：联系电话 123"),
        (PutDocument(ONE), "整张表换了内容"),
        (RemoveDocument("a"), "移入回收站"),
    ],
)  # fmt: skip
def test_an_edit_is_told_in_one_line(edit: Edit, line: str) -> None:
    assert told(edit_to_json(edit, "a", ONE), FORM, ONE) == line


def test_what_goes_out_of_the_tray_is_told() -> None:
    there = replace(ONE, tray=(Stray("甲"), Stray("乙")))

    assert told(edit_to_json(SetTray((Stray("乙"),)), "a", there), FORM, there) == "待放栏取出：甲"
    swapped = edit_to_json(SetTray((Stray("丙"), Stray("乙"))), "a", there)
    assert told(swapped, FORM, there) == "待放栏取出：甲；放入待放栏：丙"


def test_a_document_that_came_is_told_so() -> None:
    assert told(edit_to_json(PutDocument(ONE), "a", None), FORM, ONE) == "放入项目库"


def test_without_a_form_or_the_row_it_is_told_as_well_as_can_be() -> None:
    edit = edit_to_json(SetText(Address("r1", "value"), "x"), "a", ONE)

    assert told(edit, None, ONE) == "第 1 行value：≥5份 → x"
    assert told(edit, FORM, None) == "已删去的一行年度指标值：≥5份 → x"
