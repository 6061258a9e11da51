"""The tree at the left."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from perfdesk.documents.address import field
from perfdesk.documents.edits import PutDocument, RemoveDocument, SetText, Step
from perfdesk.ui.tree.model import TreeModel
from perfdesk.ui.tree.order import ORDERS
from perfdesk.ui.window import MainWindow
from tests.ui.samples import go_to, press, type_text


def _labels(model: TreeModel, index: QModelIndex) -> list[str]:
    return [str(model.data(model.index(row, 0, index))) for row in range(model.rowCount(index))]


def test_the_tree_keeps_qts_contract_also_when_filtered(
    qtmodeltester: ModelTester, window: MainWindow
) -> None:
    model = window.bench.tree_pane.model
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]

    window.bench.tree_pane.filter.setText("软件")
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    window.bench.tree_pane.filter.setText("没有这样的项目")
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]

    assert model.rowCount() == 0


def test_it_keeps_qts_contract_while_forms_change_move_come_and_go(
    qtmodeltester: ModelTester, window: MainWindow
) -> None:
    session, pane = window.bench.session, window.bench.tree_pane
    assert session
    tester = QAbstractItemModelTester(pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for order in ORDERS:
        pane.sort_by(order)
        go_to(window, "department")
        type_text(window, f"Office-{order}")  # into a new group, out of the old one
        assert window.bench.finish_editing()
        go_to(window, "project.name")
        type_text(window, f"{order} project")
        assert window.bench.finish_editing()
        twin = replace(session.library.document("sample-2"), uid="twin")
        session.do(Step("添加", (("twin", PutDocument(twin)),)))
        pane.tree.expandAll()
        session.do(Step("删除", (("sample-2", RemoveDocument("sample-2")),)))
        while session.stack.canUndo():
            session.undo()
        session.open("sample-2")
    qtmodeltester.check(pane.model)  # type: ignore[no-untyped-call]

    assert len(pane.model.uids()) == 9
    assert tester.model() is pane.model


@pytest.fixture
def resets(window: MainWindow) -> list[str]:
    """Grows when all lines are made anew, or come, go or move."""
    seen: list[str] = []
    model = window.bench.tree_pane.model
    model.modelReset.connect(lambda: seen.append("reset"))
    model.rowsInserted.connect(lambda: seen.append("inserted"))
    model.rowsRemoved.connect(lambda: seen.append("removed"))
    model.layoutChanged.connect(lambda: seen.append("moved"))
    return seen


def test_an_edit_that_leaves_the_line_in_its_place_moves_nothing(
    window: MainWindow, resets: list[str]
) -> None:
    model = window.bench.tree_pane.model
    line = QPersistentModelIndex(model.index_of("sample-2"))
    go_to(window, "project.name")
    type_text(window, "another name")
    assert window.bench.finish_editing()

    assert resets == []
    assert model.data(line) == "another name"


def test_an_edit_of_the_unit_moves_one_line_and_the_clerk_stays_on_it(
    window: MainWindow, resets: list[str]
) -> None:
    pane = window.bench.tree_pane
    other = QPersistentModelIndex(pane.model.index_of("sample-3"))
    go_to(window, "unit")
    type_text(window, "another unit")
    assert window.bench.finish_editing()

    assert "reset" not in resets
    assert pane.model.node(other).uid == "sample-3"
    assert pane.model.node(pane.tree.currentIndex()).uid == "sample-2"
    assert pane.model.data(pane.tree.currentIndex().parent()) == "another unit"
    assert pane.tree.isExpanded(pane.tree.currentIndex().parent())


def test_a_line_moves_to_where_its_new_name_belongs(window: MainWindow, resets: list[str]) -> None:
    pane = window.bench.tree_pane
    pane.sort_by("name")
    resets.clear()
    go_to(window, "project.name")
    type_text(window, "!first of all")
    assert window.bench.finish_editing()

    assert resets == ["moved"]
    assert pane.model.index_of("sample-2").row() == 0
    assert pane.tree.currentIndex() == pane.model.index_of("sample-2")


def test_a_change_of_very_many_forms_shows_the_tree_anew_with_the_same_groups_open(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, resets: list[str]
) -> None:
    monkeypatch.setattr("perfdesk.ui.tree.model._FEW", 3)
    session, pane = window.bench.session, window.bench.tree_pane
    assert session
    edits = tuple((f"sample-{number}", SetText(field("year"), "2025")) for number in range(1, 10))
    session.do(Step("改名", edits))

    assert resets == ["reset"]
    assert _labels(pane.model, QModelIndex()) == ["2025 年"]
    assert pane.tree.currentIndex() == pane.model.index_of("sample-2")


def test_a_search_hides_a_form_that_no_longer_fits(window: MainWindow) -> None:
    pane = window.bench.tree_pane
    pane.filter.setText("产业扶持")
    before = pane.model.uids()
    go_to(window, "project.name")
    type_text(window, "x")
    assert window.bench.finish_editing()

    assert "sample-2" in before
    assert "sample-2" not in pane.model.uids()


def test_what_a_search_opens_is_not_open_afterwards(window: MainWindow) -> None:
    pane = window.bench.tree_pane
    pane.tree.collapse(pane.model.index(0, 0))
    pane.filter.setText("扶持专项")
    shown = pane.tree.isExpanded(pane.model.index(0, 0))
    pane.filter.clear()

    assert shown
    assert not pane.tree.isExpanded(pane.model.index(0, 0))


def test_it_goes_from_year_to_department_to_unit_to_project(window: MainWindow) -> None:
    model = window.bench.tree_pane.model
    year = model.index(0, 0)
    department = model.index(0, 0, year)
    unit = model.index(0, 0, department)

    assert _labels(model, QModelIndex()) == ["2024 年"]
    assert _labels(model, year) == ["大连高新技术产业园区财政金融局"]
    assert len(_labels(model, unit)) == 9
    assert _labels(model, unit)[1] == "产业扶持专项资金"


def test_what_is_blank_is_called_so(window: MainWindow) -> None:
    assert window.bench.session
    go_to(window, "department")
    press(window.bench.view, Qt.Key.Key_Delete)

    year = window.bench.tree_pane.model.index(0, 0)

    assert "未填" in _labels(window.bench.tree_pane.model, year)
    assert window.bench.tree_pane.tree.currentIndex() == window.bench.tree_pane.model.index_of("sample-2")


def test_a_project_with_several_documents_has_them_below(window: MainWindow) -> None:
    session = window.bench.session
    assert session
    twin = replace(session.library.document("sample-2"), uid="twin")

    session.do(Step("添加", (("twin", PutDocument(twin)),)))

    model = window.bench.tree_pane.model
    index = model.index_of("twin")
    assert model.node(index).level == "document"
    assert model.rowCount(index.parent()) == 2
    assert not model.node(index.parent()).uid


def test_the_filter_finds_while_typing_and_forgets_nothing(window: MainWindow) -> None:
    pane = window.bench.tree_pane
    before = pane.model.uids()

    pane.filter.setText("扶持专项")
    found = pane.model.uids()
    pane.filter.clear()

    assert found == ["sample-2"]
    assert pane.model.uids() == before
    assert pane.tree.currentIndex() == pane.model.index_of("sample-2")


def test_what_was_closed_stays_closed_after_an_edit(window: MainWindow) -> None:
    pane = window.bench.tree_pane
    pane.tree.collapse(pane.model.index(0, 0))

    go_to(window, "department")
    type_text(window, "x")
    assert window.bench.finish_editing()

    assert not pane.tree.isExpanded(pane.model.index(0, 0))


def test_members_of_a_unit_are_made_when_they_are_looked_at(window: MainWindow) -> None:
    assert window.bench.session
    model = TreeModel()
    model.fill(window.bench.session.library.entries())

    unit = model.index(0, 0, model.index(0, 0, model.index(0, 0)))
    made = len(model._nodes)
    model.rowCount(unit)

    assert len(model._nodes) == made + 9
