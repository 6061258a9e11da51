"""FUND: amounts that can be read, add up and fit each other. Amounts are Decimal in 万元."""

from collections.abc import Iterator
from decimal import Decimal

from perfdesk.documents.address import field
from perfdesk.documents.edits import SetText
from perfdesk.documents.finding import Fix
from perfdesk.forms.money import plain
from perfdesk.rules.case import Case
from perfdesk.rules.rule import PRACTICE, SYSTEM, Verdict, rule

TOTAL, ANNUAL = "funds.total", "funds.annual"


@rule(
    "FUND-01", "实施期金额不等于各项来源之和", severity="error", basis=SYSTEM,
    why="总额应等于财政拨款与其他资金之和，差一分钱系统也不通过。",
    example="实施期金额100，财政拨款80，其他资金20",
)  # fmt: skip
def total_adds_up(case: Case) -> Iterator[Verdict]:
    """实施期金额 = 财政拨款 + 其他资金."""
    yield from _adds_up(case, TOTAL)


@rule(
    "FUND-02", "年度金额不等于各项来源之和", severity="error", basis=SYSTEM,
    why="年度金额应等于财政拨款与其他资金之和，差一分钱系统也不通过。",
    example="年度金额50，财政拨款50，其他资金空白",
)  # fmt: skip
def annual_adds_up(case: Case) -> Iterator[Verdict]:
    """年度金额 = 财政拨款 + 其他资金."""
    yield from _adds_up(case, ANNUAL)


def _adds_up(case: Case, block: str) -> Iterator[Verdict]:
    """A blank part counts as nothing; with both blank FUND-08 speaks, of what is no sum FUND-05."""
    keys = [f"{block}.{part}" for part in ("sum", "fiscal", "other")]
    if not case.has(*keys) or all(case.is_no_money(key) for key in keys[1:]):
        return
    whole = case.amount(keys[0])
    parts = [case.amount(key) for key in keys[1:]]
    if (
        not whole
        or whole.value <= 0
        or any(not part and not case.is_no_money(key) for key, part in zip(keys[1:], parts, strict=True))
    ):
        return
    total = sum((part.value for part in parts if part), start=Decimal(0))
    if abs(whole.value - total) > case.tolerance:
        shown = [case.text(key) or "0" for key in keys]
        comes_to = f"两项合计{plain(total / case.money_scale)}{case.money_unit}"
        yield Verdict(
            field(keys[0]),
            f"{case.label(keys[0])}{shown[0]}≠财政拨款{shown[1]}+其他资金{shown[2]}（{comes_to}），请核对并改正。",
            words="\t".join(shown),
        )


@rule(
    "FUND-03", "年度金额大于实施期金额", severity="error", basis=PRACTICE,
    why="年度金额是实施期金额中当年的一部分，不会比总额大；多为两栏填反。",
    example="实施期金额300，年度金额100",
)  # fmt: skip
def annual_within_total(case: Case) -> Iterator[Verdict]:
    """年度金额 ≤ 实施期金额."""
    keys = f"{ANNUAL}.sum", f"{TOTAL}.sum"
    annual, total = case.amount(keys[0]), case.amount(keys[1])
    if not annual or not total or total.value <= 0:
        return
    if case.has(*keys) and annual.value - total.value > case.tolerance:
        yield Verdict(
            field(keys[0]),
            f"年度金额{case.text(keys[0])}大于实施期金额{case.text(keys[1])}，请核对是否两栏填反或漏填以后年度金额。",
            words=f"{case.text(keys[0])}\t{case.text(keys[1])}",
        )


@rule(
    "FUND-05", "金额无法识别或不大于0", severity="error", basis=PRACTICE,
    why="金额栏只能是数字；没有金额的项目不需要绩效目标，负数多为笔误。",
    example="146.6 或 2,695.91",
)  # fmt: skip
def unreadable_amount(case: Case) -> Iterator[Verdict]:
    """An amount that is missing, no number, negative, or a sum of nothing."""
    for block in (TOTAL, ANNUAL):
        for part in ("sum", "fiscal", "other"):
            key = f"{block}.{part}"
            if case.has(key) and (trouble := _trouble(case, key, is_sum=part == "sum")):
                yield Verdict(field(key), trouble)


def _trouble(case: Case, key: str, *, is_sum: bool) -> str:
    label, text, amount = case.label(key), case.text(key), case.amount(key)
    if not text:
        return f"{label}未填写，请填写以{case.money_unit}为单位的数字。" if is_sum else ""
    if amount is None:
        return (
            ""
            if not is_sum and case.is_no_money(key)
            else f"{label}「{text}」无法识别，请只写数字，如「146.6」。"
        )
    if amount.value < 0 or (is_sum and amount.value == 0):
        return (
            f"{label}「{text}」应大于0，请核对并改正。"
            if is_sum
            else f"{label}「{text}」不应是负数，请核对并改正。"
        )
    return ""


@rule(
    "FUND-08", "未填写资金来源构成", severity="error", basis=PRACTICE, fixable=True,
    why="只有总额、没有来源，看不出是财政拨款还是其他资金，审核会退回补填。",
    example="年度金额146.6，其中:财政拨款146.6",
)  # fmt: skip
def no_sources(case: Case) -> Iterator[Verdict]:
    """A sum, and neither of its parts."""
    for block in (TOTAL, ANNUAL):
        keys = [f"{block}.{part}" for part in ("sum", "fiscal", "other")]
        amount = case.amount(keys[0])
        if not case.has(*keys) or not amount or amount.value <= 0:
            continue
        if all(case.is_no_money(key) for key in keys[1:]):
            text = case.text(keys[0])
            yield Verdict(
                field(keys[1]),
                f"{case.label(keys[0])}{text}未填写资金来源构成；如全部是财政拨款，请在{case.label(keys[1])}栏填「{text}」。",
                Fix(f"财政拨款填「{text}」", (SetText(field(keys[1]), text),), safe=False),
                words="\t".join(case.text(key) for key in keys),
            )
