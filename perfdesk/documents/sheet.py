"""A form laid out: cells with place, span, text and address; what the screen shows and the page prints.

Plain data. Screen, page and files each measure their own heights; nobody places a cell anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from perfdesk.documents.address import Address
from perfdesk.documents.edits import SetText
from perfdesk.forms.spec import PrintSpec

SheetRole = Literal["label", "value", "title", "subtitle", "caption"]
SheetAlign = Literal["start", "center", "end"]


class Cell(NamedTuple):
    """One cell of a sheet: upper left place and spans, in rows and columns from 0.

    A tuple, since all are made anew with every edit: a dataclass takes three times as long.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    """As it stands on the paper."""
    role: SheetRole
    align: SheetAlign
    framed: bool = True
    kind: str = "text"
    name: str = ""
    """What the clerk calls it: 年度金额, 年度指标值."""
    addresses: tuple[Address, ...] = ()
    """The places it writes to: one, or a merged level's cell in each of its rows. Empty: printed words."""

    @property
    def address(self) -> Address | None:
        """The place it stands for; None for printed words."""
        return self.addresses[0] if self.addresses else None

    def write(self, text: str) -> tuple[SetText, ...]:
        """The edits that make this cell hold a text."""
        return tuple(SetText(address, text) for address in self.addresses)


@dataclass(frozen=True)
class Sheet:
    """A laid out document. `cells` are in reading order: row by row, left to right."""

    name: str
    """For an outline, a tab, a file name: the project's name."""
    columns: tuple[float, ...]
    """Proportions of the grid."""
    rows: int
    cells: tuple[Cell, ...]
    repeated: tuple[int, ...]
    """Rows that stand again at the top of a continued page: title lines and the header of the indicators."""
    print: PrintSpec
    document: str = ""
    """uid of the document it shows; empty for a report"""
    code: str = ""
    """Its check code, which is printed at the foot of each page; empty: none"""

    @cached_property
    def cover(self) -> Mapping[tuple[int, int], Cell]:
        """Which cell lies over a row and column."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    @cached_property
    def stops(self) -> tuple[Cell, ...]:
        """The cells that can be filled in, in reading order."""
        return tuple(cell for cell in self.cells if cell.addresses)

    @cached_property
    def places(self) -> Mapping[Address, Cell]:
        """The cell that shows an address; a merged cell shows all of its rows'."""
        return {address: cell for cell in self.cells for address in cell.addresses}
