"""Files of older formats: for each format a function from its tables to those of the next one.

To change the format: raise `whole_file.FORMAT`, say below what is new, add a function here, and put a real
file of the old format into tests/data/libraries/. A new table alone needs no new format, as long as an older
program that keeps it untouched does no harm.

    1   documents and forms. A new document may get the id of one that is gone.
    2   A journal beside the file. What belongs to a document (history, bin) has the document's id, so that an
        id is never used twice, which a program of format 1 would not keep to.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from perfdesk.library.lines import encode
from perfdesk.library.records import document_of, head, record
from perfdesk.library.rows import Rows
from perfdesk.library.whole_file import FORMAT

Migration = Callable[[Mapping[str, Rows]], dict[str, Rows]]


def migrated(tables: Mapping[str, Rows], written: int) -> dict[str, Rows]:
    """The tables of a file of the format `written` as this program keeps them; what was given stays as it is.

    A record that is not understood is taken over letter for letter.
    """
    now = dict(tables)
    for number in range(max(written, 1), FORMAT):
        now = MIGRATIONS[number](now)
    return now


def _from_1(tables: Mapping[str, Rows]) -> dict[str, Rows]:
    """Summaries are made anew: the status in them was a text of its own. Counts of findings are kept."""
    documents = tables.get("documents") or Rows()
    return {**tables, "documents": Rows(lines={number: _renewed(line) for number, line in documents.items()})}


def _renewed(line: bytes) -> bytes:
    with suppress(ValueError):
        return encode(record(document_of(line), _counts(head(line).get("summary"))))
    return line


def _counts(summary: Any) -> tuple[int, int] | None:
    match summary:
        case {"errors": int(errors), "warnings": int(warnings)}:
            return errors, warnings
    return None


MIGRATIONS: Mapping[int, Migration] = {1: _from_1}
"""by the format that they start from"""
