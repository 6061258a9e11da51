"""The import before it is kept: what the source says beside what the form would say, form by form.

A label that nobody knows can be told to be one of the form's; whoever reads the files does so anew then.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QMenu,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.files.import_lines import SECTIONS, Line, Preview

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Unknown

_LINE = Qt.ItemDataRole.UserRole
_PLACE, _SOURCE, _TARGET, _TEXT = range(4)
_HEADS = ["来源位置", "来源中的文字", "本表栏目", "读入的文字"]
_NARROW = 112
_SHOWN = 200
"""Characters of a text below the list; all of it can be read under the pointer"""


class ImportPreview(QDialog):
    """The preview.

    Signals: `taught(form, key, label)` when a label is said to be a field's, the form by its id.
    """

    taught = Signal(str, str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入：先对照来源看一看")
        self.resize(min(1100, parent.width() - 40), min(640, parent.height() - 60))
        self._previews: Sequence[Preview] = ()
        self.head = QLabel(wordWrap=True)
        self.forms = QListWidget()
        self.lines = QTreeWidget()
        self.teach = QPushButton("归入栏目(&F)", autoDefault=False)
        self.teach.setMenu(QMenu(self.teach))
        self.about = QLabel(wordWrap=True)
        self.about.setMinimumHeight(3 * self.about.fontMetrics().lineSpacing())
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        self.forms.currentRowChanged.connect(self._show_form)
        self.lines.currentItemChanged.connect(lambda *_: self._show_able())

    def show_previews(self, previews: Sequence[Preview], words: str) -> None:
        """Show forms, those with most to look at first chosen; `words` say what was read."""
        at = self.forms.currentRow()
        self._previews = previews
        self.head.setText(words)
        self.forms.clear()
        for preview in previews:
            count = f"　{preview.guesses} 处请看" if preview.guesses else ""
            self.forms.addItem(f"{preview.name}{count}")
            self.forms.item(self.forms.count() - 1).setToolTip(f"{preview.file}\n{preview.name}")
        self.forms.setVisible(len(previews) > 1)
        self.forms.setCurrentRow(max(at, 0) if at < len(previews) else 0)
        self._allow(True)

    # --- making it ----------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.forms.setAccessibleName("读到的表")
        self.lines.setAccessibleName("来源与本表对照")
        self.lines.setHeaderLabels(_HEADS)
        self.lines.setRootIsDecorated(False)
        self.lines.setUniformRowHeights(True)
        header = self.lines.header()
        header.setStretchLastSection(False)
        for column in (_SOURCE, _TEXT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column in (_PLACE, _TARGET):
            self.lines.setColumnWidth(column, _NARROW)
        self.forms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.forms)
        split.addWidget(self.lines)
        split.setStretchFactor(1, 1)
        split.setSizes([220, 840])
        split.setChildrenCollapsible(False)
        below = QHBoxLayout()
        below.addWidget(self.about, 1)
        below.addWidget(self.teach)
        ending = QDialogButtonBox()
        self.keep = ending.addButton("导入(&I)", QDialogButtonBox.ButtonRole.AcceptRole)
        ending.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.keep.setDefault(True)
        ending.accepted.connect(self.accept)
        ending.rejected.connect(self.reject)
        stack = QVBoxLayout(self)
        stack.addWidget(self.head)
        stack.addWidget(split, 1)
        stack.addLayout(below)
        stack.addWidget(ending)

    # --- what is shown ------------------------------------------------------------------------------------

    def _show_form(self, place: int) -> None:
        self.lines.clear()
        if not 0 <= place < len(self._previews):
            return
        preview = self._previews[place]
        for section, title in SECTIONS.items():
            lines = [line for line in preview.lines if line.section == section]
            if lines:
                head = QTreeWidgetItem([f"{title}　{len(lines)}"])
                self.lines.addTopLevelItem(head)
                head.setFirstColumnSpanned(True)
                head.addChildren([_item(line) for line in lines])
        self.lines.expandAll()
        if (first := self.lines.topLevelItem(0)) and (line := first.child(0)):
            self.lines.setCurrentItem(line)
        menu = self.teach.menu()
        menu.clear()
        for key, label in _fields(preview):
            menu.addAction(label, partial(self._teach, key))
        self._show_able()

    def current(self) -> Line | None:
        """The line that is looked at."""
        item = self.lines.currentItem()
        line = item.data(_PLACE, _LINE) if item else None
        return line if isinstance(line, Line) else None

    def _show_able(self) -> None:
        line = self.current()
        unknown = line.unknown if line else None
        self.teach.setEnabled(bool(unknown))
        self.about.setText(_about_unknown(unknown) if unknown else _about(line) if line else "")

    def _teach(self, key: str) -> None:
        line = self.current()
        if line and line.unknown:
            self._allow(False)  # until the files have been read anew
            self.taught.emit(self._previews[self.forms.currentRow()].form.id, key, line.unknown.label)

    def _allow(self, is_allowed: bool) -> None:
        """Let everything be used, or nothing but what leaves the import."""
        for widget in (self.forms, self.lines, self.teach, self.keep):
            widget.setEnabled(is_allowed)
        if is_allowed:
            self._show_able()
            self.keep.setDefault(True)  # which it ceased to be when it could not be pressed
            self.lines.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The keys go through the lines; Enter imports."""
        super().showEvent(event)
        self.lines.setFocus()


def _item(line: Line) -> QTreeWidgetItem:
    item = QTreeWidgetItem([line.place, line.source, line.target, line.text.replace("\n", " ⏎ ")])
    item.setData(_PLACE, _LINE, line)
    for column, text in ((_SOURCE, line.source), (_TEXT, line.text)):
        item.setToolTip(column, text)
    if line.remark:
        item.setText(_TARGET, f"{line.target}　⚑")
        item.setData(_TARGET, Qt.ItemDataRole.AccessibleTextRole, f"{line.target}，{line.remark}")
    return item


def _fields(preview: Preview) -> list[tuple[str, str]]:
    form = preview.form
    cells = [*(cell for cell, _ in form.fields() if cell.role != "title"), *form.rows.cells]
    return [(cell.key, form.label_of(cell.key)) for cell in cells]


def _about(line: Line) -> str:
    """What does not fit the list: long texts, and what reading has to say."""
    texts = [("来源", line.source), ("读入", line.text)]
    if line.source == line.text:
        texts = [("来源和读入", line.text)]
    told = (f"{name}：{text[:_SHOWN]}" for name, text in texts if text)
    return "\n".join(filter(None, (line.remark, *told)))


def _about_unknown(unknown: "Unknown") -> str:
    return (
        f"“{unknown.label}”（如：{unknown.text[:40]}）不是本表认得的栏目。"
        "如果它就是本表的某一栏，请点“归入栏目”，以后导入都照此读入。"
    )
