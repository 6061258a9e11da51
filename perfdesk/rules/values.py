"""VAL: the target values. What a row lacks is said once.

A blank value is STR-05's; a sign without a figure is VAL-01; a placeholder VAL-13; only a figure is asked
for its unit (VAL-02) and its operator (VAL-03a, b or c: one of them). An operator that is there can
stand against the direction (VAL-04) or be spelt unusually (VAL-12).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from perfdesk.documents.edits import SetText
from perfdesk.documents.finding import Fix
from perfdesk.forms.operators import Operator
from perfdesk.forms.spelling import narrow, squeeze
from perfdesk.forms.target_value import TargetValue, canonical, read_target
from perfdesk.rules.case import Case, Line
from perfdesk.rules.rule import PRACTICE, SCORING, SYSTEM, Verdict, rule

_SIGNS_ALONE = re.compile(r"(?=.*[≥≤=><≧≦±%‰])[≥≤=><≧≦±%‰+~.,:;。、]+")
_STANDARD = frozenset("≥≤=><＝＞＜") | {""}
_HUNDRED, _SMALL = Decimal(100), Decimal(20)
COST = "成本指标"
_SWAPPED: dict[str, Operator] = {"≥": "≤", ">": "<", "≤": "≥", "<": ">"}


@rule(
    "VAL-01", "指标值只有符号没有内容", severity="error", basis=SYSTEM,
    why="只有运算符或百分号、没有数的指标值等于没填，无法考核。",
    example="≥95%",
)  # fmt: skip
def empty_value(case: Case) -> Iterator[Verdict]:
    """A value of nothing but signs; a blank one is STR-05's."""
    for line in valued(case):
        if _SIGNS_ALONE.fullmatch(_spelled(line)):
            yield verdict_on(line, f"指标值「{line.value}」只有符号没有数，请补上数值，如「≥95%」。")


@rule(
    "VAL-02", "数值没有计量单位", severity="error", basis=SYSTEM, fixable=True,
    why="没有单位的数看不出是人、是次还是百分比，系统规定定量指标必须有计量单位。",
    example="2人、≥95%、≤2小时",
)  # fmt: skip
def no_unit(case: Case) -> Iterator[Verdict]:
    """A figure without a unit, in the value or in the name's brackets."""
    for line in valued(case):
        target = line.target
        if not target or target.number is None or target.unit or line.says.unit or line.says.units is None:
            continue
        unit = line.missing_unit
        likely = unit or (line.says.units[0] if line.says.units else "个")
        fix = rewritten(line, _with_unit(line, unit), f"改为「{_with_unit(line, unit)}」") if unit else None
        sample = "95%" if likely == "%" and not unit else _with_unit(line, likely)
        yield verdict_on(line, f"「{line.value}」缺少计量单位，请写明单位，如「{sample}」。", fix)


@rule(
    "VAL-03a", "百分比没有写“≥”", severity="warning", basis=SCORING, fixable=True,
    why="不写运算符会按“=”理解，超额完成反而说不清；百分比目标通常是下限。",
    example="≥95%",
)  # fmt: skip
def share_without_operator(case: Case) -> Iterator[Verdict]:
    """A percentage below 100 without an operator, unless the name says otherwise."""
    for line in _bare(case):
        if _lacks(line) == "≥":
            # of a small share whose name is not known nobody can say that more of it is better
            is_doubtful = not line.says.direction and line.target and (line.target.number or 0) <= _SMALL
            other = f"；是上限的写「≤{_figure(line)}」" if is_doubtful else ""
            yield verdict_on(
                line,
                f"「{line.value}」缺少“≥”：不写会按“=”理解，请改为「≥{_figure(line)}」{other}。",
                None if is_doubtful else rewritten(line, f"≥{_figure(line)}", "补上“≥”"),
            )


@rule(
    "VAL-03b", "反向指标没有写“≤”", severity="error", basis=SCORING, fixable=True,
    why="反向指标越低越好。不写“≤”按“=”计分时，实际值超过目标也得满分，等于没有约束。",
    example="系统故障率 ≤5%",
)  # fmt: skip
def reverse_without_operator(case: Case) -> Iterator[Verdict]:
    """An indicator that should be small, without an operator."""
    for line in _bare(case):
        if _lacks(line) == "≤":
            yield verdict_on(
                line,
                f"「{line.value}」缺少“≤”：「{line.name}」越低越好，按“=”计分会把超标判为满分，请改为「≤{_figure(line)}」。",
                rewritten(line, f"≤{_figure(line)}", "补上“≤”"),
            )


