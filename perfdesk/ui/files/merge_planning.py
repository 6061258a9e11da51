"""What files bring to a library, worked out off the GUI thread: packages, libraries, forms that were read.

Files that touch different forms are planned together, as one wave, and merged as one Step; what touches a
form that another file of the wave touches has to wait for the next one, since it meets what that brings.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.documents.adopting import adopted
from perfdesk.errors import PerfdeskError, SourceError
from perfdesk.exchange.package import SUFFIX, read_package
from perfdesk.library.library import Library
from perfdesk.library.merging import handed, opened, plan_merge

if TYPE_CHECKING:
    from perfdesk.documents.document import Document
    from perfdesk.library.merging import Chosen, MergePlan, Theirs
    from perfdesk.ui.tasks import Course


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that is to be merged."""

    path: Path
    versions: "Mapping[str, Document]" = field(default_factory=dict)
    """uid of ours → what was read as a version of it, where the file had to be read; else it is a package or
    a library"""


@dataclass(frozen=True, slots=True)
class Planned:
    """What one file brings."""

    incoming: Incoming
    plan: "MergePlan"
    forms: Mapping[str, str]

    @property
    def touched(self) -> set[str]:
        """The uids of forms that are changed, come in, or are disputed."""
        return {*self.plan.conflicts, *(uid for uid, _ in self.plan.edits)}


@dataclass(slots=True)
class Wave:
    """Plans that touch no form twice, against a second reading of our library."""

    planned: tuple[Planned, ...]
    refused: tuple[str, ...]
    """Sentences about files that cannot be read"""
    waiting: tuple[Incoming, ...]
    """What has to wait for the next wave"""
    files: ExitStack
    """What has to stay open until it is done with"""

    def is_stale(self, library: Library) -> bool:
        """Whether a document changed since it was compared."""
        pairs = (
            (planned.plan.library.entry(uid), library.entry(uid))
            for planned in self.planned
            for uid in planned.plan.pairs
        )
        return any((then and then.revision) != (now and now.revision) for then, now in pairs)


def wave_of(ours: Path, incoming: Sequence[Incoming], course: "Course") -> Wave:
    """What files bring to a library; PerfdeskError when that cannot be read. Raises Stopped."""
    with ExitStack() as files:
        library = files.enter_context(Library.open(ours, read_only=True))
        planned: list[Planned] = []
        refused: list[str] = []
        waiting: list[Incoming] = []
        touched: set[str] = set()
        for number, each in enumerate(incoming):
            counting = _counting(course, number, len(incoming))
            try:
                plan = _plan_of(library, each, files, counting)
            except PerfdeskError as error:
                refused.append(str(error))
                continue
            if touched & plan.touched:
                waiting.append(each)
            else:
                touched |= plan.touched
                planned.append(plan)
        return Wave(tuple(planned), tuple(refused), tuple(waiting), files.pop_all())


def _plan_of(
    library: Library, incoming: Incoming, files: ExitStack, counting: "Callable[[int], Callable[[], None]]"
) -> Planned:
    file = incoming.path
    forms: Mapping[str, str] = {}
    theirs: Theirs
    if incoming.versions:
        shelf = library.shelf
        versions = [
            adopted(document, mine) for uid, document in incoming.versions.items() if (mine := shelf.get(uid))
        ]
        theirs = handed(str(file), versions)
    elif file.suffix.lower() == SUFFIX:
        package = read_package(file)
        forms = package.forms
        theirs = handed(
            str(file), package.documents, package.bases, package.known,
            by=package.by, computer=package.computer, at=package.at,
        )  # fmt: skip
    elif file.resolve() == library.path.resolve():
        raise SourceError(f"「{file}」就是现在打开的项目库，请选择同事的文件。")
    else:
        other = files.enter_context(Library.open(file, read_only=True))
        forms = other.catalogue.carried_sources(entry.form for entry in other.entries())
        theirs = opened(other)
    return Planned(incoming, plan_merge(library, theirs, counting(len(theirs.documents))), forms)


def _counting(course: "Course", number: int, files: int) -> "Callable[[int], Callable[[], None]]":
    """Counts the forms of a single file, or the files."""

    def of_forms(of: int) -> Callable[[], None]:
        done = iter(range(of))
        return lambda: course.reach(next(done, of), of) if files == 1 else course.reach(number, files)

    return of_forms


# --- in words -----------------------------------------------------------------------------------------------


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
