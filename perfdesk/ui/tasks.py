"""Work off the GUI thread: the only module that starts threads. They get frozen values and return values."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QRunnable, QThreadPool, Signal

from perfdesk.errors import PerfdeskError

T = TypeVar("T")


class _Results(QObject):
    ended = Signal(object, object)


class _Work(QRunnable):
    """A callable on another thread; what it returns or raises comes back as a signal."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self.results = _Results()
        self._work = work
        self.setAutoDelete(False)

    def run(self) -> None:
        try:
            self.results.ended.emit(self._work(), None)
        except BaseException as error:  # carried to the GUI thread and raised there
            self.results.ended.emit(None, error)


class Tasks(QObject):
    """Signals: `began(words)` and `ended()`, for the status line."""

    began = Signal(str)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
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
        job = _Work(work)
        self._running[job] = (done, refused)
        job.results.ended.connect(lambda result, error: self._end(job, result, error))
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
