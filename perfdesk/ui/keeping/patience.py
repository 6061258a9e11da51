"""Waiting for the disk without freezing the window.

What waits for the disk is done in another thread. A fast disk is waited for as it stands: that costs nothing.
A slow one is waited for in an event loop that paints and keeps the clerk's input for afterwards; the window
stays alive for as long as it takes.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Event, Thread
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from perfdesk.errors import DiskError
from perfdesk.ui.keeping.held_input import HeldInput

T = TypeVar("T")

_AT_ONCE = 0.012
"""Seconds that nobody notices"""
_SLOW = 200
_STUCK = 10_000
"""Milliseconds"""


class Patience(QObject):
    """Waits on behalf of a window.

    Signals: `began()` before anything else happens; `slow()` when waiting can be noticed; `stuck()` when a
    way out is to be offered, from when on all input is met by `held`; `over()` at the end of what began.
    """

    began = Signal()
    slow = Signal()
    stuck = Signal()
    over = Signal()
    _rang = Signal()
    _ended = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.held = HeldInput(window)
        self.stuck_after = _STUCK
        self._waits: list[QEventLoop] = []
        self._is_given_up = False
        self._hands: list[_Hand] = []
        self._ended.connect(_call, Qt.ConnectionType.QueuedConnection)
        self._rang.connect(self._wake, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(_dismissal(self._hands))

    @property
    def is_waiting(self) -> bool:
        """Whether something waits for the disk in the event loop: nothing else is to be written now."""
        return bool(self._waits)

    def run(self, act: Callable[[], object]) -> None:
        """Do it in another thread and return when it is done; what it raises is raised here.

        DiskError when the clerk gave it up; then it may still be done one day.
        """
        hand = self._hands.pop() if self._hands else _Hand(self._rang.emit)
        job = hand.do(act)
        if not job.done.wait(_AT_ONCE):
            self._wait_for(job)
        if not job.done.is_set():
            raise DiskError("磁盘没有反应，刚才的修改没有写入项目库。")
        self._hands.append(hand)
        if job.error:
            raise job.error

    def aside(self, act: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do something in another thread without waiting; `done` gets its result here.

        What it raises is lost: it is for what is tried again later.
        """
        hand = _Hand(self._rang.emit)

        def both() -> None:
            result = act()
            with suppress(RuntimeError):  # the window is gone
                self._ended.emit(partial(done, result))

        hand.do(both)
        hand.dismiss()

    def give_up(self) -> None:
        """Wait no longer, however long it takes."""
        self._is_given_up = True
        self._wake()

    def _wait_for(self, job: "_Job") -> None:
        loop = QEventLoop()
        self._waits.append(loop)
        is_first = len(self._waits) == 1
        timers = self._timers() if is_first else []
        if is_first:
            self.held.hold()
            self.began.emit()
        job.is_awaited = True
        while not (job.done.is_set() or self._is_given_up):
            loop.exec(
                QEventLoop.ProcessEventsFlag.AllEvents
                if self.held.is_looked_at or not is_first
                else QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
            )
        self._waits.remove(loop)
        if is_first:
            for timer in timers:
                timer.stop()
            self.held.let_go()
            self.over.emit()

    def _timers(self) -> list[QTimer]:
        timers = []
        for milliseconds, act in ((_SLOW, self.slow.emit), (self.stuck_after, self._be_stuck)):
            timer = QTimer(self, singleShot=True, interval=milliseconds)
            timer.timeout.connect(act)
            timer.start()
            timers.append(timer)
        return timers

    def _be_stuck(self) -> None:
        """From now on all input is met: what is meant for the form is kept, the offer can be used."""
        self.held.is_looked_at = True
        self._wake()
        self.stuck.emit()

    def _wake(self) -> None:
        for loop in self._waits:
            loop.quit()


def _call(act: Callable[[], None]) -> None:
    act()


class _Job:
    """Something to be done, and what became of it."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act = act
        self.done = Event()
        self.error: BaseException | None = None
        self.is_awaited = False
        """Whether somebody must be woken when it is done"""


_Jobs: TypeAlias = "SimpleQueue[_Job | None]"


class _Hand:
    """A thread that does one thing after the other; no program waits for it to end."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._jobs: _Jobs = SimpleQueue()
        Thread(target=_work, args=(self._jobs, ring), name="disk", daemon=True).start()

    def do(self, act: Callable[[], object]) -> _Job:
        job = _Job(act)
        self._jobs.put(job)
        return job

    def dismiss(self) -> None:
        self._jobs.put(None)


def _work(jobs: _Jobs, ring: Callable[[], None]) -> None:
    while job := jobs.get():
        try:
            job.act()
        except BaseException as error:  # carried to the one who waits, and raised there
            job.error = error
        job.done.set()
        if job.is_awaited:
            with suppress(RuntimeError):  # the window is gone
                ring()
        del job


def _dismissal(hands: list[_Hand]) -> Callable[[], None]:
    def dismiss() -> None:
        for hand in hands:
            hand.dismiss()

    return dismiss