@rule(
    "VAL-03c", "没有写运算符", severity="info", basis=SCORING, fixable=True,
    why="没有运算符的数按“=”理解。确实要求正好等于时请写“=”，是下限或上限时请写“≥”或“≤”。",
    example="=20台，或 ≥20台",
)  # fmt: skip
def bare_figure(case: Case) -> Iterator[Verdict]:
    """Any other figure without an operator."""
    for line in _bare(case):
        if _lacks(line) == "=":
            yield verdict_on(
                line,
                f"「{line.value}」未写运算符，将按“=”理解；确实如此请写「={_figure(line)}」，否则请写“{line.usual_sign}”。",
                rewritten(line, f"={_figure(line)}", "补上“=”"),
            )


@rule(
    "VAL-04", "运算符与指标方向不符", severity="warning", basis=SCORING, fixable=True,
    why="满意度、合格率一类越高越好，故障率、成本一类越低越好；写反了，完成得越差得分越高。应当足额缴纳、偿还的也不能只写上限。",
    example="参训人员满意度 ≥90%，报告差错率 ≤2%",
)  # fmt: skip
def operator_against_direction(case: Case) -> Iterator[Verdict]:
    """An operator that asks for less of a good thing or more of a bad one."""
    for line in valued(case):
        target = line.target
        # a base turns the direction round: 故障率 较上年降低≥5%
        if not target or target.number is None or target.base or target.operator not in _SWAPPED:
            continue
        direction = line.says.direction or _direction_by_place(case, line)
        better = {"up": "越高越好", "down": "越低越好", "duty": "应足额完成"}.get(direction, "")
        asks_for_more = target.operator in "≥>"
        if not better or asks_for_more == (direction != "down"):
            continue
        if direction == "duty" and (not line.unit.endswith("元") or line.standing.second == "成本指标"):
            continue
        sign = "=" if direction == "duty" else _SWAPPED[target.operator]
        mended = canonical(replace(target, operator=sign))
        yield verdict_on(
            line,
            f"「{line.value}」的“{target.operator}”与指标方向不符：「{line.name}」{better}，请改为「{mended}」。",
            rewritten(line, mended, f"改为“{sign}”"),
        )


def _direction_by_place(case: Case, line: Line) -> str:
    """Which way is better where the name does not say: what a cost costs, most of a whole."""
    target = line.target
    if line.says.is_neutral or not target or target.number is None or line.name.endswith(("标准", "定额")):
        return ""
    if COST in (line.standing.first, line.standing.second) and line.unit.partition("/")[0].endswith("元"):
        return "down"
    is_most = line.unit == "%" and _HUNDRED / 2 < target.number < _HUNDRED
    return "up" if is_most and case.vocabulary.is_share(line.name) else ""


@rule(
    "VAL-06", "比率大于100%", severity="error", basis=SYSTEM,
    why="合格率、覆盖率、占比等是部分与整体之比，不会超过100%，多为多打一位或漏了小数点。",
    example="≥98.5%",
)  # fmt: skip
def share_over_hundred(case: Case) -> Iterator[Verdict]:
    """A share of a whole above 100 %."""
    for line in valued(case):
        target = line.target
        if not target or target.base or line.unit != "%":
            continue
        figures = (target.number, target.upper)
        most = max((figure for figure in figures if figure is not None), default=Decimal(0))
        is_share = case.vocabulary.is_share(line.name)
        is_never_twice = bool(case.vocabulary.ending(line.name, "ratios.never-twice"))
        if (most > _HUNDRED and is_share) or (most > 2 * _HUNDRED and is_never_twice):
            yield verdict_on(
                line,
                f"「{line.value}」大于100%：「{line.name}」不会有这么多，请核对是否多打一位或漏了小数点。",
            )


