"""FUND: amounts that can be read, add up and fit each other. Amounts are Decimal in 万元."""

from collections.abc import Iterator
from decimal import Decimal, localcontext

from perfdesk.documents.address import field
from perfdesk.documents.edits import SetText
from perfdesk.documents.finding import Fix
from perfdesk.forms.money import Amount, in_unit, plain
from perfdesk.rules.case import Case
from perfdesk.rules.rule import PRACTICE, SYSTEM, Verdict, rule

TOTAL, ANNUAL = "funds.total", "funds.annual"
_CENT = 6
"""Decimals of 万元 down to a cent."""


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
    with localcontext(prec=100):  # what is added up must not be rounded to 28 digits
        total = sum((part.value for part in parts if part), start=Decimal(0))
        is_off = abs(whole.value - total) > case.tolerance
    if is_off:
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
    "FUND-04", "一年期项目两项金额不等", severity="warning", basis=PRACTICE,
    why="实施期只有一年的项目，实施期金额就是年度金额；不等的，不是金额错就是实施期错。",
    example="2024年1月至2024年12月：实施期金额50，年度金额50",
)  # fmt: skip
def one_year_amounts(case: Case) -> Iterator[Verdict]:
    """A period within one year, and 年度金额 less than 实施期金额 (more is FUND-03's)."""
    keys = f"{TOTAL}.sum", f"{ANNUAL}.sum"
    total, annual = case.amount(keys[0]), case.amount(keys[1])
    if not case.has(*keys, "period") or not total or not annual or not is_one_year(case):
        return
    if annual.value > 0 and total.value - annual.value > case.tolerance:
        yield Verdict(
            field(keys[1]),
            f"实施期「{case.text('period')}」为一年，年度金额{case.text(keys[1])}应等于实施期金额{case.text(keys[0])}，"
            "请核对金额或实施期。",
            words="\t".join((case.text(keys[0]), case.text(keys[1]), case.text("period"))),
        )


def is_one_year(case: Case) -> bool:
    """Whether the period lies within one year."""
    period = case.period
    return bool(period and 0 <= (period.end - period.start).days < 366)


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
    "FUND-06", "金额写法不统一", severity="info", basis=PRACTICE, fixable=True,
    why="有的写千分位、有的不写，有的补零、有的不补，汇总和公开时不整齐。",
    example="2695.91，不写2,695.91；各栏小数位数一致或都不补零",
)  # fmt: skip
def uneven_amounts(case: Case) -> Iterator[Verdict]:
    """Thousands parted against the house's way, or noughts filled up here and not there; said once."""
    read = {key: amount for key in _amount_keys(case) if (amount := case.amount(key)) and not amount.stated}
    wants = bool(case.number("separators"))
    odd = [
        key
        for key, amount in read.items()
        if amount.separated != wants and abs(amount.value) >= 1000 * case.money_scale
    ]
    padded = [key for key, amount in read.items() if amount.places and case.text(key).endswith("0")]
    if not odd and (not padded or len({amount.places for amount in read.values()}) < 2):
        return
    mended = {key: _evenly(amount, wants, case) for key, amount in read.items()}
    edits = tuple(SetText(field(key), text) for key, text in mended.items() if text != case.text(key))
    first = (odd or padded)[0]
    yield Verdict(
        field(first),
        f"金额「{case.text(first)}」的写法与其他金额或通行写法不一致，建议统一写为「{mended[first]}」。",
        Fix("统一金额写法", edits, safe=True) if edits else None,
        words="\t".join(case.text(key) for key in read),
    )


def _evenly(amount: Amount, wants_separators: bool, case: Case) -> str:
    text = plain(in_unit(amount.value, case.money_unit))
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}{point}{decimals}" if wants_separators else text


def _amount_keys(case: Case) -> Iterator[str]:
    keys = (f"{block}.{part}" for block in (TOTAL, ANNUAL) for part in ("sum", "fiscal", "other"))
    yield from (key for key in keys if case.has(key) and case.text(key))


@rule(
    "FUND-07", "金额小到不足一分", severity="info", basis=PRACTICE,
    why="以万元为单位时，第六位小数就是一分钱；再往后没有意义，多为计算时带出来的尾数。",
    example="10606.7522，不写10606.75223333",
)  # fmt: skip
def below_a_cent(case: Case) -> Iterator[Verdict]:
    """An amount with a fraction of a cent."""
    for key in _amount_keys(case):
        amount = case.amount(key)
        if amount and len(plain(amount.value).partition(".")[2]) > _CENT:
            yield Verdict(
                field(key), f"{case.label(key)}「{case.text(key)}」精确到了一分钱以下，请四舍五入到分。"
            )


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


@rule(
    "FUND-09", "多年项目年度金额等于总额", severity="info", basis=PRACTICE,
    why="实施期跨年的项目，年度金额只是其中一部分；两项相等，要么实施期写长了，要么漏了以后年度的金额。",
    example="2023年1月至2025年12月：实施期金额300，年度金额100",
)  # fmt: skip
def long_project_paid_at_once(case: Case) -> Iterator[Verdict]:
    """More than a year, and both amounts equal."""
    keys = f"{TOTAL}.sum", f"{ANNUAL}.sum"
    period, total, annual = case.period, case.amount(keys[0]), case.amount(keys[1])
    if not case.has(*keys, "period") or not period or not total or not annual:
        return
    if case.year and not period.start.year <= case.year <= period.end.year:
        return
    if (period.end - period.start).days > 366 and total.value > 0 and total.value == annual.value:
        yield Verdict(
            field(keys[1]),
            f"实施期「{case.text('period')}」超过一年，年度金额{case.text(keys[1])}却等于实施期金额，请核对。",
            words="\t".join((case.text(keys[0]), case.text(keys[1]), case.text("period"))),
        )


@rule(
    "FUND-10", "其他资金为空", severity="info", basis=PRACTICE, fixable=True, is_off=True,
    why="空白按0处理，一般不必填；上级要求每格都有数的，可以打开这条检查。",
    example="没有其他资金的填0",
)  # fmt: skip
def blank_other(case: Case) -> Iterator[Verdict]:
    """A blank 其他资金, which means nothing."""
    for block in (TOTAL, ANNUAL):
        key = f"{block}.other"
        if case.has(key) and not case.text(key) and case.text(f"{block}.fiscal"):
            yield Verdict(
                field(key),
                f"{case.label(key)}为空，按0处理；要求每格都填的，请填「0」。",
                Fix("填「0」", (SetText(field(key), "0"),), safe=True),
                words=case.text(f"{block}.sum"),
            )
