"""Where an indicator row stands in the level trees: its own framework's, else that of another known one.

Blank level cells are not this module's business; `case` fills them from the row above, as the paper does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

from perfdesk.forms.framework import Framework
from perfdesk.forms.spelling import narrow, squeeze

Fault = Literal["", "unknown", "foreign", "misplaced"]

_BEFORE = re.compile(r"^(?:[*★☆●■◆]+|[0-9]{1,2}[.、]|[(]?[一二三四五六七八九十]{1,2}[)、.])+")
_POINTS = re.compile(r"[(](?:权重)?[0-9.]+[分%]?[)]$")


@lru_cache(maxsize=4096)
def read_level(text: str) -> str:
    """The level that a cell names: without blanks, number in front and points behind, `产出指标(50分)`."""
    return _POINTS.sub("", _BEFORE.sub("", narrow(squeeze(text))))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where two level texts stand."""

    first: str = ""
    """The first level meant, by its standard name; empty when nobody can tell."""
    second: str = ""
    first_fault: Fault = ""
    """unknown: in no framework. foreign: in another one."""
    second_fault: Fault = ""
    """misplaced: a second level of another first level."""


class Levels:
    """The level trees that a form's rows are held against."""

    def __init__(self, own: Framework, known: Iterable[Framework], over: Iterable[str]) -> None:
        others = [framework for framework in known if framework.id != own.id]
        self.own = own
        self._over = frozenset(over)
        self._own_firsts = dict(_first_spellings([own]))
        self._foreign_firsts = dict(_first_spellings(others))
        self._own_seconds = _second_spellings([own])
        self._foreign_seconds = _second_spellings(others)
        everywhere = [own, *others]
        self._exact_firsts = {
            text: first.name
            for tree in everywhere
            for first in tree.level1
            for text in (first.name, *first.aliases)
        }
        self._exact_seconds = {
            text for tree in everywhere for first in tree.level1 for second in first.level2
            for text in (second.name, *second.aliases)
        }  # fmt: skip
        self._second_names = {
            second.name for tree in everywhere for first in tree.level1 for second in first.level2
        }
        self.standing = lru_cache(maxsize=4096)(self._standing)

    def is_only_first(self, text: str) -> bool:
        """Whether a text is a first level's name and no second level's: 满意度指标 is both."""
        return text in self._exact_firsts and text not in self._exact_seconds

    def is_first_name(self, text: str) -> bool:
        """Whether a text is the name of a first level, whatever else it is."""
        return text in self._exact_firsts

    def is_second(self, text: str) -> bool:
        """Whether a text is a second level in some framework."""
        return text in self._own_seconds or text in self._foreign_seconds

    def is_second_name(self, text: str) -> bool:
        """Whether a text is the standard name of a second level; 服务对象满意度 alone may be an indicator."""
        return text in self._second_names

    def is_first(self, text: str) -> bool:
        """Whether a text is a first level in some framework."""
        return text in self._own_firsts or text in self._foreign_firsts

    def is_over(self, text: str) -> bool:
        """Whether a text is a heading under which other tables put 产出指标 and its like."""
        return text in self._over

    def seconds_of(self, first: str) -> tuple[str, ...]:
        """The second levels below a first one, by standard name."""
        return tuple(
            second.name for level in self.own.level1 if level.name == first for second in level.level2
        )

    def parents(self, second: str) -> tuple[str, ...]:
        """The first levels under which a text is a second one; the own framework's if it knows it."""
        found = self._own_seconds.get(second) or self._foreign_seconds.get(second) or {}
        return tuple(found)

    def _standing(self, level1: str, level2: str) -> Standing:
        if self.is_over(level1) and (first := self._exact_firsts.get(level2)):
            return Standing(first, "", "foreign")
        first, first_fault = self._first(level1, level2)
        second, second_fault = self._second(first, level2)
        return Standing(first, second, first_fault, second_fault)

    def _first(self, level1: str, level2: str) -> tuple[str, Fault]:
        if own := self._own_firsts.get(level1):
            return own, ""
        if foreign := self._foreign_firsts.get(level1):
            return foreign, "foreign"
        parents = tuple(self._own_seconds.get(level2, ()))
        return (parents[0] if len(parents) == 1 else _closest(level1, self._own_firsts)), "unknown"

    def _second(self, first: str, level2: str) -> tuple[str, Fault]:
        own = self._own_seconds.get(level2, {})
        if not level2 or first in own:
            return own.get(first, ""), ""
        foreign = self._foreign_seconds.get(level2, {})
        if first in foreign:
            return foreign[first], "foreign"
        if own or foreign:
            return next(iter((own or foreign).values())), "misplaced" if first else ""
        return _closest(level2, {name: name for name in self.seconds_of(first)}), "unknown"


def _first_spellings(trees: Iterable[Framework]) -> Iterator[tuple[str, str]]:
    """Every spelling of a first level with its standard name; a standard name wins over an alias."""
    for tree in trees:
        for first in tree.level1:
            yield from ((short, first.name) for text in first.aliases for short in _spellings(text))
    for tree in trees:
        for first in tree.level1:
            yield from ((short, first.name) for short in _spellings(first.name))


def _second_spellings(trees: Iterable[Framework]) -> dict[str, dict[str, str]]:
    """Every spelling of a second level → first level → its standard name there."""
    found: dict[str, dict[str, str]] = {}
    for tree in trees:
        for first in tree.level1:
            for second in first.level2:
                for text in (second.name, *second.aliases):
                    for short in _spellings(text):
                        found.setdefault(short, {})[first.name] = second.name
    return found


def _spellings(text: str) -> tuple[str, ...]:
    return text, text.removesuffix("指标")


def _closest(text: str, names: dict[str, str]) -> str:
    return next((names[near] for near in get_close_matches(text, names, n=1, cutoff=0.6)), "")
