"""The status line: where the clerk is, the keys that help there, and what is on the disk."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar

from perfdesk.ui.announcing import announce
from perfdesk.ui.sheet.keys import HINTS

if TYPE_CHECKING:
    from datetime import datetime

    from perfdesk.ui.progress import Progress


class StatusLine(QStatusBar):
    """Labels in a row: where and hints at the left; work under way, saved and counts at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setAccessibleName("状态")
        self.where, self.saved, self.counts = (QLabel() for _ in range(3))
        self.hints = _Yielding()
        self.addWidget(self.where)
        self.addWidget(self.hints, 1)
        self._at_left = 2
        self._before: str | None = None
        for label in (self.saved, self.counts):
            self.addPermanentWidget(label)

    @cached_property
    def busy(self) -> "Progress":
        """Work under way; made after the shell has been seen."""
        from perfdesk.ui.progress import Progress

        progress = Progress()
        self.insertPermanentWidget(self._at_left, progress)
        return progress

    def show_hints(self, *, shown: bool) -> None:
        """The keys that help on a form."""
        self.hints.setText(HINTS if shown else "")

    def show_waiting(self, words: str) -> None:
        """The disk has been waited for long enough to be noticed."""
        self._before = self.saved.text()
        self.saved.setText(words)
        announce(self.saved, words)

    def end_waiting(self) -> None:
        """What came of it is said by whoever knows."""
        if self._before is not None:
            self.saved.setText(self._before)
        self._before = None

    def show_saved(self, at: "datetime") -> None:
        """When the last change reached the disk."""
        self.saved.setText(f"已保存 {at:%H:%M}")


class _Yielding(QLabel):
    """Takes the room that is left over, and is seen whole or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.sizeHint().width() <= self.width():
            super().paintEvent(event)
