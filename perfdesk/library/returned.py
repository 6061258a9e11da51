"""A Step that takes back what was found again after a crash: it came without being asked for."""

from collections.abc import Iterator, Mapping

from perfdesk.documents.difference import difference
from perfdesk.documents.edits import Edit, PutDocument, RemoveDocument, Step
from perfdesk.library.records import document_of


def without(before: Mapping[str, bytes | None], now: Mapping[str, bytes]) -> Step | None:
    """The Step that leads back to these lines of documents, by id; None when there is nothing to take back.

    A document that is not understood stays as it is.
    """
    edits = [edit for number, line in before.items() for edit in _edits(line, now.get(number))]
    return Step("撤销找回的修改", tuple(edits)) if edits else None


def _edits(before: bytes | None, now: bytes | None) -> Iterator[tuple[str, Edit]]:
    try:
        was, document = (document_of(line) if line else None for line in (before, now))
    except ValueError:
        return
    if was and document:
        yield from ((was.uid, edit) for edit in difference(document, was))
    elif was:
        yield was.uid, PutDocument(was)
    elif document:
        yield document.uid, RemoveDocument(document.uid)
