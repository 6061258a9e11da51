"""A document as its paper: what is printed of it, and what of it a printed file carries."""

from dataclasses import replace

from perfdesk.documents.check_code import check_code
from perfdesk.documents.document import Document
from perfdesk.documents.layout import lay_out
from perfdesk.documents.making import without_blank_rows
from perfdesk.documents.sheet import Sheet
from perfdesk.forms.spec import FormSpec


def paper(form: FormSpec, document: Document) -> Sheet:
    """The sheet to print: without the rows that nobody filled in, with its check code."""
    return replace(lay_out(form, without_blank_rows(document)), code=check_code(document))


def anonymous(document: Document) -> Document:
    """The document as a paper may give it away: every text and row, nothing of who worked on it and when."""
    return replace(document, marks=(), tray=(), origin=None, extra={})
