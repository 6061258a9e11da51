"""SEM: whether an indicator is of the kind under which it stands."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from perfdesk.forms.money import plain, read_amount, read_money_unit
from perfdesk.forms.spelling import narrow, squeeze
from perfdesk.rules.case import Case, Line
from perfdesk.rules.completeness import COST, OUTPUT, SATISFACTION
from perfdesk.rules.moving import move
from perfdesk.rules.rule import BOTH, CORE, SYSTEM, TARGETS, Verdict, rule
from perfdesk.rules.values import is_placeholder

TIME, QUANTITY, QUALITY = "时效指标", "数量指标", "质量指标"
NATURE, PLEASED = "生态效益指标", "服务对象满意度指标"

_MONTHS = {"年": 12, "个月": 1, "月": 1, "季度": 3, "个季度": 3}
_DAY = re.compile(
    r"(?:((?:19|20)[0-9]{2})[年./-])?(?:(1[0-2]|0?[1-9])(?:月|[./-](?=[0-9])|$))?(?:([0-9]{1,2})[日号]?)?"
)
_RATIO = (
    "预算",
    "概算",
    "批复",
    "金额",
    "合同价",
    "限额",
    "限价",
    "标准",
    "定额",
    "控制价",
    "中标价",
    "市场价",
)
_SAVING = ("节约", "节省", "节支", "降低", "下降", "压减", "压缩", "减少", "控制", "成本", "费用", "预算")


@rule(
    "SEM-01", "时效指标写成了年限", severity="warning", basis=BOTH,
    why="时效指标说的是何时完成、多快完成，不是做几年；租几年、用几年属于合同条件或可持续影响。",
    example="租金按期支付率 =100%，或 2024年9月底前完成",
)  # fmt: skip
def duration_as_timeliness(case: Case) -> Iterator[Verdict]:
    """A 时效指标 that is a length of time."""
    for line in _at(case, TIME):
        if word := case.vocabulary.ending(_bare(line.name), "names.duration"):
            yield Verdict(
                line.at("name"),
                f"时效指标「{line.name}」说的是做多久，“{word}”不属于时效；请改为完成时间或及时率，"
                "如「按期完成率 =100%」。",
            )


@rule(
    "SEM-02", "时效不在实施期内", severity="warning", basis=SYSTEM,
    why="期限比实施期还长，或完成日期在实施期之后，年度内没法考核；日期早于实施期的，多半是沿用上年旧表。",
    example="实施期到2024年12月的项目：2024年11月底前完成",
)  # fmt: skip
def beyond_period(case: Case) -> Iterator[Verdict]:
    """A 时效指标 longer than the period, later than its end or before its start."""
    period = case.period if case.has("period") else None
    if not period or period.end < period.start:
        return
    months = _months(case)
    for line in _at(case, TIME):
        last = _last_day(line, case.year)
        length = _length(line)
        if (length is not None and length > months) or (last and last > period.end):
            told = f"超出实施期「{case.text('period')}」，实施期内无法考核，请核对。"
        elif last and last < period.start:
            told = f"早于实施期「{case.text('period')}」，疑似沿用旧文本，请核对年份。"
        else:
            continue
        yield Verdict(
            line.at("value"),
            f"「{line.name}」的「{line.value}」{told}",
            words=f"{line.value}\t{case.text('period')}",
        )


@rule(
    "SEM-03", "年限超出实施期", severity="info", basis=SYSTEM,
    why="使用五年这样的长远效果，当年只能看到第一年；请想好年底怎样证明。",
    example="系统设计使用年限 ≥5年(以验收报告为准)",
)  # fmt: skip
def lifetime_beyond_period(case: Case) -> Iterator[Verdict]:
    """A life-time longer than the period, outside 时效指标."""
    months = _months(case)
    for line in case.indicators if months else ():
        length = _length(line)
        if (
            line.standing.second != TIME
            and length is not None
            and length > months
            and line.target
            and not line.target.note
            and case.vocabulary.found(line.name, "names.lifetime")
        ):
            yield Verdict(
                line.at("value"),
                f"「{line.name}」的「{line.value}」超出实施期「{case.text('period')}」，请确认当年如何考核，建议注明依据。",
                words=f"{line.value}\t{case.text('period')}",
            )


@rule(
    "SEM-04", "成本指标不是本项目的成本", severity="warning", basis=BOTH, fixable=True,
    why="成本指标约束本项目花多少钱；服务对象少付多少钱、企业融资成本降低，是项目的经济效益。",
    example="户均补助金额 ≤82万元/户",
)  # fmt: skip
def cost_without_money(case: Case) -> Iterator[Verdict]:
    """A cost whose value is neither money nor a share nor held against the budget."""
    for line in case.indicators:
        is_cost = line.standing.second == COST or (
            line.standing.first == COST and line.standing.second in ("", "经济成本指标")
        )
        if not is_cost or not line.target or not line.name or case.is_not_applicable(line.value):
            continue
        if is_placeholder(case, line) or _is_of_cost(line):
            continue
        known = _usual_seconds(case, line)
        place = known[0] if known and COST not in known else "经济效益指标"
        yield Verdict(
            line.at("value"),
            f"成本指标应写本项目花多少钱，「{line.name}」的「{line.value}」不是金额或比例；"
            f"请改为总成本或单位成本，属于效果的请移到{place}。",
            move(case, line, place),
            words=f"{line.name}\t{line.value}",
        )


def _is_of_cost(line: Line) -> bool:
    """Money, a share of it, a value without a unit (VAL-02 speaks of it), or words that name the budget."""
    target = line.target
    if not target or target.kind == "date":
        return False
    if target.kind == "qualitative":
        return any(word in line.value for word in _RATIO)
    unit = line.unit
    if line.says.direction == "up" and unit == "%" and target.operator != "≤":
        return any(word in line.name for word in _SAVING)  # a rate of success is no cost
    return (
        not unit
        or unit.split("/")[0].endswith("元")
        or unit in {"%", "‰", "倍", "个百分点"}
        or unit.startswith("元")
    )


@rule(
    "SEM-05", "把投入资金当作数量指标", severity="warning", basis=CORE, fixable=True,
    why="花出去多少钱是投入，不是产出；数量指标要写买到了什么、做成了多少。",
    example="按期偿还本息笔数 =4笔；金额改列成本指标",
)  # fmt: skip
def money_as_output(case: Case) -> Iterator[Verdict]:
    """A 数量指标 of exactly the year's money."""
    annual = case.amount("funds.annual.sum") if case.has("funds.annual.sum") else None
    for line in _at(case, QUANTITY) if annual and annual.value > 0 else ():
        target = line.target
        if not target or target.number is None or not read_money_unit(line.unit):
            continue
        amount = read_amount(f"{plain(target.number)}{line.unit}", case.money_unit)
        if annual and amount and abs(amount.value - annual.value) <= case.tolerance:
            yield Verdict(
                line.at("value"),
                f"「{line.name}」的「{line.value}」就是年度金额，是投入不是产出；请改列成本指标，数量指标写做成了多少。",
                move(case, line, COST if COST in case.levels.seconds_of(OUTPUT) else "经济成本指标"),
                words=f"{line.name}\t{line.value}\t{case.text('funds.annual.sum')}",
            )


