"""A process that edits is killed at any moment; what it was told is durable has to be there."""

import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Timer

from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, Step
from perfdesk.library.library import Library

DOCUMENTS = 7

_EDITOR = """
import os, sys
from pathlib import Path
from random import Random
from perfdesk.documents.address import Address
from perfdesk.documents.edits import SetText, Step
from perfdesk.library.library import Library
path, number, random = Path(sys.argv[1]), int(sys.argv[2]), Random(int(sys.argv[3]))
library = Library.open(path)
assert not library.read_only
while True:
    number += 1
    edit = SetText(Address("", "period"), str(number))
    library.commit(Step("", ((f"u{number % 7}", edit),)))
    os.write(1, b"%d\\n" % number)
    if random.random() < 0.05:
        library._storage.fold_beside()
    elif random.random() < 0.03:
        library.close()
        library = Library.open(path)
"""


@dataclass
class Killed:
    """Runs, edits that were acknowledged in them, and those that were not found again."""

    runs: int = 0
    acknowledged: int = 0
    lost: int = 0


def kill_again_and_again(folder: Path, runs: int, seed: int = 1) -> Killed:
    """Each run goes on where the last was killed."""
    path, random, killed, last = folder / "库.json", Random(seed), Killed(), 0  # noqa: S311  (no secret)
    with Library.create(path) as library:
        documents = [Document(f"u{number}", "p", "f@1", {"period": "0"}) for number in range(DOCUMENTS)]
        library.commit(Step("", tuple((document.uid, PutDocument(document)) for document in documents)))
    for _ in range(runs):
        acknowledged = _one(path, last, random)
        with Library.open(path, read_only=True) as library:
            texts = [int(library.document(f"u{number}").texts["period"]) for number in range(DOCUMENTS)]
        killed.runs += 1
        killed.acknowledged += acknowledged - last
        killed.lost += not _is_all_there(texts, acknowledged)
        last = max(texts)
    return killed


def _one(path: Path, last: int, random: Random) -> int:
    """The last edit that was acknowledged before the kill."""
    command = [sys.executable, "-c", _EDITOR, str(path), str(last), str(random.randrange(10**6))]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        first = process.stdout.readline()
        timer = Timer(random.random() * 0.1, process.send_signal, (signal.SIGKILL,))
        timer.start()
        told = first + process.stdout.read()
        timer.join()
    return int(told.split(b"\n")[-2]) if told else last


def _is_all_there(texts: list[int], acknowledged: int) -> bool:
    """Whether each document holds its last edit, or the one in flight."""
    found = max(acknowledged, *texts)
    expected = sorted(range(max(found - DOCUMENTS + 1, 0), found + 1))
    return found <= acknowledged + 1 and all(number in texts or number <= 0 for number in expected)
