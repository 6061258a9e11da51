"""Forms come into the library: files and folders are read off the GUI thread, looked at, kept as one Step.

Stopped, or refused by the disk, an import leaves the library as it was. What became of each file is told in a
report, which can be read again until the next import.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.ui import asking
from perfdesk.ui.files.looking import Looking
from perfdesk.ui.files.sources import Pasted, Sources, parted, read_sources
from perfdesk.ui.outcome import Link
from perfdesk.ui.tasks import Course

if TYPE_CHECKING:
    from perfdesk.library.library import Library
    from perfdesk.ui.files.import_report import Report
    from perfdesk.ui.files.merge_planning import Incoming
    from perfdesk.ui.files.merging import Merging
    from perfdesk.ui.panes import Panes


class Importing:
    """Reads files into the open library."""

    def __init__(self, panes: "Panes", merging: "Merging") -> None:
        self._panes = panes
        self._merging = merging
        self._chosen: tuple[Path | Pasted, ...] = ()
        self._course = Course()
        """Of the files that are read, or were read last"""
        self.looking = Looking(panes, lambda: self._read(self.looking.look), self._stop_reading, self._part)
        self.report: Report | None = None

    def take(self, chosen: Sequence[Path | Pasted], *, is_known: bool = False) -> None:
        """Read files, and all that can be read in folders; `is_known`: nobody has to look at them first."""
        session = self._panes.session
        if not session or not chosen:
            return
        if session.library.read_only:
            self._panes.say_locked()
            return
        self._chosen = tuple(chosen)
        self.looking.begin(session.library.path)
        self._read(self._part if is_known else self.looking.look)

    def _read(self, then: "Callable[[Sources], None]") -> None:
        session, paths = self._panes.session, self._chosen
        if not session:
            return
        course = self._course = Course("个文件")
        catalogue = session.library.catalogue.with_learned(self.looking.learned)
        self._panes.tasks.start(
            "正在导入",
            lambda: read_sources(paths, catalogue, course),
            lambda sources: self._panes.perform(lambda: then(sources)),
            lambda error: asking.tell(self._panes, str(error)),
            course=course,
            stopped=self._stopped,
        )

    def _stop_reading(self) -> None:
        """End this reading; what else is under way goes on."""
        self._course.stop()

    def _stopped(self) -> None:
        self.looking.leave()
        self._panes.outcome.tell("已停止导入，项目库没有变化。")

    def show_report(self) -> None:
        """Show what became of the last import."""
        from perfdesk.ui.files.import_report import ReportWindow

        if self.report:
            ReportWindow(self.report, self._panes.window()).show()

    def _part(self, sources: Sources) -> None:
        """What holds another state of a form that is here already is merged, if the clerk likes."""
        session = self._panes.session
        if not session:
            return
        incoming, others = parted(sources, session.library)
        way = asking.choose(self._panes, _question(incoming), ("合并", "并列放在旁边")) if incoming else 1
        if way == 1:
            self._keep(sources)
            return
        if others.read:
            self._keep(others)
        if way == 0:
            self._merging.take_incoming(incoming)

    def _keep(self, sources: Sources) -> None:
        from uuid import uuid4

        from perfdesk.documents.edits import Step
        from perfdesk.exchange.planning import plan_imports
        from perfdesk.ui.files.import_report import report_of

        if not (session := self._panes.session):
            return
        library = session.library
        for source in sources.read:
            for ref, text in source.forms.items():
                library.carry_form(ref, text)
        plans = plan_imports(
            (source.documents for source in sources.read), library.shelf, lambda: uuid4().hex
        )
        edits = tuple(edit for plan in plans for edit in plan.step.edits)
        if edits:
            session.do(Step(f"导入 {len(edits)} 张表", edits))
            self._panes.tree_pane.show_current(edits[0][0])
            self._panes.view.setFocus()
        note_packages(library, sources)
        self.report = report_of(sources, plans, library.catalogue)
        words = self.report.summary()
        if len(self.report.rejected) == 1:
            words = f"{words}\n{self.report.rejected[0]}"
        self._panes.outcome.tell(words, [Link("查看导入报告(&R)", self.show_report)])


def note_packages(library: "Library", sources: Sources) -> None:
    """Keep that others have what came in packages, so that a merge knows where to begin."""
    from datetime import datetime

    from perfdesk.exchange.package import SUFFIX
    from perfdesk.library.merging import note_shared

    at = datetime.now().astimezone().isoformat(timespec="seconds")
    for source in sources.read:
        if source.path.suffix.lower() == SUFFIX and source.documents:
            note_shared(library, source.documents, at=at, file=source.path.name)


def _question(incoming: "Sequence[Incoming]") -> str:
    names = "".join(f"「{each.path.name}」" for each in incoming[:3])
    more = f"等 {len(incoming)} 个文件" if len(incoming) > 3 else ""
    return (
        f"{names}{more}中有这里已有的表（同一年度的同一项目），内容不同。要合并吗？\n"
        "合并前先给您看两边的不同。也可以把对方的一份并列放在旁边，原有的不变。"
    )