@rule(
    "SEM-06", "不是自然生态", severity="warning", basis=BOTH, fixable=True,
    why="生态效益说的是山水林田、空气、污染、能耗；金融生态、营商环境是比喻，属于社会或经济效益。",
    example="生态效益指标：污水处理达标率 ≥98%",
)  # fmt: skip
def no_nature(case: Case) -> Iterator[Verdict]:
    """An ecological benefit of finance or trade, without a word of nature."""
    for line in _at(case, NATURE):
        words = case.vocabulary.found(line.name, "meaning.not-nature")
        if not words:
            continue
        rest = line.name
        for word in sorted(words, key=len, reverse=True):
            rest = rest.replace(f"{word}生态", "").replace(word, "")
        if not case.vocabulary.found(rest, "meaning.nature"):
            yield Verdict(
                line.at("name"),
                f"「{line.name}」说的是「{words[0]}」，不是自然生态，请移到社会效益或经济效益指标。",
                move(case, line, "社会效益指标"),
                words=f"{line.level2}\t{line.name}",
            )


@rule(
    "SEM-14", "指标类别存疑", severity="info", basis=TARGETS, fixable=True,
    why="指标放错类别，产出和效益就算错了账；及时率是时效，合格率是质量，满意度单列。",
    example="及时率写在时效指标，合格率写在质量指标",
)  # fmt: skip
def doubtful_category(case: Case) -> Iterator[Verdict]:
    """A name whose ending is usual under another second level."""
    for line in case.indicators:
        standing = line.standing
        if not line.name or not standing.second or standing.second_fault not in {"", "unknown"}:
            continue
        ending, usual = case.vocabulary.at_end("belongs", _bare(line.name))
        if not usual:
            ending, usual = _by_value(case, line)
        if (
            not usual
            or standing.second in usual
            or (standing.first == SATISFACTION and usual[0].endswith("满意度指标"))
        ):
            continue
        if _is_negated(line.name, ending) or case.levels.is_only_first(line.level2):
            continue
        if usual[0] == QUANTITY and line.says.direction == "down":
            continue  # few mistakes are quality, however they are counted
        # what the framework does not have cannot be put forward
        known = [second for second in usual if case.levels.parents(second)]
        if known and not (standing.first == COST and COST in usual):
            yield Verdict(
                line.at("level2"),
                f"「{line.name}」更像{known[0]}（“{ending}”），现填在「{standing.second}」，请核对。",
                move(case, line, known[0]),
                words=f"{standing.second}\t{line.name}",
            )


