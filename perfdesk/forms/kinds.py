"""The kinds of cells: what a form file may write behind `kind =`.

A kind says how a cell's text is read and where it stands in its cell. Reading never refuses and never alters
the text: it gives what was understood, or None, and rules judge that.

To add a kind: write its grammar in a module of this room (a frozen dataclass, `read_…(text)` that takes any
text and returns the value or None, a table of spellings in tests/forms), then give it a line in KINDS.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.money import read_amount, read_money_unit
from perfdesk.forms.period import read_period
from perfdesk.forms.spelling import narrow, squeeze
from perfdesk.forms.target_value import read_target

_YEAR = re.compile("[(]?([12][0-9]{3})(?:年度?)?[)]?")
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cell."""

    name: str
    read: Callable[[str], object]
    """Any text → what it says; None when it is blank or not understood."""
    align: Literal["start", "center", "end"]


def read_year(text: str) -> int | None:
    """The year in `2024`, `2024年度`, `二〇二四年`; None for any other text."""
    found = _YEAR.fullmatch(narrow(squeeze(text)).translate(_CHINESE_DIGITS))
    return int(found[1]) if found else None


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("text", str.strip, "start"),
            Kind("long-text", str.strip, "start"),
            Kind("choice", str.strip, "start"),
            Kind("level", squeeze, "center"),
            Kind("coded-name", read_coded_name, "start"),
            Kind("year", read_year, "center"),
            Kind("period", read_period, "start"),
            Kind("money", read_amount, "center"),
            Kind("money-unit", read_money_unit, "center"),
            Kind("target-value", read_target, "center"),
        )
    }
)
"""Name → kind."""
