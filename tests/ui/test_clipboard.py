"""Blocks of cells chosen, copied, cut, pasted and emptied, by real keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.library.library import Library
from perfdesk.ui import asking
from perfdesk.ui.window import MainWindow

from .samples import cell_of, go_to, here, press, text_at, type_text, typing_place

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
BUTTON = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def _empty_clipboard(window: MainWindow) -> None:
    QApplication.clipboard().clear()


def hold(text: str, page: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if page:
        data.setData("text/html", page.encode())
    QApplication.clipboard().setMimeData(data)


def held() -> str:
    return QApplication.clipboard().text()


def texts(window: MainWindow, *addresses: str) -> list[str | None]:
    return [text_at(window, address) for address in addresses]


def steps(window: MainWindow) -> list[str]:
    assert window.bench.session
    stack = window.bench.session.stack
    return [stack.text(number) for number in range(stack.count())]


def rows(window: MainWindow) -> int:
    assert window.bench.opened
    return len(window.bench.opened.document.rows)


def middle(window: MainWindow, address: str) -> QPoint:
    view = window.bench.view
    return view.visualRect(window.bench.model.index_of(cell_of(window, address))).center()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked; every question is agreed to."""
    asked: list[str] = []

    def agree(_: object, question: str, accept: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(asking, "yes", agree)
    return asked


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked; nothing is agreed to."""
    asked: list[str] = []
    monkeypatch.setattr(asking, "yes", lambda _, question, accept: asked.append(question))
    return asked


# --- choosing and copying -------------------------------------------------------------------------------


def test_one_cell_is_copied_as_its_text(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")

    press(window.bench.view, Key.Key_C, held=CTRL)

    assert held() == text_at(window, "row-2-1/value")
    assert steps(window) == []


def test_a_block_is_chosen_by_shift_and_arrows_and_copied_as_a_table(window: MainWindow) -> None:
    go_to(window, "row-2-1/name")

    press(window.bench.view, Key.Key_Down, Key.Key_Right, held=SHIFT)
    press(window.bench.view, Key.Key_C, held=CTRL)

    one, two, three, four = texts(window, "row-2-1/name", "row-2-1/value", "row-2-2/name", "row-2-2/value")
    assert held() == f"{one}\t{two}\r\n{three}\t{four}\r\n"
    assert here(window) == "row-2-1/name"


def test_a_merged_cell_is_whole_in_a_block_and_copied_once(window: MainWindow) -> None:
    go_to(window, "row-2-1/name")

    press(window.bench.view, Key.Key_Left, held=SHIFT)
    press(window.bench.view, Key.Key_C, held=CTRL)

    names = texts(window, "row-2-1/name", "row-2-2/name", "row-2-3/name")
    assert held() == f"数量指标\t{names[0]}\r\n\t{names[1]}\r\n\t{names[2]}\r\n"


def test_a_block_is_drawn_with_the_mouse(window: MainWindow) -> None:
    port = window.bench.view.viewport()

    QTest.mousePress(port, BUTTON, pos=middle(window, "row-2-2/name"))
    QTest.mouseMove(port, middle(window, "row-2-3/name"))
    QTest.mouseMove(port, middle(window, "row-2-3/value"))
    QTest.mouseRelease(port, BUTTON, pos=middle(window, "row-2-3/value"))
    press(window.bench.view, Key.Key_C, held=CTRL)

    assert here(window) == "row-2-2/name"
    assert held().count("\t") == 2
    assert held().count("\r\n") == 2


def test_a_click_with_shift_reaches_from_the_current_cell(window: MainWindow) -> None:
    go_to(window, "row-2-2/value")

    QTest.mouseClick(window.bench.view.viewport(), BUTTON, SHIFT, middle(window, "row-2-4/value"))
    press(window.bench.view, Key.Key_C, held=CTRL)

    assert held().count("\r\n") == 3
    assert here(window) == "row-2-2/value"


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_Escape, Key.Key_Return, Key.Key_F2])
def test_going_on_ends_the_block(window: MainWindow, key: Key) -> None:
    go_to(window, "row-2-1/value")
    press(window.bench.view, Key.Key_Down, held=SHIFT)
    assert window.bench.clip.block.is_chosen

    press(window.bench.view, key)

    assert not window.bench.clip.block.is_chosen
    assert not window.bench.clip.block.isVisible()


def test_typing_on_a_block_writes_the_current_cell_only(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")
    below = text_at(window, "row-2-2/value")
    press(window.bench.view, Key.Key_Down, held=SHIFT)

    type_text(window, "7")
    press(typing_place(window), Key.Key_Return)

    assert texts(window, "row-2-1/value", "row-2-2/value") == ["7", below]


def test_the_chosen_block_is_pale_blue(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")
    spot = middle(window, "row-2-2/value")
    spot.setY(spot.y() - 8)
    spot.setX(
        window.bench.view.visualRect(window.bench.model.index_of(cell_of(window, "row-2-2/value"))).right()
        - 5
    )

    def colour() -> QColor:
        return window.bench.view.viewport().grab().toImage().pixelColor(spot)

    assert colour().name() == "#ffffff"
    press(window.bench.view, Key.Key_Down, held=SHIFT)
    assert colour().blue() > colour().red() > 180


# --- emptying and cutting -------------------------------------------------------------------------------


def test_delete_empties_a_block_as_one_step_and_undo_brings_it_back(window: MainWindow) -> None:
    cells = ("row-2-1/name", "row-2-1/value", "row-2-2/name", "row-2-2/value")
    before = texts(window, *cells)
    go_to(window, "row-2-1/name")
    press(window.bench.view, Key.Key_Down, Key.Key_Right, held=SHIFT)

    press(window.bench.view, Key.Key_Delete)

    assert texts(window, *cells) == ["", "", "", ""]
    assert steps(window) == ["清空"]
    press(window.bench.view, Key.Key_Z, held=CTRL)
    assert texts(window, *cells) == before


def test_cut_and_paste_move_a_block_in_two_steps(window: MainWindow) -> None:
    before = texts(window, "row-2-1/value", "row-2-2/value")
    go_to(window, "row-2-1/value")
    press(window.bench.view, Key.Key_Down, held=SHIFT)

    press(window.bench.view, Key.Key_X, held=CTRL)
    assert texts(window, "row-2-1/value", "row-2-2/value") == ["", ""]
    go_to(window, "row-2-5/value")
    press(window.bench.view, Key.Key_V, held=CTRL)

    assert texts(window, "row-2-5/value", "row-2-6/value") == before
    assert steps(window) == ["剪切", "粘贴"]


# --- pasting --------------------------------------------------------------------------------------------


def test_a_goal_comes_back_with_quotes_tabs_and_breaks(window: MainWindow) -> None:
    text = '目标一："好"\n\t  目标二；\n'
    assert window.bench.session
    window.bench.session.write(go_to(window, "goal.total"), text)
    press(window.bench.view, Key.Key_C, held=CTRL)
    assert held() == text

    go_to(window, "goal.annual")
    press(window.bench.view, Key.Key_V, held=CTRL)

    assert text_at(window, "goal.annual") == text


def test_lines_of_plain_text_are_one_text_for_a_field_and_rows_for_indicators(window: MainWindow) -> None:
    hold("第一\r\n第二")

    go_to(window, "goal.annual")
    press(window.bench.view, Key.Key_V, held=CTRL)
    go_to(window, "row-2-1/name")
    press(window.bench.view, Key.Key_V, held=CTRL)

    assert text_at(window, "goal.annual") == "第一\n第二"
    assert texts(window, "row-2-1/name", "row-2-2/name") == ["第一", "第二"]


def test_one_text_goes_into_every_chosen_cell(window: MainWindow) -> None:
    hold("100%")
    go_to(window, "row-2-1/value")
    press(window.bench.view, Key.Key_Down, Key.Key_Down, held=SHIFT)

    press(window.bench.view, Key.Key_V, held=CTRL)

    assert texts(window, *(f"row-2-{number}/value" for number in (1, 2, 3))) == ["100%"] * 3
    assert steps(window) == ["粘贴"]


def test_one_text_goes_into_a_merged_level_as_a_whole(window: MainWindow) -> None:
    hold("数量")
    go_to(window, "row-2-1/level2")

    press(window.bench.view, Key.Key_V, held=CTRL)

    assert texts(window, *(f"row-2-{number}/level2" for number in (1, 2, 3))) == ["数量"] * 3


MERGED = (
    "<table><tr><td rowspan=2>产出指标</td><td rowspan=2>时效指标</td><td>按时</td><td>1</td></tr>"
    "<tr><td>按期</td><td>2</td></tr></table>"
)


@pytest.mark.parametrize("page", [MERGED, ""])
def test_merged_levels_arrive_in_every_row(window: MainWindow, page: str) -> None:
    hold("产出指标\t时效指标\t按时\t1\r\n\t\t按期\t2\r\n", page)
    go_to(window, "row-2-1/level1")

    press(window.bench.view, Key.Key_V, held=CTRL)

    for number, name in ((1, "按时"), (2, "按期")):
        row = f"row-2-{number}"
        assert texts(window, f"{row}/level1", f"{row}/level2", f"{row}/name", f"{row}/value") == [
            "产出指标", "时效指标", name, str(number),
        ]  # fmt: skip
    assert steps(window) == ["粘贴"]


def test_rows_are_added_when_agreed_and_inherit_levels(window: MainWindow, answers: list[str]) -> None:
    last = rows(window)
    levels = texts(window, f"row-2-{last}/level1", f"row-2-{last}/level2")
    hold("甲\t1\r\n乙\t2\r\n丙\t3\r\n")
    go_to(window, f"row-2-{last}/name")

    press(window.bench.view, Key.Key_V, held=CTRL)

    assert answers == ["下面的指标行不够，要添加 2 行吗？"]
    assert window.bench.opened
    added = window.bench.opened.document.rows[last:]
    assert [(row.text("name"), row.text("value")) for row in added] == [("乙", "2"), ("丙", "3")]
    assert all([row.text("level1"), row.text("level2")] == levels for row in added)
    assert steps(window) == ["粘贴"]
    press(window.bench.view, Key.Key_Z, held=CTRL)
    assert rows(window) == last


def test_nothing_is_pasted_when_rows_are_not_wanted(window: MainWindow, refusals: list[str]) -> None:
    last = rows(window)
    hold("甲\r\n乙\r\n", "<table><tr><td>甲<tr><td>乙</table>")
    go_to(window, f"row-2-{last}/name")

    press(window.bench.view, Key.Key_V, held=CTRL)

    assert len(refusals) == 1
    assert steps(window) == []


def test_a_block_too_wide_is_asked_about_and_names_what_has_no_place(
    window: MainWindow, answers: list[str]
) -> None:
    hold("一\t二\r\n三\t四\r\n")
    go_to(window, "row-2-1/value")

    press(window.bench.view, Key.Key_V, held=CTRL)

    assert len(answers) == 1
    assert "2 处" in answers[0]
    assert "「二」" in answers[0]
    assert texts(window, "row-2-1/value", "row-2-2/value") == ["一", "三"]


def test_printed_words_are_asked_about_unless_they_are_the_same(
    window: MainWindow, refusals: list[str]
) -> None:
    go_to(window, "funds.total.sum")
    press(window.bench.view, Key.Key_Right, Key.Key_Down, held=SHIFT)
    press(window.bench.view, Key.Key_C, held=CTRL)
    press(window.bench.view, Key.Key_V, held=CTRL)
    assert refusals == []

    hold("1\t别的\t2\r\n")
    go_to(window, "funds.total.sum")
    press(window.bench.view, Key.Key_V, held=CTRL)

    assert len(refusals) == 1
    assert steps(window) == []


def test_an_open_editor_has_the_raw_text(window: MainWindow) -> None:
    hold("a\tb", "<table><tr><td>a<td>b</table>")
    go_to(window, "goal.annual")
    press(window.bench.view, Key.Key_Delete, Key.Key_F2)

    press(typing_place(window), Key.Key_V, held=CTRL)
    press(typing_place(window), Key.Key_A, held=CTRL)
    press(typing_place(window), Key.Key_C, held=CTRL)
    press(typing_place(window), Key.Key_Return)

    assert text_at(window, "goal.annual") == "a\tb"
    assert held() == "a\tb"


def test_the_menu_means_the_open_editor_too(window: MainWindow) -> None:
    hold("b\tc", "<table><tr><td>b<td>c</table>")
    go_to(window, "goal.annual")
    type_text(window, "a")

    window.actions_by_name["paste"].trigger()
    press(typing_place(window), Key.Key_Return)

    assert text_at(window, "goal.annual") == "ab\tc"


def test_an_empty_clipboard_is_said(window: MainWindow) -> None:
    press(window.bench.view, Key.Key_V, held=CTRL)

    assert steps(window) == []
    assert window.bench.desk.notice == "剪贴板上没有可以粘贴的文字。"


def test_away_from_the_sheet_nothing_is_pasted(window: MainWindow) -> None:
    hold("x")
    window.bench.tree_pane.tree.setFocus()

    press(window.bench.tree_pane.tree, Key.Key_V, held=CTRL)

    assert steps(window) == []
    assert "点一下" in window.bench.desk.notice


def test_a_library_only_read_is_copied_from_and_says_why_it_takes_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "另一个.json"
    assert window.bench.session
    path.write_bytes(window.bench.session.library.path.read_bytes())
    with Library.open(path):
        window.bench.files.open_path(path)
        window.bench.session.open("sample-2")
        window.bench.view.setFocus()
        window.bench.desk.be_quiet()
        go_to(window, "row-2-1/value")
        press(window.bench.view, Key.Key_C, held=CTRL)
        assert held() == text_at(window, "row-2-1/value")

        press(window.bench.view, Key.Key_X, held=CTRL)
        press(window.bench.view, Key.Key_V, held=CTRL)

        assert steps(window) == []
        assert window.bench.desk.notice


# --- what is chosen after it --------------------------------------------------------------------------------


def test_after_a_paste_what_was_pasted_is_chosen(window: MainWindow) -> None:
    go_to(window, "row-2-2/name")
    hold("甲\t1\r\n乙\t2\r\n")

    press(window.bench.view, Key.Key_V, held=CTRL)
    press(window.bench.view, Key.Key_C, held=CTRL)

    assert here(window) == "row-2-2/name"
    assert held() == "甲\t1\r\n乙\t2\r\n"


def test_rows_that_a_paste_added_are_chosen_too(window: MainWindow, answers: list[str]) -> None:
    go_to(window, "row-2-9/name")
    hold("甲\t1\r\n乙\t2\r\n")

    press(window.bench.view, Key.Key_V, held=CTRL)
    press(window.bench.view, Key.Key_C, held=CTRL)

    assert len(answers) == 1
    assert held() == "甲\t1\r\n乙\t2\r\n"


def test_one_text_pasted_into_a_block_leaves_the_block_chosen(window: MainWindow) -> None:
    go_to(window, "row-2-2/value")
    press(window.bench.view, Key.Key_Down, Key.Key_Down, held=SHIFT)
    hold("3")

    press(window.bench.view, Key.Key_V, held=CTRL)
    press(window.bench.view, Key.Key_C, held=CTRL)

    assert held() == "3\r\n3\r\n3\r\n"


# --- drawing beyond what is seen ----------------------------------------------------------------------------


def test_a_block_drawn_to_the_edge_lets_the_desk_scroll_and_grows_along(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(900, 560)
    port, desk = window.bench.view.viewport(), window.bench.desk
    QApplication.processEvents()
    QTest.mousePress(port, BUTTON, pos=middle(window, "funds.annual.sum"))

    below = desk.viewport().mapToGlobal(QPoint(500, desk.viewport().height() + 5))
    QTest.mouseMove(port, port.mapFromGlobal(below))

    bar = desk.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    area = window.bench.clip.block.area()
    assert area
    assert window.bench.model.sheet
    assert area.bottom == window.bench.model.sheet.rows
    QTest.mouseRelease(port, BUTTON, pos=port.mapFromGlobal(below))
    bar.setValue(0)
    with qtbot.assertNotEmitted(bar.valueChanged, wait=80):
        QTest.mouseMove(port, port.mapFromGlobal(below))


def test_a_block_drawn_amid_the_paper_scrolls_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(900, 560)
    port = window.bench.view.viewport()
    QApplication.processEvents()
    QTest.mousePress(port, BUTTON, pos=middle(window, "funds.annual.sum"))

    with qtbot.assertNotEmitted(window.bench.desk.verticalScrollBar().valueChanged, wait=80):
        QTest.mouseMove(port, middle(window, "goal.total"))

    QTest.mouseRelease(port, BUTTON, pos=middle(window, "goal.total"))
