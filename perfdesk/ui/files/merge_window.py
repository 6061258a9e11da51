"""The merge before it is made: what comes in, and where both sides changed, to be chosen for each place.

Left and right, or a click into the column, choose for the line at the keys: a place, a project, or all.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.documents.disagreement import around
from perfdesk.ui.files.merge_lines import Dispute, Project, difference_html

if TYPE_CHECKING:
    from perfdesk.documents.merging import Choices, Kind, Side

_DISPUTE = Qt.ItemDataRole.UserRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_PLACE, _OURS, _THEIRS = range(3)
_SIGNS = 22
"""Signs of a text in the list; all of it stands below"""
_CHOSEN = "✓ "


class Words(NamedTuple):
    """What the two sides are called, and what comes of places without a choice."""

    title: str = "合并"
    ours: str = "这里的"
    theirs: str = "对方的"
    keep: str = "保留这里的"
    take: str = "采用对方的"
    left: str = "合并后仍是这里的内容，不会覆盖，再次合并时还会问到"


MERGING = Words()


class MergeWindow(QDialog):
    """Signals: `chosen(choices)` when it shall be merged: uid → place → side, only of what was chosen."""

    chosen = Signal(object)

    def __init__(  # noqa: PLR0913  (all that a merge shows)
        self,
        heading: str,
        who: str,
        projects: Sequence[Project],
        unshown: int,
        parent: QWidget,
        *,
        words: Words = MERGING,
        overview: str = "",
    ) -> None:
        """`overview`: HTML that stands below the list while no dispute is looked at."""
        super().__init__(parent)
        self._overview = overview
        self._words = words
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.title)
        self.resize(min(940, parent.width() - 40), min(600, parent.height() - 60))
        self._who = who
        self._sides: dict[tuple[str, tuple[Kind, str]], Side] = {}
        """By uid and place"""
        self._projects = {project.uid: project for project in projects}
        self.tree = QTreeWidget()
        self.detail = QTextBrowser(openLinks=False)
        self.left = QLabel(wordWrap=True)
        self.merge = QPushButton()
        self._all = self._filled(projects)
        self._arrange(QLabel(heading, wordWrap=True), unshown)
        self.tree.currentItemChanged.connect(self._show_detail)
        self.tree.itemClicked.connect(self._clicked)
        self.tree.installEventFilter(self)
        top = self.tree.topLevelItem(0)
        if first := top if overview else next(self._lines(), top):
            self.tree.setCurrentItem(first)
        self._draw()

    def choices(self) -> "dict[str, Choices]":
        """What was chosen: uid → place → side."""
        chosen: dict[str, dict[tuple[Kind, str], Side]] = {}
        for (uid, place), side in self._sides.items():
            chosen.setdefault(uid, {})[place] = side
        return {**chosen}

    def choose(self, side: "Side") -> None:
        """Choose a side for all that the current line stands for."""
        if item := self.tree.currentItem():
            for line in self._below(item):
                self._sides[_key(line.data(_PLACE, _DISPUTE))] = side
            self._draw()

    # --- making it ----------------------------------------------------------------------------------------

    def _filled(self, projects: Sequence[Project]) -> QTreeWidgetItem | None:
        """The lines; the one that stands for all disputes, when there are several."""
        self.tree.setAccessibleName("合并的内容")
        theirs = f"{self._words.theirs}：{self._who}" if self._who else self._words.theirs
        self.tree.setHeaderLabels(["位置", self._words.ours, theirs])
        self.tree.setUniformRowHeights(True)
        self.tree.setRootIsDecorated(False)
        header = self.tree.header()
        header.setStretchLastSection(False)
        for column in (_PLACE, _OURS, _THEIRS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        everything = None
        if sum(len(project.disputes) for project in projects) > 1:
            everything = QTreeWidgetItem(["全部两边都改了的地方"])
            self.tree.addTopLevelItem(everything)
        for project in projects:
            item = _item(project)
            self.tree.addTopLevelItem(item)
            for line in (item, *map(item.child, range(item.childCount()))):
                if line and not line.data(_PLACE, _DISPUTE):
                    line.setFirstColumnSpanned(True)  # only what is in the list already can be
        self.tree.expandAll()
        return everything

    def _arrange(self, heading: QLabel, unshown: int) -> None:
        ours, theirs = QPushButton(f"{self._words.keep}(&H)"), QPushButton(f"{self._words.take}(&T)")
        ours.clicked.connect(lambda: self.choose("ours"))
        theirs.clicked.connect(lambda: self.choose("theirs"))
        self.buttons = (ours, theirs)
        choosing = QHBoxLayout()
        for button in self.buttons:
            button.setAutoDefault(False)
            choosing.addWidget(button)
        choosing.addWidget(self.left, 1)
        self.detail.setAccessibleName("两边的内容")
        self.detail.document().setDocumentMargin(10)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.tree)
        split.addWidget(self.detail)
        split.setSizes([320, 180])
        split.setChildrenCollapsible(False)
        ending = QDialogButtonBox()
        ending.addButton(self.merge, QDialogButtonBox.ButtonRole.AcceptRole)
        ending.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.merge.setDefault(True)
        ending.accepted.connect(self._accept)
        ending.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(heading)
        if unshown:
            column.addWidget(QLabel(f"另有 {unshown} 张表一并合并，没有列出。"))
        column.addWidget(split, 1)
        column.addLayout(choosing)
        column.addWidget(ending)

    # --- choosing -----------------------------------------------------------------------------------------

    def _lines(self) -> Iterator[QTreeWidgetItem]:
        """The lines of all disputes."""
        for index in range(self.tree.topLevelItemCount()):
            if item := self.tree.topLevelItem(index):
                yield from self._of(item)

    def _of(self, item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
        children = (item.child(index) for index in range(item.childCount()))
        yield from (child for child in children if child and child.data(_PLACE, _DISPUTE))

    def _below(self, item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
        """The lines that a line stands for."""
        if item is self._all:
            return list(self._lines())
        return [item] if item.data(_PLACE, _DISPUTE) else list(self._of(item))

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        if column != _PLACE and item.data(_PLACE, _DISPUTE):
            self.choose("ours" if column == _OURS else "theirs")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and right choose; there is nothing else for them to do in this list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            sides: dict[int, Side] = {Qt.Key.Key_Left: "ours", Qt.Key.Key_Right: "theirs"}
            if side := sides.get(event.key()):
                self.choose(side)
                return True
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        words = self._words
        for line in self._lines():
            dispute: Dispute = line.data(_PLACE, _DISPUTE)
            side = self._sides.get(_key(dispute))
            for column, text, other, own in (
                (_OURS, dispute.ours, dispute.theirs, "ours"),
                (_THEIRS, dispute.theirs, dispute.ours, "theirs"),
            ):
                line.setText(column, (_CHOSEN if side == own else "") + around(text, other, _SIGNS))
                line.setFont(column, _bold(self.tree.font(), own == side))
            said = {"ours": words.keep, "theirs": words.take}.get(side or "", "没有选择")
            line.setData(
                _PLACE,
                _SPOKEN,
                f"{dispute.place}，{said}。{words.ours}：{dispute.ours}。{words.theirs}：{dispute.theirs}",
            )
        self._count()

    def _count(self) -> None:
        of = sum(1 for _ in self._lines())
        left = of - len(self._sides)
        for button in self.buttons:
            button.setVisible(of > 0)
        words = f"还有 {left} 处没有选择：{self._words.left}。"
        self.left.setText(words if left else f"{of} 处都已选择。" if of else "")
        self.merge.setText(f"{self._words.title}(&M)")

    def _show_detail(self, item: QTreeWidgetItem | None) -> None:
        dispute = item.data(_PLACE, _DISPUTE) if item else None
        if isinstance(dispute, Dispute):
            self.detail.setHtml(_html(dispute, self._projects[dispute.uid].hands, self._words))
        else:
            self.detail.setHtml(self._overview)

    def _accept(self) -> None:
        choices = self.choices()
        self.accept()
        self.chosen.emit(choices)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys go through the list."""
        super().showEvent(event)
        self.tree.setFocus()


