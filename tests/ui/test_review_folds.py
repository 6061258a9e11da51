"""Hints are kept quiet in a fold of their own, and what was let stand in another."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from perfdesk.ui import memory
from perfdesk.ui.review.lines import Card, Fold
from perfdesk.ui.window import MainWindow

from .samples import go_to, press

Key = Qt.Key


def _fold(window: MainWindow, name: str = "infos") -> int:
    lines = window.bench.review.model.lines
    return next(row for row, line in enumerate(lines) if isinstance(line, Fold) and line.name == name)


def _infos(window: MainWindow) -> list[Card]:
    return [card for card in window.bench.review.model.cards if card.finding.severity == "info"]


def _said(window: MainWindow, *severities: str) -> int:
    assert window.bench.opened
    return sum(found.severity in severities for found in window.bench.opened.said)


def test_errors_and_warnings_are_cards_and_hints_one_quiet_line(window: MainWindow) -> None:
    go_to(window, "department")
    lines = window.bench.review.model.lines

    assert _infos(window) == []
    assert len(window.bench.review.model.cards) == _said(window, "error", "warning")
    number = _said(window, "info")
    assert number > 3
    assert lines[-1].words == f"提示 {number} 条"


def test_the_counts_tell_of_hints_whether_they_are_seen_or_not(window: MainWindow) -> None:
    number = _said(window, "info")

    assert f"{number} 处提示" in window.bench.review.head.text()
    assert f"{number} 处提示" in window.status.counts.text()


def test_the_hints_of_the_current_cell_are_seen_among_the_others(window: MainWindow) -> None:
    go_to(window, "department")
    go_to(window, "project.name")

    assert {str(card.finding.address) for card in _infos(window)} == {"project.name"}
    assert window.bench.review.model.row_of(_infos(window)[0].finding) < _fold(window)
    go_to(window, "department")
    assert _infos(window) == []


def test_a_click_opens_the_fold_and_shuts_it(window: MainWindow) -> None:
    go_to(window, "department")
    view = window.bench.review.list
    for number in (_said(window, "info"), 0):
        view.doItemsLayout()
        view.scrollToBottom()
        place = view.visualRect(window.bench.review.model.index(_fold(window), 0)).center()
        if number == 0:
            view.scrollTo(window.bench.review.model.index(_fold(window), 0))
            place = view.visualRect(window.bench.review.model.index(_fold(window), 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert len(_infos(window)) == number


def test_enter_and_the_arrows_open_and_shut_it_too(window: MainWindow) -> None:
    go_to(window, "department")
    review = window.bench.review
    review.list.setFocus()
    press(review.list, Key.Key_End)

    press(review.list, Key.Key_Return)
    assert _infos(window)
    press(review.list, Key.Key_Left)
    assert not _infos(window)
    press(review.list, Key.Key_Right)
    assert _infos(window)
    press(review.list, Key.Key_Down)
    assert review.current() == _infos(window)[0].finding


def test_f8_goes_to_errors_and_warnings_and_to_hints_when_they_are_open(window: MainWindow) -> None:
    def walked() -> list[str]:
        review = window.bench.review
        found: list[str] = []
        go_to(window, "department")
        for _ in range(_said(window, "error", "warning", "info")):
            press(window, Key.Key_F8)
            current = review.current()
            assert current
            found.append(current.severity)
        return found

    assert "info" not in walked()
    window.bench.review.unfold("infos")
    severities = walked()
    assert severities.count("info") == _said(window, "info")
    assert severities.index("info") == _said(window, "error", "warning")


def test_where_there_are_only_hints_f8_opens_them(window: MainWindow) -> None:
    assert window.bench.session
    window.bench.session.open("sample-1")
    go_to(window, "department")
    hints = [card for card in window.bench.findings.cards(window.bench.opened.said)  # type: ignore[union-attr]
             if card.finding.severity == "info"]  # fmt: skip
    window.bench.review.show_cards(hints, [], "")

    press(window, Key.Key_F8)

    assert window.bench.review.current() == hints[0].finding


def test_an_open_fold_is_remembered(window: MainWindow) -> None:
    window.bench.review.unfold("infos")
    window.bench.remembering.keep_window()

    assert memory.window_sight().unfolded == ("infos",)
