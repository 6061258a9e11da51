"""The strip beside an open editor, by real keys and an input method."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.documents.address import Address
from perfdesk.documents.edits import SetText
from perfdesk.ui.sheet.hints import Hints
from perfdesk.ui.window import MainWindow
from tests.ui.samples import cell_of, commit, compose, go_to, here, press, text_at, type_text, typing_place

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def _hints(window: MainWindow) -> Hints:
    return window.bench.view.findChildren(Hints)[0]


def _said(window: MainWindow) -> str:
    """What can be read in the strip; empty when it is away."""
    strip = _hints(window).strip
    return strip.accessibleName() if strip.isVisible() else ""


def _edit(window: MainWindow, address: str) -> None:
    go_to(window, address)
    press(window.bench.view, Key.Key_F2)


def _standing(window: MainWindow) -> str:
    editor = window.bench.view.editor
    return editor.text() if editor else "(closed)"


def _put(window: MainWindow, address: str, text: str) -> None:
    assert window.bench.session
    window.bench.session.do_here("", (SetText(Address.parse(address), text),))


def test_the_strip_follows_every_key(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")

    said = []
    for sign in "90%":
        type_text(window, sign)
        said.append(_said(window))

    assert said == ["9 · 定量 · 未写运算符", "90 · 定量 · 未写运算符", "90% · 定量 · 未写运算符"]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape, Key.Key_Tab])
def test_the_strip_goes_with_the_editor(window: MainWindow, key: Qt.Key) -> None:
    _edit(window, "row-2-1/value")
    assert _said(window)

    press(typing_place(window), key)

    assert not _said(window)


def test_one_key_puts_the_standard_spelling_in_and_undo_in_the_editor_takes_it_back(
    window: MainWindow,
) -> None:
    go_to(window, "row-2-1/value")
    type_text(window, ">=5000")
    assert _said(window) == "≥5000 · 定量，F4 改为 ≥5000"

    press(typing_place(window), Key.Key_F4)
    replaced = _standing(window)
    press(typing_place(window), Key.Key_Z, held=CTRL)

    assert (replaced, _standing(window)) == ("≥5000", ">=5000")
    assert window.bench.session
    assert not window.bench.session.stack.canUndo()


def test_what_was_put_in_is_kept_by_enter(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")

    type_text(window, ">=5000")
    press(typing_place(window), Key.Key_F4, Key.Key_Return)

    assert text_at(window, "row-2-1/value") == "≥5000"
    assert here(window) == "row-2-2/value"


def test_without_an_offer_the_key_changes_nothing(window: MainWindow) -> None:
    _edit(window, "row-2-1/value")

    press(typing_place(window), Key.Key_F4)

    assert _standing(window) == "≥100家"


def test_the_whole_year_in_one_key(window: MainWindow) -> None:
    _put(window, "period", "")
    _edit(window, "period")
    assert _said(window) == "F4 全年：2024年1月至2024年12月，Alt+↓ 日历"

    press(typing_place(window), Key.Key_F4, Key.Key_Return)

    assert text_at(window, "period") == "2024年1月至2024年12月"


def test_a_period_is_picked_from_the_calendar_by_keys(window: MainWindow) -> None:
    _put(window, "period", "")
    _edit(window, "period")

    press(typing_place(window), Key.Key_Down, held=ALT)
    assert _hints(window).months.accessibleName() == "起始月份：2024年1月"
    press(typing_place(window), Key.Key_Right, Key.Key_Right, Key.Key_Return)
    press(typing_place(window), Key.Key_PageDown, Key.Key_Down, Key.Key_Left)
    assert _hints(window).months.accessibleName() == "截止月份：2025年6月"
    press(typing_place(window), Key.Key_Return)

    assert not _hints(window).months.isVisible()
    assert _standing(window) == "2024年3月至2025年6月"
    press(typing_place(window), Key.Key_Return)
    assert text_at(window, "period") == "2024年3月至2025年6月"


def test_months_picked_backwards_by_clicks_stand_in_order(window: MainWindow) -> None:
    _put(window, "period", "")
    _edit(window, "period")
    press(typing_place(window), Key.Key_Down, held=ALT)
    months = _hints(window).months

    for place in (months.rect().bottomRight(), QPoint(5, 5), months.rect().center()):
        QTest.mouseClick(months, Qt.MouseButton.LeftButton, pos=place)

    assert _standing(window) == "2023年7月至2024年12月"
    assert QApplication.focusWidget() is window.bench.view.editor


def test_escape_closes_the_calendar_and_a_letter_is_written(window: MainWindow) -> None:
    _put(window, "period", "")
    _edit(window, "period")
    press(typing_place(window), Key.Key_Down, held=ALT)
    press(typing_place(window), Key.Key_Escape)
    assert not _hints(window).months.isVisible()

    press(typing_place(window), Key.Key_Down, held=ALT)
    type_text(window, "2")

    assert not _hints(window).months.isVisible()
    assert _standing(window) == "2"


def test_one_goal_takes_the_text_of_the_other_letter_for_letter(window: MainWindow) -> None:
    _put(window, "goal.total", "一、\u00a0完成\n二、验收")
    _put(window, "goal.annual", "")
    _edit(window, "goal.annual")
    assert _said(window) == "0 字，F4 同实施期目标"

    press(typing_place(window), Key.Key_F4, Key.Key_Return)

    assert text_at(window, "goal.annual") == "一、\u00a0完成\n二、验收"


def test_alt_down_chooses_a_level_and_moves_no_row(window: MainWindow) -> None:
    assert window.bench.session
    _edit(window, "row-2-1/level2")
    rows = window.bench.session.library.document("sample-2").rows

    press(typing_place(window), Key.Key_Down, held=ALT)
    assert _hints(window).list.isVisible()
    press(typing_place(window), Key.Key_Down, Key.Key_Return)
    chosen = _standing(window)
    press(typing_place(window), Key.Key_Return)

    assert chosen == "质量指标"
    assert [text_at(window, f"{row.uid}/level2") for row in rows[:3]] == ["质量指标"] * 3
    now = window.bench.session.library.document("sample-2").rows
    assert [row.uid for row in now] == [row.uid for row in rows]


def test_alt_down_in_an_editor_of_a_single_row_moves_no_row_and_after_it_does(window: MainWindow) -> None:
    assert window.bench.session
    opened = window.bench.session
    before = opened.library.document("sample-2").rows
    _edit(window, "row-2-4/level2")

    press(typing_place(window), Key.Key_Down, held=ALT)
    inside = opened.library.document("sample-2").rows
    press(typing_place(window), Key.Key_Escape, Key.Key_Escape)
    press(window.bench.view, Key.Key_Down, held=ALT)

    assert inside == before
    assert opened.library.document("sample-2").rows != before


def test_escape_closes_the_choices_first(window: MainWindow) -> None:
    _edit(window, "row-2-1/level1")
    press(typing_place(window), Key.Key_Down, held=ALT)

    press(typing_place(window), Key.Key_Escape)

    assert not _hints(window).list.isVisible()
    assert _standing(window) == "产出指标"
    assert "选择" in _said(window)


def test_a_key_that_writes_closes_the_choices_and_is_written(window: MainWindow) -> None:
    _edit(window, "row-2-1/level1")
    press(typing_place(window), Key.Key_Down, held=ALT)

    type_text(window, "x")

    assert not _hints(window).list.isVisible()
    assert _standing(window) == "产出指标x"


def test_a_click_on_a_choice_puts_it_in_and_leaves_the_keys_in_the_editor(window: MainWindow) -> None:
    _edit(window, "row-2-1/level1")
    press(typing_place(window), Key.Key_Down, held=ALT)
    choices = _hints(window).list

    QTest.mouseClick(choices, Qt.MouseButton.LeftButton, pos=choices.rect().center())

    assert _standing(window) == "效益指标"
    assert QApplication.focusWidget() is window.bench.view.editor


def test_a_click_on_the_strip_takes_its_offer(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")
    type_text(window, ">=5")
    strip = _hints(window).strip

    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.rect().center())

    assert _standing(window) == "≥5"


def test_while_composing_the_strip_is_away_and_its_keys_belong_to_the_input_method(
    window: MainWindow,
) -> None:
    _put(window, "period", "")
    _edit(window, "period")

    compose(typing_place(window), "n", "nian")
    away = _said(window)
    press(typing_place(window), Key.Key_F4)
    press(typing_place(window), Key.Key_Down, held=ALT)

    assert not away
    assert not _hints(window).list.isVisible()
    assert window.bench.view.editor
    assert window.bench.view.editor.preedit == "nian"

    commit(typing_place(window), "年")
    assert _said(window).startswith("看不出起止日期")


def test_a_cancelled_composition_brings_the_strip_back(window: MainWindow) -> None:
    _edit(window, "row-2-1/value")

    compose(typing_place(window), "n", "")
    QApplication.processEvents()

    assert _said(window).startswith("≥100家")


def test_a_composition_on_a_closed_cell_shows_the_strip_once_it_is_done_and_the_focus_stays(
    window: MainWindow,
) -> None:
    go_to(window, "row-2-1/value")

    compose(window.bench.view, "y", "you")
    assert not _said(window)
    assert QApplication.focusWidget() is window.bench.view
    commit(window.bench.view, "有效提升")

    assert _said(window) == "定性"


def test_a_composition_closes_the_choices(window: MainWindow) -> None:
    _edit(window, "row-2-1/level1")
    press(typing_place(window), Key.Key_Down, held=ALT)

    compose(typing_place(window), "n")

    assert not _hints(window).list.isVisible()


def test_neither_strip_nor_choices_ever_lie_over_the_cell(window: MainWindow) -> None:
    view = window.bench.view
    assert window.bench.model.sheet
    shown = 0
    for stop in [str(cell.address) for cell in window.bench.model.sheet.stops]:
        _edit(window, stop)
        rect = view.visualRect(window.bench.model.index_of(cell_of(window, stop)))
        for part in (_hints(window).strip, _hints(window).list, _hints(window).months):
            if part is _hints(window).list:
                press(typing_place(window), Key.Key_Down, held=ALT)
            if part.isVisible():
                shown += 1
                assert not part.geometry().intersects(rect), stop
                assert QRect(0, 0, view.width(), part.y() + 1).contains(part.geometry().topRight()), stop
        press(typing_place(window), Key.Key_Escape, Key.Key_Escape)
        view.give_up()
    assert shown > 20


def test_the_hint_is_spoken_with_the_editor(window: MainWindow) -> None:
    _edit(window, "row-2-1/value")

    assert window.bench.view.editor
    assert window.bench.view.editor.accessibleDescription() == "≥100家 · 定量"


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        ("row-2-1/value", Key.Key_Down, "row-2-9/value"),
        ("row-2-9/value", Key.Key_Up, "goal.annual"),
        ("row-2-9/name", Key.Key_Left, "row-2-9/level1"),
        ("row-2-7/level1", Key.Key_Right, "row-2-7/value"),
    ],
)
def test_control_and_an_arrow_lead_to_the_edge_of_the_filled_cells(
    window: MainWindow, start: str, key: Qt.Key, end: str
) -> None:
    go_to(window, start)

    press(window.bench.view, key, held=CTRL)

    assert here(window) == end


def test_control_and_an_arrow_stop_before_a_gap_and_cross_it(window: MainWindow) -> None:
    for number in (4, 5):
        _put(window, f"row-2-{number}/value", " ")
    go_to(window, "row-2-1/value")

    stops = []
    for _ in range(3):
        press(window.bench.view, Key.Key_Down, held=CTRL)
        stops.append(here(window))

    assert stops == ["row-2-3/value", "row-2-6/value", "row-2-9/value"]
