"""JSON in pure ASCII, without blanks: what is stored, and what revisions are digests of."""

import json
from typing import Any

import orjson

_PLAIN = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_SORTED = json.JSONEncoder(allow_nan=False, separators=(",", ":"), sort_keys=True)


def ascii_json(value: Any, *, sort_keys: bool = False) -> bytes:
    """A value as Python's own encoder writes it, usually twice as fast; ValueError for NaN and infinities."""
    encoder, option = (_SORTED, orjson.OPT_SORT_KEYS) if sort_keys else (_PLAIN, None)
    try:
        line = orjson.dumps(value, option=option).decode().encode("ascii", "backslashreplace")
    except TypeError:  # a lone surrogate, a very large number
        line = b""
    if line and not _is_otherwise(line):
        return line
    return encoder.encode(value).encode("ascii")


def _is_otherwise(line: bytes) -> bool:
    """Whether something may be escaped in Python's way and not in JSON's, or may have been no number."""
    # one letter is looked for much faster than two, and these are rare
    return (
        (b"x" in line and b"\\x" in line)
        or (b"U" in line and b"\\U" in line)
        or b"\x7f" in line
        or b"null" in line
    )
