"""What a screen reader is told: the whole window is walked through the accessible tree."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QLibraryInfo, QPoint, Qt, QTimer, QTranslator
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.ui import announcing, asking
from perfdesk.ui.commands.keys_sheet import KeysSheet
from perfdesk.ui.files.import_report import Report, ReportWindow
from perfdesk.ui.outcome import Link
from perfdesk.ui.tasks import Course
from perfdesk.ui.window import MainWindow

from .samples import cell_of, go_to, press, type_text, typing_place

Key = Qt.Key
Role = QAccessible.Role
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
USED = {
    Role.Button, Role.ButtonMenu, Role.CheckBox, Role.ComboBox, Role.EditableText, Role.Grip, Role.Link,
    Role.List, Role.ListItem, Role.MenuBar, Role.MenuItem, Role.PopupMenu, Role.ProgressBar, Role.RadioButton,
    Role.Slider, Role.SpinBox, Role.StatusBar, Role.Table, Role.ToolBar, Role.Tree, Role.TreeItem,
}  # fmt: skip
"""What somebody does something with; cells and whatever can have the focus are looked at besides."""

_CHINESE = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
_ASK_YES, _ASK_TEXT, _TELL = asking.yes, asking.text, asking.tell  # before tests put others in their places


@pytest.fixture(autouse=True)
def _somebody_listens() -> Iterator[None]:
    """Qt keeps the accessible tree up to date only while a screen reader is there."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


class Said(NamedTuple):
    """What is told of one thing."""

    role: QAccessible.Role
    name: str
    description: str
    is_focusable: bool
    whose: str


def said(widget: QWidget) -> list[Said]:
    """A widget and all that can be seen below it, in the order of the accessible tree."""
    return [_said(each) for each in _walk(QAccessible.queryAccessibleInterface(widget))]


