"""What is done with files: libraries opened and made, forms imported, exported and printed.

Reading and printing run off the GUI thread on frozen values; what comes back is kept by the session, on the
GUI thread, as Steps. Rooms below are imported when they are first needed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk import paths
from perfdesk.errors import PerfdeskError
from perfdesk.ui import asking, memory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfdesk.documents.document import Document, Stray
    from perfdesk.documents.sheet import Sheet
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.printing import PrintReport
    from perfdesk.ui.panes import Panes
    from perfdesk.ui.session import Session


@dataclass(frozen=True, slots=True)
class Source:
    """What was read from one file, or why nothing was."""

    path: Path
    documents: "tuple[Document, ...]" = ()
    unplaced: "tuple[Stray, ...]" = ()
    forms: "Mapping[str, str]" = field(default_factory=dict)
    reason: str = ""


class FileActions:
    """The commands of the menu 文件."""

    def __init__(self, panes: "Panes", take: "Callable[[Session], None]") -> None:
        self._panes = panes
        self._take = take

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        session = self._panes.session
        some = self._panes.tree_pane.model.rowCount() > 0
        opened = bool(session and session.opened and session.opened.sheet)
        idle = self._panes.tasks.is_idle
        return {
            "new_library": idle,
            "open_library": idle,
            "save": bool(session),
            "import": bool(session and not session.library.read_only) and idle,
            "export": some and idle,
            "print": opened and idle,
            "print_all": some and idle,
        }

    # --- libraries --------------------------------------------------------------------------------------

    def open_path(self, path: Path, *, create: bool = False) -> None:
        """Open a library; what is wrong with it is said in the middle of the desk."""
        from perfdesk.library.library import Library
        from perfdesk.ui.session import Session

        session = self._panes.session
        if session and not create and not session.library.read_only and _same(session.library.path, path):
            self._panes.desk.say("这个项目库已经打开了。")
            return
        try:
            library = Library.create(path) if create else Library.open(path)
        except PerfdeskError as error:
            if session:
                raise
            advice = "可从“文件”菜单新建或打开项目库。"
            self._panes.desk.show_paper(shown=False, instead=f"{error}\n\n{advice}")
            return
        self._take(Session(library))

    def open_library(self) -> None:
        """Ask for a library and open it."""
        near = self._folder()
        if path := asking.file_to_open(self._panes, "打开项目库", near, asking.LIBRARY_FILES):
            self.open_and_remember(path)

    def open_and_remember(self, path: Path) -> None:
        """Open a library that a clerk has chosen; it is the first one at the next start."""
        self.open_path(path)
        memory.remember(path)

    def new_library(self) -> None:
        """Ask where, and make an empty library."""
        proposed = self._folder() / "项目库.json"
        if path := asking.file_to_write(self._panes, "新建项目库", proposed, asking.LIBRARY_FILES):
            self.open_path(path, create=True)
            memory.remember(path)

    def _folder(self) -> Path:
        session = self._panes.session
        return session.library.path.parent if session else paths.documents_folder()

    # --- in ---------------------------------------------------------------------------------------------

    def import_files(self) -> None:
        """Ask for files and import them."""
        self.import_paths(asking.files_to_open(self._panes, "导入", self._folder(), asking.IMPORT_FILES))

    def import_paths(self, sources: Sequence[Path]) -> None:
        """Read files elsewhere; each that can be read becomes one Step."""
        if (session := self._panes.session) and sources:
            catalogue, chosen = session.library.catalogue, tuple(sources)
            self._panes.tasks.start(
                "正在导入…", lambda: [_read(path, catalogue) for path in chosen], self._keep, self._refused
            )

    def _keep(self, sources: list[Source]) -> None:
        self._panes.perform(lambda: self._keep_all(sources))

    def _keep_all(self, sources: list[Source]) -> None:
        from uuid import uuid4

        from perfdesk.exchange.planning import plan_import

        session = self._panes.session
        if not session:
            return
        count, said = 0, [source.reason for source in sources if source.reason]
        for source in sources:
            for ref, text in source.forms.items():
                session.library.carry_form(ref, text)
            plan = plan_import(source.documents, session.library.shelf, lambda: uuid4().hex)
            said += plan.notes
            if plan.step.edits:
                session.do(plan.step)
                count += len(plan.step.edits)
            said += [f"「{source.path.name}」中有 {len(source.unplaced)} 处文字没有放进表里。"] * bool(
                source.unplaced
            )
        summary = f"已导入 {count} 张表。" if count else "没有导入新的表。"
        self._panes.desk.say("\n".join([summary, *said]), lasting=bool(said))

    # --- out --------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Write the documents in the tree into a data file for a colleague."""
        session = self._panes.session
        if not session:
            return
        documents = tuple(session.library.document(uid) for uid in self._shown())
        proposed = session.library.path.with_suffix(".perfdesk")
        if path := asking.file_to_write(
            self._panes, _title("导出", documents), proposed, asking.PACKAGE_FILES
        ):
            catalogue = session.library.catalogue
            self._panes.tasks.start(
                "正在导出…", lambda: _export(path, documents, catalogue), self._exported, self._refused
            )

    def _exported(self, written: tuple[Path, int]) -> None:
        self._panes.desk.say(f"{written[1]} 张表已导出到「{written[0]}」。")

    def print_open(self) -> None:
        """Print the open document into a PDF."""
        session = self._panes.session
        if session and session.opened and session.opened.sheet:
            opened = session.opened
            errors = sum(finding.severity == "error" for finding in opened.findings)
            self._print((opened.document,), errors, session.opened.sheet.name or "绩效目标表")

    def print_all(self) -> None:
        """Print the documents in the tree into one PDF."""
        if session := self._panes.session:
            shown = self._shown()
            documents = tuple(session.library.document(uid) for uid in shown)
            self._print(documents, session.errors_among(set(shown)), session.library.path.stem)

    def _print(self, documents: "tuple[Document, ...]", errors: int, name: str) -> None:
        if not (session := self._panes.session):
            return
        question = f"有 {errors} 处错误，仍要打印？"
        if errors and not asking.yes(self._panes, question, "仍要打印"):
            return
        proposed = self._folder() / f"{_file_name(name)}.pdf"
        if target := asking.file_to_write(self._panes, _title("打印", documents), proposed, asking.PDF_FILES):
            catalogue = session.library.catalogue
            self._panes.tasks.start(
                "正在打印…", lambda: _print(target, documents, catalogue), self._printed, self._refused
            )

    def _printed(self, printed: "tuple[PrintReport, int]") -> None:
        report, strange = printed
        boxes = "、".join(sorted({sign for lost in report.uncovered for sign in lost.characters}))
        missing = f"字库中没有这些字：{boxes}，请核对纸面。" if boxes else ""
        left_out = f"另有 {strange} 张表的表样这里没有，没有打印。" if strange else ""
        done = f"{report.pages} 页已打印到「{report.path}」。"
        self._panes.desk.say(done + left_out + missing, lasting=bool(left_out or missing))

    def _refused(self, error: PerfdeskError) -> None:
        asking.tell(self._panes, str(error))

    def _shown(self) -> list[str]:
        """The documents in the tree, as filtered."""
        return self._panes.tree_pane.model.uids()


