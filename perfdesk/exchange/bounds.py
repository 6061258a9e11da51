"""The bounded doors to what others wrote: a budget of time and size, archives and XML read under it.

Whatever a file claims of itself, only what really comes out of it is counted. XML goes through expat a piece
at a time, so that nothing is held but the text of one cell or paragraph; a document type, and so any entity,
is refused. There is no bound on the ratio of packing: a thousand like forms pack as well as a bomb, and the
bound on the size is the stricter one.
"""

import time
import zipfile
import zlib
from io import BytesIO
from typing import IO
from xml.parsers import expat

from perfdesk.errors import SourceError

SECONDS = 10.0
MOST_INFLATED = 64 << 20
"""Bytes out of all members of an archive; a thousand forms need a tenth."""
MOST_MEMBERS = 4_000
MOST_PLACES = 3_000_000
"""Cells, blank ones between others included."""
MOST_ROWS = 200_000
LONGEST_CELL = 200_000
"""Characters; a spreadsheet holds 32,767 in one."""
_PIECE = 64 << 10
_LONGEST_TAG = 2 << 20
_MOST_NAMES = 20_000
_DEEPEST = 256
"""Elements within each other, as many as libxml2 allows."""

DAMAGE = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, RuntimeError, EOFError,
    ValueError, TypeError, LookupError, OSError, OverflowError, MemoryError,
)  # fmt: skip
"""What the standard library and readers raise over bytes that are not what they seem."""


class Budget:
    """What reading one file may cost. Every method raises SourceError when it has cost more."""

    def __init__(self, name: str, *, seconds: float = SECONDS, inflated: int = MOST_INFLATED) -> None:
        """`name`: how the clerk knows the file; the clock runs from now on."""
        self.name = name
        self._deadline = time.monotonic() + seconds
        self._inflated = inflated
        self._places = MOST_PLACES
        self._rows = MOST_ROWS

    def refused(self, clause: str) -> SourceError:
        """The error that says a clause of the file."""
        return SourceError(f"「{self.name}」{clause}。")

    def look(self) -> None:
        """Look at the clock."""
        if time.monotonic() > self._deadline:
            raise self.refused("内容过于庞大，读了很久也没有读完，请拆分成几个文件后再导入")

    def spend(self, inflated: int) -> None:
        """Count bytes that came out of an archive."""
        self._inflated -= inflated
        if self._inflated < 0:
            raise self.refused("展开后过大，不像是绩效目标表，请检查文件，或拆分后再导入")
        self.look()

    def place(self, count: int) -> None:
        """Count a row of so many cells."""
        self._places -= count
        self._rows -= 1
        if self._rows < 0 or self._places < 0:
            raise self.refused(f"超过 {MOST_ROWS} 行或过宽，不像是绩效目标表，请拆分后再导入")

    def hold(self, length: int) -> None:
        """Look at the length of a cell's text in characters."""
        if length > LONGEST_CELL:
            raise self.refused(f"有一格超过 {LONGEST_CELL} 字，不像是绩效目标表，请检查文件")


class Archive:
    """The members of a zip, by name; either slash, one in front, and capitals make no difference."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        """Raises SourceError when there are too many members, and what is in DAMAGE."""
        if data.count(b"PK\x01\x02") > MOST_MEMBERS:
            raise budget.refused("里面的文件过多，不像是绩效目标表，请检查文件")
        self._budget = budget
        self._zip = zipfile.ZipFile(BytesIO(data))
        self._members = {_plain(info.filename): info for info in self._zip.infolist()}

    @property
    def names(self) -> list[str]:
        """The names as they stand, each as often as it does."""
        return self._zip.namelist()

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._members

    def open(self, name: str) -> "Meter":
        """A member, to be read once. KeyError without one; SourceError when it has a password."""
        info = self._members[_plain(name)]
        if info.flag_bits & 1:
            raise self._budget.refused("设有密码，请取消密码后再导入")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise ValueError("packed in another way")
        return Meter(self._zip.open(info), self._budget)

    def read(self, name: str) -> bytes:
        """A member whole."""
        pieces = []
        with self.open(name) as member:
            while piece := member.read(_PIECE):
                pieces.append(piece)
        return b"".join(pieces)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


class Meter:
    """A stream that counts what comes out of it and looks at the clock."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, count: int = -1) -> bytes:
        """At most 64 KB, and fewer than `count` when that is less."""
        piece = self._stream.read(min(count, _PIECE) if count > 0 else _PIECE)
        self._budget.spend(len(piece))
        return piece

    def __enter__(self) -> "Meter":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


class Listener:
    """Hears the elements of an XML document, their names without prefix; this one heeds nothing."""

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """An element begins; attributes keep their prefix: `r:id`."""

    def end(self, name: str, /) -> None:
        """An element ends."""

    def text(self, text: str, /) -> None:
        """Some characters; what stands together may come in several pieces."""


def hear(archive: Archive, member: str, listener: Listener, budget: Budget) -> None:
    """Let a listener hear an XML member; it may be missing.

    ExpatError when it is not well-formed, SourceError beyond the budget.
    """
    if member not in archive:
        return
    with archive.open(member) as stream:
        _parse(stream, listener, budget)


def _parse(source: Meter, listener: Listener, budget: Budget) -> None:
    names: dict[str, str] = {}
    parser = expat.ParserCreate(None, None, names)
    parser.buffer_text = True
    parser.buffer_size = _PIECE
    local: dict[str, str] = {}
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise budget.refused("结构层层嵌套，不像是绩效目标表，请检查文件")
        listener.start(local.get(name) or local.setdefault(name, name.rpartition(":")[2]), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(local[name])

    def refuse(*_: object) -> None:
        raise budget.refused("含有不安全的内容（文档类型声明），请用 Office 或 WPS 重新保存后再导入")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = refuse
    fed = 0
    while piece := source.read():
        fed += len(piece)
        parser.Parse(piece, False)
        # expat looks at an unfinished tag again and again, and keeps all names
        if fed - parser.CurrentByteIndex > _LONGEST_TAG or len(names) > _MOST_NAMES:
            raise budget.refused("含有异常的内容，不像是绩效目标表，请检查文件")
    parser.Parse(b"", True)
