"""What is done with a library while nobody works in it: it is folded, backed up, and looked at.

Every few seconds, and when the window comes to the front, another thread asks the disk. What somebody else
did is taken in when no text is being typed; a colleague who has closed a library makes room.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer

from perfdesk.errors import PerfdeskError
from perfdesk.ui.keeping.conflicts import Conflicts
from perfdesk.ui.outcome import Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfdesk.documents.edits import Step
    from perfdesk.library.library import Library
    from perfdesk.ui.bench import Bench
    from perfdesk.ui.session import Session

_EVERY = 3000
"""Milliseconds"""


class Looked(NamedTuple):
    """What another thread has found out."""

    is_due: bool = False
    """Folding, or somebody else's work"""
    is_backup_due: bool = False
    is_free: bool = False
    """Nobody hinders us any more"""
    trouble: str = ""


class Resting(QObject):
    """Looks after the library of a bench."""

    def __init__(self, bench: "Bench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._is_looking = self._has_offered = self._has_told_conflicts = self._is_indexed = False
        self._undo: Step | None = None
        self.conflicts = Conflicts(bench)
        self._trouble = ""
        self._clock = QTimer(self, interval=_EVERY)
        self._clock.timeout.connect(self.look)

    def attend(self, session: "Session") -> None:
        """A library has been opened; what came back in it is told."""
        self._has_offered, self._has_told_conflicts, self._trouble = False, False, ""
        self._is_indexed = False
        session.anew.connect(self._show_anew)
        session.saved.connect(self.tell)
        self._undo = session.library.without_what_came_back() if session.library.came_back else None
        self._clock.start()
        window = self._bench.window()
        window.removeEventFilter(self)
        window.installEventFilter(self)
        self.tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window comes to the front: somebody may have been at the file meanwhile."""
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return False

    def look(self) -> None:
        """Let another thread look, unless one does."""
        session = self._bench.session
        if session and not self._is_looking and not self._bench.patience.is_waiting:
            self._is_looking = True
            now = datetime.now().astimezone()
            self._bench.patience.aside(partial(_look, session.library, now), partial(self._follow, session))

    def _follow(self, session: "Session", looked: Looked) -> None:
        self._is_looking = False
        bench = self._bench
        if session is not bench.session or bench.patience.is_waiting:
            return
        if looked.trouble != self._trouble:
            self._trouble = looked.trouble
            if looked.trouble:
                bench.desk.say(looked.trouble, lasting=True)
        if looked.is_free and not self._has_offered:
            self._has_offered = True
            again = Link("重新打开(&O)", lambda: bench.perform(self._open_again))
            bench.outcome.tell("对方已经关闭这个项目库，重新打开后就可以修改。", [again])
        if not self._is_indexed:
            self._is_indexed = True
            bench.patience.aside(session.library.indicator_texts, partial(self._find_indicators, session))
        if looked.is_due and not bench.view.typed_text():
            session.rest()
            self.tell()
        elif looked.is_backup_due:
            self._back_up(session.library)

    def _find_indicators(self, session: "Session", texts: "Mapping[str, str]") -> None:
        """From now on the search finds projects by the words of their indicators, too."""
        if session is self._bench.session:
            session.library.search_also(texts)

    def _open_again(self) -> None:
        self._has_offered = False  # somebody else may be quicker
        self._bench.outcome.close_line()
        if session := self._bench.session:
            self._bench.files.open_path(session.library.path)

    def _way_back(self) -> list[Link]:
        """What came back without being asked for can be taken back, once, and that undone."""
        step, self._undo = self._undo, None
        if not step:
            return []
        return [Link("不要找回的修改(&U)", lambda: self._bench.perform(lambda: self._take_back(step)))]

    def _take_back(self, step: "Step") -> None:
        self._bench.outcome.close_line()
        if session := self._bench.session:
            session.do(step)
            self._bench.desk.say("已撤销找回的修改；“撤销”可以再放回来。")

    def _show_conflicts(self) -> None:
        self._bench.perform(self.conflicts.show)

    def _back_up(self, library: "Library") -> None:
        now = datetime.now().astimezone()
        self._bench.patience.aside(partial(_backed_up, library, now), self._say_no_backup)

    def _say_no_backup(self, trouble: str) -> None:
        if trouble:
            self._bench.desk.say(f"今天的备份没有做成：{trouble}", lasting=True)

    def tell(self) -> None:
        """Say once what came back, what somebody else did, and what else a library has to say."""
        if not (session := self._bench.session):
            return
        library = session.library
        said: Sequence[str] = (*library.came_back, *library.notices)
        self._is_indexed = self._is_indexed and not library.came_back
        library.came_back.clear()
        library.notices.clear()
        if library.read_only or not (waiting := library.conflicts()):
            if said:
                self._bench.outcome.tell("\n".join(said), self._way_back())
        elif said or not self._has_told_conflicts:
            self._has_told_conflicts = True
            words = said or (f"还有 {len(waiting)} 张表的修改因为冲突没有并入。",)
            self._bench.outcome.tell("\n".join(words), [Link("查看冲突(&C)", self._show_conflicts)])

    def _show_anew(self) -> None:
        bench, session = self._bench, self._bench.session
        if session:
            bench.tree_pane.fill(session.entries(), bench.tree_pane.sight())


def _look(library: "Library", now: datetime) -> Looked:
    """In another thread."""
    try:
        if library.read_only:
            return Looked(is_free=library.is_free())
        return Looked(library.look(), library.backup_due(now))
    except (PerfdeskError, OSError) as error:
        return Looked(trouble=str(error) if isinstance(error, PerfdeskError) else "")


def _backed_up(library: "Library", now: datetime) -> str:
    """In another thread; why not, if not."""
    try:
        library.back_up(now)
    except PerfdeskError as error:
        return str(error)
    return ""
