"""`merge`: what colleagues send back comes into the library, one file after the other; one Step for each."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfdesk.cli.reviewing import reviewing
from perfdesk.cli.speech import now, say, say_json, say_rejected
from perfdesk.cli.writing import writing
from perfdesk.documents.disagreement import around, place_of, text_of
from perfdesk.documents.document import Document, Row
from perfdesk.documents.edits import Step
from perfdesk.documents.finding import tally
from perfdesk.documents.merging import Conflict, Value
from perfdesk.errors import FormError, LibraryError, SourceError
from perfdesk.exchange.package import SUFFIX, read_package
from perfdesk.forms.spec import FormSpec
from perfdesk.library.library import Library
from perfdesk.library.merging import (
    MergePlan,
    Theirs,
    everywhere,
    handed,
    note_merged,
    opened,
    plan_merge,
    step_for,
)
from perfdesk.library.restoring import spoken
from perfdesk.person import person

_AT_ONCE = 50
"""Documents that are judged at once; more are judged by the window in idle time"""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one file. Conflicts only where nothing was chosen."""

    plan: MergePlan
    conflicts: tuple[tuple[str, Conflict], ...]
    records: tuple[dict[str, Any], ...]
    lines: tuple[str, ...]


def merge_command(arguments: Namespace) -> int:
    """Merge packages and libraries: 1 when conflicts are left, 3 when a file was rejected."""
    told: list[Told] = []
    rejected: list[str] = []
    with writing(Path(arguments.library)) as library:
        for file in map(Path, arguments.theirs):
            try:
                with _theirs(file, library) as (theirs, forms):
                    told.append(_merge(library, theirs, forms, arguments.take))
            except (SourceError, LibraryError) as error:
                if isinstance(error, LibraryError) and library.why_read_only:
                    raise
                rejected.append(str(error))
    for each in told:
        rejected += each.plan.left_out
    if arguments.json:
        say_json(_json(told))
    else:
        _say(told)
    return say_rejected(rejected) or (1 if any(each.conflicts for each in told) else 0)


@contextmanager
def _theirs(file: Path, library: Library) -> Iterator[tuple[Theirs, Mapping[str, str]]]:
    """A package or library, and the forms that it carries; SourceError or LibraryError."""
    if file.suffix.lower() == SUFFIX:
        package = read_package(file)
        yield handed(
            str(file), package.documents, package.bases, package.known,
            by=package.by, computer=package.computer, at=package.at,
        ), package.forms  # fmt: skip
        return
    if file.resolve() == library.path.resolve():
        raise SourceError(f"「{file}」就是要合并到的项目库，请指定同事的文件。")
    with Library.open(file, read_only=True) as other:
        yield opened(other), other.catalogue.carried_sources(entry.form for entry in other.entries())


def _merge(library: Library, theirs: Theirs, forms: Mapping[str, str], take: str | None) -> Told:
    plan = plan_merge(library, theirs)
    choices = everywhere(plan, take) if take else {}
    open_places = () if take else tuple((uid, each) for uid, many in plan.conflicts.items() for each in many)
    catalogue = library.catalogue.with_carried(forms)
    records: list[dict[str, Any]] = []
    lines: list[str] = []
    for uid, conflict in open_places:  # before the Step: then ours is still what it was
        ours, there = library.shelf.get(uid), theirs.documents[plan.pairs[uid][1]]
        try:
            form = catalogue.form((ours or there).form)
        except FormError:
            form = None
        records.append(_record(plan, uid, conflict, there))
        lines += _lines(plan, uid, conflict, form, (ours, there, plan.base(uid)))
    step = step_for(plan, choices)
    touched = set(step.documents())
    for ref in {document.form for uid in touched if (document := theirs.documents.get(uid))} & {*forms}:
        library.carry_form(ref, forms[ref])
    at = now()
    library.commit(step, judged=_judged(library, step), by=person(), at=at)
    note_merged(plan, choices, at=at)
    return Told(plan, open_places, tuple(records), tuple(lines))


