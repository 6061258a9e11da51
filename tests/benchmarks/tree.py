"""The tree at 10,000 and 100,000 projects: what an edit and a search cost, from the key to the repaint."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from os import environ
from pathlib import Path

from tests.benchmarks.measuring import percentile, python
from tests.benchmarks.screen import x11

_PROGRAM = "from tests.benchmarks.tree import use; use({library!r})"
_WORDS = {
    "a rare word": "37000000077",
    "a word in all": "经费",
    "initials": "jf",
    "nothing found": "没有这样的项目",
}


def use(path: str, times: int = 20) -> None:
    """What the timed process does; milliseconds of each thing on stdout."""
    from PySide6.QtTest import QTest

    from perfdesk import app
    from perfdesk.ui.window import MainWindow

    application = app.start(sys.argv[:1])
    sys.excepthook = sys.__excepthook__  # a mistake of the benchmark ends it, and opens no dialog
    window = MainWindow()
    window.show()
    QTest.qWaitForWindowExposed(window)
    app.open_first(window, Path(path))
    QTest.qWait(500)  # until the program has settled
    bench = window.bench
    spent = _tree_alone(bench)
    figures: dict[str, list[float]] = {}

    def time_it(name: str, act: Callable[[], None]) -> None:
        def seen() -> None:
            act()
            application.processEvents()

        figures.setdefault(name, []).append(_milliseconds(seen))

    bench.tree_pane.filter.setText("经")  # the first search makes the index
    bench.tree_pane.filter.clear()
    application.processEvents()
    for number in range(times):
        for name, key, text in (
            ("edit of an amount", "funds.annual.other", f"{number}"),
            ("edit of the name", "project.name", f"{number} 项目"),
            ("edit of the unit", "unit", f"第{number % 2}所"),
        ):
            before = sum(spent)
            time_it(f"{name}, all of it", lambda key=key, text=text: _set(bench, key, text))  # type: ignore[misc]
            figures.setdefault(f"{name}, the tree", []).append(sum(spent) - before)
        for name, words in _WORDS.items():
            time_it(f"search, {name}", lambda words=words: bench.tree_pane.filter.setText(words))  # type: ignore[misc]
        time_it("search, cleared", bench.tree_pane.filter.clear)
    print(json.dumps(figures))


def _set(bench: object, key: str, text: str) -> None:
    from perfdesk.documents.address import field
    from perfdesk.documents.edits import SetText
    from perfdesk.ui.bench import Bench

    assert isinstance(bench, Bench)
    assert bench.session
    bench.session.do_here("修改", (SetText(field(key), text),))


def _tree_alone(bench: object) -> list[float]:
    """Milliseconds that the tree's part of each edit takes from now on."""
    from perfdesk.ui.bench import Bench

    assert isinstance(bench, Bench)
    spent: list[float] = []
    update = bench.tree_pane.update_entries

    def timed(*arguments: object) -> None:
        spent.append(_milliseconds(lambda: update(*arguments)))  # type: ignore[arg-type]

    bench.tree_pane.update_entries = timed  # type: ignore[method-assign,assignment]
    return spent


def _milliseconds(act: Callable[[], object]) -> float:
    import time

    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    """Print medians and worst of twenty."""
    from tests.benchmarks.forms import write_library

    with x11() as environment, tempfile.TemporaryDirectory() as folder:
        for number in (10_000, 100_000):
            library = Path(folder) / f"{number}.json"
            write_library(library, number)
            done = subprocess.run(
                python("-c", _PROGRAM.format(library=str(library))),
                capture_output=True,
                text=True,
                check=True,
                env=environ | environment | {"XDG_STATE_HOME": folder},
            )
            print(f"  {number:,} projects")
            for name, spent in json.loads(done.stdout.splitlines()[-1]).items():
                print(f"    {name:28} median {percentile(spent, 0.5):6.1f} ms, worst {max(spent):6.1f} ms")
