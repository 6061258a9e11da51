"""The nine published forms as Documents, built from their reviewed transcription."""

import json
from pathlib import Path
from typing import Any

from perfdesk.documents.document import Document, Mark, Row
from perfdesk.forms.catalogue import shipped_form

DATA = Path(__file__).parents[1] / "data"
FORM = shipped_form("project-target@dalian-2024")

_FIELDS = {
    "title": "title",
    "money.unit": "money_unit",
    "filler": "filling_unit",
    "period": "implementation_period",
    "department": "supervising_department",
    "unit": "implementing_unit",
    "attribute": "project_attribute",
    "category": "project_category",
}


HINTS: dict[str, set[tuple[str, str]]] = {
    "F1": {
        ("GOAL-04", "绩效目标"),
        ("SEM-14", "档案管理人员对会计档案保存情况"),
        ("SEM-20", "政府采购法律法规在高新区部门普及率"),
    },
    "F2": {("SEM-14", "企业贷款规模增加数")},
    "F3": {
        ("SEM-14", "高新区高新企业场地租赁支出"),
        ("SEM-20", "对高新区企业产业整合帮助效果"),
        ("TXT-09", "高新区高新企业场地租赁支出"),
    },
    "F4": {
        ("POL-01", "绩效目标"),
        ("POL-05", "绩效目标"),
        ("SEM-08", "海创集团对补贴满意度"),
        ("SEM-14", "按税法规定缴纳足额税费"),
        ("SEM-20", "因房土税导致房产经营出现问题数量"),
    },
    "F5": {("POL-03", "项目名称"), ("SEM-08", "农商银行满意度"), ("TXT-09", "绩效目标")},
    "F6": {
        ("GOAL-04", "绩效目标"),
        ("SEM-16", "绩效目标"),
        ("SEM-20", "第三方单位对财金局工作专业性提高程度"),
    },
    "F7": {
        ("POL-02", "项目名称"),
        ("SEM-14", "劳务派遣人员委任工作完成情况"),
        ("SEM-16", "绩效目标"),
        ("SEM-20", "劳务派遣人员与岗位需求契合度"),
    },
    "F8": {("SEM-19", "软件维护数量")},
    "F9": {("SEM-14", "软件系统利用率"), ("SEM-16", "绩效目标")},
}
"""What is a matter of judgement, and no defect beyond doubt: hints, rule and place. All but two of F6 (its
goal says no more than that of F1; 1557万元 for four services) are a reviewer's own."""

_WRITTEN = {"2695.91": "2,695.91"}
"""Amounts that the paper writes with a comma; the transcription has the plain figure."""


def seed_forms() -> tuple[Document, ...]:
    """F1 to F9; uids are `F1`… and rows are named by their number."""
    return tuple(_document(record) for record in json.loads((DATA / "expected.json").read_text("utf-8")))


def seed_findings() -> list[dict[str, str]]:
    """What a reviewer sees in them."""
    found: list[dict[str, str]] = json.loads((DATA / "findings.json").read_text("utf-8"))
    return found


def _document(record: dict[str, Any]) -> Document:
    uid = f"F{record['form']}"
    texts = {key: record[name] for key, name in _FIELDS.items() if record[name] is not None}
    texts["year"] = str(record["year"])
    texts["project.name"] = f"{record['project_code']} {record['project_name']}".strip()
    for block, name in (("total", "implementation_period"), ("annual", "annual")):
        texts[f"goal.{block}"] = record["goals"][name]
        for key, part in (("sum", "total"), ("fiscal", "fiscal"), ("other", "other")):
            amount = record["funds"][name][part] or ""
            texts[f"funds.{block}.{key}"] = _WRITTEN.get(amount, amount)
    rows = tuple(
        Row(
            str(number),
            {**{key: row[key] for key in ("level1", "level2", "name")}, "value": row["value"]["text"]},
        )
        for number, row in enumerate(record["indicators"], start=1)
    )
    repaired = {note["indicator"] for note in record.get("import_notes", []) if note["repair"] == "shift"}
    marks = tuple(
        Mark(
            "repair", f"{row.uid}/level1", "STR-01", before=f"\t{row.texts['level1']}\t{row.texts['level2']}"
        )
        for row in rows
        if row.texts["name"] in repaired
    )
    return Document(uid, f"project-{uid}", FORM.ref, texts, rows, marks)
