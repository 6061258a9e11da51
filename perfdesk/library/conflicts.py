"""What of ours did not go in when somebody else had written the file: kept in a table until a person chose.

A row: {"table","number","ours":{…} or null,"by","computer","at"}, see `replaying`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from perfdesk.documents.document import Document
from perfdesk.library.lines import decode, encode
from perfdesk.library.preparing import DOCUMENTS
from perfdesk.library.records import document_of
from perfdesk.library.replaying import CONFLICTS as TABLE

__all__ = ["TABLE", "Unmet", "unmet"]


@dataclass(frozen=True, slots=True)
class Unmet:
    """A state of a document that did not go in."""

    row: str
    """Its id in the table"""
    document: Document
    by: str
    computer: str
    at: str
    """Since when its writer had the library open, ISO 8601"""


def unmet(rows: Mapping[str, bytes]) -> tuple[Unmet, ...]:
    """What waits for a choice, the oldest first; without what was deleted or is not understood."""
    found = (_one(row, decode(line)) for row, line in rows.items())
    return tuple(each for each in found if each)


def _one(row: str, facts: Any) -> Unmet | None:
    if not isinstance(facts, dict) or facts.get("table") != DOCUMENTS or not facts.get("ours"):
        return None
    try:
        document = document_of(encode(facts["ours"]))
    except ValueError:
        return None
    by, computer, at = (str(facts.get(key, "")) for key in ("by", "computer", "at"))
    return Unmet(row, document, by, computer, at)
