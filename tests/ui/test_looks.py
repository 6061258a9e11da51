"""Colours stand out from their grounds, in light and dark surroundings and on the paper."""

import pytest
from PySide6.QtGui import QColor

from perfdesk.ui.looks import AROUND, DARK, LIGHT, ON_PAPER, Paper, Seen, Surroundings


def _brightness(colour: QColor) -> float:
    """Relative luminance, as WCAG 2.1 defines it."""
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return sum(part * weight for part, weight in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))


def _ratio(one: QColor, other: QColor) -> float:
    dark, bright = sorted((_brightness(one), _brightness(other)))
    return (bright + 0.05) / (dark + 0.05)


def _laid(colour: QColor, share: float, ground: QColor) -> QColor:
    one, other = colour.getRgbF(), ground.getRgbF()
    assert isinstance(one, tuple)
    assert isinstance(other, tuple)
    mixed = [share * over + (1 - share) * under for over, under in zip(one[:3], other[:3], strict=True)]
    return QColor.fromRgbF(*mixed)


def _stands_out(seen: Seen, colours: type[Paper] | Surroundings) -> float:
    def named(name: str) -> QColor:
        return QColor(getattr(colours, name))

    ground = named(seen.ground)
    if seen.tint:
        ground = _laid(named(seen.tint[0]), seen.tint[1], ground)
    return _ratio(named(seen.colour), ground)


def test_black_stands_out_from_white_as_wcag_says() -> None:
    assert _ratio(QColor("#ffffff"), QColor("#000000")) == pytest.approx(21)
    assert _ratio(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("surroundings", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("seen", AROUND)
def test_what_is_around_the_paper_can_be_read(seen: Seen, surroundings: Surroundings) -> None:
    assert _stands_out(seen, surroundings) >= seen.least


@pytest.mark.parametrize("seen", ON_PAPER)
def test_what_is_on_the_paper_can_be_read(seen: Seen) -> None:
    assert _stands_out(seen, Paper) >= seen.least


def test_every_colour_that_carries_words_or_weight_is_in_the_table() -> None:
    grounds = {"bar", "pane", "desk", "card", "selected", "hover"}
    assert {seen.colour for seen in AROUND} | grounds | {"line"} == set(Surroundings._fields)
    assert {seen.ground for seen in AROUND} == grounds
    colours = {name for name, value in vars(Paper).items() if isinstance(value, QColor)}
    assert {seen.colour for seen in ON_PAPER} | {seen.ground for seen in ON_PAPER} == colours
