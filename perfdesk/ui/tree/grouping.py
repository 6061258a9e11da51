"""The entries of a library by year, department and unit, and in them by project; no widgets.

All of a library is kept, a search only hides of it. A changed entry costs as much as its own unit is large.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from perfdesk.ui.tree.order import Order, findings, group_key, line_key

if TYPE_CHECKING:
    from perfdesk.library.library import Entry

Path: TypeAlias = tuple[str, ...]
"""The texts that a group is made by, from the year down."""
Level = Literal["root", "year", "department", "unit", "project", "document"]
GROUPS: tuple[Level, ...] = ("root", "year", "department", "unit")
"""By the length of their paths."""
UNIT = 3
"""How long the path of a unit is."""


class Part(NamedTuple):
    """What a line of the tree stands for."""

    level: Level
    key: str
    """The text of a group, the id of a project, the uid of a document."""
    entries: "tuple[Entry, ...]" = ()
    """Of a project or document; none for a group."""

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes a line the same one when the words in it change."""
        return (self.level, self.key, *(entry.uid for entry in self.entries))


class Change(NamedTuple):
    """What `Grouping.update` has changed."""

    units: set[Path]
    """Where a word or a count is another one."""
    entries: "Mapping[str, Entry]"
    """Those that are shown."""
    moved: dict[str, set[Path]]
    """uid → units, old and new, of what came, went or stands in another place."""


