"""What a rule is, and how one is written down.

`@rule(...)` over a function from a Case to Verdicts makes a rule over one form; `@batch_rule(...)` over one
from the Facts of several documents to Remarks makes a rule that compares them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perfdesk.documents.address import Address
from perfdesk.documents.finding import Fix
from perfdesk.forms.profile import Severity
from perfdesk.rules.case import Case
from perfdesk.rules.facts import Facts, Others

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


class Remark(NamedTuple):
    """What a batch rule has seen in one document, beside others."""

    facts: Facts
    others: Others
    verdict: Verdict
    """With `words`, for there is no document at hand to take them from."""


Judgement = Callable[[Case], Iterator[Verdict]]
Comparison = Callable[[Sequence[Facts]], Iterator[Remark]]


def _nothing(case: Case) -> Iterator[Verdict]:  # noqa: ARG001
    yield from ()


def _no_remarks(batch: Sequence[Facts]) -> Iterator[Remark]:  # noqa: ARG001
    yield from ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what `perfdesk rules` says about it, and the functions that judge."""

    id: str
    title: str
    severity: Severity
    basis: str
    why: str
    example: str
    """Of right."""
    fixable: bool
    """Whether it can offer a fix."""
    is_off: bool = False
    """Whether it speaks only when a profile switches it on."""
    judge: Judgement = field(default=_nothing, repr=False, compare=False)
    """Over one form."""
    compare: Comparison = field(default=_no_remarks, repr=False, compare=False)
    """Over several."""

    @property
    def is_for_batches(self) -> bool:
        """Whether it compares documents."""
        return self.compare is not _no_remarks


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
    return lambda judge: Rule(name, title, severity, basis, why, example, fixable, is_off, judge)


def batch_rule(  # noqa: PLR0913  (as above)
    name: str, title: str, *, severity: Severity, basis: str, why: str, example: str
) -> Callable[[Comparison], Rule]:
    """Make a Rule that compares documents of the function below."""
    return lambda compare: Rule(name, title, severity, basis, why, example, False, compare=compare)
