"""Target values that a paper splits over columns: operator, number and unit become one text again."""

import re
from typing import NamedTuple

from perfdesk.forms.operators import IN_FRONT
from perfdesk.forms.spelling import narrow, squeeze
from perfdesk.forms.target_value import read_target

_OPERATOR = re.compile(IN_FRONT)
_SHARE = re.compile(r"0?\.[0-9]+|1(?:\.0+)?")
_DIGIT = re.compile("[0-9０-９]")


class Joined(NamedTuple):
    """A value made of several cells, in the order of the paper."""

    text: str
    parts: tuple[str, ...]
    """The cells that it was made of; one where nothing was joined."""
    left: tuple[str, ...]
    """Cells that are no part of it: 正向, a unit that contradicts the value."""


def join_value(operator: str, number: str, more: list[str], unit: str) -> Joined:
    """One text of the cells below 计算符号, 指标值 (and right of it) and 计量单位.

    The cells' own words are never changed. What the value says already is not said twice.
    """
    left: list[str] = []
    parts = [number] if number else []
    for text in more:
        (parts if _continues("".join(parts), text) else left).append(text)
    text = "".join(parts)
    if operator:
        if not is_operator(operator) or not _DIGIT.search(text) or _has_operator(text):
            if not _says(text, operator):
                left.insert(0, operator)
        else:
            parts.insert(0, operator)
            text = operator + text
    if unit and not text.endswith(unit):
        if _DIGIT.search(text) and not _has_unit(text):
            parts.append(unit)
            text += unit
        else:
            left.append(unit)
    return Joined(text, tuple(parts), tuple(left))


def is_operator(text: str) -> bool:
    """Whether a cell holds an operator and nothing else; under 指标性质 it may also say 正向."""
    return bool(_OPERATOR.fullmatch(narrow(squeeze(text))))


def is_share_of_one(number: str, unit: str) -> bool:
    """Whether a percentage may have been stored as a share: 0.95 or 1 beside a unit of %."""
    return squeeze(narrow(unit)) in {"%", "百分比"} and bool(_SHARE.fullmatch(squeeze(narrow(number))))


def _continues(text: str, more: str) -> bool:
    """Whether the cell right of an operator or a number goes on with the same value."""
    if is_operator(text):
        return bool(_DIGIT.match(more))
    target = read_target(text + more)
    return not _has_unit(text) and target is not None and target.kind != "qualitative"


def _has_operator(text: str) -> bool:
    target = read_target(text)
    return target is not None and bool(target.operator)


def _has_unit(text: str) -> bool:
    target = read_target(text)
    return target is None or target.kind == "qualitative" or bool(target.unit)


def _says(text: str, operator: str) -> bool:
    return narrow(squeeze(text)).startswith(narrow(squeeze(operator))) and is_operator(operator)
