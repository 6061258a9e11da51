"""The report of an import: what came in, what did not and why, what found no place, what to compare."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from perfdesk.exchange.planning import Plan
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.ui.files.sources import Sources

_LINE = "margin: 3px 0; white-space: pre-wrap"


@dataclass(frozen=True, slots=True)
class Report:
    """Sentences, file by file."""

    imported: tuple[str, ...]
    """The forms"""
    rejected: tuple[str, ...]
    unplaced: tuple[str, ...]
    notes: tuple[str, ...]
    passed_over: int = 0
    """Files of a folder that are none of those that can be read"""

    def summary(self) -> str:
        """All of it in a line."""
        parts = [
            f"{len(self.rejected)} 个文件没有导入" if self.rejected else "",
            f"{len(self.unplaced)} 处文字没有放进表里" if self.unplaced else "",
            f"{len(self.notes)} 处请核对" if self.notes else "",
            f"{self.passed_over} 个其他类型的文件没有读取" if self.passed_over else "",
        ]
        said = "，".join(filter(None, parts))
        begin = f"已导入 {len(self.imported)} 张表。" if self.imported else "没有导入新的表。"
        return f"{begin}{said}。" if said else begin

    def html(self) -> str:
        """The whole report."""
        sections = (
            ("没有导入的文件", self.rejected),
            ("没有放进表里的文字（已留在表旁）", self.unplaced),
            ("请核对", self.notes),
            ("已导入", self.imported),
        )
        parts = [f"<p>{escape(self.summary())}</p>"]
        for title, sentences in sections:
            if sentences:
                parts.append(f"<p style='margin-top: 14px'><b>{title} {len(sentences)}</b></p>")
                parts += [f"<p style='{_LINE}'>{escape(sentence)}</p>" for sentence in sentences]
        return "".join(parts)


def report_of(sources: "Sources", plans: "Sequence[Plan]", catalogue: "Catalogue") -> Report:
    """The report of files that were read, and of the plan by which each was kept."""
    from perfdesk.documents.edits import PutDocument
    from perfdesk.exchange.records import notes
    from perfdesk.forms.coded_name import read_coded_name

    imported, said, unplaced = [], [], []
    for source, plan in zip(sources.read, plans, strict=True):
        for _, edit in plan.step.edits:
            if isinstance(edit, PutDocument):
                document = edit.document
                name = read_coded_name(document.texts.get("project.name", "")).name or "未填项目名称"
                imported.append(f"{name}（{source.path.name}）")
                without_tray = replace(document, tray=())  # that is told with its places
                found = notes(without_tray, catalogue.form(document.form))
                said += [f"{name}：{note['message']}" for note in found]
        said += plan.notes
        unplaced += [f"「{source.path.name}」{stray.place}：{stray.text}" for stray in source.unplaced]
    rejected = tuple(source.reason for source in sources.read if source.reason)
    return Report(tuple(imported), rejected, tuple(unplaced), tuple(said), sources.passed_over)


class Readable(Protocol):
    """A report of any kind."""

    def html(self) -> str:
        """The whole report."""
        ...


class ReportWindow(QDialog):
    """Shows a report beside the work: forms can be mended while it is read."""

    def __init__(self, report: Readable, parent: QWidget, title: str = "导入报告") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(620, 440)
        self.text = QTextBrowser(openLinks=False)
        self.text.setAccessibleName(title)
        self.text.setHtml(report.html())
        self.text.document().setDocumentMargin(12)
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭(&C)", QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys scroll what is to be read."""
        super().showEvent(event)
        self.text.setFocus()
