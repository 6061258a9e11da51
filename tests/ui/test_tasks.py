"""Work off the GUI thread."""

import gc
import threading
import weakref
from functools import partial

from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from perfdesk.errors import DiskError, PerfdeskError
from perfdesk.ui.tasks import Tasks


def test_work_is_done_elsewhere_and_its_result_comes_home(qtbot: QtBot) -> None:
    tasks = Tasks()
    words: list[str] = []
    tasks.began.connect(lambda said, _course: words.append(said))
    threads: list[int] = []

    def done(result: int) -> None:
        threads.extend([result, threading.get_ident()])

    tasks.start("正在导入…", threading.get_ident, done, lambda _error: None)
    qtbot.waitUntil(lambda: tasks.is_idle)

    assert words == ["正在导入…"]
    assert threads[0] != threading.get_ident()
    assert threads[1] == threading.get_ident()


def test_an_error_made_for_the_clerk_is_handed_over(qtbot: QtBot) -> None:
    tasks = Tasks()
    refused: list[PerfdeskError] = []

    def full() -> None:
        raise DiskError("磁盘空间已满。")

    tasks.start("…", full, lambda _result: None, refused.append)
    qtbot.waitUntil(lambda: tasks.is_idle)

    assert [str(error) for error in refused] == ["磁盘空间已满。"]


def test_what_nobody_expected_is_raised_here(qtbot: QtBot) -> None:
    tasks = Tasks()

    def broken() -> None:
        raise ValueError("x")

    with capture_exceptions() as caught:
        tasks.start("…", broken, lambda _result: None, lambda _error: None)
        qtbot.waitUntil(lambda: tasks.is_idle)

    assert [kind for kind, _, _ in caught] == [ValueError]


def test_waiting_brings_the_results_in() -> None:
    tasks = Tasks()
    results: list[int] = []

    tasks.start("…", lambda: 7, results.append, lambda _error: None)
    tasks.wait()

    assert results == [7]


def test_what_is_done_is_forgotten(qtbot: QtBot) -> None:
    class Burden:
        """Something that work holds on to."""

    tasks, burdens = Tasks(), [Burden() for _ in range(50)]
    alive = [weakref.ref(burden) for burden in burdens]
    for _ in range(50):
        burden = burdens.pop()
        tasks.start("…", partial(repr, burden), lambda _: None, lambda _: None)
        tasks.wait()
    del burden
    tasks.start("…", lambda: None, lambda _: None, lambda _: None)
    tasks.wait()
    gc.collect()

    assert sum(ref() is not None for ref in alive) <= 1
