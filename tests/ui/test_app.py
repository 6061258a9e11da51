"""The start: what is set before Qt, what is opened first, what is not imported before the first paint."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk import app, logbook, paths
from perfdesk.library.library import Library
from perfdesk.ui import memory
from perfdesk.ui.window import MainWindow

from .samples import press

LATER = (
    "pydantic", "pydantic_core", "reportlab", "tinydb", "filelock", "openpyxl", "docx", "lxml", "pypdfium2",
    "tomllib",
    "perfdesk.library", "perfdesk.exchange", "perfdesk.printing", "perfdesk.rules", "perfdesk.forms",
    "perfdesk.documents",
)  # fmt: skip

_START = """
import os, sys
from pathlib import Path
from perfdesk import app
application = app.start(["perfdesk"])
from perfdesk.ui.window import MainWindow
window = MainWindow()
loaded = []
def seen():
    loaded.extend(name for name in sys.modules)
    window.perform(lambda: app.open_first(window, Path(sys.argv[1])))
    print(*loaded)
    print(window.bench.session is not None, "tinydb" in sys.modules)
    sys.stdout.flush()
    os._exit(0)
window.painted.connect(seen)
window.show()
application.exec()
"""


def test_the_shell_is_painted_before_anything_but_qt_is_imported(library_path: Path) -> None:
    command = [sys.executable, "-c", _START, str(library_path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    loaded, after = ran.stdout.splitlines()[-2:]
    early = [name for name in loaded.split() if name.split(".")[0] in LATER or name in LATER]
    assert early == []
    assert after == "True True"


_FIRST_FORM = """
import os, sys
from pathlib import Path
from perfdesk import app
application = app.start(["perfdesk"])
from perfdesk.ui.window import MainWindow
window = MainWindow()
def seen():
    print(*sys.modules)
    print(len(window.bench.review.model.cards))
    sys.stdout.flush()
    os._exit(0)
def shell_seen():
    window.bench.view.seen.connect(seen)
    window.bench.view.seen.disconnect(window.bench._begin_to_review)
    window.perform(lambda: app.open_first(window, Path(sys.argv[1])))
