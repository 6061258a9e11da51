"""Documents become papers: the PDF file, the package inside it, and what the print log is to say.

Printing, exchange and library meet here, for the window and the command line alike; no Qt.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfdesk.documents.document import Document
    from perfdesk.documents.sheet import Sheet
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.library.library import Library
    from perfdesk.library.prints import Printed
    from perfdesk.printing import PrintReport


@dataclass(frozen=True, slots=True)
class Papers:
    """What was printed, and by uid what is to be written down about it, by nobody at no time yet."""

    report: "PrintReport"
    prints: "Mapping[str, Printed]"


def print_papers(
    documents: "Sequence[Document]",
    catalogue: "Catalogue",
    target: Path,
    revisions: Mapping[str, str],
    over: "Callable[[Sequence[Document]], Iterable[Document]]" = iter,
) -> Papers:
    """Print documents whose forms are known, each with its check code, their package inside.

    `revisions`: of each document by uid, as the library tells them. `over` goes through them one by one, and
    may count or stop. DiskError; UsageError without a document.
    """
    from perfdesk.documents.paper import paper
    from perfdesk.exchange.enclosure import NAME, PLAIN_NAME, enclosed
    from perfdesk.library.prints import Printed
    from perfdesk.printing import Attachment, print_sheets

    codes: dict[str, str] = {}

    def sheets() -> "Iterator[Sheet]":
        for document in over(documents):
            sheet = paper(catalogue.form(document.form), document)
            codes[document.uid] = sheet.code
            yield sheet

    forms = catalogue.carried_sources(document.form for document in documents)
    attachment = Attachment(NAME, PLAIN_NAME, enclosed(documents, forms))
    report = print_sheets(sheets(), target, attachment=attachment)
    return Papers(report, {uid: Printed(code, revisions.get(uid, ""), "", "") for uid, code in codes.items()})


def log(library: "Library", papers: Papers, *, by: str, at: str) -> None:
    """Write into the library what was printed; errors as in `Library.commit`."""
    library.log_prints({uid: replace(told, by=by, at=at) for uid, told in papers.prints.items()})
