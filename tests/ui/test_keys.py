"""Moving over the sheet and typing into its cells, by real keys."""

import pytest
from PySide6.QtCore import Qt

from perfdesk.ui.window import MainWindow

from .samples import go_to, here, press, text_at, type_text, typing_place

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def _stops(window: MainWindow) -> list[str]:
    assert window.bench.model.sheet
    return [str(cell.address) for cell in window.bench.model.sheet.stops]


def test_tab_visits_each_stop_once_in_reading_order(window: MainWindow) -> None:
    stops = _stops(window)
    go_to(window, stops[0])

    seen = [here(window)]
    for _ in stops[1:]:
        press(window.bench.view, Key.Key_Tab)
        seen.append(here(window))

    assert seen == stops


def test_shift_tab_goes_the_same_way_back(window: MainWindow) -> None:
    stops = _stops(window)
    go_to(window, stops[-1])

    seen = [here(window)]
    for _ in stops[1:]:
        press(window.bench.view, Key.Key_Tab, held=SHIFT)
        seen.append(here(window))

    assert seen == stops[::-1]


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ("goal.annual", [Key.Key_Down], "row-2-1/name"),
        ("row-2-1/value", [Key.Key_Up], "goal.annual"),
        ("goal.total", [Key.Key_Up], "funds.total.other"),
        ("funds.total.other", [Key.Key_Down], "goal.total"),
        ("row-2-5/name", [Key.Key_Left, Key.Key_Left], "row-2-1/level1"),
        ("row-2-5/value", [Key.Key_Left, Key.Key_Left, Key.Key_Right], "row-2-5/name"),
        ("row-2-1/level1", [Key.Key_Down], "row-2-7/level1"),
        ("row-2-1/value", [Key.Key_Return], "row-2-2/value"),
        ("row-2-9/value", [Key.Key_Return], "row-2-9/value"),
        ("funds.annual.sum", [Key.Key_Home], "funds.total.sum"),
        ("row-2-3/name", [Key.Key_End], "row-2-3/value"),
        ("row-2-3/name", [Key.Key_Home], "row-2-1/level1"),
    ],
)
def test_keys_lead_over_merged_cells(window: MainWindow, start: str, keys: list[Key], end: str) -> None:
    go_to(window, start)

    press(window.bench.view, *keys)

    assert here(window) == end


def test_control_home_and_end_lead_to_the_first_and_last_cell(window: MainWindow) -> None:
    press(window.bench.view, Key.Key_End, held=CTRL)
    last = here(window)
    press(window.bench.view, Key.Key_Home, held=CTRL)

    assert (here(window), last) == (_stops(window)[0], _stops(window)[-1])


def test_shift_enter_goes_up(window: MainWindow) -> None:
    go_to(window, "row-2-4/value")

    press(window.bench.view, Key.Key_Return, held=SHIFT)

    assert here(window) == "row-2-3/value"


def test_typing_replaces_and_enter_keeps_it_and_goes_down(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")

    type_text(window, "5")
    type_text(window, "00")
    press(typing_place(window), Key.Key_Return)

    assert text_at(window, "row-2-1/value") == "500"
    assert here(window) == "row-2-2/value"


def test_f2_edits_at_the_end_of_the_old_text(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")

    press(window.bench.view, Key.Key_F2)
    type_text(window, "x")
    press(typing_place(window), Key.Key_Tab)

    assert text_at(window, "row-2-1/value") == "≥100家x"
    assert here(window) == "row-2-2/name"


def test_escape_gives_up(window: MainWindow) -> None:
    go_to(window, "row-2-1/value")

    type_text(window, "5")
    press(typing_place(window), Key.Key_Escape)

    assert text_at(window, "row-2-1/value") == "≥100家"
    assert window.bench.view.editor is None
    assert window.bench.session
    assert not window.bench.session.stack.canUndo()


@pytest.mark.parametrize("held", [ALT, CTRL])
def test_alt_enter_and_control_enter_break_the_line(window: MainWindow, held: Qt.KeyboardModifier) -> None:
    go_to(window, "goal.total")

    type_text(window, "a")
    press(typing_place(window), Key.Key_Return, held=held)
    type_text(window, "b")
    press(typing_place(window), Key.Key_Return)

    assert text_at(window, "goal.total") == "a\nb"


def test_delete_empties_a_cell(window: MainWindow) -> None:
    go_to(window, "period")

    press(window.bench.view, Key.Key_Delete)

    assert text_at(window, "period") == ""


def test_arrows_leave_a_one_line_editor_upwards_and_downwards(window: MainWindow) -> None:
    go_to(window, "row-2-2/value")

    type_text(window, "7")
    press(typing_place(window), Key.Key_Down)

    assert text_at(window, "row-2-2/value") == "7"
    assert here(window) == "row-2-3/value"


def test_tab_in_a_long_text_does_not_write_a_tab(window: MainWindow) -> None:
    go_to(window, "goal.total")

    type_text(window, "a")
    press(typing_place(window), Key.Key_Tab)

    assert text_at(window, "goal.total") == "a"
    assert here(window) == "goal.annual"


def test_a_merged_level_is_written_into_all_its_rows_as_one_step(window: MainWindow) -> None:
    go_to(window, "row-2-1/level2")

    type_text(window, "x")
    press(typing_place(window), Key.Key_Return)

    assert [text_at(window, f"row-2-{number}/level2") for number in (1, 2, 3, 4)] == [
        "x",
        "x",
        "x",
        "质量指标",
    ]
    assert window.bench.session
    assert window.bench.session.stack.count() == 1
