"""VAL: values in figures: at the ends of their scale, misread, several at once, or against the name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from perfdesk.documents.edits import SetText
from perfdesk.documents.finding import Fix
from perfdesk.forms.spelling import narrow, squeeze
from perfdesk.forms.target_value import canonical, read_target
from perfdesk.rules.case import Case, Line
from perfdesk.rules.measures import SHARES
from perfdesk.rules.rule import PRACTICE, SCORING, Verdict, rule
from perfdesk.rules.values import is_placeholder, rewritten, valued, verdict_on

_HUNDRED = Decimal(100)
_SEVERAL = re.compile(
    r"[≥≤=><][^≥≤=><]*[0-9][^≥≤=><]*[≥≤=><][^0-9≥≤=><]{0,4}[0-9]"
    r"|[0-9][0-9.]*[^0-9,;、/≥≤=><.\-~:()]{0,5}[,;、][^0-9()]{0,8}[0-9]"
)
_IN_NAME = re.compile(r"(≥|≤|>|<|=|不低于|不少于|至少|不超过|不高于|超过|达到)?([0-9]+(?:\.[0-9]+)?)")


@rule(
    "VAL-05", "端点上的运算符", severity="info", basis=PRACTICE, fixable=True,
    why="件数不会小于0，比率不会超过100%，“≤0”“≥100%”其实就是“=”，写明白更好。",
    example="=0件、=100%",
)  # fmt: skip
def at_the_end(case: Case) -> Iterator[Verdict]:
    """≤0 of a count or amount, ≥100 % of a share."""
    for line in valued(case):
        target = line.target
        if not target or target.kind != "quantitative" or target.base or target.number is None:
            continue
        is_nothing = target.operator == "≤" and target.number == 0 and line.unit not in SHARES
        is_all = (
            target.operator == "≥"
            and target.number == _HUNDRED
            and line.unit == "%"
            and case.vocabulary.is_share(line.name)
        )
        if is_nothing or is_all:
            mended = canonical(replace(target, operator="="))
            yield verdict_on(
                line,
                f"「{line.value}」建议写「{mended}」。",
                rewritten(line, mended, f"改为「{mended}」", safe=True),
            )


@rule(
    "VAL-14", "疑似把“≥”识别成了2", severity="warning", basis=PRACTICE, fixable=True,
    why="扫描件识别时常把“≥”认成2，“≥92%”变成“292%”，差了三倍。",
    example="≥92%，≥280次",
)  # fmt: skip
def misread_operator(case: Case) -> Iterator[Verdict]:
    """A share of 200 to 299 %, or the only figure without an operator, and both begin with a 2."""
    lines = [line for line in valued(case) if line.target and line.target.kind == "quantitative"]
    bare = [line for line in lines if line.target and not line.target.operator and not line.target.base]
    for line in bare:
        number = line.target.number if line.target else None
        if number is None or not str(number).startswith("2") or line.says.direction == "down":
            continue
        meant = f"≥{narrow(squeeze(line.value))[1:]}"
        target = read_target(meant)
        if not target or target.number is None or target.kind != "quantitative":
            continue
        is_share = line.unit == "%" and case.vocabulary.is_share(line.name) and 200 <= number < 300
        is_count = (
            len(lines) >= 5
            and len(bare) == 1
            and number >= 2100
            and line.unit not in {"%", ""}
            and "元" not in line.unit
        )
        if is_share or is_count:
            yield Verdict(
                line.at("value"),
                f"「{line.value}」疑似「{meant}」：“≥”被识别成了2；请对照原件核对，确实是{number:f}的请补上运算符。",
                Fix(f"改为「{meant}」", rewritten_edits(line, meant), safe=False),
                words=f"{line.name}\t{line.value}",
            )


def rewritten_edits(line: Line, value: str) -> tuple[SetText, ...]:
    """The edit that writes another value."""
    return (SetText(line.at("value"), value),)


@rule(
    "VAL-15", "疑似日期变成了序列号", severity="warning", basis=PRACTICE, fixable=True,
    why="表格软件里的日期复制出来常变成五位数，如44561就是2021年12月31日。",
    example="2024年9月底前",
)  # fmt: skip
def serial_date(case: Case) -> Iterator[Verdict]:
    """40000 to 55000 without a unit, in an indicator of time."""
    for line in valued(case):
        target = line.target
        if not target or target.kind != "quantitative" or target.unit or target.number is None:
            continue
        is_time = line.standing.second == "时效指标" or line.name.endswith(("时间", "日期", "期限", "时限"))
        if is_time and 40000 <= target.number <= 55000 and target.number == int(target.number):
            day = date(1899, 12, 30) + timedelta(days=int(target.number))
            meant = f"{day.year}年{day.month}月{day.day}日前"
            yield Verdict(
                line.at("value"),
                f"「{line.value}」疑似表格软件的日期序列号，即{day.year}年{day.month}月{day.day}日，请改写为日期，如「{meant}」。",
                Fix(f"改为「{meant}」", rewritten_edits(line, meant), safe=False),
                words=f"{line.name}\t{line.value}",
            )


@rule(
    "VAL-18", "区间颠倒或一格多值", severity="warning", basis=PRACTICE,
    why="区间先小后大；一格写两个数，系统拆不开，年底也不知按哪个考核。",
    example="20-30家；两个值拆成两行",
)  # fmt: skip
def muddled_range(case: Case) -> Iterator[Verdict]:
    """A range from more to less; several values in one cell."""
    for line in valued(case):
        target = line.target
        if not target:
            continue
        if target.kind == "range" and target.number is not None and target.upper is not None:
            if target.upper < target.number:
                right = canonical(replace(target, number=target.upper, upper=target.number))
                yield verdict_on(line, f"区间「{line.value}」上下限颠倒，请写「{right}」。")
        elif target.kind == "qualitative" and not is_placeholder(case, line) and _is_several(line.value):
            yield verdict_on(line, f"「{line.value}」一格写了几个值，请拆成几行，每行一个值。")


def _is_several(value: str) -> bool:
    return bool(_SEVERAL.search(re.sub(r"\([^()]*\)", "", narrow(squeeze(value)))))


@rule(
    "VAL-19", "名称中的数与指标值不符", severity="warning", basis=SCORING,
    why="名称里写着一个数，值里是另一个数，年底不知按哪个考核；数只写在指标值里。",
    example="村组干部人数 ≥230人，不写「村组干部250人 ≥230人」",
)  # fmt: skip
def threshold_in_name(case: Case) -> Iterator[Verdict]:
    """A threshold in the name that differs from the value's."""
    for line in valued(case):
        target = line.target
        if not target or target.kind != "quantitative" or target.base or target.number is None:
            continue
        name = narrow(squeeze(line.name))
        for found in _IN_NAME.finditer(name):
            sign, number = found[1] or "", Decimal(found[2])
            behind = name[found.start(2) + len(found[2]) :]
            rest = behind[len(line.unit) :]
            is_same_unit = bool(line.unit) and behind.startswith(line.unit)
            is_class = rest.startswith(("以上", "以下", "以内", "及以上", "及以下", "级", "制")) or name[
                : found.start()
            ].endswith(("第", "前"))
            if is_same_unit and number != target.number and not is_class and (sign or not rest):
                yield verdict_on(
                    line,
                    f"名称「{line.name}」中的「{found[0]}{line.unit}」与指标值「{line.value}」不符，"
                    "请核对，数只写在指标值里。",
                )
                break