def _walk(each: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield each
    for number in range(each.childCount()):
        child = each.child(number)
        if child and child.isValid() and (not child.state().invisible or child.role() == Role.MenuItem):
            yield from _walk(child)


def _said(each: QAccessibleInterface) -> Said:
    owner = each.object()
    return Said(
        each.role(),
        each.text(QAccessible.Text.Name),
        each.text(QAccessible.Text.Description),
        bool(each.state().focusable),
        f"{type(owner).__name__} {owner.objectName()}" if owner else "",
    )


def nameless(widget: QWidget) -> list[Said]:
    """What can be used and has no name, or one that no clerk can read."""
    return [
        each for each in said(widget) if (each.role in USED or each.is_focusable) and not _reads(each.name)
    ]


def _reads(name: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", name)) or bool(re.fullmatch(r"\d+%?", name))


def names(widget: QWidget, role: QAccessible.Role) -> list[str]:
    return [each.name for each in said(widget) if each.role == role]


@pytest.fixture
def judged(window: MainWindow) -> MainWindow:
    """The window when every form has been reviewed."""
    assert window.bench.session
    window.bench.session.errors_among(set())
    return window


# --- the window -----------------------------------------------------------------------------------------


def test_whatever_can_be_used_in_the_window_has_a_chinese_name(judged: MainWindow) -> None:
    assert nameless(judged) == []
    told = {each.role for each in said(judged)}
    assert told >= {
        Role.Table,
        Role.Tree,
        Role.List,
        Role.EditableText,
        Role.MenuItem,
        Role.ToolBar,
        Role.Slider,
    }


def test_an_empty_library_leaves_nothing_without_a_name(empty_window: MainWindow) -> None:
    assert nameless(empty_window) == []


def test_the_open_editor_says_its_cell_and_what_stands_beside_it(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")
    type_text(window, "9")

    editor = window.bench.view.editor
    assert editor
    assert editor.accessibleName() == "年度指标值，扶持企业家数"
    assert editor.accessibleDescription()
    assert nameless(window) == []


@pytest.mark.parametrize(("address", "picker"), [("row-2-1/level2", "list"), ("period", "months")])
def test_what_is_chosen_from_has_a_name(window: MainWindow, address: str, picker: str) -> None:
    go_to(window, address)
    press(window.bench.view, Key.Key_F2)
    press(typing_place(window), Key.Key_Down, held=ALT)

    opened = getattr(window.bench.view._delegate.hints, picker)
    assert opened.isVisible()
    assert _reads(opened.accessibleName())
    assert nameless(window) == []


def test_the_palette_and_the_preview_have_names(window: MainWindow) -> None:
    press(typing_place(window), Key.Key_K, held=CTRL)
    window.bench.previewing.toggle()

    assert nameless(window) == []
    assert "查找项目、命令或单元格" in names(window, Role.EditableText)


def test_the_first_day_says_what_comes_of_each_choice(empty_window: MainWindow) -> None:
    empty_window.perform(empty_window.bench.starting.first_day)

    assert nameless(empty_window) == []
    beginning = empty_window.bench.desk.beginning
    choices = [each for each in said(beginning) if each.role == Role.Button]
    assert [_reads(each.name) and _reads(each.description) for each in choices] == [True] * 3
    assert empty_window.windowTitle() == "开始使用 perfdesk"


def test_what_is_under_way_and_what_became_of_it_have_names(window: MainWindow) -> None:
    window.status.busy.begin("正在打印", Course())
    window.bench.outcome.tell("已打印 1 张表。", [Link("打开(&O)", lambda: None)])

    assert nameless(window) == []
    assert names(window, Role.ProgressBar) == ["正在打印"]
    assert {"停止", "打开(O)", "关闭(X)"} <= set(names(window, Role.Button))


def test_what_is_said_for_a_while_is_spoken_at_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []

    class Listening:
        isActive = staticmethod(lambda: True)  # noqa: N815 (Qt's names)
        updateAccessibility = staticmethod(lambda event: spoken.append(event.message()))  # noqa: N815

    monkeypatch.setattr(announcing, "QAccessible", Listening)
    window.bench.desk.say("已删除“财金局工作业务经费”，可撤销。")
    window.bench.outcome.tell("已打印 1 张表，1 页。")

    assert spoken == ["已删除“财金局工作业务经费”，可撤销。", "已打印 1 张表，1 页。"]


# --- the sheet ------------------------------------------------------------------------------------------


def _table(window: MainWindow) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(window.bench.view)


def _spoken(window: MainWindow, address: str) -> Said:
    cell = cell_of(window, address)
    columns = window.bench.model.columnCount()
    cells = [each for each in said(window.bench.view) if each.role == Role.Cell]
    return cells[cell.row * columns + cell.column]


def test_the_sheet_is_a_table_and_no_line_is_called_by_a_number(window: MainWindow) -> None:
    told = said(window.bench.view)

    assert told[0].role == Role.Table
    model = window.bench.model
    assert [each.role for each in told].count(Role.Cell) == model.rowCount() * model.columnCount()
    assert {each.name for each in told if each.role in {Role.RowHeader, Role.ColumnHeader}} <= {""}


def test_a_cell_says_field_indicator_text_and_findings(judged: MainWindow) -> None:
    assert judged.bench.session
    judged.bench.session.write(cell_of(judged, "row-2-9/value"), "95%")

    value = _spoken(judged, "row-2-9/value")
    assert value.name == "年度指标值，扶持企业满意度：95%，1 处提醒"
    assert "≥95%" in value.description
    assert _spoken(judged, "row-2-9/level1").name == "一级指标：满意度指标"
    assert _spoken(judged, "row-2-9/name").name == "三级指标，服务对象满意度指标：扶持企业满意度"


def test_an_empty_cell_says_that_it_is_empty_and_an_indicator_without_a_name_its_number(
    window: MainWindow,
) -> None:
    session = window.bench.session
    assert session
    session.write(cell_of(window, "row-2-6/name"), "")
    session.write(cell_of(window, "row-2-6/value"), "")

    assert _spoken(window, "funds.total.other").name == "实施期其他资金：空白"
    assert _spoken(window, "row-2-6/value").name.startswith("年度指标值，第 6 行：空白")


def test_every_cell_that_keys_go_to_says_a_sentence(window: MainWindow) -> None:
    for each in said(window.bench.view):
        if each.role == Role.Cell and each.is_focusable:
            assert re.fullmatch(r"[^：]+：.+", each.name, re.DOTALL), each.name


def test_the_table_always_has_a_current_cell(window: MainWindow, qtbot: QtBot) -> None:
    def current() -> str:
        focused = _table(window).focusChild()
        assert focused
        return focused.text(QAccessible.Text.Name)

    go_to(window, "row-2-3/name")
    assert "首次贷款企业家数" in current()
    window.bench.form.remove_row()
    assert _reads(current())
    assert window.bench.session
    window.bench.session.open("sample-1")
    assert _reads(current())


def test_a_library_without_forms_answers_the_walk(empty_window: MainWindow) -> None:
    assert said(empty_window)[0].role == Role.Window
    assert names(empty_window, Role.Table) == []


# --- the panes beside it --------------------------------------------------------------------------------


def test_a_card_says_where_how_grave_what_and_what_its_fix_does(judged: MainWindow) -> None:
    review = judged.bench.review
    review.unfold("infos")
    listed = QAccessible.queryAccessibleInterface(review.list)
    below = [_said(listed.child(number)) for number in range(listed.childCount())]
    cards = [each for each in below if each.role == Role.ListItem]  # those scrolled out of sight as well

    assert [each.name for each in cards] == [line.spoken for line in review.model.lines]
    first = review.model.cards[0]
    assert cards[0].name == f"{first.where}，{first.weight}：{first.finding.message}"
    assert any(each.description.startswith("按意见改正：") for each in cards)


def test_a_line_of_the_tree_says_its_counts_in_words(judged: MainWindow) -> None:
    lines = names(judged, Role.TreeItem)

    assert re.fullmatch(r"2024 年，\d+ 处错误，\d+ 处提醒", lines[0])
    assert all(_reads(line) for line in lines)


# --- windows of their own -------------------------------------------------------------------------------


def test_the_report_of_an_import_has_names(window: MainWindow, qtbot: QtBot) -> None:
    report = ReportWindow(Report(("财金局工作业务经费",), ("「坏.txt」是空的。",), (), ()), window)
    qtbot.addWidget(report)
    report.show()

    assert nameless(report) == []
    assert report.focusWidget() is report.text


def test_the_sheet_of_keys_says_what_each_key_does(window: MainWindow, qtbot: QtBot) -> None:
    sheet = KeysSheet(window)
    qtbot.addWidget(sheet)
    sheet.show()

    assert nameless(sheet) == []
    assert "查找项目、命令、单元格" in names(sheet, Role.StaticText)


@pytest.mark.parametrize(
    "ask",
    [
        lambda parent: _ASK_YES(parent, "有 2 处错误，仍要打印？", "仍要打印"),
        lambda parent: _ASK_TEXT(parent, "改名", "新的名称", "财政金融局"),
        lambda parent: _TELL(parent, "已经打开了。"),
    ],
)
def test_a_question_has_names(empty_window: MainWindow, ask: Callable[[QWidget], object]) -> None:
    told: list[list[Said]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog
        told.extend([said(dialog), nameless(dialog)])
        dialog.close()

    QTimer.singleShot(0, look)
    ask(empty_window)

    everything, without = told
    assert without == []
    assert Role.Button in {each.role for each in everything}


def test_qts_own_file_dialog_has_names(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    chinese = QTranslator()
    assert chinese.load("qtbase_zh_CN", _CHINESE)
    qapp.installTranslator(chinese)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = asking.file_dialog(parent, "打开项目库", tmp_path, asking.LIBRARY_FILES)
    dialog.show()
    # folders are called what they are called; a box is named by the label beside it
    others = {Role.ListItem, Role.ComboBox, Role.Grip}
    without = [each for each in nameless(dialog) if each.role not in others]
    qapp.removeTranslator(chinese)

    assert without == []


# --- the way of the keys --------------------------------------------------------------------------------


def _tab_stops(window: MainWindow) -> list[QWidget]:
    """What Tab goes to, from the filter round to it again."""
    first: QWidget = window.bench.tree_pane.filter
    stops, each = [first], first.nextInFocusChain()
    while each and each is not first:
        takes = each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.focusProxy()
        if takes and each.isVisible() and each.isEnabled():
            stops.append(each)
        each = each.nextInFocusChain()
    return stops


def test_tab_goes_through_the_panes_as_the_eye_does(window: MainWindow) -> None:
    bench = window.bench
    stops = _tab_stops(window)

    assert stops == [bench.tree_pane.filter, bench.tree_pane.tree, bench.view, bench.review.list]
    for one, after in pairwise(stops):
        here, there = (each.mapTo(window, QPoint()) for each in (one, after))
        assert here.y() < there.y() or here.x() < there.x()


def test_tab_reaches_the_links_below_the_paper_after_the_paper(window: MainWindow) -> None:
    bench = window.bench
    bench.outcome.tell("已打印 1 张表。", [Link("打开(&O)", lambda: None)])

    stops = _tab_stops(window)
    below = [stops.index(link) for link in bench.outcome.links]
    assert stops.index(bench.view) < min(below)
    assert below == sorted(below)
    assert max(below) < stops.index(bench.review.list)


def test_f6_leads_out_of_every_pane_and_of_an_open_editor(window: MainWindow) -> None:
    def pressed() -> QWidget | None:
        place = QApplication.focusWidget()
        assert place
        press(place, Key.Key_F6)
        return QApplication.focusWidget()

    bench = window.bench
    assert [pressed() for _ in range(3)] == [bench.review.list, bench.tree_pane.tree, bench.view]
    bench.tree_pane.filter.setFocus()
    assert pressed() is bench.view
    type_text(window, "9")
    assert pressed() is bench.review.list


def test_f6_passes_over_what_is_hidden_and_stops_at_the_preview(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: window.width() == 1000)
    bench.previewing.toggle()  # where there is no room for both, in the place of the cards
    assert bench.review.isHidden()

    focused = []
    for _ in range(3):
        place = QApplication.focusWidget()
        assert place
        press(place, Key.Key_F6)
        focused.append(QApplication.focusWidget())
    assert focused == [bench.previewing.preview, bench.tree_pane.tree, bench.view]


def test_f6_goes_to_the_choices_where_there_is_no_paper(empty_window: MainWindow) -> None:
    empty_window.perform(empty_window.bench.starting.first_day)
    empty_window.bench.tree_pane.filter.setFocus()

    press(empty_window.bench.tree_pane.filter, Key.Key_F6)

    assert empty_window.bench.desk.beginning.choices[0].hasFocus()


def test_tab_leads_out_of_the_tree_the_filter_and_the_cards(window: MainWindow) -> None:
    bench = window.bench
    for place in (bench.tree_pane.filter, bench.tree_pane.tree, bench.review.list):
        place.setFocus()
        press(place, Key.Key_Tab)
        assert not place.hasFocus()
