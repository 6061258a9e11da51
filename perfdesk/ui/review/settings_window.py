"""The window of the office's rules: pages of rules, numbers and words. Nothing in it has to be confirmed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTabWidget, QVBoxLayout, QWidget

from perfdesk.ui.review.settings_numbers import NumbersPage
from perfdesk.ui.review.settings_rules import RulesPage
from perfdesk.ui.review.settings_words import WordsPage

if TYPE_CHECKING:
    from perfdesk.rules.office import Words
    from perfdesk.rules.settings import Settings


class SettingsWindow(QDialog):
    """Three pages; nothing has to be confirmed."""

    def __init__(self, settings: "Settings", words: "Words", parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("审核设置")
        self.resize(min(860, parent.width() - 40), min(560, parent.height() - 40))
        self.rules, self.numbers = RulesPage(settings), NumbersPage(settings)
        self.words = WordsPage(words)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("审核设置")
        for page, title in ((self.rules, "规则(&R)"), (self.numbers, "数值(&V)"), (self.words, "词表(&W)")):
            self.tabs.addTab(page, title)
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭(&C)", QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)  # Enter belongs to what is typed
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(QLabel("改动立即生效，存放在项目库旁边，使用这个项目库的人都按它审核。"))
        column.addWidget(self.tabs)
        column.addWidget(buttons)

    def show_settings(self, settings: "Settings") -> None:
        """Go on from what has been kept."""
        self.rules.settings = settings
        self.numbers.settings = settings
