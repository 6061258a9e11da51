"""The print log: the list-table `prints`, under the id of the document.

    [check code, revision, when, who]

It stays when history is pruned and when a document is removed for good: a stamped paper stays, too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfdesk.asciijson import ascii_json
from perfdesk.library.rows import Rows, listed

TABLE = "prints"


@dataclass(frozen=True, slots=True)
class Printed:
    """A document was printed."""

    code: str
    """The check code on the paper"""
    revision: str
    """What the document then was"""
    at: str
    """ISO 8601 with its zone"""
    by: str


def told(printed: Printed) -> bytes:
    """An entry as it is kept."""
    return ascii_json([printed.code, printed.revision, printed.at, printed.by])


def prints(entries: Sequence[object]) -> Iterator[Printed]:
    """Entries as read; what is not understood is passed over."""
    for entry in entries:
        match entry:
            case [str(code), str(revision), str(at), str(by)]:
                yield Printed(code, revision, at, by)


def with_code(rows: Rows, code: str) -> Iterator[tuple[str, Printed]]:
    """The id of the document and the entry of every print with a code; only rows that hold it are parsed."""
    sought = ascii_json(code)
    for number, line in rows.items():
        if sought in line:
            for printed in prints(listed(line)):
                if printed.code == code:
                    yield number, printed
