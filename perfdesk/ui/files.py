"""What is done with files: libraries opened and made, forms imported, exported and printed.

Reading and printing run off the GUI thread on frozen values; what comes back is kept by the session, on the
GUI thread, as Steps. Rooms below are imported when they are first needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk import paths
from perfdesk.errors import PerfdeskError
from perfdesk.ui import asking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfdesk.documents.document import Document, Stray
    from perfdesk.documents.sheet import Sheet
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.printing import PrintReport
    from perfdesk.ui.bench import Bench


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

    def __init__(self, bench: "Bench") -> None:
        self._bench = bench

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        session = self._bench.session
        some = bool(session and session.library.entries())
        opened = bool(session and session.opened and session.opened.sheet)
        idle = self._bench.tasks.is_idle
        return {
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

        session = self._bench.session
        if session and session.library.path.resolve() == path.resolve():
            session.library.close()
        try:
            library = Library.create(path) if create else Library.open(path)
        except PerfdeskError as error:
            if self._bench.session:
                raise
            self._bench.show_trouble(str(error))
            return
        self._bench.take(Session(library))

    def open_library(self) -> None:
        """Ask for a library and open it."""
        near = self._folder()
        if path := asking.file_to_open(self._bench, "打开项目库", near, asking.LIBRARY_FILES):
            self.open_path(path)

    def new_library(self) -> None:
        """Ask where, and make an empty library."""
        proposed = self._folder() / "项目库.json"
        if path := asking.file_to_write(self._bench, "新建项目库", proposed, asking.LIBRARY_FILES):
            self.open_path(path, create=True)

    def _folder(self) -> Path:
        session = self._bench.session
        return session.library.path.parent if session else paths.documents_folder()

    # --- in ---------------------------------------------------------------------------------------------

    def import_files(self) -> None:
        """Ask for files and import them."""
        self.import_paths(asking.files_to_open(self._bench, "导入", self._folder(), asking.IMPORT_FILES))

    def import_paths(self, sources: Sequence[Path]) -> None:
        """Read files elsewhere; each that can be read becomes one Step."""
        if (session := self._bench.session) and sources:
            catalogue, chosen = session.library.catalogue, tuple(sources)
            self._bench.tasks.start(
                "正在导入…", lambda: [_read(path, catalogue) for path in chosen], self._keep, self._refused
            )

    def _keep(self, sources: list[Source]) -> None:
        self._bench.perform(lambda: self._keep_all(sources))

    def _keep_all(self, sources: list[Source]) -> None:
        from uuid import uuid4

        from perfdesk.exchange.planning import plan_import

        session = self._bench.session
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
        self._bench.desk.say("\n".join([summary, *said]), lasting=bool(said))

    # --- out --------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Write the documents in the tree into a data file for a colleague."""
        session = self._bench.session
        if not session:
            return
        documents = tuple(session.library.document(uid) for uid in self._shown())
        proposed = session.library.path.with_suffix(".perfdesk")
        if path := asking.file_to_write(self._bench, "导出数据包", proposed, asking.PACKAGE_FILES):
            catalogue = session.library.catalogue
            self._bench.tasks.start(
                "正在导出…", lambda: _export(path, documents, catalogue), self._exported, self._refused
            )

    def _exported(self, written: tuple[Path, int]) -> None:
        self._bench.desk.say(f"{written[1]} 张表已导出到「{written[0]}」。")

    def print_open(self) -> None:
        """Print the open document into a PDF."""
        session = self._bench.session
        if session and session.opened and session.opened.sheet:
            errors = sum(finding.severity == "error" for finding in session.opened.findings)
            self._print([session.opened.sheet], errors, session.opened.sheet.name or "绩效目标表")

    def print_all(self) -> None:
        """Print the documents in the tree into one PDF."""
        from perfdesk.documents.layout import lay_out

        if session := self._bench.session:
            library, shown = session.library, self._shown()
            documents = [library.document(uid) for uid in shown]
            sheets = [lay_out(library.catalogue.form(document.form), document) for document in documents]
            errors = session.errors_among(set(shown))
            self._print(sheets, errors, library.path.stem)

    def _print(self, sheets: "list[Sheet]", errors: int, name: str) -> None:
        question = f"有 {errors} 处错误，仍要打印？"
        if errors and not asking.yes(self._bench, question, "仍要打印"):
            return
        proposed = self._folder() / f"{_file_name(name)}.pdf"
        if target := asking.file_to_write(self._bench, "打印为 PDF", proposed, asking.PDF_FILES):
            self._bench.tasks.start("正在打印…", lambda: _print(sheets, target), self._printed, self._refused)

    def _printed(self, report: "PrintReport") -> None:
        boxes = "、".join(sorted({sign for lost in report.uncovered for sign in lost.characters}))
        missing = f"字库中没有这些字：{boxes}，请核对纸面。" if boxes else ""
        self._bench.desk.say(f"{report.pages} 页已打印到「{report.path}」。{missing}", lasting=bool(boxes))

    def _refused(self, error: PerfdeskError) -> None:
        asking.tell(self._bench, str(error))

    def _shown(self) -> list[str]:
        """The documents in the tree, as filtered."""
        return self._bench.tree_pane.model.uids()


def _read(path: Path, catalogue: "Catalogue") -> Source:
    from perfdesk.errors import SourceError
    from perfdesk.exchange.importing import import_file
    from perfdesk.exchange.package import read_package

    try:
        if path.suffix.lower() == ".perfdesk":
            package = read_package(path)
            return Source(path, tuple(package.documents), (), package.forms)
        imported = import_file(path, catalogue)
        return Source(path, tuple(imported.documents), tuple(imported.unplaced))
    except SourceError as error:
        return Source(path, reason=str(error))


def _export(path: Path, documents: "tuple[Document, ...]", catalogue: "Catalogue") -> tuple[Path, int]:
    import getpass
    from datetime import datetime

    from perfdesk.exchange.package import write_package

    refs = {document.form for document in documents}
    forms = {ref: text for ref in refs if (text := catalogue.carried_source(ref))}
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    written = write_package(path, documents, (), forms, by=getpass.getuser(), at=at)
    return written, len(documents)


def _print(sheets: "list[Sheet]", target: Path) -> "PrintReport":
    from perfdesk.printing import print_sheets

    return print_sheets(sheets, target)


def _file_name(name: str) -> str:
    """A name without the signs that a file system refuses."""
    return "".join("_" if sign in '\\/:*?"<>|\n\t' else sign for sign in name)[:80] or "绩效目标表"
