"""The writers: which file is written how.

A writer draws sheets, and knows no form, no finding and no total: what is a Sheet goes through every door.
To add one for a kind of file:

1. write a module `to_…` of this room with `write(sheets, losses)`, which gives the bytes. What the format
   cannot hold goes through `losses.fit`; a text that begins like a formula stays text; equal sheets give
   equal bytes;
2. give it a line in WRITERS below; the contract test `tests/exchange/test_writers.py` then asks it
   everything.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from perfdesk.documents.sheet import Sheet
from perfdesk.errors import UsageError
from perfdesk.exchange import to_csv, to_docx, to_html, to_xlsx
from perfdesk.exchange.losses import Loss, Losses
from perfdesk.outfile import write_beside


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes one kind of file."""

    suffix: str
    name: str
    """What the clerk calls the kind"""
    write: Callable[[Iterable[Sheet], Losses], bytes]


WRITERS = (
    Writer(".xlsx", "Excel 表格", to_xlsx.write),
    Writer(".docx", "Word 文档", to_docx.write),
    Writer(".html", "网页", to_html.write),
    Writer(".csv", "逗号分隔的文本", to_csv.write),
)


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made. `path` is another than asked for when that file was open elsewhere."""

    path: Path
    losses: tuple[Loss, ...]


def writer_of(target: Path) -> Writer | None:
    """The writer for a file of this name; None when no sheet can be written into such a file."""
    return next((writer for writer in WRITERS if writer.suffix == target.suffix.lower()), None)


def write_sheets(writer: Writer, sheets: Iterable[Sheet], target: Path) -> Written:
    """Write sheets into a file, whole or not at all. DiskError; UsageError without a sheet."""
    given = iter(sheets)
    if (first := next(given, None)) is None:
        raise UsageError("没有可以导出的表，请先选择项目。")
    losses = Losses()
    content = writer.write(chain((first,), given), losses)
    return Written(write_beside(target, content), tuple(losses.found))
