"""A child limits itself: too much memory or a break ends it, and only it."""

import subprocess
import sys

import pytest

from perfdesk.worker import WORKERS, WorkerDiedError, ask

ROOT = "import sys; from perfdesk.worker import limit; limit(%d << 20); "


def child(code: str) -> int:
    return subprocess.run(
        [sys.executable, "-c", ROOT % 50 + code], capture_output=True, check=False
    ).returncode


@pytest.mark.skipif(sys.platform not in {"linux", "win32"}, reason="no limit known for this system")
def test_memory_is_limited_from_where_it_stands() -> None:
    assert child("x = bytearray(20 << 20)") == 0
    assert child("x = bytearray(200 << 20)") != 0


@pytest.mark.parametrize("name", WORKERS)
def test_every_worker_answers(name: str) -> None:
    assert ask(name, b"no such file", seconds=20).startswith(b'"')


def test_no_worker_of_another_name_is_started() -> None:
    with pytest.raises(WorkerDiedError):
        ask("os", b"", seconds=20)


def test_a_worker_knows_neither_the_window_nor_the_library() -> None:
    code = "import perfdesk.exchange.pdf, perfdesk.exchange.xls, sys; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout.split()

    assert not {"PySide6", "tinydb", "reportlab", "lxml", "pydantic"} & set(loaded)