@rule(
    "VAL-12", "运算符写法不规范", severity="info", basis=PRACTICE, fixable=True,
    why="统一写“≥ ≤ = > <”，系统才能自动拆出运算符、数值和单位。",
    example="≥95%，不写「>=95%」「95%以上」",
)  # fmt: skip
def odd_operator(case: Case) -> Iterator[Verdict]:
    """An operator that is understood, but not spelt with its sign."""
    for line in valued(case):
        target = line.target
        if not target or target.kind not in {"quantitative", "range"} or target.as_written in _STANDARD:
            continue
        mended = canonical(target)
        # 二 is what character recognition makes of =, a guess
        is_safe = "二" not in target.as_written
        yield verdict_on(
            line,
            f"「{line.value}」的“{target.as_written}”规范为“{target.operator}”，请写「{mended}」。",
            rewritten(line, mended, f"改为“{target.operator}”", safe=is_safe),
        )


@rule(
    "VAL-13", "指标值含占位符", severity="error", basis=SYSTEM,
    why="模板里的“××”“**”要换成真实的数，留着等于没填。本项目确实不适用的，请写“不适用”。",
    example="≥85%",
)  # fmt: skip
def placeholder(case: Case) -> Iterator[Verdict]:
    """A template's sign instead of a figure."""
    for line in valued(case):
        if is_placeholder(case, line):
            yield verdict_on(line, f"「{line.value}」含占位符，未填真实值，请换成实际内容，如「≥85%」。")


def valued(case: Case) -> Iterator[Line]:
    """The rows whose form has values and which have one."""
    yield from case.valued


def _bare(case: Case) -> Iterator[Line]:
    """The rows whose value is a figure without an operator."""
    for line in valued(case):
        if line.target and line.target.kind == "quantitative" and not line.target.operator:
            yield line


def _lacks(line: Line) -> str:
    """The operator that a bare figure lacks: ≤ for a reverse indicator, ≥ for a share, else =."""
    target, says = line.target, line.says
    # a base says which way it goes (降低5%); of nothing there is no less
    if not target or target.base or not target.number:
        return "="
    if says.direction == "down":
        return "≤"
    return "≥" if line.unit == "%" and target.number < _HUNDRED and not says.is_neutral else "="


def verdict_on(line: Line, message: str, fix: Fix | None = None) -> Verdict:
    """A verdict on a value."""
    # the name is part of what is judged: it tells direction and unit
    return Verdict(line.at("value"), message, fix, words=f"{line.name}\t{line.value}")


def rewritten(line: Line, value: str, label: str, *, safe: bool = False) -> Fix | None:
    """The value rewritten, if it then says what is meant; none for a row that must first be put right."""
    meant = read_target(value)
    if line.shift or not meant or not line.target or meant.number != line.target.number:
        return None
    return Fix(label, (SetText(line.at("value"), value),), safe)


def _figure(line: Line) -> str:
    """A bare figure, with the unit if it lacks that, too, and there is no doubt which."""
    return line.value if line.target and line.target.unit else _with_unit(line, line.missing_unit)


def _with_unit(line: Line, unit: str) -> str:
    if line.value[-1:].isdecimal():
        return line.value + unit
    target = line.target or TargetValue("qualitative")
    return canonical(replace(target, unit=unit))


def _spelled(line: Line) -> str:
    return narrow(squeeze(line.value))


@cache
def _template() -> re.Pattern[str]:
    """Signs that hold a place: alone, two together, or one behind an operator. Not 元/人*月, not 3×4米."""
    sign = r"[*×xX_○〇□◯﹡]"
    return re.compile(
        rf"(?:{sign}|[/\\|\-.…·?#、,;:。])+"
        rf"|.*(?<![A-Za-z]){sign}{{2,}}(?![A-Za-z]).*"
        rf"|.*[≥≤=><±]\s*(?:{sign}|\?|…)(?![0-9]).*"
        r"|[0-9]+\|[0-9]+"
    )


def is_placeholder(case: Case, line: Line) -> bool:
    """Whether a value only holds a place."""
    if not line.target or line.target.kind != "qualitative":
        return False
    spelled = _spelled(line)
    return spelled in case.vocabulary.words("placeholders.words") or bool(_template().fullmatch(spelled))
