"""The sheet as a Qt table."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from perfdesk.documents.layout import lay_out
from perfdesk.ui.sheet.model import SheetModel
from perfdesk.ui.sheet.view import SheetView
from perfdesk.ui.window import MainWindow
from tests.ui.samples import cell_of, go_to, here, text_at

Role = Qt.ItemDataRole


def test_the_model_of_a_form_and_of_nothing_keep_qts_contract(
    qtmodeltester: ModelTester, window: MainWindow
) -> None:
    qtmodeltester.check(window.bench.model)  # type: ignore[no-untyped-call]
    qtmodeltester.check(SheetModel())  # type: ignore[no-untyped-call]


def test_the_contract_holds_while_rows_come_and_go(window: MainWindow) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(window.bench.model, mode)
    go_to(window, "row-2-2/name")

    for name in ("insert_row", "row_up", "row_down", "remove_row", "undo", "undo", "redo"):
        window.actions_by_name[name].trigger()

    assert tester.model() is window.bench.model


def test_a_covered_place_answers_as_the_cell_over_it(window: MainWindow) -> None:
    cell = cell_of(window, "row-2-1/level1")

    covered = window.bench.model.index(cell.row + 2, cell.column)

    assert window.bench.model.data(covered) == "产出指标"
    assert window.bench.model.data(covered, Role.AccessibleTextRole) == "一级指标：产出指标"


def test_the_paper_shows_words_around_a_text_and_the_editor_does_not(window: MainWindow) -> None:
    index = window.bench.model.index_of(cell_of(window, "year"))

    assert window.bench.model.data(index, Role.DisplayRole) == "(2024年度)"
    assert window.bench.model.data(index, Role.EditRole) == "2024"


def test_printed_words_cannot_be_gone_to(window: MainWindow) -> None:
    assert window.bench.model.sheet
    printed = [cell for cell in window.bench.model.sheet.cells if not cell.addresses]

    assert printed
    assert not any(window.bench.model.index_of(cell).flags() & Qt.ItemFlag.ItemIsEnabled for cell in printed)


def _spans(view: SheetView) -> dict[tuple[int, int], tuple[int, int]]:
    model = view.sheet_model
    places = [(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    return {place: (view.rowSpan(*place), view.columnSpan(*place)) for place in places}


def test_after_every_change_of_rows_the_view_is_as_a_new_one(window: MainWindow) -> None:
    session = window.bench.session
    assert session
    go_to(window, "row-2-2/name")

    for name in ("insert_row", "row_up", "row_up", "remove_row", "row_down", "undo", "undo", "redo", "undo"):
        window.actions_by_name[name].trigger()
        assert session.opened
        assert session.opened.form
        assert window.bench.model.sheet == lay_out(session.opened.form, session.opened.document)
        fresh_model = SheetModel()
        fresh_model.session = session
        fresh = SheetView(fresh_model)
        fresh.resize(window.bench.view.size())
        fresh_model.show_sheet(window.bench.model.sheet, another=True)
        assert _spans(window.bench.view) == _spans(fresh)
        rows = range(fresh_model.rowCount())
        assert [window.bench.view.rowHeight(row) for row in rows] == [fresh.rowHeight(row) for row in rows]


def test_rows_are_as_high_as_their_texts_at_any_width(window: MainWindow) -> None:
    goal = cell_of(window, "goal.total")

    heights = []
    for width in (760, 600, 420):
        window.bench.view.resize(width, window.bench.view.height())
        heights.append(window.bench.view.rowHeight(goal.row))

    assert heights == sorted(set(heights))
    assert sum(window.bench.view.columnWidth(column) for column in range(5)) == 420


def test_a_new_row_inherits_the_levels_and_waits_for_its_name(window: MainWindow) -> None:
    go_to(window, "row-2-3/value")

    window.actions_by_name["insert_row"].trigger()

    row = here(window).partition("/")[0]
    assert [text_at(window, f"{row}/{key}") for key in ("level1", "level2", "name")] == [
        "产出指标", "数量指标", "",
    ]  # fmt: skip
    assert here(window) == f"{row}/name"


def test_removing_the_first_row_of_a_block_keeps_the_block_and_a_current_cell(window: MainWindow) -> None:
    go_to(window, "row-2-1/name")

    window.actions_by_name["remove_row"].trigger()

    assert cell_of(window, "row-2-2/level1").text == "产出指标"
    assert here(window) == "row-2-2/name"
