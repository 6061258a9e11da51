"""XF-01 and XF-02: one measure in several forms, under one name with other values, or under two names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from perfdesk.documents.address import Address
from perfdesk.forms.profile import Severity
from perfdesk.rules.across import circles
from perfdesk.rules.facts import Facts, Indicator, Others, key_of
from perfdesk.rules.rule import PRACTICE, SCORING, Remark, Verdict, batch_rule
from perfdesk.rules.vocabulary import Vocabulary

_MOST_WAYS = 8
"""Values of one name; one with more of them is so general that its values say nothing about each other."""
_ENOUGH = 100
"""Places that are looked through for other documents to name."""
_SHORTEST = 3
"""Signs that must be left of a name without its fillers."""
_UP, _DOWN = frozenset("≥>"), frozenset("≤<")
_AMOUNTS = frozenset(("数量指标", "成本指标", "经济成本指标"))
"""Second levels whose numbers are a project's own."""


class Place(NamedTuple):
    """An indicator and the document in which it stands."""

    facts: Facts
    indicator: Indicator


@batch_rule(
    "XF-01", "同名指标写法不同", severity="warning", basis=SCORING,
    why="同一个指标在两张表中运算符或单位不同，考核的松紧就不同；多为其中一张漏写了运算符。",
    example="两张表都写「软件系统故障率 ≤5%」",
)  # fmt: skip
def same_name_other_value(batch: Sequence[Facts]) -> Iterator[Remark]:
    """One name, and operators, units or (as a mere hint) figures that differ."""
    for circle in circles(batch):
        for places in _by_name(circle):
            ways: defaultdict[tuple[object, ...], list[Place]] = defaultdict(list)
            for place in places:
                ways[_way(place.indicator)].append(place)
            if 1 < len(ways) <= _MOST_WAYS:
                for own in ways.values():
                    yield from _differing(own, [other for other in ways.values() if other is not own])


def _by_name(circle: Sequence[Facts]) -> Iterator[list[Place]]:
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for facts in circle:
        for indicator in facts.indicators:
            found[key_of(indicator.name)].append(Place(facts, indicator))
    yield from (places for places in found.values() if len(places) > 1)


def _way(indicator: Indicator) -> tuple[object, ...]:
    """What makes two values the same."""
    target = indicator.target
    if target is None:
        return ()
    figures = (target.operator, target.number, target.upper, target.base)
    return target.kind, *figures, indicator.unit, indicator.second


def _differing(own: Sequence[Place], rest: Sequence[Sequence[Place]]) -> Iterator[Remark]:
    """Remarks on places with one value, beside those with others; places with one value weigh alike."""
    mine = own[0].indicator
    weighed = [(_weight(mine, other[0].indicator), other) for other in rest]
    worst: Severity | None = "warning" if any(weight == "warning" for weight, _ in weighed) else "info"
    against = [place for weight, other in weighed if weight == worst for place in other]
    for place in own if against else ():
        others = others_of(against, place)
        if others.count:
            values = [each[0].indicator.value for weight, each in weighed if weight == worst]
            told = " / ".join([place.indicator.value, *values])
            where = "两张表" if others.count == 1 else f" {others.count + 1} 张表"
            message = f"「{mine.name}」在{where}中写法不同：{told}（后者见{others}），请核对后统一。"
            words = "\t".join([key_of(mine.name), *sorted({place.indicator.value, *values})])
            yield Remark(
                place.facts, others, Verdict(place.indicator.at, message, words=words, severity=worst)
            )


def others_of(places: Sequence[Place], own: Place) -> Others:
    """The documents of places, each once, but for one's own."""
    first = dict.fromkeys(place.facts for place in islice(places, _ENOUGH))
    first.pop(own.facts, None)
    return Others.of(first, len(places) if len(places) > _ENOUGH else None)


def _weight(own: Indicator, other: Indicator) -> Severity | None:
    """How much it matters that two values of one name differ; None where the first is not the odd one."""
    mine, theirs = own.target, other.target
    if not mine or not theirs or mine.number is None or theirs.number is None or mine.base != theirs.base:
        return None
    if own.unit != other.unit:
        is_measured_otherwise = (own.unit == "%") != (other.unit == "%")
        return "warning" if is_measured_otherwise and own.unit and other.unit else None
    signs = (mine.operator, theirs.operator)
    if (signs[0] in _UP and signs[1] in _DOWN) or (signs[0] in _DOWN and signs[1] in _UP):
        wrong = {"up": _DOWN, "duty": _DOWN, "down": _UP}.get(own.direction)
        return "warning" if wrong is None or signs[0] in wrong else None
    if signs[0] == "" and signs[1] in _UP | _DOWN:
        # =100% beside ≥95% is another aim, not a slip
        is_slip = mine.number == theirs.number or (own.unit == "%" and 0 < mine.number < 100)
        return "warning" if is_slip else None
    is_standard = own.unit == "%" and own.second not in _AMOUNTS
    return "info" if is_standard and signs[0] == signs[1] and mine.number != theirs.number else None


@batch_rule(
    "XF-02", "同一指标名称不一", severity="info", basis=PRACTICE,
    why="同一个指标在几张表中叫法不同，汇总时会当成不同的指标，也不便于比较。",
    example="同批都叫「软件系统使用年限」",
)  # fmt: skip
def other_name_same_measure(batch: Sequence[Facts]) -> Iterator[Remark]:
    """Names that differ only in filling words and listed synonyms, in one unit at one level."""
    for circle in circles(batch):
        for names in _by_measure(circle):
            for name, places in names.items():
                rest = [all_of for other, all_of in names.items() if other != name]
                theirs = [all_of[0].indicator.name for all_of in rest[:3]]
                told = "」「".join(theirs)
                against = [place for all_of in rest for place in all_of]
                for own in places:
                    others = others_of(against, own)
                    if others.count:
                        mine = own.indicator
                        message = f"「{mine.name}」与{others}的「{told}」像是同一指标，建议统一名称。"
                        words = "\t".join(sorted({mine.name, *theirs}))
                        yield Remark(
                            own.facts, others, Verdict(Address(mine.row, "name"), message, words=words)
                        )


def _by_measure(circle: Sequence[Facts]) -> Iterator[dict[str, list[Place]]]:
    """For each measure that has several names: name → where it stands."""
    found: defaultdict[tuple[str, str, str], defaultdict[str, list[Place]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for facts in circle:
        bare = _measures(facts.vocabulary)
        for indicator in facts.indicators:
            name = key_of(indicator.name)
            if len(measure := bare(name)) >= _SHORTEST:
                found[measure, indicator.second, indicator.unit][name].append(Place(facts, indicator))
    yield from (names for names in found.values() if len(names) > 1)


class _Measures:
    """What is left of a name without fillers, synonyms made one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        meant = dict.fromkeys(vocabulary.words("across.fillers"), "")
        for words in vocabulary.words("across.same"):
            usual, *rest = words.split("/")
            meant |= dict.fromkeys(rest, usual)
        self._meant = meant
        longest_first = sorted(meant, key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def __call__(self, name: str) -> str:
        return self._words.sub(lambda found: self._meant[found[0]], name)


_measures = lru_cache(maxsize=16)(_Measures)
