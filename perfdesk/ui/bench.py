"""The bench: the panes at work over the session of one library.

It carries facts from the session to the panes and wishes from the panes to `perform`.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from perfdesk.documents.status import DRAFT
from perfdesk.ui.commands.actions import Act
from perfdesk.ui.commands.guide import Guide
from perfdesk.ui.files.arrivals import Arrivals
from perfdesk.ui.files.files import FileActions
from perfdesk.ui.files.paper_check import PaperCheck
from perfdesk.ui.files.starting import Starting
from perfdesk.ui.form_making import FormMaking
from perfdesk.ui.keeping.caring import Caring
from perfdesk.ui.keeping.drafting import Drafting
from perfdesk.ui.keeping.naming import Naming
from perfdesk.ui.keeping.past import Past
from perfdesk.ui.keeping.recovery import Recovery
from perfdesk.ui.keeping.resting import Resting
from perfdesk.ui.keeping.standing import Standing
from perfdesk.ui.looks import register_paper_faces
from perfdesk.ui.panes import Panes
from perfdesk.ui.preview.previewing import Previewing
from perfdesk.ui.remembering import Remembering
from perfdesk.ui.review.finding_actions import FindingActions
from perfdesk.ui.review.fixing_many import FixingMany
from perfdesk.ui.review.reporting import Reporting
from perfdesk.ui.review.settings import ReviewSettings
from perfdesk.ui.sheet.clip_actions import ClipActions
from perfdesk.ui.sheet.form_actions import FormActions
from perfdesk.ui.sheet.tray_actions import TrayActions
from perfdesk.ui.sheet.zoom import Zoom
from perfdesk.ui.status import StatusLine
from perfdesk.ui.tree.chosen_forms import ChosenForms
from perfdesk.ui.tree.group_naming import GroupNaming
from perfdesk.ui.tree.menu import TreeMenu

if TYPE_CHECKING:
    from perfdesk.ui.session import Session


class Bench(Panes):
    """Signals: `refreshed()` when commands or the title may have changed."""

    refreshed = Signal()

    def __init__(self, status: StatusLine, perform: Callable[[Act], None]) -> None:
        register_paper_faces()
        super().__init__(perform)
        self.status = status
        self.starting = Starting(self)
        self.files = FileActions(self, self.starting, self.take)
        self.form = FormActions(self)
        self.clip = ClipActions(self)
        self.strays = TrayActions(self)
        self.making = FormMaking(self)
        self.previewing = Previewing(self)
        self.zoom = Zoom(self.desk)
        status.addPermanentWidget(self.zoom.slider)
        self.guide = Guide(self)
        self.chosen = ChosenForms(self, self.files, self.making)
        self.fixing = FixingMany(self, self.chosen.uids)
        self.reporting = Reporting(self, self.files.outgoing, self.chosen.uids)
        self.settings = ReviewSettings(self)
        self.findings = FindingActions(self, self.fixing, self.guide)
        self.remembering = Remembering(self)
        self.recovery = Recovery(self)
        self.resting = Resting(self)
        self.drafting = Drafting(self)
        self.naming = Naming(self)
        self.papers = PaperCheck(self, self.files.import_paths)
        self.past = Past(self)
        self.caring = Caring(self, self.files.open_and_remember)
        self.standing = Standing(self, self.chosen.uids)
        Arrivals(self, self.files, self.papers)
        TreeMenu(self, GroupNaming(self).rename)
        self._connect()
        self.acts = self._acts()

    def _connect(self) -> None:
        self.tree_pane.chosen.connect(self._open_chosen)
        self.tree_pane.filtered.connect(self._filter)
        self.tree_pane.selection_changed.connect(self.refreshed)
        self.review.list.moved.connect(self.refreshed)
        self.view.current_moved.connect(self._current_moved)
        self.view.locked_key_pressed.connect(self.say_locked)
        self.view.seen.connect(self._begin_to_review)
        self.model.refused.connect(lambda sentence: self.desk.say(sentence, lasting=True))
        self.tasks.began.connect(self.status.busy.begin)
        self.tasks.began.connect(self.refreshed)
        self.tasks.ended.connect(self.status.busy.end)
        self.tasks.ended.connect(self.refreshed)
        self.status.busy.stop_wanted.connect(self.tasks.stop)

    def _acts(self) -> dict[str, Act]:
        """What each command of the table does."""
        files, form, making, findings = self.files, self.form, self.making, self.findings
        return {
            "new_library": files.new_library,
            "open_library": files.open_library,
            "save": self._say_saved,
            "new_form": making.new_form,
            "duplicate": making.duplicate,
            "remove_form": self.chosen.remove,
            "import": files.import_files,
            "import_folder": files.import_folder,
            "import_clipboard": files.import_clipboard,
            "merge": files.merging.ask,
            "import_report": files.importing.show_report,
            "export": self.chosen.export,
            "print": self.chosen.print,
            "print_all": files.print_all,
            "verify": self.papers.ask,
            "send_library": files.send_library,
            "bin": self.past.show_bin,
            "backups": self.caring.show_backups,
            "doctor": self.caring.examine,
            "my_name": self.naming.change,
            "stop": self.status.busy.stop,
            "undo": form.undo,
            "redo": form.redo,
            "cut": self.clip.cut,
            "copy": self.clip.copy,
            "paste": self.clip.paste,
            "place_stray": self.strays.place,
            "drop_stray": self.strays.drop,
            "find": lambda: self.tree_pane.filter.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "palette": self.guide.ask,
            "insert_row": form.insert_row,
            "remove_row": form.remove_row,
            "row_up": lambda: form.move_row(-1),
            "row_down": lambda: form.move_row(1),
            "optional_line": making.toggle_optional_line,
            "review": self.chosen.review,
            "submit": self.standing.submit,
            "finalise": self.standing.finalise,
            "printed": self.standing.be_printed,
            "reopen": self.standing.reopen,
            "report": self.reporting.write,
            "assessment": self.reporting.assess,
            "review_settings": self.settings.show,
            "next_finding": lambda: findings.walk(1),
            "previous_finding": lambda: findings.walk(-1),
            "fix": findings.fix_current,
            "fix_kind": self.fixing.kind,
            "fix_safe": self.fixing.safe,
            "unrepair": findings.unrepair_current,
            "acknowledge": findings.acknowledge_current,
            "help": findings.help,
            "keys": self.guide.show_keys,
            "about": self.guide.about,
            "history": self.past.show_history,
            "next_pane": self._next_pane,
            "preview": self.previewing.toggle,
            "zoom_whole": self.zoom.whole,
            "zoom_width": self.zoom.fit_width,
        }

    # --- what the window asks ---------------------------------------------------------------------------

    def able(self) -> dict[str, bool]:
        """Which commands make sense now; those not named always do."""
        about_findings = self.findings.able() | self.fixing.able() | self.reporting.able()
        about_files = self.files.able() | self.papers.able() | self.caring.able()
        about_forms = self.form.able() | self.making.able() | self.past.able() | self.standing.able()
        return about_forms | about_files | about_findings | self.chosen.able() | self.strays.able()

    def words(self) -> dict[str, str]:
        """What the commands are called now whose names tell more: 撤销 修改“年度金额”, 删除选中的 5 张表."""
        stack = self.session.stack if self.session else None
        return (
            {
                "undo": f"撤销 {stack.undoText() if stack else ''}".rstrip(),
                "redo": f"重做 {stack.redoText() if stack else ''}".rstrip(),
                "optional_line": self.making.optional_line_words(),
            }
            | self.chosen.words()
            | self.findings.words()
            | self.fixing.words()
            | self.reporting.words()
            | self.standing.words()
        )

    def title(self) -> str:
        """What the window is called."""
        if not self.session:
            asked = self.desk.beginning.words.partition("\n")[0]
            return asked if "perfdesk" in asked else " — ".join(filter(None, (asked, "perfdesk")))
        locked = "〔只读〕" if self.session.library.read_only else ""
        return f"{self.session.library.path.stem}{locked} — perfdesk"

    def finish_editing(self) -> bool:
        """Put what is being typed into the document; False when it could not be kept."""
        return self.view.finish_editing()

    def leave(self) -> bool:
        """Keep what was typed, let work end and close the library; False when text is at stake."""
        if self.recovery.is_abandoned:
            return True
        if not self.finish_editing():
            return False
        self.remembering.keep_tree()
        self.remembering.keep_window()
        self.files.outgoing.leave()
        self.tasks.wait()
        self.files.importing.looking.leave()
        self.previewing.preview.wait()
        if self.session:
            self.session.comparing.stop()
            self.session.library.close()
        return True

    # --- a library --------------------------------------------------------------------------------------

    def take(self, session: "Session") -> None:
        """Show a library that has just been opened; the one before is closed."""
        if self.session:
            self.remembering.keep_tree()
            self.session.comparing.stop()
            self.session.library.close()
            self.session.deleteLater()
        self.session = session
        session.setParent(self)
        session.library.at_the_disk = self.patience.run
        self.model.session = session
        session.document_opened.connect(self._document_opened)
        session.document_changed.connect(self._document_changed)
        session.library_changed.connect(self._library_changed)
        session.saved.connect(self._saved)
        session.troubled.connect(lambda trouble: self.desk.say(trouble, lasting=True))
        self.previewing.attend(session)
        session.stack.indexChanged.connect(self.refreshed)
        self.status.saved.setText("只读" if session.library.read_only else "")
        self.desk.be_quiet()
        if session.library.read_only:
            self.say_locked()
        entries = session.entries()
        sight = self.remembering.tree_sight(session)
        self.tree_pane.fill(entries, sight)
        if self._words():
            self._filter()
        first = sight.form if session.entry(sight.form) else next((entry.uid for entry in entries), None)
        session.open(first)
        if entries:  # else the choices have the keys
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resting.attend(session)
        self.drafting.attend(session)
        self.naming.attend(session)

    def _words(self) -> str:
        return self.tree_pane.filter.text().strip()

    def _filter(self) -> None:
        """Show in the tree what the words in the filter find."""
        if self.session:
            self.tree_pane.show_only(self.session.hits(self._words()), self._open_uid())
        self.refreshed.emit()

    def _library_changed(self, uids: Collection[str]) -> None:
        if session := self.session:
            changes = {uid: session.entry(uid) for uid in uids}
            self.tree_pane.update_entries(changes, session.hits(self._words()), self._open_uid())

    def _open_uid(self) -> str:
        return self.opened.document.uid if self.opened else ""

    # --- the open document ------------------------------------------------------------------------------

    def _open_chosen(self, uid: str) -> None:
        self.perform(lambda: self._open(uid))
        if self.opened and self.opened.document.uid != uid:  # a text could not be kept: back to its document
            at = self.opened.document.uid
            QTimer.singleShot(0, self.tree_pane, lambda: self.tree_pane.show_current(at))

    def _open(self, uid: str) -> None:
        if self.session and not (self.opened and self.opened.document.uid == uid):
            self.session.open(uid)

    def _document_opened(self) -> None:
        opened = self.opened
        sheet = opened.sheet if opened else None
        self.model.show_sheet(sheet, another=True)
        message = ""
        if opened and not sheet:
            texts = "\n".join(text for text in opened.document.texts.values() if text)
            message = f"{opened.trouble}\n\n这张表只能查看，其中的文字：\n{texts}"
        if opened:
            self.desk.show_paper(shown=bool(sheet), instead=message)
        else:
            self.starting.empty()
        self.desk.verticalScrollBar().setValue(0)
        self.status.show_hints(shown=bool(sheet))
        self.tree_pane.show_current(self._open_uid())
        self.review.be_another()
        self.strays.show()
        self._show_findings()
        self._current_moved()
        if self.view.is_seen or not sheet:
            QTimer.singleShot(0, self, self._begin_to_review)

    def _begin_to_review(self) -> None:
        """The first form is on the screen before the rules are loaded: they take as long as all the rest."""
        if self.session:
            self.session.begin_to_review()

    def _document_changed(self) -> None:
        sheet = self.opened.sheet if self.opened else None
        here = self.view.current_cell()
        self.model.show_sheet(sheet, another=False)
        now = sheet.places.get(here.address) if sheet and here and here.address else None
        if now and now != self.view.current_cell():
            self.view.go_to(now)
        self.view.repaint_findings()
        self.strays.show()
        self._show_findings()
        self._current_moved()

    def _show_findings(self) -> None:
        summary = self.findings.show()
        rows = f"{len(self.opened.document.rows)} 个指标　" if self.opened else ""
        state = f"{self.opened.status}　" if self.opened and self.opened.status != DRAFT else ""
        self.status.counts.setText(f"{state}{rows}{summary}")

    def _current_moved(self, _rect: QRect | None = None) -> None:
        self.status.where.setText(self.form.where())
        self.findings.show_here()
        self.refreshed.emit()

    # --- what is said -----------------------------------------------------------------------------------

    def _saved(self, at: datetime) -> None:
        self.status.show_saved(at)
        self.desk.be_quiet()

    def _say_saved(self) -> None:
        """Everything is on the disk already; say so."""
        if self.session and not self.session.library.read_only:
            self._saved(datetime.now().astimezone())

    def _next_pane(self) -> None:
        """Round and round through the panes that can be seen."""
        paper, preview = self.view if self.view.isVisible() else self.desk.beginning, self.previewing.preview
        panes: list[tuple[QWidget, QWidget]] = [
            (self.tree_pane, self.tree_pane.tree),
            (paper, paper),
            (self.tray, self.tray.list),
            (preview, preview),
            (self.review, self.review.place),
        ]
        seen = [(pane, place) for pane, place in panes if pane.isVisible()]
        now = self.window().focusWidget()
        held = [now is not None and (pane is now or pane.isAncestorOf(now)) for pane, _ in seen]
        after = held.index(True) + 1 if True in held else 1
        seen[after % len(seen)][1].setFocus(Qt.FocusReason.TabFocusReason)
