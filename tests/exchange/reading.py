"""What the tests of the way in share: texts in, documents with numbered uids out."""

from collections.abc import Callable, Iterable
from itertools import count

from perfdesk.documents.document import Document, Mark
from perfdesk.errors import SourceError
from perfdesk.exchange.importing import Imported, import_text
from perfdesk.forms.catalogue import Catalogue

CATALOGUE = Catalogue()


def read(text: str) -> Imported:
    """The forms in a text."""
    numbers = count(1)
    return import_text(text, "粘贴的文字", CATALOGUE, lambda: str(next(numbers)))


def refusal(reading: Callable[[], object]) -> str:
    """What the clerk is told when something cannot be read; empty when it can."""
    try:
        reading()
    except SourceError as error:
        return str(error)
    return ""


def document(text: str) -> Document:
    """The only form in a text."""
    (only,) = read(text).documents
    return only


def rows(found: Document) -> list[list[str]]:
    """The indicator rows as lists of texts."""
    return [[row.text(key) for key in ("level1", "level2", "name", "value")] for row in found.rows]


def marks(found: Document, kind: str) -> list[Mark]:
    """The marks of one kind."""
    return [mark for mark in found.marks if mark.kind == kind]


def kept(found: Iterable[Document]) -> str:
    """Every text of some documents and their trays, one behind the other."""
    texts: list[str] = []
    for one in found:
        texts.extend(one.texts.values())
        texts.extend(text for row in one.rows for text in row.texts.values())
        texts.extend(stray.text for stray in one.tray)
    return "\n".join(texts)
