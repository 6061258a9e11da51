"""Does this paper say what the library says? Asked by code, by file, or by dropping the file on the window.

A file is opened off the GUI thread, what it says is held against the library on it. What came of it is told
in a line, and page by page in a report.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from perfdesk.errors import PerfdeskError, SourceError
from perfdesk.ui import asking
from perfdesk.ui.outcome import Link

if TYPE_CHECKING:
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.ui.files.verifying import Checked, PaperFile
    from perfdesk.ui.panes import Panes

_TOLD = 4
"""Sentences that stand in the line; the rest is in the report"""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What came of a paper."""

    checked: "tuple[Checked, ...]"
    notes: tuple[str, ...] = ()

    def summary(self) -> str:
        """All of it in a line, with the first differences."""
        others = [each for each in self.checked if not each.match]
        if not self.checked:
            return "项目库中没有哪张表用过这个核对码，请核对是不是这个项目库。"
        if not others and not self.notes:
            pages = len(self.checked)
            return self.checked[0].words[0] if pages == 1 else f"{pages} 页纸质件都与项目库现在的内容一致。"
        many = f"{len(self.checked)} 页纸质件中有 {len(others)} 页与项目库不同。"
        sentences = [*self.notes, *(words for each in others for words in each.words)]
        return "\n".join([*([many] if len(self.checked) > 1 and others else []), *sentences[:_TOLD]])

    def html(self) -> str:
        """Page by page; those that differ first."""
        parts = [f"<p>{escape(note)}</p>" for note in self.notes]
        for each in sorted(self.checked, key=lambda one: one.match):
            first, *rest = map(escape, each.words)
            parts.append(f"<p style='margin-top: 10px'>{first if each.match else f'<b>{first}</b>'}</p>")
            parts += [
                f"<p style='margin: 3px 0 3px 16px; white-space: pre-wrap'>{words}</p>" for words in rest
            ]
        return "".join(parts)


class PaperCheck:
    """`bring_in` imports files that turn out to be unknown here."""

    def __init__(self, panes: "Panes", bring_in: Callable[[Sequence[Path]], None]) -> None:
        self._panes = panes
        self._bring_in = bring_in

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        return {"verify": bool(self._panes.session) and self._panes.tasks.is_idle}

    def ask(self) -> None:
        """Ask for a code or a file."""
        CheckDialog(self._panes.window(), self.check_code, self.ask_file).show()

    def ask_file(self) -> None:
        """Ask for a printed file, and check it."""
        near = self._panes.session.library.path.parent if self._panes.session else Path.home()
        if path := asking.file_to_open(self._panes, "核对纸质件", near, asking.PDF_FILES):
            self.check_file(path)

    def check_code(self, code: str) -> None:
        """Tell which form a code stands for. UsageError: it is none."""
        from perfdesk.ui.files.verifying import verify_code

        if session := self._panes.session:
            self._tell(CheckReport(verify_code(code, session.library)))

    def check_file(self, path: Path) -> None:
        """Tell whether the pages of a printed file say what the library says."""
        from perfdesk.ui.files.verifying import read_paper

        if not (session := self._panes.session):
            return
        catalogue = session.library.catalogue
        self._panes.tasks.start(
            "正在核对",
            lambda: read_paper(path, catalogue),
            lambda file: self._panes.perform(lambda: self._check(file, path)),
            self._refused,
        )

    def arrive(self, path: Path) -> None:
        """A file came by itself: checked when its forms are known here, else imported."""
        if not (session := self._panes.session):
            return
        catalogue = session.library.catalogue
        self._panes.tasks.start(
            "正在核对",
            lambda: paper_of_ours(path, catalogue),
            lambda file: self._panes.perform(lambda: self._take(file, path)),
            self._refused,
        )

    def _take(self, file: "PaperFile | None", path: Path) -> None:
        report, session = self._report(file) if file else None, self._panes.session
        if report and session and any(session.entry(each.project or "") for each in report.checked):
            self._tell(report, path)
        else:
            self._bring_in([path])

    def _check(self, file: "PaperFile", path: Path) -> None:
        if report := self._report(file):
            self._tell(report, path)

    def _report(self, file: "PaperFile") -> CheckReport | None:
        from perfdesk.ui.files.verifying import verify_paper

        session = self._panes.session
        return CheckReport(verify_paper(file, session.library), file.notes) if session else None

    def _tell(self, report: CheckReport, path: Path | None = None) -> None:
        from perfdesk.ui.files.import_report import ReportWindow

        links = [Link("查看(&R)", lambda: ReportWindow(report, self._panes.window(), "核对纸质件").show())]
        if path and not all(each.match for each in report.checked):
            links.append(Link("导入这份表(&I)", lambda: self._panes.perform(lambda: self._bring_in([path]))))
        name = f"{path.name}：" if path else ""
        shown = links if report.checked else []
        self._panes.outcome.tell(f"{name}{report.summary()}", shown, hint=str(path or ""))

    def _refused(self, error: PerfdeskError) -> None:
        asking.tell(self._panes, str(error))


def paper_of_ours(path: Path, catalogue: "Catalogue") -> "PaperFile | None":
    """A printed file that carries its forms; None for every other file."""
    from perfdesk.exchange.enclosure import may_enclose
    from perfdesk.exchange.readers import content_of
    from perfdesk.ui.files.verifying import read_paper

    try:
        return read_paper(path, catalogue) if may_enclose(content_of(path)) else None
    except SourceError:  # the import says what is wrong with it
        return None


class CheckDialog(QDialog):
    """A field for the code on the paper, and a way to the file."""

    def __init__(self, parent: QWidget, check: Callable[[str], None], choose: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("核对纸质件")
        self._check = check
        self.code = QLineEdit(placeholderText="如 7K3M-92XP-4TCJ")
        self.code.setAccessibleName("核对码")
        self.trouble = QLabel(wordWrap=True)
        self.trouble.setObjectName("trouble")
        label = QLabel("纸质件页脚的核对码(&D)：")
        label.setBuddy(self.code)
        buttons = QDialogButtonBox()
        go = buttons.addButton("核对", QDialogButtonBox.ButtonRole.AcceptRole)
        go.setDefault(True)
        self.file = buttons.addButton("选择 PDF 文件(&F)…", QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._go)
        buttons.rejected.connect(self.close)
        self.file.clicked.connect(self.close)
        self.file.clicked.connect(choose)
        column = QVBoxLayout(self)
        for widget in (label, self.code, self.trouble, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(420)

    def _go(self) -> None:
        try:
            self._check(self.code.text())
        except PerfdeskError as error:
            self.trouble.setText(str(error))
            self.code.setFocus()
            return
        self.close()
