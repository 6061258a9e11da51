"""What the clerk types while the disk is waited for: kept in its order, and done when the wait is over.

For a while the system keeps what comes from keyboard and mouse. Input methods go past that, and when a way
out is offered, everything is met here: what is meant for the window is kept, except for what is offered.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QWidget

_Type = QEvent.Type
_TYPED = {_Type.KeyPress, _Type.InputMethod}
_DROPPED = {
    _Type.KeyRelease, _Type.ShortcutOverride, _Type.MouseButtonPress, _Type.MouseButtonRelease,
    _Type.MouseButtonDblClick, _Type.ContextMenu, _Type.DragEnter, _Type.Drop,
}  # fmt: skip
"""Without meaning once the wait is over"""
_MET = _TYPED | _DROPPED | {_Type.Close}
_KEYS = {_Type.KeyPress, _Type.KeyRelease, _Type.ShortcutOverride, _Type.InputMethod}


class HeldInput(QObject):
    """Signals, while a way out is offered: `offer_wanted()` by F6, `close_wanted()` of the window."""

    offer_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._near = window
        self.offer: QWidget | None = None
        """What may be used all the same"""
        self.home = window
        """Where keys go that nobody in the window has asked for"""
        self.is_looked_at = False
        """Whether the system lets all input through, to be met here"""
        self._kept: list[QEvent] = []
        self._is_installed = self._is_waiting = self._is_playing = self._is_closing = False

    @property
    def text(self) -> str:
        """What was typed, as far as it can be read."""
        return "".join(map(_text, self._kept))

    def hold(self) -> None:
        """Keep input from now on."""
        self._is_waiting = True
        self._install(installed=True)

    def let_go(self) -> None:
        """Let input through again; what was kept comes first, once what waited for the disk has ended."""
        self._is_waiting = self.is_looked_at = False
        if self._kept or self._is_closing:
            QTimer.singleShot(0, self, self._play)
        else:
            self._install(installed=False)

    def _install(self, *, installed: bool) -> None:
        application = QCoreApplication.instance()
        if application and installed != self._is_installed:
            self._is_installed = installed
            (application.installEventFilter if installed else application.removeEventFilter)(self)

    # --- afterwards -------------------------------------------------------------------------------------

    def _play(self) -> None:
        if self._is_waiting or self._is_playing:
            return
        self._is_playing = True  # an edit that is made now may have to wait, too, and returns after that
        try:
            while self._kept:
                self._deliver(self._kept.pop(0))
        finally:
            self._is_playing = False
        self._install(installed=False)
        if self._is_closing:
            self._is_closing = False
            self._near.window().close()

    def _deliver(self, event: QEvent) -> None:
        """As the system would: to a short-cut, unless who has the focus needs the key."""
        focused = self._near.window().focusWidget()  # of the window: a dialog may have the system's keys
        target = focused if focused and focused.isVisible() else self.home
        if isinstance(event, QKeyEvent):
            asked = QKeyEvent(_Type.ShortcutOverride, event.key(), event.modifiers(), event.text())
            asked.ignore()
            QApplication.sendEvent(target, asked)
            if not asked.isAccepted() and (action := self._action(event)):
                action.trigger()
                return
        QApplication.sendEvent(target, event)

    def _action(self, event: QKeyEvent) -> QAction | None:
        keys = QKeySequence(event.keyCombination())
        actions = self._near.window().findChildren(QAction)
        return next((each for each in actions if each.isEnabled() and keys in each.shortcuts()), None)

    # --- meanwhile --------------------------------------------------------------------------------------

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        """Keep what is meant for the window; everything else goes its way."""
        kind = event.type()
        if kind not in _MET or (self._is_playing and not self._is_waiting):
            return False
        if not self._is_ours(receiver, kind):
            return False
        if kind == _Type.Close:
            event.ignore()
            self._close()
        elif kind == _Type.ShortcutOverride:
            event.accept()  # else it would be taken for a short-cut
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F6 and self.is_looked_at:
            self.offer_wanted.emit()
        elif kind in _TYPED:
            self._kept.append(event.clone())
        return True

    def _close(self) -> None:
        if self.is_looked_at:
            self.close_wanted.emit()
        else:
            self._is_closing = True

    def _is_ours(self, receiver: QObject, kind: QEvent.Type) -> bool:
        """Whether it is for the window and not for what is offered; a window gets keys by its focus."""
        top = self._near.window()
        if isinstance(receiver, QWindow):
            is_key = kind in _KEYS and receiver is top.windowHandle()
            return is_key and not self._is_offered(QApplication.focusWidget())
        return isinstance(receiver, QWidget) and receiver.window() is top and not self._is_offered(receiver)

    def _is_offered(self, widget: QWidget | None) -> bool:
        return bool(self.offer and widget and (widget is self.offer or self.offer.isAncestorOf(widget)))


def _text(event: QEvent) -> str:
    if isinstance(event, QInputMethodEvent):
        return event.commitString()
    text = event.text() if isinstance(event, QKeyEvent) else ""
    return "\n" if text == "\r" else text if text.isprintable() else ""
