"""STR: whether each indicator stands at a place that the form's framework has."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from perfdesk.documents.address import Address
from perfdesk.documents.document import Mark, Row
from perfdesk.documents.edits import SetMark, SetText
from perfdesk.documents.finding import Fix
from perfdesk.rules.case import Case, Line
from perfdesk.rules.levels import read_level
from perfdesk.rules.moving import move
from perfdesk.rules.rule import BOTH, PRACTICE, SYSTEM, Verdict, rule

SHIFTED = "STR-01"
COST, OUTPUT = "成本指标", "产出指标"


@rule(
    SHIFTED, "整行右移一格", severity="error", basis=PRACTICE, fixable=True,
    why="一级指标名称落在二级指标列时，指标名称和指标值也跟着错位，系统和审核人员都会读错这一行。"
        "导入时自动左移的行，也要由填报人对照原件确认一次。",
    example="一级指标「效益指标」、二级指标「社会效益指标」、三级指标「参训人员知晓率」、指标值「≥85%」",
)  # fmt: skip
def shifted_row(case: Case) -> Iterator[Verdict]:
    """Rows that the import moved, until somebody confirms; rows that stand too far right."""
    for mark in case.document.marks:
        address = Address.parse(mark.address)
        row = case.document.row(address.row)
        if mark.kind == "repair" and mark.code == SHIFTED and row:
            yield Verdict(
                Address(row.uid, "level1"),
                f"{_what_was_moved(mark, row)}，无误后点“确认”。",
                Fix("确认已核对", (SetMark(mark.slot, None),), safe=False),
                words=mark.before,
            )
    if "level2" in case.row_keys:
        for line in case.lines:
            yield from _typed_too_far_right(case, line)


def _what_was_moved(mark: Mark, row: Row) -> str:
    """What the import says that it did, without the full stop."""
    told = mark.message or f"「{row.text('name')}」这一行整体右移了一格，已左移一格改正，请对照原件核对。"
    return told.removesuffix("。")


def _typed_too_far_right(case: Case, line: Line) -> Iterator[Verdict]:
    level1, level2 = line.row.text("level1"), read_level(line.row.text("level2"))
    is_plan = case.levels.is_over(read_level(level1))
    if line.shift:
        key, kind = ("level2", "一级") if case.levels.is_first_name(level2) else ("name", "二级")
        column = {"level2": "二级", "name": "三级"}[key]
        edits = tuple(SetText(line.at(cell), text) for cell, text in line.shift.items())
        yield Verdict(
            line.at("level1"),
            f"「{line.row.text(key)}」是{kind}指标，却填在{column}指标列，这一行疑似整体右移一格；请左移一格。",
            # a value may have line breaks, a name may not (TXT-06)
            None
            if re.search("[\n\t]", line.shift.get("name", ""))
            else Fix("整行左移一格", edits, safe=True),
            words="\t".join(line.row.texts.values()),
        )
    elif case.levels.is_only_first(level2) and not is_plan:
        yield Verdict(
            line.at("level2"),
            f"「{level2}」是一级指标，却填在二级指标列；请在二级指标列填写{_choices(case, line)}。",
        )


@rule(
    "STR-02", "一级指标不在指标框架内", severity="error", basis=BOTH, fixable=True,
    why="一级指标的名称由指标框架规定，写了别的名称，系统无法归类，审核会退回。用了另一套框架的名称时只作提醒。",
    example="产出指标、效益指标、满意度指标",
)  # fmt: skip
def unknown_first_level(case: Case) -> Iterator[Verdict]:
    """A first level of no known framework; of another framework, a warning; blank with nothing above it."""
    if "level1" not in case.row_keys:
        return
    names = "、".join(f"「{level.name}」" for level in case.levels.own.level1)
    for lines in _runs(case, lambda line: (line.level1, line.standing.first, line.standing.first_fault)):
        line, fault = lines[0], lines[0].standing.first_fault
        if line.level1 and fault == "unknown":
            meant = line.standing.first
            advice = f"「{meant}」" if meant else f"{names}之一"
            yield Verdict(
                line.at("level1"),
                f"一级指标「{line.level1}」不在当前指标框架内，请改为{advice}。",
                # a row that is shifted as well is not mended by a better spelling: it would only say more
                None
                if any(case.levels.is_only_first(each.level2) for each in lines)
                else _rename(lines, "level1", meant),
            )
        elif fault == "foreign" and not (line.standing.first == COST and _mixes_cost(case)):
            yield Verdict(
                line.at("level1"),
                f"一级指标「{line.level1}」是另一套指标框架的写法，本表按{case.levels.own.name}应为{names}；"
                "请确认上级要求用哪一套。",
                severity="warning",
            )
        elif not line.level1 and not line.standing.first and line.is_filled:
            yield Verdict(
                line.at("level1"), f"「{line.name or line.value}」的一级指标未填写，请填{names}之一。"
            )


@rule(
    "STR-03", "二级指标与一级指标不符", severity="error", basis=BOTH, fixable=True,
    why="每个二级指标只属于一个一级指标；放错位置，产出和效益就算错了类。",
    example="「数量指标」归入「产出指标」，「社会效益指标」归入「效益指标」",
)  # fmt: skip
def misplaced_second_level(case: Case) -> Iterator[Verdict]:
    """A second level that is not one of its first level's."""
    if "level2" not in case.row_keys:
        return
    lines_of_runs = _runs(case, lambda line: (line.level1, line.level2, line.standing))
    for lines in lines_of_runs:
        line, standing = lines[0], lines[0].standing
        first, choices = standing.first, _choices(case, line)
        if case.levels.is_only_first(line.level2) or not first:
            continue
        if standing.second_fault == "misplaced":
            parents = "、".join(f"「{name}」" for name in case.levels.parents(line.level2))
            yield Verdict(
                line.at("level2"),
                f"「{line.level2}」不应归入「{first}」，它属于{parents}；请移到那里，或改填{choices}。",
                move(case, line, standing.second) if len(lines) == 1 else None,
                words=f"{line.level1}\t{line.level2}",
            )
        elif standing.second_fault == "unknown":
            meant = standing.second
            yield Verdict(
                line.at("level2"),
                f"「{first}」下没有二级指标「{line.level2}」，请改为{f'「{meant}」' if meant else choices}。",
                _rename(lines, "level2", meant),
                words=f"{line.level1}\t{line.level2}",
            )
        elif standing.second_fault == "foreign" and standing.first_fault != "foreign":
            if standing.second == COST and _mixes_cost(case):
                continue
            yield Verdict(
                line.at("level2"),
                f"「{first}」下的「{line.level2}」是另一套指标框架的写法；请改填{choices}，或确认上级要求用哪一套。",
                words=f"{line.level1}\t{line.level2}",
                severity="warning",
            )
        elif not line.level2 and not standing.second and standing.first_fault != "foreign":
            filled = [each for each in lines if each.is_filled]
            yield from (
                Verdict(
                    each.at("level2"),
                    f"二级指标未填写，请填{choices}。",
                    words=line.level1,
                    severity="warning",
                )
                for each in filled[:1]
            )


