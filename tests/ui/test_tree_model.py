"""The tree at the left."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from perfdesk.documents.edits import PutDocument, Step
from perfdesk.ui.tree_model import TreeModel
from perfdesk.ui.window import MainWindow

from .samples import go_to, press, type_text


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
