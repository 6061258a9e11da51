"""Formats that only an office program reads (.doc, .wps, .rtf, .xlsb) → Grid, by way of LibreOffice.

It runs without a window, with a profile of its own, so that one that is open does not take the call, and is
ended with all it started when it takes too long. What it makes is read by the reader of that format.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from perfdesk.exchange import docx, xlsx
from perfdesk.exchange.bounds import Budget
from perfdesk.exchange.grid import Grid

_SECONDS = 60.0
"""It may take ten to start for the first time."""
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def read_document(data: bytes, budget: Budget) -> Grid:
    """The rows of a text document. SourceError without LibreOffice, or when it cannot read it."""
    return docx.read_grid(_converted(data, "doc", "docx", budget), Budget(budget.name))


def read_workbook(data: bytes, budget: Budget) -> Grid:
    """The rows of a workbook. SourceError without LibreOffice, or when it cannot read it."""
    return xlsx.read_grid(_converted(data, "xls", "xlsx", budget), Budget(budget.name))


def find_office() -> str | None:
    """Where LibreOffice stands; None without it."""
    return next(_candidates(), None)


def _candidates() -> Iterator[str]:
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            yield found
    yield from (place for place in _PLACES if Path(place).is_file())
    yield from map(str, Path("/opt").glob("libreoffice*/program/soffice"))


def _converted(data: bytes, suffix: str, to: str, budget: Budget) -> bytes:
    office = find_office()
    if office is None:
        raise budget.refused(
            "是旧版或其他 Office 格式，这台电脑没有安装 LibreOffice，无法读取；"
            f"请用 WPS 或 Office 打开后另存为 .{to} 再导入"
        )
    with tempfile.TemporaryDirectory(prefix="perfdesk-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / f"in.{suffix}", folder / "out" / f"in.{to}"
        source.write_bytes(data)
        command = [
            office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", to, "--outdir", str(made.parent), str(source),
        ]  # fmt: skip
        _run(command, budget, to)
        if not made.is_file() or made.stat().st_size == 0:
            raise budget.refused(f"LibreOffice 没能打开它，请用 WPS 或 Office 打开后另存为 .{to} 再导入")
        return made.read_bytes()


def _run(command: list[str], budget: Budget, to: str) -> None:
    process = subprocess.Popen(  # noqa: S603  (LibreOffice, with names of our own)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise budget.refused(
            f"LibreOffice 很久没有读完，请用 WPS 或 Office 打开后另存为 .{to} 再导入"
        ) from error
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program with all that it started."""
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603
            ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607
            check=False,
            capture_output=True,
        )
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
