"""The table of commands, the looks, and the seam that asks."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import QMenu

import perfdesk.ui
from perfdesk import paths
from perfdesk.ui import looks
from perfdesk.ui.commands.table import COMMANDS, MENUS
from perfdesk.ui.looks import DARK, LIGHT, Paper, Surroundings
from perfdesk.ui.window import MainWindow

SOURCES = sorted(Path(perfdesk.ui.__path__[0]).rglob("*.py"))


def test_no_two_commands_share_a_name_or_a_key() -> None:
    names = [command.name for command in COMMANDS]
    keys = [QKeySequence(keys).toString() for command in COMMANDS for keys in command.keys]

    assert len(set(names)) == len(names)
    assert len(set(keys)) == len(keys)
    assert all(keys)


def test_every_command_is_in_its_menu(window: MainWindow) -> None:
    directly = Qt.FindChildOption.FindDirectChildrenOnly
    found = window.menuBar().findChildren(QMenu, options=directly)
    menus = {menu.title(): menu.actions() for menu in found if menu.title()}

    assert list(menus) == list(MENUS)
    for command in COMMANDS:
        assert window.actions_by_name[command.name] in menus[command.menu]


def test_every_command_does_something(window: MainWindow) -> None:
    assert set(window.bench.acts) | {"quit"} == {command.name for command in COMMANDS}


def test_every_icon_is_shipped_with_its_licence() -> None:
    wanted = {command.icon for command in COMMANDS if command.icon}
    there = {path.name.removesuffix("_20_regular.svg") for path in paths.resource("icons").glob("*.svg")}

    assert wanted <= there
    assert "MIT" in paths.resource("icons", "LICENSE-FluentSystemIcons.txt").read_text(encoding="utf-8")


def test_every_shipped_icon_is_used() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES)

    for path in paths.resource("icons").glob("*.svg"):
        assert f'"{path.name.removesuffix("_20_regular.svg")}"' in source


def test_an_icon_takes_the_colour_of_the_text() -> None:
    picture = looks.icon("print").pixmap(20, 20).toImage()
    solid = [
        picture.pixelColor(x, y).name()
        for x in range(20)
        for y in range(20)
        if picture.pixelColor(x, y).alpha() == 255
    ]

    assert set(solid) == {looks.surroundings().text}


def _contrast(one: str, other: str) -> float:
    def light(name: str) -> float:
        red, green, blue = (float(((value + 0.055) / 1.055) ** 2.4) for value in rgb(name))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def rgb(name: str) -> tuple[float, float, float]:
        colour = QColor(name)
        return colour.redF(), colour.greenF(), colour.blueF()

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize("ink", ["text", "quiet", "accent", "error", "warning"])
@pytest.mark.parametrize("ground", ["pane", "card", "selected"])
def test_words_around_the_paper_can_be_read(colours: Surroundings, ink: str, ground: str) -> None:
    assert _contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (Paper.ink, Paper.white), (Paper.ink, Paper.current_tint), (Paper.label_ink, Paper.label_tint),
        (Paper.label_ink, Paper.white),
    ],
)  # fmt: skip
def test_words_on_the_paper_can_be_read(ink: QColor, ground: QColor) -> None:
    assert _contrast(ink.name(), ground.name()) >= 4.5


def test_only_the_seam_mentions_dialogs() -> None:
    told = [path.name for path in SOURCES if re.search("QFileDialog|QMessageBox", path.read_text("utf-8"))]

    assert told == ["asking.py"]


def test_only_tasks_and_patience_start_threads() -> None:
    told = [path.name for path in SOURCES if re.search("QThread|threading", path.read_text("utf-8"))]

    assert told == ["patience.py", "tasks.py"]
