"""JSON from files that others may have written or cut: all of it is understood, or nothing.

Refused are NaN and Infinity, a key that stands twice in one object (a plain reader would drop the first),
numbers with thousands of digits, and nesting without end. A byte order mark is passed over.
"""

import json
from typing import Any, NoReturn

BOM = b"\xef\xbb\xbf"


def read_strict_json(data: bytes) -> Any:
    """The value of JSON text in UTF-8; ValueError (English, technical) when it is not such a text."""
    text = data.removeprefix(BOM).decode("utf-8")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse, parse_float=_number)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return result


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _number(digits: str) -> float:
    value = float(digits)
    if value in {float("inf"), float("-inf")}:
        raise ValueError("a number beyond all numbers")
    return value
