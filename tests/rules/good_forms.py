"""Well-made forms of many trades, as they would be copied out of a paper: `tests/data/good/PROFILE/NAME.txt`.

To add one, put a text file there that the importer reads without a remark.
"""

from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

from perfdesk.documents.document import Document
from perfdesk.documents.finding import Finding
from perfdesk.exchange.importing import import_file
from perfdesk.forms import catalogue
from perfdesk.rules.rulebook import judge
from tests.rules.example import FORM

GOOD = Path(__file__).parents[1] / "data" / "good"
FRAMEWORKS = {"dalian-2024": "legacy-88", "legacy-88": "legacy-88", "core-101": "core-101"}
NAMES = tuple(sorted(f"{path.parent.name}/{path.stem}" for path in GOOD.glob("*/*.txt")))


@cache
def good_form(name: str) -> Document:
    """A form by profile and name; its rows are called by their number."""
    uids = count(1)
    imported = import_file(GOOD / f"{name}.txt", catalogue.Catalogue(), lambda: str(next(uids)))
    (document,) = imported.documents
    rows = tuple(replace(row, uid=str(number)) for number, row in enumerate(document.rows, start=1))
    return replace(document, uid=name, rows=rows)


def judged(document: Document, profile: str) -> tuple[Finding, ...]:
    """What the review says of it under a profile."""
    return judge(document, FORM, catalogue.profile(profile), catalogue.framework(FRAMEWORKS[profile]))
