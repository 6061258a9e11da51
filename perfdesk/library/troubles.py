"""What the doctor may find, in a clerk's words; and what is found in the text of a file and in records.

To look for something more in every record: a line in `_of_document`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import orjson

from perfdesk.documents.codec import revision
from perfdesk.forms.catalogue import shipped_refs
from perfdesk.library import bin as the_bin
from perfdesk.library import history
from perfdesk.library.lines import decode
from perfdesk.library.preparing import DOCUMENTS
from perfdesk.library.records import document_of, head
from perfdesk.library.rows import listed
from perfdesk.library.whole_file import OURS
from perfdesk.strictjson import BOM, read_strict_json

Lines = Mapping[str, Mapping[str, bytes]]
_MUCH = 1_000_000
"""Bytes of a record that nobody typed"""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is not as it should be."""

    place: str
    """The file's name, or 「project」"""
    what: str
    remedy: str
    is_serious: bool = True
    """False: nothing is lost and nothing has to be done"""

    def __str__(self) -> str:
        return f"{self.place}：{self.what}；{self.remedy}。"


def ailment(data: bytes) -> str:
    """Why the text of a library cannot be read, for a clerk; a clause without a full stop."""
    if not data.strip(b"\0 \r\n\t"):
        return "文件是空的，或只有空字节（可能是写入时断电）"
    try:
        read_strict_json(data)
    except UnicodeDecodeError:
        return "文字编码不是 UTF-8，可能被其他程序另存过，或有几处损坏"
    except json.JSONDecodeError as error:
        if end_of_value(data):
            return "完整的内容后面还有多余的字节（其他程序写入时中断留下的）"
        if not error.doc.rstrip("\0 \r\n\t").endswith("}"):
            return "文件不完整，后面一部分缺失（可能是写入或复制时中断）"
        return f"第{error.lineno}行附近的内容损坏"
    except ValueError as error:
        for word, told in _WORDS.items():
            if word in str(error):
                return told
        return "内容损坏"
    if OURS.encode() in data:
        return "表的名称或编号损坏"
    return "不是 perfdesk 的项目库"


_WORDS = {
    "stands twice": "有两张同名的表，或一个编号出现了两次",
    "not JSON": "含有不是数字的数值",
    "beyond": "含有大得无法表示的数值",
    "digits": "含有大得无法表示的数值",
    "nested": "括号嵌套过深，不是正常的项目库",
}


def end_of_value(data: bytes) -> int:
    """Where a whole JSON value ends in a text, in bytes, when something follows that is none; else 0."""
    text = data.removeprefix(BOM).decode("utf-8", errors="replace")
    try:
        value, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return 0
    if not isinstance(value, dict) or not text[end:].strip():
        return 0
    return len(data) - len(data.removeprefix(BOM)) + len(text[:end].encode("utf-8"))


def is_laid_out_as_ours(data: bytes) -> bool:
    """Whether a text ends as ours, where it should: then a wrong sum is damage, not another program's way."""
    data = data.removeprefix(BOM)
    start = data.rfind(b'\n"%b":' % OURS.encode()) + 1
    try:
        return bool(start and orjson.loads(b"{" + data[start:])[OURS]["1"]["size"] == start)
    except (ValueError, KeyError, TypeError):
        return False


def named(line: bytes, number: str) -> str:
    """What a record's project is called, 「…」, with its year."""
    summary = head(line).get("summary")
    words = summary if isinstance(summary, dict) else {}
    name, year = words.get("name"), words.get("year")
    if not (isinstance(name, str) and name):
        return f"第{number}号表"
    return f"「{name}」（{year}年）" if isinstance(year, str) and year.isdecimal() else f"「{name}」"


def in_tables(tables: Lines, *, is_proven: bool) -> Iterator[Trouble]:
    """What is not right with the records; `is_proven`: the sum of the file is right."""
    known = {*shipped_refs(), *_carried(tables)}
    uids: dict[str, str] = {}
    for number, line in tables.get(DOCUMENTS, {}).items():
        name = named(line, number)
        yield from _of_document(name, line, known, is_proven=is_proven)
        uid = head(line).get("uid")
        if isinstance(uid, str):
            if uid in uids:
                yield Trouble(name, f"与{uids[uid]}的内部编号相同，只能打开其中一张", MEND)
            uids.setdefault(uid, name)
    for number, line in tables.get(the_bin.TABLE, {}).items():
        yield from _of_document(f"回收站中的{named(line, number)}", line, known, is_proven=is_proven)
    yield from _of_history(tables)


MEND = "请运行 perfdesk doctor --repair，另存一份修好的项目库"
RESCUE = "请运行 perfdesk doctor --rescue 文件夹，取出能读出的内容"
_ASIDE = "内容已原样保留，其他表不受影响，请升级 perfdesk 或用备份核对"


def _of_document(name: str, line: bytes, known: set[str], *, is_proven: bool) -> Iterator[Trouble]:
    if len(line) > _MUCH:
        size = f"约 {len(line) / 1e6:.0f} MB"
        yield Trouble(name, f"内容特别长（{size}）", "请核对是否误粘贴", is_serious=False)
    try:
        document = document_of(line)
    except ValueError:
        yield Trouble(name, "这张表无法识别（已损坏，或由更高版本保存）", _ASIDE)
        return
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        value = decode(line)
        yield Trouble(name, "含有残缺的字符，显示为“\ufffd”", "请打开这张表，对照原件改正")
    if value.get("uid") != document.uid:
        yield Trouble(name, "两处内部编号不一致，无法打开", MEND)
    if document.form not in known:
        what = f"所用的表样「{document.form}」不在这台电脑上，也没有随库保存"
        yield Trouble(name, what, "文字都在，请升级 perfdesk，或请原单位用数据包发来")
    if not is_proven and value.get("revision") != revision(document):
        yield Trouble(name, "内容与保存时的校验不符", "请打开这张表，对照原件核对")


def _of_history(tables: Lines) -> Iterator[Trouble]:
    owners = {**tables.get(the_bin.TABLE, {}), **tables.get(DOCUMENTS, {})}
    left = 0
    for number, line in tables.get(history.TABLE, {}).items():
        left += number not in owners
        entries = history.unpacked(listed(line))
        if not entries or any(isinstance(entry, str) for entry in entries):  # a text that stayed packed
            name = named(owners[number], number) if number in owners else f"第{number}号表"
            what = "一部分修改记录无法识别" if entries else "修改记录无法识别"
            yield Trouble(name, what, "表本身不受影响；已原样保留")
    if left:
        what = f"有 {left} 份修改记录，它们的表已不在项目库和回收站中"
        yield Trouble("修改记录", what, "不影响使用", is_serious=False)


def _carried(tables: Lines) -> Iterator[str]:
    for line in tables.get("forms", {}).values():
        record = head(line)
        if isinstance(record.get("ref"), str):
            yield record["ref"]
