"""Where addresses stand in a form: the order in which findings are told."""

from functools import cache
from typing import TypeAlias

from perfdesk.documents.address import ROWS, Address
from perfdesk.forms.spec import FormSpec
from perfdesk.rules.case import Case

Place: TypeAlias = tuple[int, int]
"""Line and column, to sort by"""


class Places:
    """The places of one form under review."""

    def __init__(self, case: Case) -> None:
        self._form = case.form
        self._rows = {line.row.uid: line.number for line in case.lines}
        self._groups = {f"{ROWS}:{line.standing.first}": line.number for line in reversed(case.lines)}

    def of(self, address: Address) -> Place:
        """A group stands before its first row; one without rows before them all."""
        if address.is_group:
            return len(_fields(self._form)) + self._groups.get(address.key, 0), -1
        return place_of(self._form, address, self._rows.get(address.row, 0))


def place_of(form: FormSpec, address: Address, number: int = 0) -> Place:
    """The place of a field, or of a cell in the row with a number from 1."""
    fields = _fields(form)
    if address.row:
        return len(fields) + number, _keys(form).get(address.key, 0)
    return fields.get(address.key, len(fields)), 0


@cache
def _fields(form: FormSpec) -> dict[str, int]:
    return {cell.key: index for index, (cell, _) in enumerate(form.fields())}


@cache
def _keys(form: FormSpec) -> dict[str, int]:
    return {key: index for index, key in enumerate(form.row_keys())}
