"""How the lines of the review's panel are drawn, and which of their blue words is where.

A card has its fix at its head. The one that is looked at has more to choose from at its foot.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from perfdesk.ui.looks import Surroundings, surroundings
from perfdesk.ui.review.lines import Card, Fold, Line

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from perfdesk.documents.finding import Finding

    Index = QModelIndex | QPersistentModelIndex

FIX, EXPLAIN, ACKNOWLEDGE, WITHDRAW = "fix", "explain", "acknowledge", "withdraw"
FIX_KIND, UNREPAIR = "fix_kind", "unrepair"
"""What blue words stand for; but for the fix, the names of commands."""

_GAP, _PAD, _BAR, _HEAD, _FOOT, _FOLD = 6, 9, 3, 20, 22, 30
_APART = 14
_FEW_WORDS = 6
_KEPT = 2000
_SIGN = 14
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


class Part(NamedTuple):
    """Blue words on a card."""

    name: str
    words: str
    rect: QRect


class CardDelegate(QStyledItemDelegate):
    """`act(name, finding)` is called when blue words are clicked; `kinds` counts the fixes of each rule."""

    def __init__(self, view: QListView, act: "Callable[[str, Finding], None]") -> None:
        super().__init__(view)
        self._view = view
        self._act = act
        self.kinds: dict[str, int] = {}
        self.was_on_words = False
        """Whether the last click was on blue words"""
        self._sizes: dict[tuple[str, int, bool, int], QSize] = {}

    def line(self, index: "Index") -> Line:
        """What stands there."""
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        return line

    def sizeHint(self, option: QStyleOptionViewItem, index: "Index") -> QSize:
        """As tall as its words; kept for each width."""
        width, line = self._view.viewport().width(), self.line(index)
        if isinstance(line, Fold):
            return QSize(width, _FOLD)
        chosen = self._is_chosen(index)
        feet = self._lines_of_feet(option.fontMetrics, width, line) if chosen else 0
        key = (line.words, width, chosen, feet)
        if not (size := self._sizes.get(key)):
            if len(self._sizes) > _KEPT:
                self._sizes.clear()
            height = option.fontMetrics.boundingRect(_room_in(width), _WRAP, line.words).height()
            size = QSize(width, height + _HEAD + 2 * _PAD - 4 + _GAP + feet * _FOOT)
            self._sizes[key] = size
        return size

    def _lines_of_feet(self, metrics: QFontMetrics, width: int, card: Card) -> int:
        return len({part.rect.y() for part in self._feet(metrics, _room_in(width), card)})

    def _is_chosen(self, index: "Index") -> bool:
        return self._view.currentIndex() == index

    # --- blue words -------------------------------------------------------------------------------------

    def parts(self, option: QStyleOptionViewItem, index: "Index") -> list[Part]:
        """The blue words of a card, as it lies in the list."""
        line = self.line(index)
        if isinstance(line, Fold):
            return []
        metrics, room = option.fontMetrics, _room(_card(option.rect))
        parts = []
        if words := _head_words(line.finding):
            width = metrics.horizontalAdvance(words) + 2
            rect = QRect(room.right() + 1 - width, room.y(), width, _HEAD)
            parts.append(Part(WITHDRAW if line.finding.acknowledged else FIX, words, rect))
        if self._is_chosen(index):
            feet = list(self._feet(metrics, room, line))
            lowest = max((part.rect.bottom() for part in feet), default=0)
            down = room.bottom() - _PAD + 3 - lowest
            parts += [part._replace(rect=part.rect.translated(0, down)) for part in feet]
        return parts

    def _feet(self, metrics: QFontMetrics, room: QRect, card: Card) -> Iterator[Part]:
        """The words at the foot, one after the other, in as many lines as they need."""
        x, y = room.x(), room.y()
        for name, words in self._foot_words(card):
            width = metrics.horizontalAdvance(words) + 2
            if x > room.x() and x + width > room.right() + 1:
                x, y = room.x(), y + _FOOT
            yield Part(name, words, QRect(x, y, width, _FOOT))
            x += width + _APART

    def _foot_words(self, card: Card) -> Iterator[tuple[str, str]]:
        finding = card.finding
        yield EXPLAIN, "为什么"
        if finding.acknowledged:
            return
        if card.is_repair:
            yield UNREPAIR, "恢复来源的写法"
        yield ACKNOWLEDGE, "确认无误…"
        if finding.fix and self.kinds.get(finding.rule, 0) > 1:
            yield FIX_KIND, "同类全部改正…"

    def editorEvent(self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: "Index") -> bool:
        """A click on blue words."""
        line = self.line(index)
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            name = self.part_at(option, index, event.position().toPoint())
            self.was_on_words = bool(name)
            if name and isinstance(line, Card):
                self._act(name, line.finding)
                return True
        return super().editorEvent(event, model, option, index)

    def part_at(self, option: QStyleOptionViewItem, index: "Index", place: QPoint) -> str:
        """What the blue words at a place stand for; empty where there are none."""
        return next((part.name for part in self.parts(option, index) if part.rect.contains(place)), "")

    # --- drawing ----------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: "Index") -> None:
        """A card, or a fold."""
        line = self.line(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Fold):
            self._paint_fold(painter, option, index, line)
        else:
            self._paint_card(painter, option, index, line)
        painter.restore()

    def _paint_fold(
        self, painter: QPainter, option: QStyleOptionViewItem, index: "Index", fold: Fold
    ) -> None:
        colours, rect = surroundings(), _card(option.rect)
        painter.setPen(QPen(QColor(colours.quiet), 1.4))
        middle = QPoint(rect.x() + 6, rect.center().y() + 1)
        steps = ((-4, -2), (0, 2), (4, -2)) if fold.is_open else ((-2, -4), (2, 0), (-2, 4))
        painter.drawPolyline([middle + QPoint(*step) for step in steps])
        painter.drawText(rect.adjusted(_SIGN + 2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, fold.words)
        if self._is_chosen(index) and self._view.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(-1, 1, 1, -1), 4, 4)

    def _paint_card(
        self, painter: QPainter, option: QStyleOptionViewItem, index: "Index", line: Card
    ) -> None:
        colours, card = surroundings(), _card(option.rect)
        chosen = self._is_chosen(index)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.fillPath(shape, QColor(colours.card))
        painter.setClipPath(shape)
        bar = QRect(card.x(), card.y(), _BAR + 1, card.height())
        painter.fillRect(bar, QColor(_weight(colours, line.finding)))
        painter.setClipping(False)
        edge = QPen(QColor(colours.accent if chosen else colours.line))
        edge.setWidth(2 if chosen and self._view.hasFocus() else 1)
        painter.setPen(edge)
        painter.drawPath(shape)
        self._write(painter, option, index, line)

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, index: "Index", line: Card) -> None:
        colours, room = surroundings(), _room(_card(option.rect))
        head = QRect(room.x(), room.y(), room.width(), _HEAD)
        painter.setPen(QColor(colours.accent))
        for part in self.parts(option, index):
            painter.drawText(part.rect, Qt.AlignmentFlag.AlignVCenter, part.words)
            if part.rect.y() == head.y():
                head.setRight(part.rect.left() - 8)
        painter.setPen(QColor(colours.quiet))
        place = option.fontMetrics.elidedText(line.where, Qt.TextElideMode.ElideRight, head.width())
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, place)
        painter.setPen(QColor(colours.quiet if line.finding.acknowledged else colours.text))
        painter.drawText(room.adjusted(0, _HEAD, 0, 0), _WRAP, line.words)


def _head_words(finding: "Finding") -> str:
    """What stands at a card's head: the fix's own words when they are few."""
    if finding.acknowledged:
        return "撤回"
    if not finding.fix:
        return ""
    return finding.fix.label if len(finding.fix.label) <= _FEW_WORDS else "改正"


def _weight(colours: Surroundings, finding: "Finding") -> str:
    if finding.acknowledged:
        return colours.line
    return {"error": colours.error, "warning": colours.warning}.get(finding.severity, colours.info)


def _card(rect: QRect) -> QRect:
    return rect.adjusted(8, 0, -8, -_GAP)


def _room_in(width: int) -> QRect:
    """For the words of a card in a list of some width, however tall it may become."""
    return _room(_card(QRect(0, 0, width, 10_000)))


def _room(card: QRect) -> QRect:
    """What a card has for words."""
    return card.adjusted(_BAR + _PAD, _PAD - 3, -_PAD, 0)
