"""Printing 1,000 varied forms, and one edit to page pixels, beside Typst, LibreOffice and WeasyPrint."""

import importlib.metadata
import pickle
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perfdesk.documents.layout import lay_out
from perfdesk.forms.catalogue import shipped_form
from tests.benchmarks import peers
from tests.benchmarks.forms import TARGET, varied
from tests.benchmarks.measuring import interleaved, percentile, python

_PREPARE = (
    "import sys; from pathlib import Path; from tests.benchmarks.printing import prepare; "
    "prepare(Path(sys.argv[1]), int(sys.argv[2]))"
)
_OURS = "import sys; from tests.benchmarks.printing import print_pickled; print_pickled(*sys.argv[1:])"
_BARE = "import sys; from tests.benchmarks.printing import print_bare; print_bare(*sys.argv[1:])"
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
_WEASY = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


def print_pickled(source: str, target: str) -> None:
    """What the timed process does: documents in, layout, check codes, pages and their package out."""
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.ui.files.papers import print_papers

    print_papers(pickle.loads(Path(source).read_bytes()), Catalogue(), Path(target), {})


def print_bare(source: str, target: str) -> None:
    """The same pages without what tells a paper: neither codes nor package."""
    from perfdesk.printing import print_sheets  # what the process loads is part of its time

    form = shipped_form(TARGET)
    documents = pickle.loads(Path(source).read_bytes())
    print_sheets((lay_out(form, document) for document in documents), Path(target))


def main(count: int = 1000, runs: int = 3) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        # in a process of its own: a child's peak memory counts from its parent's
        subprocess.run(python("-c", _PREPARE, folder, str(count)), check=True)
        commands = _commands(Path(folder))
        slow = {name for name in commands if name.startswith(("LibreOffice", "WeasyPrint"))}
        figures = interleaved(commands, runs=runs, skip=lambda name, run: name in slow and run > 0)
        ours = figures[0]
        print(f"{count} varied forms, whole process, wall time: median (least–most), peak resident memory")
        for figure in figures:
            print(f"  {figure}  {figure.median / ours.median:7.1f} ×")
        _sizes(Path(folder), count)
    _edit_to_pixels()


def prepare(folder: Path, count: int) -> None:
    """Write the same sheets for everybody."""
    form = shipped_form(TARGET)
    documents = [varied(number) for number in range(count)]
    sheets = [lay_out(form, document) for document in documents]
    (folder / "forms.pickle").write_bytes(pickle.dumps(documents))
    (folder / "one.pickle").write_bytes(pickle.dumps(documents[:1]))
    for name, write in (("typ", peers.to_typst), ("fodt", peers.to_fodt), ("html", peers.to_html)):
        (folder / f"forms.{name}").write_text(write(sheets), encoding="utf-8")


def _commands(folder: Path) -> dict[str, Sequence[str]]:
    commands: dict[str, Sequence[str]] = {
        "perfdesk": python("-c", _OURS, str(folder / "forms.pickle"), str(folder / "ours.pdf")),
        "perfdesk, bare": python("-c", _BARE, str(folder / "forms.pickle"), str(folder / "bare.pdf")),
    }
    if version := _version("typst"):
        commands[f"Typst {version}"] = python(
            "-c", _TYPST, str(folder / "forms.typ"), str(folder / "typst.pdf"), str(peers.FONTS)
        )
    if office := shutil.which("soffice"):
        said = subprocess.run([office, "--version"], capture_output=True, text=True, check=True).stdout
        commands[f"LibreOffice {said.split()[1]}"] = [
            office, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(folder), str(folder / "forms.fodt"),
        ]  # fmt: skip
    else:
        print("peer missing: LibreOffice (soffice) is not installed")
    if version := _version("weasyprint"):
        commands[f"WeasyPrint {version}"] = python(
            "-c", _WEASY, str(folder / "forms.html"), str(folder / "weasy.pdf")
        )
    return commands


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        print(f"peer missing: {package} is not installed")
        return ""


def _sizes(folder: Path, count: int) -> None:
    one = folder / "one.pdf"
    print_pickled(str(folder / "one.pickle"), str(one))
    whole, bare = ((folder / name).stat().st_size for name in ("ours.pdf", "bare.pdf"))
    pages = _page_bytes(folder / "bare.pdf")
    added, single = (whole - bare) / count / 1e3, one.stat().st_size / 1e3
    print(f"  size: {whole / 1e6:.2f} MB; a form {pages / count / 1e3:.2f} KB, its code and package "
          f"{added:.2f} KB; a single form {single:.0f} KB")  # fmt: skip


def _page_bytes(path: Path) -> int:
    """What the pages take: everything that is not a font stream."""
    from pypdfium2 import PdfDocument

    with_fonts = path.stat().st_size
    document = PdfDocument(path)
    assert len(document) > 0
    document.close()
    data = path.read_bytes()
    fonts, at = 0, 0
    while (at := data.find(b"/Length1", at)) >= 0:
        start = data.find(b"stream", at)
        end = data.find(b"endstream", start)
        fonts += end - start
        at = end
    return with_fonts - fonts


def _edit_to_pixels() -> None:
    """One edit → layout → page → pixels at 150 dpi, in a running program."""
    from pypdfium2 import PdfDocument

    from perfdesk.printing import render_sheets

    form, document = shipped_form(TARGET), varied(1)
    times = []
    for number in range(60):
        document = replace(document, texts={**document.texts, "period": f"2024年{number % 12 + 1}月"})
        started = time.perf_counter()
        pdf = PdfDocument(render_sheets([lay_out(form, document)]))
        pdf[0].render(scale=150 / 72)
        times.append((time.perf_counter() - started) * 1000)
        pdf.close()
    middle, worst = percentile(times, 0.5), percentile(times, 0.99)
    print(f"one edit to page pixels at 150 dpi: median {middle:.1f} ms, 99 % {worst:.1f} ms")
