"""Work off the GUI thread: threads get frozen values and return values. What is written: see `patience`."""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QThreadPool, QTimer, Signal

from perfdesk.errors import PerfdeskError

T = TypeVar("T")

_TOLD_EVERY = 0.05
"""Seconds; who reads figures needs no more, and a thousand forms must not flood the GUI thread."""


class Stopped(Exception):  # noqa: N818  (no error: the clerk wanted it)
    """The clerk has stopped the work."""


class Course(QObject):
    """How far work has come, told by its thread, and whether the clerk wants it to stop.

    Signals: `advanced(done, of)`.
    """

    advanced = Signal(int, int)

    def __init__(self, unit: str = "张") -> None:
        super().__init__()
        self.unit = unit
        """What is counted."""
        self.is_stopped = False
        self._told = 0.0

    def stop(self) -> None:
        """Let the work end at its next step; what it has made so far is dropped."""
        self.is_stopped = True

    def go_on(self) -> None:
        """Called by the work where it can be stopped. Raises Stopped."""
        if self.is_stopped:
            raise Stopped

    def reach(self, done: int, of: int) -> None:
        """So much is done; called by the work, between two steps. Raises Stopped."""
        self.go_on()
        now = time.monotonic()
        if now - self._told >= _TOLD_EVERY:
            self._told = now
            self.advanced.emit(done, of)

    def over(self, things: Iterable[T], of: int) -> Iterator[T]:
        """The things one by one, counted before each and at the end."""
        for done, thing in enumerate(things):
            self.reach(done, of)
            yield thing
        self.reach(of, of)


class _Results(QObject):
    ended = Signal(object, object, object)


class _Work:
    """A callable on another thread; what it returns or raises comes back as a signal.

    Not a QRunnable: the pool would never let go of it.
    """

    def __init__(self, work: Callable[[], Any], results: _Results) -> None:
        self._results = results
        self._work = work

    def __call__(self) -> None:
        try:
            self._results.ended.emit(self, self._work(), None)
        except BaseException as error:  # carried to the GUI thread and raised there
            self._results.ended.emit(self, None, error)


class _Kept(NamedTuple):
    """What is done on the GUI thread when work has ended, and its course."""

    done: Callable[[Any], None]
    refused: Callable[[PerfdeskError], None]
    stopped: Callable[[], None]
    course: Course | None


class Tasks(QObject):
    """Signals: `began(words, course)`, the course None when nothing is counted; and `ended()`."""

    began = Signal(str, object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._results = _Results()  # outlives this while work is under way
        self._results.ended.connect(self._end)
        self._running: dict[_Work, _Kept] = {}
        self._is_held = False
        self._late: list[tuple[_Work, Any, BaseException | None]] = []

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._running

    def start(  # noqa: PLR0913  (all that can become of work, by name)
        self,
        words: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        refused: Callable[[PerfdeskError], None],
        *,
        course: Course | None = None,
        stopped: Callable[[], None] = lambda: None,
    ) -> None:
        """Do `work` elsewhere; then, here, `done` with its result or `refused` with a clerk's error.

        `work` that tells a `course` can be stopped: then nothing but `stopped` is called. What nobody
        expected is raised on this thread.
        """
        job = _Work(work, self._results)
        self._running[job] = _Kept(done, refused, stopped, course)
        self.began.emit(words, course)
        self._pool.start(job)

    def stop(self) -> None:
        """Let what is under way stop, where it can."""
        for kept in self._running.values():
            if kept.course:
                kept.course.stop()

    def wait(self) -> None:
        """Let what is under way come to its end, its results included; nothing is left half done."""
        self._pool.waitForDone()
        while self._running:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def hold(self) -> None:
        """Tell no results until `let_go`: a change is being written, and they may ask for another."""
        self._is_held = True

    def let_go(self) -> None:
        """Tell results again, those that came meanwhile once the caller has ended."""
        self._is_held = False
        for late in self._late:
            QTimer.singleShot(0, self, partial(self._end, *late))
        self._late.clear()

    def _end(self, job: _Work, result: Any, error: BaseException | None) -> None:
        if self._is_held:
            self._late.append((job, result, error))
            return
        kept = self._running.pop(job)
        self.ended.emit()
        if isinstance(error, Stopped):
            kept.stopped()
        elif error is None:
            kept.done(result)
        elif isinstance(error, PerfdeskError):
            kept.refused(error)
        else:
            raise error
