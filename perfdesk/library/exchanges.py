"""Which states of a document somebody else has, too: the list-table `exchanged`, under the document's id.

An entry is written when a state leaves in a package, or comes in or is merged from one:

    [their revision, our revision at that time, when, who they or we were, the file]

It holds no texts. Beside the history it tells a merge what both sides know; times in it are for people only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from perfdesk.asciijson import ascii_json
from perfdesk.library.history import unpacked
from perfdesk.library.lines import encode
from perfdesk.library.rows import Rows, listed

TABLE = "exchanged"
KEPT = 40
"""Entries of a document; the first ones go"""


class Exchange(NamedTuple):
    """One state that others have."""

    revision: str
    ours: str
    """What the document was here when that was noted"""
    at: str
    by: str
    file: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """The names of all states of a document that are known here."""

    revisions: tuple[str, ...]
    """What it was and, last, is; states that were merged into it stand before what came of that"""
    exchanged: tuple[str, ...]
    """Those that others have, too, in the order in which that was noted"""
    entries: frozenset[tuple[str, str, str]] = frozenset()
    """What history tells of it: revision, when, who. The same in two libraries, one is a copy of the other"""


def entry(exchange: Exchange) -> bytes:
    """An entry as it is kept."""
    return ascii_json(list(exchange))


def exchanges(row: Iterable[object]) -> list[Exchange]:
    """The entries of a row; what is damaged is passed over."""
    found = []
    for told in row:
        match told:
            case [str(revision), str(ours), str(at), str(by), str(file)]:
                found.append(Exchange(revision, ours, at, by, file))
    return found


def lineage(now: str, history: Sequence[object], exchanged: Sequence[Exchange]) -> Lineage:
    """All that is known of a document; `now`: its revision, `history`: its row as the storage lists it."""
    own: list[str] = []
    entries = set()
    for told in unpacked(history):
        match told:
            case [str(name), str(at), str(by), *_] if name:
                own.append(name)
                entries.add((name, at, by))
    if now and own[-1:] != [now]:
        own.append(now)
    merged: dict[str, list[str]] = {}
    for each in exchanged:
        if each.revision != each.ours or each.revision not in own:
            merged.setdefault(each.ours if each.ours in own else "", []).append(each.revision)
    names = merged.get("", [])
    last = {name: place for place, name in enumerate(own)}
    for place, name in enumerate(own):
        names = [*names, *(merged.get(name, []) if last[name] == place else []), name]
    return Lineage(tuple(names), tuple(each.revision for each in exchanged), frozenset(entries))


def noted(rows: Rows, new: Mapping[str, Exchange]) -> tuple[dict[str, bytes | None], dict[str, bytes]]:
    """What the table gets for these, by id: rows that have become too long, written whole, and entries."""
    whole: dict[str, bytes | None] = {}
    added: dict[str, bytes] = {}
    for number, exchange in new.items():
        there = exchanges(rows_of(rows, number))
        if any((each.revision, each.ours) == (exchange.revision, exchange.ours) for each in there):
            continue
        if len(there) < KEPT:
            added[number] = entry(exchange)
        else:
            kept = [*there[len(there) - KEPT + 1 :], exchange]
            whole[number] = encode({"revisions": [list(each) for each in kept]})
    return whole, added


def rows_of(rows: Rows, number: str) -> Sequence[object]:
    """The entries of a row of a list-table; none when it is damaged."""
    try:
        return listed(rows.get(number))
    except ValueError:
        return ()
