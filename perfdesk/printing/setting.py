"""Type set in lines: the text of a cell, broken for its column, aligned and turned into glyph codes.

All lengths here and in the rest of the room are integers of 1/100 pt: quicker than floats, and the same bytes
on every machine.
"""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from perfdesk.documents.sheet import Cell, SheetAlign, SheetRole
from perfdesk.forms.spec import PrintSpec
from perfdesk.printing.fonts import Fonts
from perfdesk.typeface import Face, FaceName, face, wrap

PITCH = 1.43  # line to line, in em: what the published paper has
SIDE = 420  # white at the left and right of a cell
_REMEMBERED = 9  # values up to this length come again and again: levels, 100%
_MOST_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Style:
    """How one role is set: face, size, line pitch, white above and below, baseline under a line's middle."""

    face: FaceName
    size: int
    pitch: int
    pad: int
    drop: int


class Line(NamedTuple):
    """One line of a cell: where it begins from the cell's left edge, its text, the operators that show it."""

    x: int
    text: str
    show: str


class Text(NamedTuple):
    """The set text of a cell."""

    lines: tuple[Line, ...]
    style: Style
    height: int
    """What the cell needs; at least one line."""


class Measures:
    """The styles of all roles at one size of the body, and the texts already set with them."""

    __slots__ = ("remembered", "styles")

    def __init__(self, spec: PrintSpec, body: int, pad: int) -> None:
        title, subtitle = round(spec.title_size * 100), round(spec.subtitle_size * 100)
        value = _style("body", body, pad)
        self.styles: dict[SheetRole, Style] = {
            "title": _style("title", title, _even(title / 4)),
            "subtitle": _style("body", subtitle, 150),
            "caption": _style("body", body, 200),
            "label": value,
            "value": value,
        }
        self.remembered: dict[tuple[str, SheetRole, SheetAlign, int], Text] = {}

    @property
    def body(self) -> Style:
        """The style of the grid."""
        return self.styles["value"]


def _style(name: FaceName, size: int, pad: int) -> Style:
    return Style(name, size, _even(size * PITCH), pad, _even(face(name).centre * size))


def _even(length: float) -> int:
    """To the tenth of a point: nobody sees less, and round numbers pack better."""
    return round(length / 10) * 10


@cache
def steps(spec: PrintSpec) -> tuple[tuple[int, int], ...]:
    """Body size and white of a row, from the form's own downwards: first less white, then smaller type."""
    size, smallest = round(spec.body_size * 100), round(spec.smallest_size * 100)
    smaller = range(size - 50, smallest - 1, -50)
    return (size, 380), (size, 220), *((step, 200) for step in smaller)


class Setter:
    """Sets the cells of one print job; equal labels are set once."""

    def __init__(self, fonts: Fonts) -> None:
        self.body = fonts.font("body")
        self._fonts = fonts
        self._codes = self.body.codes
        self._measures: dict[tuple[PrintSpec, int], Measures] = {}

    def measures(self, spec: PrintSpec, step: int) -> Measures:
        """The styles of a form at a step of `steps`."""
        key = (spec, step)
        if key not in self._measures:
            self._measures[key] = Measures(spec, *steps(spec)[step])
        return self._measures[key]

    def set(self, cell: Cell, width: int, measures: Measures) -> Text:
        """The text of a cell that is so wide."""
        text = cell.text
        if cell.role == "value" and len(text) > _REMEMBERED:
            return self._set(text, cell.role, cell.align, width, measures)
        key = (text, cell.role, cell.align, width)
        known = measures.remembered.get(key)
        if known is None:
            if len(measures.remembered) > _MOST_REMEMBERED:
                measures.remembered.clear()
            known = self._set(text, cell.role, cell.align, width, measures)
            measures.remembered[key] = known
        return known

    def _set(self, text: str, role: SheetRole, align: SheetAlign, width: int, measures: Measures) -> Text:
        style = measures.styles[role]
        if not text:
            return Text((), style, style.pitch + 2 * style.pad)
        used = face(style.face)
        plain = style.face == "body" and style.size == measures.body.size  # as the page has set it already
        room = width - 2 * SIDE
        whole = used.advance(text, style.size)
        broken = (text,) if whole <= room and "\n" not in text else wrap(text, room, style.size, used)
        lines = []
        for line in broken:
            x = SIDE
            if align != "start":
                free = room - (whole if line is text else used.advance(line, style.size))
                x += _even(free if align == "end" else free / 2)
            show = f"({line.translate(self._codes)})Tj" if plain else self._show(line, used, measures, style)
            lines.append(Line(x, line, show))
        return Text(tuple(lines), style, len(lines) * style.pitch + 2 * style.pad)

    def _show(self, line: str, used: Face, measures: Measures, style: Style) -> str:
        """Show a line set otherwise than the body: each stretch in the face that has it, then back."""
        parts = []
        for owner, chars in groupby(line, used.owner):
            font = self._fonts.font(style.face if owner is used else "body")
            shown = f"({''.join(chars).translate(font.codes)})Tj"
            # a borrowed glyph is thinner than the title's own: its outline is drawn too
            bold = shown if owner is used else f" 2 Tr {style.size // 90} w{shown} 0 Tr"
            parts.append(f"/{font.name} {style.size} Tf{bold}")
        return "".join(parts) + f"/{self.body.name} {measures.body.size} Tf"
