"""Where something is and how grave it is, in a clerk's words: for cards, cells and the status line."""

from collections.abc import Iterable

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.finding import WEIGHTS
from perfdesk.forms.profile import Severity
from perfdesk.forms.spec import FormSpec


def counted(severities: Iterable[Severity]) -> str:
    """How many of each weight, gravest first: `1 处错误 · 3 处提醒`; empty when there is nothing."""
    found = list(severities)
    return " · ".join(
        f"{found.count(weight)} 处{words}" for weight, words in WEIGHTS.items() if weight in found
    )


def field_place(form: FormSpec, document: Document, address: Address) -> str:
    """Where a cell is: `成本指标 · 年度指标值`, or the field's own name."""
    row = document.row(address.row)
    name = form.label_of(address.key)
    own = any(cell.key == address.key and not cell.merge for cell in form.rows.cells)
    return " · ".join(part for part in (_lowest(row, _levels(form)) if row and own else "", name) if part)


def spoken_place(form: FormSpec, document: Document, address: Address) -> str:
    """What a cell is when spoken: `年度指标值，企业融资成本`, `三级指标，成本指标`, or the field's name.

    An indicator without a name is spoken by its number: `年度指标值，第 6 行`.
    """
    row, name = document.row(address.row), form.label_of(address.key)
    own = [cell.key for cell in form.rows.cells if not cell.merge]
    if not row or address.key not in own:
        return name
    about = _lowest(row, _levels(form)) if address.key == own[0] else row.text(own[0])
    return f"{name}，{about or f'第 {document.row_number(row.uid)} 行'}"


def finding_places(form: FormSpec, document: Document, addresses: Iterable[Address]) -> list[str]:
    """What findings are about: `成本指标 · 企业融资成本`, `… · 第 6 行`, a field, or a group of rows."""
    numbered = {row.uid: (number, row) for number, row in enumerate(document.rows, 1)}
    name = next((cell.key for cell in form.rows.cells if not cell.merge), "")
    levels = _levels(form)
    places = []
    for address in addresses:
        if address.is_group:
            places.append(address.key.partition(":")[2] or "绩效指标")
        elif address.row in numbered:
            number, row = numbered[address.row]
            what = row.text(name) or f"第 {number} 行"
            level = _lowest(row, levels)
            places.append(f"{level} · {what}" if level else what)
        else:
            places.append(form.label_of(address.key))
    return places


def _levels(form: FormSpec) -> list[str]:
    """The keys of the levels, the lowest first."""
    return [cell.key for cell in form.rows.cells if cell.merge][::-1]


def _lowest(row: Row, levels: list[str]) -> str:
    """The lowest level of a row that is filled in."""
    for key in levels:
        if text := row.text(key):
            return text
    return ""
