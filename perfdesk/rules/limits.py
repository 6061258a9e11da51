"""What the rules hold numbers against, and their switches: names, and values where a profile is silent.

A rule asks `case.number("tolerance")` and `case.switch("cost-required")`. To add one, write it below;
profiles (resources/profiles, and the office's own file) may set every one by its name and no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

NUMBERS: Mapping[str, float] = MappingProxyType(
    {
        "tolerance": 0.005,  # of sums, in the form's unit of money
        "goal-shortest": 20,  # GOAL-05, in characters
        "goal-longest": 500,  # GOAL-05
        "goal-limit": 1000,  # TXT-10: what systems take
        "name-limit": 50,  # TXT-10
        "value-limit": 50,  # TXT-10
        "rows-fewest": 5,  # CMP-10: indicators of a form
        "rows-most": 20,  # CMP-10
        "words-most": 40,  # CMP-12: per cent of the values that may be words
        "amount-least": 0.01,  # HDR-17: what a project may plausibly cost, in 万元
        "amount-most": 1000000,  # HDR-17
        "separators": 0,  # FUND-06: whether the house parts thousands by commas: 0 no, 1 yes
        "each-least": 0,  # SEM-17: what one unit of the output may cost, in 万元; both 0 for no such range
        "each-most": 0,  # SEM-17
        "basis-years": 5,  # POL-05: from which age on a document is looked at
        "weight-total": 0,  # WGT-01: what the weights add up to; 0 for 90 or 100
        "weight-most": 30,  # WGT-04: of one row
        "weight-cost": 20,  # WGT-03: of a first level, where 产出 and 成本 stand apart
        "weight-output": 50,  # WGT-03: 成本 included where it stands below 产出, or is missing
        "weight-benefit": 30,  # WGT-03
        "weight-satisfaction": 10,  # WGT-03
        "batch-total": 0,  # XF-05: what the forms of a year should add up to, in 万元; 0 for no such sum
        "batch-amount-change": 30,  # XF-06: per cent that money may change while the targets stay the same
        "batch-same-rows": 3,  # XF-07: from how many indicators on a set that is the same is worth a word
    }
)

SWITCHES: Mapping[str, bool] = MappingProxyType(
    {
        "cost-required": False,  # CMP-07: a cost indicator is a must whatever the category says
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers and switches of a profile, all of them."""

    numbers: Mapping[str, Decimal]
    switches: Mapping[str, bool]

    @classmethod
    def with_changes(cls, numbers: Mapping[str, float], switches: Mapping[str, bool]) -> "Limits":
        """What the rules are held against when a profile names these."""
        return cls(
            {name: Decimal(str(number)) for name, number in {**NUMBERS, **numbers}.items()},
            {**SWITCHES, **switches},
        )
