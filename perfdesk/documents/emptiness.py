"""Which findings only say that something has yet to be filled in.

They count as 待填 rather than stand beside what is wrong. A finding on a place that holds a sign never does.
"""

from collections.abc import Iterable, Mapping, Sequence

from perfdesk.documents.document import Document, Row
from perfdesk.documents.finding import Finding, Tally, tally
from perfdesk.documents.making import is_blank


def parted(
    document: Document, findings: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings about what stands there, and those that wait for something to be filled in; both in order.

    A finding waits if it stands on an empty cell. One about a group of rows, if it judged no words and the
    group has a row that nobody has filled in.
    """
    rows = {row.uid: row for row in document.rows}
    blank = [row for row in document.rows if is_blank(row)]
    waits = [_waits(document, rows, blank, finding) for finding in findings]
    both = list(zip(findings, waits, strict=True))
    return tuple(found for found, is_one in both if not is_one), tuple(
        found for found, is_one in both if is_one
    )


def said_of(document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is said of a document before anybody asks for all of it: neither acknowledged nor merely empty."""
    return parted(document, [finding for finding in findings if not finding.acknowledged])[0]


def counts_of(document: Document, findings: Iterable[Finding]) -> Tally:
    """The errors and warnings of `said_of`, as lists show them and a library's summaries keep them."""
    return tally(said_of(document, findings))


def missing(document: Document, findings: Iterable[Finding]) -> int:
    """How much has yet to be filled in, if a reviewer would send the form back for any of that; else 0."""
    _, waiting = parted(document, [finding for finding in findings if not finding.acknowledged])
    return len(waiting) if any(finding.severity == "error" for finding in waiting) else 0


def _waits(document: Document, rows: Mapping[str, Row], blank: Sequence[Row], finding: Finding) -> bool:
    address = finding.address
    if address.is_group:
        level = address.key.partition(":")[2]
        return not finding.words and any(not level or level in row.texts.values() for row in blank)
    texts = rows[address.row].texts if address.row in rows else {} if address.row else document.texts
    text = texts.get(address.key)
    return text is not None and not text.strip()