def _read(path: Path, catalogue: "Catalogue") -> Source:
    from perfdesk.errors import FormError, SourceError
    from perfdesk.exchange.importing import import_file

    try:
        imported = import_file(path, catalogue)
        known = catalogue.with_carried(imported.forms)
        for document in imported.documents:
            known.form(
                document.form
            )  # before anything is kept: a form file that nobody can read comes not in
    except (SourceError, FormError) as error:
        return Source(path, reason=str(error))
    return Source(path, imported.documents, imported.unplaced, imported.forms)


def _export(path: Path, documents: "tuple[Document, ...]", catalogue: "Catalogue") -> tuple[Path, int]:
    from datetime import datetime

    from perfdesk.exchange.package import write_package
    from perfdesk.person import person

    forms = catalogue.carried_sources(document.form for document in documents)
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    written = write_package(path, documents, (), forms, by=person(), at=at)
    return written, len(documents)


def _print(
    target: Path, documents: "tuple[Document, ...]", catalogue: "Catalogue"
) -> "tuple[PrintReport, int]":
    """What was printed, and how many documents could not be, for want of their form."""
    from perfdesk.documents.layout import lay_out
    from perfdesk.documents.making import without_blank_rows
    from perfdesk.errors import FormError
    from perfdesk.printing import print_sheets

    sheets: list[Sheet] = []
    for document in documents:
        try:
            sheets.append(lay_out(catalogue.form(document.form), without_blank_rows(document)))
        except FormError:
            continue
    return print_sheets(sheets, target), len(documents) - len(sheets)


def _title(verb: str, documents: "tuple[Document, ...]") -> str:
    """What a dialog is called: a search leaves fewer forms than the library has."""
    return f"{verb} {len(documents)} 张表"


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _file_name(name: str) -> str:
    """A name without the signs that a file system refuses."""
    return "".join("_" if sign in '\\/:*?"<>|\n\t' else sign for sign in name)[:80] or "绩效目标表"
