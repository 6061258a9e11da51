"""Where cells stand on paper, as plain data. In points, from the upper left corner of the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from perfdesk.documents.address import Address
from perfdesk.printing.page import PAPER, Page


@dataclass(frozen=True, slots=True)
class Place:
    """A cell that can be filled in, or the part of it that stands on this page."""

    page: int
    """From 0."""
    x: float
    y: float
    width: float
    height: float
    address: Address
    """Of a merged cell, its first."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF file, and where the cells stand in it: each once, or once on every page that it goes on to."""

    pdf: bytes
    places: tuple[Place, ...]


def places_on(page: Page, number: int) -> Iterator[Place]:
    """The places on one page of the file."""
    for block in page.blocks:
        if address := block.cell.address:
            left, right = (
                page.across[block.cell.column + offset] / 100 for offset in (0, block.cell.columns)
            )
            top, bottom = ((PAPER[1] - page.down[strip]) / 100 for strip in (block.first, block.end))
            yield Place(number, left, top, right - left, bottom - top, address)
