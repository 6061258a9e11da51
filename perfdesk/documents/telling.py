"""What an edit did, in a clerk's words: a line of history.

Edits come as `codec.edit_to_json` tells them. A long text is shown around the place where it changed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.documents.spans import spans
from perfdesk.documents.status import DRAFT
from perfdesk.forms.spec import FormSpec

_SHOWN = 40
"""Characters of a text that are shown whole"""
_AROUND = 6
"""Characters shown on either side of what changed"""
_BLANK = "（空）"


def told(edit: Mapping[str, Any], form: FormSpec | None, document: Document | None) -> str:
    """An edit in one line: `年度金额：2,695.91 → 2,700.00`, `删去一行：凭证装订份数`.

    `document`: as it is now, to number its rows by; without a form, fields are called by their keys.
    """
    before, after = edit["before"], edit["after"]
    match edit["edit"]:
        case "set":
            shown = " → ".join(_around(before or "", after or ""))
            return f"{_place(str(edit['address']), form, document)}：{shown}"
        case "insert":
            return f"增加一行{_named(after, form)}"
        case "remove":
            return f"删去一行{_named(before, form)}"
        case "move":
            row = document.row(edit["address"]) if document else None
            name = _named({"texts": row.texts} if row else None, form)
            return f"移动一行{name}：移到第 {edit['index'] + 1} 行"
        case "mark":
            return _mark(before, after)
        case "tray":
            return _tray(before or [], after)
        case "put":
            return "整张表换了内容" if before else "放入项目库"
        case _:
            return "移入回收站"


def _place(address: str, form: FormSpec | None, document: Document | None) -> str:
    row, key = Address.parse(address)
    name = form.label_of(key) if form else key
    if not row:
        return name
    number = document.row_number(row) if document else None
    return f"第 {number} 行{name}" if number else f"已删去的一行{name}"


def _named(row: Mapping[str, Any] | None, form: FormSpec | None) -> str:
    """What a row is about: the first of its own cells that says something."""
    texts: Mapping[str, str] = row["texts"] if row else {}
    keys = [cell.key for cell in form.rows.cells if not cell.merge] if form else list(texts)
    name = next((texts[key] for key in keys if texts.get(key)), "")
    return f"“{_line(name)}”" if name else ""


def _mark(before: Mapping[str, str] | None, after: Mapping[str, str] | None) -> str:
    kind = (after or before or {}).get("kind", "")
    said = [(mark or {}).get("message") or (mark or {}).get("code", "") for mark in (before, after)]
    if kind == "status":
        return f"状态：{' → '.join(word or DRAFT for word in said)}"
    name = _MARKS.get(kind, "标注")
    return f"{name}：{_line(said[1])}" if after else f"取消{name}：{_line(said[0])}"


_MARKS = {
    "repair": "读入时的修正",
    "acknowledged": "保留意见",
    "check": "复核",
    "comment": "退回意见",
}


def _tray(before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]) -> str:
    """What came into the tray, and what went out of it."""
    was, now = (Counter(stray["text"] for stray in tray) for tray in (before, after))
    parts = [
        f"{verb}：{'、'.join(_line(_around(text, '')[0]) for text in texts)}"
        for verb, texts in (("待放栏取出", was - now), ("放入待放栏", now - was))
        if texts
    ]
    return "；".join(parts) or "待放栏换了次序"


def _around(before: str, after: str) -> tuple[str, str]:
    """Two texts, and of long ones what differs with a few characters around it."""
    if max(len(before), len(after)) <= _SHOWN:
        return _line(before) or _BLANK, _line(after) or _BLANK
    parts = spans(before, after)
    head = len(parts[0].text) if parts[0].fate == "same" else 0
    tail = len(parts[-1].text) if parts[-1].fate == "same" else 0
    start = max(head - _AROUND, 0)
    cut = []
    for text in (before, after):
        end = min(len(text) - tail + _AROUND, len(text))
        middle = text[start:end]
        if len(middle) > 2 * _SHOWN:
            middle = f"{middle[:_SHOWN]}……{middle[-_AROUND:]}"
        cut.append(f"{'…' if start else ''}{middle}{'…' if end < len(text) else ''}")
    return _line(cut[0]) or _BLANK, _line(cut[1]) or _BLANK


def _line(text: str) -> str:
    return " ⏎ ".join(text.replace("\t", " ").splitlines())
