"""TXT and PRT: the characters of every text, whatever field it stands in."""

import re
from collections.abc import Iterator

from perfdesk.documents.address import Address, field
from perfdesk.rules.case import Case
from perfdesk.rules.rule import PRACTICE, Verdict, rule
from perfdesk.typeface import uncovered

# C0 and C1 but for tab and line break, the replacement sign, no-characters; what a wrong encoding leaves
_GARBLED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd-\uffff\ud800-\udfff]|锟斤拷|烫烫烫|屯屯屯|锘挎|ï»¿|â€"
)


@rule(
    "TXT-08", "文字含乱码", severity="error", basis=PRACTICE,
    why="乱码或看不见的控制字符多为复制、转码时损坏的文字，打印和导入系统都会出错。",
    example="按原件重新录入这几个字",
)  # fmt: skip
def garbled_text(case: Case) -> Iterator[Verdict]:
    """A replacement sign, a control character, or what a wrong encoding leaves."""
    for address, text in _suspects(case, bool(_GARBLED.search(_everything(case)))):
        if found := _GARBLED.search(text):
            yield Verdict(
                address,
                f"{_place(case, address)}含乱码（{_named(found[0])}），请对照原件重新录入这几个字。",
            )


@rule(
    "PRT-01", "字体中没有这个字", severity="warning", basis=PRACTICE,
    why="程序自带的字体没有这个字，打印出来是空框，盖章后无法补救。",
    example="改用通用规范汉字，或用同音字加说明",
)  # fmt: skip
def unprintable_character(case: Case) -> Iterator[Verdict]:
    """A character that no bundled face has; garbled ones are TXT-08's."""
    for address, text in _suspects(case, bool(uncovered("".join(set(_everything(case)))))):
        missing = uncovered(_GARBLED.sub("", text))
        if missing:
            signs = "、".join(_named(char) for char in missing[:5]) + ("等" if len(missing) > 5 else "")
            yield Verdict(
                address, f"{_place(case, address)}中的{signs}没有可用的字形，打印为空框，请改用其他字。"
            )


def _everything(case: Case) -> str:
    rows = case.document.rows
    return "\n".join([*case.document.texts.values(), *(text for row in rows for text in row.texts.values())])


def _suspects(case: Case, is_any: bool) -> Iterator[tuple[Address, str]]:
    """Every text of the form with its address, if there is reason to look at them one by one."""
    if not is_any:
        return
    for cell, _ in case.form.fields():
        if text := case.document.texts.get(cell.key):
            yield field(cell.key), text
    for row in case.document.rows:
        yield from (
            (Address(row.uid, key), row.texts[key]) for key in case.form.row_keys() if row.texts.get(key)
        )


def _place(case: Case, address: Address) -> str:
    number = case.document.row_number(address.row) if address.row else None
    return (f"第{number}行" if number else "") + case.label(address.key)


def _named(char: str) -> str:
    """A character as a person can see it."""
    if len(char) > 1 or (char.isprintable() and char != "\ufffd"):
        return f"「{char}」"
    return f"不可见字符 U+{ord(char):04X}" if char != "\ufffd" else "「\ufffd」"
