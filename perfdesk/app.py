"""The window's outermost shell: what must be set before QApplication, and what is opened first.

Qt comes up and the shell is painted before pydantic, TinyDB, ReportLab or a format library is imported.
"""

import gc
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from perfdesk import logbook
from perfdesk.ui import looks
from perfdesk.ui.trouble import Trouble
from perfdesk.ui.window import MainWindow

_SETTLED = 300
"""Milliseconds after the first library, when form and findings are on the screen"""


def run(path: Path | None = None) -> int:
    """Open the window and stay until it is closed; the exit status.

    `path` is a library, or a data file to import into the last library; without one the last. On the first
    day the clerk is asked how to begin, and nothing is made before that.
    """
    application = start(sys.argv[:1])
    window = MainWindow()
    window.painted.connect(lambda: window.perform(lambda: open_first(window, path)))
    window.show()
    return application.exec()


def start(arguments: list[str]) -> QApplication:
    """The one QApplication, dressed and speaking Chinese; unexpected errors are caught from here on."""
    choose_input_method()
    application = QApplication(arguments)
    application.setApplicationName("perfdesk")
    speak_chinese(application)
    looks.register_window_face()
    looks.dress(application)
    trouble = Trouble()
    trouble.setParent(application)
    trouble.watch()
    return application


def speak_chinese(application: QCoreApplication) -> QTranslator:
    """Let Qt's own dialogs and menus speak Chinese; what its translation leaves out is said in `asking`."""
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return translator


def choose_input_method() -> None:
    """Qt's wheels bring no plugin for fcitx; fcitx answers the ibus one. Only Linux asks by this variable."""
    wanted = os.environ.get("QT_IM_MODULE", "")
    if sys.platform.startswith("linux") and wanted.startswith("fcitx") and not _has_plugin(wanted):
        os.environ["QT_IM_MODULE"] = "ibus"
        logbook.write(f"QT_IM_MODULE={wanted}: no such plugin here, ibus is used")


def _has_plugin(module: str) -> bool:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    return any(module in plugin.name for plugin in folder.glob("*.so"))


def open_first(window: MainWindow, path: Path | None) -> None:
    """Open what was asked for, or the last library; remember it for the next time."""
    from perfdesk.ui import memory  # noqa: PLC0415  (after the first paint)

    QTimer.singleShot(_SETTLED, window, _settle)
    package = path if path and path.suffix.lower() == ".perfdesk" else None
    library = memory.last_library() if package or not path else path
    if library:
        window.bench.files.open_and_remember(library)
    else:
        window.bench.starting.first_day()
    if package:
        window.bench.files.import_paths([package])


def _settle() -> None:
    """Collect garbage again, but not among what came with the start: that would show between two keys."""
    gc.collect()
    gc.freeze()
    gc.enable()
