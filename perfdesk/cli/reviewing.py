"""How commands that do something else come to the office's way of reviewing."""

from pathlib import Path

from perfdesk.cli.speech import warn
from perfdesk.rules.office import Office, office_or_none


def reviewing(library: Path) -> Office:
    """The office's way; a mistake in its files is said on stderr and hinders nothing."""
    office, trouble = office_or_none(library)
    if trouble:
        warn(f"注意：{trouble}")
    return office
