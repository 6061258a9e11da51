"""F2 on a year, department or unit in the tree: its name is written into every form below it, as one Step."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from perfdesk.errors import PerfdeskError
from perfdesk.ui import asking

if TYPE_CHECKING:
    from perfdesk.ui.panes import Panes

_WORDS = {"year": "年度", "department": "主管部门", "unit": "实施单位"}
"""The levels that have a name of their own; each is called like the field it is grouped by."""


class GroupNaming(QObject):
    """Listens to F2 in the tree."""

    def __init__(self, panes: "Panes") -> None:
        super().__init__(panes)
        self._panes = panes
        key = QShortcut(QKeySequence("F2"), panes.tree_pane.tree)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(lambda: panes.perform(self.rename))

    def rename(self) -> None:
        """Ask for the new name of the current group; undo takes all of it back at once."""
        session, tree = self._panes.session, self._panes.tree_pane
        index = tree.tree.currentIndex()
        node, uids = tree.model.node(index), tree.model.uids(index)
        if not session or node.level not in _WORDS:
            return
        if session.library.read_only:
            self._panes.say_locked()
            return
        old = session.library.document(uids[0]).texts.get(node.level) or ""
        question, typed = f"{len(uids)} 张表的{_WORDS[node.level]}改为：", old
        while (name := asking.text(self._panes, "改名", question, typed)) not in {None, old}:
            typed = name or ""
            try:
                self._write(node.level, uids, typed)
            except PerfdeskError as error:  # what was typed is asked for again, not lost
                asking.tell(self._panes, str(error))
            else:
                return

    def _write(self, level: str, uids: Sequence[str], name: str) -> None:
        from perfdesk.documents.address import field
        from perfdesk.documents.document import clean
        from perfdesk.documents.edits import SetText, Step

        if session := self._panes.session:
            edit = SetText(field(level), clean(name)[0])
            session.do(Step(f"修改“{_WORDS[level]}”", tuple((uid, edit) for uid in uids)))
            self._panes.desk.say(f"已改 {len(uids)} 张表的{_WORDS[level]}。")
