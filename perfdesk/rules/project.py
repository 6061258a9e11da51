"""HDR: what the project's name, its period, its units and its money say of themselves."""

import re
from collections.abc import Iterator
from datetime import timedelta

from perfdesk.documents.address import field
from perfdesk.documents.edits import SetText
from perfdesk.documents.finding import Fix
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.money import plain
from perfdesk.forms.period import Period
from perfdesk.forms.spelling import narrow, squeeze
from perfdesk.rules.case import Case
from perfdesk.rules.rule import PRACTICE, TARGETS, Verdict, rule

NAME, PERIOD = "project.name", "period"

_BRACKETED = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]{1,20})[)）\]】〕]")


@rule(
    "HDR-09", "实施期写法不统一", severity="info", basis=PRACTICE, fixable=True,
    why="同一批表的实施期写法一致，便于汇总和公开；通行写到月。",
    example="2024年1月至2024年12月",
)  # fmt: skip
def odd_period(case: Case) -> Iterator[Verdict]:
    """A period of whole months that is not written by months."""
    period, text = case.period, case.text(PERIOD)
    if not case.has(PERIOD) or not period or period.end < period.start or not _is_whole_months(period):
        return
    usual = f"{period.start.year}年{period.start.month}月至{period.end.year}年{period.end.month}月"
    if squeeze(text) != usual:
        yield Verdict(
            field(PERIOD),
            f"项目实施期「{text}」建议统一写为「{usual}」。",
            Fix(f"改为「{usual}」", (SetText(field(PERIOD), usual),), safe=True),
        )


def _is_whole_months(period: Period) -> bool:
    return period.start.day == 1 and (period.end + timedelta(days=1)).day == 1


@rule(
    "HDR-12", "编码年份早于预算年度", severity="warning", basis=PRACTICE,
    why="项目编码以立项年份开头。编码年份早于预算年度的是延续项目，实施期应从立项年度算起。",
    example="编码20231000060707的延续项目：2023年1月至2024年12月",
)  # fmt: skip
def older_code(case: Case) -> Iterator[Verdict]:
    """The code begins with an earlier year, and the period with the budget year."""
    if not case.has(NAME, "year", PERIOD) or not case.year or not case.period:
        return
    code = read_coded_name(case.text(NAME)).code
    born = int(code[:4]) if len(code) >= 8 and code[:4].isdecimal() else 0
    if 2000 <= born < case.year == case.period.start.year:
        yield Verdict(
            field(NAME),
            f"编码「{code}」的年份{born}早于{case.year}年度，疑为延续项目，请核对实施期的起点「{case.text(PERIOD)}」。",
            words=f"{code}\t{case.text(PERIOD)}",
        )


@rule(
    "HDR-13", "项目属性、项目类别未填写", severity="warning", basis=PRACTICE,
    why="表上有这一行就要填；不需要的，整行去掉比空着好。",
    example="项目属性：经常性项目；项目类别：其他运转类",
)  # fmt: skip
def no_kind(case: Case) -> Iterator[Verdict]:
    """The row is there and blank."""
    blank = [key for key in ("attribute", "category") if case.has(key) and not case.text(key)]
    if blank:
        named = "、".join(case.label(key) for key in blank)
        yield Verdict(
            field(blank[0]), f"{named}未填写，请填写，如「经常性项目」「其他运转类」；不需要的请去掉这一行。",
            words="\t".join(blank),
        )  # fmt: skip


@rule(
    "HDR-14", "项目名称含内部管理标注", severity="info", basis=PRACTICE, fixable=True,
    why="“三保”“刚性”“结转”这类标注是内部管理用的，随名称公开容易引起误解。",
    example="劳务派遣人员经费，不写「劳务派遣人员经费(三保外刚性)」",
)  # fmt: skip
def internal_tag(case: Case) -> Iterator[Verdict]:
    """A note of the house in brackets, or at the end of the name."""
    text = case.text(NAME)
    if not case.has(NAME) or not text:
        return
    for found in _BRACKETED.finditer(text):
        if case.vocabulary.found(found[1], "project.tags"):
            rest = (text[: found.start()] + text[found.end() :]).strip()
            if not read_coded_name(rest).name:
                return
            yield Verdict(
                field(NAME),
                f"项目名称含内部管理标注「{found[1]}」，公开前请确认；建议写为「{rest}」。",
                Fix(f"去掉「{found[0]}」", (SetText(field(NAME), rest),), safe=False),
            )
            return


