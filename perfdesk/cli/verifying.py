"""`verify`: whether a paper matches the library."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from perfdesk.cli.speech import say, say_json, warn
from perfdesk.documents.check_code import is_code
from perfdesk.library.library import Library
from perfdesk.ui.files.verifying import Checked, read_paper, verify_code, verify_paper


def verify_command(arguments: Namespace) -> int:
    """Page by page, or the one code; 1 when something does not match."""
    words: str = arguments.paper
    notes: tuple[str, ...] = ()
    with Library.open(Path(arguments.library), read_only=True) as library:
        if is_code(words) and not Path(words).exists():
            checked = verify_code(words, library)
        else:
            file = read_paper(Path(words), library.catalogue)
            checked, notes = verify_paper(file, library), file.notes
    if arguments.json:
        say_json({"pages": [_record(each) for each in checked]})
    else:
        for each in checked:
            say("\n  ".join(each.words))
        if not checked:
            say("项目库中没有哪张表用过这个核对码，请核对是不是这个项目库。")
    for note in notes:
        warn(f"注意：{note}")
    return 0 if checked and all(each.match for each in checked) and not notes else 1


def _record(each: Checked) -> dict[str, Any]:
    return {
        "page": each.page,
        "project": each.project,
        "project_name": each.name,
        "code": each.code or None,
        "revision": each.revision,
        "match": each.match,
        "differences": [
            {"address": one.address, "paper": one.paper, "library": one.library} for one in each.differences
        ],
        "message": each.words[0],
        "printed": [{"revision": one.revision, "at": one.at, "by": one.by} for one in each.prints],
    }
