"""What the window's table changes about rules, numbers and switches: only what differs is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from perfdesk.forms.profile import Profile, Severity
from perfdesk.rules.limits import NUMBERS, SWITCHES
from perfdesk.rules.office import OfficeRules
from perfdesk.rules.rule import Rule

V = TypeVar("V")

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "tolerance": "金额合计允许的误差（表中的金额单位）",
        "goal-shortest": "目标最少字数",
        "goal-longest": "目标宜不超过的字数",
        "goal-limit": "目标最多字数（系统限制）",
        "name-limit": "指标名称最多字数（系统限制）",
        "value-limit": "指标值最多字数（系统限制）",
        "rows-fewest": "指标最少个数",
        "rows-most": "指标最多个数",
        "words-most": "定性指标最多占百分之几",
        "amount-least": "项目金额下限（万元）",
        "amount-most": "项目金额上限（万元）",
        "separators": "金额写千分位逗号：0 不写，1 写",
        "each-least": "单位产出的成本下限（万元），0 为不限",
        "each-most": "单位产出的成本上限（万元），0 为不限",
        "basis-years": "政策依据超过几年提请核对",
        "weight-total": "权重合计，0 为 90 或 100",
        "weight-most": "单个指标的权重上限",
        "weight-cost": "成本指标的权重（与产出并列时）",
        "weight-output": "产出指标的权重",
        "weight-benefit": "效益指标的权重",
        "weight-satisfaction": "满意度指标的权重",
        "batch-total": "全年控制数（万元），0 为不核对",
        "batch-amount-change": "金额变化超过百分之几而指标不变时提出",
        "batch-same-rows": "两张表相同的指标达到几个时提出",
        "cost-required": "所有项目都必须设置成本指标",
    }
)
"""What a clerk calls numbers and switches, in the order of the table"""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the window keeps, over what holds without it."""

    base: Profile
    own: OfficeRules

    def is_on(self, rule: Rule) -> bool:
        """Whether a rule speaks."""
        if rule.id in (*self.own.on, *self.own.off):
            return rule.id in self.own.on
        return self._is_on_without(rule)

    def _is_on_without(self, rule: Rule) -> bool:
        return rule.id not in self.base.off and (not rule.is_off or rule.id in self.base.on)

    def switch_rule(self, rule: Rule, *, is_on: bool) -> "Settings":
        """Let a rule speak, or not."""
        on, off = (tuple(name for name in names if name != rule.id) for names in (self.own.on, self.own.off))
        if is_on != self._is_on_without(rule):
            on, off = ((*on, rule.id), off) if is_on else (on, (*off, rule.id))
        return replace(self, own=replace(self.own, on=on, off=off))

    def severity(self, rule: Rule) -> Severity | None:
        """What the office says of a rule's weight; None: as the rule finds."""
        return self.own.severity.get(rule.id)

    def usual_severity(self, rule: Rule) -> Severity:
        """How grave it is as a rule."""
        return self.base.severity.get(rule.id) or rule.severity

    def weigh(self, rule: Rule, severity: Severity | None) -> "Settings":
        """Give a rule another weight, or its own."""
        return replace(self, own=replace(self.own, severity=_with(self.own.severity, rule.id, severity)))

    def number(self, name: str) -> float:
        """A number that holds."""
        return {**NUMBERS, **self.base.numbers, **self.own.numbers}[name]

    def set_number(self, name: str, number: float) -> "Settings":
        """Let another number hold."""
        usual = {**NUMBERS, **self.base.numbers}[name]
        changed = _with(self.own.numbers, name, None if number == usual else number)
        return replace(self, own=replace(self.own, numbers=changed))

    def switch(self, name: str) -> bool:
        """A switch that holds."""
        return {**SWITCHES, **self.base.switches, **self.own.switches}[name]

    def set_switch(self, name: str, *, is_on: bool) -> "Settings":
        """Turn a switch."""
        usual = {**SWITCHES, **self.base.switches}[name]
        changed = _with(self.own.switches, name, None if is_on == usual else is_on)
        return replace(self, own=replace(self.own, switches=changed))


def _with(table: Mapping[str, V], name: str, value: V | None) -> dict[str, V]:
    others = {key: each for key, each in table.items() if key != name}
    return others if value is None else {**others, name: value}
