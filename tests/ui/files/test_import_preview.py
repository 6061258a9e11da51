"""Before anything is kept the clerk sees source and form side by side, and may teach a label."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from perfdesk import paths
from perfdesk.forms.learned import learned_path, load_learned
from perfdesk.ui.files.import_preview import ImportPreview
from perfdesk.ui.tasks import Course
from perfdesk.ui.window import MainWindow
from tests.ui.samples import press

Key = Qt.Key
SAMPLES = paths.resource("samples", "forms-2024.txt")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A form with a label that nobody knows, and no total goal."""
    path = tmp_path / "表.txt"
    path.write_text(
        "本级预算项目绩效目标表\n(2024年度)\n项目名称\t培训项目\t资金来由\t上级下达\n申报理由\t推动发展\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训次数\t≥5次\n",
        encoding="utf-8",
    )
    return path


def preview(qtbot: QtBot, window: MainWindow) -> ImportPreview:
    """The preview, once files have been read and it can be used."""
    looking = window.bench.files.importing.looking
    qtbot.waitUntil(lambda: bool(looking.window and looking.window.keep.isEnabled()), timeout=20000)
    assert looking.window
    return looking.window


def lines(window: ImportPreview) -> dict[str, list[tuple[str, ...]]]:
    """What stands in the list, by section."""
    shown: dict[str, list[tuple[str, ...]]] = {}
    for number in range(window.lines.topLevelItemCount()):
        head = window.lines.topLevelItem(number)
        assert head
        children = (head.child(index) for index in range(head.childCount()))
        shown[head.text(0).partition("　")[0]] = [
            tuple(child.text(column) for column in range(4)) for child in children if child
        ]
    return shown


def test_source_and_form_stand_side_by_side_before_anything_is_kept(
    qtbot: QtBot, empty: MainWindow, source: Path
) -> None:
    empty.bench.files.import_paths([source])
    shown = lines(preview(qtbot, empty))

    assert ("第3行", "培训项目", "项目名称　⚑", "培训项目") in shown["请核对"]
    row = "产出指标 │ 数量指标 │ 培训次数 │ ≥5次"
    assert ("第6行", row, "第 1 个指标", row) in shown["其余"]
    assert ("第4行", "申报理由 │ 推动发展", "待放栏", "") in shown["没有放进表里的文字（会留在待放栏）"]
    assert [line[1] for line in shown["认不出的栏目"]] == ["资金来由", "申报理由"]
    assert empty.bench.tree_pane.model.uids() == []


def test_enter_imports_and_escape_leaves_the_library_as_it_was(
    qtbot: QtBot, empty: MainWindow, source: Path
) -> None:
    empty.bench.files.import_paths([source])
    press(preview(qtbot, empty), Key.Key_Escape)

    assert empty.bench.tree_pane.model.uids() == []
    assert empty.bench.outcome.words == "没有导入，项目库没有变化。"
    empty.bench.files.import_paths([source])
    press(preview(qtbot, empty), Key.Key_Return)
    assert len(empty.bench.tree_pane.model.uids()) == 1


def teach(window: ImportPreview, label: str, field: str) -> None:
    """Choose the line of a label that nobody knows, and say which field it is."""
    section = window.lines.topLevelItem(0)
    assert section
    items = [section.child(number) for number in range(section.childCount())]
    window.lines.setCurrentItem(next(item for item in items if item and item.text(1) == label))
    next(action for action in window.teach.menu().actions() if action.text() == field).trigger()


def test_a_label_that_is_taught_is_read_at_once_and_known_the_next_time(
    qtbot: QtBot, empty: MainWindow, source: Path
) -> None:
    assert empty.bench.session
    library = empty.bench.session.library.path
    empty.bench.files.import_paths([source])
    window = preview(qtbot, empty)

    teach(window, "申报理由", "实施期目标")
    shown = lines(preview(qtbot, empty))

    assert ("第4行", "推动发展", "实施期目标", "推动发展") in shown["其余"]
    assert [line[1] for line in shown["认不出的栏目"]] == ["资金来由"]
    assert not learned_path(library).exists()
    press(window, Key.Key_Return)
    assert load_learned(library) == {"project-target": {"goal.total": ("申报理由",)}}
    empty.bench.files.import_paths([source])
    assert "申报理由" not in str(lines(preview(qtbot, empty)))


def test_what_was_taught_in_an_import_that_is_dropped_is_forgotten(
    qtbot: QtBot, empty: MainWindow, source: Path
) -> None:
    assert empty.bench.session
    empty.bench.files.import_paths([source])
    teach(preview(qtbot, empty), "申报理由", "实施期目标")
    press(preview(qtbot, empty), Key.Key_Escape)

    assert load_learned(empty.bench.session.library.path) == {}
    empty.bench.files.import_paths([source])
    assert "申报理由" in str(lines(preview(qtbot, empty)))


def test_an_import_can_be_left_while_its_files_are_read_anew(
    qtbot: QtBot, empty: MainWindow, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.bench.files.import_paths([source])
    window = preview(qtbot, empty)
    opened, reach = threading.Event(), Course.reach

    def wait(course: Course, done: int, of: int) -> None:
        opened.wait(20)
        reach(course, done, of)

    monkeypatch.setattr(Course, "reach", wait)
    teach(window, "申报理由", "实施期目标")
    assert not window.keep.isEnabled()
    press(window, Key.Key_Escape)
    opened.set()
    qtbot.waitUntil(lambda: empty.bench.tasks.is_idle, timeout=20000)

    assert not empty.bench.files.importing.looking.window
    assert empty.bench.tree_pane.model.uids() == []
    assert "项目库没有变化" in empty.bench.outcome.words


def test_what_reading_had_to_mend_stands_first_with_its_reason(qtbot: QtBot, empty: MainWindow) -> None:
    empty.bench.files.import_paths([SAMPLES])
    window = preview(qtbot, empty)

    assert window.forms.count() == 9
    assert window.forms.item(0).text() == "财金局委托服务经费　1 处请看"
    ((place, cells, row, mended),) = lines(window)["请核对"]
    assert cells.startswith("— │ 效益指标 │ 社会效益指标")
    assert mended.startswith("效益指标 │ 社会效益指标")
    assert row.startswith("第 6 个指标")
    assert place
    assert "右移了一格" in window.about.text()


def test_a_file_of_labels_that_cannot_be_read_hinders_no_import_and_is_told(
    qtbot: QtBot, empty: MainWindow, source: Path
) -> None:
    assert empty.bench.session
    learned_path(empty.bench.session.library.path).write_text("x = [", encoding="utf-8")

    empty.bench.files.import_paths([source])

    assert "新.栏目.toml" in empty.bench.desk.notice
    press(preview(qtbot, empty), Key.Key_Return)
    assert len(empty.bench.tree_pane.model.uids()) == 1
