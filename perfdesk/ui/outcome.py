"""What became of a print, an export or an import: a line below the paper with links, until it is closed.

It takes its room from the desk and lies over nothing.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from perfdesk.ui.announcing import announce
from perfdesk.ui.commands.actions import Act


class Link(NamedTuple):
    """Words to click on, with their mnemonic (`打开(&O)`), and what they do."""

    words: str
    act: Act


class Outcome(QWidget):
    """Hidden until something is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("结果")
        self._label = QLabel(wordWrap=True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(14, 6, 8, 6)
        self._line.setSpacing(2)
        self._line.addWidget(self._label, 1)
        self.links: list[QPushButton] = []
        self.follows: QWidget = self
        """From where Tab comes here"""
        self.hide()

    @property
    def words(self) -> str:
        """What can be read now."""
        return self._label.text() if not self.isHidden() else ""

    def tell(self, words: str, links: Sequence[Link] = (), *, hint: str = "") -> None:
        """Say what was done, in place of what was said before; `hint` can be read under the pointer."""
        for button in self.links:
            self._line.removeWidget(button)
            button.hide()
            button.deleteLater()  # a click on it may have led here
        self._label.setText(words)
        self._label.setToolTip(hint)
        self.links = [link_button(link) for link in (*links, Link("关闭(&X)", self.close_line))]
        for button in self.links:
            self._line.addWidget(button)
        for one, after in pairwise((self.follows, *self.links)):
            self.setTabOrder(one, after)
        self.show()
        announce(self, words)

    def close_line(self) -> None:
        """It has been read."""
        self.hide()


def link_button(link: Link) -> QPushButton:
    """Words that can be clicked on, or reached by Tab and pressed."""
    button = QPushButton(link.words, autoDefault=True)  # else Enter would do nothing
    button.setObjectName("link")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda _checked=False: link.act())
    return button
