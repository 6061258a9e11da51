"""Forms leave the library: printed into a PDF file, or exported into a data file.

Made off the GUI thread on frozen values; what was stopped leaves no file. Where it stands is said in a line
that stays, with links.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.errors import PerfdeskError
from perfdesk.ui import asking, desktop, memory
from perfdesk.ui.outcome import Link
from perfdesk.ui.tasks import Course

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfdesk.documents.document import Document
    from perfdesk.documents.sheet import Sheet
    from perfdesk.exchange.receiving import System
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.forms.spec import FormSpec
    from perfdesk.library.library import Library
    from perfdesk.ui.files.papers import Papers
    from perfdesk.ui.panes import Panes

    Along = tuple[tuple[Document, ...], Mapping[str, tuple[str, ...]]]
    """Bases, and the names of known states by uid"""

_DATA = {".perfdesk", ".json"}
"""Endings of files that nobody reads"""
_TOLD = 3
"""Losses that are told one by one"""
_AT_ONCE = 50
"""Forms that are judged without a noticeable wait"""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made."""

    asked: Path
    path: Path
    """Another than was asked for when that one was held open elsewhere"""
    done: str
    """How much of it there is: 9 张表，12 页"""
    strange: int = 0
    """How many forms are not in it, for want of their layout"""
    boxes: tuple[str, ...] = ()
    """Characters that no face has"""
    losses: tuple[str, ...] = ()
    """What the file could not hold"""
    papers: "Papers | None" = None
    """What the print log is to say"""
    handed_out: "tuple[Document, ...]" = ()
    """What went out in a data package"""


