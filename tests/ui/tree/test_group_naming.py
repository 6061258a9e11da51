"""F2 on a group of the tree names it anew in every form below."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from perfdesk.errors import DiskError
from perfdesk.ui import asking
from perfdesk.ui.tree.grouping import Level
from perfdesk.ui.window import MainWindow
from tests.ui.samples import press

Key = Qt.Key


def _stand_on(window: MainWindow, level: Level) -> QModelIndex:
    tree = window.bench.tree_pane
    index = next(each for each in tree.model.groups() if tree.model.node(each).level == level)
    tree.tree.setCurrentIndex(index)
    tree.tree.setFocus()
    return index


def _texts(window: MainWindow, key: str) -> list[str | None]:
    session = window.bench.session
    assert session
    return [session.library.document(f"sample-{number}").texts.get(key) for number in range(1, 10)]


@pytest.mark.parametrize("level", ["year", "department", "unit"])
def test_every_form_below_gets_the_name_as_one_step(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, level: Level
) -> None:
    before = _texts(window, level)
    index = _stand_on(window, level)
    below = len(window.bench.tree_pane.model.uids(index))
    monkeypatch.setattr(asking, "text", lambda *_asked: "改过的")
    press(window.bench.tree_pane.tree, Key.Key_F2)

    assert _texts(window, level).count("改过的") == below > 1
    press(window.bench.tree_pane.tree, Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert _texts(window, level) == before


def test_the_clerk_is_shown_the_name_as_it_is_and_nothing_changes_when_it_stays(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def keep(*words: object) -> object:
        asked.append(words)
        return words[-1]

    monkeypatch.setattr(asking, "text", keep)
    _stand_on(window, "year")
    press(window.bench.tree_pane.tree, Key.Key_F2)

    assert asked[0][-2:] == ("9 张表的年度改为：", "2024")
    assert window.bench.session
    assert not window.bench.session.stack.canUndo()


def test_a_project_has_no_such_name(window: MainWindow) -> None:
    tree = window.bench.tree_pane
    tree.tree.setCurrentIndex(tree.model.index_of("sample-3"))
    tree.tree.setFocus()
    press(tree.tree, Key.Key_F2)

    assert window.bench.session
    assert not window.bench.session.stack.canUndo()


def test_a_name_that_could_not_be_written_is_asked_for_again(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    told: list[str] = []
    answers: list[str | None] = ["2025", None]

    def answer(*words: object) -> str | None:
        shown.append(words[-1])
        return answers.pop(0)

    def refuse(*_step: object) -> None:
        raise DiskError("磁盘已满。")

    monkeypatch.setattr(asking, "text", answer)
    monkeypatch.setattr(asking, "tell", lambda _parent, words: told.append(words))
    monkeypatch.setattr(window.bench.session, "do", refuse)
    _stand_on(window, "year")
    press(window.bench.tree_pane.tree, Key.Key_F2)

    assert shown == ["2024", "2025"]
    assert told == ["磁盘已满。"]
    assert _texts(window, "year") == ["2024"] * 9
