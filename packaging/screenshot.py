"""Make the README's picture, `.github/window.png`, from the running program with the nine sample forms.

    python packaging/screenshot.py [PICTURE]

Draws offscreen with the bundled faces, so that the picture is the same on every machine.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtTest import QTest  # noqa: E402  (the platform is chosen first)

from perfdesk import app, paths  # noqa: E402
from perfdesk.ui.window import MainWindow  # noqa: E402

WIDTH, HEIGHT = 1366, 768


def main() -> None:
    """Import the samples, go to a mistake, take the picture."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".github" / "window.png"
    application = app.start(["perfdesk"])
    sys.excepthook = sys.__excepthook__  # nobody is there to close a dialog
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow()
        window.resize(WIDTH, HEIGHT)
        window.show()
        window.bench.files.open_path(Path(folder) / "示例项目库.json", create=True)
        samples = paths.resource("samples", "forms-2024.txt")
        window.bench.files.importing.take([samples], is_known=True)
        while not window.bench.tasks.is_idle:
            QTest.qWait(20)
        go_to_a_mistake(window)
        window.activateWindow()
        window.bench.view.setFocus()
        application.processEvents()
        window.bench.desk.be_quiet()
        window.bench.outcome.close_line()
        window.status.saved.setText("已保存 10:42")  # a clock would make every picture another one
        application.processEvents()
        if not window.grab().save(str(target)):
            sys.exit(f"cannot write {target}")
        window.close()
    print(target)


def go_to_a_mistake(window: MainWindow) -> None:
    """Open the form that has the most errors, at the first of them."""
    if not (session := window.bench.session):
        sys.exit("the samples could not be imported")
    wrong = [entry for entry in session.entries() if entry.errors]
    session.open(max(wrong, key=lambda entry: (entry.errors or 0, entry.indicators)).uid)
    cards = window.bench.review.model.cards
    window.bench.findings.go_to(next(card.finding for card in cards if card.finding.severity == "error"))


if __name__ == "__main__":
    main()
