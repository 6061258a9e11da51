"""The package that a printed PDF file carries inside, and the way back from the file.

Nobody's name, clock or library is in it: equal documents give equal bytes. A file that comes in is opened in
a child process only; what it gives is read as every other package is. `read_enclosed` asks, `work` answers in
the child.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from perfdesk.documents.document import Document
from perfdesk.documents.paper import anonymous
from perfdesk.errors import SourceError
from perfdesk.exchange.bounds import SECONDS
from perfdesk.exchange.package import Package, package_bytes, parse_package
from perfdesk.pdfium import attachment, page_texts
from perfdesk.worker import WorkerDiedError, WorkerLateError, ask

NAME, PLAIN_NAME = "绩效目标表.perfdesk", "forms.perfdesk"
"""What readers call the attachment."""
MOST_PAGES = 3_000
_MARK = re.compile(rb"\(" + re.escape(PLAIN_NAME.encode("ascii")) + rb"\)|/EmbeddedFiles")
"""What no file with the package is without, unless another program has written it anew and packed it."""


_TROUBLES = {
    "assword": "设有密码，请取消密码后再试",
    "more than": f"超过 {MOST_PAGES} 页，请拆分后再试",
}
_DAMAGED = "不是完整的 PDF 文件（已损坏或没有传完），请重新取得文件"


class LateError(SourceError):
    """The child took too long: whoever wants the text of the pages would wait as long again."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What was read out of a PDF file."""

    package: Package | None
    """None: the file carries none"""
    pages: tuple[str, ...]
    """The text of each page"""
    trouble: str = ""
    """Why the package it carries cannot be used: a clause"""


def enclosed(documents: Iterable[Document], forms: Mapping[str, str] | None = None) -> bytes:
    """The package of some documents, to be attached; `forms` as in `write_package`."""
    return package_bytes(Package(tuple(map(anonymous, documents)), (), forms or {}))


def may_enclose(data: bytes) -> bool:
    """Whether it is worth asking a PDF file for its package."""
    return bool(_MARK.search(data))


def read_enclosed(data: bytes, name: str) -> Enclosed:
    """Package and page texts of a PDF file, which the clerk knows as `name`; SourceError."""
    try:
        told = json.loads(ask("enclosure", data, seconds=SECONDS))
    except WorkerLateError as error:
        raise LateError(f"「{name}」读了很久也没有读完，请拆分成几个文件后再试。") from error
    except (WorkerDiedError, ValueError) as error:
        raise SourceError(f"「{name}」无法读取（内容过于庞大或已损坏），请重新取得文件。") from error
    if isinstance(told, str):
        raise SourceError(f"「{name}」{told}。")
    carried, pages = told
    if carried is None:
        return Enclosed(None, tuple(pages))
    try:
        return Enclosed(parse_package(b64decode(carried), name), tuple(pages))
    except SourceError as error:
        newer = "更高版本" in str(error)
        trouble = "由更高版本的 perfdesk 打印，请升级后再试" if newer else "所带的数据已损坏"
        return Enclosed(None, tuple(pages), trouble)


def work(data: bytes) -> bytes:
    """The answer of the child: the package or null, and the texts; or a clause that says what is wrong."""
    told: object
    try:
        package = attachment(data, (NAME, PLAIN_NAME))
        pages = list(page_texts(data, MOST_PAGES))
        told = [b64encode(package).decode("ascii") if package is not None else None, pages]
    except ValueError as error:
        told = next((words for sign, words in _TROUBLES.items() if sign in str(error)), _DAMAGED)
    return json.dumps(told).encode("ascii")
