"""What stands in place of the paper while there is nothing to show: a few calm choices.

On the first day, when the library of yesterday is gone, when a data file waits for a library, and in an
empty library. Nothing is made before the clerk has chosen.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QStyle, QStyleOptionButton, QVBoxLayout, QWidget

from perfdesk.ui.commands.actions import Act
from perfdesk.ui.looks import surroundings

_WIDTH = 430
_HEIGHT = 62
_PAD = 18
_TITLE_PIXELS = 15


class Choice(NamedTuple):
    """Words with a mnemonic, one line that says what comes of it, and what is done."""

    words: str
    line: str
    act: Act


class Beginning(QWidget):
    """Hidden while there is a paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._message = QLabel(), QLabel(wordWrap=True)
        self._heading.setObjectName("beginning")
        self._message.setObjectName("beginningWords")
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self._heading, self._message):
            label.setFixedWidth(_WIDTH)
        self.choices: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addStretch(2)
        self._column.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._message, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(10)
        self._column.addStretch(3)
        self.hide()

    @property
    def words(self) -> str:
        """What can be read now, the choices included."""
        lines = (self._heading.text(), self._message.text(), *(button.text() for button in self.choices))
        return "" if self.isHidden() else "\n".join(filter(None, lines))

    def offer(self, heading: str, message: str, choices: Sequence[Choice]) -> None:
        """Show choices in place of others; the first is chosen by Enter."""
        for button in self.choices:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()  # a click on it may have led here
        self._heading.setText(heading)
        self._message.setText(message)
        high = self._message.heightForWidth(_WIDTH)  # else of several lines some are cut
        self._message.setFixedHeight(max(high, 0))
        self._message.setVisible(bool(message))
        self.choices = [_Button(choice) for choice in choices]
        for number, button in enumerate(self.choices):
            self._column.insertWidget(4 + number, button, 0, Qt.AlignmentFlag.AlignHCenter)
        if self.choices:
            self.setFocusProxy(self.choices[0])
        self.show()


class _Button(QPushButton):
    """A title and a line below it."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice.words, autoDefault=True)  # else Enter would do nothing
        self._line = choice.line
        self.setFixedSize(QSize(_WIDTH, _HEIGHT))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(choice.line)
        self.clicked.connect(lambda _checked=False: choice.act())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        colours = surroundings()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else QColor(colours.line))
        ground = colours.selected if self.isDown() else colours.hover if over else colours.card
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 5, 5)
        room = self.rect().adjusted(_PAD, 10, -_PAD, -10)
        half = room.height() // 2
        painter.setPen(QColor(colours.quiet))
        below = QRect(room.x(), room.y() + half + 2, room.width(), half)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self._line)
        font = painter.font()
        font.setPixelSize(_TITLE_PIXELS)
        painter.setFont(font)
        painter.setPen(QColor(colours.accent))
        above = QRect(room.x(), room.y(), room.width(), half)
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
