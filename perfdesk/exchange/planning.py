"""What an import does to a library: which documents are new, which come in beside, which are there already.

Pure. For packages, whose documents keep their uids, and for files, whose documents get new ones each time
they are read. Nothing that is there is ever changed by an import.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document, Mark, Origin
from perfdesk.documents.edits import PutDocument, Step
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
    there = _There(shelf)
    puts: dict[str, Document] = {}
    notes = []
    for document in documents:
        name = _named(document) or "未填项目名称"
        if there.holds(document):
            notes.append(f"「{name}」已在项目库中，内容相同，没有重复导入。")
            continue
        placed = document
        if document.uid in shelf or document.uid in puts:
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
    edits = tuple((uid, PutDocument(document)) for uid, document in puts.items())
    return Plan(Step(f"导入{len(edits)}张表", edits), tuple(notes))


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
        self._origins: set[Origin] | None = None
        self._words: set[Hashable] = set()
        self._names: dict[Hashable, Document] = {}

    def holds(self, document: Document) -> bool:
        """Whether its very content is there already."""
        if (same := self._shelf.get(document.uid)) and revision(same) == revision(document):
            return True
        if document.uid in self._shelf:
            return Origin(document.uid, revision(document)) in self._looked_through()
        self._looked_through()
        return bool(_named(document)) and _words(document) in self._words

    def namesake(self, document: Document) -> Document | None:
        """A document of the same year, unit and name; a blank name is nobody's namesake."""
        self._looked_through()
        return self._names.get(_name_key(document)) if _named(document) else None

    def _looked_through(self) -> set[Origin]:
        if self._origins is None:
            self._origins = set()
            for document in self._documents():
                if document.origin:
                    self._origins.add(document.origin)
                self._words.add(_words(document))
                self._names.setdefault(_name_key(document), document)
        return self._origins

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
