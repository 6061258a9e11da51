"""While a block is drawn to the desk's edge, or beyond it, the desk scrolls and the block grows along."""

from PySide6.QtCore import QObject, QPoint, QTimer

from perfdesk.ui.sheet.desk import Desk
from perfdesk.ui.sheet.selected_block import SelectedBlock

_NEAR = 16
"""Where the edge begins, in pixels from the end of what is seen."""
_TICK = 25
"""Milliseconds."""
_FASTEST = 40
"""Pixels in one tick: the farther the mouse, the faster."""


class DragScroll(QObject):
    """Lets a desk follow the drawing of a block."""

    def __init__(self, desk: Desk, block: SelectedBlock) -> None:
        super().__init__(block)
        self._desk = desk
        self._block = block
        self._mouse = QPoint()
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._scroll)
        block.drawn.connect(self._follow)
        block.released.connect(self._clock.stop)

    def _follow(self, mouse: QPoint) -> None:
        self._mouse = mouse
        if self._beyond().isNull():
            self._clock.stop()
        elif not self._clock.isActive():
            self._clock.start()

    def _beyond(self) -> QPoint:
        """How far the mouse is over the edge of what is seen, to the right and downwards."""
        port = self._desk.viewport()
        mouse, inside = port.mapFromGlobal(self._mouse), port.rect().adjusted(_NEAR, _NEAR, -_NEAR, -_NEAR)
        nearest = QPoint(
            min(max(mouse.x(), inside.left()), inside.right()),
            min(max(mouse.y(), inside.top()), inside.bottom()),
        )
        return mouse - nearest

    def _scroll(self) -> None:
        beyond = self._beyond()
        bars = (self._desk.horizontalScrollBar(), beyond.x()), (self._desk.verticalScrollBar(), beyond.y())
        for bar, far in bars:
            bar.setValue(bar.value() + min(max(far, -_FASTEST), _FASTEST))
        self._block.draw_to(self._mouse)
