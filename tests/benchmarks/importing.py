"""Reading 1,000 forms of copied text: decoding, matching, documents and notes."""

import tempfile
import time
from pathlib import Path

from perfdesk import paths
from perfdesk.forms.catalogue import Catalogue
from tests.benchmarks.measuring import percentile


def main(forms: int = 1000, runs: int = 5) -> None:
    """Print forms a second."""
    from perfdesk.exchange.importing import fresh_uid, import_file

    sample = paths.resource("samples", "forms-2024.txt").read_text(encoding="utf-8")
    copies = -(-forms // sample.count("本级预算项目绩效目标表"))
    # other amounts and names in each copy, so that no cache of whole cells helps more than in a real file
    text = "\n".join(
        sample.replace("经费", f"{n}号经费").replace("资金\t", f"资金{n}\t") for n in range(copies)
    )
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forms.txt"
        path.write_text(text, encoding="utf-8")
        for _ in range(runs):
            started = time.perf_counter()
            documents = import_file(path, Catalogue(), fresh_uid).documents
            seconds.append(time.perf_counter() - started)
    rates = [len(documents) / each for each in seconds]
    print(
        f"  {len(documents)} forms as text ({len(text.encode()) / 1e6:.1f} MB): "
        f"median {percentile(rates, 0.5):.0f} forms/s ({min(rates):.0f}–{max(rates):.0f})"
    )