def _by_value(case: Case, line: Line) -> tuple[str, tuple[str, ...]]:
    """What a value tells that the name does not: money is no timeliness or quality, a share no quantity."""
    target, second = line.target, line.standing.second
    if not target or target.number is None or target.base:
        return "", ()
    is_money = line.unit.partition("/")[0].endswith("元")
    if (
        is_money
        and case.vocabulary.ending(_bare(line.name), "directions.cost")
        and second in (TIME, QUALITY, QUANTITY)
    ):
        return line.value, (COST, "经济成本指标")
    if line.unit == "%" and second == QUANTITY and case.vocabulary.is_share(line.name):
        return line.value, (QUALITY,)
    if (
        target.kind == "quantitative"
        and line.unit not in ("", "%", "分")
        and second in (PLEASED, "满意度指标")
    ):
        return line.value, (COST, "经济成本指标") if is_money else (QUANTITY,)
    return "", ()


def _usual_seconds(case: Case, line: Line) -> tuple[str, ...]:
    """Second levels of the framework under which a name's ending is usual."""
    usual = case.vocabulary.at_end("belongs", _bare(line.name))[1]
    return tuple(second for second in usual if case.levels.parents(second))


def _is_negated(name: str, ending: str) -> bool:
    """不合格率 is no 合格率."""
    return _bare(name).removesuffix(ending).endswith(("不", "未", "非", "无"))


def _at(case: Case, second: str) -> Iterator[Line]:
    """The filled rows under a second level."""
    if "level2" in case.row_keys:
        yield from (line for line in case.indicators if line.name and line.standing.second == second)


@lru_cache(maxsize=8192)
def _bare(name: str) -> str:
    return narrow(squeeze(name)).removesuffix("指标")


def _months(case: Case) -> int:
    """How many months the period has; 0 without one."""
    period = case.period if case.has("period") else None
    if not period or period.end < period.start:
        return 0
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


def _length(line: Line) -> Decimal | None:
    """A value that is a length of time, in months."""
    target = line.target
    if not target or target.number is None or target.base or target.kind not in ("quantitative", "range"):
        return None
    months = _MONTHS.get(line.unit)
    return (target.upper or target.number) * months if months else None


def _last_day(line: Line, year: int | None) -> date | None:
    """The day on which a value ends that is a date."""
    if not line.target or line.target.kind != "date":
        return None
    text = line.target.words
    last = re.split("-+|~+|至|到", text)[-1] if re.search("[年月.].*(?:-|~|至|到)", text) else text
    found = _DAY.match(last)
    own = _DAY.match(text)
    if not found or not own:
        return None
    years, month, day = found.groups()
    which = int(years or own[1] or year or 0)
    if not which:
        return None
    months = int(month) if month else 12
    longest = monthrange(which, months)[1]
    return date(which, months, min(int(day), longest) if day and month else longest)
