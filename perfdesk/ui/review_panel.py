"""The pane at the right: what the review says, one card for each finding.

The cards are one list, drawn: 200 findings make no 200 widgets. A click goes to the cell, a click on the
blue words applies the fix.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.difference import stretch
from perfdesk.ui.looks import Surroundings, surroundings

if TYPE_CHECKING:
    from perfdesk.documents.finding import Finding

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
_GAP, _PAD, _BAR, _HEAD = 6, 9, 3, 20
_HEAD_SIDES = 26
"""What the style sheet leaves free beside the words at the head"""
_FEW_WORDS = 6
_KEPT = 2000


class Card(NamedTuple):
    """A finding and where it is, in a clerk's words."""

    finding: "Finding"
    where: str
    weight: str
    """错误, 提醒 or 提示"""


class FindingsModel(QAbstractListModel):
    """The findings of the open document, in the order of the form."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: Sequence[Card] = ()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The message; with its place and weight when spoken, and what its fix does."""
        if not index.isValid():
            return None
        finding, where, weight = self.cards[index.row()]
        match role:
            case Role.DisplayRole:
                return finding.message
            case Role.ToolTipRole:
                return finding.basis or None
            case Role.AccessibleTextRole:
                return f"{where}，{weight}：{finding.message}"
            case Role.AccessibleDescriptionRole:
                return f"按意见改正：{finding.fix.label}" if finding.fix else None
        return None

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Take other findings in; cards that stay are left where they are."""
        first, gone, come = stretch(self.cards, cards)
        if gone == come:
            self.cards = tuple(cards)
            if come:
                self.dataChanged.emit(self.index(first), self.index(first + come - 1))
            return
        if gone:
            self.beginRemoveRows(NOWHERE, first, first + gone - 1)
            self.cards = (*self.cards[:first], *self.cards[first + gone :])
            self.endRemoveRows()
        if come:
            self.beginInsertRows(NOWHERE, first, first + come - 1)
        self.cards = tuple(cards)
        if come:
            self.endInsertRows()


class ReviewPanel(QWidget):
    """Signals: `chosen(finding)` to go to its cell; `fix_chosen(finding)` to mend it."""

    chosen = Signal(object)
    fix_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FindingsModel(self)
        self._summary = ""
        self.head = QLabel("审核意见")
        self.head.setObjectName("paneHead")
        self.head.setWordWrap(True)  # all four counts do not fit one line of a narrow panel
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_CardDelegate(self))
        self.list.setAccessibleName("审核意见")
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():  # not when the click on its blue words has just made the cards anew
            self.chosen.emit(self.model.cards[index.row()].finding)

    def show_cards(self, cards: Sequence[Card], summary: str) -> None:
        """Show findings and their count; the chosen one stays chosen when it is still there."""
        current = self.current()
        self.model.show_cards(cards)
        self._summary = summary.replace(" ·", "\N{NO-BREAK SPACE}·")  # if a line must end here, with the dot
        self._show_summary()
        self.show_current(
            next((card.finding for card in cards if current and card.finding.id == current.id), None)
        )

    def _show_summary(self) -> None:
        """Beside the pane's name where there is room, else below it."""
        line = f"审核意见　{self._summary}" if self._summary else "审核意见"
        fits = self.head.fontMetrics().horizontalAdvance(line) + _HEAD_SIDES <= self.width()
        self.head.setText(line if fits else line.replace("　", "\n", 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The counts may need a line of their own."""
        super().resizeEvent(event)
        self._show_summary()

    def current(self) -> "Finding | None":
        """The chosen finding."""
        index = self.list.currentIndex()
        return self.model.cards[index.row()].finding if index.isValid() else None

    def show_current(self, finding: "Finding | None") -> None:
        """Mark a finding as the one that is looked at."""
        if finding is not self.current():
            rows = [row for row, card in enumerate(self.model.cards) if card.finding is finding]
            self.list.setCurrentIndex(self.model.index(rows[0], 0) if rows else QModelIndex())


class _List(QListView):
    def __init__(self) -> None:
        super().__init__()
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()
        self.scrollTo(self.currentIndex())  # the counts above it take a second line when they are many


class _CardDelegate(QStyledItemDelegate):
    """Draws a card."""

    def __init__(self, panel: ReviewPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._sizes: dict[tuple[str, int], QSize] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._panel.list.viewport().width()
        text = self._panel.model.cards[index.row()].finding.message
        if not (size := self._sizes.get((text, width))):
            if len(self._sizes) > _KEPT:
                self._sizes.clear()
            room = _room(_card(QRect(0, 0, width, 10_000)))
            height = option.fontMetrics.boundingRect(room, _WRAP, text).height()
            size = self._sizes[text, width] = QSize(width, height + _HEAD + 2 * _PAD - 4 + _GAP)
        return size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        finding, where, _ = self._panel.model.cards[index.row()]
        colours = surroundings()
        card = _card(option.rect)
        chosen = self._panel.list.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.fillPath(shape, QColor(colours.card))
        painter.setClipPath(shape)
        bar = QRect(card.x(), card.y(), _BAR + 1, card.height())
        painter.fillRect(bar, QColor(_weight(colours, finding.severity)))
        painter.setClipping(False)
        edge = QPen(QColor(colours.accent if chosen else colours.line))
        edge.setWidth(2 if chosen and self._panel.list.hasFocus() else 1)
        painter.setPen(edge)
        painter.drawPath(shape)
        painter.restore()
        self._write(painter, option, card, finding, where)

    def _write(
        self, painter: QPainter, option: QStyleOptionViewItem, card: QRect, finding: "Finding", where: str
    ) -> None:
        colours = surroundings()
        room = _room(card)
        head = QRect(room.x(), room.y(), room.width(), _HEAD)
        if finding.fix:
            painter.setPen(QColor(colours.accent))
            words = _button(finding.fix.label)
            button = _fix_rect(option, words)
            painter.drawText(button, _AT_RIGHT, words)
            head.setRight(button.left() - 8)
        painter.setPen(QColor(colours.quiet))
        place = option.fontMetrics.elidedText(where, Qt.TextElideMode.ElideRight, head.width())
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, place)
        painter.setPen(QColor(colours.text))
        painter.drawText(room.adjusted(0, _HEAD, 0, 0), _WRAP, finding.message)

    def editorEvent(self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the blue words."""
        finding = self._panel.model.cards[index.row()].finding
        if (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and finding.fix
            and _fix_rect(option, _button(finding.fix.label)).contains(event.position().toPoint())
        ):
            self._panel.fix_chosen.emit(finding)
            return True
        return super().editorEvent(event, model, option, index)


_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


def _button(label: str) -> str:
    """What the blue words are: the fix's own when they are few."""
    return label if len(label) <= _FEW_WORDS else "改正"


def _weight(colours: Surroundings, severity: str) -> str:
    return {"error": colours.error, "warning": colours.warning}.get(severity, colours.info)


def _card(rect: QRect) -> QRect:
    return rect.adjusted(8, 0, -8, -_GAP)


def _room(card: QRect) -> QRect:
    """What a card has for words."""
    return card.adjusted(_BAR + _PAD, _PAD - 3, -_PAD, 0)


def _fix_rect(option: QStyleOptionViewItem, label: str) -> QRect:
    card = _card(option.rect)
    width = option.fontMetrics.horizontalAdvance(label) + 2
    return QRect(card.right() - _PAD - width, card.y() + _PAD - 3, width, _HEAD)
