"""What comes back at the next start: order, open groups and form, pane widths, size, preview and zoom."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from perfdesk import app, paths
from perfdesk.ui import memory
from perfdesk.ui.memory import TreeSight, WindowSight
from perfdesk.ui.window import MainWindow


@pytest.fixture
def start(qtbot: QtBot) -> Callable[[Path], MainWindow]:
    def _start(library: Path) -> MainWindow:
        window = MainWindow()
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        app.open_first(window, library)
        return window

    return _start


def test_the_tree_and_the_open_form_are_as_they_were(
    start: Callable[[Path], MainWindow], library_path: Path
) -> None:
    first = start(library_path)
    assert first.bench.session
    first.bench.session.open("sample-4")
    first.bench.tree_pane.sort_by("name")
    first.bench.tree_pane.tree.collapse(first.bench.tree_pane.model.index(0, 0))
    order = first.bench.tree_pane.model.uids()
    first.close()

    pane = (second := start(library_path)).bench.tree_pane

    assert second.bench.opened
    assert second.bench.opened.document.uid == "sample-4"
    assert pane.model.order == "name"
    assert pane.model.uids() == order
    assert pane.tree.currentIndex() == pane.model.index_of("sample-4")


def test_groups_that_were_closed_stay_closed_away_from_the_open_form(
    start: Callable[[Path], MainWindow], library_path: Path
) -> None:
    from perfdesk.documents.address import field
    from perfdesk.documents.edits import SetText, Step

    first = start(library_path)
    assert first.bench.session
    first.bench.session.do(Step("改", (("sample-9", SetText(field("year"), "2023")),)))
    first.bench.session.open("sample-1")
    pane = first.bench.tree_pane
    older = pane.model.line(("2023",))
    pane.tree.collapse(older)
    first.close()

    pane = (second := start(library_path)).bench.tree_pane

    assert not pane.tree.isExpanded(pane.model.line(("2023",)))
    assert pane.tree.isExpanded(pane.model.line(("2024",)))
    second.close()


def test_the_window_stands_as_it_stood(
    start: Callable[[Path], MainWindow], library_path: Path, qtbot: QtBot
) -> None:
    first = start(library_path)
    first.resize(1310, 700)
    first.bench.zoom.to(120)
    first.bench.setSizes([300, 660, 0, 350])
    first.bench.previewing.toggle()
    widths = first.bench.sizes()
    first.close()
    kept = memory.window_sight()

    second = start(library_path)
    qtbot.waitUntil(lambda: not second.bench.previewing.preview.isHidden())

    assert (kept.width, kept.height, kept.zoom, kept.preview) == (1310, 700, 120, True)
    assert second.bench.zoom.percent == 120
    assert kept.panes == tuple(widths)
    second.close()


def test_pane_widths_come_back(start: Callable[[Path], MainWindow], library_path: Path) -> None:
    first = start(library_path)
    first.bench.setSizes([320, 700, 0, 340])
    widths = first.bench.sizes()
    first.close()

    second = start(library_path)
    second.resize(first.size())

    assert second.bench.sizes()[0] == pytest.approx(widths[0], abs=2)
    second.close()


def test_another_library_has_a_tree_of_its_own(
    start: Callable[[Path], MainWindow], library_path: Path, tmp_path: Path
) -> None:
    window = start(library_path)
    window.bench.tree_pane.sort_by("code")
    window.bench.files.open_and_remember(tmp_path / "另一个.json", create=True)
    other = window.bench.tree_pane.model.order
    window.bench.files.open_and_remember(library_path)

    assert other == "came"
    assert window.bench.tree_pane.model.order == "code"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"library": 3, "before": "x", "trees": [], "window": 5}',
        '{"window": {"width": "wide", "panes": [1, "2"], "zoom": -4, "height": 1e9, "maximized": 1}}',
        '{"trees": {"LIBRARY": {"order": ["name"], "opened": [["a", 1], 2, "b"], "closed": 7, "form": {}}}}',
    ],
)
def test_a_broken_memory_is_no_trouble(
    start: Callable[[Path], MainWindow], library_path: Path, content: str
) -> None:
    file = paths.state_folder() / memory.FILE
    file.parent.mkdir(parents=True)
    file.write_text(content.replace("LIBRARY", str(library_path)), encoding="utf-8")

    window = start(library_path)

    assert window.bench.opened
    assert memory.tree_sight(library_path) == TreeSight()
    assert memory.window_sight().width == 0


def test_what_others_keep_in_the_memory_stays_there(library_path: Path) -> None:
    file = paths.state_folder() / memory.FILE
    file.parent.mkdir(parents=True)
    file.write_text('{"something": "else"}', encoding="utf-8")
    memory.remember(library_path)
    memory.keep_window_sight(WindowSight(1200, 700))

    assert json.loads(file.read_text(encoding="utf-8"))["something"] == "else"
    assert memory.last_library() == library_path
    assert memory.window_sight() == WindowSight(1200, 700)


def test_the_memory_stays_small(library_path: Path, tmp_path: Path) -> None:
    for number in range(30):
        library = tmp_path / f"{number}.json"
        memory.remember(library)
        memory.keep_tree_sight(library, TreeSight("code", (("2024",),), (), "a"))

    kept = json.loads((paths.state_folder() / memory.FILE).read_text(encoding="utf-8"))
    assert len(kept["trees"]) == len(memory.recent_libraries()) == 9
    assert memory.tree_sight(tmp_path / "29.json") == TreeSight("code", (("2024",),), (), "a")
    assert memory.tree_sight(tmp_path / "3.json") == TreeSight()


def test_a_state_folder_that_cannot_be_written_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    memory.remember(tmp_path / "a.json")
    memory.keep_window_sight(WindowSight(1200, 700))

    assert memory.last_library() is None
