"""`open`: the window."""

from argparse import Namespace
from pathlib import Path


def open_command(arguments: Namespace) -> int:
    """Open the window over a library or a data package; without a name over the last library."""
    from perfdesk.app import run  # noqa: PLC0415  (Qt, for this command only)

    return run(Path(arguments.file) if arguments.file else None)
