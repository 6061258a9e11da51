"""Indicator frameworks: the levels a form's indicators hang on (`resources/frameworks/*.toml`).

To add a framework, write a TOML file with these words. Names and aliases are the only place where a level is
spelt; importer and rules ask here.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level2:
    """A second-level heading, e.g. 数量指标."""

    name: str
    aliases: tuple[str, ...] = ()
    expected: bool = True
    """Whether a new form has a row for it."""


@dataclass(frozen=True, slots=True)
class Level1:
    """A first-level heading, e.g. 产出指标, and what may hang below it."""

    name: str
    level2: tuple[Level2, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Framework:
    """A level tree; compared by identity, the catalogue holds one of each."""

    id: str
    name: str
    basis: str
    """The number of the document that sets it."""
    level1: tuple[Level1, ...]

    def first(self, text: str) -> Level1 | None:
        """The first-level heading that a text names, by its name or an alias."""
        return next((level for level in self.level1 if text == level.name or text in level.aliases), None)

    def seconds(self, text: str) -> Iterator[tuple[Level1, Level2]]:
        """Every place where a text is a second-level heading."""
        for first in self.level1:
            for second in first.level2:
                if text == second.name or text in second.aliases:
                    yield first, second
