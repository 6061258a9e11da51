"""What a rule is, and how one is written down: `@rule(...)` over a function from a Case to Verdicts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from perfdesk.documents.address import Address
from perfdesk.documents.finding import Fix
from perfdesk.forms.profile import Severity
from perfdesk.rules.case import Case

# Where a rule's authority comes from. Numbers only: a paraphrase stands in the rule's `why`.
TARGETS = "财预〔2015〕88号"
CORE = "财预〔2021〕101号"
BOTH = f"{TARGETS}、{CORE}"
SCORING = "财预〔2020〕10号"
SYSTEM = "预算管理一体化系统通行校验"
PRACTICE = "表样填报惯例"


class Verdict(NamedTuple):
    """What a rule has seen at one place; the rulebook makes a Finding of it."""

    address: Address
    message: str
    """What is wrong, in this text's own words, and what to type."""
    fix: Fix | None = None
    words: str | None = None
    """The words judged, where they are more than the text at the address."""
    severity: Severity | None = None
    """Where it differs from the rule's own; a profile has the last word."""


Judgement = Callable[[Case], Iterator[Verdict]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what `perfdesk rules` says about it, and the function that judges."""

    id: str
    title: str
    severity: Severity
    basis: str
    why: str
    example: str
    """Of right."""
    fixable: bool
    """Whether it can offer a fix."""
    judge: Judgement = field(repr=False, compare=False)
    is_off: bool = False
    """Whether it speaks only when a profile switches it on."""


def rule(  # noqa: PLR0913  (what the clerk is told about a rule, all by name)
    name: str,
    title: str,
    *,
    severity: Severity,
    basis: str,
    why: str,
    example: str,
    fixable: bool = False,
    is_off: bool = False,
) -> Callable[[Judgement], Rule]:
    """Make a Rule of the function below."""
    return lambda judge: Rule(name, title, severity, basis, why, example, fixable, judge, is_off)
