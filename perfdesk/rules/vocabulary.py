"""The review's word lists, compiled once for each profile, and what they say about an indicator's name.

The lists are `resources/words/*.toml`, named `file.list`: `directions.reverse`. A profile adds words to a
list and takes one away with a dash before it. In the files of TABLES every list is a line of a table:
`units.…` is a list of units for each ending of a name, `variants.…` other spellings of a word. There a
profile may bring new ones.

What stands in a text is looked up once for all rules: `spots` finds every word of every list of SPOTTED.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from perfdesk import paths
from perfdesk.errors import FormError
from perfdesk.forms.profile import Profile
from perfdesk.forms.reading import read_spec
from perfdesk.forms.spelling import narrow, squeeze

Direction = Literal["up", "down", "duty", ""]

TABLES = (
    "units", "nouns", "belongs", "truncated", "confused", "misspelt", "variants", "short-forms", "ambiguous",
)  # fmt: skip
"""Files whose lists are lines of a table: what is looked up → what belongs to it."""

SPOTTED = (
    "grades", "changes", "names", "goals", "project", "meaning", "policy", "nouns", "confused", "misspelt",
    "variants", "short-forms", "ambiguous",
)  # fmt: skip
"""Files whose words are looked for inside texts: of a table what is looked up, of `variants` all."""

Spots = Mapping[str, tuple[tuple[int, str], ...]]
"""List (or table) → where its words begin in a text and which they are, from left to right."""

_NOTHING: tuple[tuple[int, str], ...] = ()
_BRACKET = re.compile(r"[(]([^()]{1,8})[)]$")


@dataclass(frozen=True, slots=True)
class NameSays:
    """What an indicator's name says."""

    direction: Direction = ""
    """up: the more the better. down: the less. duty: to be met in full. Empty: it does not say."""
    is_neutral: bool = False
    """Whether a listed word says that there is no direction."""
    unit: str = ""
    """The unit that the name carries in brackets at its end: 合格率(%)."""
    units: tuple[str, ...] | None = ()
    """Units that suit it, the usual one first; None: a pure number."""


