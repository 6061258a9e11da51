"""One page of a sheet as values: the grid's edges and the cells on it. Lengths in 1/100 pt."""

from dataclasses import dataclass
from typing import NamedTuple

from perfdesk.documents.sheet import Cell
from perfdesk.printing.setting import Line, Measures, Style

PAPER = (59528, 84189)  # A4 upright


class Block(NamedTuple):
    """A cell, or the part of it on this page: the strips it covers, up to `end`, and its lines here."""

    cell: Cell
    style: Style
    first: int
    end: int
    lines: tuple[Line, ...]
    at_top: bool = False
    """The lines begin at the top, for the text goes on overleaf; else they stand in the middle."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `across` holds the grid's edges from the left, `down` those of its strips from the top.

    A strip is a row of the sheet or a part of one; a row that stands again overleaf is a strip there too.
    """

    across: tuple[int, ...]
    down: tuple[int, ...]
    blocks: tuple[Block, ...]
    measures: Measures

    def baseline(self, block: Block) -> int:
        """Height of the baseline of a block's first line; the others follow at the style's pitch."""
        style, top = block.style, self.down[block.first]
        if block.at_top:
            upper = top - style.pad
        else:
            upper = (top + self.down[block.end] + len(block.lines) * style.pitch) // 20 * 10
        return upper - style.pitch // 2 - style.drop
