"""A process that edits and folds is killed five hundred times; `python -m tests.benchmarks kills`."""

import tempfile
from pathlib import Path

from tests.library.kills import kill_again_and_again


def main(runs: int = 500) -> None:
    """Print the edits that were acknowledged, and those that were lost."""
    with tempfile.TemporaryDirectory() as folder:
        killed = kill_again_and_again(Path(folder), runs)
    print(f"  killed {killed.runs} times: {killed.acknowledged} edits acknowledged, {killed.lost} lost")
