"""Folding: what is said of most forms of a batch, or of several forms at once, is shown once with a count."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perfdesk.documents.finding import SEVERITIES, Finding

_FEWEST = 3
"""Forms on which a finding must stand to be common."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The findings of a batch, parted."""

    common: tuple[tuple[Finding, ...], ...]
    """Findings that are shown as one, with their count; gravest first."""
    own: Mapping[str, tuple[Finding, ...]]
    """The rest, by document, in the order of its form."""


def fold(judged: Mapping[str, Sequence[Finding]]) -> Folded:
    """Part what is common from what is a form's own; an acknowledged finding is always its own form's.

    Common is what compares forms, told once for those that are alike, and what is no row's matter and stands
    on three forms and at least half of the batch.
    """
    places = {uid: place for place, uid in enumerate(judged)}
    groups: defaultdict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for findings in judged.values():
        for finding in findings:
            groups[_kind(finding, places)].append(finding)
    enough = max(_FEWEST, len(judged) / 2)
    common = [
        tuple(findings)
        for kind, findings in groups.items()
        if kind and (findings[0].others or len(findings) >= enough)
    ]
    shown = {finding.id for findings in common for finding in findings}
    own = {uid: tuple(each for each in findings if each.id not in shown) for uid, findings in judged.items()}
    return Folded(tuple(sorted(common, key=lambda findings: SEVERITIES.index(findings[0].severity))), own)


def _kind(finding: Finding, places: Mapping[str, int]) -> tuple[object, ...]:
    """What findings have in common that are shown as one; empty for one that stands alone."""
    if finding.acknowledged:
        return ()
    if finding.others:
        first = min((finding.document, *finding.others), key=lambda uid: places.get(uid, len(places)))
        subject = finding.words if finding.address.row else ""
        return finding.rule, finding.severity, finding.address.key, first, subject
    return () if finding.address.row else (finding.rule, finding.severity, finding.address)
