"""Where a library's tables are kept: in memory as lines, on the disk as one file that is never half written.

A write is a new file beside, flushed, put in the place of the old one, and the folder flushed. Memory changes
last. `commit` takes changes to several tables as one; a journal can be put behind it and `open` without
anybody above knowing.
"""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeAlias

from tinydb.storages import Storage

from perfdesk.errors import DiskError, LibraryError, disk_refused, refusal
from perfdesk.library.disk import Disk, Likeness
from perfdesk.library.lines import FORMAT, NotOurs, Tables, decode, encode, read_lines, write_lines
from perfdesk.outfile import next_free

Changes: TypeAlias = Mapping[str, Mapping[str, bytes | None]]
"""table → {id: its new line, None to take it away}"""


class FileStorage(Storage):
    """A TinyDB storage over one file.

    `rows` and `commit` encode and parse only what is asked for or changed; `read` and `write` everything.
    """

    def __init__(self, path: Path, disk: Disk, library: str) -> None:
        self.path = path
        self.library = library
        self.format = FORMAT
        self.untouched = True
        """False when another program wrote the file."""
        self.parted = ""
        """Why nothing is written any more: the file was changed by somebody else. A sentence."""
        self._disk = disk
        self._tables: dict[str, dict[str, bytes]] = {}
        self._likeness: Likeness | None = None
        self._digest = b""

    @classmethod
    def create(cls, path: Path, disk: Disk, library: str, tables: Tables) -> "FileStorage":
        """Write a new file; DiskError when that fails, and then there is none."""
        storage = cls(path, disk, library)
        try:
            storage._publish({name: dict(rows) for name, rows in tables.items()})
        except DiskError:
            with suppress(OSError):
                disk.remove(path)
            raise
        return storage

    @classmethod
    def open(cls, path: Path, disk: Disk) -> "FileStorage":
        """Read a file; LibraryError when it cannot be read or is no library."""
        try:
            likeness = disk.likeness(path)
            data = disk.read(path)
            text = read_lines(data)
        except OSError as error:
            raise LibraryError(f"项目库「{path}」无法读取：{refusal(error)}。") from error
        except NotOurs as error:
            raise LibraryError(
                f"「{path}」不是 perfdesk 的项目库，请检查文件名，选择正确的项目库文件。"
            ) from error
        except ValueError as error:
            raise LibraryError(
                f"「{path}」已损坏或不是项目库，无法打开；文件没有被改动，请用备份恢复或选择正确的文件。"
            ) from error
        storage = cls(path, disk, text.library)
        storage.format, storage.untouched = text.format, text.untouched
        storage._tables = text.tables
        storage._likeness, storage._digest = likeness, text.digest or _digest(data)
        return storage

    def rows(self, table: str) -> Mapping[str, bytes]:
        """The lines of a table by decimal id; not to be changed."""
        return self._tables.get(table, {})

    def commit(self, changes: Changes) -> None:
        """Make all changes durable, or none.

        DiskError when the disk refuses. LibraryError when somebody else has changed the file: the state with
        the changes then lies in a file beside, and this storage writes no more.
        """
        tables = dict(self._tables)
        for name, rows in changes.items():
            table = tables[name] = dict(tables.get(name, {}))
            for number, line in rows.items():
                if line is None:
                    table.pop(number, None)
                else:
                    table[number] = line
            if any(
                line is not None and number not in self._tables.get(name, {}) for number, line in rows.items()
            ):
                tables[name] = dict(sorted(table.items(), key=lambda row: int(row[0])))
        self._part_if_changed(tables)
        self._publish(tables)

    def renew(self, table: str, rows: Mapping[str, bytes]) -> None:
        """Replace lines in memory by better ones, to be written with the next change."""
        self._tables[table] = {**self._tables.get(table, {}), **rows}

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every table, parsed: TinyDB's own contract."""
        return {
            name: {number: decode(line) for number, line in rows.items()}
            for name, rows in self._tables.items()
        }

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put these tables in the place of all: TinyDB's own contract."""
        tables = {
            name: {str(number): encode(record) for number, record in rows.items()}
            for name, rows in data.items()
        }
        self._part_if_changed(tables)
        self._publish(tables)

    def _publish(self, tables: dict[str, dict[str, bytes]]) -> None:
        try:
            self._digest = self._put(tables, self.path)
            try:
                self._likeness = self._disk.likeness(self.path)
                self._disk.flush_folder(self.path.parent)
            except OSError:
                with suppress(OSError):  # unsay it: what is refused must not come back
                    self._digest = self._put(self._tables, self.path)
                raise
        except OSError as error:
            raise disk_refused(self.path, error) from error
        self._tables = tables

    def _put(self, tables: Tables, target: Path) -> bytes:
        """Write a whole file in the place of another; its digest."""
        draft = target.with_name(f"{target.name}.new")
        total = blake2b(digest_size=16)
        try:
            handle = self._disk.create(draft, like=self.path)
            try:
                for piece in write_lines(tables, self.library):
                    total.update(piece)
                    self._disk.write(handle, piece)
                self._disk.flush(handle)
            finally:
                self._disk.close(handle)
            self._disk.replace(draft, target)
        except OSError:
            with suppress(OSError):
                self._disk.remove(draft)
            raise
        return total.digest()

    def _part_if_changed(self, tables: Tables) -> None:
        """Never write over what somebody else wrote: save ours beside, and write no more."""
        if self.parted:
            raise LibraryError(self.parted)
        try:
            if self._is_as_left():
                return
            beside = self.path.with_name(f"{self.path.stem}(另存){self.path.suffix}")
            beside = next_free(beside) if beside.exists() else beside
            self._put(tables, beside)
            self._disk.flush_folder(beside.parent)
        except OSError as error:
            raise disk_refused(self.path, error) from error
        self.parted = (
            f"「{self.path}」在打开期间被其他程序改动或移走，没有写入，以免覆盖；"
            f"这里的全部内容已另存为「{beside.name}」，请重新打开项目库并与它核对。"
        )
        raise LibraryError(self.parted)

    def current(self) -> "FileStorage":
        """The storage itself, or the file read anew when it has changed since; errors as in `open`."""
        try:
            same = self._is_as_left()
        except OSError:
            same = False
        return self if same else FileStorage.open(self.path, self._disk)

    def _is_as_left(self) -> bool:
        """Whether the file holds what we wrote or read last; its times alone prove nothing."""
        now = self._disk.likeness(self.path)
        if now == self._likeness:
            return True
        if now is None or _digest(self._disk.read(self.path)) != self._digest:
            return False
        self._likeness = now
        return True


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
