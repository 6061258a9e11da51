"""Where things are: the only module that knows the place of `resources` and of the folders of the user.

A wheel and a frozen build carry `resources` inside the package; a checkout has it beside the package.
"""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a file or folder that perfdesk ships, e.g. `resource("forms")`."""
    inside = _PACKAGE / "resources"
    return (inside if inside.is_dir() else _PACKAGE.parent / "resources").joinpath(*parts)


def state_folder() -> Path:
    """Where the log and the window's memory are kept; made by whoever writes first."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))) / "perfdesk"
    return Path(os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")) / "perfdesk"


def sample_library(folder: Path | None = None) -> Path:
    """Where the sample forms are laid out: a library of their own, in a folder of their own."""
    return (folder or documents_folder() / "绩效目标" / "示例") / "示例项目库.json"


def documents_folder() -> Path:
    """The user's own folder for documents, which may not exist yet."""
    home = Path.home()
    if sys.platform == "win32":
        return home / "Documents"
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or str(home / ".config")) / "user-dirs.dirs"
    try:
        lines = settings.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):  # no such file on a server or a bare desktop
        lines = []
    for line in lines:
        name, _, value = line.partition("=")
        if name == "XDG_DOCUMENTS_DIR":
            return Path(value.strip('"').replace("$HOME", str(home)))
    return home / "文档" if (home / "文档").is_dir() else home / "Documents"
