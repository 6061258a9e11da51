"""What the review says: a value pinned to a place, never an exception; and what a clerk answers to it.

Why it matters and what is right stand once for each rule: `rulebook.rule(finding.rule)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeAlias

from perfdesk.documents.address import Address
from perfdesk.documents.document import Mark, MarkKind
from perfdesk.documents.edits import Edit, SetMark
from perfdesk.forms.profile import Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
WEIGHTS: dict[Severity, str] = {"error": "错误", "warning": "提醒", "info": "提示"}
"""What a clerk calls them."""


Tally: TypeAlias = tuple[int, int]
"""How many errors and how many warnings"""

_ANSWER: MarkKind = "acknowledged"


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding."""

    label: str
    """What the button says, e.g. 补上“≥”."""
    edits: tuple[Edit, ...]
    safe: bool
    """Whether it cannot change what the clerk means; only such are applied many at once."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reviewer would send back."""

    rule: str
    severity: Severity
    document: str
    """uid"""
    address: Address
    message: str
    """What is wrong, in this text's own words."""
    basis: str = ""
    words: str = ""
    """The words that were judged; when they change, an acknowledgement ends."""
    fix: Fix | None = None
    others: tuple[str, ...] = ()
    """Of one that compares documents: the uids of the others, in the order of the batch."""
    acknowledged: Mark | None = None
    """The answer of somebody who let it stand: `message` is the reason, `by` and `at` who and when."""

    @property
    def id(self) -> str:
        """Stable from run to run: rule, place, and digest of the words judged."""
        return f"{self.rule}:{self.document}:{self.address}:{self.digest}"

    @property
    def digest(self) -> str:
        """Of the words judged."""
        return blake2b(self.words.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()

    @property
    def slot(self) -> tuple[MarkKind, str, str]:
        """Where a document keeps the answer to it; a rule speaks at a place once."""
        return _ANSWER, str(self.address), self.rule


def tally(findings: Iterable[Finding]) -> Tally:
    """The errors and warnings that nobody has acknowledged, as a library's summaries keep them."""
    severities = [finding.severity for finding in findings if not finding.acknowledged]
    return severities.count("error"), severities.count("warning")


def acknowledge(finding: Finding, reason: str, by: str, at: str) -> SetMark:
    """The edit that lets a finding stand, for a reason; it ends by itself when the words judged change.

    `at` is the time, ISO 8601. Each document of a batch keeps its own answer.
    ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("an acknowledgement needs a reason")
    answer = Mark(*finding.slot, message=reason, digest=finding.digest, by=by, at=at)
    return SetMark(finding.slot, answer)


def withdraw(finding: Finding) -> SetMark:
    """The edit that takes an acknowledgement back."""
    return SetMark(finding.slot, None)


def with_answers(marks: Iterable[Mark], findings: Iterable[Finding]) -> Iterable[Finding]:
    """The findings of a document, each with its acknowledgement where that was given to the same words."""
    answers = {mark.slot: mark for mark in marks if mark.kind == _ANSWER}
    if not answers:
        return findings
    return [_answered(finding, answers.get(finding.slot)) for finding in findings]


def _answered(finding: Finding, answer: Mark | None) -> Finding:
    return replace(finding, acknowledged=answer) if answer and answer.digest == finding.digest else finding
