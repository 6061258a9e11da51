"""A Sheet as a Qt table: translates coordinates and roles; decides nothing.

A covered place answers as the cell that covers it. Writing goes to the session, which keeps it first.
"""

from typing import TYPE_CHECKING, Any, TypeAlias, overload

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from perfdesk.ui.difference import stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.documents.finding import Finding
    from perfdesk.documents.sheet import Cell, Sheet
    from perfdesk.forms.profile import Severity
    from perfdesk.ui.session import Session

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()

# made once: Qt asks for every cell at every repaint
_NOTHING = Qt.ItemFlag.NoItemFlags
_PRINTED = Qt.ItemFlag.ItemNeverHasChildren
_SEEN = _PRINTED | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_WRITABLE = _SEEN | Qt.ItemFlag.ItemIsEditable


class SheetModel(QAbstractTableModel):
    """The open document's sheet.

    Signals: `laid_out()` after rows or spans have changed; `written()` after texts have; `refused(sentence)`
    when a text could not be kept.
    """

    laid_out = Signal()
    written = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.sheet: Sheet | None = None
        self._rows = 0
        self._is_locked = True

    # --- what the view asks -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Lines of the paper."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Columns of the grid."""
        return 0 if parent.isValid() or not self.sheet else len(self.sheet.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The text on the paper, the text to edit, or a sentence to be spoken."""
        if not (cell := self.cell(index)):
            return None
        match role:
            case Role.DisplayRole:
                return cell.text
            case Role.EditRole:
                return self.session.text_of(cell) if self.session else cell.text
            case Role.AccessibleTextRole:
                return self._spoken(cell)
            case Role.ToolTipRole | Role.AccessibleDescriptionRole:
                return "\n".join(finding.message for finding in self.findings(cell)) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> None:
        """The paper has no numbered lines and columns, seen or spoken."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Printed words cannot be gone to; a locked library's cells can, but not edited."""
        if not (cell := self.cell(index)):
            return _NOTHING
        return (_SEEN if self._is_locked else _WRITABLE) if cell.addresses else _PRINTED

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Write a text; False when it could not be kept, and `refused` says why."""
        from perfdesk.errors import PerfdeskError

        cell = self.cell(index)
        if role != Role.EditRole or not cell or not self.session:
            return False
        try:
            return self.session.write(cell, str(value))
        except PerfdeskError as error:
            self.refused.emit(str(error))
            return False

    @overload
    def parent(self) -> QObject: ...
    @overload
    def parent(self, index: Index, /) -> QModelIndex: ...
    def parent(self, *index: Any) -> Any:
        """The owner; or that no cell is below another."""
        return QModelIndex() if index else super().parent()

    # --- what the room asks -----------------------------------------------------------------------------

    def cell(self, index: Index) -> "Cell | None":
        """The cell over an index."""
        return self.sheet.cover.get((index.row(), index.column())) if self.sheet and index.isValid() else None

    def index_of(self, cell: "Cell") -> QModelIndex:
        """The anchor of a cell."""
        return self.index(cell.row, cell.column)

    def spoken_name(self, cell: "Cell") -> str:
        """What a cell is when it is spoken: its field, and the indicator that it belongs to."""
        from perfdesk.ui.sheet.places import spoken_place

        opened = self.session.opened if self.session else None
        if not opened or not opened.form or not cell.address:
            return cell.name
        return spoken_place(opened.form, opened.document, cell.address)

    def findings(self, cell: "Cell") -> "Sequence[Finding]":
        """What the review says about a cell, gravest first."""
        return self.session.findings_at(cell) if self.session else ()

    def marks(self) -> "dict[tuple[int, int], Severity]":
        """What the gravest finding is at a place, where there is one."""
        found = self.session.found if self.session else {}
        return {place: findings[0].severity for place, findings in found.items()}

    def show_sheet(self, sheet: "Sheet | None", *, another: bool) -> None:
        """Show a sheet: `another` document's, or the open one's after an edit (by row signals, no reset)."""
        old = self.sheet
        self._is_locked = not self.session or self.session.read_only
        if another or not old or not sheet or old.columns != sheet.columns:
            self.beginResetModel()
            self.sheet, self._rows = sheet, sheet.rows if sheet else 0
            self.endResetModel()
            self.laid_out.emit()
            return
        if _places(old) == _places(sheet):
            self.sheet = sheet
        elif self._swap_rows(old, sheet) or _shape(old) != _shape(sheet):
            self.laid_out.emit()
        for before, now in zip(old.cells, sheet.cells, strict=False):
            if before.text != now.text:
                self.dataChanged.emit(self.index_of(now), self.index_of(now))
        self.written.emit()

    def _swap_rows(self, old: "Sheet", new: "Sheet") -> bool:
        """Take the new sheet over, telling Qt which lines went and came; whether any did."""
        head, gone, come = stretch(_line_names(old), _line_names(new))
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self.sheet, self._rows = new, old.rows - gone
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self.sheet, self._rows = new, new.rows
            self.endInsertRows()
        self.sheet = new
        return bool(gone or come)

    def _spoken(self, cell: "Cell") -> str:
        if not cell.addresses:
            return cell.text
        from perfdesk.ui.sheet.places import counted

        found = counted(finding.severity for finding in self.findings(cell))
        said = f"{self.spoken_name(cell)}：{cell.text or '空白'}"
        return "，".join(part for part in (said, found) if part)


def _places(sheet: "Sheet") -> list[tuple[int, int, object]]:
    """What tells whether the same cells stand in the same places, whatever is written in them."""
    return [(cell.row, cell.column, cell.addresses or cell.text) for cell in sheet.cells]


def _shape(sheet: "Sheet") -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.rows, cell.columns) for cell in sheet.cells]


def _line_names(sheet: "Sheet") -> list[tuple[str, ...]]:
    """What tells one line from another: its fields and labels, or the row of the document that it shows."""
    names: list[list[str]] = [[] for _ in range(sheet.rows)]
    for cell in sheet.cells:
        if not cell.addresses:
            names[cell.row].append(f"={cell.text}")
        for line, address in zip(range(cell.row, cell.row + cell.rows), cell.addresses, strict=False):
            names[line].append(address.row or address.key)
    return [tuple(name) for name in names]
