"""Does this paper say what the library says? From a printed PDF file, or from the check code typed by hand.

`read_paper` opens the file, off the GUI thread if need be; `verify_paper` and `verify_code` hold it against a
library. Exchange, printing and library meet here, for the window and the command line alike; no Qt.

What stands on a page is never taken for true because of what the file carries: the package is printed anew
and the two texts compared, so that a page that was changed afterwards is found.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.documents.check_code import check_code, printed_code, read_code
from perfdesk.documents.discrepancy import Discrepancy, discrepancies
from perfdesk.documents.document import Document
from perfdesk.documents.paper import paper
from perfdesk.errors import FormError, SourceError, UsageError
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.library.restoring import spoken
from perfdesk.ui.files.known_papers import KnownPapers, State

if TYPE_CHECKING:
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.library.library import Library, Printed


@dataclass(frozen=True, slots=True)
class PaperFile:
    """What was read of a PDF file."""

    name: str
    documents: Mapping[str, Document]
    """Of its package, by check code"""
    pages: tuple[str, ...]
    """The text of each page"""
    codes: tuple[str, ...]
    """The check code of each page, printed on it or by its place in the file; empty: none"""
    inks: Mapping[str, tuple[str, ...]]
    """What the pages of each document say when it is printed now"""
    read: Mapping[str, Document] = field(default_factory=dict)
    """What can be read on the pages, by check code, where some say another thing than the package"""
    notes: tuple[str, ...] = ()
    """Sentences about the whole file"""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one page, or of a code."""

    page: int | None
    """From 1; None for a code"""
    code: str
    project: str | None
    """uid of the document in the library"""
    name: str
    revision: str | None
    """Which state of the document is on the paper, where that is known"""
    match: bool
    """Whether the paper says what the library says now"""
    differences: tuple[Discrepancy, ...]
    words: tuple[str, ...]
    """Sentences for the clerk; the first says it all"""
    prints: "tuple[Printed, ...]" = ()
    """When this state was printed, by the log"""


# --- the file -------------------------------------------------------------------------------------------


def read_paper(path: Path, catalogue: "Catalogue") -> PaperFile:
    """Open a printed file in the child. SourceError: it cannot be read or was not printed by perfdesk."""
    from perfdesk.exchange.enclosure import read_enclosed
    from perfdesk.exchange.readers import content_of, is_pdf

    data, name = content_of(path), str(path)
    if not is_pdf(data):
        raise SourceError(f"「{name}」不是 PDF 文件，请选择打印出来的 PDF，或输入页脚的核对码。")
    found = read_enclosed(data, name)
    printed = [printed_code(text) for text in found.pages]
    notes = [f"文件{found.trouble}，只能按页脚的核对码核对。"] if found.trouble else []
    if not found.package and not any(printed):
        raise SourceError(
            f"「{name}」里没有 perfdesk 的数据，也没有核对码，无法核对；请确认它是用 perfdesk 打印的。"
        )
    package = found.package.documents if found.package else ()
    if found.package:
        catalogue = catalogue.with_carried(found.package.forms)
    documents = {check_code(document): document for document in package}
    inks = printed_inks(documents, catalogue)
    codes = _codes(printed, inks)
    notes += _missing(codes, documents, inks)
    file = PaperFile(name, documents, found.pages, tuple(codes), inks, notes=tuple(notes))
    if all(says_so(file, page) for page, code in enumerate(codes) if code):
        return file
    return replace(file, read=_read_anew(data, file, catalogue))


def printed_inks(documents: Mapping[str, Document], catalogue: "Catalogue") -> dict[str, tuple[str, ...]]:
    """What the pages of documents say when they are printed now, by check code."""
    from perfdesk.pdfium import page_texts
    from perfdesk.printing import render_sheets

    inks: dict[str, list[str]] = defaultdict(list)
    sheets = {}
    for code, document in documents.items():
        try:
            sheet = paper(catalogue.form(document.form), document)
        except FormError:
            continue
        sheets[code] = replace(sheet, print=replace(sheet.print, check_code=True, qr_code=False))
    for text in page_texts(render_sheets(sheets.values()), len(sheets) * 50) if sheets else ():
        inks[printed_code(text)].append(_ink(text))
    for code in sheets.keys() - inks.keys():  # a margin without room for a code
        inks[code] = [_ink(text) for text in page_texts(render_sheets([sheets[code]]), 50)]
    return {code: tuple(found) for code, found in inks.items() if code}


def says_so(file: PaperFile, page: int) -> bool:
    """Whether a page, from 0, says what its document says."""
    return _ink(file.pages[page]) in file.inks.get(file.codes[page], ())


