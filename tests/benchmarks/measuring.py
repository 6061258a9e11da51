"""Runs whole commands and says how long they took and how much memory they held."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Figure:
    """Wall seconds and peak resident megabytes of several runs of one command."""

    name: str
    seconds: tuple[float, ...]
    megabytes: float

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        low, high = min(self.seconds), max(self.seconds)
        return f"{self.name:42} {self.median:8.3f} s ({low:.3f}–{high:.3f})  {self.megabytes:6.0f} MB"


def run_once(
    command: Sequence[str], environment: Mapping[str, str] = MappingProxyType({})
) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of a command and its children."""
    # byte code is kept, as it is wherever a program is installed
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=kept | dict(environment)
    )
    assert process.stderr
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed: {complaint.decode(errors='replace')[-400:]}")
    return seconds, usage.ru_maxrss / 1024


def interleaved(
    commands: Mapping[str, Sequence[str]],
    *,
    runs: int,
    skip: Callable[[str, int], bool] = lambda name, run: False,
    environment: Mapping[str, str] = MappingProxyType({}),
    warm_up: int = 0,
) -> list[Figure]:
    """Each command `runs` times, in turn, so that a busy moment hits all alike; `warm_up` runs before."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for run in range(-warm_up, runs):
        for name, command in commands.items():
            if not skip(name, run):
                figures = run_once(command, environment)
                if run >= 0:
                    taken[name].append(figures)
    return [
        Figure(name, tuple(seconds for seconds, _ in runs_of), max(memory for _, memory in runs_of))
        for name, runs_of in taken.items()
    ]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share (0–1) of the values lie."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def python(*arguments: str) -> list[str]:
    """A command that runs this interpreter without its optional start-up files."""
    return [sys.executable, *arguments]
