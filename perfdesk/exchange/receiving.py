"""Flat tables for the systems that take forms over: an indicator a row, its value taken apart.

To serve another system, add a file `resources/exports/<id>.toml` with its columns, left to right; no Python
line names a system. What a column takes:

- `number`: 1, 2, 3, … down the table;
- `project.code`, `project.name`: the code before the name and the name without it; `project.whole`: as typed;
- any field of the form (`department`, `goal.annual`, …); an amount comes as a plain number in `money`;
- `level1`, `level2`, `name`, `value`: of the indicator; `value.operator`, `value.number`, `value.unit`: its
  value taken apart. What three columns cannot say (a range, a date, words, 较上年降低≥5%) stays whole in
  `value.number`, with `qualitative` as its operator: nothing is lost, and nothing is put in a wrong column.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from perfdesk import paths
from perfdesk.documents.document import Document, Row
from perfdesk.documents.making import without_blank_rows
from perfdesk.documents.sheet import Cell, Sheet
from perfdesk.errors import UsageError
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.money import in_unit, plain, read_amount, read_money_unit
from perfdesk.forms.reading import read_spec
from perfdesk.forms.spec import FormSpec, PrintSpec
from perfdesk.forms.target_value import read_target

_PRINT = PrintSpec(margins=(12.0, 10.0, 12.0, 10.0), body_size=9.0, smallest_size=9.0)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a system's table."""

    name: str
    """What the system calls it"""
    take: str
    width: float = 1.0
    """Its share of the paper's width"""


@dataclass(frozen=True, slots=True)
class System:
    """A system that takes forms over."""

    id: str
    name: str
    columns: tuple[Column, ...]
    money: str = "万元"
    """The unit of its amounts"""
    qualitative: str = ""
    """What stands as operator of a value that is not taken apart"""


@cache
def systems() -> tuple[System, ...]:
    """Every system there is; FormError when a file of theirs cannot be used."""
    return tuple(read_spec(path, System) for path in sorted(paths.resource("exports").glob("*.toml")))


def system(word: str) -> System:
    """The system that is meant by its id or by its name; UsageError when there is none."""
    for each in systems():
        if word in {each.id, each.name}:
            return each
    known = "、".join(f"{each.id}（{each.name}）" for each in systems())
    raise UsageError(f"不知道接收系统「{word}」；可用的有：{known}。")


def flat_sheet(forms: Iterable[tuple[Document, FormSpec]], system: System) -> Sheet:
    """The table for a system: its header, then each indicator that is filled in; at least a row a form."""
    head = [
        Cell(0, at, 1, 1, column.name, "label", "center", name=column.name)
        for at, column in enumerate(system.columns)
    ]
    cells, height = head, 1
    for document, form in forms:
        told = _fields(document, form, system)
        for row in without_blank_rows(document).rows or (Row("", {}),):
            texts = told | _parts(row, system) | {"number": str(height)}
            cells += [
                Cell(height, at, 1, 1, texts.get(column.take, ""), "value", "start", name=column.name)
                for at, column in enumerate(system.columns)
            ]
            height += 1
    widths = tuple(column.width for column in system.columns)
    return Sheet(system.name, widths, height, tuple(cells), (0,), _PRINT)


def _fields(document: Document, form: FormSpec, system: System) -> dict[str, str]:
    """What a project's columns take."""
    texts = dict(document.texts)
    unit = read_money_unit(texts.get("money.unit", "")) or texts.get("money.unit") or "万元"
    for cell, _ in form.fields():
        if cell.kind == "money" and (amount := read_amount(texts.get(cell.key, ""), unit)):
            texts[cell.key] = plain(in_unit(amount.value, system.money))
    whole = texts.get("project.name", "")
    named = read_coded_name(whole)
    return texts | {"project.whole": whole, "project.code": named.code, "project.name": named.name}


def _parts(row: Row, system: System) -> dict[str, str]:
    """What an indicator's columns take."""
    text = row.text("value")
    value = read_target(text)
    parts = {"value.operator": "", "value.number": "", "value.unit": ""}
    if value and value.kind == "quantitative" and value.number is not None and not value.base + value.note:
        parts = {
            "value.operator": value.operator,
            "value.number": plain(value.number),
            "value.unit": value.unit,
        }
    elif value:
        parts |= {"value.operator": system.qualitative, "value.number": text}
    return dict(row.texts) | parts
