"""What the review says: a value pinned to a place, never an exception."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeAlias

from perfdesk.documents.address import Address
from perfdesk.documents.edits import Edit
from perfdesk.forms.profile import Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


Tally: TypeAlias = tuple[int, int]
"""How many errors and how many warnings"""


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

    @property
    def id(self) -> str:
        """Stable from run to run: rule, place, and digest of the words judged."""
        return f"{self.rule}:{self.document}:{self.address}:{self.digest}"

    @property
    def digest(self) -> str:
        """Of the words judged."""
        return blake2b(self.words.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()

    def at(self, severity: Severity) -> "Finding":
        """The same finding, as severe as a profile says."""
        return self if severity == self.severity else replace(self, severity=severity)


def tally(findings: Iterable[Finding]) -> Tally:
    """The errors and warnings among findings, as a library's summaries keep them."""
    severities = [finding.severity for finding in findings]
    return severities.count("error"), severities.count("warning")
