"""Enter in a form of 30 indicators: the key, the edit on the disk, review, heights, repaint."""

import json
import subprocess
import sys
import tempfile
from os import environ

from tests.benchmarks.measuring import percentile, python
from tests.benchmarks.screen import x11

_PROGRAM = "from tests.benchmarks.enter import press; press({rows}, {library!r})"


def press(rows: int, path: str, times: int = 300) -> None:
    """What the timed process does: type a digit and press Enter, again and again; seconds on stdout."""
    import time
    from pathlib import Path

    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from perfdesk import app
    from perfdesk.documents.address import Address
    from perfdesk.documents.edits import PutDocument, Step
    from perfdesk.library.library import Library
    from perfdesk.ui.window import MainWindow
    from tests.benchmarks.forms import varied

    document = varied(1, rows=rows)
    with Library.create(Path(path)) as library:
        library.commit(Step("", ((document.uid, PutDocument(document)),)))
    application = app.start(sys.argv[:1])
    sys.excepthook = sys.__excepthook__  # a mistake of the benchmark ends it, and opens no dialog
    window = MainWindow()
    window.show()
    QTest.qWaitForWindowExposed(window)
    app.open_first(window, Path(path))
    window.activateWindow()
    window.bench.view.setFocus()
    application.processEvents()
    QTest.qWait(500)  # until the program has settled
    disk: list[float] = []
    session = window.bench.session
    assert session
    assert session.opened
    kept = session.library.commit

    def timed_commit(*arguments: object, **named: object) -> None:
        started = time.perf_counter()
        kept(*arguments, **named)  # type: ignore[arg-type]
        disk.append(time.perf_counter() - started)

    session.library.commit = timed_commit  # type: ignore[method-assign]
    seconds = []
    for number in range(times):
        sheet = session.opened.sheet
        assert sheet
        window.bench.view.go_to(sheet.places[Address(f"r{number % (rows - 1)}", "value")])
        QTest.keyClicks(window.bench.view, f"{number}")
        editor = window.bench.view.indexWidget(window.bench.view.currentIndex())
        application.processEvents()
        started = time.perf_counter()
        QTest.keyClick(editor, Qt.Key.Key_Return)
        application.processEvents()
        seconds.append(time.perf_counter() - started)
        assert session.opened.document.rows[number % (rows - 1)].text("value") == f"{number}"
    print(json.dumps({"enter": seconds, "disk": disk}))


def main() -> None:
    """Print the percentiles."""
    with x11() as environment, tempfile.TemporaryDirectory() as folder:
        for rows in (30, 200):
            command = python("-c", _PROGRAM.format(rows=rows, library=f"{folder}/{rows}.json"))
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                check=True,
                env=environ | environment | {"XDG_STATE_HOME": folder},
            )
            figures = json.loads(done.stdout.splitlines()[-1])
            whole = [1000 * each for each in figures["enter"]]
            disk = [1000 * each for each in figures["disk"]]
            print(f"  {rows:3} indicators: Enter {_spread(whole)}; of it the disk {_spread(disk)}")


def _spread(milliseconds: list[float]) -> str:
    middle, worst = percentile(milliseconds, 0.5), percentile(milliseconds, 0.99)
    return f"median {middle:.1f} ms, 99 % {worst:.1f} ms"
