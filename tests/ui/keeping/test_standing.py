"""How far a form has come: a final form is locked until it is opened again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from perfdesk.documents.address import field
from perfdesk.documents.edits import SetText, Step
from perfdesk.documents.status import status_of
from perfdesk.errors import FinalError
from perfdesk.ui.window import MainWindow
from tests.ui.samples import go_to, press, text_at, type_text

Key = Qt.Key


def _status(window: MainWindow) -> str:
    assert window.bench.opened
    return status_of(window.bench.opened.document)


def test_a_final_form_takes_no_text_and_the_first_key_says_why(window: MainWindow) -> None:
    go_to(window, "row-2-3/value")
    before = text_at(window, "row-2-3/value")

    window.actions_by_name["finalise"].trigger()
    press(window.bench.view, Key.Key_A)

    assert _status(window) == "已定稿"
    assert window.bench.view.editor is None
    assert text_at(window, "row-2-3/value") == before
    assert "重新打开" in window.bench.desk.notice


def test_rows_fixes_and_paste_are_not_offered_on_a_final_form(window: MainWindow) -> None:
    go_to(window, "row-2-3/value")

    window.actions_by_name["finalise"].trigger()

    for name in ("insert_row", "remove_row", "row_down", "fix"):
        assert not window.actions_by_name[name].isEnabled(), name
    assert window.actions_by_name["reopen"].isEnabled()


def test_nothing_is_pasted_into_a_final_form(window: MainWindow) -> None:
    go_to(window, "row-2-3/value")
    before = text_at(window, "row-2-3/value")
    QApplication.clipboard().setText("别的")
    window.actions_by_name["finalise"].trigger()

    for name in ("paste", "cut"):
        window.actions_by_name[name].trigger()

    assert text_at(window, "row-2-3/value") == before
    assert "重新打开" in window.bench.desk.notice


def test_a_form_that_is_opened_again_takes_text(window: MainWindow) -> None:
    go_to(window, "row-2-3/value")
    window.actions_by_name["finalise"].trigger()

    window.actions_by_name["reopen"].trigger()
    type_text(window, "7")
    press(window.bench.view.editor or window.bench.view, Key.Key_Return)

    assert _status(window) == "草稿"
    assert text_at(window, "row-2-3/value") == "7"


def test_a_status_is_one_step_back(window: MainWindow) -> None:
    window.actions_by_name["submit"].trigger()
    assert _status(window) == "待审"

    window.actions_by_name["undo"].trigger()

    assert _status(window) == "草稿"


def test_the_tree_and_the_status_line_tell_it(window: MainWindow) -> None:
    window.actions_by_name["finalise"].trigger()

    tree = window.bench.tree_pane.tree
    assert tree.currentIndex().data().startswith("〔已定稿〕")
    assert "已定稿" in tree.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert window.bench.status.counts.text().startswith("已定稿")


def test_what_is_selected_in_the_tree_is_set_together(window: MainWindow) -> None:
    session, tree = window.bench.session, window.bench.tree_pane.tree
    assert session
    tree.setFocus()
    tree.selectAll()

    window.actions_by_name["submit"].trigger()

    assert {entry.status for entry in session.entries()} == {"待审"}
    window.actions_by_name["undo"].trigger()
    assert {entry.status for entry in session.entries()} == {"草稿"}


def test_renaming_a_group_says_that_a_form_in_it_is_final(window: MainWindow) -> None:
    session = window.bench.session
    assert session
    window.actions_by_name["finalise"].trigger()
    uid = window.bench.opened.document.uid if window.bench.opened else ""

    with pytest.raises(FinalError, match="已定稿"):
        session.do(Step("改名", ((uid, SetText(field("unit"), "别的单位")),)))


def test_a_reviewers_paper_is_begun_from_the_findings_as_one_step(window: MainWindow) -> None:
    session = window.bench.session
    assert session
    before = {entry.uid for entry in session.entries()}

    window.actions_by_name["assessment"].trigger()

    (made,) = {entry.uid for entry in session.entries()} - before
    assert session.opened
    assert session.opened.document.uid == made
    assert "审核表" in session.opened.document.texts["title"]
    assert session.opened.document.rows
    window.actions_by_name["undo"].trigger()
    assert {entry.uid for entry in session.entries()} == before


def test_a_new_form_beside_a_reviewers_paper_is_a_budget_form(window: MainWindow) -> None:
    window.actions_by_name["assessment"].trigger()

    window.actions_by_name["new_form"].trigger()

    assert window.bench.opened
    assert "funds.annual.sum" in window.bench.opened.document.texts
