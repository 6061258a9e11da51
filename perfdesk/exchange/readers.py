"""The readers: which file is read how.

To add a reader for a kind of file:

1. write a module of this room with `read_grid(...)`, which makes `Grid`s and raises SourceError with one
   Chinese sentence; nothing else may come out of it, whatever the file holds, and it must be bounded in time
   and memory;
2. give it a line in READERS below: how its content is recognised by the first bytes, and what reads it;
3. put an example into the contract test `tests/exchange/test_readers.py`.

Content decides, never the extension: systems hand out web pages named .xls. A kind that is only known, not
read, has a line in KNOWN, so that the clerk hears what the file is and what to do with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from perfdesk.documents.document import clean
from perfdesk.errors import SourceError, refusal
from perfdesk.exchange import text
from perfdesk.exchange.encoding import decode
from perfdesk.exchange.grid import Grid

LARGEST = 64 * 1024 * 1024
"""Bytes; no file of forms is as large."""

_PASTE = "请打开它，把表格复制出来粘贴到文本文件（.txt）后再导入"
_PICTURE = "是一张图片，其中的文字不能读取，请改用可以复制文字的文件，或手工录入"


@dataclass(frozen=True, slots=True)
class Known:
    """A kind of file that is recognised and not read."""

    start: bytes
    advice: str
    """A clause that follows the file's name."""


KNOWN = (
    Known(b"\x89PNG", _PICTURE),
    Known(b"\xff\xd8\xff", _PICTURE),
    Known(b"GIF8", _PICTURE),
    Known(b"BM", _PICTURE),
    Known(b"II*\0", _PICTURE),
    Known(b"MM\0*", _PICTURE),
    Known(b"%PDF", f"是 PDF 文件，暂时不能直接导入，{_PASTE}"),
    Known(b"PK\x03\x04", f"是压缩包或新版 Office 文件（.xlsx、.docx、.zip），暂时不能直接导入，{_PASTE}"),
    Known(b"PK\x05\x06", "是空的压缩包，请检查文件"),
    Known(b"\xd0\xcf\x11\xe0", f"是旧版 Office 文件（.xls、.doc）或加密文件，暂时不能直接导入，{_PASTE}"),
    Known(b"{\\rtf", f"是 RTF 文档，暂时不能直接导入，{_PASTE}"),
    Known(b"Rar!", "是压缩包，请解压后再导入"),
    Known(b"7z\xbc\xaf", "是压缩包，请解压后再导入"),
    Known(b"\x1f\x8b", "是压缩包，请解压后再导入"),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one kind of file."""

    name: str
    recognises: Callable[[bytes], bool]
    """Whether the content of a file is of its kind."""
    read: Callable[[bytes, str], Grid]
    """Content and name of a file → its grid. Raises SourceError."""


def read_grid(path: Path) -> Grid:
    """The grid in a file. Raises SourceError, which names the file and says what to do."""
    data = _content(path)
    if not data.strip(b"\0\t\r\n \xef\xbb\xbf"):
        raise SourceError(f"「{path}」是空文件，请检查是否选错了文件，或重新保存后再导入。")
    for kind in KNOWN:
        if data.startswith(kind.start) and not (kind.start == b"BM" and b"\0" not in data[:64]):
            raise SourceError(f"「{path}」{kind.advice}。")
    reader = next(reader for reader in READERS if reader.recognises(data))
    return reader.read(data, str(path))


def _content(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            what = "是文件夹，请指定其中的文件" if path.is_dir() else "不是普通文件，请指定别的文件"
            raise SourceError(f"「{path}」{what}。")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise SourceError(f"「{path}」无法读取：{refusal(error)}。") from error
    except ValueError as error:  # a NUL in the name
        raise SourceError(f"「{path}」这个文件名无法使用，请检查路径。") from error
    if len(data) > LARGEST:
        raise SourceError(f"「{path}」超过 {LARGEST // 1024 // 1024} MB，不像是绩效目标表，请拆分后再导入。")
    return data


def _read_text(data: bytes, name: str) -> Grid:
    try:
        decoded = decode(data)
    except ValueError as error:
        raise SourceError(
            f"「{name}」不是文本文件，或文字编码无法识别，请另存为 UTF-8 编码的文本文件后再导入。"
        ) from error
    return read_text(decoded, name)


def read_text(content: str, name: str) -> Grid:
    """The grid in a text, whose name the clerk knows. Raises SourceError."""
    try:
        return text.read_grid(clean(content)[0])
    except ValueError as error:
        raise SourceError(f"「{name}」超过 {text.MOST_LINES} 行，请拆分成几个文件后再导入。") from error


READERS = (Reader("文本", lambda _data: True, _read_text),)
"""Asked from first to last; text takes what is left."""