window.painted.connect(shell_seen)
window.show()
application.exec()
"""


def test_the_first_form_is_painted_before_rules_and_hints_are_loaded(library_path: Path) -> None:
    command = [sys.executable, "-c", _FIRST_FORM, str(library_path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    loaded, cards = ran.stdout.splitlines()[-2:]
    later = (
        "perfdesk.rules",
        "perfdesk.ui.sheet.hints",
        "perfdesk.ui.commands.palette",
        "perfdesk.printing",
        "reportlab",
    )
    assert [name for name in loaded.split() if name.startswith(later)] == []
    assert cards == "0"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux asks by this variable")
@pytest.mark.parametrize(
    ("before", "after"), [("fcitx", "ibus"), ("fcitx5", "ibus"), ("ibus", "ibus"), ("compose", "compose")]
)
def test_fcitx_falls_back_to_ibus(monkeypatch: pytest.MonkeyPatch, before: str, after: str) -> None:
    monkeypatch.setenv("QT_IM_MODULE", before)

    app.choose_input_method()

    assert os.environ["QT_IM_MODULE"] == after
    log = paths.state_folder() / logbook.FILE
    assert log.exists() == (before != after)
    assert not log.exists() or f"QT_IM_MODULE={before}" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("context", "words"),
    [
        ("QFileSystemModel", "Date Modified"), ("QFileDialog", "&Open"), ("QFileDialog", "&New Folder"),
        ("QFileDialog", "%1 already exists.\nDo you want to replace it?"), ("QPlatformTheme", "Cancel"),
        ("QWidgetTextControl", "&Undo"), ("QLineEdit", "Select All"),
    ],
)  # fmt: skip
def test_qt_speaks_chinese(qapp: QApplication, context: str, words: str) -> None:
    translator = app.speak_chinese(qapp)
    said = qapp.translate(context, words)
    qapp.removeTranslator(translator)

    assert said != words


def test_on_the_first_day_the_clerk_is_asked_and_nothing_is_made(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    app.open_first(empty_window, None)

    beginning = empty_window.bench.desk.beginning
    assert [button.text() for button in beginning.choices] == [
        "新建项目库(&N)", "打开项目库(&O)", "先用示例试试(&S)",
    ]  # fmt: skip
    qtbot.waitUntil(beginning.choices[0].hasFocus)
    assert not list(tmp_path.rglob("*.json"))


def test_a_library_is_made_from_the_first_choice_by_enter(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfdesk.ui import asking

    monkeypatch.setattr(asking, "file_to_write", lambda *_: tmp_path / "我的.json")
    app.open_first(empty_window, None)
    choices = empty_window.bench.desk.beginning.choices
    qtbot.waitUntil(choices[0].hasFocus)

    press(choices[0], Qt.Key.Key_Tab)
    press(choices[1], Qt.Key.Key_Backtab)
    press(choices[0], Qt.Key.Key_Return)

    assert empty_window.windowTitle().startswith("我的")
    assert memory.last_library() == tmp_path / "我的.json"
    app.open_first(empty_window, None)
    assert empty_window.windowTitle().startswith("我的")


def test_the_samples_come_into_a_library_of_their_own_once(qtbot: QtBot, empty_window: MainWindow) -> None:
    for _ in range(2):
        app.open_first(empty_window, None)
        empty_window.bench.files.open_samples()
        qtbot.waitUntil(lambda: empty_window.bench.tasks.is_idle)

    assert empty_window.bench.session
    assert empty_window.bench.session.library.path.name == "示例项目库.json"
    assert len(empty_window.bench.tree_pane.model.uids()) == 9
    assert empty_window.bench.view.isVisible()


def test_the_last_library_is_opened_again(
    empty_window: MainWindow, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.open_first(empty_window, library_path)

    assert memory.last_library() == library_path


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"library": 7}'])
def test_a_damaged_memory_is_as_none(content: str) -> None:
    paths.state_folder().mkdir(parents=True)
    (paths.state_folder() / memory.FILE).write_text(content, encoding="utf-8")

    assert memory.last_library() is None


def test_a_last_library_that_is_gone_is_said_and_not_made_anew(
    empty_window: MainWindow, tmp_path: Path
) -> None:
    memory.remember(tmp_path / "搬走了.json")

    app.open_first(empty_window, None)

    assert "搬走了.json" in empty_window.bench.desk.message
    assert not (tmp_path / "搬走了.json").exists()


def test_a_data_file_is_imported_into_the_last_library(
    qtbot: QtBot, window: MainWindow, library_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfdesk.ui import asking

    package = tmp_path / "来自同事.perfdesk"
    monkeypatch.setattr(asking, "file_to_write", lambda *_: package)
    window.actions_by_name["export"].trigger()
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle)
    memory.remember(tmp_path / "我的.json")
    window.bench.files.open_path(tmp_path / "我的.json", create=True)

    app.open_first(window, package)
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle)

    assert window.bench.session
    assert window.bench.session.library.path.name == "我的.json"
    assert len(window.bench.session.library.entries()) == 9


def test_a_library_opened_from_the_menu_is_the_last_one(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfdesk.ui import asking

    monkeypatch.setattr(asking, "file_to_write", lambda *_: tmp_path / "另一个.json")

    window.actions_by_name["new_library"].trigger()

    assert memory.last_library() == tmp_path / "另一个.json"


def test_samples_that_cannot_be_laid_out_are_said(
    empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from perfdesk.ui import asking

    told: list[str] = []
    (tmp_path / "文件").write_text("", encoding="utf-8")
    monkeypatch.setattr(paths, "documents_folder", lambda: tmp_path / "文件")
    monkeypatch.setattr(asking, "tell", lambda _parent, words: told.append(words))
    app.open_first(empty_window, None)

    empty_window.bench.desk.beginning.choices[2].click()

    assert "示例" in told[0]
    assert empty_window.bench.desk.beginning.isVisible()


def test_a_data_file_waits_for_a_library_when_the_last_one_is_gone(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfdesk.ui import asking

    package = tmp_path / "来自同事.perfdesk"
    monkeypatch.setattr(asking, "file_to_write", lambda *_: package)
    window.actions_by_name["export"].trigger()
    qtbot.waitUntil(lambda: window.bench.tasks.is_idle)
    memory.remember(tmp_path / "搬走了.json")
    other = MainWindow()
    qtbot.addWidget(other)
    other.show()

    app.open_first(other, package)
    assert "搬走了.json" in other.bench.desk.message
    assert [button.text() for button in other.bench.desk.beginning.choices] == [
        "新建项目库(&N)", "打开项目库(&O)",
    ]  # fmt: skip
    monkeypatch.setattr(asking, "file_to_write", lambda *_: tmp_path / "我的.json")
    other.bench.desk.beginning.choices[0].click()
    qtbot.waitUntil(lambda: other.bench.tasks.is_idle)

    assert len(other.bench.tree_pane.model.uids()) == 9
    assert memory.last_library() == tmp_path / "我的.json"
    other.close()


def test_an_empty_library_offers_a_form_files_and_the_samples_by_keys(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    empty_window.bench.files.open_path(tmp_path / "新.json", create=True)
    choices = empty_window.bench.desk.beginning.choices
    qtbot.waitUntil(choices[0].hasFocus)
    words = [button.text().partition("(")[0] for button in choices]

    press(choices[0], Qt.Key.Key_Return)

    assert words == ["新建绩效目标表", "导入文件", "先用示例试试"]
    assert empty_window.bench.view.isVisible()
    assert not empty_window.bench.desk.beginning.isVisible()
    assert len(empty_window.bench.tree_pane.model.uids()) == 1


def test_an_empty_library_that_can_only_be_read_says_why_and_offers_the_samples(
    empty_window: MainWindow, tmp_path: Path
) -> None:
    with Library.create(tmp_path / "新.json"):
        empty_window.bench.files.open_path(tmp_path / "新.json")

        assert empty_window.bench.session
        assert empty_window.bench.session.library.why_read_only in empty_window.bench.desk.message
        assert len(empty_window.bench.desk.beginning.choices) == 1
