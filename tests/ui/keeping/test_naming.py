"""The clerk's name is asked once, and nobody is held up by it."""

import pytest
from PySide6.QtCore import Qt

from perfdesk import person
from perfdesk.ui import asking, memory
from perfdesk.ui.window import MainWindow
from tests.ui.samples import go_to, press, type_text, typing_place

_IS_KNOWN = person.is_known
"""The real one; other tests are not asked"""


@pytest.fixture
def nameless(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(person, "getuser", lambda: "Administrator")
    monkeypatch.setattr(person, "is_known", _IS_KNOWN)
    return window


def _edit(window: MainWindow, text: str) -> None:
    go_to(window, "unit")
    type_text(window, text)
    press(typing_place(window), Qt.Key.Key_Return)


def _last_by(window: MainWindow) -> str:
    assert window.bench.session
    return window.bench.session.library.history("sample-2")[-1].by


def test_the_first_edit_asks_and_the_keys_stay_where_they_are(nameless: MainWindow) -> None:
    assert not nameless.bench.outcome.words

    _edit(nameless, "abc")

    assert "“Administrator”" in nameless.bench.outcome.words
    assert nameless.bench.view.hasFocus()
    assert _last_by(nameless) == "Administrator"


def test_a_name_that_is_given_is_written_into_history(
    nameless: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    _edit(nameless, "abc")
    monkeypatch.setattr(asking, "text", lambda *_: "  王 出纳 ")

    nameless.bench.outcome.links[1].click()
    _edit(nameless, "abd")

    assert _last_by(nameless) == "王 出纳"
    assert not nameless.bench.outcome.words


def test_the_name_of_the_system_is_kept_when_it_is_right(nameless: MainWindow) -> None:
    _edit(nameless, "abc")

    nameless.bench.outcome.links[0].click()

    assert person.is_known()
    assert person.person() == "Administrator"


def test_who_closes_the_line_is_asked_on_another_day(nameless: MainWindow) -> None:
    _edit(nameless, "abc")
    nameless.bench.outcome.links[-1].click()
    _edit(nameless, "abd")
    same_day = nameless.bench.outcome.words
    memory.keep_asked_for_name("2020-01-01")

    _edit(nameless, "abe")

    assert not same_day
    assert "是谁改的" in nameless.bench.outcome.words


def test_the_menu_changes_the_name(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    person.know("李会计")

    def answer(*words: object) -> str:
        asked.append(words[-1])
        return "赵科长"

    monkeypatch.setattr(asking, "text", answer)

    window.actions_by_name["my_name"].trigger()

    assert asked == ["李会计"]
    assert person.person() == "赵科长"
    assert "赵科长" in window.bench.desk.notice
