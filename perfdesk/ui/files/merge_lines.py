"""What a merge would do, project by project, in words; what is chosen where both sides changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.documents.disagreement import BLANK, place_of, text_of
from perfdesk.documents.spans import spans
from perfdesk.ui.files.merge_planning import summary
from perfdesk.ui.looks import surroundings

if TYPE_CHECKING:
    from perfdesk.documents.document import Document
    from perfdesk.documents.edits import Edit
    from perfdesk.documents.merging import Conflict
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.forms.spec import FormSpec
    from perfdesk.library.merging import MergePlan
    from perfdesk.ui.files.merge_planning import Wave

_SHOWN = 300
"""Projects that are shown; more than anybody reads"""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A place where both sides changed; texts as they are shown."""

    uid: str
    conflict: "Conflict"
    place: str
    base: str
    """Empty when nobody knows"""
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Project:
    """One document of a merge."""

    uid: str
    name: str
    does: str
    """新增, 更新 or nothing"""
    disputes: tuple[Dispute, ...]
    changes: tuple[str, ...]
    """What changes without being asked about, a line each"""
    hands: tuple[str, str] = ("", "")
    """Who changed it last, when and in which file, on our side and on theirs; for one with disputes"""


def projects(plan: "MergePlan", catalogue: "Catalogue") -> Iterator[Project]:
    """The documents that a merge touches, those with disputes first."""
    edits: dict[str, list[Edit]] = {}
    for uid, edit in plan.edits:
        edits.setdefault(uid, []).append(edit)
    for uid in [*plan.conflicts, *(uid for uid in edits if uid not in plan.conflicts)][:_SHOWN]:
        yield _project(plan, uid, edits.get(uid, []), catalogue)


def unshown(wave: "Wave") -> int:
    """How many documents `projects` does not tell of."""
    return sum(max(0, len(planned.touched) - _SHOWN) for planned in wave.planned)


def heading(wave: "Wave") -> str:
    """What a merge of one file, or of several, would bring."""
    plans = [planned.plan for planned in wave.planned]
    if len(plans) == 1:
        when = hand("", plans[0].theirs.at)
        return f"{plans[0].theirs.who}{f'，{when}' if when else ''}\n{summary(plans[0])}"
    places = sum(len(conflicts) for plan in plans for conflicts in plan.conflicts.values())
    asked = f"，{places} 处两边都改了，请选择" if places else "，没有两边都改的地方"
    return f"{len(plans)} 个文件一起合并，成为一步，可以一次撤销{asked}。"


def returned_html(wave: "Wave") -> str:
    """Who returned what, a line for each file; nothing for a single one, which the heading tells of."""
    if len(wave.planned) == 1:
        return ""
    lines = "".join(
        f"<tr><td>{escape(theirs.who)}</td><td>{escape(hand('', theirs.at))}</td>"
        f"<td>{escape(summary(planned.plan))}</td></tr>"
        for planned in wave.planned
        for theirs in (planned.plan.theirs,)
    )
    heads = "<tr><th align='left'>交回的文件</th><th align='left'>时间</th><th align='left'>内容</th></tr>"
    return f"<table width='100%' cellspacing='0' cellpadding='3'>{heads}{lines}</table>"


def _project(plan: "MergePlan", uid: str, edits: "list[Edit]", catalogue: "Catalogue") -> Project:
    from perfdesk.documents.merging import resolve

    ours, theirs = plan.library.shelf.get(uid), plan.theirs.documents[plan.pairs[uid][1]]
    form = _form(catalogue, (ours or theirs).form)
    if uid in plan.conflicts and (merged := plan.merged(uid)):
        edits = [*resolve(merged, {})]
    does = "新增" if uid in plan.added else "更新" if edits else ""
    changes = tuple(_told(uid, edits, ours, form)) if ours else ()
    if uid not in plan.conflicts:
        return Project(uid, plan.name(uid), does, (), changes)
    sides = (ours, theirs, plan.base(uid))
    disputes = tuple(dispute_of(uid, each, form, sides) for each in plan.conflicts[uid])
    ours_last, theirs_last = plan.hands(uid)
    computer = f"电脑 {plan.theirs.computer}" if plan.theirs.computer else ""
    files = [f"“{Path(file).name}”" for file in (plan.library.path, plan.theirs.file)]
    hands = (
        "，".join(filter(None, (hand(*ours_last), "本机", files[0]))),
        "，".join(filter(None, (hand(*theirs_last), computer, files[1]))),
    )
    return Project(uid, plan.name(uid), does, disputes, changes, hands)


def dispute_of(
    uid: str, conflict: "Conflict", form: "FormSpec | None", sides: "tuple[Document | None, ...]"
) -> Dispute:
    """A conflict in words; `sides`: ours, theirs and the base."""
    told = [
        "" if value is None and is_base else text_of(conflict, value, form, *sides)
        for value, is_base in ((conflict.base, True), (conflict.ours, False), (conflict.theirs, False))
    ]
    return Dispute(uid, conflict, place_of(conflict, form, *sides), *told)


def _told(uid: str, edits: "list[Edit]", before: "Document", form: "FormSpec | None") -> Iterator[str]:
    from perfdesk.documents.codec import edit_to_json
    from perfdesk.documents.edits import Step
    from perfdesk.documents.telling import told

    now: Document | None = before
    for edit in edits:
        yield told(edit_to_json(edit, uid, now), form, now)
        now = Step("", ((uid, edit),)).apply({uid: now} if now else {})[uid]


def _form(catalogue: "Catalogue", ref: str) -> "FormSpec | None":
    from perfdesk.errors import FormError

    try:
        return catalogue.form(ref)
    except FormError:
        return None


def hand(who: str, at: str) -> str:
    """A person and a moment: 张三 2026-11-25 09:05."""
    from perfdesk.library.restoring import spoken

    return " ".join(filter(None, (who, spoken(at))))


def difference_html(began: str, text: str) -> str:
    """A text with what differs from what it began as: what came underlined, what went struck out."""
    colours = surroundings()
    styles = {
        "same": "",
        "gone": f"color: {colours.error}; text-decoration: line-through",
        "come": f"color: {colours.accent}; background: {colours.selected}; text-decoration: underline",
    }
    parts = [f"<span style='{styles[part.fate]}'>{escape(part.text)}</span>" for part in spans(began, text)]
    return "".join(parts).replace("\n", "<br>") or BLANK
