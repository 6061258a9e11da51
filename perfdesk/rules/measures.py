"""VAL: units that a value's name rules out, or for which there is a better word."""

from collections.abc import Iterator
from dataclasses import replace

from perfdesk.forms.money import read_money_unit
from perfdesk.forms.spelling import squeeze
from perfdesk.forms.target_value import canonical
from perfdesk.rules.case import Case
from perfdesk.rules.rule import PRACTICE, SYSTEM, Verdict, rule
from perfdesk.rules.values import rewritten, valued, verdict_on

SHARES = {"%", "‰", "‱", "个百分点", "百分点", "倍", "分", "点"}
"""Units of a share or of a difference of shares."""

_PER = ("/", "每", "均", "单价", "标准", "单位成本", "单份", "单套")
_ALIKE = (
    {"人", "名", "位", "人次", "人/次"},
    {"次", "人次", "场", "期", "班次", "次数", "回", "场次", "轮"},
    {"件", "起", "宗", "例", "个"},
    {"天", "日", "工作日"},
    {"个月", "月"},
    {"份", "套", "本", "册"},
    {"套", "台", "台套", "台(套)"},
    {"项", "个"},
    {"批", "次", "批次"},
)


@rule(
    "VAL-11", "量词“个”不贴切", severity="info", basis=PRACTICE, fixable=True,
    why="报告论份、软件论套、服务论项，用“个”读起来含糊，与其他表也对不上。",
    example="工程造价报告数量 ≥1000份",
)  # fmt: skip
def vague_measure(case: Case) -> Iterator[Verdict]:
    """个 where a better word is usual."""
    for line in valued(case):
        target = line.target
        if not target or target.unit != "个" or target.number is None:
            continue
        usual = line.says.units or _units_of_noun(case, line.name)
        if not usual or usual[0].endswith(("元", "%", "米")) or "个" in usual:
            continue
        mended = canonical(replace(target, unit=usual[0]))
        yield verdict_on(
            line,
            f"「{line.value}」的“个”建议改为“{'/'.join(usual[:3])}”，如「{mended}」。",
            rewritten(line, mended, f"改为「{mended}」"),
        )


def _units_of_noun(case: Case, name: str) -> tuple[str, ...]:
    """Units that suit what a name counts: its last noun that stands before 数量 or 数."""
    if not name.endswith(("数", "数量", "个数")):
        return ()
    stem = name.removesuffix("数量").removesuffix("个数").removesuffix("数")
    return case.vocabulary.at_end("nouns", stem)[1]


@rule(
    "VAL-16", "单位与指标名称不一致", severity="info", basis=SYSTEM, fixable=True,
    why="名称说的是户数，单位写家；名称是率，单位写个：读的人不知道算的是什么。",
    example="享受租金补贴企业户数 ≥36户",
)  # fmt: skip
def odd_unit(case: Case) -> Iterator[Verdict]:
    """A unit that the name rules out."""
    for line in valued(case):
        target = line.target
        units = line.says.units
        if (
            not target
            or not target.unit
            or target.base
            or not units
            or target.number is None
            or target.unit == "个"
        ):
            continue
        if not _contradicts(line.name, target.unit, units):
            continue
        mended = canonical(replace(target, unit=units[0]))
        # of 5 %, 5 人 and 5 万元 only the clerk knows which is meant
        is_other_kind = any(unit == "%" or unit.endswith("元") for unit in (target.unit, units[0]))
        fix = None if is_other_kind else rewritten(line, mended, f"改为「{mended}」")
        advice = "请核对单位或名称" if is_other_kind else f"建议写「{mended}」"
        yield verdict_on(
            line, f"「{line.value}」的单位“{target.unit}”与名称「{line.name}」不一致，{advice}。", fix
        )


def _contradicts(name: str, unit: str, units: tuple[str, ...]) -> bool:
    single = unit.partition("/")[0].lstrip("百千万亿")
    if unit in units or single in units or any(single in alike and units[0] in alike for alike in _ALIKE):
        return False
    if units[0] == "%":
        return unit not in SHARES and not name.endswith(("效率", "频率", "速率"))
    if unit == "%":
        return True
    # 户数 names its unit itself
    return len(units[0]) == 1 and squeeze(name).endswith((f"{units[0]}数", f"{units[0]}数量"))


@rule(
    "VAL-17", "指标值的金额单位与表头不同", severity="info", basis=PRACTICE,
    why="表头是万元、指标值写元，差一万倍，容易看错；单价、人均标准除外。",
    example="滞纳金金额 =0万元",
)  # fmt: skip
def other_money_unit(case: Case) -> Iterator[Verdict]:
    """A sum of money in another unit than the form's."""
    for line in valued(case):
        unit = line.unit
        if not unit.endswith("元") or read_money_unit(unit) in (None, case.money_unit):
            continue
        is_rate = any(word in line.name or word in unit for word in _PER)
        if not is_rate and (line.says.direction != "down" or line.name.endswith("金额")):
            yield Verdict(
                line.at("value"),
                f"「{line.value}」用「{unit}」，表头是「{case.money_unit}」，请核对，建议统一。",
                words=f"{line.value}\t{case.money_unit}",
            )
