"""The tree at the left: year → department → unit → project → document, grouped by the typed texts.

One item model over plain lists; a node's number is its index's id. What stands below a unit is made when it
is looked at, and a change of one entry touches its own lines only: the tree is ready for very many entries.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from perfdesk.documents.status import DRAFT
from perfdesk.ui.tree.grouping import GROUPS, UNIT, Change, Grouping, Level, Part, Path
from perfdesk.ui.tree.order import Order, findings

if TYPE_CHECKING:
    from perfdesk.library.library import Entry

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()

BLANK = "未填"
_FEW = 30
"""More documents that change their places are shown all anew, which is quicker."""


@dataclass(slots=True)
class Node:
    """A line of the tree."""

    part: Part
    parent: int
    row: int
    path: Path
    """Of the group, or of the group in which a project or document stands."""
    children: list[int] | None = None
    """None until they are looked at."""

    @property
    def level(self) -> Level:
        """What kind of line it is."""
        return self.part.level

    @property
    def uid(self) -> str:
        """The document it opens; empty for a group and for a project of several documents."""
        return self.part.entries[0].uid if len(self.part.entries) == 1 else ""

    @property
    def status(self) -> str:
        """How far the document that it opens has come; empty for a draft, and for what opens none."""
        status = self.part.entries[0].status if self.uid else ""
        return "" if status == DRAFT else status

    @property
    def words(self) -> str:
        """What is written in it; how far it has come stands first, as the end may be cut."""
        return f"〔{self.status}〕{self.label}" if self.status else self.label

    @property
    def label(self) -> str:
        """What it is called."""
        match self.part.level:
            case "year":
                return f"{self.part.key} 年" if self.part.key else BLANK
            case "document":
                return self.part.entries[0].form
            case "project":
                return self.part.entries[0].name or BLANK
            case _:
                return self.part.key or BLANK


class TreeModel(QAbstractItemModel):
    """The entries of a library as a tree."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grouping = Grouping()
        self._nodes: list[Node] = []
        self._made: dict[str, int] = {}
        """The lines that open a document, as far as they have been looked at."""
        self._start_anew()

    # --- what the view asks -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Lines below a line."""
        return len(self._children(self.number(parent))) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """One column."""
        return 1

    def hasChildren(self, parent: Index = NOWHERE) -> bool:
        """Whether anything is below, without making it."""
        number = self.number(parent)
        return self.documents() > 0 if number == 0 else not self._nodes[number].uid

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
        return self._index(self.node(index[0]).parent) if index else super().parent()

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The label, and a sentence to be spoken."""
        if not index.isValid():
            return None
        node = self.node(index)
        if role in {Role.DisplayRole, Role.ToolTipRole}:
            return node.words
        if role == Role.AccessibleTextRole:
            errors, warnings = self.findings(index)
            parts = [node.label, node.status] if node.status else [node.label]
            parts += [f"{errors} 处错误"] if errors else []
            parts += [f"{warnings} 处提醒"] if warnings else []
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

    def findings(self, index: Index) -> tuple[int, int]:
        """Errors and warnings of everything below a line."""
        node = self.node(index)
        return findings(node.part.entries) if node.part.entries else self._grouping.findings(node.path)

    def index_of(self, uid: str) -> QModelIndex:
        """The line that opens a document; invalid when it is not in the tree."""
        unit = self._grouping.place(uid)
        if unit is None:
            return QModelIndex()
        if uid not in self._made:
            number = 0
            for text in unit:
                number = self._child(number, text)
            self._children(number)
            if uid not in self._made:
                self._children(self._child(number, self._grouping.project(uid)))
        return self._index(self._made[uid])

    def line(self, path: Path) -> QModelIndex:
        """The line of a group, or of a project of several documents; invalid when there is none."""
        number = 0
        for key in path:
            if not (number := self._child(number, key)):
                break
        return self._index(number)

    def path(self, index: Index) -> Path:
        """By what `line` finds a line again when all are made anew."""
        node = self.node(index)
        return (*node.path, node.part.key) if node.part.entries else node.path

    def groups(self) -> Iterator[QModelIndex]:
        """Every line above the units' members, from the top."""
        numbers = [0]
        for number in numbers:
            below = self._children(number)
            yield from map(self._index, below)
            if len(self._nodes[number].path) < UNIT - 1:
                numbers += below

    def documents(self) -> int:
        """How many documents are in the tree."""
        return self._grouping.number()

    def uids(self, index: Index = NOWHERE) -> list[str]:
        """The documents below a line, or in the whole tree, in its order."""
        node = self.node(index)
        if node.part.entries:
            return [entry.uid for entry in node.part.entries]
        return [entry.uid for entry in self._grouping.entries(node.path)]

    # --- what is shown ----------------------------------------------------------------------------------

    @property
    def order(self) -> Order:
        """In which order lines stand."""
        return self._grouping.order

    def fill(self, entries: "Iterable[Entry]") -> None:
        """Show all of a library, given in the order in which it came in."""
        self.beginResetModel()
        self._grouping.fill(entries)
        self._start_anew()
        self.endResetModel()

    def show_only(self, hits: Collection[str] | None) -> None:
        """Show these documents; None is all of them."""
        self.beginResetModel()
        self._grouping.show_only(hits)
        self._start_anew()
        self.endResetModel()

    def sort_by(self, order: Order) -> None:
        """Put the lines into another order; what is open or selected stays so."""
        self._grouping.order = order
        live = [0]
        for number in live:
            live += self._nodes[number].children or ()
        self._rearrange({number: self._wanted(number) for number in live if self._nodes[number].children})

    def update(self, changes: "Mapping[str, Entry | None]", hits: Collection[str] | None = None) -> bool:
        """Take in changed entries, None for those that are gone; True when all was shown anew for that.

        `hits` are the documents that are to be shown after it, None for all.
        """
        change = self._grouping.update(changes, hits)
        if len(change.moved) > _FEW:
            self.beginResetModel()
            self._start_anew()
            self.endResetModel()
            return True
        for unit in {unit for units in change.moved.values() for unit in units}:
            self._fit_unit(unit)
        self._tell(change)
        return False

    def _tell(self, change: Change) -> None:
        """Show the words and counts of entries, and of the groups above them."""
        numbers = set()
        for uid, entry in change.entries.items():
            number = self._made.get(uid, 0)
            while self._nodes[number].part.entries:
                node = self._nodes[number]
                entries = tuple(entry if each.uid == uid else each for each in node.part.entries)
                node.part = node.part._replace(entries=entries)
                numbers.add(number)
                number = node.parent
        for unit in change.units:
            numbers.update(self._line_of_groups(unit))
        for number in numbers:
            index = self._index(number)
            self.dataChanged.emit(index, index)

    # --- nodes ------------------------------------------------------------------------------------------

    def _start_anew(self) -> None:
        """Forget all lines; only the root is there."""
        self._nodes = [Node(Part("root", ""), -1, 0, ())]
        self._made = {}

    def _index(self, number: int) -> QModelIndex:
        return self.createIndex(self._nodes[number].row, 0, number) if number > 0 else QModelIndex()

    def _wanted(self, number: int) -> list[Part]:
        """What is to stand below a node."""
        node = self._nodes[number]
        if node.level in GROUPS:
            return self._grouping.parts(node.path)
        return [Part("document", entry.uid, (entry,)) for entry in node.part.entries if not node.uid]

    def _children(self, number: int) -> list[int]:
        node = self._nodes[number]
        if node.children is None:
            node.children = []
            for row, part in enumerate(self._wanted(number)):
                node.children.append(self._make(part, number, row))
        return node.children

    def _make(self, part: Part, parent: int, row: int) -> int:
        path = self._nodes[parent].path
        node = Node(part, parent, row, path if part.entries else (*path, part.key))
        self._nodes.append(node)
        number = len(self._nodes) - 1
        if node.uid:
            self._made[node.uid] = number
        return number

    def _child(self, number: int, key: str) -> int:
        """The line of a key below another; the root when there is none."""
        children = self._children(number)
        return next((child for child in children if self._nodes[child].part.key == key), 0)

    def _line_of_groups(self, unit: Path) -> Iterator[int]:
        """The nodes from a year down to a unit, as far as there are any."""
        number = 0
        for text in unit:
            if not (number := self._child(number, text)):
                return
            yield number

    # --- lines that come, go and move -------------------------------------------------------------------

    def _fit_unit(self, unit: Path) -> None:
        """Let the lines down to a unit, and in it, be what they should be."""
        self._fit(0)
        for number in self._line_of_groups(unit):
            self._fit(number)

    def _fit(self, number: int) -> None:
        """Let the lines below a node be what they should be; a project with other documents is a new line."""
        if self._nodes[number].children is None:
            return
        wanted = self._wanted(number)
        parts = {part.identity: part for part in wanted}
        for child in reversed(self._children(number)):
            if self._nodes[child].part.identity not in parts:
                self._take_out(child)
        for child in self._children(number):
            self._nodes[child].part = parts.pop(self._nodes[child].part.identity)
        self._rearrange({number: wanted})
        for row, part in enumerate(wanted):
            if part.identity in parts:
                self._put_in(part, number, row)

    def _take_out(self, number: int) -> None:
        node = self._nodes[number]
        self.beginRemoveRows(self._index(node.parent), node.row, node.row)
        self._children(node.parent).remove(number)
        self._number_rows(node.parent)
        forgotten = [number]
        for each in forgotten:
            uid = self._nodes[each].uid
            if self._made.get(uid) == each:
                del self._made[uid]
            forgotten += self._nodes[each].children or ()
        self.endRemoveRows()

    def _put_in(self, part: Part, parent: int, row: int) -> None:
        self.beginInsertRows(self._index(parent), row, row)
        self._children(parent).insert(row, self._make(part, parent, row))
        self._number_rows(parent)
        self.endInsertRows()

    def _number_rows(self, number: int) -> None:
        for row, child in enumerate(self._children(number)):
            self._nodes[child].row = row

    def _rearrange(self, wanted: Mapping[int, list[Part]]) -> None:
        """Put the lines that are there below some nodes into the order that is wanted."""
        better: dict[int, list[int]] = {}
        for number, parts in wanted.items():
            children = {self._nodes[child].part.identity: child for child in self._children(number)}
            ordered = [children[part.identity] for part in parts if part.identity in children]
            if ordered != self._nodes[number].children:
                better[number] = ordered
        if not better:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        for number, ordered in better.items():
            self._nodes[number].children = ordered
            self._number_rows(number)
        self.changePersistentIndexList(old, [self._index(index.internalId()) for index in old])
        self.layoutChanged.emit()
