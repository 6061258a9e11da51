"""Why a finding is one: basis, reason and an example of right, on a quiet page in the panel of the review.

The words are those of `perfdesk rules ID`; Esc leads back to the cards.
"""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QTextBrowser, QVBoxLayout, QWidget

from perfdesk.ui.announcing import announce
from perfdesk.ui.review.way_back import WayBack

if TYPE_CHECKING:
    from perfdesk.documents.finding import Finding

_PARAGRAPH = "margin: 0 0 9px 0; line-height: 128%"


class RulePage(QWidget):
    """Hidden until something is to be explained. Signals: `left()`."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self.back = QPushButton("‹ 返回审核意见 (Esc)")
        self.back.setAccessibleName("返回审核意见")
        self.back.setObjectName("link")
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.clicked.connect(self.left)
        self.text = QTextBrowser(openLinks=False)
        self.text.setAccessibleName("意见说明")
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.viewport().setAutoFillBackground(False)
        self.text.document().setDocumentMargin(6)
        self._way_back = WayBack(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 8)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.text)
        self.hide()

    def explain(self, finding: "Finding") -> None:
        """Show the page of a finding's rule."""
        from perfdesk.rules.explaining import page
        from perfdesk.rules.rulebook import rule

        self.finding = finding
        words = page(rule(finding.rule))
        self.text.setHtml(html(finding.message, words))
        self.text.setAccessibleDescription(words)
        self._way_back.remember()
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.text, words)

    def leave(self) -> None:
        """Nothing is explained any more."""
        if self.finding:
            self.finding = None
            self._way_back.go()
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def html(message: str, page: str) -> str:
    """The finding's own words, then the page of its rule (see `rules.explaining.page`)."""
    title, _, rest = page.strip().partition("\n\n")
    parts = [f"<p style='{_PARAGRAPH}'>{escape(message)}</p>"]
    for paragraph in rest.splitlines():
        head, _, words = paragraph.partition("：")
        said = f"<b>{escape(head)}</b>　{escape(words)}" if words else escape(paragraph)
        parts.append(f"<p style='{_PARAGRAPH}'>{said}</p>")
    parts.append(f"<p style='{_PARAGRAPH}'>{escape(title)}</p>")
    return "".join(parts)
