"""Writing forms into files, beside the libraries that are usual for it; each in a process of its own.

1,000 forms into one workbook against openpyxl, and some into one document against python-docx; both write
the same cells, merges and borders plainly and measure no heights; then what documents, pages and text take.
"""

import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.forms import varied
from tests.benchmarks.measuring import interleaved, python

_OURS = """
import pickle, sys
from pathlib import Path
from perfdesk.exchange.writers import write_sheets, writer_of
target = Path(sys.argv[2])
write_sheets(writer_of(target), pickle.loads(Path(sys.argv[1]).read_bytes()), target)
"""
_PEER = """
import pickle, sys
from pathlib import Path
from tests.exchange import carriers
write = getattr(carriers, sys.argv[3])
Path(sys.argv[2]).write_bytes(write(pickle.loads(Path(sys.argv[1]).read_bytes())))
"""
_NOTHING = """
import pickle, sys
from pathlib import Path
import perfdesk.exchange.writers
pickle.loads(Path(sys.argv[1]).read_bytes())
"""


def main(forms: int = 1000, runs: int = 3, by_python_docx: int = 100) -> None:
    """Print seconds and peak memory, and the ratios. python-docx is slow, and writes fewer forms."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{forms} varied forms into one file, whole process: median (least–most), peak resident memory")
        _compare(folder, forms, runs, "xlsx", "openpyxl", "xlsx")
        _compare(folder, by_python_docx, runs, "docx", "python-docx", "word")
        for kind in ("docx", "html", "csv"):
            _compare(folder, forms, runs, kind, "", "")


def build(path: str, forms: int) -> None:
    """Keep the same sheets for everybody."""
    from perfdesk.documents.layout import lay_out
    from perfdesk.forms.catalogue import Catalogue

    catalogue = Catalogue()
    sheets = [lay_out(catalogue.form(each.form), each) for each in map(varied, range(forms))]
    Path(path).write_bytes(pickle.dumps(sheets))


def _compare(folder: str, forms: int, runs: int, kind: str, peer: str, function: str) -> None:  # noqa: PLR0917
    sheets, ours, theirs = (str(Path(folder) / name) for name in ("sheets", f"ours.{kind}", f"theirs.{kind}"))
    # in another process, because the memory of this one counts for those it starts
    subprocess.run(
        python("-c", f"from tests.benchmarks.writing import build; build({sheets!r}, {forms})"), check=True
    )
    commands = {
        "nothing but the start and the sheets": python("-c", _NOTHING, sheets),
        "perfdesk": python("-c", _OURS, sheets, ours),
    }
    if peer:
        commands[peer] = python("-c", _PEER, sheets, theirs, function)
    figures = interleaved(commands, runs=runs, warm_up=1)
    size = Path(ours).stat().st_size / 1e6
    print(f"  {forms} forms, .{kind}, {size:.2f} MB")
    for figure in figures:
        print(f"    {figure}")
    if peer:
        start, own, other = (figure.median for figure in figures)
        print(f"    perfdesk takes {own / other:.2f} of the peer's time")
        print(f"    {(own - start) / forms * 1000:.1f} ms a form above the start")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
