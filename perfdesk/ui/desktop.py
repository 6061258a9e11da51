"""The one seam to the desktop around the window: files and folders are shown by whatever program shows them.

Tests replace these functions.
"""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def show_file(path: Path) -> bool:
    """Open a file with its own program; False when there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_folder(path: Path) -> bool:
    """Open the folder in which a file stands; False when nothing shows folders here."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