class Vocabulary:
    """The word lists of a profile."""

    def __init__(self, profile: Profile) -> None:
        lists = {name: list(words) for name, words in shipped().items()}
        for name, words in profile.words.items():
            if name not in lists and name.partition(".")[0] not in TABLES:
                raise FormError(f"文件「{profile.id}.toml」中的「words.{name}」不是词表的名称，请检查拼写。")
            _extend(lists.setdefault(name, []), words)
        self._lists = {name: frozenset(words) for name, words in lists.items()}
        self._units = {
            name.removeprefix("units."): tuple(words)
            for name, words in lists.items()
            if name.startswith("units.")
        }
        self._kinds = {
            word: kind
            for kind in ("reverse", "cost", "wait", "positive", "neutral", "duty")
            for word in lists[f"directions.{kind}"]
        }
        self._measures = self._lists["measures.units"].union(*self._units.values())
        self._kind_ends, self._unit_ends = _Ends(self._kinds), _Ends(self._units)
        self._share_endings = tuple(self._lists["ratios.endings"])
        self._share_tails = self._lists["directions.share-tails"]
        self._tails = self._lists["directions.tails"] | self._share_tails
        self._tables: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in TABLES}
        for name, entries in lists.items():
            table, _, line = name.partition(".")
            if table in self._tables:
                self._tables[table][line] = tuple(entries)
        self._spotted, self._lengths = _index(lists)
        self._starts_of: dict[tuple[str, ...], _Starts] = {}
        self._ends_of: dict[tuple[str, ...], _Ends] = {}
        self._table_ends: dict[str, _Ends] = {}
        self.about = lru_cache(maxsize=8192)(self._about)
        self.spots = lru_cache(maxsize=8192)(self._spots)
        self.is_share = lru_cache(maxsize=8192)(self._is_share)

    def words(self, name: str) -> frozenset[str]:
        """A list by its name."""
        return self._lists[name]

    def table(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """A table by its name: what is looked up → what belongs to it."""
        return self._tables[name]

    def at_end(self, table: str, name: str) -> tuple[str, tuple[str, ...]]:
        """The longest entry of a table with which a name ends, and what belongs to it; empty for none."""
        if table not in self._table_ends:
            self._table_ends[table] = _Ends(self._tables[table])
        end = self._table_ends[table].of(name)
        return end, self._tables[table].get(end, ())

    def ending(self, name: str, *lists: str) -> str:
        """The longest word of these lists with which a name ends; empty for none."""
        ends = self._ends_of.get(lists)
        if ends is None:
            ends = self._ends_of[lists] = _Ends(self._together(lists))
        return ends.of(name)

    def start(self, name: str, *lists: str) -> str:
        """The longest word of these lists with which a name begins; empty for none."""
        starts = self._starts_of.get(lists)
        if starts is None:
            starts = self._starts_of[lists] = _Starts(self._together(lists))
        return starts.of(name)

    def _together(self, lists: tuple[str, ...]) -> frozenset[str]:
        """The words of several lists."""
        return frozenset().union(*(self._lists[each] for each in lists))

    def found(self, text: str, name: str) -> tuple[str, ...]:
        """The words of a list that stand in a text, from left to right, each once."""
        there = self.spots(text).get(name)
        return tuple(dict.fromkeys(word for _, word in there)) if there else ()

    def _spots(self, text: str) -> Spots:
        found: dict[str, list[tuple[int, str]]] = {}
        lengths = self._lengths.get
        for start in range(len(text)):
            pair = text[start : start + 2]
            for length in lengths(pair) or lengths(pair[0], ()):  # the longest first
                word = text[start : start + length]
                for name in self._spotted.get(word, ()):
                    there = found.setdefault(name, [])
                    if not there or there[-1][0] != start:
                        there.append((start, word))
        return {name: tuple(there) for name, there in found.items()}

    def _is_share(self, name: str) -> bool:
        """Whether a name is a share of a whole, which cannot be over 100 %."""
        spelled, _ = self._spelled(name)
        return spelled.endswith(self._share_endings) and not self._mentions(spelled, "ratios.above")

    def _spelled(self, name: str) -> tuple[str, str]:
        """The name without what stands in brackets at its end, and that, if it is a unit."""
        spelled = narrow(squeeze(name)).removesuffix("指标")
        bracket = _BRACKET.search(spelled) if spelled.endswith(")") else None
        if not bracket or not bracket.start():
            return spelled, ""
        return spelled[: bracket.start()], bracket[1] if bracket[1] in self._measures else ""

    def _about(self, name: str) -> NameSays:
        """What a name says; any text."""
        spelled, unit = self._spelled(name)
        direction, is_neutral = self._direction(spelled)
        return NameSays(direction, is_neutral, unit, self._units_for(spelled))

    def _direction(self, name: str) -> tuple[Direction, bool]:
        kind, start, tail = self._kind_at_end(name)
        before = name[:start]
        match kind:
            case "reverse":
                is_work = tail not in self._share_tails and self._mentions(before, "directions.work")
                return ("", True) if is_work else ("down", False)
            case "cost":
                return ("", True) if self._mentions(before, "directions.saving") else ("down", False)
            case "wait":
                return "down", False
            case "positive":
                return "up", False
            case "duty":
                return "duty", False
        return "", kind == "neutral"

    def _kind_at_end(self, name: str) -> tuple[str, int, str]:
        """The list of the longest word at the end of a name, where it begins, and the tail behind it."""
        best, start, tail = "", len(name) + 1, ""
        for end in self._ends(name):
            behind = name[end:]
            for length in self._kind_ends.lengths(name[max(0, end - 2) : end]):
                begin = end - length
                if begin >= start:
                    break
                kind = self._kinds.get(name[begin:end], "") if begin >= 0 else ""
                if kind and (kind != "positive" or not behind or behind in self._share_tails):
                    best, start, tail = kind, begin, behind
                    break
        return best, start, tail

    def _ends(self, name: str) -> Iterable[int]:
        """Where the words proper may end: at the end, or before measuring words."""
        ends = [len(name)]
        for end in ends:  # grows while it is walked
            for length in range(1, min(4, end - 1) + 1):
                if name[end - length : end] in self._tails and end - length not in ends:
                    ends.append(end - length)
        return ends

    def _mentions(self, text: str, name: str) -> bool:
        return any(word in text for word in self._lists[name])

    def _units_for(self, name: str) -> tuple[str, ...] | None:
        end = self._unit_ends.of(name)
        return self._units[end] or None if end else ()


class _Ends:
    """Words, to be found at the end of a text: by its last two characters how long they may be."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = frozenset(words)
        self._lengths = _lengths(word[::-1] for word in words)

    def lengths(self, end: str) -> tuple[int, ...]:
        """How long words are that end in these last two characters, or in the last one; the longest first."""
        return self._lengths.get(end[::-1]) or self._lengths.get(end[-1:], ())

    def of(self, text: str) -> str:
        """The longest word with which a text ends; empty for none."""
        for length in self.lengths(text[-2:]):
            if (end := text[-length:]) in self._words:
                return end
        return ""


class _Starts:
    """Words, to be found at the start of a text: by its first two characters how long they may be."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = frozenset(words)
        self._lengths = _lengths(words)

    def of(self, text: str) -> str:
        """The longest word with which a text begins; empty for none."""
        for length in self._lengths.get(text[:2]) or self._lengths.get(text[:1], ()):
            if (start := text[:length]) in self._words:
                return start
        return ""


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """First two characters (or the only one) → how long words are that begin so; the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:2], set()).add(len(word))
    return {
        start: tuple(sorted(each | lengths.get(start[:1], set()), reverse=True))
        for start, each in lengths.items()
    }


def _index(lists: Mapping[str, list[str]]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[int, ...]]]:
    """Word → the lists that it is in; its first two characters → how long words are that begin so."""
    named: dict[str, dict[str, None]] = {}
    for name, words in lists.items():
        file, _, line = name.partition(".")
        if file not in SPOTTED:
            continue
        is_table = file in TABLES
        for word in (line, *(words if file == "variants" else ())) if is_table else words:
            named.setdefault(word, {})[file if is_table else name] = None
    return {word: tuple(names) for word, names in named.items()}, _lengths(named)


def _extend(words: list[str], changes: Iterable[str]) -> None:
    for word in changes:
        if word.startswith("-") and word[1:] in words:
            words.remove(word[1:])
        elif word and word not in words:
            words.append(word)


@cache
def shipped() -> Mapping[str, tuple[str, ...]]:
    """Every list as shipped, by its name."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(paths.resource("words").glob("*.toml")):
        lists: dict[str, tuple[str, ...]] = read_spec(path, dict[str, tuple[str, ...]])
        found |= {f"{path.stem}.{name}": words for name, words in lists.items()}
    return found