@rule(
    "HDR-15", "项目名称看不出支出内容", severity="info", basis=TARGETS,
    why="名称只有单位和“专项经费”“工作经费”，看不出钱花在哪里，目标和指标也就没有方向。",
    example="财务档案管理及政府采购培训经费",
)  # fmt: skip
def vague_name(case: Case) -> Iterator[Verdict]:
    """Nothing remains of the name without organisations and words like 专项经费."""
    name = squeeze(_BRACKETED.sub("", read_coded_name(case.text(NAME)).name)) if case.has(NAME) else ""
    if name and _says_nothing(case, name):
        yield Verdict(
            field(NAME),
            f"项目名称「{name}」没有写明具体支出内容，建议写出做什么，如「财务档案整理及保管经费」。",
        )


def _says_nothing(case: Case, name: str) -> bool:
    rest = name
    while word := case.vocabulary.ending(rest, "project.vague"):
        rest = rest[: -len(word)]
    if rest == name:
        return False
    return len(rest) < 2 or (len(rest) <= 12 and bool(case.vocabulary.ending(rest, "project.organisations")))


@rule(
    "HDR-17", "金额与单位不相称", severity="warning", basis=PRACTICE,
    why="金额大得或小得不合常理，多半是把“元”填进了“万元”的表，差一万倍。",
    example="146.6（万元），不写1466000",
)  # fmt: skip
def implausible_amount(case: Case) -> Iterator[Verdict]:
    """A sum that no project costs, or too little for one; said once."""
    least, most = case.number("amount-least"), case.number("amount-most")
    for key in ("funds.total.sum", "funds.annual.sum"):
        amount = case.amount(key) if case.has(key) else None
        if not amount or amount.value <= 0 or least <= amount.value < most:
            continue
        size = "过大" if amount.value >= most else "过小"
        shown = f"{plain(amount.value)}万元"
        yield Verdict(
            field(key),
            f"{case.label(key)}「{case.text(key)}」合{shown}，{size}，请核对是按「元」还是按「万元」填写。",
            words=f"{case.text(key)}\t{case.money_unit}",
        )
        return


@rule(
    "HDR-18", "主管部门与实施单位疑似填反", severity="info", basis=PRACTICE, fixable=True,
    why="主管部门是主管预算部门，实施单位是它自己或它的下属；填反了，资金就挂错了单位。",
    example="主管部门：海州市教育局；实施单位：海州市教育局电教中心",
)  # fmt: skip
def exchanged_units(case: Case) -> Iterator[Verdict]:
    """The department is a subordinate of the unit, by their names."""
    if not case.has("department", "unit"):
        return
    department, unit = (narrow(squeeze(case.text(key))) for key in ("department", "unit"))
    if not department or not unit or department == unit:
        return
    ends = case.vocabulary.ending
    is_below = department.startswith(unit) or (
        department[:2] == unit[:2]
        and bool(ends(department, "project.subordinate"))
        and bool(ends(unit, "project.departments"))
        and not ends(unit, "project.subordinate")
    )
    if is_below and ends(unit, "project.departments"):
        swap = tuple(
            SetText(field(key), case.text(other))
            for key, other in (("department", "unit"), ("unit", "department"))
        )
        yield Verdict(
            field("department"),
            f"主管部门「{case.text('department')}」像是实施单位「{case.text('unit')}」的下属，两栏疑似填反，请核对。",
            # what asks the former department whether it is pleased would then ask the unit itself (SEM-07)
            None
            if any("满意" in line.name and "对" in line.name for line in case.indicators)
            else Fix("两栏对调", swap, safe=False),
            words=f"{department}\t{unit}",
        )
