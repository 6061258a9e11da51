"""What can be saved of a library is written as a library of its own beside it, never over anything."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document, Origin
from perfdesk.errors import DiskError, LibraryError, disk_refused
from perfdesk.library.compaction import beside, write_whole
from perfdesk.library.disk import Disk, patiently
from perfdesk.library.doctor import Report
from perfdesk.library.lines import decode, encode
from perfdesk.library.preparing import DOCUMENTS
from perfdesk.library.records import document_of, record
from perfdesk.library.rows import Rows
from perfdesk.library.salvaging import name_in
from perfdesk.library.troubles import named
from perfdesk.library.whole_file import Facts, read_lines
from perfdesk.outfile import next_free

_PARTLY = (
    "已损坏", "这张表的后面", "内容与保存时", "含有残缺", "由更高版本", "属于另一个项目库",
)  # fmt: skip
"""How troubles begin that cost something, or may have"""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was written, and what could not be."""

    path: Path
    documents: int
    lost: tuple[str, ...]
    """Sentences: what is not in it, or in it as it was and still not understood"""
    changed: tuple[str, ...]
    """Sentences: what was put right"""


def mend(report: Report, disk: Disk | None = None) -> Mended:
    """Write `X(修复).json`, or the next free name, and read it again.

    LibraryError when there is nothing to be saved, DiskError when the disk refuses. It has a name of its own
    inside, so that the journal of the broken library is never taken for its.
    """
    if not report.recovered.is_library:
        raise LibraryError(
            f"「{report.path}」没有可以修复的内容，请用备份恢复，或用 --rescue 取出副本中的内容。"
        )
    disk = disk or Disk()
    saving = _Saving()
    tables = {name: saving.table(name, rows) for name, rows in report.recovered.tables.items()}
    saving.lost += [
        f"「{name_in(fragment) or '名称不明的表'}」只剩片段，没有存入" for fragment in report.recovered.lost
    ]
    saving.lost += [
        f"{trouble.place}：{trouble.what}" for trouble in report.troubles if trouble.what.startswith(_PARTLY)
    ]
    path = _write(report.path.resolve(), {DOCUMENTS: Rows(), **tables}, disk)
    return Mended(path, len(tables.get(DOCUMENTS, ())), tuple(saving.lost), tuple(saving.changed))


def _write(path: Path, tables: Mapping[str, Rows], disk: Disk) -> Path:
    other = path.with_name(f"{path.stem}(修复){path.suffix}")
    other = next_free(other) if other.exists() else other
    draft = beside(other, "new")
    try:
        whole = {name: rows.snapshot() for name, rows in tables.items()}
        write_whole(disk, draft, whole, Facts(uuid4().hex), like=path)
        if not read_lines(disk.read(draft)).untouched:
            disk.remove(draft)
            raise DiskError(f"「{other}」写入后读不回来，请换一个磁盘再试。")
        patiently(lambda: disk.replace(draft, other))
        disk.flush_folder(other.parent)
    except OSError as error:
        raise disk_refused(other, error) from error
    return other


class _Saving:
    """Puts the records of tables right where that can be done."""

    def __init__(self) -> None:
        self.lost: list[str] = []
        self.changed: list[str] = []
        self._there: dict[str, Document] = {}

    def table(self, name: str, rows: Rows) -> Rows:
        """A table as it can be written."""
        kept: dict[str, int | bytes] = {}
        for number, line in rows.items():
            try:
                value = decode(line)
                line = encode(value)  # noqa: PLW2901  (without what JSON does not know)
            except ValueError:
                self.lost.append(f"{named(line, number)}的记录不是完整的文字，没有存入")
                continue
            if name == DOCUMENTS:
                line = self._document(number, line)  # noqa: PLW2901
            if line:
                kept[number] = line
        return Rows(lines=kept)

    def _document(self, number: str, line: bytes) -> bytes:
        name = named(line, number)
        try:
            document = document_of(line)
        except ValueError:
            self.lost.append(f"{name}无法识别，已原样存入，仍然打不开")
            return line
        twin = self._there.get(document.uid)
        if twin == document:
            self.changed.append(f"{name}有完全相同的两份，只存了一份")
            return b""
        if twin:
            self.changed.append(f"{name}与另一张表编号相同而内容不同，两张都已保留")
            document = replace(document, uid=uuid4().hex, origin=Origin(twin.uid, revision(twin)))
        self._there[document.uid] = document
        value = decode(line)
        fresh = record(document, None)
        if all(value.get(key) == fresh[key] for key in ("uid", "revision")):
            return line
        return encode(fresh)
