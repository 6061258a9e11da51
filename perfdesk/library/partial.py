"""A document of which the end is broken, as far as it goes."""

import json
import re
from dataclasses import replace
from typing import Any

from perfdesk.documents.codec import document_from_json
from perfdesk.documents.document import Document, Mark, clean

_START = re.compile(r'"document"\s?:\s?\{')
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|[^"{}\[\],]+', re.DOTALL)
_CLOSING = {"{": "}", "[": "]"}
_LARGEST = 2_000_000
_ATTEMPTS = 8


def partial_document(fragment: str) -> Document | None:
    """The document whose text begins in a fragment, up to where it breaks; with a note that it is a part.

    None when not even its form is there.
    """
    start = _START.search(fragment[:_LARGEST])
    value = _begun(fragment[start.end() - 1 : _LARGEST]) if start else None
    if not isinstance(value, dict) or not isinstance(value.get("texts"), dict):
        return None
    rows = value.get("rows") or []
    whole_rows = [row for row in rows if isinstance(row, dict) and row.keys() >= {"uid", "texts"}]
    known = {key: value.get(key) for key in ("uid", "project", "form", "texts")}
    try:
        document = document_from_json({**known, "rows": whole_rows})
    except ValueError:
        return None
    message = "这张表已损坏，只找回了一部分，请对照原件补全。"
    return replace(document, marks=(Mark("note", "", "READ-LOST", message),))


def _begun(text: str) -> Any:
    """The value that begins a text, with whatever of it is whole."""
    try:
        json.JSONDecoder(strict=False).raw_decode(text)
    except RecursionError:
        return None
    except json.JSONDecodeError as error:
        text = text[: error.pos]
    for cut in _cuts(text):
        try:
            said, _ = clean(json.dumps(json.JSONDecoder(strict=False).raw_decode(cut)[0], ensure_ascii=False))
            return json.loads(said)
        except (ValueError, RecursionError):
            continue
    return None


def _cuts(text: str) -> list[str]:
    """The text cut after something whole and closed, the longest first."""
    open_now: list[str] = []
    cuts: list[tuple[int, str]] = []
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word in _CLOSING:
            open_now.append(_CLOSING[word])
        elif open_now and word == open_now[-1]:
            open_now.pop()
            cuts.append((token.end(), "".join(reversed(open_now))))
        elif word == ",":
            cuts.append((token.start(), "".join(reversed(open_now))))
        del cuts[:-_ATTEMPTS]
    return [text[:end] + closing for end, closing in reversed(cuts)]
