"""Texts of the sheet set in lines, and the heights of its rows. Lengths in logical pixels.

Lengths named here are those at 100 %; the typesetter scales them. Layouts are kept by text, face and width: a
repaint sets nothing anew. Rows are not measured by Qt's own `resizeRowsToContents`, which charges a tall
merged cell to its first row.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from perfdesk.ui.looks import PAPER_FAMILIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perfdesk.documents.sheet import Cell, Sheet

PAD = 8
"""Left and right of a cell's text."""
ROW = 24
"""The least height of a row: nine indicators fit a window of 768 whole."""
_AIR = 4
"""Above and below a text together."""
_KEPT = 4000

ALIGN = {
    "start": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "end": Qt.AlignmentFlag.AlignRight,
}


def paper_font(role: str, zoom: float = 1.0) -> QFont:
    """The face of a cell's role; never larger than its share of the paper, so that lines break alike."""
    font = QFont()
    font.setFamilies(PAPER_FAMILIES)
    font.setPixelSize(int((24 if role == "title" else 13) * zoom))
    if role == "title":
        font.setWeight(QFont.Weight.DemiBold)
    return font


def wrapping(align: str) -> QTextOption:
    """How a cell's text breaks, painted or in its editor."""
    option = QTextOption(ALIGN[align])
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


class Typesetter:
    """Sets texts in lines and remembers them."""

    def __init__(self) -> None:
        self._set: dict[tuple[str, str, str, int], tuple[QTextLayout, int]] = {}
        self.set_zoom(1.0)

    def set_zoom(self, zoom: float) -> None:
        """Set everything larger or smaller from now on; 1.0 is 100 %."""
        self.zoom = zoom
        self.pad = round(PAD * zoom)
        self._fonts = {role: paper_font(role, zoom) for role in ("title", "body")}
        self._set.clear()

    def set(self, cell: "Cell", text: str, width: int) -> tuple[QTextLayout, int]:
        """A text in the face of a cell, broken at a width; with its height."""
        face = "title" if cell.role == "title" else "body"
        key = (text, cell.role, cell.align, width)
        if not (found := self._set.get(key)):
            if len(self._set) > _KEPT:
                self._set.clear()
            font = self._fonts[face]
            words = _parted(text, font, width) if cell.role == "label" else text
            found = self._set[key] = _lines(words, font, cell.align, width)
        return found

    def heights(
        self, sheet: "Sheet", edges: "Sequence[int]", typed: "Mapping[tuple[int, int], str]"
    ) -> list[int]:
        """The height of every row; `typed` holds texts of open editors by the place of their cell."""
        air = round(_AIR * self.zoom)
        heights = [round(ROW * self.zoom)] * sheet.rows
        tall: list[tuple[Cell, int]] = []
        for cell in sheet.cells:
            width = edges[cell.column + cell.columns] - edges[cell.column] - 2 * self.pad
            text = typed.get((cell.row, cell.column), cell.text)
            need = self.set(cell, text, width)[1] + (2 * air if cell.role == "title" else air)
            if cell.rows == 1:
                heights[cell.row] = max(heights[cell.row], need)
            else:
                tall.append((cell, need))
        for cell, need in tall:
            lacking = need - sum(heights[cell.row : cell.row + cell.rows])
            heights[cell.row + cell.rows - 1] += max(lacking, 0)
        return heights


def edges(columns: "Sequence[float]", width: int) -> list[int]:
    """Where columns begin and the last one ends; proportions are kept at any width without drift."""
    whole, reached, result = sum(columns), 0.0, [0]
    for share in columns:
        reached += share
        result.append(round(width * reached / whole))
    return result


def _parted(label: str, font: QFont, width: int) -> str:
    """Printed words that need two lines break before their bracket: 资金投入 / (万元)."""
    head, bracket, tail = label.partition("(")
    too_long = bool(bracket) and QFontMetrics(font).horizontalAdvance(label) > width
    return f"{head}\n({tail}" if head and too_long else label


def _lines(text: str, font: QFont, align: str, width: int) -> tuple[QTextLayout, int]:
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.setTextOption(wrapping(align))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, round(height)
