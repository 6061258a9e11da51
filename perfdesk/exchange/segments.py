"""Where one form ends and the next begins in a grid.

A title begins a form; so does a repeated name of the project, with the year or unit lines before it. A title
over a page that goes on with the last form's indicators, or over nothing at all, begins none.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from perfdesk.exchange.furniture import is_page_number
from perfdesk.exchange.grid import GridRow
from perfdesk.exchange.labels import Piece, Title, Words, year_alone
from perfdesk.exchange.levels import NO_LEVEL, LevelNames

_FIRST = "project.name"
"""The field that every form has, and has once."""


class ReadRow(NamedTuple):
    """A row, and what its cells stand for."""

    row: GridRow
    pieces: tuple[Piece, ...]
    title: Title | None


class Segment(NamedTuple):
    """The rows of one form; without one the rows that stand before the first."""

    rows: tuple[ReadRow, ...]
    title: str
    """The key of its title; empty without one."""
    is_form: bool


def read_rows(rows: Iterable[GridRow], words: Words) -> list[ReadRow]:
    """The rows with the meanings of their cells."""
    read = []
    for row in rows:
        pieces = words.pieces(row.cells)
        read.append(ReadRow(row, pieces, words.title(pieces[0].text)))
    return read


def split(rows: list[ReadRow], words: Words, levels: LevelNames) -> list[Segment]:
    """The segments, in order; only the first may hold no form."""
    segments: list[Segment] = []
    for start, end in _spans(rows, words):
        part = tuple(rows[start:end])
        title = part[0].title.key if part[0].title else ""
        has_fields = any(key not in words.captions for row in part for key in _fields(row))
        has_block = _has_header(part) or any(is_indicator(row.row, levels) for row in part)
        if has_fields or (has_block and not (segments and segments[-1].is_form)):
            segments.append(Segment(part, title, is_form=True))
        elif segments:
            last = segments.pop()
            segments.append(last._replace(rows=(*last.rows, *part)))
        else:
            segments.append(Segment(part, "", is_form=False))
    return segments


def is_indicator(row: GridRow, levels: LevelNames) -> bool:
    """Whether a row is one of an indicator block, even without the header over it."""
    texts = [text for text in row.cells if text]
    return len(texts) > 2 and levels.find(texts[0]) is not NO_LEVEL


def _spans(rows: list[ReadRow], words: Words) -> list[tuple[int, int]]:
    """First and last row of what may be a form."""
    starts = {0}
    captions: int | None = None
    has_name = has_begun = False
    for number, row in enumerate(rows):
        names = _FIRST in _fields(row)
        if row.title:
            starts.add(number)
            has_name, has_begun, captions = False, True, None
        elif names and has_name:
            starts.add(number if captions is None else captions)
            captions = None
        elif not has_begun and (_fields(row) or _has_header([row])):
            starts.add(number if captions is None else captions)
            has_begun, captions = True, None
        elif _is_caption(row, words):
            captions = number if captions is None else captions
        elif not is_page_number(row.pieces[0].text):
            captions = None
        has_name = has_name or names
    edges = sorted({*starts, len(rows)})
    return list(pairwise(edges))


def _fields(row: ReadRow) -> list[str]:
    return [key for piece in row.pieces for key in piece.meaning.fields]


def _has_header(rows: Iterable[ReadRow]) -> bool:
    return len({piece.meaning.head for row in rows for piece in row.pieces if piece.meaning.heads}) > 1


def _is_caption(row: ReadRow, words: Words) -> bool:
    """Whether a row holds what stands between title and table: year, filler, unit of money."""
    keys = _fields(row)
    return words.captions.issuperset(keys) and (bool(keys) or year_alone(row.pieces[0].text) is not None)