@rule(
    "STR-09", "混用新旧指标框架", severity="warning", basis=BOTH, fixable=True,
    why="成本指标在旧框架里是产出下的二级指标，在新框架里是一级指标。两处都写，成本就重复计算，系统也无法归类。",
    example="旧框架：产出指标—成本指标；新框架：成本指标—经济成本指标",
)  # fmt: skip
def mixed_frameworks(case: Case) -> Iterator[Verdict]:
    """成本指标 as a first level and below 产出指标."""
    if {"level1", "level2"} <= case.row_keys and (lines := _mixes_cost(case)):
        own = case.levels.own.name
        yield Verdict(
            lines[0].at("level1"),
            f"同一张表混用新旧指标框架：「{lines[0].name}」的成本指标是一级指标，「{lines[1].name}」的成本指标却在产出指标下；"
            f"请按{own}统一。",
            _unmixed(case, lines),
            words="\t".join(line.level1 + line.level2 for line in lines),
        )


def _unmixed(case: Case, lines: tuple[Line, Line]) -> Fix | None:
    """The row of the other framework moved to its place in the form's own, if it is the only one."""
    is_core = COST not in case.levels.seconds_of(OUTPUT)
    alike = [
        line
        for line in case.lines
        if (line.standing.second == COST if is_core else line.standing.first == COST)
    ]
    if len(alike) != 1:
        return None
    return move(case, lines[1], "经济成本指标") if is_core else move(case, lines[0], COST)


def _mixes_cost(case: Case) -> tuple[Line, Line] | None:
    """A row with cost as its first level and one with cost as its second, if there are both."""
    first = next((line for line in case.indicators if line.standing.first == COST), None)
    second = next(
        (line for line in case.indicators if line.standing.first == OUTPUT and line.standing.second == COST),
        None,
    )
    return (first, second) if first and second else None


@rule(
    "STR-05", "指标名称与指标值缺一", severity="error", basis=SYSTEM,
    why="没有指标值的指标无法考核，没有名称的指标值不知道考核什么，系统不予保存。整行空白的是待填行，不算错误。",
    example="三级指标「凭证装订份数」，指标值「≥5000份」",
)  # fmt: skip
def half_filled_row(case: Case) -> Iterator[Verdict]:
    """A name without a value or a value without a name, unless one says that it does not apply."""
    if not {"name", "value"} <= case.row_keys:
        return
    for line in case.indicators:
        if (line.name and line.value) or case.is_not_applicable(line.name or line.value):
            continue
        if line.name:
            yield Verdict(
                line.at("value"),
                f"三级指标「{line.name}」未填指标值，请填写，如{_sample(line)}。",
                words=line.name,
            )
        else:
            yield Verdict(
                line.at("name"),
                f"指标值「{line.value}」没有对应的三级指标名称，请填写名称。",
                words=line.value,
            )


def _sample(line: Line) -> str:
    units = line.says.units or ("%",)
    sign = "≥" if units[0] == "%" and line.says.direction != "down" else line.usual_sign
    return f"「{sign}95%」" if units[0] == "%" and sign == "≥" else f"「{sign}5{units[0]}」"


def _runs(case: Case, alike: Callable[[Line], object]) -> Iterator[list[Line]]:
    """Neighbouring rows that share a merged cell: one cause, one finding."""
    for _, run in groupby(case.lines, alike):
        yield list(run)


def _rename(lines: list[Line], key: str, name: str) -> Fix | None:
    edits = tuple(SetText(line.at(key), name) for line in lines)
    return Fix(f"改为「{name}」", edits, safe=False) if name else None


def _choices(case: Case, line: Line) -> str:
    names = case.levels.seconds_of(line.standing.first)
    return "、".join(f"「{name}」" for name in names) or "规定的二级指标"
