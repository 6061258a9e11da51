"""Which cell of an indicator row belongs under which head of its table.

Extraction drops blank cells, and clerks slip by a column; so a row is tried at several places, and the level
names and the grammar of values tell which one it is. The place of a level name counts before the word.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from perfdesk.exchange.levels import NO_LEVEL, LevelNames
from perfdesk.forms.target_value import read_target

Way = Literal["", "right", "left"]


class Head(NamedTuple):
    """A head of the table: its column, the row key (or part of one) below it, and its words.

    The key is empty for a column that the form does not have.
    """

    column: int
    key: str
    label: str


class Fit(NamedTuple):
    """A row under the heads."""

    texts: dict[str, str]
    """Key → text."""
    others: list[tuple[str, str]]
    """Texts below heads that the form does not have, each with the words of the head."""
    more: list[str]
    """Texts behind the value: a number or a unit without a head of its own."""
    left: list[str]
    """Texts below no head."""
    way: Way = ""
    """Where the row had slipped to."""


class Table:
    """The heads of an indicator table, from left to right, and the rows that are fitted below them."""

    def __init__(self, heads: Sequence[Head], levels: LevelNames) -> None:
        self.heads = tuple(heads)
        self._levels = levels
        self._packed = tuple(head._replace(column=number) for number, head in enumerate(heads))

    def fit(self, cells: tuple[str, ...]) -> Fit | None:
        """The best way to read a row; None when it is no row of this table."""
        straight = _placed(cells, self.heads)
        if self._is_plain(straight):
            return straight
        best, best_score = None, 0
        for fit in self._ways(cells, straight):
            score = self._score(fit)
            if best is None or score > best_score:
                best, best_score = fit, score
        return best if best and self._is_row(best) else None

    def _is_plain(self, fit: Fit) -> bool:
        """Whether nothing speaks against a row as it stands."""
        texts, find = fit.texts, self._levels.find
        return (
            not fit.left
            and not fit.more
            and bool(texts.get("name"))
            and bool(texts.get("value"))
            and (not (first := texts.get("level1")) or find(first).is_first)
            and (not (second := texts.get("level2")) or find(second).is_second)
            and find(texts["name"]) is NO_LEVEL
        )

    def _ways(self, cells: tuple[str, ...], straight: Fit) -> Iterator[Fit]:
        yield straight
        slipped = cells[1:] if not cells[0] else ()
        if slipped:
            yield _placed(slipped, self.heads)._replace(way="right")
        if self._packed != self.heads:
            yield _placed(cells, self._packed)
            if slipped:
                yield _placed(slipped, self._packed)._replace(way="right")
        solid = tuple(text for text in cells if text)
        if len(solid) == 1 and self._levels.find(solid[0]) is NO_LEVEL:
            return
        first = next(column for column, text in enumerate(cells) if text)
        for start, head in enumerate(self.heads[:3]):
            way: Way = "" if first == head.column else "right" if first > head.column else "left"
            yield _placed(("",) * start + solid, self._packed)._replace(way=way)

    def _score(self, fit: Fit) -> int:
        """How well names and values agree with the heads they are read under."""
        texts, find = fit.texts, self._levels.find
        first, second = texts.get("level1", ""), texts.get("level2", "")
        level1, level2 = find(first), find(second)
        score = -5 * len(fit.left) - 2 * len(fit.more)
        if first:
            score += 3 if level1.is_first else -6 if level1.is_second else -4 if is_figure(first) else -1
        if second:
            score += 3 if level2.is_second else -6 if level2.is_first else -4 if is_figure(second) else -1
            score += level2.is_under(level1)
        if fit.way == "right" and level1.is_second and not level2.is_under(level1):
            score -= 4  # the word alone would have made it a first level
        name, value = texts.get("name", ""), texts.get("value", "")
        score += (-4 if is_figure(name) else 0 if find(name) is NO_LEVEL else -3) if name else -2
        score += (2 if is_figure(value) else 0 if find(value) is NO_LEVEL else -6) if value else -3
        return score

    def _is_row(self, fit: Fit) -> bool:
        """A row has a name or a value, or is the place kept for a level; unknown levels need a value."""
        texts, find = fit.texts, self._levels.find
        if not texts.get("value") and is_figure(texts.get("name", "")):
            return False
        unknown = any(
            text and find(text) is NO_LEVEL for text in (texts.get("level1", ""), texts.get("level2", ""))
        )
        if unknown:
            return bool(texts.get("name") and texts.get("value")) and not fit.left
        return any(texts.values())


def is_figure(text: str) -> bool:
    """Whether a text is a value with a number or a day, and nothing else."""
    target = read_target(text)
    return target is not None and target.kind != "qualitative" and not target.base


def _placed(cells: tuple[str, ...], heads: tuple[Head, ...]) -> Fit:
    """The cells under heads at their columns; what stands right of the last key's column may continue it."""
    fit = Fit({}, [], [], [])
    starts = {head.column: head for head in heads}
    over: Head | None = None
    for column, text in enumerate(cells):
        head = starts.get(column)
        over = head or over
        if not text:
            continue
        if head and head.key:
            fit.texts[head.key] = text
        elif head:
            fit.others.append((head.label, text))
        elif over and over.key == "value" and fit.texts.get("value"):
            fit.more.append(text)
        else:
            fit.left.append(text)
    return fit
