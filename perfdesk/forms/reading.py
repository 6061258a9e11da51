"""TOML into specs: refuses a misspelt key or an unknown word, and names the file and the key."""

import json
import re
import tomllib
from pathlib import Path
from typing import TypeVar

from perfdesk.errors import FormError, refusal
from perfdesk.shapes import Unfit, fit

T = TypeVar("T")

_LINE = re.compile(r"at line (\d+)")
"""How tomllib tells where; without it, the file ends too early."""


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
    try:
        return fit(shape, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        place = f"第{line[1]}行" if line else "末尾"
        raise FormError(f"文件「{file}」的{place}不是有效的 TOML 文本，请改正后再试。") from error
    except Unfit as error:
        what = f"的值「{error.value!r:.60}」不合要求，请改正"
        if error.is_unknown:
            what = "是不认识的键，请检查拼写或删去"
        elif error.is_missing:
            what = "缺少这一项，请补上"
        raise FormError(f"文件「{file}」中的「{error.key or '整个文件'}」{what}。") from error


def quoted(text: str) -> str:
    """A string that JSON and TOML write alike."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
