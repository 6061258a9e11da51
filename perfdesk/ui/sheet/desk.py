"""The middle of the window: a grey desk with the paper on it, or a sentence when there is no paper.

The desk scrolls; the table on the paper stands at full height. Notices lie over it and move nothing.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QWidget

from perfdesk.ui.announcing import announce
from perfdesk.ui.files.beginning import Beginning, Choice
from perfdesk.ui.looks import Paper, surroundings
from perfdesk.ui.sheet.view import SheetView

_WIDEST = 796
"""The paper at 100 %."""
_NARROWEST = 462
"""Fits the smallest window whole, between the narrowest panes and beside a scroll bar."""
_SCROLL_BAR = 12
_SIDE = 45
_NARROW_SIDE = 16
"""Left and right of the table on a paper that has no room to spare."""
_ROOMY = 620
_TOP = 12
_BOTTOM = 28
_DESK = 14
_SHADOW = (40, 22, 10, 4)
"""How dark, from the paper's edge outwards."""
_NOTCH = 120
"""What a wheel reports for one."""
_SECONDS = 8
_LINES = 8
"""More would bury the form."""


class Desk(QScrollArea):
    """Scrolls the paper. Signals: `zoom_turned(notches)` by the wheel with Ctrl held, up is positive."""

    zoom_turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._surface = _Surface()
        self.setWidget(self._surface)
        self.setMinimumWidth(_NARROWEST + 2 * _DESK + _SCROLL_BAR)
        self._view: SheetView | None = None
        self._is_showing = False
        self._is_following = False
        self._turned = 0
        over = self.viewport()  # what else lies in a scroll area is not told to a screen reader
        self._message = QLabel(over)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.hide()
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.beginning = Beginning(over)
        self._notice = _Notice(over)
        self._clock = QTimer(self, singleShot=True, interval=_SECONDS * 1000)
        self._clock.timeout.connect(self._notice.hide)

    def lay_down(self, view: SheetView) -> None:
        """Put the table on the paper."""
        self._view = view
        self._surface.lay_down(view)
        view.current_moved.connect(self._show_soon)
        view.caret_moved.connect(self._follow_caret)
        view.height_changed.connect(self._surface.place)
        view.page_turned.connect(self._turn)

    # --- how large --------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """How large the paper is; 1.0 is 100 %."""
        return self._surface.zoom

    @property
    def zoom_to_fit(self) -> float:
        """How large the paper may be before it has to be scrolled sideways."""
        return self._surface.zoom_to_fit(self.viewport().width())

    def set_zoom(self, zoom: float) -> None:
        """Show the paper larger or smaller; the current cell stays in view."""
        self._surface.zoom = zoom
        if self._view:
            self._view.set_zoom(zoom)
            self._surface.place()
            self._show_soon()

    def _show_soon(self) -> None:
        """Bring the current cell into view once everything else is in its place."""
        if not self._is_showing:
            self._is_showing = True
            QTimer.singleShot(0, self, self._show_current)

    def _show_current(self) -> None:
        self._is_showing = False
        if self._view:
            self.show_rect(self._view.visualRect(self._view.currentIndex()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms, by whole notches: a touch pad sends parts of one."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches:
            self.zoom_turned.emit(notches)
        event.accept()

    # --- what is said -----------------------------------------------------------------------------------

    def say(self, sentence: str, *, lasting: bool = False) -> None:
        """Lay a notice over the upper edge; it goes with a click, and by itself unless it is `lasting`."""
        lines = sentence.split("\n")
        if len(lines) > _LINES:
            lines[_LINES - 1 :] = [f"另有 {len(lines) - _LINES + 1} 条说明。"]
        self._notice.setText("\n".join(lines))
        self._clock.stop()
        self._place_labels()
        self._notice.show()
        self._notice.raise_()
        announce(self._notice, self._notice.text())
        if not lasting:
            self._clock.start()

    @property
    def notice(self) -> str:
        """The notice that can be read now."""
        return self._notice.text() if not self._notice.isHidden() else ""

    def be_quiet(self) -> None:
        """Take the notice away."""
        self._notice.hide()

    def show_paper(self, *, shown: bool, instead: str = "") -> None:
        """Show the paper, or a message in its place."""
        self.beginning.hide()
        self._surface.show_paper(shown=shown)
        self._message.setText(instead)
        self._message.setVisible(bool(instead))
        self._place_labels()

    def offer(self, heading: str, message: str, choices: Sequence[Choice]) -> None:
        """Show choices in place of a paper."""
        self.show_paper(shown=False)
        self.beginning.offer(heading, message, choices)

    @property
    def message(self) -> str:
        """What is said in place of a paper."""
        return self._message.text() if not self._message.isHidden() else self.beginning.words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the paper as wide as there is room, and the labels in their places."""
        self._surface.place()
        super().resizeEvent(event)
        self._place_labels()

    def _place_labels(self) -> None:
        area = self.viewport().rect()
        self._message.setGeometry(area.adjusted(60, 40, -60, -40))
        self.beginning.setGeometry(area)
        width = min(area.width() - 40, 640)
        self._notice.setFixedWidth(width)
        self._notice.adjustSize()
        self._notice.move((area.width() - width) // 2, 10)

    def show_rect(self, rect: QRect) -> None:
        """Bring a rectangle of the table into view, with a little around it."""
        if self._view:
            place = self._view.viewport().mapTo(self._surface, rect.center())
            tall = min(rect.height(), self.viewport().height() - 80)
            self._scroll_to(place, rect.width() // 2 + 20, tall // 2 + 40)

    def _scroll_to(self, place: QPoint, across: int, along: int) -> None:
        """Scroll if need be; first what has changed is painted, since only a clean paper is moved whole."""
        seen = QRect(-self._surface.pos(), self.viewport().size()).adjusted(across, along, -across, -along)
        if not seen.contains(place):
            QApplication.sendEvent(self.window(), QEvent(QEvent.Type.UpdateRequest))
            self.ensureVisible(place.x(), place.y(), across, along)

    def _follow_caret(self) -> None:
        """Show the line that is typed, once the paper has grown with it."""
        if not self._is_following:
            self._is_following = True
            QTimer.singleShot(0, self, self._show_caret)

    def _show_caret(self) -> None:
        self._is_following = False
        if self._view and (caret := self._view.caret()):
            place = self._view.viewport().mapTo(self._surface, caret.center())
            self._scroll_to(place, 20, caret.height())

    def _turn(self, pages: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * (bar.pageStep() - 40))


class _Notice(QLabel):
    """Goes away when it is clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setWordWrap(True)
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.hide()


class _Surface(QWidget):
    """Grey, shadow and paper."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that scrolling moves what is painted
        self._view: QWidget | None = None
        self._paper = QRect()
        self._is_shown = False
        self.zoom = 1.0

    def lay_down(self, view: QWidget) -> None:
        view.setParent(self)
        view.hide()
        self._view = view

    def show_paper(self, *, shown: bool) -> None:
        if self._view:
            # placed before it is shown: a widget never placed takes a size of its own on the way to the
            # screen, and a resize in the midst of that is never told
            self._is_shown = shown
            self.place()
            self._view.setVisible(shown)

    def place(self) -> None:
        """Centre the paper and let it be as long as the table."""
        if not self._view or not self._is_shown:
            self._paper = QRect()
            self.setMinimumSize(0, 0)
        else:
            whole = self._whole(self._room())
            width = round(whole * self.zoom)
            left = max((self.width() - width) // 2, _DESK)
            side = round((_SIDE if whole >= _ROOMY else _NARROW_SIDE) * self.zoom)
            top = round(_TOP * self.zoom)
            self._view.setGeometry(left + side, top, width - 2 * side, self._view.minimumHeight())
            needed = top + self._view.minimumHeight() + round(_BOTTOM * self.zoom)
            self.setMinimumSize(width + 2 * _DESK, needed)
            self._paper = QRect(left, 0, width, max(needed, self.height()))
        self.update()

    def zoom_to_fit(self, room: int) -> float:
        return max(room - 2 * _DESK, 1) / self._whole(room)

    def _room(self) -> int:
        """What is seen of the desk; a paper that has been larger must not keep it wide."""
        parent = self.parentWidget()
        return parent.width() if parent else self.width()

    def _whole(self, room: int) -> int:
        """How wide the paper is at 100 %: all of it where there is room, else as narrow as it may be."""
        return min(max(room - 2 * _DESK, _NARROWEST), _WIDEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(surroundings().desk))
        if self._paper.isNull():
            return
        for distance, darkness in enumerate(_SHADOW):
            around = self._paper.adjusted(-1 - distance, 0, 1 + distance, 0)
            for x in (around.left(), around.right()):
                painter.fillRect(x, around.top(), 1, around.height(), QColor(40, 45, 55, darkness))
        painter.fillRect(self._paper, Paper.white)
