"""Where the keys were before something took them for a while, and go again after it."""

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class WayBack:
    """Of one widget that comes and goes."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._before: QWidget | None = None

    def remember(self) -> None:
        """Called before the widget takes the keys."""
        now = QApplication.focusWidget()
        if now and now is not self._widget and not self._widget.isAncestorOf(now):
            self._before = now

    def go(self) -> None:
        """Give the keys back, if the widget still has them."""
        now, before = QApplication.focusWidget(), self._before
        has_them = now is None or now is self._widget or self._widget.isAncestorOf(now)
        if has_them and before and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
