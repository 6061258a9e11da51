"""Fixes that move an indicator to another second level: its levels are written anew, and the row goes there.

A move is put forward only where it can reveal nothing: the level that is left keeps other indicators, and no
rule has anything to say of the row at its new place.
"""

from collections.abc import Sequence

from perfdesk.documents.edits import MoveRow, SetText
from perfdesk.documents.finding import Fix
from perfdesk.rules.case import Case, Line
from perfdesk.rules.completeness import BENEFIT
from perfdesk.rules.wording import grade_of

_COSTS = frozenset(("成本指标", "经济成本指标"))
_FEW = 30
"""Counts up to this many are held against what the goal lists (SEM-19)."""


def move(case: Case, line: Line, second: str) -> Fix | None:
    """The row moved below another second level of its own framework; None where that may reveal something."""
    parents = [first for first in case.levels.parents(second) if second in case.levels.seconds_of(first)]
    if (
        len(parents) != 1
        or not _may_leave(case, line, parents[0], second)
        or not _may_arrive(case, line, parents[0], second)
    ):
        return None
    last = _last_but(line, case.last.get((parents[0], second), ()))
    last = last or _last_but(line, case.last.get((parents[0], ""), ()))
    if not last:
        return None
    place = last.number - (last.number > line.number)
    edits = [
        SetText(line.at(key), text)
        for key, text in (("level1", parents[0]), ("level2", second))
        if line.row.text(key) != text
    ]
    return Fix(f"移到「{second}」", (*edits, MoveRow(line.row.uid, place)), safe=False)


def _may_leave(case: Case, line: Line, first: str, second: str) -> bool:
    """Whether what stays behind is as complete as it was, and takes no level from this row."""
    below = case.lines[line.number : line.number + 1]
    is_apart = all(each.level1 and each.level2 for each in (line, *below)) and not line.shift
    standing = line.standing
    if not is_apart or "weight" in case.row_keys or grade_of(case, line):
        return False
    if case.name_counts.get(line.name, 0) > 1:
        return False  # which of them is said to be repeated depends on their order
    is_own = any(level.name == standing.first for level in case.levels.own.level1)
    if not is_own:
        return second in _COSTS  # a cost of the other framework counts as one, and must go on doing so
    if standing.second_fault == "misplaced" and second != standing.second:
        return False
    if first == standing.first == BENEFIT and not standing.second_fault:
        return True
    # of a benefit that is the last one in figures, CMP-11 would speak
    alike = standing.first if standing.second_fault == "misplaced" else standing
    return case.figures.get(alike, 0) > (line.is_figure and not standing.second_fault)


def _may_arrive(case: Case, line: Line, first: str, second: str) -> bool:
    """Whether no rule has anything to say of the row at its new place."""
    target, vocabulary = line.target, case.vocabulary
    if not target or not any(each.standing.first == first for each in case.indicators if each is not line):
        return False
    usual = vocabulary.at_end("belongs", line.name)[1]
    if usual and second not in usual:
        return False
    if second in _COSTS and any(_is_cost_elsewhere(each) for each in case.lines if each is not line):
        return False
    is_money = line.unit.partition("/")[0].endswith("元")
    is_share = line.unit == "%"
    match second:
        case "成本指标" | "经济成本指标":
            return is_money and target.operator not in ("≥", ">")
        case "数量指标":
            return not is_money and not is_share and (target.number or 0) > _FEW
        case "时效指标" | "服务对象满意度指标":
            return is_share
        case "质量指标":
            return not is_money
        case "生态效益指标":
            return not vocabulary.found(line.name, "meaning.not-nature")
    return not vocabulary.found(line.name, "names.lifetime")


def _last_but(line: Line, rows: Sequence[Line]) -> Line | None:
    """The last of some rows that is not this one."""
    return next((each for each in reversed(rows) if each is not line), None)


def _is_cost_elsewhere(line: Line) -> bool:
    """Whether a row is a cost in the way of another framework: beside one in the own way, STR-09 speaks."""
    standing = line.standing
    is_foreign = "foreign" in (standing.first_fault, standing.second_fault)
    return is_foreign and not _COSTS.isdisjoint((standing.first, standing.second))
