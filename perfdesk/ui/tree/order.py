"""In which order the lines of the tree stand. No widgets.

To add an order, add its words to `ORDERS` and a line to `line_key`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeGuard

if TYPE_CHECKING:
    from perfdesk.library.library import Entry

Order = Literal["came", "name", "code", "findings"]
ORDERS: Mapping[Order, str] = {
    "came": "按录入先后",
    "name": "按名称",
    "code": "按项目编码",
    "findings": "有错误的在前",
}


def is_order(name: object) -> TypeGuard[Order]:
    """Whether an order is called so."""
    return isinstance(name, str) and name in ORDERS


def line_key(order: Order, entries: "Sequence[Entry]", rank: int) -> tuple[Any, ...]:
    """By what a project stands in its unit; `rank` says which came in first. What is blank comes last."""
    first = entries[0]
    match order:
        case "name":
            return (not first.name, spelled(first.name), rank)
        case "code":
            return (not first.code, first.code, rank)
        case "findings":
            errors, warnings = findings(entries)
            return (-errors, -warnings, rank)
        case _:
            return (rank,)


def group_key(order: Order, label: str, rank: int) -> tuple[Any, ...]:
    """By what a department or unit stands: as they came in, so that an office's own order is kept."""
    return (not label, spelled(label), rank) if order == "name" else (rank,)


def spelled(text: str) -> bytes:
    """Sorts hanzi as a Chinese list does: the usual ones stand in GB 18030 by their pinyin."""
    return text.casefold().encode("gb18030", "replace")


def findings(entries: "Sequence[Entry]") -> tuple[int, int]:
    """Errors and warnings of some entries together."""
    return sum(entry.errors or 0 for entry in entries), sum(entry.warnings or 0 for entry in entries)
