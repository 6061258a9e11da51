"""The one seam that asks the clerk: the only module that mentions QFileDialog and QMessageBox.

Tests replace these functions. A file dialog never starts in a folder that cannot be reached.
"""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

LIBRARY_FILES = "项目库 (*.json)"
PACKAGE_FILES = "数据包 (*.perfdesk)"
IMPORT_FILES = "可导入的文件 (*.txt *.tsv *.perfdesk);;所有文件 (*)"
PDF_FILES = "PDF 文件 (*.pdf)"


def file_to_open(parent: QWidget, title: str, near: Path, filters: str) -> Path | None:
    """A file that is there, or None when the clerk thought better of it."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(_reachable(near)), filters)
    return Path(chosen) if chosen else None


def files_to_open(parent: QWidget, title: str, near: Path, filters: str) -> list[Path]:
    """Any number of files that are there."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(_reachable(near)), filters)
    return [Path(name) for name in chosen]


def file_to_write(parent: QWidget, title: str, proposed: Path, filters: str) -> Path | None:
    """Where to write; the dialog itself asks before an older file is replaced."""
    start = _reachable(proposed.parent) / proposed.name
    chosen, used = QFileDialog.getSaveFileName(parent, title, str(start), filters)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(used[used.rfind("*") + 1 : used.rfind(")")])


def yes(parent: QWidget | None, question: str, accept: str) -> bool:
    """Ask one question; `accept` is the word on the button that goes on."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "perfdesk", question, parent=parent)
    go_on = box.addButton(accept, QMessageBox.ButtonRole.AcceptRole)
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is go_on


def tell(parent: QWidget | None, message: str) -> None:
    """Say one thing that must not be overlooked."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "perfdesk", message, parent=parent)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def _reachable(folder: Path) -> Path:
    try:
        return folder if folder.is_dir() else Path.home()
    except OSError:
        return Path.home()
