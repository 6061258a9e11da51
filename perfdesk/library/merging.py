"""What a colleague's package or library brings to ours: a plan, and the one Step that carries it out.

Where a merge begins: at the newest state of a document that both sides know by name, if either side can
rebuild it; else the two are held against each other as they are. No clock is asked: what is newer follows
from who knows which state. Nothing is ever taken away that we have and they lack, nor changed unasked: where
both changed, ours stays until somebody chooses.

    plan = plan_merge(library, theirs)
    library.commit(step_for(plan, choices), by=…, at=…)
    note_merged(plan, choices, at=…)          so that the same is not asked again
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document
from perfdesk.documents.edits import Edit, PutDocument, Step
from perfdesk.documents.merging import Choices, Conflict, Merged, merge, resolve
from perfdesk.errors import LibraryError
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.library.exchanges import Lineage
from perfdesk.library.library import Library

DOCUMENT = "document"
"""The address of a conflict about a whole document: deleted here, edited there"""

_NAMES = 50
"""States of a document that are named in a package; the newest"""
_BESIDE = ("note", "project.name", "IMPORT-BESIDE")
"""The note of an import on a document that came in beside another: said of that one only"""


@dataclass(frozen=True, slots=True)
class Theirs:
    """A package or library of somebody else, seen alike."""

    file: str
    by: str
    computer: str
    at: str
    documents: Mapping[str, Document]
    revision: Callable[[str], str]
    """uid → the name of what the document is there"""
    known: Callable[[str], Lineage]
    """uid → the names of all its states that they know"""
    past: Callable[[str, str], Document | None]
    """uid and revision → the document as it was; None when they cannot rebuild it"""
    last: Callable[[str], tuple[str, str]] = lambda _uid: ("", "")
    """uid → who changed the document last and when, where that is known better than by `by` and `at`"""
    left_out: tuple[str, ...] = ()
    """Sentences about documents that cannot be understood"""

    @property
    def who(self) -> str:
        """In a clerk's words: 张三（电脑 A-01）的“回传.perfdesk”."""
        computer = f"（电脑 {self.computer}）" if self.computer else ""
        return f"{f'{self.by}{computer}的' if self.by else ''}“{Path(self.file).name}”"


def handed(  # noqa: PLR0913  (what a package carries)
    file: str,
    documents: Iterable[Document],
    bases: Iterable[Document] = (),
    known: Mapping[str, tuple[str, ...]] | None = None,
    *,
    by: str = "",
    computer: str = "",
    at: str = "",
) -> Theirs:
    """What a package carries."""
    there = {document.uid: document for document in documents}
    names = {uid: revision(document) for uid, document in there.items()}
    pasts = {(base.uid, revision(base)): base for base in bases}
    knows = known or {}

    def states(uid: str) -> Lineage:
        told = (*knows.get(uid, ()), names[uid])
        others = tuple(name for base, name in pasts if base == uid)
        return Lineage((*(name for name in others if name not in told), *told), others)

    def past(uid: str, name: str) -> Document | None:
        return there.get(uid) if names.get(uid) == name else pasts.get((uid, name))

    return Theirs(file, by, computer, at, there, names.__getitem__, states, past)


def opened(library: Library, *, by: str = "", computer: str = "", at: str = "") -> Theirs:
    """Somebody else's library, which must stay open for as long as the plan is used."""
    entries = {entry.uid: entry for entry in library.entries()}
    return Theirs(
        str(library.path),
        by,
        computer,
        at,
        _Understood(library, entries),
        lambda uid: entries[uid].revision,
        library.lineage,
        lambda uid, name: _past(library, uid, name),
        lambda uid: _last(library, uid),
    )


