"""Colleagues' packages and libraries are merged: read off the GUI thread, shown, chosen, kept as one Step.

Several files come one after the other, since what the first brings is what the second meets; what came of
each is told together at the end.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.errors import PerfdeskError
from perfdesk.ui import asking
from perfdesk.ui.tasks import Course

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfdesk.library.library import Library
    from perfdesk.library.merging import Chosen, MergePlan
    from perfdesk.ui.files.merge_window import MergeWindow
    from perfdesk.ui.panes import Panes


@dataclass(slots=True)
class Planned:
    """A plan against a second reading of our library, both of which are open until it is done with."""

    plan: "MergePlan"
    forms: "Mapping[str, str]"
    files: ExitStack = field(default_factory=ExitStack)


class Merging:
    """Merges files into the open library."""

    def __init__(self, panes: "Panes") -> None:
        self._panes = panes
        self._waiting: list[Path] = []
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
        """Merge files, one after the other."""
        session = self._panes.session
        if not session or not files:
            return
        if session.library.read_only:
            self._panes.say_locked()
            return
        self._waiting, self._told = list(files), []
        self._next()

    def _next(self) -> None:
        session = self._panes.session
        if not session or not self._waiting:
            self._panes.outcome.tell("\n".join(self._told))
            return
        file, ours, course = self._waiting.pop(0), session.library.path, Course()
        self._panes.tasks.start(
            "正在比较",
            lambda: plan_of(ours, file, course),
            lambda planned: self._panes.perform(lambda: self._show(planned)),
            self._refused,
            course=course,
            stopped=lambda: self._panes.outcome.tell("已停止合并，项目库没有变化。"),
        )

    def _refused(self, error: PerfdeskError) -> None:
        self._told.append(str(error))
        self._next()

    def _show(self, planned: Planned) -> None:
        from perfdesk.ui.files.merge_lines import hand, left_unshown, projects
        from perfdesk.ui.files.merge_window import MergeWindow

        session = self._panes.session
        if not session:
            planned.files.close()
            return
        plan = planned.plan
        if _is_stale(plan, session.library):  # somebody typed while the files were compared
            self._again(planned)
            return
        self._told += plan.left_out
        if not plan.edits and not plan.conflicts:
            self._finish(planned, {})
            return
        catalogue = session.library.catalogue.with_carried(planned.forms)
        when = hand("", plan.theirs.at)
        heading = f"{plan.theirs.who}{f'，{when}' if when else ''}\n{summary(plan)}"
        lines, unshown = tuple(projects(plan, catalogue)), left_unshown(plan)
        window = MergeWindow(heading, plan.theirs.who, lines, unshown, self._panes.window())
        window.chosen.connect(lambda choices: self._panes.perform(lambda: self._finish(planned, choices)))
        window.rejected.connect(lambda: self._leave(planned))
        window.setModal(True)
        self.window = window
        window.show()

    def _again(self, planned: Planned) -> None:
        """Compare anew: what was compared is no longer what is here."""
        planned.files.close()
        self._waiting.insert(0, Path(planned.plan.theirs.file))
        self._next()

    def _leave(self, planned: Planned) -> None:
        self.window = None
        planned.files.close()
        self._told.append(f"没有合并{planned.plan.theirs.who}，项目库没有变化。")
        self._next()

    def _finish(self, planned: Planned, choices: "Chosen") -> None:
        """Keep what was chosen, as one Step."""
        from datetime import datetime

        from perfdesk.library.merging import note_merged, step_for

        self.window = None
        session = self._panes.session
        if not session:
            return
        if _is_stale(planned.plan, session.library):
            self._again(planned)
            return
        with planned.files:
            plan = replace(planned.plan, library=session.library)
            step = step_for(plan, choices)
            for ref, text in planned.forms.items():
                session.library.carry_form(ref, text)
            if step.edits:
                session.do(step)
                self._panes.tree_pane.show_current(step.edits[0][0])
            note_merged(plan, choices, at=datetime.now().astimezone().isoformat(timespec="seconds"))
            changed = {*step.documents()} - {*plan.added}
            self._told.append(f"{plan.theirs.who}：{outcome(plan, choices, len(changed))}")
        self._panes.view.setFocus()
        self._next()


def _is_stale(plan: "MergePlan", library: "Library") -> bool:
    """Whether a document changed since it was compared."""
    entries = ((plan.library.entry(uid), library.entry(uid)) for uid in plan.pairs)
    return any((then and then.revision) != (now and now.revision) for then, now in entries)


def plan_of(ours: Path, file: Path, course: Course) -> Planned:
    """What a file brings to a library; PerfdeskError when either cannot be read. Raises Stopped."""
    from perfdesk.errors import SourceError
    from perfdesk.exchange.package import SUFFIX, read_package
    from perfdesk.library.library import Library
    from perfdesk.library.merging import handed, opened, plan_merge

    with ExitStack() as files:
        library = files.enter_context(Library.open(ours, read_only=True))
        forms: Mapping[str, str] = {}
        if file.suffix.lower() == SUFFIX:
            package = read_package(file)
            forms = package.forms
            theirs = handed(
                str(file), package.documents, package.bases, package.known,
                by=package.by, computer=package.computer, at=package.at,
            )  # fmt: skip
        elif file.resolve() == ours.resolve():
            raise SourceError(f"「{file}」就是现在打开的项目库，请选择同事的文件。")
        else:
            other = files.enter_context(Library.open(file, read_only=True))
            forms = other.catalogue.carried_sources(entry.form for entry in other.entries())
            theirs = opened(other)
        plan = plan_merge(library, theirs, _counting(course, len(theirs.documents)))
        return Planned(plan, forms, files.pop_all())


def _counting(course: Course, of: int) -> Callable[[], None]:
    done = iter(range(of))

    def count() -> None:
        course.reach(next(done, of), of)

    return count


def summary(plan: "MergePlan") -> str:
    """What a merge would bring, in a line."""
    places = sum(map(len, plan.conflicts.values()))
    return _counted(plan, len(plan.updated), f"{places} 处两边都改了，请选择" if places else "")


def outcome(plan: "MergePlan", choices: "Chosen", changed: int) -> str:
    """What it brought; `changed`: documents that were there before."""
    left = sum(
        conflict.place not in choices.get(uid, {})
        for uid, conflicts in plan.conflicts.items()
        for conflict in conflicts
    )
    return _counted(plan, changed, f"{left} 处两边都改了，仍是这里的内容" if left else "")


def _counted(plan: "MergePlan", changed: int, open_places: str) -> str:
    parts = [
        f"新增 {len(plan.added)} 张" if plan.added else "",
        f"更新 {changed} 张" if changed else "",
        f"相同 {len(plan.unchanged)} 张" if plan.unchanged else "",
        open_places,
    ]
    return "，".join(filter(None, parts)) or "没有变化"
