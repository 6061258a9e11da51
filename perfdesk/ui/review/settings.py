"""审核设置: the office's rules, numbers and words, kept beside the library and in force at once.

The window tells what shall be kept; forms are judged again when the clerk rests.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from perfdesk.errors import PerfdeskError
from perfdesk.ui import asking

if TYPE_CHECKING:
    from perfdesk.rules.office import Words
    from perfdesk.rules.settings import Settings
    from perfdesk.ui.panes import Panes
    from perfdesk.ui.review.settings_window import SettingsWindow
    from perfdesk.ui.session import Session

_REST = 400
"""Milliseconds after a change before forms are judged again"""


class ReviewSettings(QObject):
    """Shows the window, and keeps what is changed in it."""

    def __init__(self, panes: "Panes") -> None:
        super().__init__(panes)
        self._panes = panes
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._judge_anew)

    def show(self) -> None:
        """Open the window; a mistake in the files beside the library is told instead."""
        from perfdesk.rules.office import OfficeRules, load_settings, load_words, office
        from perfdesk.rules.settings import Settings
        from perfdesk.ui.review.settings_window import SettingsWindow

        if not (session := self._panes.session):
            return
        if session.library.read_only:
            self._panes.say_locked()
            return
        path = session.library.path
        form = session.opened.form if session.opened else None
        form = form or session.library.catalogue.forms()[0]
        settings = Settings(office(path, OfficeRules()).profile(form), load_settings(path))
        window = SettingsWindow(settings, load_words(path), self._panes.window())
        for page in (window.rules, window.numbers):
            page.changed.connect(lambda changed: self._keep(window, session, changed))
        window.words.changed.connect(lambda words: self._keep_words(window, session, words))
        window.open()

    def _keep(self, window: "SettingsWindow", session: "Session", settings: "Settings") -> None:
        from perfdesk.rules.office import save_settings

        try:
            save_settings(session.library.path, settings.own)
        except PerfdeskError as error:
            asking.tell(window, str(error))
        else:
            window.show_settings(settings)
            self._rest.start()

    def _keep_words(self, window: "SettingsWindow", session: "Session", words: "Words") -> None:
        from perfdesk.rules.office import save_words

        try:
            save_words(session.library.path, words)
        except PerfdeskError as error:
            asking.tell(window, str(error))
        else:
            window.words.show_words(words)
            self._rest.start()

    def _judge_anew(self) -> None:
        if self._panes.session:
            self._panes.session.review_anew()
