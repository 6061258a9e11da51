"""A way out when the disk does not answer: the library, with the change under way, saved in another place.

It is offered in the line below the paper, and when the window is to be closed. What is typed meanwhile is
for the form: it gets there when the disk answers, and is written beside the copy in case it never does.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from perfdesk import paths
from perfdesk.errors import PerfdeskError
from perfdesk.outfile import write_beside
from perfdesk.person import person
from perfdesk.ui import asking
from perfdesk.ui.outcome import Link

if TYPE_CHECKING:
    from perfdesk.ui.bench import Bench


class Recovery(QObject):
    """Says what the disk does, and saves what it does not take."""

    def __init__(self, bench: "Bench") -> None:
        super().__init__(bench)
        self.is_abandoned = False
        """Whether the clerk has left the disk to itself: nothing of the library is to be waited for"""
        self._bench = bench
        self._said = ""
        patience = bench.patience
        patience.slow.connect(self._be_slow)
        patience.stuck.connect(self._offer)
        patience.over.connect(self._end)
        patience.held.offer, patience.held.home = bench.outcome, bench.view
        patience.held.offer_wanted.connect(self._go_to_offer)
        patience.held.close_wanted.connect(self._ask_to_close)

    def _be_slow(self) -> None:
        session = self._bench.session
        self._bench.status.show_waiting("正在写入磁盘…" if session and session.under_way else "正在等磁盘…")

    def _end(self) -> None:
        self._bench.status.end_waiting()
        outcome = self._bench.outcome
        if self._said and outcome.isAncestorOf(self._bench.window().focusWidget()):
            self._bench.view.setFocus()
        if self._said and outcome.words == self._said:
            outcome.close_line()
        self._said = ""

    @property
    def _label(self) -> str:
        """What is being written, in words."""
        session = self._bench.session
        return f"「{session.under_way.label}」" if session and session.under_way else "刚才的修改"

    def _offer(self) -> None:
        if not (self._bench.session and self._bench.session.under_way):
            self._said = "磁盘一直没有反应，正在等它；您的修改都已经保存。"
            self._bench.outcome.tell(self._said)
            return
        self._said = (
            f"磁盘一直没有反应，{self._label}还没有写进项目库。可以继续等，输入的文字会留着；"
            "也可以现在另存一份，包含这次修改。（按 F6 到这一行）"
        )
        self._bench.outcome.tell(self._said, [Link("另存一份…(&S)", self._save_and_say)])

    def _go_to_offer(self) -> None:
        if self._said:
            self._bench.outcome.links[0].setFocus()

    def _save_and_say(self) -> None:
        try:
            path = self._save()
        except PerfdeskError as error:
            asking.tell(self._bench, str(error))
            return
        if path:
            self._said = f"已另存为「{path}」，包含{self._label}。磁盘有反应后，原来的项目库会接着写。"
            self._bench.outcome.tell(self._said)

    def _ask_to_close(self) -> None:
        if not (self._bench.session and self._bench.session.under_way):
            self._abandon()  # everything is in the journal: the next opening finds it
            return
        question = f"磁盘没有反应，{self._label}还没有写进项目库。\n\n要另存一份（包含这次修改）再退出吗？"
        if not asking.yes(self._bench, question, "另存并退出"):
            return
        try:
            saved = self._save()
        except PerfdeskError as error:
            asking.tell(self._bench, str(error))
            return
        if saved:
            self._abandon()

    def _abandon(self) -> None:
        self.is_abandoned = self._bench.patience.is_waiting
        self._bench.patience.give_up()
        QTimer.singleShot(0, self, self._bench.window().close)

    def _save(self) -> Path | None:
        """Save the library with the change under way; where, or None when the clerk thought better of it."""
        session = self._bench.session
        if not session:
            return None
        path = asking.file_to_write(
            self._bench, "另存一份", _elsewhere(session.library.path), asking.LIBRARY_FILES
        )
        if path:
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            session.library.copy_to(path, session.under_way, by=person(), at=now)
            if typed := self._bench.patience.held.text:
                text = f"磁盘没有反应时输入的文字，还没有进入表格：\n{typed}\n"
                self._bench.patience.run(lambda: _write(path.with_suffix(".等待时输入.txt"), text))
        return path


def _write(path: Path, text: str) -> None:
    write_beside(path, text.encode("utf-8", errors="replace"))


def _elsewhere(library: Path) -> Path:
    """A place away from the library, whose disk hangs."""
    now = datetime.now().astimezone()
    folders = [paths.documents_folder(), paths.state_folder(), Path.home()]
    away = next((each for each in folders if each not in library.absolute().parents), folders[-1])
    return away / f"{library.stem}(另存 {now:%m%d-%H%M}){library.suffix}"
