"""Set perfdesk up from a checkout on a fresh Debian or Ubuntu machine, then run or test it.

    python3 packaging/bootstrap.py run     the nine sample forms in the window (perfdesk demo)
    python3 packaging/bootstrap.py test    lint, types, floors and the whole test suite, offscreen

Needs Python 3.11 and the standard library, nothing else. It makes `.venv`, installs perfdesk in it by pip as
pip is configured on the machine, and sees to the system packages that Python or Qt lack: as root it installs
them, as anybody else it prints the one line to run and exits 1. What is there already is left alone, so a
second run is quick.

What is lacking is found by trying: before anything is downloaded each library below is loaded, and once Qt is
there `ldd` tells what its plugins miss. To add a library that Qt asks for, add its name and package below.

Down to the version check the file stays readable for Python 3.7, so that an old Python gets a sentence and no
traceback.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
PACKAGES = {**QT_LIBRARIES, **X11_LIBRARIES, **WAYLAND_LIBRARIES}

QT_BINARIES = ("QtWidgets.abi3.so", "QtSvg.abi3.so", "QtPrintSupport.abi3.so", "QtTest.abi3.so")

CHECKS = {
    "Lint: ruff check": ["-m", "ruff", "check"],
    "Format: ruff format --check": ["-m", "ruff", "format", "--check"],
    "Types: mypy": ["-m", "mypy"],
    "Floors: lint-imports": [".venv/bin/lint-imports"],
}


class Machine(NamedTuple):
    """All that this script asks of the computer; the tests hand in another one."""

    version: Sequence[int]  # of the Python that runs this script: major, minor, micro
    root: bool
    linux: bool
    environment: Mapping[str, str]
    imports: Callable[[str], bool]  # is there a Python module of this name?
    loads: Callable[[str], bool]  # is there a shared library of this name, with all that it needs?
    finds: Callable[[str], bool]  # is there a command of this name?
    answer: Callable[[Sequence[str]], str]  # what a command prints; empty when there is no such command
    run: Callable[[Sequence[str], Mapping[str, str]], int]  # a command for all to see, with more environment


def main(arguments: Sequence[str], machine: Machine, checkout: Path) -> int:
    """Do the task and return the exit status."""
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Set perfdesk up, then run or test it.")
    parser.add_argument("task", choices=("run", "test"))
    task = parser.parse_args(arguments).task
    if tuple(machine.version[:2]) < (3, 11):
        return refuse(f"perfdesk needs Python 3.11 or newer, and this is {dotted(machine.version)}.")
    if not machine.linux:
        return refuse(
            "This script is for Debian and Ubuntu; elsewhere use `uv run perfdesk` (packaging/README.md)."
        )
    if not set_up(task, machine, checkout):
        return 1
    return run_demo(machine, checkout) if task == "run" else run_tests(machine, checkout)


def set_up(task: str, machine: Machine, checkout: Path) -> bool:
    """Leave a working environment behind, or say what is lacking; whether it works."""
    fresh = is_installed(machine, checkout)
    foreseen = [] if fresh else foresee(task, machine, checkout)
    if foreseen and not supply(foreseen, machine, update=True):
        return False
    if fresh:
        say("The environment .venv is up to date.")
    elif not install(machine, checkout):
        return False
    missing = unresolved(machine.answer(["ldd", *map(str, qt_binaries(task, machine, checkout))]))
    return not missing or supply(missing, machine, update=not foreseen)


# ---- what the system lacks


def foresee(task: str, machine: Machine, checkout: Path) -> list[str]:
    """What will surely be lacking, told before anything is downloaded: library and module names."""
    libraries = list(QT_LIBRARIES)
    if has_x11(task, machine):
        libraries += X11_LIBRARIES
    missing = [name for name in libraries if not machine.loads(name)]
    # Debian's Python comes without the wheels of pip: `venv` is there, what it needs is not
    if not is_usable(machine, checkout) and not machine.imports("ensurepip"):
        missing.insert(0, "ensurepip")
    return missing


def qt_binaries(task: str, machine: Machine, checkout: Path) -> list[Path]:
    """The files of the installed Qt that must find their libraries for this task."""
    platforms = ["offscreen"]
    platforms += ["xcb"] if has_x11(task, machine) else []
    platforms += ["wayland"] if task == "run" and machine.environment.get("WAYLAND_DISPLAY") else []
    wanted = [*QT_BINARIES, *(f"Qt/plugins/platforms/libq{name}.so" for name in platforms)]
    return [
        path
        for qt in checkout.glob(".venv/lib/python*/site-packages/PySide6")
        for path in map(qt.joinpath, wanted)
        if path.exists()
    ]


def has_x11(task: str, machine: Machine) -> bool:
    """Whether the task will open a window of X11."""
    return task == "run" and bool(machine.environment.get("DISPLAY"))


def unresolved(listing: str) -> list[str]:
    """The libraries that `ldd` did not find."""
    return sorted(set(re.findall(r"^\s*(\S+) => not found", listing, re.MULTILINE)))


def supply(missing: Sequence[str], machine: Machine, *, update: bool) -> bool:
    """Install the system packages with what is missing, or print the line that does; whether they are in."""
    say(f"This system lacks {', '.join(missing)}.")
    unknown = [name for name in missing if not package_of(name, machine)]
    if unknown or not machine.finds("apt-get"):
        refuse(f"Please install what provides {', '.join(unknown or missing)}, then repeat the command.")
        return False
    if machine.root and update:
        say("Installing system packages: apt-get update")
        machine.run(["apt-get", "-q", "update"], {})  # one broken source need not matter: the next step tells
    packages = available(sorted({package_of(name, machine) for name in missing}), machine)
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not machine.root:
        refuse("Please run this one line, then repeat the command (请先运行下面这一行，再重复刚才的命令):")
        print(f"    sudo apt-get update && sudo {' '.join(command)}", flush=True)
        return False
    say(f"Installing system packages: {' '.join(command)}")
    if machine.run(command, {"DEBIAN_FRONTEND": "noninteractive"}):
        refuse("apt-get could not install them; its own words are above.")
        return False
    return True


def package_of(name: str, machine: Machine) -> str:
    """The Debian package with a library or module; empty when it is not known."""
    if name == "ensurepip":
        return f"python{dotted(machine.version[:2])}-venv"
    return PACKAGES.get(name, "")


def available(packages: Sequence[str], machine: Machine) -> list[str]:
    """The packages by the names they have here: Debian 13 and Ubuntu 24.04 renamed some to …t64."""
    renamed = [f"{package}t64" for package in packages]
    listing = machine.answer(["apt-cache", "policy", *packages, *renamed])
    found = set(re.findall(r"^(\S+):\n.*\n  Candidate: (?!\(none\))", listing, re.MULTILINE))
    return [
        new if new in found and old not in found else old for old, new in zip(packages, renamed, strict=True)
    ]


# ---- the environment


def is_usable(machine: Machine, checkout: Path) -> bool:
    """Whether `.venv` has a living Python of our version, with pip."""
    program = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    return machine.answer([venv_python(checkout), "-c", program]).strip() == dotted(machine.version[:2])


def is_installed(machine: Machine, checkout: Path) -> bool:
    """Whether `.venv` holds what this checkout asks for."""
    stamp = stamp_file(checkout)
    return (
        stamp.exists()
        and stamp.read_text(encoding="utf-8") == stamp_text(machine, checkout)
        and is_usable(machine, checkout)
    )


def install(machine: Machine, checkout: Path) -> bool:
    """Make `.venv` unless a usable one is there, install perfdesk and its test group; whether it worked."""
    stamp_file(checkout).unlink(missing_ok=True)
    if not is_usable(machine, checkout):
        say("Making the environment .venv")
        if machine.run([sys.executable, "-m", "venv", "--clear", ".venv"], {}):
            refuse("Python could not make .venv; its own words are above.")
            return False
    say("Installing perfdesk and what it needs into .venv (the first time some 200 MB are downloaded)")
    options = ["--disable-pip-version-check", "--no-input", "--editable", "."]
    if machine.run([venv_python(checkout), "-m", "pip", "install", *options, *test_group(checkout)], {}):
        refuse("pip could not install them; its own words are above.")
        return False
    stamp_file(checkout).write_text(stamp_text(machine, checkout), encoding="utf-8")
    return True


def test_group(checkout: Path) -> list[str]:
    """The requirements of the tests; read here because the pip of Debian 12 knows no --group."""
    import tomllib  # noqa: PLC0415 (an older Python must come as far as the version check)

    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    requirements: list[str] = project["dependency-groups"]["test"]
    return requirements


def venv_python(checkout: Path) -> str:
    """The Python of the environment."""
    return str(checkout / ".venv" / "bin" / "python")


def stamp_file(checkout: Path) -> Path:
    """The file that says what `.venv` was installed from."""
    return checkout / ".venv" / "bootstrap.stamp"


def stamp_text(machine: Machine, checkout: Path) -> str:
    """What decides whether to install again: requirements, Python, and the place, which scripts hold."""
    digest = hashlib.sha256((checkout / "pyproject.toml").read_bytes()).hexdigest()
    return f"{digest}\n{dotted(machine.version)}\n{checkout}\n"


# ---- the two tasks


def run_demo(machine: Machine, checkout: Path) -> int:
    """Start the program with the sample forms."""
    say("Starting perfdesk demo")
    return machine.run([venv_python(checkout), "-m", "perfdesk", "demo"], {})


def run_tests(machine: Machine, checkout: Path) -> int:
    """Run every check, pytest last so that its summary is the last line; 1 when any of them failed."""
    python = venv_python(checkout)
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    failed = []
    for name, command in CHECKS.items():
        say(name)
        if machine.run([python, *command], offscreen):
            failed.append(name)
    for name in failed:
        refuse(f"Failed: {name}")
    say("Tests: pytest")
    tests = machine.run([python, "-m", "pytest", "--numprocesses", "auto"], offscreen)
    return 1 if tests or failed else 0


# ---- words, and the real machine


def dotted(version: Sequence[int]) -> str:
    """A version as people write it."""
    return ".".join(map(str, version))


def say(sentence: str) -> None:
    """Tell what is being done."""
    print(f"==> {sentence}", flush=True)


def refuse(sentence: str) -> int:
    """Tell why it does not go on; the exit status for that."""
    print(f"!!! {sentence}", flush=True)
    return 1


def this_machine(checkout: Path) -> Machine:
    """The computer on which the script runs; commands run in the checkout."""

    def loads(library: str) -> bool:
        try:
            ctypes.CDLL(library)
        except OSError:
            return False
        return True

    def answer(command: Sequence[str]) -> str:
        environment = {**os.environ, "LC_ALL": "C"}
        try:
            done = subprocess.run(
                command, cwd=checkout, env=environment, capture_output=True, text=True, check=False
            )
        except OSError:
            return ""
        return done.stdout

    def run(command: Sequence[str], more: Mapping[str, str]) -> int:
        try:
            return subprocess.run(command, cwd=checkout, env={**os.environ, **more}, check=False).returncode
        except KeyboardInterrupt:
            return 130

    return Machine(
        version=sys.version_info[:3],
        root=sys.platform == "linux" and os.geteuid() == 0,
        linux=sys.platform == "linux",
        environment=os.environ,
        imports=lambda name: importlib.util.find_spec(name) is not None,
        loads=loads,
        finds=lambda name: shutil.which(name) is not None,
        answer=answer,
        run=run,
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a Latin-1 console must not stop us
    home = Path(__file__).resolve().parent.parent
    sys.exit(main(sys.argv[1:], this_machine(home), home))
