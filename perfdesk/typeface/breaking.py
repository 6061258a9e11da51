"""Where a line of Chinese text may break, and a text broken into lines.

避头尾: closing marks never begin a line and opening marks never end one; the lists hold both widths, for the
forms mix them. A number stays whole and keeps its sign and its unit; a Latin word stays whole. When a line
offers no allowed break, words yield before marks do, and then everything does: a line always ends.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from perfdesk.typeface.face import Face

NEVER_FIRST = frozenset("、。，．：；？！）》〉】〕］｝」』”’％‰℃°…—～·・,.:;?!)]}>%")
NEVER_LAST = frozenset("（《〈【〔［｛「『“‘([{<￥¥$№＃#")

_BLANKS = " \u3000\t"
_ALNUM = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_UNITS = (
    "万平方米|平方公里|平方米|立方米|个百分点|百分点|个工作日|工作日|万人次|公里|千米|毫米|厘米|千克|公斤|小时|分钟"
    "|万元|亿元|万人|人次|人天|万亩|万吨|千瓦时|个月|季度|年度"
)
# What no line breaks: a date; signs, a word or number with its joints (1,200  a/b  10～20), its unit.
_WHOLE = re.compile(
    rf"\d{{2,4}}年\d{{1,2}}月(?:\d{{1,2}}日)?"
    rf"|[≥≤><＞＜=＝≠≈±+＋\-−¥￥$№#第]{{0,3}}"
    rf"[{_ALNUM}]+(?:(?:(?<=\d)[,:](?=\d)|[._/@&'’+\-–~～×*](?=[{_ALNUM}]))[{_ALNUM}]+)*"
    rf"(?:(?<=\d)(?:{_UNITS}|[\u3400-\u9fff]))?"
)


def wrap(text: str, width: float, size: float, face: Face) -> list[str]:
    """The lines of a text set in a column of this width; `width` and `size` in the same unit.

    At least one line. Breaks that were typed are kept; blanks at a break that was not typed are dropped;
    nothing else is lost. No line is wider than the column, unless one character is wider than it.
    """
    room = int(width * face.units / size)
    advances = face.widths
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if sum(map(advances.__getitem__, paragraph)) <= room:
            lines.append(paragraph)
        else:
            lines += _break(paragraph, room, face)
    return lines


def _break(text: str, room: int, face: Face) -> list[str]:
    """The lines of one paragraph that is wider than the room, in face units."""
    edges = list(accumulate(map(face.widths.__getitem__, text)))
    inside = {at for whole in _WHOLE.finditer(text) for at in range(whole.start() + 1, whole.end())}
    lines: list[str] = []
    start = 0
    while True:
        left = edges[start - 1] if start else 0
        end = max(bisect_right(edges, left + room, start), start + 1)
        if end >= len(text):
            return [*lines, text[start:]]
        while end < len(text) and text[end] in _BLANKS:  # blanks hang over the edge
            end += 1
        if end < len(text):
            end = _best(text, start, end, inside)
            end = _company(text, start, end, inside, lambda at: edges[-1] - edges[at - 1] <= room)
        lines.append(text[start:end].rstrip(_BLANKS))
        start = end
        if start == len(text):
            return lines


def _best(text: str, start: int, end: int, inside: set[int]) -> int:
    """The last place up to `end` where the line from `start` may break; `end` itself if there is none."""
    within = 0  # a place that breaks a word, but leaves the marks where they belong
    for at in range(end, start, -1):
        if _marks_allow(text, start, at):
            if at not in inside:
                return at
            within = within or at
    return within or end


def _marks_allow(text: str, start: int, at: int) -> bool:
    """Whether the marks on both sides of a place allow a break there."""
    if text[at] in NEVER_FIRST or text[at] in _BLANKS:
        return False
    before = text[start:at].rstrip(_BLANKS)[-1:]
    return before != "" and before not in NEVER_LAST


def _company(text: str, start: int, end: int, inside: set[int], fits: Callable[[int], bool]) -> int:
    """A break a little earlier, where `end` would leave a single character alone on the last line."""
    rest = text[end : end + 8]
    if end + 8 < len(text) or sum(char not in NEVER_FIRST and char not in _BLANKS for char in rest) > 1:
        return end
    for at in range(end - 1, max(start + 1, end - 6), -1):
        if at not in inside and _marks_allow(text, start, at) and fits(at):
            return at
    return end
