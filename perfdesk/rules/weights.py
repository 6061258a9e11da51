"""WGT: the weights of the indicators, on forms that have a column for them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from perfdesk.documents.address import group
from perfdesk.forms.money import plain
from perfdesk.forms.spelling import narrow, squeeze
from perfdesk.rules.case import Case, Line
from perfdesk.rules.completeness import BENEFIT, COST, OUTPUT, SATISFACTION
from perfdesk.rules.rule import PRACTICE, SCORING, SYSTEM, Verdict, rule

KEY = "weight"

_FIGURE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)[分%]?")
_STATED = re.compile(r"[(](?:权重|分值)?:?([0-9]+(?:\.[0-9]+)?)[分%]?[)]$")
_EXACT = Decimal("0.005")
_USUAL_TOTALS = (Decimal(90), Decimal(100))


@rule(
    "WGT-01", "权重合计不符", severity="error", basis=SYSTEM,
    why="三级指标的权重合计要等于规定的总分（预算执行率另占10分的是90，不另占的是100），不符系统不予保存。",
    example="各项权重合计90分，预算执行率10分",
)  # fmt: skip
def weights_add_up(case: Case) -> Iterator[Verdict]:
    """The sum of all weights against the profile's total, or else 90 or 100."""
    read = _weights(case)
    if not read or any(line.is_filled and line not in [each for each, _ in read] for line in case.lines):
        return
    total, wanted = sum((weight for _, weight in read), Decimal(0)), case.number("weight-total")
    allowed = (wanted,) if wanted else _USUAL_TOTALS
    if all(abs(total - each) > _EXACT for each in allowed):
        shown = "或".join(plain(each) for each in allowed)
        yield Verdict(group(), f"权重合计{plain(total)}，应为{shown}，请调整各项权重。", words=plain(total))


@rule(
    "WGT-02", "权重与上级指标标明的不符", severity="error", basis=SYSTEM,
    why="一级、二级指标后面标了分值的，下面三级指标的权重要合计到这个数。",
    example="产出指标(50分)：各三级指标权重合计50",
)  # fmt: skip
def weights_of_level(case: Case) -> Iterator[Verdict]:
    """The weights below a level against the points that stand behind its name."""
    read = dict(_by_row(case))
    if not read:
        return
    for key, standing in (
        ("level1", lambda line: line.standing.first),
        ("level2", lambda line: (line.standing.first, line.standing.second)),
    ):
        for _, run in groupby(case.lines, standing):
            lines = list(run)
            stated = next(
                (points for line in lines if (points := _points(line.row.text(key))) is not None), None
            )
            weights = [read[line.row.uid] for line in lines if line.row.uid in read]
            if stated is None or len(weights) != len(lines) or abs(sum(weights) - stated) <= _EXACT:
                continue
            written = lines[0].row.text(key)
            yield Verdict(
                lines[0].at(key),
                f"「{written}」标明{plain(stated)}分，下面各项权重合计{plain(Decimal(sum(weights)))}，请核对。",
                words=f"{written}\t{plain(Decimal(sum(weights)))}",
            )


@rule(
    "WGT-03", "一级指标权重与通行设置不同", severity="warning", basis=SCORING,
    why="通行的设置是产出50、效益30、满意度10，另有预算执行率10；不同的要有上级规定作依据。",
    example="产出指标50、效益指标30、满意度指标10",
)  # fmt: skip
def usual_weights(case: Case) -> Iterator[Verdict]:
    """The weight of each first level against the profile's, where the total is 90."""
    read = _weights(case)
    sums: dict[str, Decimal] = {}
    for line, weight in read:
        sums[line.standing.first] = sums.get(line.standing.first, Decimal(0)) + weight
    if abs(sum(sums.values()) - _USUAL_TOTALS[0]) > _EXACT or "" in sums:
        return
    usual = _usual(case, sums)
    odd = {
        first: weight
        for first, weight in sums.items()
        if first in usual and abs(weight - usual[first]) > _EXACT
    }
    if odd:
        named = "、".join(
            f"「{first}」{plain(weight)}（通行{plain(usual[first])}）" for first, weight in odd.items()
        )
        yield Verdict(
            group(next(iter(odd))),
            f"权重合计与通行设置不同：{named}，请核对是否另有规定。",
            words="\t".join(f"{first} {plain(weight)}" for first, weight in odd.items()),
        )


def _usual(case: Case, sums: dict[str, Decimal]) -> dict[str, Decimal]:
    cost, output, benefit, satisfaction = (
        case.number(f"weight-{name}") for name in ("cost", "output", "benefit", "satisfaction")
    )
    # with a first level of its own, cost takes from outputs and benefits alike
    if COST in sums:
        output, benefit = output - cost / 2, benefit - cost / 2
    if SATISFACTION not in sums:
        benefit += satisfaction
    return {COST: cost, OUTPUT: output, BENEFIT: benefit, SATISFACTION: satisfaction}


@rule(
    "WGT-04", "单项权重过大或不大于0", severity="warning", basis=PRACTICE,
    why="权重是0的指标等于没设；一项占得太多，其他指标就成了摆设。",
    example="每项5到20分",
)  # fmt: skip
def odd_weight(case: Case) -> Iterator[Verdict]:
    """A weight of nothing or less, or above the profile's limit."""
    most = case.number("weight-most")
    for line, weight in _weights(case):
        if weight <= 0 or weight > most:
            what = "不大于0" if weight <= 0 else f"超过{plain(most)}"
            yield Verdict(
                line.at(KEY),
                f"「{line.name}」的权重「{line.row.text(KEY)}」{what}，请核对并调整。",
                words=line.row.text(KEY),
            )


def _weights(case: Case) -> list[tuple[Line, Decimal]]:
    """The rows with a weight that can be read."""
    if KEY not in case.row_keys:
        return []
    found = ((line, _FIGURE.fullmatch(narrow(squeeze(line.row.text(KEY))))) for line in case.lines)
    return [(line, Decimal(figure[1])) for line, figure in found if figure]


def _by_row(case: Case) -> Iterator[tuple[str, Decimal]]:
    yield from ((line.row.uid, weight) for line, weight in _weights(case))


def _points(text: str) -> Decimal | None:
    found = _STATED.search(narrow(squeeze(text)))
    return Decimal(found[1]) if found else None
