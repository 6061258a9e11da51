"""`open`: the window."""

import gc
import os
import sys
from argparse import Namespace
from pathlib import Path

from perfdesk.errors import UsageError


def open_command(arguments: Namespace) -> int:
    """Open the window over a library or a data package; without a name over the last library."""
    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):  # Qt would abort, in English
        raise UsageError(
            "这里没有显示器，不能打开窗口；请在有桌面的电脑上运行，或改用 list、check、print 等命令。"
        )
    return open_window(Path(arguments.file) if arguments.file else None)


def open_window(path: Path | None) -> int:
    """Stay in the window until it is closed; the exit status."""
    # Nearly all that a start makes stays, so looking through it for garbage takes a tenth of it for nothing;
    # `app` collects again when the first form is on the screen.
    gc.disable()
    from perfdesk.app import run  # noqa: PLC0415  (Qt, for this command only)

    return run(path)


def has_display() -> bool:
    """Whether a window can be seen here."""
    if os.environ.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"}:
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
