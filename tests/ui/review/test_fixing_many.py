"""Fixes of a kind, and all safe ones: shown before and after, then made as one step."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidgetItem

from perfdesk.documents.finding import Finding
from perfdesk.ui.review.fix_preview import FixPreview
from perfdesk.ui.window import MainWindow
from tests.ui.samples import press, text_at

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def _preview() -> FixPreview:
    shown = (each for each in QApplication.topLevelWidgets() if isinstance(each, FixPreview))
    return next(each for each in shown if each.isVisible())


def _cell(preview: FixPreview, row: int, column: int) -> QTableWidgetItem:
    item = preview.list.item(row, column)
    assert item
    return item


def _mendable(window: MainWindow) -> list[Finding]:
    assert window.bench.opened
    return [finding for finding in window.bench.opened.said if finding.fix]


def _go_to_the_kind(window: MainWindow, rule: str) -> list[Finding]:
    kind = [finding for finding in _mendable(window) if finding.rule == rule]
    window.bench.findings.go_to(kind[0])
    return kind


def test_the_preview_tells_each_cell_before_and_after(window: MainWindow) -> None:
    kind = _go_to_the_kind(window, "VAL-03c")
    assert len(kind) > 1

    window.actions_by_name["fix_kind"].trigger()

    preview = _preview()
    table = preview.list
    told = [tuple(_cell(preview, row, column).text() for column in (1, 2)) for row in range(table.rowCount())]
    assert ("100%", "=100%") in told
    assert len(told) == len(kind)
    assert preview.apply.text() == f"改正 {len(kind)} 处"


def test_enter_mends_all_of_a_kind_as_one_step(window: MainWindow) -> None:
    kind = _go_to_the_kind(window, "VAL-03c")
    assert window.bench.session
    steps = window.bench.session.stack.count()
    window.actions_by_name["fix_kind"].trigger()

    press(_preview().list, Key.Key_Return)

    assert text_at(window, "row-2-4/value") == "=100%"
    assert not {finding.id for finding in kind} & {finding.id for finding in _mendable(window)}
    assert window.bench.session.stack.count() == steps + 1
    window.actions_by_name["undo"].trigger()
    assert text_at(window, "row-2-4/value") == "100%"


def test_esc_leaves_everything_as_it_was(window: MainWindow) -> None:
    before = window.bench.opened
    press(window, Key.Key_F9, held=SHIFT)

    press(_preview().list, Key.Key_Escape)

    assert window.bench.opened is before


def test_what_is_not_ticked_stays(window: MainWindow) -> None:
    _go_to_the_kind(window, "VAL-03c")
    window.actions_by_name["fix_kind"].trigger()
    preview = _preview()
    before = [finding.id for finding in preview.ticked()]

    press(preview.list, Key.Key_Space)

    assert _cell(preview, 0, 0).checkState() == Qt.CheckState.Unchecked
    assert [finding.id for finding in preview.ticked()] == before[1:]
    press(preview.list, Key.Key_Return)
    assert before[0] in {finding.id for finding in _mendable(window)}


def test_shift_f9_mends_what_is_safe_and_nothing_else(window: MainWindow) -> None:
    safe = {finding.id for finding in _mendable(window) if finding.fix and finding.fix.safe}
    assert safe
    press(window, Key.Key_F9, held=SHIFT)
    preview = _preview()

    assert {finding.id for finding in preview.ticked()} <= safe
    press(preview.list, Key.Key_Return)
    assert "可撤销" in window.bench.desk.notice
    assert not any(finding.fix and finding.fix.safe for finding in _mendable(window))


def test_the_forms_selected_in_the_tree_are_mended_together(window: MainWindow) -> None:
    assert window.bench.session
    tree, uids = window.bench.tree_pane.tree, {"sample-2", "sample-3"}
    tree.setFocus()
    for uid, held in (("sample-2", NONE), ("sample-3", CTRL)):
        place = tree.visualRect(window.bench.tree_pane.model.index_of(uid)).center()
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, held, place)
    assert window.actions_by_name["fix_safe"].text() == "改正选中的 2 张表中全部可放心改正的…"

    window.actions_by_name["fix_safe"].trigger()

    preview = _preview()
    assert {finding.document for finding in preview.ticked()} == uids
    before = {uid: text_at(window, "goal.annual", uid) for uid in uids}
    press(preview.list, Key.Key_Return)
    assert all(text_at(window, "goal.annual", uid) != text for uid, text in before.items())
    assert window.bench.session.stack.count() == 1


def test_a_form_that_changed_underneath_is_left_alone(window: MainWindow) -> None:
    _go_to_the_kind(window, "VAL-03c")
    window.actions_by_name["fix_kind"].trigger()
    assert window.bench.session
    window.bench.form.remove_row()

    press(_preview().list, Key.Key_Return)

    assert "没有改正" in window.bench.desk.notice


def test_the_preview_has_names_and_its_lines_say_what_changes(window: MainWindow) -> None:
    _go_to_the_kind(window, "VAL-03c")
    window.actions_by_name["fix_kind"].trigger()
    preview = _preview()

    assert preview.list.accessibleName() == "改正前后对照"
    spoken = _cell(preview, 0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("：100%，改为=100%")
