"""Forms made, copied and removed, the optional line, quiet emptiness; by real keys where there are some."""

from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from perfdesk.documents.document import Document
from perfdesk.ui import asking
from perfdesk.ui.window import MainWindow

from .samples import go_to, here, press, text_at, type_text, typing_place

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def _open(window: MainWindow) -> Document:
    assert window.bench.opened
    return window.bench.opened.document


def _uids(window: MainWindow) -> list[str]:
    assert window.bench.session
    return [entry.uid for entry in window.bench.session.library.entries()]


def _in_tree(window: MainWindow) -> str:
    pane = window.bench.tree_pane
    return pane.model.node(pane.tree.currentIndex()).uid


@pytest.fixture
def new_form(qtbot: QtBot, empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window on a form made with Ctrl+N in an empty library."""
    empty_window.bench.files.open_path(tmp_path / "新.json", create=True)
    qtbot.waitUntil(empty_window.isActiveWindow)
    press(empty_window, Key.Key_N, held=CTRL)
    qtbot.waitUntil(empty_window.bench.view.hasFocus)
    return empty_window


def test_an_empty_library_offers_a_new_form(empty_window: MainWindow, tmp_path: Path) -> None:
    empty_window.bench.files.open_path(tmp_path / "新.json", create=True)

    assert "新建" in empty_window.bench.desk.message
    assert empty_window.actions_by_name["new_form"].isEnabled()


def test_a_new_form_in_an_empty_library_is_of_this_year_and_typed_into_at_once(new_form: MainWindow) -> None:
    uid = _open(new_form).uid
    assert here(new_form) == "project.name"

    type_text(new_form, "abc")
    press(typing_place(new_form), Key.Key_Return)

    assert text_at(new_form, "project.name", uid) == "abc"
    assert text_at(new_form, "year", uid) == str(datetime.now().astimezone().year)
    assert _in_tree(new_form) == uid


def test_a_new_form_takes_over_what_is_common_with_the_open_one(window: MainWindow) -> None:
    beside = _open(window)

    press(window.bench.view, Key.Key_N, held=CTRL)

    made = _open(window)
    assert made.uid not in {beside.uid, ""}
    assert made.form == beside.form
    for key in ("year", "department", "unit", "filler"):
        assert made.texts[key] == beside.texts[key]
    assert made.texts["project.name"] == made.texts["goal.total"] == ""
    assert _in_tree(window) == made.uid


def test_a_new_form_is_one_step_that_can_be_taken_back(window: MainWindow) -> None:
    before = _uids(window)
    press(window.bench.view, Key.Key_N, held=CTRL)

    assert window.actions_by_name["undo"].text() == "撤销 新建绩效目标表"
    press(window.bench.view, Key.Key_Z, held=CTRL)

    assert _uids(window) == before
    assert _open(window).uid in before
    assert window.bench.view.isVisible()


def test_a_search_that_would_hide_the_new_form_is_cleared(window: MainWindow) -> None:
    window.bench.tree_pane.filter.setText("产业扶持")

    press(window.bench.view, Key.Key_N, held=CTRL)

    assert window.bench.tree_pane.filter.text() == ""
    assert _in_tree(window) == _open(window).uid


def test_a_copy_has_the_same_texts_and_is_opened(window: MainWindow) -> None:
    original = _open(window)

    press(window.bench.view, Key.Key_D, held=CTRL)

    copy = _open(window)
    assert copy.uid != original.uid
    assert copy.texts == original.texts
    assert [row.texts for row in copy.rows] == [row.texts for row in original.rows]
    assert here(window) == "project.name"
    press(window.bench.view, Key.Key_Z, held=CTRL)
    assert copy.uid not in _uids(window)


def test_a_removed_form_is_said_and_comes_back_with_undo(window: MainWindow) -> None:
    removed = _open(window)

    window.actions_by_name["remove_form"].trigger()

    assert removed.uid not in _uids(window)
    assert window.bench.desk.notice == "已删除“产业扶持专项资金”，可撤销。"
    assert window.bench.view.isVisible()
    assert _in_tree(window) == _open(window).uid != removed.uid
    press(window.bench.view, Key.Key_Z, held=CTRL)
    assert _open(window) == removed
    assert _in_tree(window) == removed.uid


def test_removing_the_last_form_leaves_an_empty_desk(new_form: MainWindow) -> None:
    new_form.actions_by_name["remove_form"].trigger()

    assert "新建" in new_form.bench.desk.message
    assert new_form.bench.opened is None
    assert new_form.bench.desk.notice == "已删除“未填名称的表”，可撤销。"
    press(new_form, Key.Key_Z, held=CTRL)
    assert new_form.bench.view.isVisible()


# --- the optional line ----------------------------------------------------------------------------------


def test_the_optional_line_comes_and_goes_while_it_is_blank(new_form: MainWindow) -> None:
    action = new_form.actions_by_name["optional_line"]
    assert action.text() == "显示“项目属性、项目类别”行"

    action.trigger()
    shown = dict(_open(new_form).texts)
    stood = here(new_form)
    assert action.text() == "隐藏“项目属性、项目类别”行"
    action.trigger()

    assert shown["attribute"] == shown["category"] == ""
    assert stood == "attribute"
    assert not {"attribute", "category"} & set(_open(new_form).texts)
    press(new_form.bench.view, Key.Key_Z, held=CTRL)
    assert _open(new_form).texts == shown


def test_an_optional_line_with_text_is_kept_and_that_is_said(new_form: MainWindow) -> None:
    action = new_form.actions_by_name["optional_line"]
    action.trigger()
    type_text(new_form, "x")

    action.trigger()

    assert _open(new_form).texts["attribute"] == "x"
    assert "有文字" in new_form.bench.desk.notice


# --- rows -----------------------------------------------------------------------------------------------


def test_removing_the_first_row_of_a_block_keeps_the_block(window: MainWindow) -> None:
    before = go_to(window, "row-2-1/level1")
    go_to(window, "row-2-1/name")

    press(window.bench.view, Key.Key_Minus, held=CTRL)

    after = go_to(window, "row-2-2/level1")
    assert after.text == before.text == "产出指标"
    assert after.addresses == before.addresses[1:]
    assert text_at(window, "row-2-2/level2") == "数量指标"


def test_an_inserted_row_inherits_the_levels_above_it(window: MainWindow) -> None:
    go_to(window, "row-2-1/name")

    press(window.bench.view, Key.Key_Plus, held=CTRL)

    row = _open(window).rows[1]
    assert (row.text("level1"), row.text("level2"), row.text("name")) == ("产出指标", "数量指标", "")


# --- quiet emptiness ------------------------------------------------------------------------------------


def test_a_new_form_has_no_cards_but_says_how_much_waits(new_form: MainWindow) -> None:
    assert new_form.bench.opened
    waiting = len(new_form.bench.opened.waiting)

    assert waiting > 5
    assert new_form.bench.review.model.cards == ()
    assert new_form.bench.review.head.text() == f"审核意见　待填 {waiting} 项"
    assert f"待填 {waiting} 项" in new_form.status.counts.text()
    assert new_form.bench.session
    assert all(not new_form.bench.session.findings_at(cell) for cell in new_form.bench.model.sheet.stops)  # type: ignore[union-attr]


def test_what_is_filled_in_wrongly_is_said_and_waits_no_longer(new_form: MainWindow) -> None:
    assert new_form.bench.opened
    waiting = len(new_form.bench.opened.waiting)
    go_to(new_form, "funds.annual.sum")
    type_text(new_form, "abc")
    press(typing_place(new_form), Key.Key_Return)

    told = [str(card.finding.address) for card in new_form.bench.review.model.cards]
    assert "funds.annual.sum" in told
    assert len(new_form.bench.opened.waiting) == waiting - 1


def test_review_says_everything_until_another_session(new_form: MainWindow) -> None:
    assert new_form.bench.opened
    everything = new_form.bench.opened.findings

    press(new_form, Key.Key_F9)
    asked = [card.finding for card in new_form.bench.review.model.cards]
    type_text(new_form, "abc")
    press(typing_place(new_form), Key.Key_Return)

    assert asked == list(everything)
    assert "待填" not in new_form.bench.review.head.text()
    assert new_form.bench.opened.waiting == ()
    path = new_form.bench.session.library.path  # type: ignore[union-attr]
    new_form.bench.files.open_path(path.with_name("另.json"), create=True)
    new_form.bench.files.open_path(path)
    press(new_form, Key.Key_F8)
    assert new_form.bench.session
    new_form.bench.session.errors_among(set())  # judged now
    assert "待填" in new_form.bench.review.head.text()


def _errors_in_the_tree(window: MainWindow) -> list[int | None]:
    assert window.bench.session
    window.bench.session.errors_among([each.uid for each in window.bench.session.entries()])
    return [entry.errors for entry in window.bench.session.entries()]


def test_the_tree_counts_what_the_panel_says(new_form: MainWindow) -> None:
    go_to(new_form, "funds.annual.sum")
    type_text(new_form, "abc")
    press(typing_place(new_form), Key.Key_Return)
    assert new_form.bench.opened
    said = [found.severity for found in new_form.bench.opened.said]

    assert _errors_in_the_tree(new_form) == [said.count("error")]
    assert said.count("error") > 0


def test_what_is_merely_empty_is_counted_in_the_tree_once_it_was_asked_for(new_form: MainWindow) -> None:
    assert _errors_in_the_tree(new_form) == [0]

    press(new_form, Key.Key_F9)
    assert new_form.bench.opened
    every = [found.severity for found in new_form.bench.opened.findings].count("error")

    assert every > 5
    assert _errors_in_the_tree(new_form) == [every]
    go_to(new_form, "funds.annual.sum")
    type_text(new_form, "1")
    press(typing_place(new_form), Key.Key_Return)
    said = [found.severity for found in new_form.bench.opened.said]
    assert _errors_in_the_tree(new_form) == [said.count("error")]
    assert [entry.errors for entry in new_form.bench.session.library.entries()] == [0]  # type: ignore[union-attr]


def test_printing_asks_about_what_waits_and_leaves_empty_rows_out(
    qtbot: QtBot, new_form: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def yes(_parent: object, question: str, _button: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(asking, "yes", yes)
    monkeypatch.setattr(asking, "file_to_write", lambda *_: tmp_path / "表.pdf")

    new_form.actions_by_name["print"].trigger()
    qtbot.waitUntil(lambda: new_form.bench.tasks.is_idle, timeout=20000)

    assert new_form.bench.opened
    assert asked == [f"待填 {len(new_form.bench.opened.waiting)} 项，仍要打印？"]
    with pypdfium2.PdfDocument(tmp_path / "表.pdf") as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "三级指标" in text
    assert "数量指标" not in text
