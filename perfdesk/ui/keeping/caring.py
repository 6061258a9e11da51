"""The library's own welfare: 体检, and 备份 with the way back. Long work is done off the GUI thread."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk import logbook, paths
from perfdesk.errors import PerfdeskError
from perfdesk.ui import asking
from perfdesk.ui.outcome import Link

if TYPE_CHECKING:
    from perfdesk.library.backups import Backup
    from perfdesk.library.doctor import Report
    from perfdesk.ui.keeping.backups_window import BackupsWindow
    from perfdesk.ui.panes import Panes

_LINE = "margin: 3px 0; white-space: pre-wrap"


@dataclass(frozen=True, slots=True)
class CheckUp:
    """What the doctor found, to be read."""

    report: "Report"

    def summary(self) -> str:
        """In a line."""
        many = f"可读出 {self.report.documents} 张表"
        if self.report.is_sound:
            return f"体检：项目库没有发现问题，{many}。"
        serious = sum(trouble.is_serious for trouble in self.report.troubles)
        return f"体检：发现 {serious} 处问题，{many}；原文件没有改动。"

    def html(self) -> str:
        """All of it, and where to look when something else is wrong."""
        copies = [
            f"{each.what}「{each.path.name}」：{each.at}，{each.documents} 张表"
            f"{'' if each.is_sound else '，不完整'}"
            for each in self.report.copies
        ]
        method = os.environ.get("QT_IM_MODULE", "") or "由系统决定"
        about = [f"输入法模块：{method}", f"运行日志：{paths.state_folder() / logbook.FILE}"]
        parts = [f"<p><b>{escape(self.summary())}</b></p>"]
        for title, lines in (
            ("发现的情况", [str(trouble) for trouble in self.report.troubles]),
            ("副本和备份", copies),
            ("这台电脑", about),
        ):
            if lines:
                parts.append(f"<p style='margin-top: 12px'><b>{title}</b></p>")
                parts += [f"<p style='{_LINE}'>{escape(line)}</p>" for line in lines]
        return "".join(parts)


class Caring:
    """The commands 体检 and 备份与恢复. `reopen` opens a library again that was closed for a moment."""

    def __init__(self, panes: "Panes", reopen: Callable[[Path], None]) -> None:
        self._panes = panes
        self._reopen = reopen
        self.window: BackupsWindow | None = None
        """The backups that are being looked at"""

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        here = bool(self._panes.session) and self._panes.tasks.is_idle
        return {"doctor": here, "backups": here}

    # --- the doctor -------------------------------------------------------------------------------------

    def examine(self) -> None:
        """Look through the file of the open library."""
        from perfdesk.library.doctor import examine

        if session := self._panes.session:
            path = session.library.path
            self._panes.tasks.start("正在体检", lambda: examine(path), self._tell, self._refused)

    def _tell(self, report: "Report") -> None:
        checked = CheckUp(report)
        links = [Link("查看(&V)", lambda: self._show(checked))]
        if not report.is_sound:
            links += [
                Link("修复到新文件(&R)", lambda: self._panes.perform(lambda: self._mend(report))),
                Link("抢救到文件夹…(&F)", lambda: self._panes.perform(lambda: self._rescue(report))),
            ]
        self._panes.outcome.tell(checked.summary(), links)

    def _show(self, checked: CheckUp) -> None:
        from perfdesk.ui.files.import_report import ReportWindow

        ReportWindow(checked, self._panes.window(), "体检").show()

    def _mend(self, report: "Report") -> None:
        from perfdesk.library.mending import mend

        self._panes.tasks.start(
            "正在修复",
            lambda: mend(report),
            lambda mended: self._panes.outcome.tell(
                f"已另存修好的项目库「{mended.path.name}」，共 {mended.documents} 张表；原文件没有改动。"
            ),
            self._refused,
        )

    def _rescue(self, report: "Report") -> None:
        from perfdesk.library.rescuing import rescue

        folder = asking.folder_to_open(self._panes, "抢救到文件夹", report.path.parent)
        if folder:
            self._panes.tasks.start(
                "正在抢救",
                lambda: rescue(report, folder),
                lambda saved: self._panes.outcome.tell(
                    f"已把能读出的 {saved.documents} 张表写到「{saved.folder}」；原文件没有改动。"
                ),
                self._refused,
            )

    # --- backups ----------------------------------------------------------------------------------------

    def show_backups(self) -> None:
        """Show the backups of the open library."""
        from perfdesk.library.backups import backups
        from perfdesk.ui.keeping.backups_window import BackupsWindow

        session = self._panes.session
        if not session:
            return
        found = tuple(reversed(backups(session.library.path)))
        window = BackupsWindow(found, self._panes.window(), writable=not session.library.read_only)
        window.wanted.connect(lambda backup: self._panes.perform(lambda: self._put_back(backup)))
        window.making.connect(lambda: self._panes.perform(self._back_up))
        self.window = window
        window.show()

    def _back_up(self) -> None:
        if session := self._panes.session:
            made = session.library.back_up(datetime.now().astimezone())
            self._panes.outcome.tell(f"已备份为「{made.path.name}」，写入后已读回核对。")

    def _put_back(self, backup: "Backup") -> None:
        """The present state is backed up by it first; the counts of both are shown before."""
        from perfdesk.library.putting_back import comparison, put_back

        session = self._panes.session
        if not session:
            return
        path = session.library.path
        question = f"{comparison(path, backup)}\n\n现在的内容会先另存为一份备份。要恢复吗？"
        if not asking.yes(self._panes.window(), question, "恢复"):
            return
        session.comparing.stop()
        session.library.close()
        try:
            told = put_back(path, backup, datetime.now().astimezone(), fewer=True)
        finally:
            self._reopen(path)
        self._panes.outcome.tell(told)

    def _refused(self, error: PerfdeskError) -> None:
        asking.tell(self._panes, str(error))
