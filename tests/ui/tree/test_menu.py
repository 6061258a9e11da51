"""The menu of the tree."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from perfdesk.ui import asking
from perfdesk.ui.tree.menu import TreeMenu
from perfdesk.ui.window import MainWindow


@pytest.fixture
def tree_menu(window: MainWindow) -> TreeMenu:
    found = window.bench.findChild(TreeMenu)
    assert found
    return found


def _words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def _order(menu: QMenu) -> list[QAction]:
    orders = menu.actions()[-1].menu()
    assert isinstance(orders, QMenu)
    return orders.actions()


def test_it_offers_what_can_be_done_with_a_form(window: MainWindow, tree_menu: TreeMenu) -> None:
    assert _words(tree_menu.menu()) == [
        "新建绩效目标表",
        "复制本表",
        "打印本表…",
        "导出…",
        "审核",
        "提交待审",
        "定稿",
        "重新打开",
        "修改历史…",
        "删除本表",
        "排序",
    ]


def test_a_group_can_be_renamed_from_it(
    window: MainWindow, tree_menu: TreeMenu, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = window.bench.tree_pane
    pane.tree.setCurrentIndex(pane.model.index(0, 0))
    monkeypatch.setattr(asking, "text", lambda *_asked: "2031")
    menu = tree_menu.menu()
    next(action for action in menu.actions() if action.text() == "改名…").trigger()

    assert pane.model.node(pane.model.index(0, 0)).label == "2031 年"


def test_the_order_is_marked_and_can_be_changed(window: MainWindow, tree_menu: TreeMenu) -> None:
    menu = tree_menu.menu()
    before = [action.text() for action in _order(menu) if action.isChecked()]
    _order(menu)[1].trigger()

    assert before == ["按录入先后"]
    assert window.bench.tree_pane.model.order == "name"
    assert [action.text() for action in _order(tree_menu.menu()) if action.isChecked()] == ["按名称"]


def test_it_opens_where_the_clerk_points(
    window: MainWindow, tree_menu: TreeMenu, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[QPoint] = []
    monkeypatch.setattr(QMenu, "popup", lambda _menu, place: places.append(place))
    tree = window.bench.tree_pane.tree
    tree.customContextMenuRequested.emit(QPoint(20, 30))

    assert places == [tree.viewport().mapToGlobal(QPoint(20, 30))]
