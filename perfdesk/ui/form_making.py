"""Forms made, copied and taken away, and the line of a form that need not be there. Each is one Step."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfdesk.ui.tasks import Course

if TYPE_CHECKING:
    from perfdesk.documents.document import Document
    from perfdesk.documents.finding import Tally
    from perfdesk.forms.spec import FormSpec
    from perfdesk.ui.panes import Panes

_NO_NAME = "未填名称的表"
_AT_ONCE = 50
"""Forms that are judged without a noticeable wait"""


class FormMaking:
    """The commands for a whole form."""

    def __init__(self, panes: "Panes") -> None:
        self._panes = panes

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        session, opened = self._panes.session, self._panes.opened
        writable = bool(session and not session.library.read_only)
        form = opened.form if opened else None
        return {
            "new_form": writable,
            "duplicate": writable and bool(opened),
            "remove_form": writable and bool(opened),
            "optional_line": writable and bool(form and _optional_keys(form)),
            "review": bool(form),
        }

    # --- whole forms ------------------------------------------------------------------------------------

    def new_form(self) -> None:
        """A form to fill in, beside the open one."""
        from datetime import datetime
        from uuid import uuid4

        from perfdesk.documents.making import beside, blank
        from perfdesk.forms.catalogue import framework

        if not (session := self._panes.session):
            return
        opened = session.opened
        form = opened.form if opened else None
        if form is None or form.purpose != "target":  # beside a reviewer's paper a target form is wanted, too
            form = session.library.catalogue.forms()[0]
        texts = beside(opened.document) if opened else {"year": str(datetime.now().astimezone().year)}
        self._put("新建绩效目标表", blank(form, framework(form.framework), texts, lambda: uuid4().hex))

    def duplicate(self) -> None:
        """A copy of the open form, as a project of its own."""
        from uuid import uuid4

        from perfdesk.documents.making import duplicate

        if opened := self._panes.opened:
            self._put("复制本表", duplicate(opened.document, lambda: uuid4().hex))

    def remove_form(self) -> None:
        """Take the open form away; undo brings it back, so nothing is asked."""
        from perfdesk.documents.edits import RemoveDocument, Step

        session = self._panes.session
        if session and session.opened:
            document, sheet = session.opened.document, session.opened.sheet
            name = (sheet.name if sheet else document.texts.get("project.name", "")).strip() or _NO_NAME
            session.do(Step("删除本表", ((document.uid, RemoveDocument(document.uid)),)))
            if session.opened:
                self._panes.tree_pane.show_current(session.opened.document.uid)
            self._panes.desk.say(f"已删除“{name}”，可撤销。")

    def remove_forms(self, uids: Sequence[str]) -> None:
        """Take forms away, all as one step."""
        from perfdesk.documents.edits import RemoveDocument, Step

        if session := self._panes.session:
            words = f"删除 {len(uids)} 张表"
            session.do(Step(words, tuple((uid, RemoveDocument(uid)) for uid in uids)))
            if session.opened:
                self._panes.tree_pane.show_current(session.opened.document.uid)
            self._panes.desk.say(f"已{words}，可撤销。")

    def _put(self, label: str, document: "Document") -> None:
        """Keep a new document; the clerk goes on at the project's name."""
        from perfdesk.documents.address import field
        from perfdesk.documents.edits import PutDocument, Step

        session, tree = self._panes.session, self._panes.tree_pane
        if not session:
            return
        session.do(Step(label, ((document.uid, PutDocument(document)),)))
        if not tree.model.index_of(document.uid).isValid():  # a search that it does not fit would hide it
            tree.filter.clear()
        tree.show_current(document.uid)
        sheet = session.opened.sheet if session.opened else None
        if sheet and (cell := sheet.places.get(field("project.name"))):
            self._panes.view.go_to(cell)
        self._panes.view.setFocus()

    # --- the optional line ------------------------------------------------------------------------------

    def optional_line_words(self) -> str:
        """What the command is called now: 显示“项目属性、项目类别”行."""
        opened = self._panes.opened
        keys = _optional_keys(opened.form) if opened and opened.form else ()
        if not opened or not opened.form or not keys:
            return "显示可选行"
        verb = "隐藏" if _is_there(opened.document, keys) else "显示"
        return f"{verb}“{_named(opened.form, keys)}”行"

    def toggle_optional_line(self) -> None:
        """Put the line into the form, or take it away if it is blank; text in it is never taken away."""
        from perfdesk.documents.address import field
        from perfdesk.documents.edits import SetText

        session, opened = self._panes.session, self._panes.opened
        keys = _optional_keys(opened.form) if opened and opened.form else ()
        if not session or not opened or not opened.form or not keys:
            return
        texts = opened.document.texts
        if any(texts.get(key) for key in keys):
            self._panes.desk.say(f"“{_named(opened.form, keys)}”行中有文字，没有隐藏。请先清空再隐藏。")
            return
        is_there = _is_there(opened.document, keys)
        changed = [key for key in keys if not is_there or key in texts]
        label = self.optional_line_words()
        session.do_here(label, tuple(SetText(field(key), None if is_there else "") for key in changed))
        sheet = session.opened.sheet if session.opened else None
        if not is_there and sheet and (cell := sheet.places.get(field(keys[0]))):
            self._panes.view.go_to(cell)

    # --- review -----------------------------------------------------------------------------------------

    def review(self) -> None:
        """Say all of the review, also about what is still empty."""
        if session := self._panes.session:
            session.ask_for_review()

    def review_forms(self, uids: Sequence[str]) -> None:
        """Judge forms and say how they stand; each says all of the review when it is opened."""
        if not (session := self._panes.session):
            return
        session.ask_for_review(uids)
        waiting, count, course = session.unjudged(uids), session.count, Course()
        if len(waiting) <= _AT_ONCE:
            self._say_how_they_stand(uids)
            return

        def judged(counts: "dict[str, Tally]") -> None:
            session.take_counts(counts)
            self._say_how_they_stand(uids)

        self._panes.tasks.start(
            "正在检查",
            lambda: {each.uid: count(each) for each in course.over(waiting, len(waiting))},
            judged,
            lambda error: self._panes.desk.say(str(error)),
            course=course,
        )

    def _say_how_they_stand(self, uids: Sequence[str]) -> None:
        if session := self._panes.session:
            entries = session.judged(uids)
            errors = [entry.errors for entry in entries if entry.errors]
            warnings = [entry.warnings for entry in entries if entry.warnings]
            found = [f"{len(errors)} 张有错误（共 {sum(errors)} 处）"] if errors else []
            found += [f"{len(warnings)} 张有提醒（共 {sum(warnings)} 处）"] if warnings else []
            self._panes.desk.say(f"已审核 {len(entries)} 张表：{'，'.join(found) or '未发现问题'}。")


def _optional_keys(form: "FormSpec") -> tuple[str, ...]:
    return tuple(cell.key for cell, optional in form.fields() if optional)


def _is_there(document: "Document", keys: tuple[str, ...]) -> bool:
    return any(key in document.texts for key in keys)


def _named(form: "FormSpec", keys: tuple[str, ...]) -> str:
    return "、".join(form.label_of(key) for key in keys)
