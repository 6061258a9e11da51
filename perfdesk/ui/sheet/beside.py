"""What lies on the paper beside an open editor: a strip of words, a list of choices, a calendar of months.

They only draw and say what was clicked; `hints` leads them. None ever has the focus.
"""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from perfdesk.documents.understanding import Hint, months_text
from perfdesk.ui.looks import Paper, window_font

_SIDE = 9
_APART = 16
_LINE = 24
_MONTH_WIDTH = 46
_WIDEST = 460
_RADIUS = 4
_EDGE = QColor("#c9ced6")
_MONTH_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -4,
    Qt.Key.Key_Down: 4,
    Qt.Key.Key_PageUp: -12,
    Qt.Key.Key_PageDown: 12,
}
_EARLIEST, _LATEST = 12 * 1900, 12 * 2199 + 11
"""Months, as far as periods are understood."""
_BACK, _FORTH = -2, -1


class Beside(QWidget):
    """A small sheet lying on the paper, drawn by hand: it changes with every key.

    Signals: `clicked(part)`.
    """

    clicked = Signal(int)

    def __init__(self, paper: QWidget) -> None:
        super().__init__(paper)
        self.setFont(window_font())
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Say what was clicked."""
        event.accept()
        self.clicked.emit(self.part_at(event.position().toPoint()))

    def part_at(self, place: QPoint) -> int:
        """The number of the part at a place."""
        return place.y() // _LINE

    def _ground(self, colour: QColor) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_EDGE)
        painter.setBrush(colour)
        painter.translate(0.5, 0.5)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), _RADIUS, _RADIUS)
        painter.translate(-0.5, -0.5)
        return painter


class Strip(Beside):
    """One line: what is said, and which keys do what."""

    def __init__(self, paper: QWidget) -> None:
        super().__init__(paper)
        self._pieces: list[tuple[str, QColor, int]] = []
        self._size = QSize()

    def say(self, hint: Hint) -> None:
        """Take in a hint; empty, when it says nothing."""
        offers = [("F4", hint.offered_as)] if hint.offer else []
        if hint.choices or hint.month:
            offers.append(("Alt+↓", "日历" if hint.month else "选择"))
        metrics = QFontMetrics(self.font())
        self._pieces, left = [], _SIDE
        words = [(hint.said, Paper.ink, _APART)] if hint.said else []
        for key, does in offers:
            words += [(key, Paper.current, 5), (does, Paper.label_ink, _APART)]
        for text, colour, after in words:
            shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, _WIDEST // 2)
            self._pieces.append((shown, colour, left))
            left += metrics.horizontalAdvance(shown) + after
        self._size = QSize(left - _APART + _SIDE, _LINE)
        spoken = [hint.said, *(f"{key} {does}" for key, does in offers)]
        self.setAccessibleName("，".join(part for part in spoken if part))
        self.update()

    def sizeHint(self) -> QSize:
        """What it needs."""
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = self._ground(Paper.label_tint)
        for text, colour, left in self._pieces:
            painter.setPen(colour)
            painter.drawText(
                QRect(left, 0, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, text
            )


class Choices(Beside):
    """The words to choose from, one a line."""

    def __init__(self, paper: QWidget) -> None:
        super().__init__(paper)
        self._words: tuple[str, ...] = ()
        self.row = 0

    def offer(self, words: tuple[str, ...], text: str) -> None:
        """Take in the words; the one that stands in the cell, or begins as it does, is the first picked."""
        self._words = words
        fitting = [row for row, word in enumerate(words) if text and word.startswith(text)]
        self.row = fitting[0] if fitting else 0
        self._tell()

    def move_by(self, key: Qt.Key) -> None:
        """Pick the next word, or the one before; around the ends."""
        self.row = (self.row + {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)) % len(self._words)
        self._tell()

    def pick(self, row: int) -> str:
        """The word in a line."""
        return self._words[row]

    def _tell(self) -> None:
        self.setAccessibleName(self._words[self.row])
        self.update()

    def sizeHint(self) -> QSize:
        """What it needs."""
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(word) for word in self._words), default=0)
        return QSize(widest + 2 * _SIDE, len(self._words) * _LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = self._ground(Paper.white)
        for row, word in enumerate(self._words):
            line = QRect(0, row * _LINE, self.width() - 1, _LINE - 1)
            if row == self.row:
                painter.fillRect(line.adjusted(1, 1, -1, -1), Paper.current_tint)
            painter.setPen(Paper.ink)
            painter.drawText(line.adjusted(_SIDE, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)


class Months(Beside):
    """A small calendar of one year: the first month of a period is picked, then the last."""

    def __init__(self, paper: QWidget) -> None:
        super().__init__(paper)
        self._year = 0
        self.row = 0
        """The month under the keys, from 0."""
        self._first: tuple[int, int] | None = None

    def offer(self, year: int, month: int) -> None:
        """Begin with a month, from 1, of a year."""
        self._year, self.row, self._first = year, month - 1, None
        self._tell()

    def move_by(self, key: Qt.Key) -> None:
        """Go to another month with the arrows, to another year with the page keys."""
        months = 12 * self._year + self.row + _MONTH_KEYS.get(key, 0)
        self._year, self.row = divmod(min(max(months, _EARLIEST), _LATEST), 12)
        self._tell()

    def pick(self, part: int) -> str:
        """Take a month; the period's text once both are taken, empty before that."""
        if not 0 <= part < 12:
            self.move_by(Qt.Key.Key_PageUp if part == _BACK else Qt.Key.Key_PageDown)
            return ""
        self.row = part
        here = (self._year, part + 1)
        if self._first:
            return months_text(*sorted((self._first, here)))
        self._first = here
        self._tell()
        return ""

    def part_at(self, place: QPoint) -> int:
        """A month from 0, or the year before or after."""
        if place.y() < _LINE:
            return _BACK if place.x() < self.width() // 2 else _FORTH
        return min(place.y() // _LINE - 1, 2) * 4 + min(place.x() // _MONTH_WIDTH, 3)

    def _tell(self) -> None:
        asked = "截止月份" if self._first else "起始月份"
        self.setAccessibleName(f"{asked}：{self._year}年{self.row + 1}月")
        self.update()

    def sizeHint(self) -> QSize:
        """What it needs."""
        return QSize(4 * _MONTH_WIDTH + 2, 4 * _LINE + 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The year over its months; those from the first to the one under the keys are tinted."""
        painter = self._ground(Paper.white)
        centre = Qt.AlignmentFlag.AlignCenter
        head = QRect(0, 0, self.width(), _LINE)
        painter.setPen(Paper.label_ink)
        painter.drawText(head, centre, f"{self._year}年 · {'截止' if self._first else '起始'}月份")
        painter.setPen(Paper.current)
        painter.drawText(
            head.adjusted(_SIDE, 0, -_SIDE, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            "‹",
        )
        painter.drawText(
            head.adjusted(_SIDE, 0, -_SIDE, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            "›",
        )
        here = (self._year, self.row + 1)
        start, end = sorted((self._first or here, here))
        for row in range(12):
            box = QRect(1 + row % 4 * _MONTH_WIDTH, (row // 4 + 1) * _LINE, _MONTH_WIDTH, _LINE)
            if start <= (self._year, row + 1) <= end:
                painter.fillRect(box, Paper.current_tint)
            if row == self.row:
                painter.setPen(Paper.current)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(box).adjusted(1.5, 1.5, -1.5, -1.5))
            painter.setPen(Paper.ink)
            painter.drawText(box, centre, f"{row + 1}月")
