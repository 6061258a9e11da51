"""What can still be read of a broken library: every record that is whole, wherever it stands.

A library of ours has a line for each record, so that damage stays in its line. Elsewhere (one long line by
another program, a line with a hole in it) records are looked for by their shape. Nothing is guessed: a record
is taken as it stands, or what is left of its text is told as a fragment.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from perfdesk.documents.document import clean
from perfdesk.library.lines import encode, is_number
from perfdesk.strictjson import BOM

_LINE = re.compile(rb'"(0|[1-9][0-9]{0,17})":(\{.*\}),?\r?')
_TABLE = re.compile(rb'"([a-z_]{1,40})":\{(?:\},?)?\r?')
_KEY = re.compile(r'"((?:[^"\\]|\\.){1,100})"\s{0,100}:\s{0,100}\{')
_FACT = re.compile(rb'"(library|absorbed)":\s?"([0-9a-f]{32})"|"(through)":\s?([0-9]{1,12})')
_NAME = re.compile(r'"(?:name|project\.name)":\s?"((?:[^"\\]|\\.){1,400})"')
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PATIENCE = 8
"""How many times over a file may be read in search of records: time is bounded whatever stands in it"""


@dataclass(slots=True)
class Salvage:
    """What was found."""

    tables: dict[str, dict[str, bytes]] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    """What is left of records that are broken, as it stands there"""
    facts: dict[str, str] = field(default_factory=dict)
    """"library", "absorbed", "through", as far as they can be read"""

    def add(self, table: str, number: str, line: bytes) -> None:
        """Keep a record; under another id when this one is taken by something else."""
        rows = self.tables.setdefault(table, {})
        if number in rows and rows[number] == line:
            return
        if not number or number in rows:
            number = str(max((int(key) for held in self.tables.values() for key in held), default=0) + 1)
        rows[number] = line


def salvage(data: bytes) -> Salvage:
    """Everything that is whole in the text of a library; bounded in time, never an error."""
    found = Salvage()
    searching = _Search(found, _PATIENCE * len(data) + 1_000_000)
    rest: list[bytes] = []
    for line in _ascii(data).split(b"\n"):
        record = _LINE.fullmatch(line)
        if record and isinstance(value := _parsed(record[2]), dict):
            searching.through(rest)
            _keep(found, searching.table, record[1].decode("ascii"), value, record[2])
        elif table := _TABLE.fullmatch(line):
            searching.through(rest)
            searching.table = table[1].decode("ascii")
        elif line.startswith(b'"_perfdesk":'):
            found.facts |= {
                (fact[1] or fact[3]).decode(): (fact[2] or fact[4]).decode() for fact in _FACT.finditer(line)
            }
        elif line.strip(b"{},\r \0"):
            rest.append(line)
    searching.through(rest)
    found.tables.pop("_perfdesk", None)
    return found


def _ascii(data: bytes) -> bytes:
    """The text in UTF-8, from the encodings that Windows programs write."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    return data.removeprefix(BOM)


class _Search:
    """Looks for records by their shape where lines do not tell them."""

    def __init__(self, found: Salvage, patience: int) -> None:
        self.table = "documents"
        self._found = found
        self._patience = patience

    def through(self, rest: list[bytes]) -> None:
        """Search the lines that were no records, and empty the list."""
        if not rest:
            return
        text = b"\n".join(rest).decode("utf-8", errors="replace")
        rest.clear()
        whole = list(self._spans(text))
        end = 0
        for start, stop in [*whole, (len(text), len(text))]:
            self._leave(text[end:start])
            end = stop

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The places of what was taken."""
        place = 0
        while key := _KEY.search(text, place):
            start = key.end() - 1
            try:
                value, end = _DECODER.raw_decode(text, start)
            except (ValueError, RecursionError) as error:
                reached = getattr(error, "pos", len(text))
                self._patience -= reached - start
                place = key.end() if self._patience > 0 else max(reached, key.end())
                continue
            if self._take(key[1], value):
                yield key.start(), end
            place = end

    def _take(self, key: str, value: dict[str, Any]) -> bool:
        number = key if is_number(key) and len(key) < 19 else ""
        if value and all(is_number(name) and isinstance(record, dict) for name, record in value.items()):
            for name, record in value.items():
                _keep(self._found, key, name if len(name) < 19 else "", record)
        elif _table_of(value):
            _keep(self._found, self.table, number, value)
        elif _is_document(value):
            _keep(self._found, "documents", number, {"uid": value["uid"], "document": value})
        elif number and not _is_part(value):
            _keep(self._found, self.table, number, value)
        else:
            return False
        return True

    def _leave(self, text: str) -> None:
        """Tell what is left of a text, when a clerk's words may be in it."""
        if any(character > " " and character not in '{}[],:"' for character in text[:200]):
            self._found.fragments.append(text)


def _keep(found: Salvage, table: str, number: str, value: Mapping[str, Any], line: bytes = b"") -> None:
    """Keep a record, in the table that its shape tells if it does; its line as it was where it can be."""
    if line:
        try:
            orjson.loads(line)
        except orjson.JSONDecodeError:
            line = b""
    found.add(_table_of(value, table) or table, number, line or _line(value))


def _table_of(value: Mapping[str, Any], table: str = "") -> str:
    """The table that a record belongs to by its shape, where it was found in another; else nothing."""
    match value:
        case {"document": dict(), "at": str(), "by": str()}:
            return "bin"
        case {"document": dict()}:
            return "documents"
        case {"revisions": list()}:  # so do other tables that grow by entries
            return table if table not in {"", "documents", "bin", "forms", "conflicts"} else "history"
        case {"ref": str(), "toml": str()}:
            return "forms"
        case {"table": str(), "number": str(), "ours": _}:
            return "conflicts"
    return ""


def _is_document(value: Mapping[str, Any]) -> bool:
    return {"uid", "form", "texts", "rows"} <= value.keys()


def _is_part(value: Mapping[str, Any]) -> bool:
    """Whether it is no record but a part of one: texts, a summary, a row."""
    return not value or all(isinstance(member, str) for member in value.values())


def _line(value: Mapping[str, Any]) -> bytes:
    text, _ = clean(json.dumps(value, ensure_ascii=False))
    line: bytes = encode(json.loads(text))
    return line


def _parsed(line: bytes) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        try:
            return _DECODER.decode(line.decode("utf-8", errors="replace"))
        except (ValueError, RecursionError):
            return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; what stands twice under a key is kept twice."""
    value: dict[str, Any] = {}
    for key, member in pairs:
        name = key
        while name in value and value[name] != member:
            name += "（重复）"
        value[name] = member
    return value


def _number(digits: str) -> int | float | str:
    """A number that JSON can say, else its text."""
    if len(digits) > 300:
        return digits
    value = float(digits) if not digits.lstrip("-").isdecimal() else int(digits)
    return value if abs(value) < float("inf") else digits


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_number, parse_int=_number, parse_constant=str, strict=False
)


def name_in(fragment: str) -> str:
    """What the project of a fragment was called; empty when that cannot be read."""
    name = _NAME.search(fragment)
    return _said(name[1]) if name else ""


def words_in(fragment: str) -> list[str]:
    """The texts in a fragment, in their order."""
    return [_said(text) for text in _TEXT.findall(fragment)]


def _said(text: str) -> str:
    try:
        return clean(json.loads(f'"{text}"', strict=False))[0]
    except ValueError:
        return clean(text)[0]
