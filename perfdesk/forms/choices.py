"""The usual words of fields that are a choice (`resources/words/choices.toml`): put forward, never demanded.

They stand outside the form files, because those of a published edition never change. To add some, give the
field's key a list there.
"""

import tomllib
from functools import cache

from perfdesk import paths


def choices(key: str) -> tuple[str, ...]:
    """The usual words of a field, the commonest first; empty when it has none."""
    return tuple(_table().get(key, ()))


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(paths.resource("words", "choices.toml").read_text(encoding="utf-8"))
