"""What a library keeps of a document: the document itself, last, and before it what lists and searches need.

    {"uid","project","form","revision","summary":{…},"document":{…}}

A list reads the head of each line only. To keep more in the summary: a member of Entry, and a line in
`record` and in `entry`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from perfdesk.documents.codec import document_from_json, document_to_json, revision
from perfdesk.documents.document import Document
from perfdesk.documents.status import status_of
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.library.lines import decode

DOCUMENT = b',"document":{'
"""Where in a record's line the document begins."""
_HEAD_KEYS = ("project", "form", "revision")
_SUMMARY_KEYS = ("year", "department", "unit", "code", "name", "amount", "status")
_COUNT_KEYS = ("indicators", "errors", "warnings")
_HEAD, _SUMMARY, _COUNTS = itemgetter(*_HEAD_KEYS), itemgetter(*_SUMMARY_KEYS), itemgetter(*_COUNT_KEYS)
_ONLY_TEXT = {str}
_NUMBERS = {(int, int, int), (int, type(None), type(None))}


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a list: texts as typed, counts as they were judged last."""

    uid: str
    project: str
    form: str
    year: str
    department: str
    unit: str
    code: str
    name: str
    amount: str
    """The text of the year's sum"""
    indicators: int
    revision: str
    errors: int | None
    """None: not judged since it changed"""
    warnings: int | None
    status: str


def record(document: Document, judged: tuple[int, int] | None) -> dict[str, Any]:
    """The record of a document; `judged` counts its errors and warnings."""
    named = read_coded_name(document.texts.get("project.name", ""))
    errors, warnings = judged or (None, None)
    return {
        "uid": document.uid,
        "project": document.project,
        "form": document.form,
        "revision": revision(document),
        "summary": {
            **{key: document.texts.get(key, "") for key in ("year", "department", "unit")},
            "code": named.code,
            "name": named.name,
            "amount": document.texts.get("funds.annual.sum", ""),
            "indicators": len(document.rows),
            "errors": errors,
            "warnings": warnings,
            "status": status_of(document),
        },
        "document": document_to_json(document),
    }


def head(line: bytes) -> dict[str, Any]:
    """A record's members without the document, which is not parsed; empty when the line is no record."""
    start, comma, _ = line.partition(DOCUMENT)
    for text in (start + b"}", line) if comma else (line,):
        try:
            value = decode(text)
        except ValueError:  # the words stood inside something: then the whole line says it
            continue
        if isinstance(value, dict):
            return value
    return {}


def entry(record_head: Mapping[str, Any], uid: str) -> Entry:
    """The entry of a record under a uid; whatever is not of its type is left blank."""
    try:
        texts = *_HEAD(record_head), *_SUMMARY(record_head["summary"])
        counts = _COUNTS(record_head["summary"])
    except (KeyError, TypeError):
        texts, counts = (), ()
    # at once for what we wrote ourselves, as a library is opened with very many of them
    if set(map(type, texts)) != _ONLY_TEXT or tuple(map(type, counts)) not in _NUMBERS:
        summary = record_head.get("summary")
        summary = summary if isinstance(summary, dict) else {}
        texts = *_texts(record_head, _HEAD_KEYS), *_texts(summary, _SUMMARY_KEYS)
        counts = tuple(count if isinstance(count := summary.get(key), int) else None for key in _COUNT_KEYS)
    project, form, revised, year, department, unit, code, name, amount, status = texts
    indicators, errors, warnings = counts
    return Entry(
        uid, project, form, year, department, unit, code, name, amount, indicators or 0, revised,
        errors, warnings, status,
    )  # fmt: skip


def _texts(members: Mapping[str, Any], keys: tuple[str, ...]) -> list[str]:
    return [text if isinstance(text := members.get(key), str) else "" for key in keys]


def document_of(line: bytes) -> Document:
    """The document in a record; ValueError when there is none that this program understands."""
    value = decode(line)
    return document_from_json(value.get("document") if isinstance(value, dict) else None)


def indicators(document: Document) -> str:
    """The words of a document's indicators, in one text."""
    return " ".join(text for row in document.rows for text in row.texts.values() if text)


def indicators_in(line: bytes) -> str:
    """The same for a record that is only parsed; empty when it is not understood."""
    try:
        rows = decode(line)["document"]["rows"]
        return " ".join(text for row in rows for text in row["texts"].values() if text)
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
