"""How the window looks: colours, faces, style sheet, icons.

The paper is the only white, serif, ruled thing; everything around it is one grey with one blue. The paper
stays light in dark surroundings. To add an icon, put a Fluent `*_20_regular.svg` into `resources/icons`.
"""

from functools import cache
from typing import ClassVar, NamedTuple

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from perfdesk import paths

WINDOW_FAMILIES = ["Noto Sans SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Noto Serif SC"]
PAPER_FAMILIES = ["Noto Serif SC", "SimSun", "Noto Serif CJK SC"]
WINDOW_PIXELS = 13
_FADED = 120
"""Of 255, for what cannot be used now, words and icons alike."""


class Surroundings(NamedTuple):
    """The colours around the paper, as `#rrggbb`."""

    bar: str
    pane: str
    desk: str
    line: str
    text: str
    quiet: str
    card: str
    accent: str
    selected: str
    hover: str
    error: str
    warning: str
    info: str


LIGHT = Surroundings(
    bar="#ffffff", pane="#f3f4f6", desk="#e4e7eb", line="#d5d9df", text="#1f2328", quiet="#5b6472",
    card="#ffffff", accent="#1a64a8", selected="#dbe8f8", hover="#e9ecf0", error="#b83227", warning="#885810",
    info="#8a939e",
)  # fmt: skip
DARK = Surroundings(
    bar="#2a2c30", pane="#232528", desk="#1a1b1e", line="#3d4046", text="#e6e7e9", quiet="#acb2bc",
    card="#2f3136", accent="#7db8ee", selected="#263c56", hover="#34373c", error="#f5968d", warning="#e0ad5c",
    info="#8c959f",
)  # fmt: skip


class Paper:
    """The colours of the form itself, in any surroundings."""

    white = QColor("#ffffff")
    ink = QColor("#1b1e23")
    label_ink = QColor("#545d69")
    label_tint = QColor("#f5f6f8")
    rule = QColor("#858e98")
    current = QColor("#1f6fb2")
    current_tint = QColor("#dbe8f8")
    error = QColor("#c0362c")
    warning = QColor("#b0741c")
    info = QColor("#8a939e")
    weights: ClassVar = {"error": error, "warning": warning, "info": info}


class Seen(NamedTuple):
    """A colour on a ground, by their names, and how much it has to stand out from it."""

    colour: str
    ground: str
    least: float
    tint: tuple[str, float] | None = None
    """A colour that lies over the ground, and how much of it"""


WORDS, SIGNS = 4.5, 3.0
"""What WCAG 2.1 asks of words (1.4.3) and of signs (1.4.11); what cannot be used now is exempt."""
PILL, TINT = 0.13, 0.10
"""How much colour lies in a pill of the tree, and in a cell with a finding."""
AROUND = (
    *(Seen("text", ground, WORDS) for ground in ("bar", "pane", "desk", "card", "selected", "hover")),
    *(Seen("quiet", ground, WORDS) for ground in ("pane", "desk", "card", "selected")),
    *(Seen("accent", ground, WORDS) for ground in ("pane", "card", "selected", "hover")),
    *(Seen(weight, "card", WORDS, (weight, PILL)) for weight in ("error", "warning")),
    *(Seen(weight, "card", SIGNS) for weight in ("error", "warning", "info")),
    Seen("quiet", "pane", SIGNS),
)
"""Names of `Surroundings`, light and dark."""
ON_PAPER = (
    *(Seen("ink", ground, WORDS) for ground in ("white", "current_tint", "label_tint")),
    *(Seen("ink", "white", WORDS, (weight, TINT)) for weight in ("error", "warning")),
    *(Seen("label_ink", ground, WORDS) for ground in ("white", "label_tint")),
    *(Seen("current", ground, WORDS) for ground in ("white", "label_tint")),
    *(Seen("rule", ground, SIGNS) for ground in ("white", "label_tint")),
    *(Seen(weight, "white", SIGNS, (weight, TINT)) for weight in ("error", "warning")),
    *(Seen(sign, "current_tint", SIGNS) for sign in ("current", "error", "warning")),
    Seen("info", "white", SIGNS),
)
"""Names of `Paper`."""


def is_dark() -> bool:
    """Whether the system asks for dark surroundings."""
    return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def surroundings() -> Surroundings:
    """The colours that fit the system's scheme now."""
    return DARK if is_dark() else LIGHT


def window_font() -> QFont:
    """The face of menus, tree and cards."""
    font = QFont()
    font.setFamilies(WINDOW_FAMILIES)
    font.setPixelSize(WINDOW_PIXELS)
    return font


