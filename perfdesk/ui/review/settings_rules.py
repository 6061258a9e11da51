"""审核设置, rules: which speak, and how grave what they say is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.documents.finding import SEVERITIES, WEIGHTS
from perfdesk.ui.review.rule_page import html

if TYPE_CHECKING:
    from perfdesk.rules.rule import Rule
    from perfdesk.rules.settings import Settings

_NUMBER, _TITLE, _WEIGHT = 0, 1, 2
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class RulesPage(QWidget):
    """Signals: `changed(settings)`."""

    changed = Signal(object)

    def __init__(self, settings: "Settings", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from perfdesk.rules.rulebook import rules

        self.settings = settings
        self._rules = rules()
        self.filter = QLineEdit(placeholderText="查找规则")
        self.filter.setAccessibleName("查找规则")
        self.filter.textChanged.connect(self._show_only)
        self.list = QTreeWidget()
        self.list.setAccessibleName("规则")
        self.list.setHeaderLabels(["编号", "规则", "级别"])
        self.list.setRootIsDecorated(False)
        self.list.header().setSectionResizeMode(_NUMBER, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(_WEIGHT, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setStretchLastSection(False)
        self.items = [self._item(rule) for rule in self._rules]
        self.list.addTopLevelItems(self.items)
        self.weight = QComboBox()
        self.weight.setAccessibleName("级别")
        self.page = QTextBrowser(openLinks=False)
        self.page.setAccessibleName("规则说明")
        self._arrange()
        self.list.currentItemChanged.connect(self._show_rule)
        self.list.itemChanged.connect(self._switch)
        self.weight.activated.connect(self._weigh)
        self.list.setCurrentItem(self.items[0])

    def _arrange(self) -> None:
        label = QLabel("级别(&L)：")
        label.setBuddy(self.weight)
        weight = QHBoxLayout()
        weight.addWidget(label)
        weight.addWidget(self.weight, 1)
        right, left = QVBoxLayout(), QVBoxLayout()
        right.addLayout(weight)
        right.addWidget(self.page)
        left.addWidget(self.filter)
        left.addWidget(self.list)
        both = QHBoxLayout(self)
        both.addLayout(left, 3)
        both.addLayout(right, 2)

    def _item(self, rule: "Rule") -> QTreeWidgetItem:
        item = QTreeWidgetItem([rule.id, rule.title, ""])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_NUMBER, _CHECKED if self.settings.is_on(rule) else _UNCHECKED)
        self._write(item, rule)
        return item

    def _write(self, item: QTreeWidgetItem, rule: "Rule") -> None:
        own = self.settings.severity(rule)
        weight = WEIGHTS[own or self.settings.usual_severity(rule)]
        item.setText(_WEIGHT, f"{weight}（已改）" if own else weight)
        spoken = f"{rule.id} {rule.title}，{item.text(_WEIGHT)}"
        item.setData(_NUMBER, Qt.ItemDataRole.AccessibleTextRole, spoken)

    def rule(self) -> "Rule":
        """The one that is looked at."""
        return self._rules[self.items.index(self.list.currentItem() or self.items[0])]

    def _show_only(self, words: str) -> None:
        wanted = words.strip().casefold()
        for item, rule in zip(self.items, self._rules, strict=True):
            item.setHidden(wanted not in f"{rule.id} {rule.title} {rule.why}".casefold())

    def _show_rule(self) -> None:
        from perfdesk.rules.explaining import page

        rule = self.rule()
        self.page.setHtml(html(rule.title, page(rule)))
        usual = WEIGHTS[self.settings.usual_severity(rule)]
        self.weight.clear()
        self.weight.addItems([f"默认（{usual}）", *(WEIGHTS[each] for each in SEVERITIES)])
        own = self.settings.severity(rule)
        self.weight.setCurrentIndex(SEVERITIES.index(own) + 1 if own else 0)

    def _switch(self, item: QTreeWidgetItem) -> None:
        rule, is_on = self._rules[self.items.index(item)], item.checkState(_NUMBER) == _CHECKED
        if is_on != self.settings.is_on(rule):  # else its words have changed
            self.changed.emit(self.settings.switch_rule(rule, is_on=is_on))

    def _weigh(self, number: int) -> None:
        rule = self.rule()
        self.changed.emit(self.settings.weigh(rule, SEVERITIES[number - 1] if number else None))
        self._write(self.items[self._rules.index(rule)], rule)
