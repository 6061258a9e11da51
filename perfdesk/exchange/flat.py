"""A flat table of many projects, an indicator a row, → the rows of a form for each project.

Its header names the project, other fields and the columns of the indicators; a project's fields stand in its
first row, or in each. Lines between a title and the header count for every project.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from perfdesk.exchange.furniture import is_sum
from perfdesk.exchange.grid import GridRow
from perfdesk.exchange.labels import Words, year_alone

_NAME = "project.name"
_LEAST = 3
"""Columns of indicators that a header names."""


@dataclass(slots=True)
class _Header:
    """What stands over the columns."""

    row: GridRow
    fields: dict[int, str]
    """column → label of a field of the project"""
    name: int
    """The column of the project's name."""
    heads: tuple[str, ...]
    """The cells over the indicators; those over fields are blank."""
    now: dict[int, str] = field(default_factory=dict)
    """The texts of the project that has begun."""


def by_project(rows: Sequence[GridRow], words: Words) -> Sequence[GridRow]:
    """The rows, those below a flat header as one form after the other; all others as they are."""
    headers = {number: header for number, row in enumerate(rows) if (header := _header(row, words))}
    return list(_forms(rows, headers, words)) if headers else rows


def _header(row: GridRow, words: Words) -> _Header | None:
    if len(row.cells) <= _LEAST:
        return None
    meanings = [words.find(text) for text in row.cells]
    name = next((column for column, meaning in enumerate(meanings) if _NAME in meaning.fields), None)
    heads = {meaning.head for meaning in meanings if meaning.heads}
    if name is None or len(heads) < _LEAST:
        return None
    first = next(column for column, meaning in enumerate(meanings) if meaning.heads and not meaning.fields)
    fields = {
        column: row.cells[column]
        for column, meaning in enumerate(meanings)
        if meaning.fields and not (meaning.heads and column > first)
    }
    kept = tuple("" if column in fields else text for column, text in enumerate(row.cells))
    return _Header(row, fields, name, kept)


def _forms(rows: Sequence[GridRow], headers: dict[int, _Header], words: Words) -> Iterator[GridRow]:
    header: _Header | None = None
    captions: list[GridRow] = []
    for number, row in enumerate(rows):
        if number in headers:
            yield from _unused(header)
            header = headers[number]
        elif words.title(row.cells[0]) or _is_caption(row, words):
            if header:
                yield from _unused(header)
                header, captions = None, []
            captions.append(row)
        elif header:
            yield from _project(row, header, captions)
        else:
            yield from captions
            captions = []
            yield row
    if not (header and header.now):
        yield from captions
    yield from _unused(header)


def _unused(header: _Header | None) -> Iterator[GridRow]:
    """A header below which no project began: its words are for others to place."""
    if header and not header.now:
        yield header.row


def _is_caption(row: GridRow, words: Words) -> bool:
    keys = {key for piece in words.pieces(row.cells) for key in piece.meaning.fields}
    if not keys:
        return len(row.cells) == 1 and year_alone(row.cells[0]) is not None
    return words.captions.issuperset(keys)


def _project(row: GridRow, header: _Header, captions: Sequence[GridRow]) -> Iterator[GridRow]:
    """The row of an indicator; before it all that is known of a project that begins."""
    texts = {
        column: row.cells[column] for column in header.fields if column < len(row.cells) and row.cells[column]
    }
    name = texts.get(header.name, "")
    if is_sum(name):
        yield GridRow(("\t".join(text for text in row.cells if text),), row.place)
        return
    begins = bool(name) and name != header.now.get(header.name)
    told = [column for column, text in texts.items() if begins or text != header.now.get(column)]
    if begins:
        header.now = texts
        yield from captions
        told.sort(key=lambda column: column != header.name)  # a name begins a form
    for column in told:
        yield GridRow((header.fields[column], texts[column]), row.place, False, row.stored, row.hidden)
    if begins:
        yield GridRow(header.heads, header.row.place)
    rest = ["" if column in header.fields else text for column, text in enumerate(row.cells)]
    while rest and not rest[-1]:
        rest.pop()
    if rest:
        yield GridRow(tuple(rest), row.place, False, row.stored, row.hidden)
