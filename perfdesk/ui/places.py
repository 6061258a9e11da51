"""Where something is and how grave it is, in a clerk's words: for cards, cells and the status line."""

from collections.abc import Iterable

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.forms.profile import Severity
from perfdesk.forms.spec import FormSpec

WEIGHT: dict[Severity, str] = {"error": "错误", "warning": "提醒", "info": "提示"}


def counted(severities: Iterable[Severity]) -> str:
    """How many of each weight, gravest first: `1 处错误 · 3 处提醒`; empty when there is nothing."""
    found = list(severities)
    return " · ".join(
        f"{found.count(weight)} 处{words}" for weight, words in WEIGHT.items() if weight in found
    )


def field_place(form: FormSpec, document: Document, address: Address) -> str:
    """Where a cell is: `成本指标 · 年度指标值`, or the field's own name."""
    row = document.row(address.row)
    name = form.label_of(address.key)
    own = any(cell.key == address.key and not cell.merge for cell in form.rows.cells)
    return " · ".join(part for part in (_level(form, row) if row and own else "", name) if part)


def spoken_place(form: FormSpec, document: Document, address: Address) -> str:
    """What a cell is when spoken: `年度指标值，企业融资成本`, `三级指标，成本指标`, or the field's name.

    An indicator without a name is spoken by its number: `年度指标值，第 6 行`.
    """
    row, name = document.row(address.row), form.label_of(address.key)
    own = [cell.key for cell in form.rows.cells if not cell.merge]
    if not row or address.key not in own:
        return name
    about = _level(form, row) if address.key == own[0] else row.text(own[0])
    return f"{name}，{about or f'第 {document.row_number(row.uid)} 行'}"


def finding_place(form: FormSpec, document: Document, address: Address) -> str:
    """What a finding is about: `成本指标 · 企业融资成本`, `… · 第 6 行`, a field, or a group of rows."""
    if address.is_group:
        return address.key.partition(":")[2] or "绩效指标"
    row = document.row(address.row)
    if not row:
        return form.label_of(address.key)
    keys = [cell.key for cell in form.rows.cells if not cell.merge]
    what = row.text(keys[0]) if keys else ""
    what = what or f"第 {document.row_number(row.uid)} 行"
    return " · ".join(part for part in (_level(form, row), what) if part)


def _level(form: FormSpec, row: Row) -> str:
    """The lowest level of a row that is filled in."""
    levels = [row.text(cell.key) for cell in form.rows.cells if cell.merge]
    return next((text for text in reversed(levels) if text), "")
