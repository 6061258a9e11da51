"""Findings explained, let stand for a reason, and taken up again."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from perfdesk import person
from perfdesk.documents.finding import Finding
from perfdesk.library.library import Library
from perfdesk.rules.explaining import page
from perfdesk.rules.rulebook import rule, rules
from perfdesk.ui.commands.keys_sheet import KeysSheet
from perfdesk.ui.review.answer_form import REASONS
from perfdesk.ui.review.cards import ACKNOWLEDGE, EXPLAIN, WITHDRAW
from perfdesk.ui.review.rule_page import html
from perfdesk.ui.window import MainWindow

from .samples import cell_of, go_to, press

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def _look_at_the_first(window: MainWindow) -> Finding:
    press(window, Key.Key_F8)
    finding = window.bench.review.current()
    assert finding
    return finding


def _click(window: MainWindow, name: str) -> None:
    """On blue words of the card that is looked at."""
    review = window.bench.review
    review.list.doItemsLayout()
    rect = review.list.visualRect(review.list.currentIndex())
    places = (QPoint(x, y) for y in range(rect.top(), rect.bottom(), 4) for x in range(0, rect.right(), 6))
    place = next(each for each in places if review.words_at(each) == name)
    QTest.mouseClick(review.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _line(window: MainWindow) -> QLineEdit:
    """Where the reason is typed; it has the keys."""
    line = window.bench.review.answer.line
    assert line.hasFocus()
    return line


def _let_stand(window: MainWindow, reason: str = "OK 88") -> Finding:
    finding = _look_at_the_first(window)
    press(window, Key.Key_Comma, held=CTRL)
    QTest.keyClicks(_line(window), reason)
    press(_line(window), Key.Key_Return)
    return finding


def _kept(window: MainWindow) -> list[str]:
    assert window.bench.opened
    return [finding.rule for finding in window.bench.opened.acknowledged]


# --- why ------------------------------------------------------------------------------------------------


def test_f1_explains_the_finding_of_the_current_cell_and_esc_leads_back(window: MainWindow) -> None:
    finding = _look_at_the_first(window)

    press(window, Key.Key_F1)
    review = window.bench.review
    shown = review.page.text.toPlainText()
    assert finding.message in shown
    for words in (rule(finding.rule).why, rule(finding.rule).example, rule(finding.rule).basis):
        assert words in shown
    assert review.page.text.hasFocus()

    press(review.page.text, Key.Key_Escape)
    assert review.page.isHidden()
    assert review.list.isVisible()
    assert window.bench.view.hasFocus()


def test_without_a_finding_f1_shows_the_keys_and_with_one_f1_again(window: MainWindow) -> None:
    def sheet() -> KeysSheet | None:
        found = (each for each in QApplication.topLevelWidgets() if isinstance(each, KeysSheet))
        return next((each for each in found if each.isVisible()), None)

    go_to(window, "department")
    press(window, Key.Key_F1)
    first = sheet()
    assert first
    first.close()

    _look_at_the_first(window)
    press(window, Key.Key_F1)
    assert not sheet()
    press(window.bench.review.page.text, Key.Key_F1)
    assert sheet()


def test_ctrl_f1_always_shows_the_keys(window: MainWindow) -> None:
    _look_at_the_first(window)

    press(window, Key.Key_F1, held=CTRL)

    assert any(isinstance(each, KeysSheet) for each in QApplication.topLevelWidgets())


def test_a_click_on_why_explains_and_leaves_the_keys_with_the_page(window: MainWindow) -> None:
    finding = _look_at_the_first(window)

    _click(window, EXPLAIN)

    assert window.bench.review.page.finding == finding
    assert window.bench.review.page.text.hasFocus()


def test_the_page_goes_when_the_clerk_goes_on(window: MainWindow) -> None:
    _look_at_the_first(window)
    press(window, Key.Key_F1)

    go_to(window, "department")

    assert window.bench.review.page.isHidden()


@pytest.mark.parametrize("name", [each.id for each in rules()])
def test_the_page_of_every_rule_holds_all_that_the_command_line_says(name: str) -> None:
    title, _, rest = page(rule(name)).strip().partition("\n\n")

    told = html("", page(rule(name)))

    assert told.count("<p ") == len(rest.splitlines()) + 2
    assert told.count("<b>") == len(rest.splitlines()) - (1 if rule(name).is_off else 0)
    assert title.partition("　")[0] in told


# --- let stand ------------------------------------------------------------------------------------------


def test_a_finding_is_let_stand_for_a_typed_reason(window: MainWindow) -> None:
    person.know("王会计")

    finding = _let_stand(window)

    assert window.bench.opened
    (kept,) = window.bench.opened.acknowledged
    assert kept.acknowledged
    assert (kept.rule, kept.acknowledged.message, kept.acknowledged.by) == (finding.rule, "OK 88", "王会计")
    assert datetime.fromisoformat(kept.acknowledged.at).tzinfo
    assert finding.id not in {card.finding.id for card in window.bench.review.model.cards}
    assert window.bench.review.model.lines[-1].words == "已确认 1 条"
    assert window.bench.view.hasFocus()


def test_it_is_one_step_that_can_be_undone(window: MainWindow) -> None:
    finding = _let_stand(window)
    assert window.bench.session
    assert window.bench.session.stack.undoText() == "确认无误"

    press(window, Key.Key_Z, held=CTRL)

    assert _kept(window) == []
    assert finding.id in {card.finding.id for card in window.bench.review.model.cards}


def test_without_a_reason_nothing_is_let_stand(window: MainWindow) -> None:
    _look_at_the_first(window)
    press(window, Key.Key_Comma, held=CTRL)

    QTest.keyClicks(_line(window), "  ")
    press(_line(window), Key.Key_Return)

    assert _kept(window) == []
    assert "请写明理由" in window.bench.review.answer.head.text()


def test_a_ready_reason_needs_two_keys_and_a_typed_one_is_never_replaced(window: MainWindow) -> None:
    _look_at_the_first(window)
    press(window, Key.Key_Comma, held=CTRL)
    press(_line(window), Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert _line(window).text() == REASONS[0]

    _line(window).setText("x")
    press(_line(window), Key.Key_Down)

    assert _line(window).text() == "x"


def test_esc_leaves_and_the_keys_go_back_to_the_sheet(window: MainWindow) -> None:
    _look_at_the_first(window)
    press(window, Key.Key_Comma, held=CTRL)

    press(_line(window), Key.Key_Escape)

    assert _kept(window) == []
    assert window.bench.review.answer.isHidden()
    assert window.bench.view.hasFocus()


def test_a_click_on_the_card_asks_for_the_reason_as_well(window: MainWindow) -> None:
    finding = _look_at_the_first(window)

    _click(window, ACKNOWLEDGE)

    assert window.bench.review.answer.finding == finding
    assert _line(window).text() == ""


def test_the_fold_tells_the_reason_who_and_when_and_takes_it_back(window: MainWindow) -> None:
    person.know("王会计")
    finding = _let_stand(window)
    review = window.bench.review
    review.unfold("acknowledged")
    card = review.model.cards[-1]
    assert card.words == f"{finding.message}\n保留：OK 88（王会计，{datetime.now().astimezone():%Y-%m-%d}）"
    assert "已确认" in card.spoken

    review.list.setCurrentIndex(review.model.index(len(review.model.lines) - 1, 0))
    _click(window, WITHDRAW)

    assert _kept(window) == []
    assert finding.id in {each.finding.id for each in review.model.cards}


def test_the_key_that_let_it_stand_takes_it_back(window: MainWindow) -> None:
    _let_stand(window)
    review = window.bench.review
    review.unfold("acknowledged")
    review.list.setFocus()
    press(review.list, Key.Key_End)
    assert window.actions_by_name["acknowledge"].text() == "撤回确认"

    press(window, Key.Key_Comma, held=CTRL)

    assert _kept(window) == []


def test_it_ends_when_the_words_judged_change(window: MainWindow) -> None:
    finding = _let_stand(window)
    assert window.bench.session
    edited = cell_of(window, str(finding.address)) if not finding.address.is_group else None
    assert edited

    window.bench.session.write(edited, window.bench.session.text_of(edited) + "0")

    assert _kept(window) == []


def test_what_changed_while_the_reason_was_typed_is_not_let_stand(window: MainWindow) -> None:
    finding = _look_at_the_first(window)
    press(window, Key.Key_Comma, held=CTRL)
    assert window.bench.session
    edited = cell_of(window, str(finding.address))
    window.bench.session.write(edited, "另一个写法")

    QTest.keyClicks(_line(window), "ok")
    press(_line(window), Key.Key_Return)

    assert _kept(window) == []
    assert "没有记为确认无误" in window.bench.desk.notice


def test_another_form_puts_page_and_question_away(window: MainWindow) -> None:
    _look_at_the_first(window)
    press(window, Key.Key_Comma, held=CTRL)
    assert window.bench.session

    window.bench.session.open("sample-3")

    assert window.bench.review.answer.isHidden()
    assert window.bench.review.page.isHidden()


def test_in_a_library_that_is_only_read_it_says_why_not(
    qtbot: QtBot, empty_window: MainWindow, library_path: Path
) -> None:
    bench = empty_window.bench
    with Library.open(library_path):
        bench.files.open_path(library_path)
        qtbot.waitUntil(lambda: bool(bench.review.model.cards))
        bench.desk.be_quiet()

        bench.review.acted.emit(ACKNOWLEDGE, bench.review.model.cards[0].finding)

        assert bench.session
        assert bench.desk.notice == bench.session.library.why_read_only
        assert bench.review.answer.isHidden()
        empty_window.close()
