"""What an import does to a library: which documents are new, which come in beside, which are there already.

Pure. For packages, whose documents keep their uids, and for files, whose documents get new ones each time
they are read. Nothing that is there is ever changed by an import.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document, Mark, Origin
from perfdesk.documents.edits import PutDocument, Step
from perfdesk.documents.paper import anonymous
from perfdesk.forms.coded_name import read_coded_name

_NAME = "project.name"


class Plan(NamedTuple):
    """The one Step of an import, and what is to be said about it."""

    step: Step
    notes: tuple[str, ...]
    """Sentences"""


def plan_import(
    documents: Iterable[Document], shelf: Mapping[str, Document], new_uid: Callable[[], str]
) -> Plan:
    """How documents come onto a shelf.

    - Known nowhere: as it is.
    - Its uid is taken by other content: beside it under a new uid, with `origin` and a note.
    - Another document has its year, unit and name: as one of the same project, with a note.
    - The very same content is there, under its uid, beside, or read from the same file before: not at all.
    """
    return plan_imports((documents,), shelf, new_uid)[0]


def namesakes(documents: Iterable[Document], shelf: Mapping[str, Document]) -> dict[str, Document]:
    """What is on the shelf of the year, unit and name of a document, and says something else; by its uid.

    Where several of the documents share a name, nobody knows which is a version of it: then none is.
    """
    there = _There(shelf)
    documents = list(documents)
    names = Counter(map(_name_key, documents))
    return {
        document.uid: mine
        for document in documents
        if names[_name_key(document)] == 1
        and not there.holds(document)
        and not there.has(document.uid)
        and (mine := there.namesake(document))
    }


def plan_imports(
    sources: Iterable[Iterable[Document]], shelf: Mapping[str, Document], new_uid: Callable[[], str]
) -> tuple[Plan, ...]:
    """A plan for each of several sources, as if they came one after the other."""
    there = _There(shelf)
    plans = []
    for documents in sources:
        puts, notes = _placed(documents, there, new_uid)
        there.take(puts.values())
        edits = tuple((uid, PutDocument(document)) for uid, document in puts.items())
        plans.append(Plan(Step(f"导入{len(edits)}张表", edits), tuple(notes)))
    return tuple(plans)


def _placed(
    documents: Iterable[Document], there: "_There", new_uid: Callable[[], str]
) -> tuple[dict[str, Document], list[str]]:
    """What one source puts onto the shelf, by uid, and what is to be said about it."""
    puts: dict[str, Document] = {}
    notes = []
    for document in documents:
        name = _named(document) or "未填项目名称"
        if there.holds(document):
            notes.append(f"「{name}」已在项目库中，内容相同，没有重复导入。")
            continue
        placed = document
        if there.has(document.uid) or document.uid in puts:
            placed = _beside(document, new_uid())
            notes.append(f"「{name}」在项目库中已有另一版本，导入的一份并列放在旁边，原有的没有改动。")
        elif namesake := there.namesake(document):
            placed = _with_note(
                replace(document, project=namesake.project),
                "IMPORT-NAMESAKE",
                "项目库中已有同一年度、同一单位的同名表，本表并列放在旁边，请核对留哪一份。",
            )
            notes.append(f"「{name}」在项目库中已有同名的表，导入的一份并列放在旁边，请核对。")
        puts[placed.uid] = placed
    return puts, notes


def _beside(document: Document, uid: str) -> Document:
    copy = replace(document, uid=uid, origin=Origin(document.uid, revision(document)))
    return _with_note(copy, "IMPORT-BESIDE", "项目库中已有本表的另一版本，本表是导入的一份，请核对留哪一份。")


def _with_note(document: Document, code: str, message: str) -> Document:
    note = Mark("note", _NAME, code, message)
    return document.with_marks([*(mark for mark in document.marks if mark.slot != note.slot), note])


class _There:
    """What is on a shelf; looked through once, and only when an import asks for more than uids."""

    def __init__(self, shelf: Mapping[str, Document]) -> None:
        self._shelf = shelf
        self._came: dict[str, Document] = {}
        self._origins: set[Origin] | None = None
        self._words: set[Hashable] = set()
        self._names: dict[Hashable, Document] = {}

    def holds(self, document: Document) -> bool:
        """Whether its very content is there already."""
        same = self._came.get(document.uid) or self._shelf.get(document.uid)
        if same and (revision(same) == revision(document) or anonymous(same) == document):
            return True  # the latter: as its printed file carries it
        if self.has(document.uid):
            return Origin(document.uid, revision(document)) in self._looked_through()
        self._looked_through()
        return bool(_named(document)) and _words(document) in self._words

    def has(self, uid: str) -> bool:
        """Whether a uid is taken."""
        return uid in self._came or uid in self._shelf

    def take(self, documents: Iterable[Document]) -> None:
        """Know documents that come onto the shelf, too."""
        for document in documents:
            self._came[document.uid] = document
            if self._origins is not None:
                self._note(document, self._origins)

    def namesake(self, document: Document) -> Document | None:
        """A document of the same year, unit and name; a blank name is nobody's namesake."""
        self._looked_through()
        return self._names.get(_name_key(document)) if _named(document) else None

    def _looked_through(self) -> set[Origin]:
        if self._origins is None:
            self._origins = set()
            for document in (*self._documents(), *self._came.values()):
                self._note(document, self._origins)
        return self._origins

    def _note(self, document: Document, origins: set[Origin]) -> None:
        if document.origin:
            origins.add(document.origin)
        self._words.add(_words(document))
        self._names.setdefault(_name_key(document), document)

    def _documents(self) -> Iterator[Document]:
        """All that can be understood; a shelf may hold uids without a value."""
        for uid in self._shelf:
            if document := self._shelf.get(uid):
                yield document


def _named(document: Document) -> str:
    return read_coded_name(document.texts.get(_NAME, "")).name


def _name_key(document: Document) -> Hashable:
    texts = document.texts
    return (document.form, texts.get("year"), texts.get("unit"), texts.get(_NAME))


def _words(document: Document) -> Hashable:
    """Everything that was typed or read, without the uids that rows get at each reading."""
    return (
        document.form,
        frozenset(document.texts.items()),
        tuple(frozenset(row.texts.items()) for row in document.rows),
        document.tray,
    )
