"""What is loaded when: a command loads only the rooms it needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from perfdesk import paths

HEAVY = ("PySide6", "shiboken6", "reportlab", "lxml", "xlrd", "xlsxwriter", "pypdfium2", "openpyxl", "docx")
SAMPLES = paths.resource("samples", "forms-2024.txt")


def loaded_by(*words: str) -> set[str]:
    """The names of the modules that a command has loaded when it is done."""
    program = (
        "import sys\nfrom perfdesk.cli.main import run\n"
        f"try: run({list(words)!r})\nexcept SystemExit: pass\n"
        "sys.stderr.write('\\n' + ' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("start") / "库.json"
    loaded_by("import", str(SAMPLES), "-l", str(path))
    return path


def heavy(modules: set[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0] in HEAVY}


def test_help_loads_no_room() -> None:
    modules = loaded_by("--help")

    assert not heavy(modules)
    rooms = ("perfdesk.library", "perfdesk.exchange", "perfdesk.rules", "pydantic", "tinydb")
    assert not {name for name in modules if name.startswith(rooms)}


def test_checking_a_file_loads_neither_qt_nor_reportlab_nor_a_format_library() -> None:
    assert not heavy(loaded_by("check", str(SAMPLES)))


def test_checking_and_listing_a_library_load_neither_qt_nor_reportlab(library: Path) -> None:
    assert not heavy(loaded_by("check", "-l", str(library)))
    assert not heavy(loaded_by("list", "-l", str(library)))


def test_printing_loads_reportlab_and_no_qt(library: Path, tmp_path: Path) -> None:
    modules = heavy(loaded_by("print", "-l", str(library), "-o", str(tmp_path / "表.pdf")))

    assert {name.split(".")[0] for name in modules} == {"reportlab"}
