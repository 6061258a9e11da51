"""What is read from files before any of it is kept, and which of it is another state of what is here."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from perfdesk.errors import PerfdeskError
from perfdesk.ui import asking
from perfdesk.ui.tasks import Course

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfdesk.documents.document import Document, Stray
    from perfdesk.exchange.draft import Read
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.library.library import Library
    from perfdesk.ui.files.merge_planning import Incoming


@dataclass(frozen=True, slots=True)
class Source:
    """What was read from one file, or why nothing was."""

    path: Path
    documents: "tuple[Document, ...]" = ()
    unplaced: "tuple[Stray, ...]" = ()
    forms: "Mapping[str, str]" = field(default_factory=dict)
    reason: str = ""
    read: "tuple[Read, ...]" = ()
    """What had to be read, and may have been read wrongly"""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that was read, and how many files of a folder are none that can be."""

    read: tuple[Source, ...]
    passed_over: int


class Pasted(NamedTuple):
    """What lies on the clipboard."""

    page: bytes
    """HTML"""
    text: str


def read_sources(chosen: Sequence[Path | Pasted], catalogue: "Catalogue", course: Course) -> Sources:
    """The forms in files and folders; what cannot be read is told and hinders no other. Raises Stopped."""
    files: list[Path | Pasted] = []
    passed_over = 0
    for path in chosen:
        if isinstance(path, Pasted):
            files.append(path)
            continue
        for file, is_chosen in _files(path):
            course.go_on()
            if is_chosen or file.suffix.lower() in asking.IMPORT_ENDINGS:
                files.append(file)
            else:
                passed_over += 1
    return Sources(tuple(_read(path, catalogue) for path in course.over(files, len(files))), passed_over)


def _files(path: Path) -> Iterator[tuple[Path, bool]]:
    """A chosen file itself, or the files in a chosen folder in the order of their names."""
    if not path.is_dir():
        yield path, True
        return
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(folder, name), False


def _read(chosen: Path | Pasted, catalogue: "Catalogue") -> Source:
    from perfdesk.exchange.importing import import_clipboard, import_file

    path = chosen if isinstance(chosen, Path) else Path("剪贴板")
    try:
        if isinstance(chosen, Path):
            imported = import_file(chosen, catalogue)
        else:
            imported = import_clipboard(chosen.page, chosen.text, catalogue)
        known = catalogue.with_carried(imported.forms)
        for document in imported.documents:  # before anything is kept: a form that nobody can read stays out
            known.form(document.form)
    except PerfdeskError as error:
        return Source(path, reason=str(error))
    return Source(path, imported.documents, imported.unplaced, imported.forms, read=imported.read)


def _is_known(source: Source, library: "Library") -> bool:
    """Whether a data package holds another state of a form that is here."""
    from perfdesk.documents.codec import revision
    from perfdesk.exchange.package import SUFFIX

    if source.path.suffix.lower() != SUFFIX:
        return False
    entries = ((library.entry(document.uid), document) for document in source.documents)
    return any(entry and entry.revision != revision(document) for entry, document in entries)


def parted(sources: Sources, library: "Library") -> "tuple[list[Incoming], Sources]":
    """What may be merged, and the rest: packages as a whole, of files that had to be read form by form."""
    from perfdesk.exchange.planning import namesakes
    from perfdesk.ui.files.merge_planning import Incoming

    incoming: list[Incoming] = []
    others: list[Source] = []
    for source in sources.read:
        if _is_known(source, library):
            incoming.append(Incoming(source.path))
            continue
        mine = namesakes(source.documents, library.shelf) if source.read else {}
        if not mine:
            others.append(source)
            continue
        versions = {mine[each.uid].uid: each for each in source.documents if each.uid in mine}
        incoming.append(Incoming(source.path, versions))
        if left := tuple(each for each in source.documents if each.uid not in mine):
            strays = {stray for each in left for stray in each.tray}
            unplaced = tuple(stray for stray in source.unplaced if stray in strays)
            others.append(replace(source, documents=left, unplaced=unplaced))
    return incoming, replace(sources, read=tuple(others))
