"""The one seam that asks the clerk: the only module that mentions QFileDialog and QMessageBox.

Tests replace these functions. A file dialog never starts in a folder that cannot be reached.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QFileInfo
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QInputDialog, QMessageBox, QWidget

LIBRARY_FILES = "项目库 (*.json)"
IMPORT_ENDINGS = (
    ".perfdesk", ".txt", ".tsv", ".csv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".docx", ".doc",
    ".wps", ".odt", ".rtf", ".pdf", ".html", ".htm",
)  # fmt: skip
"""What is read in a folder; a file that is chosen itself is always tried, its content decides"""
IMPORT_FILES = f"可导入的文件 ({' '.join(f'*{ending}' for ending in IMPORT_ENDINGS)});;所有文件 (*)"
MERGE_FILES = "数据包和项目库 (*.perfdesk *.json)"
PDF_FILES = "PDF 文件 (*.pdf)"

_WORDS = {
    QFileDialog.DialogLabel.LookIn: "查找范围：",
    QFileDialog.DialogLabel.FileName: "文件名：",
    QFileDialog.DialogLabel.FileType: "文件类型：",
    QFileDialog.DialogLabel.Reject: "取消",
}


def file_to_open(parent: QWidget, title: str, near: Path, filters: str) -> Path | None:
    """A file that is there, or None when the clerk thought better of it."""
    dialog = file_dialog(parent, title, near, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return next(iter(_chosen(dialog)), None)


def files_to_open(parent: QWidget, title: str, near: Path, filters: str) -> list[Path]:
    """Any number of files that are there."""
    dialog = file_dialog(parent, title, near, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)  # eighteen endings fit no box
    return _chosen(dialog)


def folder_to_open(parent: QWidget, title: str, near: Path) -> Path | None:
    """A folder that is there."""
    dialog = file_dialog(parent, title, near, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), None)


def file_to_write(parent: QWidget, title: str, proposed: Path, filters: str) -> Path | None:
    """Where to write, with an ending of `filters`; an older file is replaced only when the clerk said so.

    The dialog asks that about the name as it was typed, so it is asked here about one that was completed. An
    ending may have two parts, `.导入表.xlsx`: the kind that was chosen then adds what is missing.
    """
    dialog = file_dialog(parent, title, proposed.parent, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(proposed.name)
    dialog.filterSelected.connect(lambda kind: dialog.selectFile(_as_kind(dialog, kind)))
    if not (chosen := _chosen(dialog)):
        return None
    typed, kind = chosen[0], _ending(dialog.selectedNameFilter() or filters)
    ending = typed.suffix.lower()
    if typed.name.lower().endswith(kind.lower()):
        return typed
    if ending in map(_ending, filters.split(";;")) and not kind.endswith(ending):
        return typed
    path = typed.with_name((typed.stem if kind.endswith(ending) else typed.name) + kind)
    return path if not path.exists() or yes(parent, f"「{path.name}」已经存在，要替换吗？", "替换") else None


def file_dialog(parent: QWidget, title: str, near: Path, filters: str) -> QFileDialog:
    """A dialog over a folder; Qt's own translation leaves some of its words in English."""
    dialog = QFileDialog(parent, title, str(_reachable(near)), filters)
    dialog.setIconProvider(_kinds())
    for label, words in _WORDS.items():
        dialog.setLabelText(label, words)
    return dialog


class _Kinds(QFileIconProvider):
    """Says in Chinese what kind of file it is; Qt's translation has no words for that."""

    def type(self, info: QFileInfo) -> str:
        if info.isDir():
            return "文件夹"
        return f"{info.suffix().upper()} 文件" if info.suffix() else "文件"


@cache
def _kinds() -> _Kinds:
    """The one of its kind: a dialog does not own it."""
    return _Kinds()


def _ending(name_filter: str) -> str:
    """The ending that a filter stands for: `PDF 文件 (*.pdf)` → `.pdf`."""
    return name_filter[name_filter.rfind("*") + 1 : name_filter.rfind(")")]


def _as_kind(dialog: QFileDialog, kind: str) -> str:
    """The name that stands in a dialog, with the ending of another kind."""
    name = Path(dialog.selectedFiles()[0]).name
    endings = sorted(map(_ending, dialog.nameFilters()), key=len, reverse=True)
    old = next((ending for ending in endings if name.lower().endswith(ending.lower())), "")
    return name[: len(name) - len(old)] + _ending(kind)


def _chosen(dialog: QFileDialog) -> list[Path]:
    accepted = dialog.exec()
    dialog.deleteLater()
    return [Path(name) for name in dialog.selectedFiles()] if accepted else []


def yes(parent: QWidget | None, question: str, accept: str) -> bool:
    """Ask one question; `accept` is the word on the button that goes on."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "perfdesk", question, parent=parent)
    go_on = box.addButton(accept, QMessageBox.ButtonRole.AcceptRole)
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is go_on


def choose(parent: QWidget | None, question: str, ways: Sequence[str]) -> int | None:
    """Ask which way to go; its index, or None when the clerk thought better of it."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "perfdesk", question, parent=parent)
    buttons = [box.addButton(way, QMessageBox.ButtonRole.AcceptRole) for way in ways]
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return next((place for place, button in enumerate(buttons) if box.clickedButton() is button), None)


def text(parent: QWidget, title: str, question: str, now: str) -> str | None:
    """Ask for one line, or None when the clerk thought better of it."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(question)
    dialog.setTextValue(now)
    dialog.setOkButtonText("确定")
    dialog.setCancelButtonText("取消")
    dialog.resize(420, dialog.sizeHint().height())
    accepted = dialog.exec()
    dialog.deleteLater()
    return dialog.textValue() if accepted else None


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
