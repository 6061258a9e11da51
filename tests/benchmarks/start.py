"""From the start of the process to what can be used: a bare window, the shell, nine forms, 10,000 of them."""

import tempfile
from pathlib import Path

from tests.benchmarks.measuring import interleaved, python
from tests.benchmarks.screen import x11

# the same style and faces as ours, and nothing else
_BARE = """
import os, sys
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QMainWindow
from perfdesk import paths
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        os._exit(0)
application = QApplication(sys.argv[:1])
application.setStyle("Fusion")
number = QFontDatabase.addApplicationFont(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")))
application.setFont(QFontDatabase.applicationFontFamilies(number)[0])
window = Window()
window.resize(1366, 768)
window.show()
application.exec()
"""

_SHELL = """
import gc, os, sys
gc.disable()  # as `open` does
from perfdesk import app
from perfdesk.ui.window import MainWindow
application = app.start(sys.argv[:1])
window = MainWindow()
window.painted.connect(lambda: os._exit(0))
window.show()
application.exec()
"""

_FORMS = """
import gc, os, sys
gc.disable()  # as `open` does
from pathlib import Path
from perfdesk import app
from perfdesk.ui.window import MainWindow
application = app.start(sys.argv[:1])
window = MainWindow()
def opened():
    from perfdesk.ui.sheet.view import SheetView
    paint = SheetView.paintEvent
    def painted(view, event):  # the tree at its left is painted before it
        paint(view, event)
        if window.bench.session and window.bench.session.opened and view.width() > 600:
            os._exit(0)
    SheetView.paintEvent = painted
    app.open_first(window, Path(sys.argv[1]))
window.painted.connect(opened)
window.show()
application.exec()
"""


def main(runs: int = 9) -> None:
    """Print wall times and ratios."""
    from perfdesk import paths
    from perfdesk.cli.importing import import_sources
    from tests.benchmarks.forms import write_library

    with tempfile.TemporaryDirectory() as folder, x11() as environment:
        library = Path(folder) / "nine.json"
        import_sources([paths.resource("samples", "forms-2024.txt")], library)
        write_library(few := Path(folder) / "few.json", 9)
        write_library(many := Path(folder) / "many.json", 10_000)
        figures = interleaved(
            {
                "bare window, same style and face": python("-c", _BARE),
                "perfdesk, shell painted": python("-c", _SHELL),
                "perfdesk, nine sample forms visible": python("-c", _FORMS, str(library)),
                "perfdesk, nine projects usable": python("-c", _FORMS, str(few)),
                "perfdesk, 10,000 projects usable": python("-c", _FORMS, str(many)),
            },
            runs=runs,
            warm_up=1,
            environment=environment | {"XDG_STATE_HOME": folder},
        )
    for figure in figures:
        print(f"  {figure}  {figure.median / figures[0].median:5.2f} ×")
    print(f"  10,000 projects against nine: {figures[-1].median / figures[-2].median:.2f} ×")
