"""File and journal of a library as far as they can be read, whatever state they are in. Nothing is written.

A sound library comes out as `loading.load` would give it; of a broken one, what is whole; and what is said
about both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from perfdesk.errors import refusal
from perfdesk.library.compaction import beside
from perfdesk.library.disk import Disk
from perfdesk.library.journal import Damaged, JournalText, Op, Put, TooNew, read_journal, sound_records
from perfdesk.library.lines import decode, encode
from perfdesk.library.partial import partial_document
from perfdesk.library.preparing import DOCUMENTS
from perfdesk.library.records import record
from perfdesk.library.replaying import CONFLICTS, Belonging, do, replay
from perfdesk.library.rows import Rows, essence, listed
from perfdesk.library.salvaging import name_in, salvage
from perfdesk.library.troubles import MEND, RESCUE, Trouble, ailment, end_of_value, is_laid_out_as_ours
from perfdesk.library.whole_file import FORMAT, LibraryText, read_lines

_NOTHING = "什么也不用做"


@dataclass(slots=True)
class Recovered:
    """What could be read of a library."""

    tables: dict[str, Rows] = field(default_factory=dict)
    """With what the journal says done to them"""
    fragments: list[str] = field(default_factory=list)
    """What is left of broken records"""
    lost: list[str] = field(default_factory=list)
    """Those of them of which not even a part could be read as a form"""
    of_others: dict[str, Rows] = field(default_factory=dict)
    """What a journal of another library holds"""
    troubles: list[Trouble] = field(default_factory=list)
    is_proven: bool = False
    """Whether the file's sum is right"""
    is_library: bool = False
    """Whether anything of a library was found"""

    def tell(self, place: str, what: str, remedy: str, *, is_serious: bool = True) -> None:
        """Note a trouble."""
        self.troubles.append(Trouble(place, what, remedy, is_serious))


def recover(path: Path, disk: Disk) -> Recovered:
    """Read what can be read; never an error."""
    found = Recovered()
    journal = _bytes(beside(path, "journal"), disk, found)  # first, so that the file can only be newer
    data = _bytes(path, disk, found)
    if data is None:
        found.tell(path.name, "项目库文件不存在", RESCUE)
    text = _text(path.name, data, found) if data is not None else None
    facts: Mapping[str, Any] = {}
    if text:
        found.tables, found.is_proven = text.tables, text.untouched
    elif data is not None:
        facts = _salvaged(data, found)
    if journal is not None:
        _Journal(beside(path, "journal").name, found).take(journal, text, facts)
    found.is_library = bool(text or any(found.tables.values()) or any(found.of_others.values()))
    return found


