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
    from perfdesk.ui.merge_lines import Project
    from perfdesk.ui.merge_window import MergeWindow


class Conflicts(QObject):
    """Shows them and does what was chosen."""

    def __init__(self, bench: "Bench") -> None:
        super().__init__(bench)
        self._bench = bench
        self.window: MergeWindow | None = None

    def show(self) -> None:
        """Let the clerk choose."""
        from perfdesk.ui.merge_window import MergeWindow

        if not (session := self._bench.session):
            return
        waiting = session.library.conflicts()
        projects = [self._project(each) for each in waiting]
        who = "、".join(dict.fromkeys(each.by for each in waiting if each.by)) or "这台电脑"
        heading = (
            "项目库被其他程序或电脑改动时，这些修改没有并入。项目库里现在是对方的内容；"
            "请逐处选择，没有选的保持现在的内容。"
        )
        self.window = window = MergeWindow(heading, f"{who}没有并入的修改", projects, 0, self._bench.window())
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
        from perfdesk.ui.merge_lines import Project, dispute_of, hand

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
        return Project(uid, name, "", disputes, (), ("项目库里现在的", theirs))

    def _choose(self, waiting: "tuple[Unmet, ...]", choices: "dict[str, Choices]") -> None:
        from perfdesk.documents.edits import PutDocument, Step
        from perfdesk.documents.merging import resolve

        self.window = None
        if not (session := self._bench.session):
            return
        edits: list[tuple[str, Edit]] = []
        for unmet in waiting:
            uid, merged = unmet.document.uid, self._merged(unmet)
            new = resolve(merged, choices.get(uid, {})) if merged else (PutDocument(unmet.document),)
            edits += [(uid, edit) for edit in new]
        if edits:
            session.do(Step("处理冲突", tuple(edits)))
        session.library.settle_conflicts(waiting)
        self._bench.outcome.close_line()
        self._bench.desk.say("冲突已按您的选择处理，可撤销。" if edits else "冲突已处理，项目库没有变化。")
