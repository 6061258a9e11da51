"""The tree at the left: year → department → unit → project → document, grouped by the typed texts.

One item model over plain lists; a node's number is its index's id. What lies below a unit is made when it is
looked at, so that the tree is ready for very many entries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from perfdesk.library.library import Entry

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Level = Literal["root", "year", "department", "unit", "project", "document"]
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()

BLANK = "未填"
_LEVELS: tuple[Level, ...] = ("root", "year", "department", "unit", "project", "document")
_LAZY: Level = "unit"
"""From this level on, nodes are made when they are looked at."""


@dataclass(slots=True)
class Node:
    """A line of the tree and the entries below it."""

    level: Level
    label: str
    parent: int
    row: int
    entries: "Sequence[Entry]"
    children: list[int] | None = field(default=None)

    @property
    def uid(self) -> str:
        """The document it opens; empty for a group."""
        opens = self.level == "document" or (self.level == "project" and len(self.entries) == 1)
        return self.entries[0].uid if opens else ""

    @property
    def errors(self) -> int:
        """Errors of everything below."""
        return sum(entry.errors or 0 for entry in self.entries)

    @property
    def warnings(self) -> int:
        """Warnings of everything below."""
        return sum(entry.warnings or 0 for entry in self.entries)


class TreeModel(QAbstractItemModel):
    """The library's entries as a tree."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: list[Node] = [Node("root", "", -1, 0, ())]

    # --- what the view asks -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Lines below a line."""
        return len(self._children(self.number(parent))) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """One column."""
        return 1

    def hasChildren(self, parent: Index = NOWHERE) -> bool:
        """Whether anything is below, without making it."""
        node = self.node(parent)
        return bool(node.entries) and not node.uid

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """A line by its place."""
        children = self._children(self.number(parent)) if parent.column() <= 0 else []
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    @overload
    def parent(self) -> QObject: ...
    @overload
    def parent(self, index: Index, /) -> QModelIndex: ...
    def parent(self, *index: Any) -> Any:
        """The owner of the model, or the line above one."""
        if not index:
            return super().parent()
        above = self.node(index[0]).parent
        return self.createIndex(self._nodes[above].row, 0, above) if above > 0 else QModelIndex()

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The label, and a sentence to be spoken."""
        if not index.isValid():
            return None
        node = self.node(index)
        if role in {Role.DisplayRole, Role.ToolTipRole}:
            return node.label
        if role == Role.AccessibleTextRole:
            parts = [node.label]
            parts += [f"{node.errors} 处错误"] if node.errors else []
            parts += [f"{node.warnings} 处提醒"] if node.warnings else []
            return "，".join(parts)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> None:
        """One column that needs no name."""

    # --- what the pane asks -----------------------------------------------------------------------------

    def number(self, index: Index) -> int:
        """The node of an index; 0 for the root."""
        return index.internalId() if index.isValid() else 0

    def node(self, index: Index) -> Node:
        """The node of an index."""
        return self._nodes[self.number(index)]

    def index_of(self, uid: str) -> QModelIndex:
        """The line that opens a document; invalid when it is not in the tree."""
        number = 0
        while not (found := self._nodes[number].uid == uid and bool(uid)):
            step = [
                child
                for child in self._children(number)
                if any(entry.uid == uid for entry in self._nodes[child].entries)
            ]
            if not step:
                break
            number = step[0]
        return self.createIndex(self._nodes[number].row, 0, number) if found else QModelIndex()

    def path(self, index: Index) -> tuple[str, ...]:
        """The labels from the year down: what a line is called when everything is numbered anew."""
        labels: list[str] = []
        number = self.number(index)
        while number > 0:
            node = self._nodes[number]
            labels.insert(0, _key(node.level, node.entries[0]))
            number = node.parent
        return tuple(labels)

    def groups(self) -> Iterator[QModelIndex]:
        """Every line above the units' members, from the top."""
        for number, node in enumerate(self._nodes):
            if node.level in {"year", "department", "unit"}:
                yield self.createIndex(node.row, 0, number)

    def uids(self) -> list[str]:
        """The documents in the tree, in its order."""
        return [entry.uid for entry in self._nodes[0].entries]

    def show_entries(self, entries: "Sequence[Entry]") -> bool:
        """Take the entries in; False when only words and counts changed and every line is where it was."""
        ordered = sorted(entries, key=lambda entry: entry.year, reverse=True)
        old = self._nodes[0].entries
        if [_place(entry) for entry in ordered] == [_place(entry) for entry in old]:
            self._renew(ordered)
            return False
        self.beginResetModel()
        self._nodes = [Node("root", "", -1, 0, ordered)]
        self._open_groups()
        self.endResetModel()
        return True

    def _renew(self, entries: "Sequence[Entry]") -> None:
        now = {entry.uid: entry for entry in entries}
        for node in self._nodes:
            node.entries = [now[entry.uid] for entry in node.entries]
            if node.entries and node.level != "root":
                node.label = _label(node.level, node.entries[0])
        for node in self._nodes:
            if node.children:
                top = self._nodes[node.children[0]]
                first = self.createIndex(top.row, 0, node.children[0])
                last = self.createIndex(len(node.children) - 1, 0, node.children[-1])
                self.dataChanged.emit(first, last)

    def _open_groups(self) -> None:
        number = 0
        while number < len(self._nodes):
            if self._nodes[number].level in {"root", "year", "department"}:
                self._children(number)
            number += 1

    def _children(self, number: int) -> list[int]:
        node = self._nodes[number]
        if node.children is None:
            node.children = []
            below = _LEVELS[_LEVELS.index(node.level) + 1] if not node.uid else None
            groups: dict[str, list[Entry]] = {}
            for entry in node.entries if below else ():
                groups.setdefault(_key(below or "root", entry), []).append(entry)
            for row, members in enumerate(groups.values()):
                node.children.append(len(self._nodes))
                self._nodes.append(
                    Node(below or "root", _label(below or "root", members[0]), number, row, members)
                )
        return node.children


def _key(level: Level, entry: "Entry") -> str:
    """What puts entries into one line of a level."""
    keys = {
        "year": entry.year, "department": entry.department, "unit": entry.unit,
        "project": entry.project, "document": entry.uid,
    }  # fmt: skip
    return keys.get(level, "")


def _label(level: Level, entry: "Entry") -> str:
    match level:
        case "year":
            return f"{entry.year} 年" if entry.year else BLANK
        case "document":
            return entry.form
        case "project":
            return entry.name or BLANK
        case _:
            return _key(level, entry) or BLANK


def _place(entry: "Entry") -> tuple[str, ...]:
    return (entry.uid, entry.year, entry.department, entry.unit, entry.project)