class Outgoing:
    """Prints and exports forms, by their uids."""

    def __init__(self, panes: "Panes") -> None:
        self._panes = panes
        self._judging: Course | None = None

    def leave(self) -> None:
        """The window is about to close: nothing is asked any more; what is being written is written."""
        if self._judging:
            self._judging.stop()

    def print_forms(self, uids: Sequence[str]) -> None:
        """Print forms into one PDF file; errors in them are asked about once."""
        if self._panes.session and uids:
            self._despite_errors(uids, "打印", lambda: self._print(uids))

    def _despite_errors(self, uids: Sequence[str], verb: str, go_on: Callable[[], None]) -> None:
        """Ask once when there are errors in forms, and go on.

        Many that have not been judged yet are judged first, off the GUI thread, too.
        """
        if not (session := self._panes.session):
            return

        def ask() -> None:
            errors = session.errors_among(uids)
            missing = session.missing_from(uids) if len(uids) <= _AT_ONCE else 0
            found = [f"有 {errors} 处错误"] if errors else []
            found += [f"待填 {missing} 项"] if missing else []
            if not found or asking.yes(self._panes, f"{'，'.join(found)}，仍要{verb}？", f"仍要{verb}"):
                go_on()

        waiting, count, course = session.unjudged(uids), session.count, Course()
        if len(waiting) <= _AT_ONCE:
            ask()
            return

        def judged(counts: dict[str, tuple[int, int]]) -> None:
            self._judging = None
            session.take_counts(counts)
            self._panes.perform(ask)

        self._judging = course
        self._panes.tasks.start(
            "正在检查",
            lambda: {each.uid: count(each) for each in course.over(waiting, len(waiting))},
            judged,
            self._refused,
            course=course,
            stopped=lambda: self._panes.outcome.tell(f"已停止{verb}，没有写出文件。"),
        )

    def _print(self, uids: Sequence[str]) -> None:
        if not (session := self._panes.session):
            return
        documents = self._documents(uids)
        name = _name(documents[0]) if len(documents) == 1 else session.library.path.stem
        proposed = session.library.path.with_name(f"{file_name(name)}.pdf")
        target = asking.file_to_write(self._panes, f"打印 {len(uids)} 张表", proposed, asking.PDF_FILES)
        if target:
            catalogue, course = session.library.catalogue, Course()
            entries = map(session.library.entry, uids)
            revisions = {entry.uid: entry.revision for entry in entries if entry}
            self.start(
                "打印",
                target,
                course,
                lambda: print_documents(target, documents, catalogue, course, revisions),
            )

    def export_forms(self, uids: Sequence[str]) -> None:
        """Write forms into a file; where a person reads it, errors in them are asked about once."""
        from perfdesk.exchange.writers import writer_of

        session = self._panes.session
        if not session or not uids:
            return
        name = _name(*self._documents(uids)) if len(uids) == 1 else session.library.path.stem
        proposed = session.library.path.with_name(f"{file_name(name)}.perfdesk")
        target = asking.file_to_write(self._panes, f"导出 {len(uids)} 张表", proposed, export_files())
        if target and _is_library(target, session.library.path):
            asking.tell(self._panes, f"「{target.name}」是项目库，不能用导出的文件替换它，请换一个文件名。")
        elif target and writer_of(target):
            self._despite_errors(uids, "导出", lambda: self._export(target, uids))
        elif target:
            self._export(target, uids)

    def _export(self, target: Path, uids: Sequence[str]) -> None:
        if session := self._panes.session:
            documents, catalogue, course = self._documents(uids), session.library.catalogue, Course()
            along = _along(session.library, documents) if target.suffix.lower() == ".perfdesk" else None
            self.start(
                "导出", target, course, lambda: export_documents(target, documents, catalogue, course, along)
            )

    def _documents(self, uids: Sequence[str]) -> "tuple[Document, ...]":
        session = self._panes.session
        return tuple(session.library.document(uid) for uid in uids) if session else ()

    def start(self, verb: str, target: Path, course: Course, work: Callable[[], Written]) -> None:
        """Write a file off the GUI thread, and tell where it stands."""

        def stopped() -> None:
            self._panes.outcome.tell(f"已停止{verb}，没有写出文件。")

        self._panes.tasks.start(
            f"正在{verb}", work, partial(self._tell, verb), self._refused, course=course, stopped=stopped
        )

    def _tell(self, verb: str, written: Written) -> None:
        if written.handed_out and self._panes.session:
            _remember(self._panes.session.library, written)
        elsewhere = written.path.name != written.asked.name
        words = [
            f"「{written.asked.name}」正被其他程序打开，没有动它，改存为新的文件名。" if elsewhere else "",
            f"已{verb} {written.done}：{written.path.name}",
            f"另有 {written.strange} 张表的表样这里没有，没有{verb}。" if written.strange else "",
            f"字库中没有这些字：{'、'.join(written.boxes)}，请核对纸面。" if written.boxes else "",
            *(f"{loss}。" for loss in written.losses[:_TOLD]),
            f"另有 {len(written.losses) - _TOLD} 处也是这样。" if len(written.losses) > _TOLD else "",
            self._log(written.papers) if written.papers else "",
        ]
        links = [
            Link("打开(&O)", lambda: self._show(desktop.show_file(written.path), written.path)),
            Link("打开所在文件夹(&D)", lambda: self._show(desktop.show_folder(written.path), written.path)),
        ]
        shown = links[1:] if written.path.suffix in _DATA else links
        self._panes.outcome.tell("\n".join(filter(None, words)), shown, hint=str(written.path))

    def _log(self, papers: "Papers") -> str:
        """Write down what was printed; a sentence when that cannot be."""
        from datetime import datetime

        from perfdesk.person import person
        from perfdesk.ui.files.papers import log

        at = datetime.now().astimezone().isoformat(timespec="seconds")
        try:
            if session := self._panes.session:
                log(session.library, papers, by=person(), at=at)
        except PerfdeskError as error:
            return f"没有记入打印记录：{error}"
        return ""

    def _show(self, is_shown: bool, path: Path) -> None:
        if not is_shown:
            self._panes.desk.say(f"这台电脑上没有能打开它的程序。文件在「{path}」。")

    def _refused(self, error: PerfdeskError) -> None:
        asking.tell(self._panes, str(error))


def print_documents(
    target: Path,
    documents: "Sequence[Document]",
    catalogue: "Catalogue",
    course: Course,
    revisions: "Mapping[str, str]",
) -> Written:
    """Print documents whose form is known; none is, or the disk refuses: a PerfdeskError.

    `revisions`: of each by uid, for the print log.
    """
    from perfdesk.ui.files.papers import print_papers

    known = [each for each in documents if has_form(each, catalogue)]
    papers = print_papers(known, catalogue, target, revisions, lambda each: course.over(each, len(each)))
    report = papers.report
    boxes = sorted({sign for lost in report.uncovered for sign in lost.characters})
    done = f"{len(known)} 张表，{report.pages} 页"
    return Written(target, report.path, done, len(documents) - len(known), tuple(boxes), papers=papers)


