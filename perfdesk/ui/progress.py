"""What is under way, in the status line: words, how far it has come, and a button that stops it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from perfdesk.ui.tasks import Course

_BAR = QSize(110, 6)


class Progress(QWidget):
    """Hidden while nothing is under way. Signals: `stop_wanted()`."""

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._unit = "", ""
        self.label = QLabel()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedSize(_BAR)
        self.button = QPushButton("停止", autoDefault=True)  # else Enter would do nothing
        self.button.setObjectName("link")
        self.button.setToolTip("停止 (Shift+Esc)")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.stop)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for widget in (self.label, self.bar, self.button):
            line.addWidget(widget)
        self.hide()

    def begin(self, words: str, course: Course | None) -> None:
        """Something is under way; without a course nobody knows how long it takes."""
        self._words, self._unit = words, course.unit if course else ""
        self.label.setText(words)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        for widget in (self.bar, self.button):
            widget.setVisible(bool(course))
        self.button.setEnabled(True)
        if course:
            course.advanced.connect(self._advance)
        self.show()

    def end(self) -> None:
        """Nothing is under way any more."""
        self.hide()

    def _advance(self, done: int, of: int) -> None:
        if self.button.isEnabled() and of > 1:  # of a single one nobody knows how far it has come
            self.bar.setRange(0, of)
            self.bar.setValue(done)
            self.label.setText(f"{self._words} {done}/{of} {self._unit}")

    def stop(self) -> None:
        """The clerk has been heard; the work ends at its next step."""
        self.button.setEnabled(False)
        self.label.setText("正在停止…")
        self.stop_wanted.emit()
