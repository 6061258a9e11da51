"""How the window and a library's tree were looked at comes back at the next start.

What makes the first form look right is there before it is painted; the preview, which takes longer, after it.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from perfdesk.ui import memory
from perfdesk.ui.review.lines import FOLDS

if TYPE_CHECKING:
    from perfdesk.ui.bench import Bench
    from perfdesk.ui.memory import TreeSight
    from perfdesk.ui.session import Session

_LATER = 50
"""Milliseconds after the first form, which is on the screen by then"""


class Remembering(QObject):
    """Puts things where they were, and keeps where they are."""

    def __init__(self, bench: "Bench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._sight = sight = memory.window_sight()
        if sight.zoom:
            bench.zoom.to(sight.zoom)
        if len(sight.panes) == bench.count():
            bench.setSizes(list(sight.panes))
        bench.review.unfolded = {name for name in FOLDS if name in sight.unfolded}
        if sight.preview:
            QTimer.singleShot(_LATER, self, self._show_preview)

    def _show_preview(self) -> None:
        if self._bench.previewing.preview.isHidden():
            self._bench.previewing.toggle()
            if len(self._sight.panes) == self._bench.count():
                self._bench.setSizes(list(self._sight.panes))

    def tree_sight(self, session: "Session") -> "TreeSight":
        """How the tree of a library was looked at last."""
        return memory.tree_sight(session.library.path)

    def keep_tree(self) -> None:
        """Keep how the tree of the open library is looked at."""
        bench = self._bench
        if bench.session:
            form = bench.opened.document.uid if bench.opened else ""
            memory.keep_tree_sight(bench.session.library.path, replace(bench.tree_pane.sight(), form=form))

    def keep_window(self) -> None:
        """Keep how the window stands."""
        bench, window = self._bench, self._bench.window()
        size = window.normalGeometry().size()
        memory.keep_window_sight(
            memory.WindowSight(
                size.width(),
                size.height(),
                window.isMaximized(),
                tuple(bench.sizes()),
                not bench.previewing.preview.isHidden(),
                bench.zoom.percent,
                tuple(sorted(bench.review.unfolded)),
            )
        )
