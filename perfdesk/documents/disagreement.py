"""A conflict of a merge in a clerk's words: where it is, and what each side has there."""

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.merging import Conflict, Value
from perfdesk.documents.spans import spans
from perfdesk.documents.status import DRAFT
from perfdesk.forms.spec import FormSpec

BLANK, ABSENT = "（空）", "（没有）"
_BEFORE = 8
"""Signs that are shown before a difference"""
_MARKS = {"repair": "读入时的修正", "acknowledged": "保留意见的理由", "check": "复核", "comment": "退回意见"}


def place_of(conflict: Conflict, form: FormSpec | None, *sides: Document | None) -> str:
    """Where both changed: 年度目标, 第 3 行年度指标值, 第 3 行, 各行的顺序.

    `sides`: documents by which rows are numbered, the first that has the row. Without a form, fields are
    called by their keys.
    """
    if conflict.kind == "order":
        return "各行的顺序"
    if conflict.address == "document":
        return "整张表"
    if conflict.address == "form":
        return "表样"
    if conflict.kind == "row":
        return _row(conflict.address, sides) or "一行"
    kind = conflict.address.partition(":")[0]
    if kind == "status":
        return "状态"
    if ":" in conflict.address:
        return _MARKS.get(kind, "标注")
    row, key = Address.parse(conflict.address)
    name = form.label_of(key) if form else key
    return f"{_row(row, sides)}{name}" if row else name


def text_of(conflict: Conflict, value: Value, form: FormSpec | None, *sides: Document | None) -> str:
    """What one side has there, or what both had, as it is shown; a text as it is."""
    if isinstance(value, Row):
        return "，".join(filter(None, _told(value, form)))
    if isinstance(value, tuple):
        return "、".join(_name(uid, form, sides) for uid in value)
    if conflict.address.startswith("status:"):
        return value or DRAFT
    if value is None:
        return "（已删除）" if conflict.kind == "row" else ABSENT
    return value


def around(text: str, other: str, most: int = 60) -> str:
    """A text in one line; a long one from shortly before where it differs from another."""
    line = " ".join(text.split("\n"))
    if len(line) <= most:
        return line
    parts = spans(" ".join(other.split("\n")), line)
    head = len(parts[0].text) if parts[0].fate == "same" else 0
    start = max(0, min(head - _BEFORE, len(line) - most))
    return f"{'…' if start else ''}{line[start : start + most]}{'…' if start + most < len(line) else ''}"


def _row(uid: str, sides: tuple[Document | None, ...]) -> str:
    for side in sides:
        if side and (number := side.row_number(uid)):
            return f"第 {number} 行"
    return ""


def _told(row: Row, form: FormSpec | None) -> list[str]:
    keys = [cell.key for cell in form.rows.cells if cell.key in row.texts] if form else []
    return [row.texts[key] for key in dict.fromkeys((*keys, *row.texts))]


def _name(uid: str, form: FormSpec | None, sides: tuple[Document | None, ...]) -> str:
    """What a row is about: the first of its own cells that says something."""
    row = next((row for side in sides if side and (row := side.row(uid))), None)
    if not row:
        return BLANK
    keys = [cell.key for cell in form.rows.cells if not cell.merge] if form else [*row.texts]
    return next((text for key in keys if (text := row.text(key))), BLANK)
