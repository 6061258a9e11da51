"""The clerk's name: asked once, in a line that hinders nothing, after the first edit; changed by the menu.

On office computers every user of the system is called Administrator. Who closes the line is asked again on
another day.
"""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from perfdesk import person
from perfdesk.ui import asking, memory
from perfdesk.ui.outcome import Link

if TYPE_CHECKING:
    from perfdesk.ui.bench import Bench
    from perfdesk.ui.session import Session


class Naming(QObject):
    """Asks for the name and keeps it."""

    def __init__(self, bench: "Bench") -> None:
        super().__init__(bench)
        self._bench = bench

    def attend(self, session: "Session") -> None:
        """Ask after the first edit in a library."""
        session.saved.connect(self._ask_calmly)

    def _ask_calmly(self) -> None:
        outcome, today = self._bench.outcome, date.today().isoformat()
        if person.is_known() or outcome.words or memory.asked_for_name() == today:
            return
        memory.keep_asked_for_name(today)
        name = person.person()
        links = [Link("填写姓名…(&N)", lambda: self._bench.perform(self.change))]
        if name:
            links.insert(0, Link(f"就用“{name}”(&K)", lambda: self._know(name)))
        now = f"，现在记的是电脑的用户名“{name}”" if name else ""
        outcome.tell(f"每次修改都会记下是谁改的{now}。", links)

    def change(self) -> None:
        """Ask for the name; an empty one is the system's again."""
        name = asking.text(self._bench, "我的姓名", "修改记录、数据包和合并中用这个名字：", person.person())
        if name is not None:
            self._know(name)

    def _know(self, name: str) -> None:
        person.know(name)
        self._bench.outcome.close_line()
        self._bench.desk.say(f"今后的修改记为“{person.person()}”；可以在“文件”菜单的“我的姓名”中更改。")
