"""What pasting a block of texts means on a form, as edits. Pure.

A text goes to the next cell of its line, printed words among them: what would run over those, or out of the
grid, is told, never lost without a word.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row, clean
from perfdesk.documents.edits import InsertRow, SetText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.documents.sheet import Cell, Sheet
    from perfdesk.forms.spec import FormSpec


@dataclass(frozen=True, slots=True)
class Paste:
    """What would be done, and what has no place."""

    edits: tuple[SetText | InsertRow, ...]
    added: int
    """Rows that are to be put in."""
    homeless: tuple[str, ...]
    """Texts that would run over printed words or out of the grid."""
    filled: tuple[Address, ...]
    """Where texts come to stand, also those that stood there before."""


@dataclass(slots=True)
class _Line:
    texts: dict[Address, str] = field(default_factory=dict)
    homeless: list[str] = field(default_factory=list)


def paste(
    form: "FormSpec", document: Document, sheet: "Sheet", at: "Cell", rows: "Sequence[Sequence[str]]"
) -> Paste:
    """Lay rows of texts down from a cell, to the right and downwards."""
    new = [uuid4().hex for _ in range(max(at.row + len(rows) - sheet.rows, 0))]
    taken: dict[Address, str] = {}
    homeless: list[str] = []
    above: dict[str, str] = {}
    for number, row in enumerate(rows):
        line = at.row + number
        if line < sheet.rows:
            slots = _slots(sheet, line, at.column)
        else:
            slots = _slots_of_new(form, new[line - sheet.rows], at.column)
        laid = _lay(slots, [clean(text)[0] for text in row], taken)
        _fill_levels_down(form, laid.texts, above)
        taken.update(laid.texts)
        homeless.extend(laid.homeless)
    edits = _texts(document, taken, new)
    return Paste((*edits, *_rows(form, document, taken, new)), len(new), tuple(homeless), tuple(taken))


def _slots(sheet: "Sheet", line: int, left: int) -> "list[Address | str]":
    """Where the texts of a line go: addresses, and printed words, from a column on."""
    cells = [cell for column in range(left, len(sheet.columns)) if (cell := sheet.cover.get((line, column)))]
    return [_slot(cell, line) for cell in dict.fromkeys(cells)]


def _slot(cell: "Cell", line: int) -> "Address | str":
    if not cell.addresses:
        return cell.text
    return cell.addresses[line - cell.row] if len(cell.addresses) > 1 else cell.addresses[0]


def _slots_of_new(form: "FormSpec", uid: str, left: int) -> "list[Address | str]":
    slots: list[Address | str] = []
    column = 0
    for cell in form.rows.cells:
        column += cell.columns
        if column > left:
            slots.append(Address(uid, cell.key))
    return slots


def _lay(slots: "list[Address | str]", texts: list[str], taken: dict[Address, str]) -> _Line:
    line = _Line()
    for number, text in enumerate(texts):
        slot = slots[number] if number < len(slots) else ""
        if isinstance(slot, Address) and slot not in taken:
            line.texts[slot] = text
        elif text.strip() and "".join(text.split()) != "".join(_words(slot, taken).split()):
            line.homeless.append(text)
    return line


def _words(slot: "Address | str", taken: dict[Address, str]) -> str:
    return taken[slot] if isinstance(slot, Address) else slot


def _fill_levels_down(form: "FormSpec", texts: dict[Address, str], above: dict[str, str]) -> None:
    """A blank level is that of the row above, as in a merged cell, unless a level left of it begins anew.

    Blank levels of the first row change nothing there.
    """
    is_new = False
    keys = {address.key: address for address in texts if address.row}
    for key in [cell.key for cell in form.rows.cells if cell.merge and cell.key in keys]:
        if texts[keys[key]]:
            is_new = is_new or texts[keys[key]] != above.get(key)
            above[key] = texts[keys[key]]
        elif is_new:
            above[key] = ""
        elif key in above:
            texts[keys[key]] = above[key]
        else:
            del texts[keys[key]]


def _texts(document: Document, taken: dict[Address, str], new: list[str]) -> list[SetText]:
    return [
        SetText(address, text)
        for address, text in taken.items()
        if address.row not in new and text != (document.text(address) or "")
    ]


def _rows(form: "FormSpec", document: Document, taken: dict[Address, str], new: list[str]) -> list[InsertRow]:
    """The new rows, below the last; levels that were not pasted are those of the row above."""
    levels = [cell.key for cell in form.rows.cells if cell.merge]
    last = document.rows[-1] if document.rows else None
    before = {key: taken.get(Address(last.uid, key), last.text(key)) if last else "" for key in levels}
    edits = []
    for number, uid in enumerate(new):
        inherited = {key: before.get(key, "") for key in form.row_keys()}
        texts = {key: taken.get(Address(uid, key), inherited[key]) for key in form.row_keys()}
        edits.append(InsertRow(Row(uid, texts), len(document.rows) + number))
        before = {key: texts[key] for key in levels}
    return edits
