"""TOML into specs: refuses a misspelt key or an unknown word, and names the file and the key.

The only place of this room that loads pydantic, and only when a file is read.
"""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from perfdesk.errors import FormError, refusal

T = TypeVar("T")

_UNKNOWN = {"extra_forbidden", "unexpected_keyword_argument"}


def read_spec(path: Path, shape: type[T]) -> T:
    """A spec from a TOML file; FormError when the file is missing or says something `shape` does not know."""
    try:
        return parse_spec(path.read_text(encoding="utf-8"), shape, path.name)
    except OSError as error:
        raise FormError(f"文件「{path}」无法读取：{refusal(error)}。") from error
    except UnicodeDecodeError as error:
        raise FormError(f"文件「{path.name}」不是 UTF-8 文本，请用 UTF-8 编码重新保存。") from error


def parse_spec(text: str, shape: type[T], file: str) -> T:
    """A spec from TOML text; `file` is what a FormError calls it."""
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  (kept out of the first paint)

    try:
        spec = TypeAdapter(shape).validate_python(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise FormError(f"文件「{file}」不是有效的 TOML 文本，请改正后再试（{error}）。") from error
    except ValidationError as error:
        # a misspelt key is both unknown and missing under its right name: the unknown one says more
        errors = sorted(error.errors(), key=lambda each: each["type"] not in _UNKNOWN)
        raise FormError(_complaint(errors[0], file)) from error
    return spec


def _complaint(error: Any, file: str) -> str:
    key = ".".join(str(part) for part in error["loc"]) or "（整个文件）"
    match error["type"]:
        case unknown if unknown in _UNKNOWN:
            what = "是不认识的键，请检查拼写或删去"
        case "missing":
            what = "缺少这一项，请补上"
        case _:
            what = f"的值「{error['input']!r:.60}」不合要求，请改正"
    return f"文件「{file}」中的「{key}」{what}。"