class Grouping:
    """Entries as a tree."""

    def __init__(self) -> None:
        self.order: Order = "came"
        self._all: dict[str, Entry] = {}
        self._members: dict[Path, dict[str, Entry]] = {}
        """By the paths of units, also what a search hides."""
        self._ranks: dict[str, int] = {}
        """Which came in first, also of documents that are gone: undo puts them where they were."""
        self._first: dict[Path, int] = {}
        """The rank with which a group came in; it stays in its place while its members come and go."""
        self._hits: Collection[str] | None = None
        self._below: dict[Path, dict[str, int]] = {}
        """What is shown below years and departments, and how many documents each of it holds."""
        self._sums: dict[Path, tuple[int, int]] = {}

    # --- what is asked ----------------------------------------------------------------------------------

    def number(self) -> int:
        """How many documents are shown."""
        return sum(self._below.get((), {}).values())

    def place(self, uid: str) -> Path | None:
        """The unit in which a document is shown, if it is."""
        entry = self._all.get(uid)
        return place(entry) if entry and self._is_shown(uid) else None

    def project(self, uid: str) -> str:
        """The project of a document."""
        return self._all[uid].project

    def parts(self, path: Path) -> list[Part]:
        """What stands below the root or a group, in order."""
        if len(path) == UNIT:
            return self._projects(path)
        level = GROUPS[len(path) + 1]
        keys = list(self._below.get(path, ()))
        if level == "year":
            keys.sort(reverse=True)
        else:
            keys.sort(key=lambda key: group_key(self.order, key, self._first[(*path, key)]))
        return [Part(level, key) for key in keys]

    def entries(self, path: Path) -> "Iterator[Entry]":
        """All entries shown below a group, in order."""
        for part in self.parts(path):
            if part.entries:
                yield from part.entries
            else:
                yield from self.entries((*path, part.key))

    def findings(self, path: Path) -> tuple[int, int]:
        """Errors and warnings of all that is shown below a group."""
        if path not in self._sums:
            if len(path) == UNIT:
                self._sums[path] = findings(self._shown(path))
            else:
                parts = [self.findings((*path, key)) for key in self._below.get(path, ())]
                self._sums[path] = (sum(part[0] for part in parts), sum(part[1] for part in parts))
        return self._sums[path]

    def _projects(self, unit: Path) -> list[Part]:
        projects: dict[str, list[Entry]] = {}
        for entry in self._shown(unit):
            projects.setdefault(entry.project, []).append(entry)
        keyed = []
        for key, entries in projects.items():
            if len(entries) > 1:
                entries.sort(key=lambda entry: self._ranks[entry.uid])
            standing = line_key(self.order, entries, self._ranks[entries[0].uid])
            keyed.append((standing, Part("project", key, tuple(entries))))
        keyed.sort(key=lambda each: each[0])
        return [part for _, part in keyed]

    def _is_shown(self, uid: str) -> bool:
        return self._hits is None or uid in self._hits

    def _shown(self, unit: Path) -> "list[Entry]":
        """The members of a unit that are shown, in no order."""
        members = self._members.get(unit, {})
        if self._hits is None:
            return list(members.values())
        return [entry for uid, entry in members.items() if uid in self._hits]

    # --- what changes -----------------------------------------------------------------------------------

    def fill(self, entries: "Iterable[Entry]") -> None:
        """Take in all of a library, in the order in which it came in, and show it."""
        self._all = {entry.uid: entry for entry in entries}
        self._ranks = {uid: rank for rank, uid in enumerate(self._all)}
        self._members, self._first = {}, {}
        for entry in self._all.values():
            self._members.setdefault(place(entry), {})[entry.uid] = entry
        for unit, members in self._members.items():
            self._came(unit, self._ranks[next(iter(members))])
        self.show_only(None)

    def show_only(self, hits: Collection[str] | None) -> None:
        """Show these documents; None is all of them."""
        self._hits = hits
        if hits is None:
            numbers: Mapping[Path, int] = {unit: len(members) for unit, members in self._members.items()}
        else:
            numbers = Counter(place(self._all[uid]) for uid in hits if uid in self._all)
        self._below, self._sums = {}, {}
        for unit, number in numbers.items():
            for length in range(UNIT):
                below = self._below.setdefault(unit[:length], {})
                below[unit[length]] = below.get(unit[length], 0) + number

    def update(self, changes: "Mapping[str, Entry | None]", hits: Collection[str] | None) -> Change:
        """Take in changed entries, None for those that are gone."""
        before = {uid: self._all[uid] for uid in changes if uid in self._all and self._is_shown(uid)}
        self._hits = hits
        for uid, entry in changes.items():
            self._keep(uid, entry)
        after = {uid: entry for uid, entry in changes.items() if entry and self._is_shown(uid)}
        moved = {}
        for uid in before.keys() | after.keys():
            one, other = before.get(uid), after.get(uid)
            if one is None or other is None or self._standing(one) != self._standing(other):
                moved[uid] = {place(entry) for entry in (one, other) if entry}
        units = {place(entry) for entry in (*before.values(), *after.values())}
        self._count(units)
        return Change(units, after, moved)

    def _keep(self, uid: str, entry: "Entry | None") -> None:
        if old := self._all.pop(uid, None):
            unit = place(old)
            del self._members[unit][uid]
            if not self._members[unit]:
                del self._members[unit]
        if entry:
            self._all[uid] = entry
            self._members.setdefault(place(entry), {})[uid] = entry
            self._came(place(entry), self._ranks.setdefault(uid, len(self._ranks)))

    def _came(self, unit: Path, rank: int) -> None:
        for length in range(1, UNIT + 1):
            self._first.setdefault(unit[:length], rank)

    def _standing(self, entry: "Entry") -> tuple[Any, ...]:
        """What decides where an entry stands."""
        return (*place(entry), entry.project, line_key(self.order, (entry,), self._ranks[entry.uid]))

    def _count(self, units: Iterable[Path]) -> None:
        """Count anew what is shown in some units and in what they belong to."""
        for unit in units:
            number = len(self._shown(unit))
            for length in reversed(range(UNIT)):
                below = self._below.setdefault(unit[:length], {})
                below[unit[length]] = number
                if not number:
                    del below[unit[length]]
                if not below:
                    del self._below[unit[:length]]
                number = sum(below.values())
            for length in range(UNIT + 1):
                self._sums.pop(unit[:length], None)


def place(entry: "Entry") -> Path:
    """The path of the unit of an entry."""
    return (entry.year, entry.department, entry.unit)
