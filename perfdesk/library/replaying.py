"""What a journal says is done to the tables of its library, and what when they do not belong together.

header torn                              nothing was acknowledged in it: it is of no use
it starts from this very file            every record is done
the file says that it absorbed it        the records after those that it holds
it belongs to another library            nothing; it is kept under another name
somebody else wrote the file             each thing where the record is what it was for us; else theirs
                                         stays, and ours goes to the table of conflicts

conflicts: {"table","number","ours":{…} or null,"by","computer","at"}
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from perfdesk.library.journal import Add, JournalText, Op, Put
from perfdesk.library.lines import decode, encode
from perfdesk.library.rows import Rows, essence, grown, listed
from perfdesk.library.whole_file import LibraryText

CONFLICTS, BIN = "conflicts", "bin"
_DOCUMENTS = "documents"


class Belonging(Enum):
    """What a journal is to the file beside it."""

    NONE = auto()
    """There is none, or nothing is in it that the file does not hold."""
    OWN = auto()
    FOREIGN = auto()
    """The file was written by somebody else since."""
    ORPHAN = auto()
    """It belongs to another library."""


@dataclass
class Replay:
    """What replaying did."""

    belonging: Belonging
    touched: list[str] = field(default_factory=list)
    """Ids of documents that came back, each once, in their order"""
    conflicts: list[str] = field(default_factory=list)
    """Ids of documents that both sides changed"""
    before: dict[str, bytes | None] = field(default_factory=dict)
    """Of an own journal: lines of documents by id as they were without it"""


def replay(text: LibraryText, journal: JournalText | None) -> Replay:
    """Do to the tables what the journal says."""
    if journal is None:
        return Replay(Belonging.NONE)
    facts, absorbed = text.facts, 0
    if facts.library and journal.facts.get("library") != facts.library:
        return Replay(Belonging.ORPHAN)
    is_own = journal.facts.get("base") == text.sum
    if facts.absorbed == journal.facts.get("journal") and not is_own:
        absorbed, is_own = facts.through, text.untouched
    ops = [op for record in journal.records[absorbed:] for op in record]
    if not ops:
        return Replay(Belonging.NONE)
    if is_own:
        before: dict[str, bytes | None] = {}
        for op in ops:
            if op.table == _DOCUMENTS and op.number not in before:
                before[op.number] = text.tables.get(op.table, Rows()).get(op.number)
            do(text.tables, op)
        return Replay(Belonging.OWN, _documents(ops), before=before)
    return _Meeting(text.tables, journal).of(ops)


def do(tables: dict[str, Rows], op: Op) -> None:
    """Do one thing in memory."""
    rows = tables.get(op.table)
    if rows is None:
        rows = tables[op.table] = Rows()
    rows.put(op.number, op.line if isinstance(op, Put) else grown(rows.get(op.number), op.line))


def _documents(ops: Iterable[Op]) -> list[str]:
    return list(dict.fromkeys(op.number for op in ops if op.table == _DOCUMENTS))


class _Meeting:
    """Our records meet a file that somebody else wrote."""

    def __init__(self, tables: dict[str, Rows], journal: JournalText) -> None:
        self._tables = tables
        self._facts = journal.facts
        self._moved: dict[tuple[str, str], str] = {}
        """New records of ours whose id they gave to another: table and id → its id now"""
        self._lost: dict[tuple[str, str], bytes | None] = {}
        """What of ours did not go in, the last of each"""

    def of(self, ops: Iterable[Op]) -> Replay:
        """Do what can be done."""
        touched = [number for op in ops if (number := self._do(op)) and op.table == _DOCUMENTS]
        lost = [number for table, number in self._lost if table == _DOCUMENTS]
        for (table, number), line in self._lost.items():
            self._keep(table, number, line)
        kept = [number for number in dict.fromkeys(touched) if number not in lost]
        return Replay(Belonging.FOREIGN, kept, lost)

    def _do(self, op: Op) -> str:
        """Do one thing; the id it went to, or nothing."""
        if isinstance(op, Add):
            return self._add(op)
        number = self._number(op)
        theirs, ours = self._now(op.table, number), essence(op.line)
        if theirs == ours:
            self._lost.pop((op.table, number), None)
            return number
        if not op.before and theirs:  # both gave this id to something new
            number = str(max(rows.last for rows in self._tables.values()) + 1)
            self._moved[op.table, op.number] = number
        elif theirs != op.before:
            self._lost[op.table, number] = op.line
            return ""
        do(self._tables, Put(op.table, number, op.line))
        return number

    def _number(self, op: Op) -> str:
        """Where it is done now; what rests in the bin and the rows of lists have the ids of documents."""
        table = op.table if isinstance(op, Put) and op.table != BIN else _DOCUMENTS
        return self._moved.get((table, op.number), op.number)

    def _now(self, table: str, number: str) -> str:
        return essence(self._tables[table].get(number)) if table in self._tables else ""

    def _add(self, op: Add) -> str:
        """Add what is not there yet."""
        number = self._number(op)
        line = self._tables[op.table].get(number) if op.table in self._tables else None
        if decode(op.line) not in listed(line):
            do(self._tables, Add(op.table, number, op.line))
        return number

    def _keep(self, table: str, number: str, line: bytes | None) -> None:
        told = {key: self._facts.get(key, "") for key in ("by", "computer", "at")}
        ours = None if line is None else decode(line)
        kept = encode({"table": table, "number": number, "ours": ours, **told})
        rows = self._tables.setdefault(CONFLICTS, Rows())
        if kept not in rows.values():
            rows.put(str(rows.last + 1), kept)
