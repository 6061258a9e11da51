"""修改历史 of one form: what was done, when and by whom, and how the form then differed from now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A revision in a clerk's words."""

    revision: str
    words: str
    """When, who, what: 2026-11-25 09:05　王芳　修改“年度金额”"""
    done: tuple[str, ...]
    """What was done then, a line for each edit"""
    is_now: bool
    is_kept: bool
    """Whether the form can be brought back to it"""


class HistoryWindow(QDialog):
    """Shows the moments, newest first. Signal: `wanted(revision)` when the form is to be as it then was."""

    wanted = Signal(str)

    def __init__(
        self, name: str, moments: Sequence[Moment], differing: Callable[[str], Sequence[str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"修改历史 — {name}")
        self.resize(min(860, parent.width() - 40), min(500, parent.height() - 60))
        self._moments = moments
        self._differing = differing
        self.list = QListWidget()
        self.list.setAccessibleName("历次修改，最近的在前")
        for moment in moments:
            item = QListWidgetItem(moment.words + ("（现在）" if moment.is_now else ""))
            item.setToolTip(item.text())
            self.list.addItem(item)
        self.text = QTextBrowser(openLinks=False)
        self.text.setAccessibleName("当时的修改，以及与现在的不同")
        self.text.document().setDocumentMargin(12)
        buttons = QDialogButtonBox()
        self.restore = buttons.addButton("恢复到这一版(&R)", QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("关闭(&C)", QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.restore.clicked.connect(self._restore)
        buttons.rejected.connect(self.close)
        beside = QHBoxLayout()
        beside.addWidget(self.list, 5)
        beside.addWidget(self.text, 6)
        column = QVBoxLayout(self)
        column.addWidget(QLabel("恢复是一步普通的修改，可以撤销；之后的历史也都保留。"))
        column.addLayout(beside)
        column.addWidget(buttons)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys walk the moments."""
        super().showEvent(event)
        self.list.setFocus()

    def _show(self, row: int) -> None:
        from html import escape

        moment = self._moments[row]
        parts = [
            "<p><b>当时的修改</b></p>",
            *(_line(escape(words)) for words in moment.done or ("没有记录",)),
        ]
        if moment.is_kept and not moment.is_now:
            different = self._differing(moment.revision)
            parts.append("<p style='margin-top: 12px'><b>恢复后会改变</b></p>")
            parts += [_line(escape(words)) for words in different or ("内容与现在相同",)]
        elif not moment.is_kept and not moment.is_now:
            parts.append(_line("这一次的内容已不能恢复。"))
        self.text.setHtml("".join(parts))
        self.restore.setEnabled(moment.is_kept and not moment.is_now)

    def _restore(self) -> None:
        self.wanted.emit(self._moments[self.list.currentRow()].revision)
        self.close()


def _line(words: str) -> str:
    return f"<p style='margin: 3px 0; white-space: pre-wrap'>{words}</p>"
