"""The review panel: cards, clicks, fixes, F7 and F8."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from perfdesk.documents.address import Address
from perfdesk.documents.document import Mark
from perfdesk.documents.edits import SetMark
from perfdesk.library.library import Library
from perfdesk.ui.window import MainWindow

from .samples import here, press, text_at

ROW = ("level1", "level2", "name", "value")


def _open_last(window: MainWindow) -> int:
    """The ninth form, whose 故障率 lacks its ≤; the row of that card."""
    assert window.bench.session
    window.bench.session.open("sample-9")
    cards = window.bench.review.model.cards
    return next(row for row, card in enumerate(cards) if card.finding.severity == "error")


def _rect(window: MainWindow, row: int) -> QRect:
    """Where a card lies once the list has been laid out."""
    window.bench.review.list.doItemsLayout()
    return window.bench.review.list.visualRect(window.bench.review.model.index(row, 0))


def test_the_cards_keep_qts_contract(qtmodeltester: ModelTester, window: MainWindow) -> None:
    qtmodeltester.check(window.bench.review.model)  # type: ignore[no-untyped-call]


def test_a_card_says_where_and_how_grave(window: MainWindow) -> None:
    row = _open_last(window)
    card = window.bench.review.model.cards[row]

    assert card.where.endswith(" · 软件系统故障率")
    model = window.bench.review.model
    spoken = model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{card.where}，错误：{card.finding.message}"
    assert window.status.counts.text().startswith(f"{len(window.bench.session.opened.document.rows)} 个指标")  # type: ignore[union-attr]
    assert "1 处错误" in window.status.counts.text()


def test_a_click_on_a_card_goes_to_its_cell(window: MainWindow) -> None:
    row = _open_last(window)
    rect = _rect(window, row)

    QTest.mouseClick(
        window.bench.review.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(30, 40)
    )

    assert here(window) == str(window.bench.review.model.cards[row].finding.address)
    assert window.bench.view.hasFocus()


def test_the_blue_words_mend_it_as_one_step(window: MainWindow) -> None:
    row = _open_last(window)
    finding = window.bench.review.model.cards[row].finding
    assert finding.fix
    rect = _rect(window, row)

    QTest.mouseClick(
        window.bench.review.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.topRight() + QPoint(-30, 15)
    )

    assert text_at(window, str(finding.address), "sample-9") == "≤5%"
    assert finding.id not in {card.finding.id for card in window.bench.review.model.cards}
    assert window.bench.session
    assert window.bench.session.stack.undoText() == finding.fix.label
    assert window.bench.session.stack.count() == 1


def test_f8_and_f7_walk_round_the_findings(window: MainWindow) -> None:
    _open_last(window)
    cards = window.bench.review.model.cards
    window.bench.review.show_current(None)

    seen = []
    for _ in range(len(cards) + 1):
        press(window, Qt.Key.Key_F8)
        seen.append(window.bench.review.current())
    press(window, Qt.Key.Key_F7)

    assert seen == [card.finding for card in cards] + [cards[0].finding]
    assert window.bench.review.current() == cards[-1].finding


def test_a_cell_that_is_gone_to_marks_its_card(window: MainWindow) -> None:
    assert window.bench.session
    row = _open_last(window)
    finding = window.bench.review.model.cards[row].finding
    cell = window.bench.session.cell_of(finding)
    assert cell

    window.bench.view.go_to(cell)

    assert window.bench.review.current() == finding


def test_after_the_blue_words_the_clerk_is_at_the_mended_cell(window: MainWindow) -> None:
    row = _open_last(window)
    finding = window.bench.review.model.cards[row].finding
    rect = _rect(window, row)

    QTest.mouseClick(
        window.bench.review.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.topRight() + QPoint(-30, 15)
    )

    assert here(window) == str(finding.address)


def test_blue_words_on_what_is_only_read_say_why_nothing_happens(
    qtbot: QtBot, empty_window: MainWindow, library_path: Path
) -> None:
    bench = empty_window.bench
    with Library.open(library_path):
        bench.files.open_path(library_path)
        qtbot.waitUntil(lambda: bool(bench.review.model.cards))
        row = _open_last(empty_window)
        bench.desk.be_quiet()

        bench.review.acted.emit("fix", bench.review.model.cards[row].finding)

        assert bench.session
        assert bench.desk.notice == bench.session.library.why_read_only
        empty_window.close()


def test_what_the_import_mended_can_be_put_back_as_the_source_has_it(window: MainWindow) -> None:
    bench = window.bench
    assert bench.session
    address = Address("row-2-7", "level1")
    before = "\t".join(("", *(text_at(window, f"row-2-7/{key}") or "" for key in ROW)))
    mark = Mark("repair", str(address), "STR-01", "该行整体右移了一格，已左移一格改正，请核对。", before)
    bench.session.do_here("导入", (SetMark(mark.slot, mark),))
    card = next(card for card in bench.review.model.cards if card.is_repair)
    bench.review.show_current(card.finding)

    assert bench.able()["unrepair"]
    bench.acts["unrepair"]()

    assert text_at(window, "row-2-7/level1") == ""
    assert text_at(window, "row-2-7/level2") == "效益指标"
    assert bench.tray.list.item(0).text().startswith("第 7 行右边：")
    bench.acts["undo"]()
    assert text_at(window, "row-2-7/level1") == "效益指标"
    assert not bench.tray.isVisible()
