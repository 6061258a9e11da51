"""Colleagues' files are merged: compared off the GUI thread, shown, chosen, kept as one Step.

Files that touch different forms are looked at together, in one window; of several that touch the same form
one comes after the other. What came of each file is told at the end.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.errors import PerfdeskError
from perfdesk.ui import asking
from perfdesk.ui.tasks import Course

if TYPE_CHECKING:
    from perfdesk.library.merging import Chosen
    from perfdesk.ui.files.merge_planning import Incoming, Wave
    from perfdesk.ui.files.merge_window import MergeWindow
    from perfdesk.ui.panes import Panes
    from perfdesk.ui.session import Session


class Merging:
    """Merges files into the open library."""

    def __init__(self, panes: "Panes") -> None:
        self._panes = panes
        self._waiting: tuple[Incoming, ...] = ()
        self._told: list[str] = []
        self.window: MergeWindow | None = None
        """The merge that is being looked at"""

    def ask(self) -> None:
        """Ask for files and merge them."""
        session = self._panes.session
        if session:
            near = session.library.path.parent
            self.take(asking.files_to_open(self._panes, "合并同事发回的文件", near, asking.MERGE_FILES))

    def take(self, files: Sequence[Path]) -> None:
        """Merge packages and libraries."""
        if files:
            from perfdesk.ui.files.merge_planning import Incoming

            self.take_incoming([Incoming(file) for file in files])

    def take_incoming(self, incoming: "Sequence[Incoming]") -> None:
        """Merge files, also such as had to be read."""
        session = self._panes.session
        if not session or not incoming:
            return
        if session.library.read_only:
            self._panes.say_locked()
            return
        self._waiting, self._told = tuple(incoming), []
        self._next()

    def _next(self) -> None:
        from perfdesk.ui.files.merge_planning import wave_of

        session = self._panes.session
        if not session or not self._waiting:
            self._panes.outcome.tell("\n".join(self._told))
            return
        incoming, ours = self._waiting, session.library.path
        course = Course() if len(incoming) == 1 else Course("个文件")
        self._panes.tasks.start(
            "正在比较",
            lambda: wave_of(ours, incoming, course),
            lambda wave: self._panes.perform(lambda: self._show(wave)),
            self._refused,
            course=course,
            stopped=lambda: self._panes.outcome.tell("已停止合并，项目库没有变化。"),
        )

    def _refused(self, error: PerfdeskError) -> None:
        self._waiting = ()
        self._told.append(str(error))
        self._next()

    def _show(self, wave: "Wave") -> None:
        from perfdesk.ui.files.merge_lines import heading, projects, returned_html, unshown
        from perfdesk.ui.files.merge_window import MergeWindow

        session = self._panes.session
        if not session:
            wave.files.close()
            return
        if wave.is_stale(session.library):  # somebody typed while the files were compared
            self._again(wave)
            return
        self._told += wave.refused
        for planned in wave.planned:
            self._told += planned.plan.left_out
        if not any(planned.touched for planned in wave.planned):
            self._finish(wave, {})
            return
        catalogue = session.library.catalogue
        lines = tuple(
            project
            for planned in wave.planned
            for project in projects(planned.plan, catalogue.with_carried(planned.forms))
        )
        lines = tuple(sorted(lines, key=lambda project: not project.disputes))
        who = wave.planned[0].plan.theirs.who if len(wave.planned) == 1 else ""
        returned = returned_html(wave)
        window = MergeWindow(
            heading(wave), who, lines, unshown(wave), self._panes.window(), overview=returned
        )
        window.chosen.connect(lambda choices: self._panes.perform(lambda: self._finish(wave, choices)))
        window.rejected.connect(lambda: self._leave(wave))
        window.setModal(True)
        self.window = window
        window.show()

    def _again(self, wave: "Wave") -> None:
        """Compare anew: what was compared is no longer what is here."""
        wave.files.close()
        self._next()

    def _leave(self, wave: "Wave") -> None:
        self.window = None
        wave.files.close()
        self._waiting = wave.waiting
        self._told += [f"没有合并{planned.plan.theirs.who}，项目库没有变化。" for planned in wave.planned]
        self._next()

    def _finish(self, wave: "Wave", choices: "Chosen") -> None:
        """Keep what was chosen, as one Step."""
        self.window = None
        session = self._panes.session
        if not session:
            return
        if wave.is_stale(session.library):
            self._again(wave)
            return
        self._waiting = wave.waiting
        with wave.files:
            self._keep(session, wave, choices)
        self._panes.view.setFocus()
        self._next()

    def _keep(self, session: "Session", wave: "Wave", choices: "Chosen") -> None:
        from dataclasses import replace
        from datetime import datetime

        from perfdesk.documents.edits import Step
        from perfdesk.library.merging import note_merged, step_for
        from perfdesk.ui.files.merge_planning import outcome

        plans = [replace(planned.plan, library=session.library) for planned in wave.planned]
        steps = [step_for(plan, choices) for plan in plans]
        for planned in wave.planned:
            for ref, text in planned.forms.items():
                session.library.carry_form(ref, text)
        edits = tuple(edit for step in steps for edit in step.edits)
        if edits:
            label = steps[0].label if len(steps) == 1 else f"合并 {len(steps)} 个文件"
            session.do(Step(label, edits))
            self._panes.tree_pane.show_current(edits[0][0])
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        for plan, step in zip(plans, steps, strict=True):
            note_merged(plan, choices, at=at)
            changed = {*step.documents()} - {*plan.added}
            self._told.append(f"{plan.theirs.who}：{outcome(plan, choices, len(changed))}")
