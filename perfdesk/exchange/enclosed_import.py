"""Documents out of a PDF file that we printed: exactly as they were, from the package that it carries.

The pages are held against them: somebody may have written upon the paper, and cannot have written upon the
package. Where they differ the document says so in a note, and nothing else changes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfdesk.documents.check_code import printed_code
from perfdesk.documents.document import Document, Mark
from perfdesk.documents.paper import paper
from perfdesk.documents.sheet import Sheet
from perfdesk.errors import FormError, SourceError
from perfdesk.exchange.enclosure import LateError, may_enclose, read_enclosed
from perfdesk.forms.catalogue import Catalogue

_MESSAGE = "这张表的内容取自 PDF 所带的数据；纸面上的文字与它不同，请对照纸面核对。"
_FOOT = "核对码"


@dataclass(frozen=True, slots=True)
class Carried:
    """What a PDF file carries."""

    documents: tuple[Document, ...]
    forms: Mapping[str, str]


def read_carried(data: bytes, name: str, catalogue: Catalogue) -> Carried | None:
    """The documents in the package of a PDF file; None when it has none that can be used. LateError."""
    if not may_enclose(data):
        return None
    try:
        found = read_enclosed(data, name)
        if not found.package or not found.package.documents:
            return None
        documents, forms = found.package.documents, found.package.forms
        return Carried(tuple(_compared(documents, found.pages, catalogue.with_carried(forms))), forms)
    except LateError:
        raise
    except (FormError, SourceError):  # its text may be read all the same
        return None


def _compared(
    documents: Sequence[Document], pages: Iterable[str], catalogue: Catalogue
) -> Iterator[Document]:
    """The documents, with a note on those whose pages say something else."""
    texts: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        texts[printed_code(page)].append(page)
    sheets: dict[str, list[Sheet]] = defaultdict(list)
    places = []
    for document in documents:
        sheet = paper(catalogue.form(document.form), document)
        places.append(sheet.code if sheet.code in texts else "")
        sheets[places[-1]].append(sheet)
    strange = {place for place in sheets if not _says(texts[place], sheets[place])}
    note = Mark("compare", "title", "READ-PAPER", _MESSAGE)
    for document, place in zip(documents, places, strict=True):
        yield document.with_marks([note]) if place in strange else document


def _says(pages: list[str], sheets: list[Sheet]) -> bool:
    """Whether pages have the signs of these sheets and no other, but for what stands again overleaf."""
    found, meant = Counter[str](), Counter[str]()
    for page in pages:
        found.update(_ink(page))
    again = set(_FOOT)
    for sheet in sheets:
        meant.update(_ink("".join(cell.text for cell in sheet.cells)))
        again |= {*sheet.code}
        if len(pages) > len(sheets):
            standing = (cell for cell in sheet.cells if cell.row in sheet.repeated or cell.rows > 1)
            again.update(*(cell.text for cell in standing))
    over = found - meant
    return not meant - found and set(over) <= again


def _ink(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")
