"""Bytes made to break a reader, led by the code that they reach: `python -m tests.fuzzing READER [SECONDS]`.

Optional, and on Linux only: it needs atheris (the group `fuzz`). Whatever comes in must be read or refused
with a SourceError; anything else ends the run with the bytes that did it. How many inputs were tried
is printed last. What of a reader's file is varied stands in TARGETS: of a zip the one member that says most.
"""

import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import atheris

with atheris.instrument_imports(include=["perfdesk.exchange"]):
    from perfdesk.errors import SourceError
    from perfdesk.exchange.importing import import_pages
    from perfdesk.forms.catalogue import Catalogue
    from tests.exchange import carriers, papers

CATALOGUE = Catalogue()
LONGEST = 20_000
"""Bytes of an input"""


class Target(NamedTuple):
    """What is varied."""

    seed: bytes
    made: Callable[[bytes], bytes]
    """A variation → the content of a file"""


def member(content: bytes, name: str) -> Target:
    """One member of a zip; the others stay as they are."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    return Target(members[name], lambda data: carriers.packed({**members, name: data}))


def whole(content: bytes) -> Target:
    """The whole file."""
    return Target(content, bytes)


TARGETS: dict[str, Callable[[], Target]] = {
    "xlsx": lambda: member(carriers.xlsx(carriers.sheets()[:1]), "xl/worksheets/sheet1.xml"),
    "docx": lambda: member(carriers.word(carriers.sheets()[:1]), "word/document.xml"),
    "ods": lambda: member(carriers.opendocument(carriers.sheets()[:1]), "content.xml"),
    "html": lambda: whole(carriers.page(carriers.sheets()[:1])),
    "text": lambda: whole(papers.tabbed(papers.forms()[0]).encode()),
}


def main() -> None:
    """Try inputs until the time is up."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"python -m tests.fuzzing {'|'.join(TARGETS)} [SECONDS]")
    target, seconds = TARGETS[sys.argv[1]](), sys.argv[2] if len(sys.argv) > 2 else "60"

    def try_one(data: bytes) -> None:
        try:
            import_pages(target.made(data), "文件", CATALOGUE)
        except SourceError as error:
            if not str(error).startswith("「文件」"):
                raise AssertionError(f"the file is not named: {error}") from error

    with tempfile.TemporaryDirectory() as corpus:
        Path(corpus, "seed").write_bytes(target.seed)
        atheris.Setup(
            [sys.argv[0], f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=10", corpus], try_one
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
