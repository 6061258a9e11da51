"""The drawn lines of a page → cells: a place that no line parts from its neighbour is one cell with it.

Nothing is guessed from the texts. Points are counted from the upper left corner.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfdesk.pdfium import Line

_NEAR = 2.5
"""Points; lines as close are one."""
_MOST = 400
"""Lines in one direction on a page; more are no form."""


class Box(NamedTuple):
    """A cell: the first and last of its rows and columns, and where it lies."""

    row: int
    column: int
    left: float
    right: float
    top: float
    bottom: float


def snapped(values: Iterable[float]) -> list[float]:
    """The values, those close to each other as one; a chain of close ones does not melt into one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found[:_MOST]


def columns_of(lines: Sequence[Line]) -> list[float]:
    """Where lines go down, and where those across end at either side: a table may be open there."""
    ends = [end for line in lines if not _goes_down(line) for end in (line.x0, line.x1)]
    sides = [min(ends), max(ends)] if ends else []
    return snapped([*sides, *(line.x0 for line in lines if _goes_down(line))])


class Ruled:
    """The cells of a page with the given lines; `columns` may be more than its own."""

    def __init__(self, lines: Sequence[Line], columns: Sequence[float]) -> None:
        across = [line for line in lines if not _goes_down(line) and line.x1 - line.x0 > _NEAR]
        down = [line for line in lines if _goes_down(line) and line.y1 - line.y0 > _NEAR]
        self._xs, self._ys = list(columns), snapped(line.y0 for line in across)
        self._width = len(self._xs) + 1
        self._walls_below: set[tuple[int, int]] = set()
        self._walls_right: set[tuple[int, int]] = set()
        for line in across:
            below = _nearest(self._ys, line.y0)
            for column in range(_nearest(self._xs, line.x0), _nearest(self._xs, line.x1)):
                self._walls_below.add((below, column + 1))
        for line in down:
            right = _nearest(self._xs, line.x0)
            for row in range(_nearest(self._ys, line.y0), _nearest(self._ys, line.y1)):
                self._walls_right.add((row + 1, right))
        self._close()
        self._boxes = self._joined()

    def box(self, x: float, y: float) -> Box | None:
        """The cell at a point; None outside of all of them."""
        row, column = bisect_right(self._ys, y), bisect_right(self._xs, x)
        return self._boxes.get((row, column))

    def _close(self) -> None:
        """Put walls around: a cell that goes on overleaf has none below, a table may lack its sides."""
        last = self._width - 1
        for row in (0, len(self._ys) - 1):
            self._walls_below.update((row, column) for column in range(1, last + 1))
        for row in {row for row, _ in self._walls_right}:
            self._walls_right.update(((row, 0), (row, last - 1)))

    def _joined(self) -> dict[tuple[int, int], Box]:
        """Place → its cell, for every place that is not open to the outside."""
        roots = Roots((len(self._ys) + 1) * self._width)
        for row in range(len(self._ys) + 1):
            for column in range(self._width):
                at = row * self._width + column
                if column + 1 < self._width and (row, column) not in self._walls_right:
                    roots.join(at, at + 1)
                if row < len(self._ys) and (row, column) not in self._walls_below:
                    roots.join(at, at + self._width)
        members: dict[int, list[tuple[int, int]]] = {}
        for at in range((len(self._ys) + 1) * self._width):
            members.setdefault(roots.find(at), []).append(divmod(at, self._width))
        boxes: dict[tuple[int, int], Box] = {}
        for root, places in members.items():
            if root == roots.find(0):
                continue
            rows, columns = [row for row, _ in places], [column for _, column in places]
            top, bottom = min(rows), max(rows)
            left, right = min(columns), max(columns)
            if top < 1 or left < 1 or bottom >= len(self._ys) or right >= len(self._xs):
                continue
            box = Box(top, left - 1, self._xs[left - 1], self._xs[right], self._ys[top - 1], self._ys[bottom])
            boxes.update(dict.fromkeys(places, box))
        return boxes


class Roots:
    """Which places belong together."""

    def __init__(self, count: int) -> None:
        self._roots = list(range(count))

    def find(self, at: int) -> int:
        """The place that stands for all that belong to one."""
        roots = self._roots
        while roots[at] != at:
            roots[at] = roots[roots[at]]
            at = roots[at]
        return at

    def join(self, one: int, other: int) -> None:
        """Let two places belong together."""
        self._roots[self.find(other)] = self.find(one)


def _goes_down(line: Line) -> bool:
    return line.y1 - line.y0 > line.x1 - line.x0


def _nearest(values: Sequence[float], value: float) -> int:
    """The number of the value nearest to another; 0 without any."""
    at = bisect_right(values, value)
    near = [number for number in (at - 1, at) if 0 <= number < len(values)]
    return min(near, key=lambda number: abs(values[number] - value), default=0)