def _key(dispute: Dispute) -> "tuple[str, tuple[Kind, str]]":
    return dispute.uid, dispute.conflict.place


def _item(project: Project) -> QTreeWidgetItem:
    does = f"〔{project.does}〕" if project.does else ""
    item = QTreeWidgetItem([f"{project.name}{does}"])
    item.setFont(_PLACE, _bold(item.font(_PLACE), True))
    for dispute in project.disputes:
        line = QTreeWidgetItem([dispute.place])
        line.setData(_PLACE, _DISPUTE, dispute)
        line.setToolTip(_PLACE, f"{project.name}\n{dispute.place}")
        item.addChild(line)
    for change in project.changes:
        line = QTreeWidgetItem([change])
        line.setToolTip(_PLACE, change)
        item.addChild(line)
    return item


def _html(dispute: Dispute, hands: tuple[str, str], words: Words) -> str:
    """The three texts side by side, with what differs marked in ours and theirs."""
    began = dispute.base
    texts = [
        (words.ours, hands[0], difference_html(began or dispute.theirs, dispute.ours)),
        (words.theirs, hands[1], difference_html(began or dispute.ours, dispute.theirs)),
    ]
    if began:
        texts.insert(0, ("原来", "两边共有的内容", escape(began).replace("\n", "<br>")))
    width = 100 // len(texts)
    cells = "".join(
        f"<td width='{width}%' style='padding: 0 8px'><p><b>{name}</b><br><small>{escape(hand)}</small></p>"
        f"<p>{text}</p></td>"
        for name, hand, text in texts
    )
    return f"<table width='100%' cellspacing='0'><tr>{cells}</tr></table>"


def _bold(font: QFont, is_bold: bool) -> QFont:
    face = QFont(font)
    face.setBold(is_bold)
    return face
