"""Reading forms out of files, beside the libraries that are usual for it; each in a process of its own.

1,000 forms in one workbook against openpyxl's read-only mode going through the cells; 1,000 documents against
python-docx only opening them; the nine forms as PDF against pdfplumber finding the tables. Ours makes
Documents, with notes and uids; the peers make cells.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.forms import varied
from tests.benchmarks.measuring import interleaved, python

_OURS = """
import sys
from pathlib import Path
from perfdesk.exchange.importing import import_file
from perfdesk.forms.catalogue import Catalogue
catalogue = Catalogue()
print(sum(len(import_file(path, catalogue).documents) for path in sorted(Path(sys.argv[1]).iterdir())))
"""
_OPENPYXL = """
import sys
from pathlib import Path
import openpyxl
(path,) = Path(sys.argv[1]).iterdir()
book = openpyxl.load_workbook(path, read_only=True)
print(sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell))
"""
_DOCX = """
import sys
from pathlib import Path
import docx
print(sum(len(docx.Document(path).tables) for path in sorted(Path(sys.argv[1]).iterdir())))
"""
_PLUMBER = """
import sys
from pathlib import Path
import pdfplumber
(path,) = Path(sys.argv[1]).iterdir()
with pdfplumber.open(path) as pdf:
    print(sum(len(table) for page in pdf.pages for table in page.extract_tables()))
"""
_NOTHING = "import perfdesk.exchange.importing, perfdesk.forms.catalogue"


def main(forms: int = 1000, runs: int = 3) -> None:
    """Print seconds and peak memory, and the ratios."""
    with tempfile.TemporaryDirectory() as name:
        # in another process, because the memory of this one counts for those it starts
        build = f"from tests.benchmarks.reading import build; build({name!r}, {forms})"
        subprocess.run(python("-c", build), check=True)
        for title, kind, peer, code in (
            (f"{forms} forms in one workbook", "xlsx", "openpyxl, read only, cells", _OPENPYXL),
            (f"{forms} documents", "docx", "python-docx, only opened", _DOCX),
            ("100 forms as PDF", "pdf", "pdfplumber, tables", _PLUMBER),
        ):
            _print(title, str(Path(name) / kind), peer, code, runs)


def build(name: str, forms: int) -> None:
    """Write the files into three folders of a folder."""
    from perfdesk.documents.layout import lay_out
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.printing.job import render_sheets
    from tests.exchange import carriers

    catalogue = Catalogue()
    documents = map(varied, range(forms))
    sheets = [lay_out(catalogue.form(document.form), document) for document in documents]
    books, words, pages = (Path(name) / kind for kind in ("xlsx", "docx", "pdf"))
    for folder in (books, words, pages):
        folder.mkdir()
    (books / "forms.xlsx").write_bytes(carriers.xlsx(sheets))
    for number, sheet in enumerate(sheets[:50]):  # writing them is slow: each of fifty stands for others
        content = carriers.word([sheet])
        for copy in range(forms // 50):
            (words / f"{number}-{copy}.docx").write_bytes(content)
    (pages / "forms.pdf").write_bytes(render_sheets(sheets[:100]))


def _print(title: str, folder: str, peer: str, code: str, runs: int) -> None:
    size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
    commands = {
        "nothing but the start": python("-c", _NOTHING),
        "perfdesk, Documents": python("-c", _OURS, folder),
        peer: python("-c", code, folder),
    }
    print(f"  {title}, {size:.1f} MB")
    start, ours, theirs = interleaved(commands, runs=runs, warm_up=1)
    for figure in (start, ours, theirs):
        print(f"    {figure}")
    print(f"    perfdesk takes {ours.median / theirs.median:.2f} of the peer's time")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
