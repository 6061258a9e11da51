"""审核设置: rules, numbers and words changed in the window count at once and lie beside the library."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.rules.limits import NUMBERS, SWITCHES
from perfdesk.rules.office import load_settings, load_words, rules_path, settings_path
from perfdesk.rules.settings import TITLES
from perfdesk.ui import asking
from perfdesk.ui.review import settings as review_settings
from perfdesk.ui.review.settings_window import SettingsWindow
from perfdesk.ui.window import MainWindow
from tests.ui.samples import press

Key = Qt.Key


@pytest.fixture(autouse=True)
def _short_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_settings, "_REST", 1)


@pytest.fixture
def settings(window: MainWindow) -> SettingsWindow:
    """The window of the settings, over the ninth form."""
    assert window.bench.session
    window.bench.session.open("sample-9")
    window.actions_by_name["review_settings"].trigger()
    return _shown()


def _shown() -> SettingsWindow:
    shown = (each for each in QApplication.topLevelWidgets() if isinstance(each, SettingsWindow))
    return next(each for each in shown if each.isVisible())


def _said(window: MainWindow) -> dict[str, str]:
    assert window.bench.opened
    return {finding.rule: finding.severity for finding in window.bench.opened.said}


def _look_at(settings: SettingsWindow, rule: str) -> None:
    page = settings.rules
    page.list.setFocus()
    page.list.setCurrentItem(next(item for item in page.items if item.text(0) == rule))


def test_space_switches_a_rule_off_and_on_again(
    qtbot: QtBot, window: MainWindow, settings: SettingsWindow, library_path: Path
) -> None:
    assert "VAL-03b" in _said(window)
    _look_at(settings, "VAL-03b")

    press(settings.rules.list, Key.Key_Space)
    qtbot.waitUntil(lambda: "VAL-03b" not in _said(window))
    assert load_settings(library_path).off == ("VAL-03b",)

    press(settings.rules.list, Key.Key_Space)
    qtbot.waitUntil(lambda: "VAL-03b" in _said(window))
    assert load_settings(library_path).off == ()


def test_another_weight_is_chosen_by_keys(
    qtbot: QtBot, window: MainWindow, settings: SettingsWindow, library_path: Path
) -> None:
    _look_at(settings, "VAL-03b")
    settings.rules.weight.setFocus()
    assert settings.rules.weight.currentText() == "默认（错误）"

    press(settings.rules.weight, Key.Key_End)
    settings.rules.weight.activated.emit(settings.rules.weight.currentIndex())

    qtbot.waitUntil(lambda: _said(window)["VAL-03b"] == "info")
    assert load_settings(library_path).severity == {"VAL-03b": "info"}
    assert settings.rules.list.currentItem().text(2) == "提示（已改）"  # type: ignore[union-attr]


def test_the_rule_that_is_looked_at_is_explained(settings: SettingsWindow) -> None:
    _look_at(settings, "VAL-03b")

    assert "为什么" in settings.rules.page.toPlainText()


def test_rules_are_found_by_number_or_words(settings: SettingsWindow) -> None:
    QTest.keyClicks(settings.rules.filter, "val-03b")

    assert [item.text(0) for item in settings.rules.items if not item.isHidden()] == ["VAL-03b"]


def test_a_number_is_typed_and_cleared(qtbot: QtBot, settings: SettingsWindow, library_path: Path) -> None:
    table = settings.numbers.table
    item = table.item(list(TITLES).index("rows-most"), 1)
    assert item
    item.setText("3")
    assert load_settings(library_path).numbers == {"rows-most": 3}

    item.setText("三")
    assert (item.text(), load_settings(library_path).numbers) == ("3", {"rows-most": 3})
    assert "没有改动" in settings.numbers.said.text()

    item.setText("")
    assert item.text() == f"{NUMBERS['rows-most']:.12g}"
    assert load_settings(library_path).numbers == {}


def test_a_switch_is_ticked(settings: SettingsWindow, library_path: Path) -> None:
    item = settings.numbers.table.item(list(TITLES).index("cost-required"), 1)
    assert item

    item.setCheckState(Qt.CheckState.Checked)

    assert load_settings(library_path).switches == {"cost-required": True}
    assert item.text() == "是"


def test_every_number_and_switch_has_a_title() -> None:
    assert set(TITLES) == {*NUMBERS, *SWITCHES}


def test_a_word_is_typed_and_counts_at_once(
    qtbot: QtBot, window: MainWindow, settings: SettingsWindow, library_path: Path
) -> None:
    page = settings.words
    settings.tabs.setCurrentWidget(page)
    page.lists.setCurrentRow(0)
    page.line.setFocus()
    QTest.keyClicks(page.line, "xyz")
    press(page.line, Key.Key_Return)

    assert load_words(library_path) == {"directions.reverse": ("xyz",)}
    assert settings.isVisible()
    assert page.words.item(page.words.count() - 1).text() == "xyz（本单位）"

    page.words.setFocus()
    press(page.words, Key.Key_Delete)
    assert load_words(library_path) == {}


def test_a_shipped_word_is_taken_away_by_space(
    qtbot: QtBot, window: MainWindow, settings: SettingsWindow, library_path: Path
) -> None:
    page = settings.words
    settings.tabs.setCurrentWidget(page)
    page.lists.setCurrentRow(0)
    assert "VAL-03b" in _said(window)
    page.words.setFocus()
    for word in ("故障", "系统故障"):
        found = page.words.findItems(word, Qt.MatchFlag.MatchExactly)
        if found:
            page.words.setCurrentItem(found[0])
            press(page.words, Key.Key_Space)

    assert "-故障" in load_words(library_path)["directions.reverse"]
    qtbot.waitUntil(lambda: "VAL-03b" not in _said(window))


def test_a_line_of_a_table_needs_both_sides(settings: SettingsWindow, library_path: Path) -> None:
    page = settings.words
    settings.tabs.setCurrentWidget(page)
    page.lists.setCurrentRow(next(row for row, each in enumerate(page._lists) if each.name == "units"))
    page.line.setText("辆")
    press(page.line, Key.Key_Return)
    assert "→" in page.said.text()
    assert load_words(library_path) == {}

    page.line.setText("车数 → 辆")
    press(page.line, Key.Key_Return)

    assert load_words(library_path) == {"units.车数": ("辆",)}


def test_esc_closes_and_everything_in_it_has_a_name(settings: SettingsWindow) -> None:
    rules, numbers, words = settings.rules, settings.numbers, settings.words
    usable = [rules.list, rules.filter, rules.weight, rules.page, numbers.table]
    for widget in (*usable, words.lists, words.words, words.line):
        assert widget.accessibleName()

    press(settings, Key.Key_Escape)

    assert not settings.isVisible()


def test_what_is_written_by_hand_stays_and_the_window_goes_before_it(
    qtbot: QtBot, window: MainWindow, library_path: Path
) -> None:
    by_hand = '# 局里定的\noff = ["VAL-03b"]\n'
    rules_path(library_path).write_text(by_hand, encoding="utf-8")
    assert window.bench.session
    window.bench.session.review_anew()
    window.bench.session.open("sample-9")
    assert "VAL-03b" not in _said(window)

    window.actions_by_name["review_settings"].trigger()
    _look_at(_shown(), "VAL-03b")
    press(_shown().rules.list, Key.Key_Space)

    qtbot.waitUntil(lambda: "VAL-03b" in _said(window))
    assert rules_path(library_path).read_text(encoding="utf-8") == by_hand
    assert load_settings(library_path).on == ("VAL-03b",)


def test_a_file_that_is_broken_is_told_and_not_written_over(
    window: MainWindow, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_path(library_path).write_text("off = [", encoding="utf-8")
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda _parent, words: told.append(words))

    window.actions_by_name["review_settings"].trigger()

    assert "审核设置.toml" in told[0]
    assert settings_path(library_path).read_text(encoding="utf-8") == "off = ["


def test_the_counts_in_the_tree_follow_the_rules(
    qtbot: QtBot, window: MainWindow, settings: SettingsWindow
) -> None:
    session = window.bench.session
    assert session
    (before,) = session.judged(["sample-9"])
    assert before.errors
    _look_at(settings, "VAL-03b")

    press(settings.rules.list, Key.Key_Space)

    def is_fewer() -> bool:
        after = session.entry("sample-9")
        return bool(after and after.errors == (before.errors or 0) - 1)

    qtbot.waitUntil(is_fewer)
