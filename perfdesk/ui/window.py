"""The main window: menus, tool bar, three panes, status line. A table of contents; what happens is elsewhere.

The shell is painted before anything but Qt and this room is loaded; forms, library and rules come in with the
first library (`painted`). Whatever a clerk asks for goes through `perform`, which finishes an open editor.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QWidget

from perfdesk.errors import PerfdeskError
from perfdesk.ui import asking
from perfdesk.ui.actions import Act, fill_menus, make_actions, make_tool_bar
from perfdesk.ui.desk import Desk
from perfdesk.ui.files import FileActions
from perfdesk.ui.form_actions import FormActions
from perfdesk.ui.looks import register_paper_faces
from perfdesk.ui.review_panel import ReviewPanel
from perfdesk.ui.sheet_model import SheetModel
from perfdesk.ui.sheet_view import SheetView
from perfdesk.ui.tasks import Tasks
from perfdesk.ui.tree_pane import TreePane

if TYPE_CHECKING:
    from perfdesk.ui.session import Session

HINTS = "Enter 下移 · F2 修改 · Alt+Enter 换行"


class MainWindow(QMainWindow):
    """Signals: `painted()` once, when the shell has been seen."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.session: Session | None = None
        self.model = SheetModel(self)
        self.view = SheetView(self.model)
        self.tasks = Tasks(self)
        self.tree_pane = TreePane()
        self.desk = Desk()
        self.review = ReviewPanel()
        self.files = FileActions(self)
        self.form = FormActions(self)
        self._is_painted = False
        self._arrange()
        self._status()
        self._connect()
        self.actions_by_name = make_actions(self, self.perform, self._acts())
        fill_menus(self, self.actions_by_name)
        make_tool_bar(self, self.actions_by_name)
        self._refresh_actions()

    # --- the shell --------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.setWindowTitle("perfdesk")
        self.resize(1366, 768)
        self.setMinimumSize(900, 560)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setHandleWidth(1)
        panes.setChildrenCollapsible(False)
        for pane in (self.tree_pane, self.desk, self.review):
            panes.addWidget(pane)
        panes.setSizes([236, 836, 292])
        panes.setStretchFactor(1, 1)
        for index in (0, 2):
            panes.setStretchFactor(index, 0)
        self.tree_pane.setMinimumWidth(160)
        self.review.setMinimumWidth(200)
        self.desk.lay_down(self.view)
        self.setCentralWidget(panes)

    def _status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self.where, self.hints, self.busy = QLabel(), QLabel(HINTS), QLabel()
        self.saved, self.counts = QLabel(), QLabel()
        for label in (self.where, self.hints):
            bar.addWidget(label)
        for label in (self.busy, self.saved, self.counts):
            bar.addPermanentWidget(label)
        self.hints.hide()

    def _connect(self) -> None:
        self.tree_pane.chosen.connect(lambda uid: self.perform(lambda: self._open(uid)))
        self.tree_pane.filtered.connect(lambda _words: self.show_entries())
        self.review.chosen.connect(lambda finding: self.perform(lambda: self.form.go_to(finding)))
        self.review.fix_chosen.connect(lambda finding: self.perform(lambda: self.form.apply_fix(finding)))
        self.view.current_moved.connect(self._current_moved)
        self.view.locked_key_pressed.connect(self._say_locked)
        self.model.refused.connect(lambda sentence: self.desk.say(sentence, lasting=True))
        self.tasks.began.connect(self.busy.setText)
        self.tasks.ended.connect(self.busy.clear)

    def _acts(self) -> dict[str, Act]:
        files, form = self.files, self.form
        return {
            "new_library": files.new_library,
            "open_library": files.open_library,
            "save": self._say_saved,
            "import": files.import_files,
            "export": files.export,
            "print": files.print_open,
            "print_all": files.print_all,
            "quit": self._quit,
            "undo": form.undo,
            "redo": form.redo,
            "find": lambda: self.tree_pane.filter.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "insert_row": form.insert_row,
            "remove_row": form.remove_row,
            "row_up": lambda: form.move_row(-1),
            "row_down": lambda: form.move_row(1),
            "next_finding": lambda: form.walk(1),
            "previous_finding": lambda: form.walk(-1),
            "fix": form.fix_current,
            "next_pane": self._next_pane,
        }

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the shell has been seen."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    # --- the one way to do something --------------------------------------------------------------------

    def perform(self, act: Callable[[], None]) -> None:
        """Finish an open editor, then act; an error made for the clerk is told here and nowhere else."""
        if not self.finish_editing():
            return
        try:
            act()
        except PerfdeskError as error:
            asking.tell(self, str(error))
        self._refresh_actions()

    def finish_editing(self) -> bool:
        """Put what is being typed into the document; False when it could not be kept."""
        return self.view.finish_editing()

    # --- a library --------------------------------------------------------------------------------------

    def take(self, session: "Session") -> None:
        """Show a library that has just been opened; the one before is closed."""
        register_paper_faces()
        if self.session:
            self.session.library.close()
            self.session.deleteLater()
        self.session = session
        session.setParent(self)
        self.model.session = session
        session.document_opened.connect(self._document_opened)
        session.document_changed.connect(self._document_changed)
        session.library_changed.connect(self.show_entries)
        session.saved.connect(self._saved)
        session.stack.indexChanged.connect(self._refresh_actions)
        locked = "〔只读〕" if session.library.read_only else ""
        self.setWindowTitle(f"{session.library.path.stem}{locked} — perfdesk")
        self.saved.setText("只读" if locked else "")
        self.desk.be_quiet()
        if locked:
            self._say_locked()
        self.show_entries()
        session.judge_in_idle_time()
        entries = session.library.entries()
        session.open(entries[0].uid if entries else None)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, sentence: str) -> None:
        """Say in the middle of the desk why no library is open."""
        self.desk.show_paper(shown=False, instead=f"{sentence}\n\n可从“文件”菜单新建或打开项目库。")

    def show_entries(self) -> None:
        """Refill the tree, as the filter says."""
        if self.session:
            words = self.tree_pane.filter.text().strip()
            entries = self.session.entries(words)
            opened = self.session.opened
            self.tree_pane.show_entries(entries, opened.document.uid if opened else "")

    # --- the open document ------------------------------------------------------------------------------

    def _open(self, uid: str) -> None:
        if self.session and not (self.session.opened and self.session.opened.document.uid == uid):
            self.session.open(uid)

    def _document_opened(self) -> None:
        opened = self.session.opened if self.session else None
        sheet = opened.sheet if opened else None
        self.model.show_sheet(sheet, another=True)
        message = "" if sheet else "项目库是空的。请从“文件”菜单导入绩效目标表。"
        if opened and not sheet:
            texts = "\n".join(text for text in opened.document.texts.values() if text)
            message = f"{opened.trouble}\n\n这张表只能查看，其中的文字：\n{texts}"
        self.desk.show_paper(shown=bool(sheet), instead=message)
        self.hints.setVisible(bool(sheet))
        self.desk.verticalScrollBar().setValue(0)
        self.tree_pane.show_current(opened.document.uid if opened else "")
        self._show_findings()
        self._current_moved()

    def _document_changed(self) -> None:
        opened = self.session.opened if self.session else None
        here = self.view.current_cell()
        self.model.show_sheet(opened.sheet if opened else None, another=False)
        now = (
            opened.sheet.places.get(here.address)
            if opened and opened.sheet and here and here.address
            else None
        )
        if now and now != self.view.current_cell():
            self.view.go_to(now)
        self.view.viewport().update()
        self._show_findings()
        self._current_moved()

    def _show_findings(self) -> None:
        summary = self.form.summary()
        self.review.show_cards(self.form.cards(), summary)
        opened = self.session.opened if self.session else None
        self.counts.setText(f"{len(opened.document.rows)} 个指标　{summary}" if opened else "")

    def _current_moved(self, _rect: QRect | None = None) -> None:
        self.where.setText(self.form.where())
        self.review.show_current(self.form.finding_here(self.review.current()))
        self._refresh_actions()

    def _refresh_actions(self) -> None:
        if not hasattr(self, "actions_by_name"):
            return
        able = self.form.able() | self.files.able()
        for name, action in self.actions_by_name.items():
            action.setEnabled(able.get(name, True))
        stack = self.session.stack if self.session else None
        for name, words in (("undo", stack and stack.undoText()), ("redo", stack and stack.redoText())):
            verb = "撤销" if name == "undo" else "重做"
            self.actions_by_name[name].setText(f"{verb} {words}" if words else verb)

    # --- what is said -----------------------------------------------------------------------------------

    def _saved(self, at: datetime) -> None:
        self.saved.setText(f"已保存 {at:%H:%M}")
        self.desk.be_quiet()

    def _say_saved(self) -> None:
        """Everything is on the disk already; say so."""
        if self.session and not self.session.library.read_only:
            self._saved(datetime.now().astimezone())

    def _say_locked(self) -> None:
        """Why what is typed goes nowhere."""
        if self.session:
            opened = self.session.opened
            trouble = opened.trouble if opened else "请先打开一张表。"
            self.desk.say(self.session.library.why_read_only or trouble)

    # --- leaving ----------------------------------------------------------------------------------------

    def _next_pane(self) -> None:
        panes: list[QWidget] = [self.tree_pane.tree, self.view, self.review.list]
        focused = [number for number, pane in enumerate(panes) if pane.hasFocus()]
        panes[(focused[0] + 1 if focused else 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def _quit(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing never asks to save: what was typed is kept, or the window stays."""
        if not self.finish_editing():
            event.ignore()
            return
        self.tasks.wait()
        if self.session:
            self.session.library.close()
            self.session = None
        super().closeEvent(event)
