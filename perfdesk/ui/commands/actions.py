"""QActions, menus and tool bar, made from the table of commands."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from perfdesk.ui.commands.table import COMMANDS, MENUS, plain
from perfdesk.ui.looks import icon

Act = Callable[[], None]


def make_actions(window: QMainWindow, ask: Callable[[str], None]) -> dict[str, QAction]:
    """An action for every command, by name; it asks for its command by name."""
    actions: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(command.words, window)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setIconVisibleInMenu(False)
        if command.short:
            action.setIconText(command.short)
        call(action, command.words)
        action.triggered.connect(partial(_ask, ask, command.name))
        actions[command.name] = action
    draw_icons(actions)
    return actions


def call(action: QAction, words: str) -> None:
    """Give an action its words, in menus and where it is pointed at."""
    if words != action.text() or not action.toolTip().startswith(words.rstrip("…")):
        keys = action.shortcut().toString()
        action.setText(words)
        action.setToolTip(words.rstrip("…") + (f" ({keys})" if keys else ""))


def draw_icons(actions: Mapping[str, QAction]) -> None:
    """Give actions their icons, in the colour of the surroundings now."""
    for command in COMMANDS:
        if command.icon:
            actions[command.name].setIcon(icon(command.icon))


def _ask(ask: Callable[[str], None], name: str, _checked: bool = False) -> None:
    ask(name)


def fill_menus(window: QMainWindow, actions: Mapping[str, QAction]) -> None:
    """The menu bar, in the order of the table."""
    window.menuBar().setAccessibleName("菜单")
    menus: dict[str, QMenu] = {words: window.menuBar().addMenu(words) for words in MENUS}
    for words, menu in menus.items():
        menu.setAccessibleName(plain(words))
    for command in COMMANDS:
        place = menus[command.menu]
        if command.begins and not place.isEmpty():
            place.addSeparator()
        place.addAction(actions[command.name])


def make_tool_bar(window: QMainWindow, actions: Mapping[str, QAction]) -> QToolBar:
    """The verbs used most, with their words; the rest as icons."""
    bar = QToolBar("工具栏", window)
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for command in COMMANDS:
        if not command.bar:
            continue
        if command.begins and bar.actions():
            bar.addSeparator()
        bar.addAction(actions[command.name])
        button = bar.widgetForAction(actions[command.name])
        if isinstance(button, QToolButton) and command.bar == "words":
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    for more in bar.findChildren(QToolButton, "qt_toolbar_ext_button"):
        more.setAccessibleName("更多命令")
    window.addToolBar(bar)
    return bar
