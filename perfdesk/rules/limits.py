"""What the rules hold numbers against, and their switches: names, and what they are where a profile is silent.

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
