"""The lines of a library: one record as JSON in pure ASCII, which a stock TinyDB opens in any locale."""

import json
from collections.abc import Mapping
from typing import Any

import orjson

from perfdesk.asciijson import ascii_json
from perfdesk.documents.document import clean


def encode(record: Mapping[str, Any] | str) -> bytes:
    """A record as one line."""
    return ascii_json(record)


def decode(line: bytes) -> Any:
    """The value of a line; ValueError when it is none. A lone surrogate becomes U+FFFD."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:  # also for a lone surrogate
        try:
            text, _ = clean(json.dumps(json.loads(line), ensure_ascii=False, allow_nan=False))
            return json.loads(text)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


def is_number(text: str) -> bool:
    """Whether a text is a record's id as TinyDB writes it: a decimal integer."""
    return text.isascii() and text.isdecimal() and (text == "0" or text[0] != "0")
