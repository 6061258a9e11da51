"""Runs a command; the one place where an error becomes a sentence and an exit status."""

import sys
from importlib import import_module
from pathlib import Path
from traceback import walk_tb

from perfdesk import logbook
from perfdesk.cli.arguments import parse
from perfdesk.cli.speech import said_all, warn
from perfdesk.errors import PerfdeskError

_MODULES = {
    "open": "window",
    "demo": "demo",
    "import": "importing",
    "list": "showing",
    "show": "showing",
    "check": "checking",
    "print": "output",
    "export": "output",
    "set": "editing",
    "merge": "merging",
    "verify": "verifying",
    "rules": "checking",
    "doctor": "doctor",
    "history": "history",
    "restore": "history",
}

_INTERRUPTED = 130
"""Ctrl+C, as shells say it."""


def run(words: list[str]) -> int:
    """Run the command these words mean; the exit status of design.md."""
    _speak_utf8()
    try:
        arguments = parse(words)
        module = import_module(f"perfdesk.cli.{_MODULES[arguments.command]}")
        status: int = getattr(module, f"{arguments.command}_command")(arguments)
        said_all()
    except PerfdeskError as error:
        warn(str(error))
        return error.exit_status
    except BrokenPipeError:  # a reader such as `head` has heard enough
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # whatever it is, a clerk must not read a traceback
        warn(_unforeseen(error))
        return PerfdeskError.exit_status
    return status


def _unforeseen(error: Exception) -> str:
    """What kind of error and where in the program; never its message, which may hold a clerk's words."""
    *_, (frame, line) = walk_tb(error.__traceback__)
    place = f"{type(error).__name__}，{Path(frame.f_code.co_filename).name} 第{line}行"
    log = logbook.write(logbook.story(type(error), error.__traceback__))
    details = f"（详情记在「{log}」，其中没有表里的文字）" if log else ""
    return f"perfdesk 遇到了没有料到的问题，命令没有做完，项目库没有受损；反馈时请附上：{place}{details}。"


def _speak_utf8() -> None:
    """Chinese must come out under any locale; what a terminal cannot show is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace")
