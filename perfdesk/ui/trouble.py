"""What nobody expected: a log without clerks' text, one dialog, and the work goes on.

A traceback's message may quote what a clerk typed, so the log holds kinds of errors and places in the
program, never messages or values.
"""

import sys
from types import TracebackType

from perfdesk import __version__, paths

LOG = "perfdesk.log"


class Trouble:
    """Takes over `sys.excepthook`; each place in the program is logged and shown once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._asking = False

    def watch(self) -> None:
        """From now on, unexpected errors come here."""
        sys.excepthook = self.meet

    def meet(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log it once and say it once."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        story = _story(kind, trace)
        if story in self._seen:
            return
        self._seen.add(story)
        place = _write(story)
        if not self._asking:
            from perfdesk.ui import asking

            self._asking = True
            asking.tell(
                None, f"perfdesk 遇到了没有料到的问题，刚才的操作可能没有完成；项目库没有受损。{place}"
            )
            self._asking = False


def _story(kind: type[BaseException], trace: TracebackType | None) -> str:
    import traceback

    frames = traceback.extract_tb(trace)
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([kind.__name__, *lines])


def _write(story: str) -> str:
    """Add to the log; what to say about it."""
    from datetime import datetime

    path = paths.state_folder() / LOG
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{now} perfdesk {__version__} Python {sys.version.split()[0]}\n{story}\n\n")
    except OSError:
        return "（记录也无法写入。）"
    return f"\n\n详情记在「{path}」，其中没有表里的文字；反馈问题时请附上它。"
