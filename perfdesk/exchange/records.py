"""Documents as JSON for other programs: `show --json` and `.json` files.

Described by resources/schemas/documents-1.json. An amount is the plain decimal understood, in the form's own
unit, else the text. `null`: the form as read has no such field or, for amounts, it is blank; `""`: the field
is there and blank.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal
from pathlib import Path
from typing import Any

from perfdesk.documents.address import Address
from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document, clean
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.kinds import read_year
from perfdesk.forms.money import plain, read_amount, read_money_unit
from perfdesk.forms.spec import FormSpec
from perfdesk.forms.target_value import TargetValue, read_target
from perfdesk.outfile import write_beside

_PARTS = {"total": "sum", "fiscal": "fiscal", "other": "other"}
_TOLD = {"repair", "compare", "note"}
"""The marks that an import leaves."""
_EXACT = Context(prec=100)


def record(document: Document, form: FormSpec) -> dict[str, Any]:
    """One document; JSON values."""
    texts = document.texts
    named = read_coded_name(texts["project.name"]) if "project.name" in texts else None
    others = [key for key in form.row_keys() if key not in {"level1", "level2", "name", "value"}]
    return {
        "uid": document.uid,
        "project": document.project,
        "form": document.form,
        "revision": revision(document),
        "title": texts.get("title"),
        "year": _year(texts.get("year")),
        "money_unit": texts.get("money.unit"),
        "filling_unit": texts.get("filler"),
        "project_code": named.code if named else None,
        "project_name": named.name if named else None,
        "implementation_period": texts.get("period"),
        "supervising_department": texts.get("department"),
        "implementing_unit": texts.get("unit"),
        "project_attribute": texts.get("attribute"),
        "project_category": texts.get("category"),
        "funds": {"implementation_period": _funds(texts, "total"), "annual": _funds(texts, "annual")},
        "goals": {"implementation_period": texts.get("goal.total"), "annual": texts.get("goal.annual")},
        "indicators": [
            {key: row.text(key) for key in ("level1", "level2", "name")}
            | {"value": _value(row.text("value"))}
            | {key: row.text(key) for key in others}
            for row in document.rows
        ],
        "import_notes": notes(document, form),
    }


def notes(document: Document, form: FormSpec) -> list[dict[str, str]]:
    """What an import remarked: `{code, address, message}` in the order of the form, the tray last."""
    fields = [cell.key for cell, _ in form.fields()]
    order = {key: number for number, key in enumerate([*fields, *form.row_keys()])}

    def place(mark_address: str) -> tuple[int, int]:
        address = Address.parse(mark_address)
        row = document.place(address.row) if address.row else len(document.rows) if address.is_group else -1
        return (row, order.get(address.key, len(order)))

    told = [mark for mark in document.marks if mark.kind in _TOLD]
    found = [
        {"code": mark.code, "address": mark.address, "message": mark.message}
        for mark in sorted(told, key=lambda mark: place(mark.address))
    ]
    strays = [
        {"code": "TRAY", "address": "", "message": f"没有归入任何栏目的文字：{stray.text}"}
        for stray in document.tray
    ]
    return [*found, *strays]


def write_json(path: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """Write records as a `.json` file; where it stands. DiskError."""
    text, _ = clean(json.dumps(list(records), ensure_ascii=False, indent=2))
    return write_beside(path, (text + "\n").encode("utf-8"))


def _year(text: str | None) -> int | str | None:
    year = read_year(text) if text else None
    return text if year is None else year


def _funds(texts: Mapping[str, str], span: str) -> dict[str, str | None]:
    unit = read_money_unit(texts.get("money.unit", "")) or "万元"
    return {part: _amount(texts.get(f"funds.{span}.{key}"), unit) for part, key in _PARTS.items()}


def _amount(text: str | None, unit: str) -> str | None:
    amount = read_amount(text, unit) if text else None
    if amount is None:
        return text if text and text.strip() else None
    one = read_amount("1", unit)
    return plain(_EXACT.divide(amount.value, one.value if one else Decimal(1)))


def _value(text: str) -> dict[str, Any]:
    value = read_target(text)
    if value is None:
        return {"text": text, "kind": None}
    return {"text": text, "kind": value.kind} | _understood(value)


def _understood(value: TargetValue) -> dict[str, str]:
    match value.kind:
        case "qualitative":
            return {}
        case "date":
            return {"operator": value.operator, "date": value.words}
        case "range":
            return {
                "operator": value.operator,
                "number": _plain(value.number),
                "upper": _plain(value.upper),
                "unit": value.unit,
            }
        case _:
            return {"operator": value.operator, "number": _plain(value.number), "unit": value.unit}


def _plain(number: Decimal | None) -> str:
    return "" if number is None else plain(number)
