"""The clerk's hand in the window: Enter, a key in an open editor, another form; beside a bare table of Qt's.

Enter means all of it: the edit on the disk, every rule, heights, cards, repaint. Each figure is from the key
until nothing is left to be painted. The bare table keeps texts in memory, judges nothing, and is as large.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.measuring import percentile, python
from tests.benchmarks.screen import x11

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QTableView

    from perfdesk.ui.window import MainWindow

_PROGRAM = "from tests.benchmarks import enter; enter.{name}({library!r}, {rows})"
_TIMES = 300
_LONG = "本年度完成扶持企业一百家以上，资金按时足额拨付，企业融资成本明显降低。" * 12


def press_enter(path: str, rows: int) -> None:
    """Type a digit and press Enter, again and again."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from perfdesk.documents.address import Address

    application, window = _at_work(path, rows, 1)
    session, view = window.bench.session, window.bench.view
    assert session
    assert session.opened
    disk: list[float] = []
    kept = session.library.commit

    def commit(*values: Any, **named: Any) -> None:
        started = time.perf_counter()
        kept(*values, **named)
        disk.append(time.perf_counter() - started)

    session.library.commit = commit  # type: ignore[method-assign]
    timed = []
    for number in range(_TIMES):
        row = f"r{number % (rows - 1)}"
        assert session.opened.sheet
        view.go_to(session.opened.sheet.places[Address(row, "value")])
        QTest.keyClicks(view, f"{number}")
        application.processEvents()
        editor = view.editor
        assert editor
        timed.append(_timed(partial(QTest.keyClick, editor, Qt.Key.Key_Return), application))
        assert session.opened.document.text(Address(row, "value")) == f"{number}"
    _tell(timed, disk=disk)


def press_key(path: str, rows: int) -> None:
    """Type into an open editor: at the end of a goal of 400 letters."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from perfdesk.documents.address import field

    application, window = _at_work(path, rows, 1)
    session, view = window.bench.session, window.bench.view
    assert session
    assert session.opened
    assert session.opened.sheet
    session.write(session.opened.sheet.places[field("goal.annual")], _LONG)
    view.go_to(session.opened.sheet.places[field("goal.annual")])
    QTest.keyClick(view, Qt.Key.Key_F2)
    application.processEvents()
    editor = view.editor
    assert editor
    _tell([_timed(partial(QTest.keyClicks, editor, "a"), application) for _ in range(_TIMES)])
    view.give_up()


def switch(path: str, rows: int) -> None:
    """Go from one form to the next in the tree, by the arrow keys."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    application, window = _at_work(path, rows, 9)
    session, tree = window.bench.session, window.bench.tree_pane.tree
    assert session
    tree.expandAll()
    tree.setFocus()
    application.processEvents()
    timed: list[tuple[float, float]] = []
    down = True
    while len(timed) < _TIMES // 3:
        before = session.opened.document.uid if session.opened else ""
        at = tree.currentIndex()
        key = Qt.Key.Key_Down if down else Qt.Key.Key_Up
        taken = _timed(partial(QTest.keyClick, tree, key), application)
        if session.opened and session.opened.document.uid != before:
            timed.append(taken)
        elif tree.currentIndex() == at:
            down = not down
    _tell(timed)


def bare_enter(path: str, rows: int) -> None:
    """The same key presses in a table and line editors as Qt makes them."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    application, table = _bare_table(rows)
    timed = []
    for number in range(_TIMES):
        table.setCurrentIndex(table.model().index(number % (rows - 1), 3))
        table.edit(table.currentIndex())
        editor = table.indexWidget(table.currentIndex())
        QTest.keyClicks(editor, f"{number}")
        application.processEvents()
        timed.append(_timed(partial(QTest.keyClick, editor, Qt.Key.Key_Return), application))
        assert table.model().index(number % (rows - 1), 3).data() == f"{number}"
    _tell(timed)


def bare_key(path: str, rows: int) -> None:
    """A key in a line editor of Qt's, in its table."""
    from PySide6.QtTest import QTest

    application, table = _bare_table(rows)
    table.setCurrentIndex(table.model().index(3, 3))
    table.edit(table.currentIndex())
    editor = table.indexWidget(table.currentIndex())
    _tell([_timed(partial(QTest.keyClicks, editor, "a"), application) for _ in range(_TIMES)])


