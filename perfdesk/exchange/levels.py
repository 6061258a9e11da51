"""Names of indicator levels, over all frameworks: 产出指标, 数量指标, however a paper spells them.

The word alone does not tell the level: 成本指标 is a first level in one framework and a second in another.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from perfdesk.exchange.spelling import label_key, without_bracket
from perfdesk.forms.framework import Framework

_LONGEST = 30
"""Characters; no level is called by a longer name."""
_POINTS = re.compile(r"\(?[0-9]+(?:\.[0-9]+)?(?:[-~][0-9]+(?:\.[0-9]+)?)?分\)?$")
_ORDINAL = re.compile(r"^(?:\(?[0-9一二三四五六七八九十]{1,2}\)|[0-9一二三四五六七八九十]{1,2}\.?)(?=\D)")


class Level(NamedTuple):
    """What a text can be as a level. Names are the standard ones."""

    firsts: frozenset[str] = frozenset()
    """The first levels that it names."""
    parents: frozenset[str] = frozenset()
    """The first levels below which it is a second level."""

    @property
    def is_first(self) -> bool:
        """Whether it can be a first level."""
        return bool(self.firsts)

    @property
    def is_second(self) -> bool:
        """Whether it can be a second level."""
        return bool(self.parents)

    def is_under(self, first: "Level") -> bool:
        """Whether it is a second level of that first level in some framework."""
        return not self.parents.isdisjoint(first.firsts)


NO_LEVEL = Level()


class LevelNames:
    """Finds levels by name; points (产出指标(50分)), ordinals and stars around a name do not matter."""

    def __init__(self, frameworks: Iterable[Framework]) -> None:
        firsts: defaultdict[str, set[str]] = defaultdict(set)
        parents: defaultdict[str, set[str]] = defaultdict(set)
        for framework in frameworks:
            for first in framework.level1:
                for name in (first.name, *first.aliases):
                    firsts[label_key(name)].add(first.name)
                for second in first.level2:
                    for name in (second.name, *second.aliases):
                        parents[label_key(name)].add(first.name)
        self._levels = {
            key: Level(frozenset(firsts[key]), frozenset(parents[key])) for key in {*firsts, *parents}
        }
        self.signs = {key[:1] for key in self._levels}
        """The characters that names of levels begin with."""
        self.find = lru_cache(maxsize=1 << 15)(self._find)
        """The level that a text names, NO_LEVEL when it names none."""

    def is_within(self, text: str) -> bool:
        """Whether a text holds the name of a level: rows that nothing parts."""
        key = label_key(text)
        return any(name in key for name in self._levels)

    def _find(self, text: str) -> Level:
        if not text or len(text) > _LONGEST:
            return NO_LEVEL
        key = label_key(text)
        for spelling in (key, _POINTS.sub("", key), without_bracket(key), _ORDINAL.sub("", key)):
            if level := self._levels.get(spelling):
                return level
        return self._levels.get(_POINTS.sub("", _ORDINAL.sub("", key)), NO_LEVEL)