def export_documents(
    target: Path,
    documents: "Sequence[Document]",
    catalogue: "Catalogue",
    course: Course,
    along: "Along | None" = None,
) -> Written:
    """Write the kind of file that the name's ending says, else a data package. DiskError.

    `along`: what goes into a data package for merging it.
    """
    from perfdesk.exchange.records import record, write_json
    from perfdesk.exchange.writers import write_sheets, writer_of

    writer = writer_of(target)
    if not writer and target.suffix.lower() != ".json":
        return _write_package(target, tuple(course.over(documents, len(documents))), catalogue, along)
    known = [each for each in documents if has_form(each, catalogue)]
    forms = ((each, catalogue.form(each.form)) for each in course.over(known, len(known)))
    done, strange = f"{len(known)} 张表", len(documents) - len(known)
    if not writer:
        return Written(target, write_json(target, [record(*each) for each in forms]), done, strange)
    written = write_sheets(writer, _sheets(target, forms), target)
    return Written(target, written.path, done, strange, losses=tuple(map(str, written.losses)))


def export_files() -> str:
    """The kinds of files that forms are exported into, for a dialog."""
    from perfdesk.exchange.receiving import systems
    from perfdesk.exchange.writers import WRITERS

    sheets = [f"{writer.name} (*{writer.suffix})" for writer in WRITERS]
    flat = [f"{each.name}导入表 (*{_flat_ending(each)})" for each in systems()]
    return ";;".join(["数据包 (*.perfdesk)", *sheets, *flat, "JSON 数据 (*.json)"])


def _flat_ending(system: "System") -> str:
    return f".{system.name}导入表.xlsx"


def _sheets(target: Path, forms: "Iterable[tuple[Document, FormSpec]]") -> "Iterator[Sheet]":
    """A sheet a form or, where the name says so, the one table for a system."""
    from perfdesk.documents.layout import lay_out
    from perfdesk.exchange.receiving import flat_sheet, systems

    for system in systems():
        if target.name.endswith(_flat_ending(system)):
            yield flat_sheet(forms, system)
            return
    for document, form in forms:
        yield lay_out(form, document)


def _along(library: "Library", documents: "Sequence[Document]") -> "Along":
    from perfdesk.library.merging import to_hand_out

    return to_hand_out(library, documents)


def _write_package(
    target: Path, documents: "tuple[Document, ...]", catalogue: "Catalogue", along: "Along | None"
) -> Written:
    from datetime import datetime

    from perfdesk.exchange.package import write_package
    from perfdesk.library.lock import ourselves

    us, (bases, known) = ourselves(), along or ((), {})
    forms = catalogue.carried_sources(document.form for document in documents)
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    path = write_package(
        target, documents, bases, forms, by=us.person, at=at, computer=us.computer, known=known
    )
    return Written(target, path, f"{len(documents)} 张表", handed_out=documents)


def _remember(library: "Library", written: Written) -> None:
    """Others have these forms now: a merge begins there. A disk that refuses is told by the next edit."""
    from datetime import datetime

    from perfdesk.library.merging import note_shared

    at = datetime.now().astimezone().isoformat(timespec="seconds")
    with suppress(PerfdeskError):
        note_shared(library, written.handed_out, at=at, file=written.path.name)


def has_form(document: "Document", catalogue: "Catalogue") -> bool:
    """Whether its form is known here."""
    from perfdesk.errors import FormError

    try:
        catalogue.form(document.form)
    except FormError:
        return False
    return True


def _is_library(target: Path, opened: Path) -> bool:
    """Whether a library that is known here would be written over."""
    libraries = (opened, *memory.recent_libraries())
    return any(target.resolve() == library.resolve() for library in libraries)


def _name(document: "Document") -> str:
    from perfdesk.forms.coded_name import read_coded_name

    return read_coded_name(document.texts.get("project.name", "")).name or "绩效目标表"


def file_name(name: str) -> str:
    """A name without the signs that a file system refuses."""
    return "".join("_" if sign in '\\/:*?"<>|\n\t' else sign for sign in name)[:80] or "绩效目标表"
