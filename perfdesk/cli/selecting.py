"""Which documents and cells the words of a command mean."""

from collections.abc import Iterable, Iterator, Sequence

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.documents.layout import lay_out
from perfdesk.documents.sheet import Cell
from perfdesk.documents.status import is_final, status_of
from perfdesk.errors import AmbiguousError, FinalError, FormError, LibraryError, UsageError
from perfdesk.forms.spec import FormSpec
from perfdesk.library.library import Entry, Library


def select(
    entries: Sequence[Entry], projects: Iterable[str], *, year: str | None, form: str | None
) -> tuple[Entry, ...]:
    """The entries that PROJECT words mean, in the library's order; all of them when no word is given.

    UsageError when a word means nothing, AmbiguousError when a word means more than one project.
    """
    open_to = [
        entry
        for entry in entries
        if (not year or entry.year == year) and (not form or form in {entry.form, entry.form.split("@")[0]})
    ]
    words = tuple(projects)
    if not words:
        return tuple(open_to)
    meant = {entry.uid for word in words for entry in _meant(open_to, word)}
    return tuple(entry for entry in entries if entry.uid in meant)


def _meant(entries: list[Entry], word: str) -> list[Entry]:
    exact = [entry for entry in entries if word in {entry.uid, entry.project, entry.code, entry.name}]
    found = exact or [entry for entry in entries if word and word in entry.name]
    if not found:
        raise UsageError(f"项目库中没有「{word}」，请用 list 命令查看有哪些项目。")
    if len({entry.project for entry in found}) > 1:
        names = "、".join(entry.name or "未填" for entry in found[:3])
        raise AmbiguousError(f"「{word}」不止对应一个项目（{names}等 {len(found)} 个），请写得更完整。")
    return found


def readable(
    library: Library, entries: Iterable[Entry], rejected: list[str]
) -> Iterator[tuple[Document, FormSpec]]:
    """The documents of entries, with their forms; each stands alone.

    One that is damaged or of an unknown form adds a sentence to `rejected` and hinders no other.
    """
    for entry in entries:
        try:
            document = library.document(entry.uid)
            form = library.catalogue.form(document.form)
        except (FormError, LibraryError) as error:
            rejected.append(str(error))
            continue
        yield document, form


def only(entries: Sequence[Entry], project: str, *, year: str | None, form: str | None) -> Entry:
    """The one document a PROJECT word means; AmbiguousError when it means several."""
    found = select(entries, [project], year=year, form=form)
    if len(found) > 1:
        raise AmbiguousError(f"「{project}」有 {len(found)} 张表，请用 --year 或 --form 指明是哪一张。")
    return found[0]


def refuse_final(document: Document, entry: Entry) -> None:
    """FinalError when a document is locked."""
    if is_final(document):
        raise FinalError(
            f"「{entry.name or '未填'}」{status_of(document)}，不能修改；请先在窗口中“重新打开”这张表。"
        )


def cell_at(form: FormSpec, document: Document, words: str) -> Cell:
    """The cell that an ADDRESS means; rows by uid or number from 1. UsageError when there is none."""
    address = Address.parse(words)
    row = address.row
    if row.isdecimal() and not document.row(row) and 1 <= int(row) <= len(document.rows):
        address = Address(document.rows[int(row) - 1].uid, address.key)
    cell = lay_out(form, document).places.get(address)
    if cell:
        return cell
    if any(place.key == address.key and optional for place, optional in form.fields()) and not row:
        return Cell(0, 0, 1, 1, "", "value", "start", name=form.label_of(address.key), addresses=(address,))
    keys = "、".join([place.key for place, _ in form.fields()] + [f"行号/{key}" for key in form.row_keys()])
    raise UsageError(f"这张表没有栏目「{words}」；可用的栏目：{keys}。")
