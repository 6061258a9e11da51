"""The way in: a file or a pasted text → documents, with marks where reading had to mend or to guess."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Mark, Stray
from perfdesk.errors import SourceError
from perfdesk.exchange.draft import Read
from perfdesk.exchange.enclosed_import import read_carried
from perfdesk.exchange.grid import Grid
from perfdesk.exchange.matching import match
from perfdesk.exchange.package import SUFFIX, read_open_package, read_package
from perfdesk.exchange.readers import content_of, is_pdf, read_content, read_text
from perfdesk.forms.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read from one source."""

    documents: tuple[Document, ...]
    """In the order of the source, with fresh uids."""
    unplaced: tuple[Stray, ...]
    """Every text that found no place; each lies in the tray of its document, too."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """TOML texts by `id@edition` of the forms that a data package carries"""
    read: tuple[Read, ...] = ()
    """Where the documents come from, as far as they had to be read; in their order"""


def fresh_uid() -> str:
    """A uid that nothing else has."""
    return uuid4().hex


def import_file(path: Path, catalogue: Catalogue, new_uid: Callable[[], str] = fresh_uid) -> Imported:
    """The forms in a file. Raises SourceError when it cannot be read or holds none, and nothing else.

    The documents of a data package, or of JSON that `doctor` rescued, keep the uids they have; so do those of
    the package in a PDF file that we printed.
    """
    if path.suffix.lower() in {SUFFIX, ".json"}:
        package = read_package(path) if path.suffix.lower() == SUFFIX else read_open_package(path)
        return Imported(package.documents, (), package.forms)
    data = content_of(path)
    if is_pdf(data) and (carried := read_carried(data, str(path), catalogue)):
        return Imported(carried.documents, (), carried.forms)
    return _imported(read_content(data, str(path)), str(path), catalogue, new_uid)


def import_pages(
    data: bytes, name: str, catalogue: Catalogue, new_uid: Callable[[], str] = fresh_uid
) -> Imported:
    """The forms as they stand on the pages of a PDF file, whatever it carries inside. SourceError."""
    return _imported(read_content(data, name), name, catalogue, new_uid)


def import_text(
    text: str, name: str, catalogue: Catalogue, new_uid: Callable[[], str] = fresh_uid
) -> Imported:
    """The forms in a text, for instance from the clipboard; `name` is how the clerk knows it.

    Raises SourceError when it holds none.
    """
    return _imported(read_text(text, name), name, catalogue, new_uid)


def import_clipboard(page: bytes, text: str, catalogue: Catalogue) -> Imported:
    """The forms on the clipboard: in its HTML, or where that holds none in its plain text. SourceError."""
    name = "剪贴板"
    if page:
        try:
            return _imported(read_content(page, name), name, catalogue, fresh_uid)
        except SourceError:
            if not text:
                raise
    return import_text(text, name, catalogue)


def _imported(grid: Grid, name: str, catalogue: Catalogue, new_uid: Callable[[], str]) -> Imported:
    read = tuple(map(_with_lost_characters, match(grid, catalogue, new_uid)))
    documents = tuple(each.document for each in read)
    if not documents:
        raise SourceError(
            f"「{name}」中没有找到绩效目标表。请确认选对了文件；"
            "如果表格在其中，请从原文件重新复制（让各栏之间保留制表符）后再导入。"
        )
    unplaced = tuple(stray for document in documents for stray in document.tray)
    return Imported(documents, unplaced, read=read)


_LOST = "\ufffd"


def _with_lost_characters(read: Read) -> Read:
    """The form with a note on every text that holds characters nobody could read."""
    document = read.document
    places = [Address("", key) for key, text in document.texts.items() if _LOST in text]
    places += [
        Address(row.uid, key) for row in document.rows for key, text in row.texts.items() if _LOST in text
    ]
    if not places:
        return read
    message = "来源中有无法识别的字符，已显示为“\ufffd”，请对照来源改正。"
    notes = [Mark("note", str(place), "READ-LOST", message) for place in places]
    return read._replace(document=document.with_marks([*document.marks, *notes]))