def register_window_face() -> None:
    """Make the bundled sans face known; cheap enough for before the first paint."""
    QFontDatabase.addApplicationFont(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")))


@cache
def register_paper_faces() -> None:
    """Make the bundled serif faces known; 18 MB, so after the first paint."""
    for name in ("NotoSerifSC-Regular.ttf", "NotoSerifSC-SemiBold.ttf"):
        QFontDatabase.addApplicationFont(str(paths.resource("fonts", name)))


def dress(app: QApplication) -> None:
    """Give the application its style, face and colours; again when the system's scheme changes."""
    app.setStyle("Fusion")
    app.setFont(window_font())
    _colour(app)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _colour(app))


def _colour(app: QApplication) -> None:
    colours = surroundings()
    icon.cache_clear()
    quiet_icon.cache_clear()
    app.setPalette(_palette(colours))
    app.setStyleSheet(_STYLE.format(**colours._asdict()))


def _palette(colours: Surroundings) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for names, colour in (
        ((role.Window, role.Button), colours.pane),
        ((role.Base, role.ToolTipBase), colours.card),
        ((role.AlternateBase, role.Midlight, role.Mid), colours.line),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.text),
        ((role.Highlight,), colours.selected),
        ((role.HighlightedText,), colours.text),
        ((role.PlaceholderText,), colours.quiet),
        ((role.Link,), colours.accent),
    ):
        for name in names:
            palette.setColor(name, QColor(colour))
    faded = QColor(colours.quiet)
    faded.setAlpha(_FADED)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faded)
    return palette


_STYLE = """
QMenuBar, QToolBar {{ background: {bar}; border: none; }}
QMenuBar {{ padding: 1px 6px; }}
QMenuBar::item {{ padding: 3px 10px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {hover}; }}
QToolBar {{ border-bottom: 1px solid {line}; padding: 1px 10px 3px 10px; spacing: 4px; }}
QToolBar::separator {{ background: {line}; width: 1px; margin: 7px 8px; }}
QToolButton {{ border: none; border-radius: 4px; padding: 4px 7px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed {{ background: {selected}; }}
QMenu {{ background: {card}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 5px 26px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {selected}; }}
QMenu::item:disabled {{ color: {quiet}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QLineEdit {{ background: {card}; border: 1px solid {line}; border-radius: 4px; padding: 4px 4px; }}
QLineEdit:focus {{ border-color: {accent}; }}
QTreeView, QListView {{ background: {pane}; border: none; outline: none; }}
QStatusBar {{ background: {pane}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {quiet}; padding: 0 12px; }}
QSplitter::handle {{ background: {line}; }}
QSlider::groove:horizontal {{ background: {line}; height: 4px; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {card}; border: 1px solid {quiet}; border-radius: 6px; }}
QSlider::handle:horizontal {{ width: 10px; margin: -4px 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; }}
QScrollBar::handle {{ background: {line}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle {{ min-height: 28px; min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QLabel#notice {{ background: {card}; border: 1px solid {warning}; border-radius: 4px; padding: 7px 12px; }}
QWidget#outcome {{ background: {card}; border-top: 1px solid {line}; }}
QWidget#outcome QListView {{ background: {card}; }}
QPushButton#link {{ background: transparent; border: 1px solid transparent; border-radius: 4px; }}
QPushButton#link {{ color: {accent}; padding: 1px 8px; }}
QPushButton#link:hover {{ background: {hover}; }}
QPushButton#link:focus {{ border-color: {accent}; }}
QPushButton#link:disabled {{ color: {quiet}; }}
QProgressBar {{ background: {line}; border: none; border-radius: 3px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QLabel#beginning {{ font-size: 20px; }}
QLabel#beginningWords {{ color: {quiet}; }}
QLabel#paneHead {{ padding: 8px 12px 7px 14px; }}
QLabel#nothing {{ color: {quiet}; padding: 6px 14px; }}
"""


@cache
def icon(name: str) -> QIcon:
    """A shipped icon by its Fluent name (`print`), in the colour of the text around it."""
    return _drawn(name, surroundings().text)


@cache
def quiet_icon(name: str) -> QIcon:
    """The same, paler: for the tree."""
    return _drawn(name, surroundings().quiet)


def _drawn(name: str, colour: str) -> QIcon:
    source = paths.resource("icons", f"{name}_20_regular.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("<svg ", f'<svg fill="{colour}" ', 1).encode()))
    result = QIcon()
    sharpest = max(screen.devicePixelRatio() for screen in QApplication.screens())
    for ratio in (1, 2) if sharpest > 1 else (1,):
        picture = QPixmap(QSize(20, 20) * ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        for mode, shown in ((QIcon.Mode.Normal, picture), (QIcon.Mode.Disabled, _faded(picture))):
            shown.setDevicePixelRatio(ratio)
            result.addPixmap(shown, mode)
    return result


def _faded(picture: QPixmap) -> QPixmap:
    """For what cannot be used now; copied, as drawing it anew takes longer than the start can spare."""
    result = QPixmap(picture.size())
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setOpacity(_FADED / 255)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return result
