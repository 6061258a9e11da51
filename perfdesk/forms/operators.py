"""The operators of target values: the five signs and how else they are written.

To add a spelling, give it to its sign in one of the two tables; half width, since texts are narrowed first.
"""

import re
from typing import Literal

Operator = Literal["", "≥", "≤", "=", ">", "<"]

_IN_FRONT: dict[Operator, str] = {
    "≥": "≥ >= => ≧ ⩾ 达到 达 至少 最少 最低 大于等于 大于或等于 高于或等于",
    "≤": "≤ <= =< ≦ ⩽ 至多 最多 最高 小于等于 小于或等于 低于或等于",
    "=": "= == 等于 二",  # 二 is what character recognition makes of =
    ">": "> 超过 超出 超 高于 大于 多于 晚于 迟于",
    "<": "< 低于 小于 少于 早于",
}
_BEHIND: dict[Operator, str] = {
    "≥": "以上 及以上 或以上 之上",
    "≤": "以内 之内 内 以下 及以下 或以下 之下",
}
_NEGATIONS = ("不", "不得", "不能", "不应", "不可", "不会", "不允许", "未", "没有")
_NEGATED: dict[Operator, Operator] = {">": "≤", "<": "≥"}

MEANING: dict[str, Operator] = {
    spelling: sign
    for table in (_IN_FRONT, _BEHIND)
    for sign, row in table.items()
    for spelling in row.split()
} | {
    negation + word: negated
    for sign, negated in _NEGATED.items()
    for word in _IN_FRONT[sign].split()[1:]
    for negation in _NEGATIONS
}
"""Spelling → sign."""

_TOGETHER: dict[tuple[Operator, Operator], Operator] = {(">", "≥"): ">", ("<", "≤"): "<"}
_behind = {spelling for row in _BEHIND.values() for spelling in row.split()}


def _any_of(spellings: set[str]) -> str:
    return "|".join(map(re.escape, sorted(spellings, key=lambda spelling: (-len(spelling), spelling))))


IN_FRONT = rf"(?:达到?)?(?:{_any_of(set(MEANING) - _behind)})".replace("二", "二(?=[0-9])")
"""A pattern for an operator before the number; 达到 may lead another one: 达到≥95%."""
BEHIND = _any_of(_behind)
"""A pattern for an operator after the number."""
WORDS = _any_of({spelling for spelling in set(MEANING) - _behind if re.match(r"\w", spelling)} - {"二"})
"""A pattern for an operator in words before the number."""


def meaning(front: str, behind: str) -> Operator | None:
    """What the operators before and after a number say together (达到95%以上); None when they disagree."""
    before = MEANING.get(front) or MEANING.get(front.removeprefix("达").removeprefix("到"), "")
    after = MEANING.get(behind, "")
    if not before or not after or before == after:
        return before or after
    return _TOGETHER.get((before, after))