def _judged(library: Library, step: Step) -> dict[str, tuple[int, int]]:
    from perfdesk.rules.rulebook import judge  # noqa: PLC0415

    after = step.apply(library.shelf)
    if len(after) > _AT_ONCE:
        return {}
    own, judged = reviewing(library.path), {}
    for uid, document in after.items():
        try:
            form = library.catalogue.form(document.form) if document else None
        except FormError:
            continue
        if document and form:
            judged[uid] = tally(judge(document, form, own.profile(form)))
    return judged


# --- in JSON ------------------------------------------------------------------------------------------------


def _json(told: list[Told]) -> dict[str, Any]:
    plans = [each.plan for each in told]
    return {
        "added": [uid for plan in plans for uid in plan.added],
        "updated": list(dict.fromkeys(uid for plan in plans for uid in plan.updated)),
        "unchanged": list(dict.fromkeys(uid for plan in plans for uid in plan.unchanged)),
        "conflicts": [record for each in told for record in each.records],
        "files": [
            {
                "file": plan.theirs.file,
                "by": plan.theirs.by,
                "computer": plan.theirs.computer,
                "at": plan.theirs.at,
                "added": list(plan.added),
                "updated": list(plan.updated),
                "unchanged": list(plan.unchanged),
                "conflicts": len(each.conflicts),
            }
            for each in told
            for plan in [each.plan]
        ],
    }


def _record(plan: MergePlan, uid: str, conflict: Conflict, there: Document) -> dict[str, Any]:
    return {
        "project": there.project,
        "project_name": plan.name(uid),
        "document": uid,
        "file": plan.theirs.file,
        "kind": conflict.kind,
        "address": conflict.address,
        "base": _value(conflict.base),
        "ours": _value(conflict.ours),
        "theirs": _value(conflict.theirs),
    }


def _value(value: Value) -> Any:
    if isinstance(value, Row):
        return {"uid": value.uid, "texts": dict(value.texts)}
    return list(value) if isinstance(value, tuple) else value


# --- in words -----------------------------------------------------------------------------------------------


def _say(told: list[Told]) -> None:
    for each in told:
        plan = each.plan
        at = spoken(plan.theirs.at)
        counts = [
            f"新增 {len(plan.added)} 张" if plan.added else "",
            f"更新 {len(plan.updated)} 张" if plan.updated else "",
            f"相同 {len(plan.unchanged)} 张" if plan.unchanged else "",
            f"{len(each.conflicts)} 处两边都改了" if each.conflicts else "",
        ]
        said = "，".join(filter(None, counts)) or "没有表"
        say(f"{plan.theirs.who}{f'，{at}' if at else ''}：{said}")
    lines = [line for each in told for line in each.lines]
    for line in lines:
        say(line)
    left = sum(len(each.conflicts) for each in told)
    if len(told) > 1:
        changed = {uid for each in told for uid in (*each.plan.added, *each.plan.updated)}
        say(f"共合并 {len(told)} 个文件，{len(changed)} 张表有变化。")
    if left:
        say(
            f"还有 {left} 处两边都改了，没有覆盖，仍是这里的内容。"
            "加上 --take theirs 全部采用对方的，或 --take ours 全部保留这里的；也可以在窗口中逐处选择。"
        )


def _lines(
    plan: MergePlan, uid: str, conflict: Conflict, form: FormSpec | None, sides: tuple[Document | None, ...]
) -> Iterator[str]:
    yield f"  「{plan.name(uid)}」{place_of(conflict, form, *sides)}："
    values = (conflict.base, conflict.ours, conflict.theirs)
    base, ours, theirs = (text_of(conflict, value, form, *sides) for value in values)
    if conflict.base is not None:
        yield f"    原来：{around(base, ours)}"
    yield f"    这里：{around(ours, theirs)}"
    yield f"    对方：{around(theirs, ours)}"
