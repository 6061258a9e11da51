"""A screen of its own under Xvfb, and a keyboard for it that knows Chinese: for `journey.py`.

Keys are pressed by XTest (xdotool), so that a program cannot tell them from a clerk's. No input method runs
here: each Chinese sign has a key of its own, on a keyboard made before the program starts. Putting signs on
the keyboard while somebody types is where keys get lost. There is no window manager either: `focus` does what
one would do when a window comes up.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

TOOLS = {"Xvfb": "xvfb", "xkbcomp": "x11-xkb-utils", "xdotool": "xdotool"}
"""What has to be there, and the Debian package it is in."""
_PATIENCE = 60.0
"""Seconds: nothing that is waited for takes so long."""
_BETWEEN = 12
"""Milliseconds between two keys of a text: a quick hand."""
_US = """xkb_keymap {{
xkb_keycodes {{ include "evdev+aliases(qwerty)" }};
xkb_types {{ include "complete" }};
xkb_compat {{ include "complete" }};
xkb_symbols {{ include "pc+us"
{keys}
}};
}};
"""
_GRAB = """import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv[:1])
sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""


def missing_tools() -> str:
    """What to install, as one line; empty when everything is there."""
    packages = sorted({package for tool, package in TOOLS.items() if not shutil.which(tool)})
    return f"apt-get install {' '.join(packages)}" if packages else ""


def wait_for(what: str, look: Callable[[], T]) -> T:
    """Look again and again until something true is seen; TimeoutError names what was not."""
    last = time.monotonic() + _PATIENCE
    while time.monotonic() < last:
        if seen := look():
            return seen
        time.sleep(0.05)
    raise TimeoutError(f"waited in vain for {what}")


class Screen:
    """A screen and its keyboard; `strokes` and `signs` count what was pressed. A context manager."""

    def __init__(self, signs: Iterable[str], width: int = 1366, height: int = 768) -> None:
        """`signs`: every character beyond ASCII that will be typed."""
        self.strokes = 0
        """Single keys and chords: Tab, Ctrl+N."""
        self.signs = 0
        """Characters of texts."""
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-noreset"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.name = f":{answer.readline().strip()}"
        self.surroundings = os.environ | {"DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}
        self._make_keyboard(sorted({sign for sign in signs if ord(sign) > 127}))

    def __enter__(self) -> "Screen":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait()

    def _make_keyboard(self, signs: list[str]) -> None:
        now = self._run("xkbcomp", "-w0", self.name, "-")
        free = re.findall(r"^\s*<(I\d+)> = \d+;", now, re.MULTILINE)
        pairs = [signs[start : start + 2] for start in range(0, len(signs), 2)]
        if len(pairs) > len(free):
            sys.exit(f"{len(signs)} different signs, and a keyboard has {2 * len(free)} places to spare")
        keys = [
            f"key <{key}> {{ [ {', '.join(f'U{ord(sign):04X}' for sign in pair)} ] }};"
            for key, pair in zip(free, pairs, strict=False)
        ]
        with tempfile.NamedTemporaryFile("w", suffix=".xkb") as file:
            file.write(_US.format(keys="\n".join(keys)))
            file.flush()
            self._run("xkbcomp", "-w0", file.name, self.name)

    # --- windows ----------------------------------------------------------------------------------------

    def focus(self, title: str) -> None:
        """Wait for a window and let the keys go to it."""
        number = wait_for(f"the window {title}", lambda: self._windows(title))[-1]
        self._run("xdotool", "windowfocus", "--sync", number)

    def _windows(self, title: str) -> list[str]:
        search = ["xdotool", "search", "--onlyvisible", "--name", title]
        found = subprocess.run(search, env=self.surroundings, capture_output=True, text=True, check=False)
        return found.stdout.split()

    # --- keys -------------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after the other: `Tab`, `ctrl+n`."""
        self.strokes += len(keys)
        self._run("xdotool", "key", "--delay", str(_BETWEEN), *keys)

    def write(self, text: str) -> None:
        """Type a text, sign by sign."""
        self.signs += len(text)
        self._run("xdotool", "type", "--delay", str(_BETWEEN), "--", text)

    # --- pictures ---------------------------------------------------------------------------------------

    def picture(self, path: Path) -> None:
        """Keep what is on the screen now."""
        self._run(sys.executable, "-c", _GRAB, str(path))

    def _run(self, *command: str) -> str:
        here = os.environ | {"DISPLAY": self.name}
        done = subprocess.run(command, env=here, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command[:3])}: {done.stderr.strip()}")
        return done.stdout
