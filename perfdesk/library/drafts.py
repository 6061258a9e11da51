"""What stood in an open editor when a program died: one small file for each library, among the user's state.

Not beside the library: nobody else is to see unfinished words, and a share may be slow. A draft is bound to
its library, document, form edition, address, and the text that stood there before.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from perfdesk import paths

_LARGEST = 1 << 24
"""Bytes; a larger file is none of ours"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is not in its cell yet."""

    document: str
    """Its uid"""
    form: str
    address: str
    before: str
    """What the cell held when the editor was opened"""
    text: str


def keep(library: str, draft: Draft) -> None:
    """Keep the draft of a library, by the library's id, in place of an older one; durable. OSError."""
    file = _file(library)
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}.part")
    try:
        with new.open("w", encoding="ascii") as handle:
            json.dump(asdict(draft), handle)
            handle.flush()
            os.fsync(handle.fileno())
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def kept(library: str) -> Draft | None:
    """The draft of a library; None when there is none, or none that can be read."""
    try:
        with _file(library).open("rb") as file:
            facts = json.loads(file.read(_LARGEST))
        draft = Draft(**facts)
    except (OSError, ValueError, TypeError):
        return None
    return draft if all(isinstance(text, str) for text in asdict(draft).values()) else None


def forget(library: str) -> None:
    """Its text is in the document, or was given up."""
    with suppress(OSError):
        _file(library).unlink(missing_ok=True)


def _file(library: str) -> Path:
    name = "".join(sign for sign in library if sign.isalnum()) or "none"
    return paths.state_folder() / "drafts" / f"{name}.json"
