"""The pane at the right: what the review says, one card for each finding.

The cards are one list, drawn: 200 findings make no 200 widgets. A click goes to the cell, a click on blue
words does what they say. A rule's page, when asked for, lies in place of the list; why a finding is let stand
is typed below it.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QListView, QStyleOptionViewItem, QVBoxLayout, QWidget

from perfdesk.ui.difference import stretch
from perfdesk.ui.review.answer_form import AnswerForm
from perfdesk.ui.review.cards import CardDelegate
from perfdesk.ui.review.lines import Card, Fold, FoldName, Line, arranged, walked
from perfdesk.ui.review.rule_page import RulePage

if TYPE_CHECKING:
    from perfdesk.documents.finding import Finding

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
_HEAD_SIDES = 26
"""What the style sheet leaves free beside the words at the head"""
_TURNS = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}


class FindingsModel(QAbstractListModel):
    """The lines of the panel."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    @property
    def cards(self) -> tuple[Card, ...]:
        """Those of the lines that are cards."""
        return tuple(line for line in self.lines if isinstance(line, Card))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The words; with place and weight when spoken, and what a fix does; the line itself to be drawn."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        finding = line.finding if isinstance(line, Card) else None
        match role:
            case Role.DisplayRole:
                return line.words
            case Role.UserRole:
                return line
            case Role.ToolTipRole:
                return finding.basis or None if finding else None
            case Role.AccessibleTextRole:
                return line.spoken
            case Role.AccessibleDescriptionRole:
                return f"按意见改正：{finding.fix.label}" if finding and finding.fix else None
        return None

    def row_of(self, finding: "Finding | None") -> int:
        """Where a finding stands; -1 where it does not."""
        cards = (
            row
            for row, line in enumerate(self.lines)
            if isinstance(line, Card) and finding and line.finding.id == finding.id
        )
        return next(cards, -1)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Take other lines in; those that stay are left where they are."""
        first, gone, come = stretch(self.lines, lines)
        if gone == come:
            self.lines = tuple(lines)
            if come:
                self.dataChanged.emit(self.index(first), self.index(first + come - 1))
            return
        if gone:
            self.beginRemoveRows(NOWHERE, first, first + gone - 1)
            self.lines = (*self.lines[:first], *self.lines[first + gone :])
            self.endRemoveRows()
        if come:
            self.beginInsertRows(NOWHERE, first, first + come - 1)
        self.lines = tuple(lines)
        if come:
            self.endInsertRows()


class ReviewPanel(QWidget):
    """The panel.

    Signals: `chosen(finding)` to go to its cell; `acted(name, finding)` when blue words were clicked, see
    `cards`; `answered(finding, reason)` when somebody lets a finding stand.
    """

    chosen = Signal(object)
    acted = Signal(str, object)
    answered = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FindingsModel(self)
        self._summary = ""
        self._said: Sequence[Card] = ()
        self._kept: Sequence[Card] = ()
        self._here: frozenset[str] = frozenset()
        self.unfolded: set[FoldName] = set()
        self.head = QLabel("审核意见")
        self.head.setObjectName("paneHead")
        self.head.setWordWrap(True)  # all four counts do not fit one line of a narrow panel
        self.list = _List()
        self.list.setModel(self.model)
        self._delegate = CardDelegate(self.list, self.acted.emit)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName("审核意见")
        self.list.clicked.connect(self._click)
        self.list.entered_key.connect(self._choose)
        self.list.turned.connect(self._turn)
        self.list.pointed.connect(self._point)
        self.page = RulePage()
        self.page.left.connect(self.leave_page)
        self.answer = AnswerForm()
        self.answer.given.connect(self.answered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self.page, self.list, self.answer):
            column.addWidget(widget)

    @property
    def place(self) -> QWidget:
        """What takes the keys when somebody comes here."""
        return self.list if self.page.isHidden() else self.page.text

    def words_at(self, place: QPoint) -> str:
        """What the blue words at a place of the list stand for; empty where there are none."""
        index, option = self.list.indexAt(place), QStyleOptionViewItem()
        self.list.initViewItemOption(option)
        option.rect = self.list.visualRect(index)
        return self._delegate.part_at(option, index, place) if index.isValid() else ""

    # --- lines ------------------------------------------------------------------------------------------

    def show_cards(self, said: Sequence[Card], kept: Sequence[Card], summary: str) -> None:
        """Show findings, those that were let stand, and their counts; the chosen one stays chosen."""
        current = self.current()
        self._said, self._kept = said, kept
        mendable = [card.finding.rule for card in said if card.finding.fix]
        self._delegate.kinds = {rule: mendable.count(rule) for rule in mendable}
        self._arrange()
        self._summary = summary.replace(" ·", "\N{NO-BREAK SPACE}·")  # if a line must end here, with the dot
        self._show_summary()
        self.show_current(current)

    def show_here(self, ids: Collection[str]) -> None:
        """The findings of the current cell are seen whatever is folded."""
        if (here := frozenset(ids)) != self._here:
            self._here = here
            self._arrange()

    def unfold(self, name: FoldName, *, is_open: bool = True) -> None:
        """Open a fold, or shut it."""
        self.unfolded = self.unfolded | {name} if is_open else self.unfolded - {name}
        self._arrange()

    def _arrange(self) -> None:
        lines = arranged(self._said, self._kept, self.unfolded, self._here)
        if lines == self.model.lines:
            return
        current, fold = self.current(), self._fold()
        self.model.show_lines(lines)
        row = self.model.row_of(current) if current else -1
        if fold:
            row = next((place for place, line in enumerate(lines) if _is_same(line, fold)), -1)
        if row >= 0 and row != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(row, 0))

    def walked(self) -> "list[Finding]":
        """What F7 and F8 go to; where there are only hints, these are opened."""
        if self._said and not walked(self.model.lines, self.unfolded):
            self.unfold("infos")
        return walked(self.model.lines, self.unfolded)

    def _point(self, place: QPoint) -> None:
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.list.viewport().setCursor(hand if self.words_at(place) else arrow)

    def _click(self, index: QModelIndex) -> None:
        if index.isValid() and not self._delegate.was_on_words:  # these have done what they say
            self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        line = self.model.lines[index.row()]
        if isinstance(line, Fold):
            self.unfold(line.name, is_open=not line.is_open)
        else:
            self.chosen.emit(line.finding)

    def _turn(self, is_open: bool) -> None:
        """Left and right, on a fold."""
        if (fold := self._fold()) and fold.is_open != is_open:
            self.unfold(fold.name, is_open=is_open)

    def _show_summary(self) -> None:
        """Beside the pane's name where there is room, else below it."""
        line = f"审核意见　{self._summary}" if self._summary else "审核意见"
        fits = self.head.fontMetrics().horizontalAdvance(line) + _HEAD_SIDES <= self.width()
        self.head.setText(line if fits else line.replace("　", "\n", 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The counts may need a line of their own."""
        super().resizeEvent(event)
        self._show_summary()

    # --- the one that is looked at ----------------------------------------------------------------------

    def current(self) -> "Finding | None":
        """The chosen finding."""
        index = self.list.currentIndex()
        line = self.model.lines[index.row()] if index.isValid() else None
        return line.finding if isinstance(line, Card) else None

    def show_current(self, finding: "Finding | None") -> None:
        """Mark a finding as the one that is looked at; the page of another is put away."""
        row = self.model.row_of(finding)
        if row < 0 and self._fold() and self.list.hasFocus():
            return
        if row != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(row, 0) if row >= 0 else QModelIndex())
        if self.page.finding and (not finding or finding.id != self.page.finding.id):
            self.leave_page()

    def _fold(self) -> Fold | None:
        """The fold that is looked at."""
        index = self.list.currentIndex()
        line = self.model.lines[index.row()] if index.isValid() else None
        return line if isinstance(line, Fold) else None

    # --- in place of the list, and below it ----------------------------------------------------------

    def explain(self, finding: "Finding") -> None:
        """Show the page of a finding's rule in place of the list."""
        self.list.hide()
        self.page.explain(finding)

    def leave_page(self) -> None:
        """Back to the list; the keys go back to where they were."""
        self.list.show()
        self.page.leave()

    def ask_reason(self, finding: "Finding") -> None:
        """Ask why a finding is let stand."""
        card = next((card for card in self._said if card.finding.id == finding.id), None)
        self.answer.ask(finding, card.where if card else "")

    def be_another(self) -> None:
        """Another document is looked at: what belonged to the one before is put away."""
        self.leave_page()
        self.answer.leave()


def _is_same(line: Line, fold: Fold) -> bool:
    return isinstance(line, Fold) and line.name == fold.name


class _List(QListView):
    """The list.

    Signals: `entered_key(index)` on Enter, `turned(is_open)` on Left and Right, `moved()` by other keys, and
    `pointed(place)` by the mouse.
    """

    entered_key = Signal(QModelIndex)
    pointed = Signal(QPoint)
    moved = Signal()
    turned = Signal(bool)

    def __init__(self) -> None:
        self._has_grown = False
        super().__init__()
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The card that is looked at is taller: its foot has more to choose from."""
        super().currentChanged(current, previous)
        self._has_grown = True
        self.scheduleDelayedItemsLayout()

    def doItemsLayout(self) -> None:
        """All of the card that is looked at is seen."""
        super().doItemsLayout()
        if self._has_grown:
            self._has_grown = False
            self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keys is at a line at once."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))
            self.moved.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.pointed.emit(event.position().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what a click does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.entered_key.emit(self.currentIndex())
        elif (is_open := _TURNS.get(Qt.Key(event.key()))) is not None:
            self.turned.emit(is_open)
        else:
            super().keyPressEvent(event)
            self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()
        self.scrollTo(self.currentIndex())  # the counts above it take a second line when they are many
