"""Review profiles: which rules speak, how severely, with which numbers and words.

They are `resources/profiles/*.toml`. A profile names only what differs from the rules' own; the rulebook
refuses names that it does not know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """An office's way of reviewing; compared by identity."""

    id: str
    name: str
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Rule id → severity, where it differs from the rule's own."""
    off: tuple[str, ...] = ()
    """Rules that do not speak."""
    on: tuple[str, ...] = ()
    """Rules that speak though they are silent by themselves."""
    switches: Mapping[str, bool] = field(default_factory=dict)
    """Switches by name; where it is silent, the rulebook's own count."""
    framework: str = ""
    """The indicator framework that forms are held against; empty for each form's own."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """Limits and tolerances by name; where it is silent, the rulebook's own count."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Word list → words to add to it, or to take away with a dash before them. Lists: `resources/words`."""
