"""Repairs of an import, taken back: the row as the source has it, if that is what the clerk wants."""

from collections import Counter
from dataclasses import dataclass

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Mark, Stray
from perfdesk.documents.edits import CellEdit, SetMark, SetText, SetTray


@dataclass(frozen=True, slots=True)
class Repair:
    """A row that was mended while it was read, and how to take that back."""

    mark: Mark
    edits: tuple[CellEdit, ...]


def repair_at(document: Document, address: Address, row_keys: tuple[str, ...]) -> Repair | None:
    """The repair at a cell; None when there is none, or when somebody has changed the row since.

    The texts of the source go into the row in their order; what the row has no cell for goes to the tray.
    """
    row = document.row(address.row)
    marks = (mark for mark in document.marks if mark.kind == "repair" and mark.address == str(address))
    if not row or not (mark := next(marks, None)):
        return None
    cells = mark.before.split("\t")
    texts = [text for text in cells if text]
    if Counter(texts) - Counter(row.texts.values()):
        return None
    blanks = len(cells) - len("\t".join(cells).lstrip("\t").split("\t"))
    as_read = [""] * blanks + texts
    over = as_read[len(row_keys) :]
    as_read += [""] * (len(row_keys) - len(as_read))
    edits: list[CellEdit] = [
        SetText(Address(row.uid, key), text)
        for key, text in zip(row_keys, as_read, strict=False)
        if text != row.text(key)
    ]
    if over:
        place = f"第 {document.row_number(row.uid)} 行右边"
        edits.append(SetTray((*document.tray, *(Stray(text, place) for text in over))))
    return Repair(mark, (*edits, SetMark(mark.slot, None)))
