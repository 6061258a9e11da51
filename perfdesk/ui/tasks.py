"""Work off the GUI thread: the only module that starts threads. They get frozen values and return values."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QThreadPool, Signal

from perfdesk.errors import PerfdeskError

T = TypeVar("T")


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


class Tasks(QObject):
    """Signals: `began(words)` and `ended()`, for the status line."""

    began = Signal(str)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._results = _Results()  # outlives this while work is under way
        self._results.ended.connect(self._end)
        self._running: dict[_Work, tuple[Callable[[Any], None], Callable[[PerfdeskError], None]]] = {}

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._running

    def start(
        self,
        words: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        refused: Callable[[PerfdeskError], None],
    ) -> None:
        """Do `work` elsewhere; then, here, `done` with its result or `refused` with a clerk's error.

        What nobody expected is raised on this thread.
        """
        job = _Work(work, self._results)
        self._running[job] = (done, refused)
        self.began.emit(words)
        self._pool.start(job)

    def wait(self) -> None:
        """Let what is under way come to its end, its results included; nothing is left half done."""
        self._pool.waitForDone()
        while self._running:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _end(self, job: _Work, result: Any, error: BaseException | None) -> None:
        done, refused = self._running.pop(job)
        self.ended.emit()
        if error is None:
            done(result)
        elif isinstance(error, PerfdeskError):
            refused(error)
        else:
            raise error
