"""What nobody expected: a word in the log, one dialog, and the work goes on."""

import sys
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from perfdesk import logbook


class Trouble(QObject):
    """Takes over `sys.excepthook`; each place in the program is told once.

    The dialog is shown from the event loop: an error may come out of a paint, in which none can be opened.
    While it is open, no second one is.
    """

    _met = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[str] = set()
        self._is_telling = False
        self._met.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """From now on, unexpected errors come here."""
        sys.excepthook = self.meet

    def meet(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log it once and say it once."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        story = logbook.story(kind, trace)
        if story in self._seen:
            return
        self._seen.add(story)
        log = logbook.write(story)
        details = (
            f"详情记在「{log}」，其中没有表里的文字；反馈问题时请附上它。" if log else "（记录也无法写入。）"
        )
        self._met.emit(details)

    def _tell(self, details: str) -> None:
        if self._is_telling:
            return
        from perfdesk.ui import asking

        self._is_telling = True
        try:
            asking.tell(
                QApplication.activeWindow(),
                "perfdesk 遇到了没有料到的问题，刚才的操作可能没有完成；项目库没有受损，已写的文字还在。"
                f"\n\n{details}",
            )
        finally:
            self._is_telling = False
