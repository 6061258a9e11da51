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
            texts[f"funds.{block}.{key}"] = record["funds"][name][part] or ""
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
