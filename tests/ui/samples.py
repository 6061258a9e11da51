"""The nine published forms as documents, and hands for a window: keys and an input method."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.sheet import Cell
from perfdesk.ui.window import MainWindow

PAIRS = "pairs of an open editor and a happening"
"""The property under which a test says how many it walked."""
_PUBLISHED = Path(__file__).parents[1] / "data" / "expected.json"


def documents() -> tuple[Document, ...]:
    records = json.loads(_PUBLISHED.read_text(encoding="utf-8"))
    return tuple(_document(number, record) for number, record in enumerate(records, 1))


def _document(number: int, record: dict[str, Any]) -> Document:
    name = " ".join(part for part in (record["project_code"], record["project_name"]) if part)
    texts = {
        "title": record["title"], "year": str(record["year"]), "filler": record["filling_unit"],
        "money.unit": record["money_unit"], "project.name": name, "period": record["implementation_period"],
        "department": record["supervising_department"], "unit": record["implementing_unit"],
        "attribute": record["project_attribute"], "category": record["project_category"],
        "goal.total": record["goals"]["implementation_period"], "goal.annual": record["goals"]["annual"],
    }  # fmt: skip
    for span, amounts in (("total", "implementation_period"), ("annual", "annual")):
        for key, member in (("sum", "total"), ("fiscal", "fiscal"), ("other", "other")):
            texts[f"funds.{span}.{key}"] = record["funds"][amounts][member] or ""
    rows = tuple(
        Row(
            f"row-{number}-{index}",
            {key: row[key] for key in ("level1", "level2", "name")} | {"value": row["value"]["text"]},
        )
        for index, row in enumerate(record["indicators"], 1)
    )
    kept = {key: text for key, text in texts.items() if text is not None}
    return Document(f"sample-{number}", f"project-{number}", "project-target@dalian-2024", kept, rows)


def agree_to_import(window: MainWindow) -> None:
    """Wait until files are read, and press Enter in the preview if there is one."""
    importing = window.bench.files.importing
    deadline = QDeadlineTimer(20_000)
    while not window.bench.tasks.is_idle and not deadline.hasExpired():
        QTest.qWait(5)
    if preview := importing.looking.window:
        press(preview, Qt.Key.Key_Return)


def press(widget: QWidget, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(widget, key, held)


def type_text(window: MainWindow, text: str) -> None:
    """Type where the keys go; ASCII only, an input method brings the rest."""
    for sign in text:
        QTest.keyClicks(typing_place(window), sign)


def compose(widget: QWidget, *letters: str) -> None:
    """A composition as it grows."""
    for preedit in letters:
        QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def cell_of(window: MainWindow, address: str) -> Cell:
    sheet = window.bench.model.sheet
    assert sheet
    return sheet.places[Address.parse(address)]


def go_to(window: MainWindow, address: str) -> Cell:
    cell = cell_of(window, address)
    window.bench.view.go_to(cell)
    return cell


def here(window: MainWindow) -> str:
    cell = window.bench.view.current_cell()
    return str(cell.address) if cell else ""


def text_at(window: MainWindow, address: str, uid: str = "sample-2") -> str | None:
    """What the library holds."""
    assert window.bench.session
    return window.bench.session.library.document(uid).text(Address.parse(address))


def typing_place(window: MainWindow) -> QWidget:
    """Where the keys go now: the editor, or the sheet while there is none."""
    return window.bench.view.editor or window.bench.view
