"""Runs a command; the one place where an error becomes a sentence and an exit status."""

import sys
from importlib import import_module

from perfdesk.cli.arguments import parse
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
    "rules": "checking",
}


def run(words: list[str]) -> int:
    """Run the command these words mean; the exit status of design.md."""
    _speak_utf8()
    try:
        arguments = parse(words)
        module = import_module(f"perfdesk.cli.{_MODULES[arguments.command]}")
        status: int = getattr(module, f"{arguments.command}_command")(arguments)
    except PerfdeskError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    except BrokenPipeError:
        sys.stderr.close()  # a reader such as `head` has heard enough; Python would complain at exit
        return 0
    return status


def _speak_utf8() -> None:
    """Chinese must come out under any locale; what a terminal cannot show is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace")
