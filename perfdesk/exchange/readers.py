"""The readers: which file is read how.

To add a reader for a kind of file:

1. write a module of this room with `read_grid(data, budget)`, which makes a `Grid` and raises SourceError
   with one Chinese sentence (`budget.refused`) or one of bounds.DAMAGE, whatever the file holds. It must be
   bounded in time and memory: ZIP and XML are read through `bounds`, what other code parses in a `worker`;
2. give it a line in READERS below: how its content is recognised, and what reads it;
3. put an example into the contract test `tests/exchange/test_readers.py`.

Content decides, never the extension: systems hand out web pages named .xls. A kind that is only known, not
read, has a line in KNOWN, so that the clerk hears what the file is and what to do with it.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from perfdesk.documents.document import clean
from perfdesk.errors import SourceError, refusal
from perfdesk.exchange import comma, docx, ods, office, pdf, text, webpage, xls, xlsx
from perfdesk.exchange.bounds import DAMAGE, MOST_MEMBERS, Budget
from perfdesk.exchange.encoding import decode
from perfdesk.exchange.grid import Grid

LARGEST = 64 * 1024 * 1024
"""Bytes; no file of forms is as large."""

_PICTURE = "是一张图片，其中的文字不能读取，请改用可以复制文字的文件，或手工录入"
_PACKED = "是压缩包，请解压后再导入"
_DAMAGED = "已损坏或没有传完，请重新取得文件，或用 WPS、Office 打开后另存为新文件再导入"


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
    Known(b"PK\x03\x04", "是压缩包或损坏的 Office 文件，请解压或重新取得文件后再导入"),
    Known(b"PK\x05\x06", "是空的压缩包，请检查文件"),
    Known(
        b"\xd0\xcf\x11\xe0",
        "是加密或损坏的 Office 文件，请取消密码，或用 WPS、Office 打开后另存为新文件再导入",
    ),
    Known(b"Rar!", _PACKED),
    Known(b"7z\xbc\xaf", _PACKED),
    Known(b"\x1f\x8b", _PACKED),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one kind of file."""

    name: str
    recognises: Callable[[bytes], bool]
    """Whether the content of a file is of its kind."""
    read: Callable[[bytes, Budget], Grid]
    """Content of a file → its grid. Raises SourceError or one of DAMAGE."""


def read_grid(path: Path) -> Grid:
    """The grid in a file. Raises SourceError, which names the file and says what to do."""
    return read_content(content_of(path), str(path))


def content_of(path: Path) -> bytes:
    """What is in a file. Raises SourceError: it cannot be read, is empty or too large."""
    data = _content(path)
    if not data.strip(b"\0\t\r\n \xef\xbb\xbf"):
        raise SourceError(f"「{path}」是空文件，请检查是否选错了文件，或重新保存后再导入。")
    return data


def read_content(data: bytes, name: str) -> Grid:
    """The grid in the content of a file, whose name the clerk knows. Raises SourceError."""
    budget = Budget(name)
    reader = next((reader for reader in READERS if reader.recognises(data)), None)
    if reader is None:
        for kind in KNOWN:
            if data.startswith(kind.start) and not (kind.start == b"BM" and b"\0" not in data[:64]):
                raise budget.refused(kind.advice)
        reader = TEXT
    try:
        return reader.read(data, budget)
    except DAMAGE as error:
        raise budget.refused(_DAMAGED) from error


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


def _read_text(data: bytes, budget: Budget) -> Grid:
    try:
        decoded = decode(data)
    except ValueError as error:
        raise budget.refused(
            "不是文本文件，或文字编码无法识别，请另存为 UTF-8 编码的文本文件后再导入"
        ) from error
    return read_text(decoded, budget.name)


def read_text(content: str, name: str) -> Grid:
    """The grid in a text, whose name the clerk knows. Raises SourceError."""
    cleaned = clean(content)[0]
    if comma.is_comma_separated(cleaned):
        return comma.read_grid(cleaned, Budget(name))
    try:
        return text.read_grid(cleaned)
    except ValueError as error:
        raise SourceError(f"「{name}」超过 {text.MOST_LINES} 行，请拆分成几个文件后再导入。") from error


def _has_member(pattern: str) -> Callable[[bytes], bool]:
    """Recognises archives by the name of a member."""

    def recognises(data: bytes) -> bool:
        if not data.startswith(b"PK") or data.count(b"PK\x01\x02") > MOST_MEMBERS:
            return False
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                return any(re.fullmatch(pattern, name, re.IGNORECASE) for name in archive.namelist())
        except DAMAGE:
            return False

    return recognises


def _has_stream(*names: str) -> Callable[[bytes], bool]:
    """Recognises old Office files by the name of a stream, which stands in them in UTF-16."""

    def recognises(data: bytes) -> bool:
        return data.startswith(b"\xd0\xcf\x11\xe0") and any(
            name.encode("utf-16-le") + b"\0\0" in data for name in names
        )

    return recognises


_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?"
    rb"<(?:!doctype html|!--|(?:html|head|meta|body|table|div|style|center|font|span|p|h[1-6])[\s>])",
    re.IGNORECASE,
)
_FLAT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>\s*(?:<\?mso-application[^>]*>\s*)?<(?:\w+:)?(Workbook|document|wordDocument)\b"
)


def _is_page(data: bytes) -> bool:
    return bool(_PAGE.match(data[:2048].replace(b"\0", b"")))


def is_pdf(data: bytes) -> bool:
    """Whether the content of a file is that of a PDF file."""
    return b"%PDF-" in data[:1024]


READERS = (
    Reader("Excel", _has_member(r"[/\\]?xl[/\\]workbook\.xml"), xlsx.read_grid),
    Reader("Word", _has_member(r"[/\\]?word[/\\]document\.xml"), docx.read_grid),
    Reader("OpenDocument", _has_member(r"content\.xml"), ods.read_grid),
    Reader("PDF", is_pdf, pdf.read_grid),
    Reader("Excel 97", _has_stream("Workbook", "Book"), xls.read_grid),
    Reader(
        "Word 97",
        lambda data: _has_stream("WordDocument")(data) or data.startswith(b"{\\rtf"),
        office.read_document,
    ),
    Reader("Excel XML", lambda data: bool(_FLAT.match(data[:2048])), office.read_workbook),
    Reader("Excel 二进制", _has_member(r"xl[/\\]workbook\.bin"), office.read_workbook),
    Reader("网页", _is_page, webpage.read_grid),
)
"""Asked from first to last."""

TEXT = Reader("文本", lambda _data: True, _read_text)
"""Takes what no other reader recognises."""
