"""From the start of the process to the first paint: a bare window, the shell, the nine forms."""

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

_NINE = """
import gc, os, sys
gc.disable()  # as `open` does
from pathlib import Path
from perfdesk import app
from perfdesk.ui.window import MainWindow
application = app.start(sys.argv[:1])
window = MainWindow()
def opened():
    from perfdesk.ui.sheet_view import SheetView
    paint = SheetView.paintEvent
    def painted(view, event):  # the tree at its left is painted before it
        paint(view, event)
        if len(window.bench.session.library.entries()) == 9 and view.width() > 600:
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

    with tempfile.TemporaryDirectory() as folder, x11() as environment:
        library = Path(folder) / "nine.json"
        import_sources([paths.resource("samples", "forms-2024.txt")], library)
        figures = interleaved(
            {
                "bare window, same style and face": python("-c", _BARE),
                "perfdesk, shell painted": python("-c", _SHELL),
                "perfdesk, nine forms visible": python("-c", _NINE, str(library)),
            },
            runs=runs,
            warm_up=1,
            environment=environment | {"XDG_STATE_HOME": folder},
        )
    for figure in figures:
        print(f"  {figure}  {figure.median / figures[0].median:5.2f} ×")
