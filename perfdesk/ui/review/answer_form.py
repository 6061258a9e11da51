"""Why a finding is let stand: a line to type in below the cards, and reasons that are often the right one."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from perfdesk.ui.announcing import announce
from perfdesk.ui.review.way_back import WayBack

if TYPE_CHECKING:
    from perfdesk.documents.finding import Finding

REASONS = ("与批复文件一致", "已向业务科室核实", "按上级统一口径填写")
"""Offered for every finding; short, as they are printed in the report"""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class AnswerForm(QFrame):
    """Hidden until asked for. Enter gives the reason, Esc leaves; Up and Down go through the ready reasons.

    Signals: `given(finding, reason)`.
    """

    given = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answer")
        self.finding: Finding | None = None
        self._way_back = WayBack(self)
        self.head = QLabel(wordWrap=True)
        self.line = QLineEdit(placeholderText="理由（必填）")
        self.line.setAccessibleName("确认无误的理由")
        self.line.returnPressed.connect(self._give)
        self.ready = [self._link(reason) for reason in REASONS]
        for button, reason in zip(self.ready, REASONS, strict=True):
            button.clicked.connect(partial(self._take, reason))
        self.give, self.cancel = self._link("确认无误(&Y)"), self._link("取消(&N)")
        self.give.clicked.connect(self._give)
        self.cancel.clicked.connect(self.leave)
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.line)
        for button in self.ready:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self.give)
        line.addWidget(self.cancel)
        column.addLayout(line)

    def _link(self, words: str) -> QPushButton:
        button = QPushButton(words, autoDefault=True)  # else Enter would do nothing
        button.setObjectName("link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def ask(self, finding: "Finding", where: str) -> None:
        """Ask about a finding; what was typed for it already stays."""
        if not self.finding or self.finding.id != finding.id:
            self.line.clear()
        self.finding = finding
        self.head.setText(f"确认无误：{where}")
        self._way_back.remember()
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """It is not asked any more."""
        if self.finding:
            self.finding = None
            self._way_back.go()
            self.hide()

    def _take(self, reason: str, _checked: bool = False) -> None:
        self.line.setText(reason)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        finding, reason = self.finding, self.line.text().strip()
        if not finding:
            return
        if not reason:
            self.head.setText("请写明理由：审核的人要知道为什么可以保留。")
            announce(self.head, self.head.text())
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.leave()
        self.given.emit(finding, reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the line has no use for."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif step := _STEPS.get(Qt.Key(event.key())):
            now = REASONS.index(self.line.text()) if self.line.text() in REASONS else -1 if step > 0 else 0
            if not self.line.text() or self.line.text() in REASONS:  # what somebody typed stays
                self._take(REASONS[(now + step) % len(REASONS)])
        else:
            super().keyPressEvent(event)
