"""审核设置, words: what the rules know, and what the office adds or takes away."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.announcing import announce

if TYPE_CHECKING:
    from perfdesk.rules.office import WordList, Words
    from perfdesk.rules.wordbook import Word

_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class WordsPage(QWidget):
    """Signals: `changed(words)` with all of the office's words."""

    changed = Signal(object)

    def __init__(self, words: "Words", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from perfdesk.rules.office import word_lists

        self._own = words
        self._lists = word_lists()
        self._words: list[Word] = []
        self.lists, self.words = QListWidget(), QListWidget()
        self.lists.setAccessibleName("词表")
        self.lists.addItems([each.title for each in self._lists])
        self.words.setAccessibleName("词")
        self.line = QLineEdit(placeholderText="查找；或写一个新词，按 Enter 加入")
        self.line.setAccessibleName("查找或增加词")
        self.add = QPushButton("加入(&A)", autoDefault=False)
        self.remove = QPushButton("删去(&D)", autoDefault=False)
        self.said = QLabel("去掉勾选的词不再使用；本单位加入的词排在最后，可以删去。", wordWrap=True)
        self._arrange()
        self.lists.currentRowChanged.connect(self._show_list)
        self.words.itemChanged.connect(self._tick)
        self.words.currentRowChanged.connect(lambda _row: self._enable())
        self.line.textChanged.connect(self._show_only)
        self.line.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.lists.setCurrentRow(0)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        for widget in (self.line, self.add, self.remove):
            line.addWidget(widget)
        right = QVBoxLayout()
        right.addLayout(line)
        right.addWidget(self.words)
        right.addWidget(self.said)
        both = QHBoxLayout(self)
        both.addWidget(self.lists, 2)
        both.addLayout(right, 3)

    @property
    def list(self) -> "WordList":
        """The list that is looked at."""
        return self._lists[max(self.lists.currentRow(), 0)]

    def show_words(self, words: "Words") -> None:
        """Go on from what has been kept."""
        self._own = words
        self._show_list()

    def _show_list(self) -> None:
        from perfdesk.rules.wordbook import shown, words_of

        row = self.words.currentRow()
        self._words = words_of(self.list, self._own)
        self.words.blockSignals(True)
        self.words.clear()
        for word in self._words:
            own = "" if word.is_shipped else "（本单位）"
            item = QListWidgetItem(shown(self.list, word) + own, self.words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_CHECKED if word.is_used else _UNCHECKED)
        self.words.setCurrentRow(min(max(row, 0), len(self._words) - 1))
        self.words.blockSignals(False)
        self._show_only(self.line.text())
        self._enable()

    def _show_only(self, typed: str) -> None:
        """The words that hold what is typed; all, when none does: then it is a new one."""
        wanted = typed.strip()
        fits = [wanted in self.words.item(row).text() for row in range(self.words.count())]
        for row, is_fit in enumerate(fits):
            self.words.item(row).setHidden(any(fits) and not is_fit)

    def _enable(self) -> None:
        word = self._word()
        self.remove.setEnabled(bool(word and not word.is_shipped))

    def _word(self) -> "Word | None":
        row = self.words.currentRow()
        return self._words[row] if 0 <= row < len(self._words) else None

    def _tick(self, item: QListWidgetItem) -> None:
        from perfdesk.rules.wordbook import take_away, use

        word = self._words[self.words.row(item)]
        is_used = item.checkState() == _CHECKED
        if is_used != word.is_used:
            self.changed.emit((use if is_used else take_away)(self._own, word))

    def _add(self) -> None:
        from perfdesk.rules.wordbook import add

        try:
            words = add(self.list, self._own, self.line.text())
        except ValueError as error:
            self._say(str(error))
            return
        self._say(f"已加入「{self.line.text().strip()}」。")
        self.line.clear()
        self.changed.emit(words)
        self.words.setCurrentRow(self.words.count() - 1)

    def _remove(self) -> None:
        from perfdesk.rules.wordbook import take_away

        if (word := self._word()) and not word.is_shipped:
            self._say(f"已删去「{word.text}」。")
            self.changed.emit(take_away(self._own, word))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        announce(self.said, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes a word of the office's own away; Enter in the line is no wish to close."""
        if event.key() == Qt.Key.Key_Delete and self.words.hasFocus():
            self._remove()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
