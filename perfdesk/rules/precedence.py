"""One root cause, one finding: which rule speaks where several have seen the same thing.

To add a precedence, write a chain below, the rule that says most first. Within a row (or at a field, or about
the same group) a rule is silent when one before it in a chain has spoken; a rule that a profile switches off
silences nobody.
"""

from collections.abc import Sequence

from perfdesk.documents.finding import Finding

CHAINS: tuple[tuple[str, ...], ...] = (
    # a value that repeats the name; without amount and base; without a standard; two verbs for one thing
    ("VAL-09", "VAL-08", "VAL-07"),
    ("VAL-09", "SEM-11"),
    # a sign or a date that was misread; then what is wrong with the figure that came of it
    ("VAL-14", "VAL-06", "VAL-03a", "VAL-03c"),
    ("VAL-15", "VAL-02"),
    ("VAL-15", "VAL-03c"),
    ("VAL-02", "VAL-16"),
    # text that is broken or no value at all
    ("TXT-08", "GOAL-09"),
    ("TXT-08", "GOAL-05"),
    ("TXT-08", "GOAL-03"),
    ("TXT-08", "GOAL-04"),
    ("TXT-11", "GOAL-05"),
    ("VAL-13", "VAL-18"),
    ("VAL-01", "SEM-04"),
    ("VAL-18", "SEM-04"),
    # both say where the row belongs
    ("SEM-04", "SEM-14"),
    # a name that must be made a name first
    ("SEM-09", "SEM-20"),
    ("SEM-12", "SEM-20"),
    ("SEM-12", "SEM-13"),
    ("TXT-02", "TXT-01"),
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