def _at_work(path: str, rows: int, forms: int) -> "tuple[QApplication, MainWindow]":
    """The window over a new library, settled, the keys on the sheet."""
    from PySide6.QtTest import QTest

    from perfdesk import app
    from perfdesk.documents.edits import PutDocument, Step
    from perfdesk.library.library import Library
    from perfdesk.ui.window import MainWindow
    from tests.benchmarks.forms import varied

    documents = [varied(number, rows=rows) for number in range(1, forms + 1)]
    with Library.create(Path(path)) as library:
        library.commit(Step("", tuple((document.uid, PutDocument(document)) for document in documents)))
    application = app.start(sys.argv[:1])
    sys.excepthook = sys.__excepthook__  # a mistake of the benchmark ends it, and opens no dialog
    window = MainWindow()
    window.show()
    QTest.qWaitForWindowExposed(window)
    app.open_first(window, Path(path))
    window.activateWindow()
    window.bench.view.setFocus()
    application.processEvents()
    QTest.qWait(1000)  # until the program has settled
    return application, window


def _bare_table(rows: int) -> "tuple[QApplication, QTableView]":
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QTableView

    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    model = QStandardItemModel()
    for row in range(rows):
        model.appendRow([QStandardItem(f"指标 {row}.{column}") for column in range(5)])
    table = QTableView()
    table.setModel(model)
    model.setParent(table)
    table.resize(1366, 768)
    table.show()
    QTest.qWaitForWindowExposed(table)
    table.activateWindow()
    table.setFocus()
    QTest.qWait(200)
    return application, table


def _timed(act: Callable[[], object], application: "QApplication") -> tuple[float, float]:
    """Seconds until all is painted; and of them, what this thread worked: on a busy machine it also waits."""
    started, worked = time.perf_counter(), time.thread_time()
    act()
    application.processEvents()
    return time.perf_counter() - started, time.thread_time() - worked


def _tell(timed: list[tuple[float, float]], **parts: list[float]) -> None:
    print(json.dumps({"whole": [each for each, _ in timed], "work": [each for _, each in timed]} | parts))


def _run(name: str, rows: int, environment: dict[str, str], folder: str) -> dict[str, list[float]]:
    """What one of the functions above measured in a process of its own, in milliseconds."""
    command = python("-c", _PROGRAM.format(name=name, rows=rows, library=f"{folder}/{name}-{rows}.json"))
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=environ | environment | {"XDG_STATE_HOME": folder},
    )
    figures: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return {key: [1000 * each for each in values] for key, values in figures.items()}


def main() -> None:
    """Print the percentiles, and how many times a bare table's they are."""
    with x11() as environment, tempfile.TemporaryDirectory() as folder:
        for rows in (30, 200):
            bare = _run("bare_enter", rows, environment, folder)["whole"]
            figures = _run("press_enter", rows, environment, folder)
            _print(f"Enter, {rows} indicators", figures["whole"], bare)
            _print("  of it work", figures["work"])
            _print("  of it the disk", figures["disk"])
        for rows in (30, 200):
            bare = _run("bare_key", rows, environment, folder)["whole"]
            figures = _run("press_key", rows, environment, folder)
            _print(f"a key in an editor, {rows}", figures["whole"], bare)
            _print("  of it work", figures["work"])
        for rows in (9, 200):
            figures = _run("switch", rows, environment, folder)
            _print(f"another form of {rows}", figures["whole"])
            _print("  of it work", figures["work"])


def _print(name: str, milliseconds: list[float], bare: list[float] | None = None) -> None:
    middle, worst = percentile(milliseconds, 0.5), percentile(milliseconds, 0.99)
    times = f"  {middle / percentile(bare, 0.5):4.1f} × bare" if bare else ""
    print(f"  {name:26} median {middle:5.1f} ms, 99 % {worst:5.1f} ms{times}")
