"""Which documents of a library a check code stands for: as they are now, as they were printed, as they were.

Looked for in this order: the document that the paper's own package names, all documents with the print log,
and at last the history of all. No Qt.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from perfdesk.documents.check_code import check_code
from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document
from perfdesk.library.library import Library, Printed
from perfdesk.library.restoring import spoken


@dataclass(frozen=True, slots=True)
class State:
    """A document as a code means it."""

    uid: str
    """Empty: the library does not have it, or not any more"""
    revision: str | None = None
    paper: Document | None = None
    """As it then was, where that can be had"""
    made: str = ""
    """By whom and when it became that, for a sentence; empty: nobody knows"""
    prints: tuple[Printed, ...] = ()


class KnownPapers:
    """What a library knows of papers, as long as it does not change."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def find(self, code: str, carried: Document | None = None) -> tuple[State, ...]:
        """The states that a code stands for. `carried`: what the package of the paper has under it."""
        prints: dict[str, list[Printed]] = defaultdict(list)
        for uid, printed in self._library.prints_with(code):
            prints[uid].append(printed)
        if carried and self.document(carried.uid):
            found = [self._of(carried.uid, code)]
        else:
            found = list(self._now.get(code, ()))
            known = {state.uid for state in found}
            found += [self._of(uid, code) for uid in prints if uid not in known]
            found = found or list(self._past.get(code, ())) or [State("")] * bool(carried)
        return tuple(_completed(state, carried, prints.get(state.uid, ())) for state in found)

    def document(self, uid: str) -> Document | None:
        """A document as it is now; None when it is not there or not understood."""
        return self._library.shelf.get(uid)

    def _of(self, uid: str, code: str) -> State:
        """A document's state with a code; only its uid when nobody can rebuild it."""
        now = self.document(uid)
        if now and check_code(now) == code:
            return State(uid, revision(now), now)
        for told, document in self._library.states(uid) if uid else ():
            if document and told.revision and check_code(document) == code:
                return State(uid, told.revision, document, f"{told.by} {spoken(told.at)}".strip())
        return State(uid)

    @cached_property
    def _now(self) -> Mapping[str, Sequence[State]]:
        """Every document as it is, by code."""
        found = defaultdict(list)
        for entry in self._library.entries():
            if document := self.document(entry.uid):
                found[check_code(document)].append(State(entry.uid, entry.revision, document))
        return found

    @cached_property
    def _past(self) -> Mapping[str, Sequence[State]]:
        """Everything that any document ever was, by code, the newest first."""
        found: dict[str, list[State]] = defaultdict(list)
        uids = [entry.uid for entry in self._library.entries()]
        for uid in [*uids, *(gone.entry.uid for gone in self._library.bin())]:
            for told, document in self._library.states(uid):
                if document and told.revision:
                    made = f"{told.by} {spoken(told.at)}".strip()
                    states = found[check_code(document)]
                    if all(state.uid != uid for state in states):
                        states.append(State(uid, told.revision, document, made))
        return found


def _completed(state: State, carried: Document | None, prints: Sequence[Printed]) -> State:
    """A state with what the paper itself and the print log know of it."""
    known = state.revision or (prints[-1].revision if prints else None)
    return replace(state, revision=known, paper=carried or state.paper, prints=tuple(prints))
