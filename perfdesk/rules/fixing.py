"""Fixes: one, all of a kind, all safe ones, as one Step.

Fixes may want the same cell, and one may rest on words that another changes. So within a row, and within the
fields, only those are put together that touch different cells, and never two that move rows about. What is
left out is found again by the next review, and can be mended then.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from perfdesk.documents.edits import Edit, InsertRow, MoveRow, RemoveRow, SetMark, SetText, Step
from perfdesk.documents.finding import Finding


def fix_one(finding: Finding) -> Step:
    """The fix of a finding; ValueError when it has none."""
    if not finding.fix:
        raise ValueError(f"{finding.id} has no fix")
    return Step(f"改正：{finding.fix.label}", tuple((finding.document, edit) for edit in finding.fix.edits))


def all_fixes(findings: Iterable[Finding], *, rule: str = "") -> Step:
    """The fixes of one rule or, without one, all that are safe; findings may be of several documents.

    What is acknowledged stays as it is. The Step has no edits when there is nothing to mend.
    """
    kept, _ = mendable(findings, rule=rule)
    edits = sorted(
        ((finding.document, edit) for finding in kept for edit in (finding.fix.edits if finding.fix else ())),
        key=lambda each: _order(each[1]),
    )
    what = f"“{rule}”" if rule else "可以放心改正的"
    return Step(f"改正全部{what}意见（{len(kept)} 处）", tuple(edits))


def mendable(findings: Iterable[Finding], *, rule: str = "") -> tuple[tuple[Finding, ...], int]:
    """The findings that `all_fixes` mends, and how many more wait until these are mended."""
    chosen = [
        finding
        for finding in findings
        if finding.fix and not finding.acknowledged and (finding.rule == rule if rule else finding.fix.safe)
    ]
    kept = tuple(_without_conflicts(chosen))
    return kept, len(chosen) - len(kept)


def _without_conflicts(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings in order, but for those whose fix touches what an earlier one does."""
    taken: set[tuple[str, ...]] = set()
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        places = {(finding.document, *place) for place in chain.from_iterable(map(_touched, edits))}
        if not places & taken:
            taken |= places
            yield finding


def _touched(edit: Edit) -> Iterator[tuple[str, ...]]:
    """What an edit writes or counts on; two edits go together when these have nothing in common."""
    match edit:
        case SetText(address):
            yield ("row", address.row) if address.row else ("field", address.key)
        case RemoveRow(row):
            yield "row", row
        case InsertRow():
            # its place is counted from the top: two would push each other down
            yield ("order",)
        case MoveRow(row):
            yield "row", row
            yield ("order",)
        case SetMark(slot):
            yield "mark", *slot
        case _:
            yield ("document",)


def _order(edit: Edit) -> int:
    """Rows are put in before any is taken away, for the places are those of the document as it was judged."""
    return 1 if isinstance(edit, RemoveRow) else 0
