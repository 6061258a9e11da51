"""TXT: signs, blanks and lengths; sentences of the template that were left."""

import re
from collections.abc import Iterator

from perfdesk.documents.address import Address, field
from perfdesk.documents.edits import SetText
from perfdesk.documents.finding import Fix
from perfdesk.rules.case import Case
from perfdesk.rules.goals import shortened
from perfdesk.rules.rule import PRACTICE, SYSTEM, Verdict, rule

_GOALS = ("goal.total", "goal.annual")
_CJK = "[\u3400-\u9fff》）”’」】〕%]"
_OPEN = "[\u3400-\u9fff《（“‘「【〔0-9]"
_HALF = re.compile(
    rf"(?<={_CJK})([,;:?!])[ \t]*(?=[\u3400-\u9fff《（“‘「【〔0-9]|$)"
    r"|(?<=[0-9A-Za-z])([,;])[ \t]*(?=[\u3400-\u9fff《“])"
)
_BLANK = re.compile("(?<=[\u3400-\u9fff，。；：、）》”])[ \t\u3000\xa0]+(?=[\u3400-\u9fff（《“])")
_FULL = str.maketrans(",;:?!", "，；：？！")
_BRACKETS = re.compile(r"[【\[［(（﹝]\s*((?:19|20)[0-9]{2})\s*[】\]］)）﹞]\s*(?=第?[0-9]+号)")


@rule(
    "TXT-04", "标点半角或多余空格", severity="info", basis=PRACTICE, fixable=True,
    why="中文里夹着半角逗号和空格，打印不整齐，公开也不规范。",
    example="根据工作需要，保障凭证装订顺利开展。",
)  # fmt: skip
def half_width(case: Case) -> Iterator[Verdict]:
    """Half-width signs and blanks between Chinese characters in goals and names; said and mended once."""
    mended = {address: (text, _punctuated(text)) for address, text in _texts(case)}
    odd = {address: texts for address, texts in mended.items() if texts[0] != texts[1]}
    if not odd:
        return
    first = field("goal.annual") if field("goal.annual") in odd else next(iter(odd))
    text, right = odd[first]
    at = next(
        index
        for index, (one, other) in enumerate(zip(text, right + " " * len(text), strict=False))
        if one != other
    )
    yield Verdict(
        first,
        f"{case.label(first.key)}中「{text[max(0, at - 4) : at + 4]}」"
        f"{f'等{len(odd)}处文字' if len(odd) > 1 else ''}夹有半角标点或多余空格，"
        f"建议改为「{_punctuated(text[max(0, at - 4) : at + 5])[: 4 + 4]}」。",
        Fix("规范标点", tuple(SetText(address, texts[1]) for address, texts in odd.items()), safe=True),
    )


def _punctuated(text: str) -> str:
    """Full-width signs between Chinese characters, no blanks there; with TXT-05's brackets, as one fix."""
    whole = (
        _HALF.sub(lambda found: (found[1] or found[2]).translate(_FULL), text)
        if _ODD_SIGN.search(text)
        else text
    )
    even = _BLANK.sub("", whole)
    return text if even == text else _BRACKETS.sub(r"〔\1〕", even)


_ODD_SIGN = re.compile("[,;:?!]")


@rule(
    "TXT-05", "文号括号不规范", severity="info", basis=PRACTICE, fixable=True,
    why="公文文号的年份用六角括号，写成方括号、圆括号都不规范。",
    example="〔2019〕95号",
)  # fmt: skip
def odd_brackets(case: Case) -> Iterator[Verdict]:
    """The year of a document number in other brackets."""
    for key, text in case.goals:
        if found := _BRACKETS.search(text):
            right = _BRACKETS.sub(r"〔\1〕", text)
            twins = [each for each in _GOALS if case.has(each) and case.text(each) == text]
            yield Verdict(
                field(key),
                f"{case.label(key)}中文号的「{found[0].strip()}」应写为「〔{found[1]}〕」，建议改正。",
                Fix("改为六角括号", tuple(SetText(field(each), right) for each in twins), safe=True),
            )


@rule(
    "TXT-06", "名称内有换行", severity="info", basis=PRACTICE, fixable=True,
    why="名称中间的换行、制表符多为复制带来的，导出、检索时会断成两段。",
    example="参训人员考核合格率",
)  # fmt: skip
def broken_name(case: Case) -> Iterator[Verdict]:
    """A line break or tab inside a name."""
    for address, text in case.titles:
        parts = [part for part in re.split("[\n\t]+", text.strip()) if part.strip()]
        if len(parts) > 1:
            whole = "".join(parts)
            yield Verdict(
                address,
                f"{case.label(address.key)}「{whole}」内有换行或制表符，建议去掉。",
                Fix("去掉换行", (SetText(address, whole),), safe=True),
            )


@rule(
    "TXT-10", "超过系统常见长度", severity="info", basis=SYSTEM,
    why="系统对名称、指标值和目标都有字数上限，超过的录不进去或被截断。",
    example="名称50字以内，目标1000字以内",
)  # fmt: skip
def too_long(case: Case) -> Iterator[Verdict]:
    """A name, value or goal longer than systems take."""
    name, value, goal = (int(case.number(f"{each}-limit")) for each in ("name", "value", "goal"))
    limits = [(address, text, name) for address, text in case.titles]
    limits += [(line.at("value"), line.value, value) for line in case.indicators]
    limits += [(field(key), text, goal) for key, text in case.goals]
    for address, text, limit in limits:
        if len(text) > limit:
            yield Verdict(
                address,
                f"{case.label(address.key)}「{shortened(text)}」共{len(text)}字，超过系统常见上限{limit}字，建议精简。",
            )


@rule(
    "TXT-11", "填写提示没有删掉", severity="info", basis=PRACTICE,
    why="模板里“请填写……”“示例：”这样的话是给填表人看的，留在表里就印出去了。",
    example="删去提示，只留实际内容",
)  # fmt: skip
def hint_left(case: Case) -> Iterator[Verdict]:
    """A hint sentence of the template in a cell."""
    for address, text in _texts(case):
        if words := case.vocabulary.found(text, "goals.hints"):
            yield Verdict(
                address,
                f"{case.label(address.key)}「{shortened(text)}」中还留着填写提示“{words[0]}”，请删去并填写实际内容。",
            )


def _texts(case: Case) -> Iterator[tuple[Address, str]]:
    """Goals (both) and names, as they were written."""
    yield from ((field(key), case.document.texts[key]) for key in _GOALS if case.has(key) and case.text(key))
    yield from case.titles