def _bytes(path: Path, disk: Disk, found: Recovered) -> bytes | None:
    try:
        return disk.read(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        found.tell(path.name, f"无法读取：{refusal(error)}", "排除原因后再检查一次")
    except (ValueError, MemoryError):
        found.tell(path.name, "文件太大，不是项目库", "请选择正确的文件")
    return b""


def _text(name: str, data: bytes, found: Recovered) -> LibraryText | None:
    """The file when its JSON is good, if need be without what follows it."""
    try:
        text = read_lines(data)
    except (ValueError, MemoryError):
        if data or not found.troubles:
            found.tell(name, ailment(data), MEND)
        end = end_of_value(data)
        if not end:
            return None
        try:
            return read_lines(data[:end])
        except ValueError:
            return None
    if not text.untouched and is_laid_out_as_ours(data):
        found.tell(name, "校验和不符，保存之后有内容被改动或有数据出错", "请核对下面列出的表；" + MEND)
    elif not text.untouched:
        found.tell(name, "由其他程序保存过，没有校验和", _NOTHING, is_serious=False)
    if text.facts.format > FORMAT:
        found.tell(name, "由更高版本的 perfdesk 保存", "请升级后再修改", is_serious=False)
    elif text.facts.format < FORMAT:
        found.tell(name, "是旧格式，打开时自动转换", _NOTHING, is_serious=False)
    return text


def _salvaged(data: bytes, found: Recovered) -> Mapping[str, str]:
    left = salvage(data)
    found.tables = {name: Rows(lines=dict(rows)) for name, rows in left.tables.items()}
    found.fragments = left.fragments
    documents = found.tables.setdefault(DOCUMENTS, Rows())
    for fragment in left.fragments:
        name = name_in(fragment)
        place = f"「{name}」" if name else "一处内容"
        if document := partial_document(fragment):
            number = str(max(rows.last for rows in found.tables.values()) + 1)
            documents.put(number, encode(record(document, None)))
            what = f"这张表的后面一部分损坏，找回了前 {len(document.rows)} 行指标"
            found.tell(place, what, MEND + "，或用备份找回")
        else:
            found.tell(place, f"只剩片段（{len(fragment)} 个字符），不能复原", RESCUE + "，或用备份找回")
            found.lost.append(fragment)
    return left.facts


class _Journal:
    """What the journal beside a file says is taken in."""

    def __init__(self, name: str, found: Recovered) -> None:
        self._name = name
        self._found = found

    def take(self, data: bytes, text: LibraryText | None, facts: Mapping[str, Any]) -> None:
        """`facts`: of a file that is broken, as far as they can be read."""
        tell, name = self._found.tell, self._name
        try:
            journal = read_journal(data)
        except TooNew:
            tell(name, "由更高版本的 perfdesk 保存，其中的修改没有计入", "请升级后再打开")
            return
        except Damaged:
            self._damaged(data, text, facts)
            return
        if journal is None:
            if data.strip(b"\0"):
                what = "开头不完整，其中没有已经保存的修改"
                tell(name, what, "打开项目库时自动清理", is_serious=False)
            return
        if journal.torn:
            tell(name, "最后一次写入没有完成，当时也没有说已保存", _NOTHING, is_serious=False)
        if text:
            self._sound(text, journal)
        else:
            self._over(journal.facts, dict(enumerate(journal.records, start=1)), facts)

    def _sound(self, text: LibraryText, journal: JournalText) -> None:
        tell, name = self._found.tell, self._name
        replayed = replay(text, journal)
        count = len(journal.records)
        match replayed.belonging:
            case Belonging.ORPHAN:
                self._of_another(journal.records)
            case Belonging.FOREIGN:
                what = f"项目库被其他程序改动过；{count} 次修改打开时自动合并"
                both = len(replayed.conflicts)
                what += f"，其中 {both} 张表两边都改了" if both else ""
                tell(name, what, "合并后请核对" if both else _NOTHING, is_serious=bool(both))
            case Belonging.OWN:
                what = f"有 {count} 次修改还没有并入文件（正在使用，或上次没有正常关闭）"
                tell(name, what, "打开项目库时自动并入", is_serious=False)

    def _damaged(self, data: bytes, text: LibraryText | None, facts: Mapping[str, Any]) -> None:
        told, records = sound_records(data)
        missing = max(records, default=0) - len(records)
        lost = f"至少 {missing} 次修改" if missing else "一部分修改"
        self._found.tell(self._name, f"已损坏，{lost}读不出来，读出 {len(records)} 次修改", MEND)
        if text:
            own = text.facts
            facts = {"library": own.library, "absorbed": own.absorbed, "through": str(own.through)}
        self._over(told, records, facts)

    def _over(
        self, journal: Mapping[str, Any], records: Mapping[int, tuple[Op, ...]], facts: Mapping[str, Any]
    ) -> None:
        """Do to the tables what records say; where the file has something else again, that is kept, too."""
        library = facts.get("library")
        if library and journal and journal.get("library") != library:
            self._of_another(records.values())
            return
        held = facts.get("absorbed")
        through = int(facts.get("through") or 0) if held and held == journal.get("journal") else 0
        ops = [op for number, record in records.items() if number > through for op in record]
        known = {(op.table, op.number, which) for op in ops for which in (essence(op.line), _before(op))}
        for op in ops:
            self._do(op, known)

    def _do(self, op: Op, known: set[tuple[str, str, str]]) -> None:
        tables = self._found.tables
        now = tables[op.table].get(op.number) if op.table in tables else None
        if isinstance(op, Put):
            if now is not None and (op.table, op.number, essence(now)) not in known:
                told = dict.fromkeys(("by", "computer", "at"), "")
                kept = encode({"table": op.table, "number": op.number, "ours": decode(now), **told})
                rows = tables.setdefault(CONFLICTS, Rows())
                rows.put(str(rows.last + 1), kept)
            do(tables, op)
        elif decode(op.line) not in listed(now):
            do(tables, op)

    def _of_another(self, records: Iterable[tuple[Op, ...]]) -> None:
        what = "属于另一个项目库，没有使用"
        remedy = "打开项目库时自动改名保留；" + RESCUE
        self._found.tell(self._name, what, remedy)
        self._found.of_others = tables_of(records)


def tables_of(records: Iterable[tuple[Op, ...]]) -> dict[str, Rows]:
    """What the records of a journal hold, by themselves."""
    tables: dict[str, Rows] = {}
    for ops in records:
        for op in ops:
            do(tables, op)
    return tables


def _before(op: Op) -> str:
    return op.before if isinstance(op, Put) else ""