Pair: TypeAlias = tuple[str, str]
"""A uid of ours, and the uid that the document has on their side"""


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge does; uids are ours."""

    library: Library
    theirs: Theirs
    added: tuple[str, ...]
    updated: tuple[str, ...]
    """What changes without any choice, be there conflicts beside or not"""
    unchanged: tuple[str, ...]
    conflicts: Mapping[str, tuple[Conflict, ...]]
    """By document; ours stays where nothing is chosen"""
    edits: tuple[tuple[str, Edit], ...]
    """What is done to documents without conflicts"""
    left_out: tuple[str, ...] = ()
    """Sentences about documents on either side that cannot be understood, and stay as they are"""
    pairs: Mapping[str, Pair] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    """Where the merge of a document with conflicts began"""

    def name(self, uid: str) -> str:
        """What a document is called on our side or, when it is only there, on theirs."""
        entry = self.library.entry(uid)
        document = None if entry else self.theirs.documents.get(self.pairs[uid][1])
        text = document.texts.get("project.name", "") if document else ""
        return (entry.name if entry else read_coded_name(text).name) or "未填项目名称"

    def hands(self, uid: str) -> tuple[tuple[str, str], tuple[str, str]]:
        """Who changed a document last, and when: on our side, and on theirs. Blank where nobody knows."""
        by, at = self.theirs.last(self.pairs[uid][1])
        return _last(self.library, uid), (by or self.theirs.by, at or self.theirs.at)

    def merged(self, uid: str) -> Merged | None:
        """The three sides of a document with conflicts; None when it is deleted here."""
        ours = self.library.shelf.get(uid)
        if not ours:
            return None
        return merge(self.base(uid), ours, _theirs(self.theirs, self.pairs[uid]))

    def base(self, uid: str) -> Document | None:
        """Where the merge of a document with conflicts began; None when nobody knows."""
        return _base(self.library, self.theirs, self.pairs[uid], self.bases.get(uid, ""))


Chosen: TypeAlias = Mapping[str, Choices]
"""uid → choices"""


def plan_merge(library: Library, theirs: Theirs, progress: Callable[[], None] = lambda: None) -> MergePlan:
    """What theirs brings to ours. `progress` is called once for each document; what it raises ends it all."""
    planning = _Planning(library, theirs)
    for uid in theirs.documents:
        progress()
        planning.take(uid)
    return planning.plan()


def step_for(plan: MergePlan, choices: Chosen) -> Step:
    """The one Step of a merge with these choices; without edits when nothing changes."""
    edits = list(plan.edits)
    for uid in plan.conflicts:
        chosen = choices.get(uid, {})
        if merged := plan.merged(uid):
            edits += [(uid, edit) for edit in resolve(merged, chosen)]
        elif chosen.get(("row", DOCUMENT)) == "theirs":
            edits.append((uid, PutDocument(plan.theirs.documents[uid])))
    return Step(f"合并{plan.theirs.who}", tuple(edits))


def everywhere(plan: MergePlan, side: str) -> Chosen:
    """One side for all conflicts: `ours` or `theirs`."""
    kept = "theirs" if side == "theirs" else "ours"
    return {
        uid: {conflict.place: kept for conflict in conflicts}  # type: ignore[misc]  # a Side
        for uid, conflicts in plan.conflicts.items()
    }


def note_merged(plan: MergePlan, choices: Chosen, *, at: str) -> None:
    """Keep what we now know of theirs, after the Step: not of documents where something is still open."""
    states = {
        uid: plan.theirs.revision(there)
        for uid, there in plan.pairs.values()
        if plan.library.entry(uid)
        and all(conflict.place in choices.get(uid, {}) for conflict in plan.conflicts.get(uid, ()))
    }
    plan.library.note_exchanged(states, at=at, by=plan.theirs.by, file=Path(plan.theirs.file).name)


def to_hand_out(
    library: Library, documents: Iterable[Document]
) -> tuple[tuple[Document, ...], dict[str, tuple[str, ...]]]:
    """What goes with documents so that they can be merged: bases, and the names of states known here.

    A base is the last other state that somebody else has, too.
    """
    bases: list[Document] = []
    known: dict[str, tuple[str, ...]] = {}
    for document in documents:
        lineage, now = library.lineage(document.uid), revision(document)
        known[document.uid] = lineage.revisions[-_NAMES:]
        others = (name for name in reversed(lineage.exchanged) if name != now)
        bases += next(([base] for name in others if (base := _past(library, document.uid, name))), [])
    return tuple(bases), known


def note_shared(
    library: Library, documents: Iterable[Document], *, at: str, by: str = "", file: str = ""
) -> None:
    """Keep that somebody else has these documents, as far as they are here what they are there."""
    states = {document.uid: revision(document) for document in documents}
    same = {uid: name for uid, name in states.items() if (now := library.entry(uid)) and now.revision == name}
    library.note_exchanged(same, at=at, by=by, file=file)


class _Planning:
    """A plan in the making."""

    def __init__(self, library: Library, theirs: Theirs) -> None:
        self._library, self._theirs = library, theirs
        self._bin = {gone.entry.uid: gone for gone in library.bin()}
        self._pairs: dict[str, Pair] = {}
        self._added: list[str] = []
        self._updated: list[str] = []
        self._unchanged: list[str] = []
        self._conflicts: dict[str, tuple[Conflict, ...]] = {}
        self._edits: list[tuple[str, Edit]] = []
        self._bases: dict[str, str] = {}
        self._left_out = [*theirs.left_out]

    def plan(self) -> MergePlan:
        return MergePlan(
            self._library, self._theirs, tuple(self._added), tuple(self._updated), tuple(self._unchanged),
            self._conflicts, tuple(self._edits), tuple(self._left_out), self._pairs, self._bases,
        )  # fmt: skip

    def take(self, there: str) -> None:
        """Plan one document of theirs."""
        name = self._theirs.revision(there)
        ours = self._library.entry(there)
        if ours and ours.revision == name:  # neither is even parsed
            self._pairs[there] = there, there
            self._unchanged.append(there)
            return
        document = self._theirs.documents.get(there)
        if document is None:
            self._left_out.append(f"「{self._theirs.file}」中编号为「{there}」的表无法识别，没有合并。")
            return
        uid = self._counterpart(document)
        self._pairs[uid] = uid, there
        if self._library.entry(uid):
            self._meet(uid, there, name)
        elif uid in self._bin:
            self._was_deleted(uid, document, name)
        else:
            self._added.append(uid)
            self._edits.append((uid, PutDocument(document)))

    def _counterpart(self, document: Document) -> str:
        """Our document that theirs is a version of: of its uid, or the one that it came in beside."""
        origin = document.origin
        if self._library.entry(document.uid) or not origin or origin.document in self._theirs.documents:
            return document.uid
        return origin.document if self._library.entry(origin.document) else document.uid

    def _was_deleted(self, uid: str, document: Document, name: str) -> None:
        """Deleted here: it stays so, unless they have written something that we never saw."""
        if name in self._library.lineage(uid).revisions or self._bin[uid].entry.revision == name:
            self._unchanged.append(uid)
            return
        told = read_coded_name(document.texts.get("project.name", "")).name or "未填项目名称"
        self._conflicts[uid] = (Conflict("row", DOCUMENT, None, None, told),)

    def _meet(self, uid: str, there: str, name: str) -> None:
        ours = self._library.shelf.get(uid)
        if ours is None:
            self._left_out.append(f"「{self._library.path}」中编号为「{uid}」的表无法识别，没有合并。")
            return
        pair = self._pairs[uid]
        theirs = _theirs(self._theirs, pair)
        known = self._theirs.known(there)
        if uid != there and theirs.origin:
            known = replace(known, revisions=(theirs.origin.revision, *known.revisions))
        base = None
        for began in beginnings(self._library.lineage(uid), known, name):
            if began == name:  # we have what they have, and more
                self._unchanged.append(uid)
                return
            if base := _base(self._library, self._theirs, pair, began):
                self._bases[uid] = began
                break
        self._weigh(uid, merge(base, ours, theirs))

    def _weigh(self, uid: str, merged: Merged) -> None:
        edits = resolve(merged, {})
        if merged.conflicts:
            self._conflicts[uid] = merged.conflicts
        else:
            self._bases.pop(uid, None)
            self._edits += [(uid, edit) for edit in edits]
        if edits:
            self._updated.append(uid)
        elif not merged.conflicts:
            self._unchanged.append(uid)


def beginnings(ours: Lineage, theirs: Lineage, now: str) -> Iterator[str]:
    """The states that both know, the best to begin at first; `now`: what theirs is.

    Best are those that are known to have been exchanged, or to come from a copy of the library: both sides
    may have come to others by themselves. If theirs is a state that we have or had, there is nothing to
    merge, unless they got a later one from us since: then they went back to it.
    """
    given = {*ours.exchanged, *theirs.exchanged}
    given |= {name for name, at, _ in ours.entries & theirs.entries if at}
    if now in ours.revisions:
        last = len(ours.revisions) - ours.revisions[::-1].index(now)
        got = (given & {*theirs.revisions}) - {*ours.revisions[:last]}
        yield from (name for name in reversed(ours.revisions) if name in got)
        yield now
    mine = set(ours.revisions)
    both = (name for name in reversed(theirs.revisions) if name in mine)
    yield from sorted(dict.fromkeys(both), key=lambda name: name not in given)


def _theirs(theirs: Theirs, pair: Pair) -> Document:
    document = theirs.documents[pair[1]]
    if pair[0] == pair[1]:
        return document
    return document.with_marks(mark for mark in document.marks if mark.slot != _BESIDE)


def _base(library: Library, theirs: Theirs, pair: Pair, name: str) -> Document | None:
    uid, there = pair
    now = library.entry(uid)
    if now and now.revision == name:
        return library.document(uid)
    return (theirs.past(there, name) or _past(library, uid, name)) if name else None


def _last(library: Library, uid: str) -> tuple[str, str]:
    told = library.history(uid)[-1:]
    return (told[0].by, told[0].at) if told else ("", "")


def _past(library: Library, uid: str, name: str) -> Document | None:
    try:
        return library.at(uid, name)
    except LibraryError:
        return None


class _Understood(Mapping[str, Document]):
    """The documents of a library by uid; looked up, none for one that is not understood."""

    def __init__(self, library: Library, entries: Mapping[str, object]) -> None:
        self._shelf, self._entries = library.shelf, entries

    def __getitem__(self, uid: str) -> Document:
        return self._shelf[uid]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