def _codes(printed: Sequence[str], inks: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The code of each page; those without one, as their form wants none, follow the package."""
    order = [code for code, pages in inks.items() for _ in pages]
    if any(printed) or len(order) != len(printed):
        return list(printed)
    return order


def _missing(
    codes: Sequence[str], documents: Mapping[str, Document], inks: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Sentences about documents of which not all pages are there."""
    there = Counter(codes)
    return [
        f"「{named(documents[code])}」打印时有 {len(pages)} 页，这份文件里有 {there[code]} 页。"
        for code, pages in inks.items()
        if there[code] != len(pages)
    ]


def _read_anew(data: bytes, file: PaperFile, catalogue: "Catalogue") -> dict[str, Document]:
    """What can be read on the pages of a file whose pages were changed: one document for each code."""
    from perfdesk.exchange.importing import import_pages

    order = list(dict.fromkeys(code for code in file.codes if code))
    try:
        read = import_pages(data, file.name, catalogue).documents
    except SourceError:
        return {}
    return dict(zip(order, read, strict=True)) if len(read) == len(order) else {}


def _ink(text: str) -> str:
    """A page's text without blanks and without its foot."""
    ink = "".join(text.split()).replace("\u200b", "")
    code = printed_code(text)
    return ink.replace(f"核对码{code}", "") if code else ink


# --- against the library --------------------------------------------------------------------------------


def verify_paper(file: PaperFile, library: "Library") -> tuple[Checked, ...]:
    """What came of each page."""
    known = KnownPapers(library)
    states = {code: known.find(code, file.documents.get(code)) for code in dict.fromkeys(file.codes) if code}
    return tuple(_page(file, page, states.get(code, ()), library) for page, code in enumerate(file.codes))


def verify_code(typed: str, library: "Library") -> tuple[Checked, ...]:
    """The documents that a code stands for, now or before; none: nobody knows it. UsageError: no code."""
    try:
        code = read_code(typed)
    except ValueError as error:
        raise UsageError(f"{error}。") from error
    found = KnownPapers(library).find(code)
    return tuple(_checked(None, code, state, library) for state in found)


def _page(file: PaperFile, page: int, states: Sequence[State], library: "Library") -> Checked:
    code, where = file.codes[page], f"第{page + 1}页"
    if not states:
        why = f"核对码 {code} 在项目库中没有找到" if code else "没有核对码，也不在文件所带的数据里，无法核对"
        return Checked(
            page + 1, code, None, "", None, match=False, differences=(), words=(f"{where}：{why}。",)
        )
    state = states[0]
    if code not in file.inks and state.paper:  # the package does not have it: what the library would print
        inks = printed_inks({code: state.paper}, library.catalogue)
        file = replace(file, inks={**file.inks, **inks})
    if code not in file.inks or says_so(file, page):
        return _checked(page, code, state, library)
    read = file.read.get(code)
    checked = _checked(page, code, replace(state, paper=read or state.paper), library, is_read=bool(read))
    first = f"{where}「{checked.name}」：纸面上的文字在打印之后被改动过，与核对码和文件所带的数据不符。"
    return replace(checked, revision=None, match=False, words=(first, *checked.words[1:]))


def _checked(
    page: int | None, code: str, state: State, library: "Library", *, is_read: bool = False
) -> Checked:
    """What is to be said of a paper whose state is known."""
    now = library.shelf.get(state.uid)
    differences = _differences(state.paper, now, library, is_read=is_read) if state.paper and now else ()
    match = now is not None and check_code(now) == code
    shown = state.paper or now
    name = named(shown) if shown else "这张表"
    where = f"第{page + 1}页" if page is not None else f"核对码 {code}"
    first = f"{where}「{name}」：{_found(state, now, match=match, count=len(differences))}。"
    prints = [f"{each.by} {spoken(each.at)} 打印过这一版。".strip() for each in state.prints]
    words = (first, *map(spoken_difference, differences), *prints)
    return Checked(
        page + 1 if page is not None else None, code, state.uid or None, name, state.revision, match,
        differences, words, state.prints,
    )  # fmt: skip


def _found(state: State, now: Document | None, *, match: bool, count: int) -> str:
    if match:
        return "与项目库现在的内容一致"
    if now is None:
        return "已从项目库删除" if state.uid or state.prints else "项目库中没有这张表"
    made = f"是 {state.made} 保存的一版，" if state.made else "是较早的一版，" if state.revision else ""
    if state.paper is None:
        return f"{made}那一版的内容已清理，不能逐处比较"
    return f"{made}与项目库现在的内容有 {count} 处不同"


def _differences(
    on_paper: Document, now: Document, library: "Library", *, is_read: bool
) -> tuple[Discrepancy, ...]:
    try:
        form = library.catalogue.form(now.form)
    except FormError:
        return ()
    found = discrepancies(on_paper, now, form)
    if is_read:  # breaks and blanks are not read as they were typed
        found = tuple(each for each in found if _ink(each.paper or "") != _ink(each.library or ""))
    return found


def spoken_difference(each: Discrepancy) -> str:
    """A difference as a clerk hears it."""
    paper_side, library_side = (
        "没有这一处" if text is None else f"“{text}”" if text else "空白"
        for text in (each.paper, each.library)
    )
    return f"{each.name}：纸面{paper_side}，项目库{library_side}。"


def named(document: Document) -> str:
    """What a document's project is called."""
    return read_coded_name(document.texts.get("project.name", "")).name or "未填项目名称"
