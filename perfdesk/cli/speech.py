"""How commands speak: one JSON document on stdout and nothing else, or lines for a person."""

import json
import sys
from datetime import UTC, datetime
from getpass import getuser

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document


def say(line: str) -> None:
    """A line for a person."""
    sys.stdout.write(f"{line}\n")


def warn(line: str) -> None:
    """A line that must be seen beside the result."""
    sys.stderr.write(f"{line}\n")


def say_json(value: object) -> None:
    """One JSON document."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def row_of(document: Document, address: Address) -> int | None:
    """The number of an address's row from 1; None for a field."""
    return document.row_number(address.row) if address.row else None


def person() -> str:
    """Who runs the command, as the system knows them; history and packages name them."""
    try:
        return getuser()
    except (KeyError, OSError):  # a system without a name for this user
        return ""


def now() -> str:
    """The time, ISO 8601 with its zone."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")
