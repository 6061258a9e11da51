"""What did not go in when somebody else had written the file: shown place by place, chosen, one Step.

What stands in the library is their state; what was written here rests beside until somebody chose.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from perfdesk.documents.edits import Edit
    from perfdesk.documents.merging import Choices, Merged
    from perfdesk.library.conflicts import Unmet
    from perfdesk.ui.bench import Bench
    from perfdesk.ui.files.merge_lines import Project
    from perfdesk.ui.files.merge_window import MergeWindow


class Conflicts(QObject):
    """Shows them and does what was chosen."""

    def __init__(self, bench: "Bench") -> None:
        super().__init__(bench)
        self._bench = bench
        self.window: MergeWindow | None = None

    def show(self) -> None:
        """Let the clerk choose."""
        from perfdesk.ui.files.merge_window import MergeWindow, Words

        if not (session := self._bench.session):
            return
        waiting = session.library.conflicts()
        projects = [self._project(each) for each in waiting]
        who = "、".join(dict.fromkeys(each.by for each in waiting if each.by))
        heading = "两边改了同样的表。项目库里现在是对方写的；这里的修改没有并入，可以逐处放回。"
        words = Words(
            "处理冲突", "现在的", "没有并入的", "保留现在的", "放回没有并入的", "保持现在的内容，以后还可以选"
        )
        self.window = window = MergeWindow(heading, who, projects, 0, self._bench.window(), words=words)
        window.chosen.connect(lambda choices: self._bench.perform(lambda: self._choose(waiting, choices)))
        window.setModal(True)
        window.show()

    def _merged(self, unmet: "Unmet") -> "Merged | None":
        """Both, without a base: every place that differs is asked about. None: it is there no more."""
        from perfdesk.documents.merging import merge

        session = self._bench.session
        now = session.library.shelf.get(unmet.document.uid) if session else None
        return merge(None, now, unmet.document) if now else None

    def _project(self, unmet: "Unmet") -> "Project":
        from perfdesk.errors import FormError
        from perfdesk.ui.files.merge_lines import Project, dispute_of, hand

        session, merged, uid = self._bench.session, self._merged(unmet), unmet.document.uid
        name = unmet.document.texts.get("project.name", "").strip() or "未填名称的表"
        if not merged or not session:
            return Project(uid, name, "新增", (), ("对方删除了这张表，这里还改过；合并后恢复它",))
        try:
            form = session.library.catalogue.form(unmet.document.form)
        except FormError:
            form = None
        sides = (merged.ours, merged.theirs, None)
        disputes = tuple(dispute_of(uid, each, form, sides) for each in merged.conflicts)
        theirs = "，".join(filter(None, (hand(unmet.by, unmet.at), unmet.computer)))
        return Project(uid, name, "", disputes, (), ("在项目库里", theirs))

    def _choose(self, waiting: "tuple[Unmet, ...]", choices: "dict[str, Choices]") -> None:
        from perfdesk.documents.edits import PutDocument, Step
        from perfdesk.documents.merging import resolve

        self.window = None
        if not (session := self._bench.session):
            return
        edits: list[tuple[str, Edit]] = []
        settled: list[Unmet] = []
        for unmet in waiting:
            uid, merged = unmet.document.uid, self._merged(unmet)
            if not merged or all(each.place in choices.get(uid, {}) for each in merged.conflicts):
                settled.append(unmet)
            new = resolve(merged, choices.get(uid, {})) if merged else (PutDocument(unmet.document),)
            edits += [(uid, edit) for edit in new]
        if edits:
            session.do(Step("处理冲突", tuple(edits)))
        session.library.settle_conflicts(settled)
        self._bench.outcome.close_line()
        left = (
            f"还有 {count} 张表没有选完，下次打开时再提醒。" if (count := len(waiting) - len(settled)) else ""
        )
        self._bench.desk.say(("已按您的选择处理，可撤销。" if edits else "项目库没有变化。") + left)
