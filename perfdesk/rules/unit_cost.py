"""What one unit of a project's main output costs: the count that shares words with the project's name."""

from decimal import Decimal
from functools import lru_cache

from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.money import plain
from perfdesk.rules.case import Case, Line


def cost_of_each(case: Case) -> tuple[Line, Decimal] | None:
    """The only count whose name shares a telling pair with the project's, and the year's money per unit."""
    annual = case.amount("funds.annual.sum") if case.has("funds.annual.sum", "project.name") else None
    if not annual or annual.value <= 0:
        return None
    name = telling_pairs(case, read_coded_name(case.text("project.name")).name)
    counts = [
        line
        for line in case.indicators
        if line.standing.second == "数量指标" and pairs_of(line.name) & name
        and line.target and line.target.number and line.unit and not line.target.base
        and "元" not in line.unit and line.unit not in {"%", "年", "月", "天"}
    ]  # fmt: skip
    if len(counts) != 1 or not counts[0].target or not counts[0].target.number:
        return None
    return counts[0], annual.value / counts[0].target.number


def measure_of(line: Line) -> str:
    """The unit, or a better word for 个."""
    usual = line.says.units or ()
    return usual[0] if line.unit == "个" and usual else line.unit


def rounded(amount: Decimal) -> str:
    """An amount in 万元 as it is told: two decimals, more of small ones."""
    return plain(Decimal(f"{amount:.2f}" if amount >= 1 else f"{amount:.6f}"))


@lru_cache(maxsize=8192)
def pairs_of(text: str) -> frozenset[str]:
    """Every two characters that stand together in a text."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def telling_pairs(case: Case, text: str) -> frozenset[str]:
    """The pairs of a text without the words that link nothing: 国有 of 国有企业管理."""
    for _, word in sorted(
        case.vocabulary.spots(text).get("meaning.common", ()), key=lambda spot: -len(spot[1])
    ):
        text = text.replace(word, "\t")
    return frozenset(pair for pair in pairs_of(text) if "\t" not in pair)
