"""The status line: where the clerk is, the keys that help there, and what is on the disk."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QStatusBar

from perfdesk.ui.progress import Progress
from perfdesk.ui.sheet_keys import HINTS

if TYPE_CHECKING:
    from datetime import datetime


class StatusLine(QStatusBar):
    """Labels in a row: where and hints at the left; work under way, saved and counts at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setAccessibleName("状态")
        self.where, self.hints, self.saved, self.counts = (QLabel() for _ in range(4))
        self.busy = Progress()
        for label in (self.where, self.hints):
            self.addWidget(label)
        self.addPermanentWidget(self.busy)
        for label in (self.saved, self.counts):
            self.addPermanentWidget(label)

    def show_hints(self, *, shown: bool) -> None:
        """The keys that help on a form."""
        self.hints.setText(HINTS if shown else "")

    def show_saved(self, at: "datetime") -> None:
        """When the last change reached the disk."""
        self.saved.setText(f"已保存 {at:%H:%M}")
