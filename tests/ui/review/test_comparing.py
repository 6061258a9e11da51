"""What shows only beside other forms is said in the panel of each, once the clerk rests."""

import pytest
from pytestqt.qtbot import QtBot

from perfdesk.documents.address import Address
from perfdesk.documents.finding import Finding, acknowledge
from perfdesk.rules.rulebook import rule
from perfdesk.ui.review import comparing
from perfdesk.ui.session import Session
from perfdesk.ui.window import MainWindow
from tests.ui.samples import cell_of


@pytest.fixture(autouse=True)
def _short_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "_REST", 1)


@pytest.fixture
def compared(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The ninth form on the desk, when all have been compared."""
    session = _session(window)
    with qtbot.waitSignal(session.comparing.compared):
        session.comparing.begin_anew()
    session.open("sample-9")
    return window


def _session(window: MainWindow) -> Session:
    assert window.bench.session
    return window.bench.session


def _beside(window: MainWindow) -> list[Finding]:
    assert window.bench.opened
    return [finding for finding in window.bench.opened.said if rule(finding.rule).is_for_batches]


def test_each_form_says_what_shows_beside_others_and_names_them(compared: MainWindow) -> None:
    said = {finding.rule: finding for finding in _beside(compared)}

    assert set(said) == {"XF-01", "XF-02"}
    card = next(each for each in compared.bench.review.model.cards if each.finding.rule == "XF-01")
    assert "「财金局系统及软件运维费」" in card.words
    _session(compared).open("sample-8")
    assert [finding.rule for finding in _beside(compared)] == ["XF-02"]


def test_forms_that_the_message_only_counts_are_named_on_the_card(compared: MainWindow) -> None:
    _session(compared).open("sample-2")
    compared.bench.review.unfold("infos")

    card = next(each for each in compared.bench.review.model.cards if each.finding.rule == "XF-03")
    assert "同批 7 张表" in card.finding.message
    assert card.words.endswith("\n涉及：财金局工作业务经费、海创集团专项经费 等 7 张表")


def test_they_stand_in_the_order_of_the_form(compared: MainWindow) -> None:
    opened = compared.bench.opened
    assert opened
    assert opened.sheet
    places = [opened.sheet.places[each.address] for each in opened.said if not each.address.is_group]

    assert [(each.row, each.column) for each in places] == sorted((each.row, each.column) for each in places)


def test_the_tree_counts_them_too(compared: MainWindow) -> None:
    session = _session(compared)
    entry, stored = session.entry("sample-9"), session.library.entry("sample-9")
    (counted,) = session.judged(["sample-9"])

    assert entry
    assert stored
    assert compared.bench.opened
    said = [finding.severity for finding in compared.bench.opened.said]
    assert (counted.errors, counted.warnings) == (said.count("error"), said.count("warning"))


def test_an_edit_that_makes_both_alike_ends_it_in_both(qtbot: QtBot, compared: MainWindow) -> None:
    session = _session(compared)
    address = next(finding.address for finding in _beside(compared) if finding.rule == "XF-01")

    with qtbot.waitSignal(session.comparing.compared):
        session.write(cell_of(compared, str(address)), "≤5%")

    assert "XF-01" not in {finding.rule for finding in _beside(compared)}


def test_one_that_is_let_stand_goes_to_the_others_at_once_and_only_here(
    qtbot: QtBot, compared: MainWindow
) -> None:
    session = _session(compared)
    finding = next(each for each in _beside(compared) if each.rule == "XF-02")

    session.do_here("确认无误", (acknowledge(finding, "两套系统", "王会计", "2024-03-01"),))

    assert compared.bench.opened
    assert [each.rule for each in compared.bench.opened.acknowledged] == ["XF-02"]
    session.open("sample-8")
    assert [each.rule for each in _beside(compared)] == ["XF-02"]


def test_a_row_that_is_gone_says_nothing_more(compared: MainWindow) -> None:
    row = next(each.address.row for each in _beside(compared) if each.rule == "XF-02")
    compared.bench.view.go_to(cell_of(compared, str(Address(row, "name"))))

    compared.bench.form.remove_row()

    assert "XF-02" not in {finding.rule for finding in _beside(compared)}


def test_a_form_that_is_gone_is_compared_no_more(qtbot: QtBot, compared: MainWindow) -> None:
    with qtbot.waitSignal(_session(compared).comparing.compared):
        _session(compared).open("sample-8")
        compared.bench.making.remove_form()

    _session(compared).open("sample-9")
    assert _beside(compared) == []


def test_review_asked_for_says_nothing_twice(compared: MainWindow) -> None:
    _session(compared).ask_for_review()

    assert compared.bench.opened
    ids = [finding.id for finding in compared.bench.opened.findings]
    assert len(ids) == len(set(ids))


def test_what_is_typed_stays_while_forms_are_compared(qtbot: QtBot, compared: MainWindow) -> None:
    session = _session(compared)
    index = compared.bench.model.index(0, 0)
    assert index.isValid()
    cell = cell_of(compared, "department")
    compared.bench.view.go_to(cell)
    compared.bench.view.edit(compared.bench.view.currentIndex())
    editor = compared.bench.view.editor
    assert editor
    editor.replace("正在输入")

    session.comparing._found = {}
    with qtbot.waitSignal(session.comparing.compared):
        session.comparing.begin_anew()

    assert compared.bench.view.editor is editor
    assert editor.text() == "正在输入"
