"""Where something stands in a document: a field, a cell of a row, the rows, or a group of rows."""

from typing import NamedTuple

ROWS = "rows"


class Address(NamedTuple):
    """A field key (`row` empty), a cell of a row (row uid and row key), or the rows as a whole.

    Written `project.name`, `ROW/value`, `rows`, `rows:产出指标`.
    """

    row: str
    key: str

    @classmethod
    def parse(cls, text: str) -> "Address":
        """The address a text names; any text is one (whether it fits a document is another question)."""
        row, slash, key = text.partition("/")
        return cls(row, key) if slash else cls("", text)

    @property
    def is_group(self) -> bool:
        """Whether it means rows in general rather than a cell."""
        return not self.row and (self.key == ROWS or self.key.startswith(f"{ROWS}:"))

    def __str__(self) -> str:
        return f"{self.row}/{self.key}" if self.row else self.key


def field(key: str) -> Address:
    """The address of a field above the rows."""
    return Address("", key)


def group(level: str = "") -> Address:
    """The rows, or those below one first-level heading."""
    return Address("", f"{ROWS}:{level}" if level else ROWS)
