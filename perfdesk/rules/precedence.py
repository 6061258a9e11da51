"""One root cause, one finding: which rule speaks where several have seen the same thing.

To add a precedence, write a chain below, the rule that says most first. Within a row (or at a field, or about
the same group) a rule is silent when one before it in a chain has spoken; a rule that a profile switches off
silences nobody.
"""

from collections.abc import Sequence

from perfdesk.documents.finding import Finding

CHAINS: tuple[tuple[str, ...], ...] = (
    (
        "VAL-09",
        "VAL-08",
        "VAL-07",
    ),  # a value that repeats the name; without amount and base; without a standard
)

_STRONGER: dict[str, frozenset[str]] = {
    name: frozenset().union(*(chain[: chain.index(name)] for chain in CHAINS if name in chain))
    for chain in CHAINS
    for name in chain
}


def without_lesser(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings without those that a stronger rule has said already at their place."""
    if not any(finding.rule in _STRONGER for finding in findings):
        return findings
    said: dict[str, set[str]] = {}
    for finding in findings:
        said.setdefault(_place(finding), set()).add(finding.rule)
    return [
        finding
        for finding in findings
        if not said[_place(finding)] & _STRONGER.get(finding.rule, frozenset())
    ]


def _place(finding: Finding) -> str:
    return finding.address.row or finding.address.key
