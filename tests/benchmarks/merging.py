"""Merging 10,000 projects with 10,000: from opened files to the Step on the disk, and what memory it takes.

Each side changed another field of every project, and a hundred projects in the same field.
"""

import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from perfdesk.documents.address import field
from perfdesk.documents.edits import SetText, Step
from perfdesk.exchange.package import read_package, write_package
from perfdesk.library.library import Library
from perfdesk.library.merging import Theirs, handed, note_merged, opened, plan_merge, step_for, to_hand_out
from tests.benchmarks.forms import write_library
from tests.benchmarks.measuring import python

_NUMBER, _CONFLICTS, _RUNS = 10_000, 100, 3
_AT = "2026-11-25T09:00:00+08:00"
_PROGRAM = "from tests.benchmarks.merging import use; use({ours!r}, {theirs!r})"


def _edited(path: Path, key: str, *, every: int = 1) -> None:
    """Somebody's work: a field of each document, or of each so many, and one of the first hundred."""
    with Library.open(path) as library:
        uids = list(library.shelf)
        edits = [(uid, SetText(field(key), f"{key} 改")) for uid in uids[::every]]
        edits += [
            (uid, SetText(field("goal.total"), f"{key} 也改")) for uid in uids[: _CONFLICTS * every : every]
        ]
        library.commit(Step("改", tuple(edits)), by="甲")


def _packed(path: Path) -> Path:
    with Library.open(path, read_only=True) as library:
        documents = tuple(library.shelf.values())
        bases, known = to_hand_out(library, documents)
    return write_package(path.with_suffix(".perfdesk"), documents, bases, by="甲", at=_AT, known=known)


def use(ours: str, theirs: str) -> None:
    """What the measured process does; its figures on stdout."""
    started = time.perf_counter()
    with Library.open(Path(ours)) as library:
        if theirs.endswith(".perfdesk"):
            package = read_package(Path(theirs))
            there = handed(
                theirs, package.documents, package.bases, package.known, by=package.by, at=package.at
            )
            _merge(library, there, started)
        else:
            with Library.open(Path(theirs), read_only=True) as other:
                _merge(library, opened(other), started)


def _merge(library: Library, theirs: Theirs, started: float) -> None:
    before = _peak()
    read = time.perf_counter()
    plan = plan_merge(library, theirs)
    planned = time.perf_counter()
    library.commit(step_for(plan, {}), by="甲")
    note_merged(plan, {}, at=_AT)
    done = time.perf_counter()
    print(
        json.dumps(
            {
                "read": read - started,
                "plan": planned - read,
                "write": done - planned,
                "before": before,
                "peak": _peak(),
                "updated": len(plan.updated),
                "conflicts": len(plan.conflicts),
            }
        )
    )


def _peak() -> float:
    """Megabytes this program held at most; the system's own count for children begins with their parent's."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main() -> None:
    """Print the median run and the range of three."""
    with tempfile.TemporaryDirectory() as folder:
        began, ours, theirs = (Path(folder) / f"{name}.json" for name in ("began", "ours", "theirs"))
        write_library(began, _NUMBER)
        for every, name in ((1, "all changed"), (100, "one in a hundred changed")):
            for path, key in ((ours, "period"), (theirs, "year")):
                shutil.copy(began, path)
                _edited(path, key, every=every)
            for kind, source in (("library", theirs), ("package", _packed(theirs))):
                _print(f"{name}, {kind}", ours, source)


def _print(name: str, ours: Path, source: Path) -> None:
    runs = []
    for _ in range(_RUNS):
        target = ours.with_name("target.json")
        shutil.copy(ours, target)
        command = python("-c", _PROGRAM.format(ours=str(target), theirs=str(source)))
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
    whole = [run["plan"] + run["write"] for run in runs]
    run = sorted(runs, key=lambda each: float(each["plan"] + each["write"]))[len(runs) // 2]
    print(
        f"  {name:34} {run['plan'] + run['write']:5.2f} s ({min(whole):.2f}–{max(whole):.2f}): plan "
        f"{run['plan']:.2f}, step to the disk {run['write']:.2f}; opening both {run['read']:.2f} s before; "
        f"{run['before']:.0f} → {run['peak']:.0f} MB; "
        f"{run['updated']:,} updated, {run['conflicts']:,} in conflict"
    )
