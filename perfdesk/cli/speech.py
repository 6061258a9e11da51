"""How commands speak: one JSON document on stdout and nothing else, or lines for a person."""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.errors import DiskError, refusal


def say(line: str) -> None:
    """A line for a person."""
    _out(f"{line}\n")


def warn(line: str) -> None:
    """A line that must be seen beside the result."""
    sys.stderr.write(f"{line}\n")


def say_rejected(reasons: Iterable[str]) -> int:
    """Say why sources or documents were left out; the exit status, 0 when none was."""
    status = 0
    for reason in reasons:
        warn(reason)
        status = 3
    return status


def say_json(value: object) -> None:
    """One JSON document."""
    _out(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def say_json_with(key: str, many: Iterable[object], rest: Mapping[str, object]) -> None:
    """One JSON object: a member with many values, told one after the other, and the rest."""
    opening = f'{{\n "{key}": ['
    for value in many:
        _out(f"{opening}\n{json.dumps(value, ensure_ascii=False, indent=1)}")
        opening = ","
    end = "" if opening == "," else opening
    _out(f"{end}],\n{json.dumps(rest, ensure_ascii=False, indent=1)[2:]}\n")


def said_all() -> None:
    """Send out what was said and is still held back; DiskError when it cannot be, as in `say`."""
    _out("")


def _out(text: str) -> None:
    try:
        sys.stdout.write(text)
        if not text:
            sys.stdout.flush()
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # Python would try the rest again at exit, and complain
        os.close(nowhere)
        if isinstance(error, BrokenPipeError):
            raise
        raise DiskError(f"结果无法输出：{refusal(error)}。") from error


def row_of(document: Document, address: Address) -> int | None:
    """The number of an address's row from 1; None for a field."""
    return document.row_number(address.row) if address.row else None


def now() -> str:
    """The time, ISO 8601 with its zone."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")
