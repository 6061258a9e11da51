"""HDR: the fields above the money: names, units, year, period."""

from collections.abc import Iterator

from perfdesk.documents.address import field
from perfdesk.documents.edits import SetText
from perfdesk.documents.finding import Fix
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.money import read_money_unit
from perfdesk.forms.period import read_length
from perfdesk.rules.case import Case
from perfdesk.rules.rule import PRACTICE, SYSTEM, Verdict, rule


@rule(
    "HDR-01", "项目名称未填写", severity="error", basis=SYSTEM,
    why="项目名称是预算项目的标识，没有名称无法与预算对应。",
    example="会计档案数字化及保管经费",
)  # fmt: skip
def no_project_name(case: Case) -> Iterator[Verdict]:
    """No name, or only a code."""
    if not case.has("project.name"):
        return
    coded = read_coded_name(case.text("project.name"))
    if coded.code and not coded.name:
        yield Verdict(
            field("project.name"), f"项目名称只有编码「{coded.code}」，没有名称；请在编码后填写项目全称。"
        )
    elif not case.text("project.name"):
        yield Verdict(field("project.name"), "项目名称未填写，请填写与预算一致的项目全称。")


@rule(
    "HDR-02", "填报单位未填写", severity="warning", basis=PRACTICE, fixable=True,
    why="填报单位处要盖章，空着容易盖错或漏盖；通常就是实施单位。",
    example="填报单位(盖章) 某某区财政局",
)  # fmt: skip
def no_filler(case: Case) -> Iterator[Verdict]:
    """No filling unit; the implementing unit is put forward."""
    if case.has("filler") and not case.text("filler"):
        unit = case.text("unit") if case.has("unit") else ""
        advice = f"建议填「{unit}」" if unit else "请填写盖章单位的全称"
        fix = Fix(f"填入「{unit}」", (SetText(field("filler"), unit),), safe=False) if unit else None
        yield Verdict(field("filler"), f"填报单位未填写，{advice}，盖章前请核对。", fix)


@rule(
    "HDR-03", "主管部门未填写", severity="error", basis=SYSTEM,
    why="绩效目标由主管部门审核后报送，没有主管部门无法流转。",
    example="某某市教育局",
)  # fmt: skip
def no_department(case: Case) -> Iterator[Verdict]:
    """No supervising department."""
    if case.has("department") and not case.text("department"):
        yield Verdict(field("department"), "主管部门未填写，请填写主管预算部门的全称。")


@rule(
    "HDR-04", "实施单位未填写", severity="error", basis=PRACTICE,
    why="实施单位是绩效责任主体，自评和评价都找它。",
    example="某某市第一中学",
)  # fmt: skip
def no_unit(case: Case) -> Iterator[Verdict]:
    """No implementing unit."""
    if case.has("unit") and not case.text("unit"):
        yield Verdict(field("unit"), "实施单位未填写，请填写具体实施项目的单位全称。")


@rule(
    "HDR-05", "预算年度缺失或无效", severity="error", basis=PRACTICE,
    why="年度目标、年度金额都以预算年度为准，没有年度无法判断是否当年可考核。",
    example="2024",
)  # fmt: skip
def no_year(case: Case) -> Iterator[Verdict]:
    """No year, or not one of this century."""
    if not case.has("year") or case.year:
        return
    text = case.text("year")
    seen = f"预算年度「{text}」不是有效的年份" if text else "预算年度未填写"
    yield Verdict(field("year"), f"{seen}，请填写四位年份，如「2024」。")


@rule(
    "HDR-06", "项目实施期无法识别", severity="error", basis=SYSTEM,
    why="实施期决定年度目标是否到期可考核；系统要求写明起止时间。",
    example="2024年1月至2024年12月",
)  # fmt: skip
def no_period(case: Case) -> Iterator[Verdict]:
    """No period that can be read; a mere length is a warning."""
    if not case.has("period") or case.period:
        return
    text, year = case.text("period"), case.year or 2024
    like = f"请写明起止时间，如「{year}年1月至{year}年12月」"
    if read_length(text):
        yield Verdict(
            field("period"), f"项目实施期「{text}」只有期限，看不出起止时间，{like}。", severity="warning"
        )
    else:
        seen = f"项目实施期「{text}」无法识别" if text else "项目实施期未填写"
        yield Verdict(field("period"), f"{seen}，{like}。")


@rule(
    "HDR-07", "实施期结束早于开始", severity="error", basis=SYSTEM,
    why="起止时间颠倒多为年份或月份笔误，系统不予保存。",
    example="2024年3月至2024年11月",
)  # fmt: skip
def reversed_period(case: Case) -> Iterator[Verdict]:
    """The period ends before it begins."""
    period = case.period if case.has("period") else None
    if period and period.end < period.start:
        yield Verdict(
            field("period"), f"项目实施期「{case.text('period')}」的结束早于开始，请核对起止的年份和月份。"
        )


@rule(
    "HDR-08", "实施期不包含预算年度", severity="error", basis=PRACTICE,
    why="预算年度内没有实施期，年度目标和年度金额就没有依据；多为沿用上年旧表。",
    example="2024年度的项目：2023年7月至2025年6月",
)  # fmt: skip
def period_outside_year(case: Case) -> Iterator[Verdict]:
    """The period has no day in the budget year."""
    period, year = case.period, case.year
    if not case.has("period", "year") or not period or not year or period.end < period.start:
        return
    if not period.start.year <= year <= period.end.year:
        text = case.text("period")
        yield Verdict(
            field("period"),
            f"项目实施期「{text}」不包含{year}年度，请核对实施期或预算年度，如「{year}年1月至{year}年12月」。",
            words=f"{text}\t{year}",
        )


@rule(
    "HDR-10", "项目编码混入项目名称", severity="info", basis=PRACTICE, fixable=True,
    why="编码写在名称前面，公开和检索时名称不整齐，也容易漏掉位数。",
    example="产业扶持专项资金",
)  # fmt: skip
def code_in_name(case: Case) -> Iterator[Verdict]:
    """A code before the project's name."""
    coded = read_coded_name(case.text("project.name"))
    if case.has("project.name") and coded.code and coded.name:
        yield Verdict(
            field("project.name"),
            f"项目编码「{coded.code}」混在项目名称里；如上级没有要求写编码，请只写「{coded.name}」。",
            # not safe: the form has no other place for the code
            Fix(f"只写「{coded.name}」", (SetText(field("project.name"), coded.name),), safe=False),
        )


@rule(
    "HDR-16", "未注明金额单位", severity="error", basis=PRACTICE, fixable=True,
    why="同样的数字按「元」还是「万元」相差一万倍，表上必须注明。",
    example="单位: 万元",
)  # fmt: skip
def no_money_unit(case: Case) -> Iterator[Verdict]:
    """The form has a place for the money's unit, and no unit of money stands in it."""
    text = case.text("money.unit")
    if not case.has("money.unit") or read_money_unit(text):
        return
    seen = f"金额单位「{text}」不是货币单位" if text else "未注明金额单位"
    yield Verdict(
        field("money.unit"),
        f"{seen}，请填「万元」或「元」。",
        Fix("填入「万元」", (SetText(field("money.unit"), "万元"),), safe=False),
    )
