"""The fields above the indicator rows: which text belongs to which label."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from perfdesk.documents.address import field
from perfdesk.exchange.draft import Draft
from perfdesk.exchange.grid import GridRow
from perfdesk.exchange.labels import Piece, Words, label_beside, year_alone
from perfdesk.forms.money import read_money_unit
from perfdesk.forms.spec import FormSpec

_LONGEST_UNIT = 4
"""Characters that a unit of money may have which nobody knows."""


class Spot(NamedTuple):
    """A label at a place: row number and column."""

    row: int
    column: int


class Labelled(NamedTuple):
    """A label in its row, and the field that it stands for."""

    column: int
    key: str


class FieldReader:
    """Reads the rows above the indicators, one after the other; `finish` when there are no more."""

    def __init__(self, draft: Draft, words: Words, named: Mapping[str, Spot]) -> None:
        """`named` tells which labels of one field the whole form has, and where."""
        self._draft = draft
        self._words = words
        self._named = named
        self._above = labelled_above(draft.form)
        self._kinds = _kinds(draft.form)
        self._year = next((key for key, kind in self._kinds.items() if kind == "year"), "")
        self._awaiting: list[Labelled] = []
        self._awaited: list[tuple[GridRow, list[Piece]]] = []
        self._gaps: dict[str, int] = {}

    def read(self, row: GridRow, pieces: Sequence[Piece]) -> None:
        """Take the labels and texts of a row."""
        if self._awaiting and not any(self._words.find(text).fields for text in row.cells):
            whole = [Piece(column, text, self._words.find(text)) for column, text in enumerate(row.cells)]
            texts = [piece for piece in whole if piece.text and not piece.meaning.printed]
            if texts:
                self._awaited.append((row, texts))
            return
        self.fill_awaiting()
        self._walk(row, pieces)

    def put_year(self, text: str, place: str) -> None:
        """Take the year that stood beside the title."""
        if self._year:
            self._draft.put(self._year, text, place)
        elif text:
            self._draft.stray(text, place)

    def awaits(self, column: int) -> bool:
        """Whether a text in this column would stand right below a label that waits for one."""
        return any(label.column == column for label in self._awaiting)

    def fill_awaiting(self) -> None:
        """Give the texts that stood below their labels to them: what comes now belongs to no label."""
        if not self._awaiting:
            return
        awaiting, awaited = self._awaiting, self._awaited
        self._awaiting, self._awaited = [], []
        keys = list(dict.fromkeys(label.key for label in awaiting))
        for number, (row, texts) in enumerate(awaited):
            placed = _by_column(texts, awaiting) if number else _below(texts, awaiting, keys)
            if placed is None:
                self._draft.stray("\t".join(piece.text for piece in texts), row.place)
                if len(texts) > 1:
                    self._draft.note_unknown(texts[0].text, texts[1].text)
                for key in keys:
                    name = self._draft.form.label_of(key)
                    self._draft.compare(field(key), f"“{name}”下面的文字分不清属于哪一栏，已放入待放栏。")
                continue
            for key, text in placed.items():
                self._append(key, text, row.place)
        for key in keys:
            self._draft.texts.setdefault(key, "")

    def finish(self) -> None:
        """Fill what still waits, and tell where the texts stood unusually far from their labels."""
        self.fill_awaiting()
        usual = Counter(self._gaps.values())
        if usual[1] * 5 < len(self._gaps) * 4:
            return
        for key, gap in self._gaps.items():
            if gap > 1:
                self._draft.compare(
                    field(key), f"“{self._draft.form.label_of(key)}”右边一格是空的，取了更右边的文字。"
                )

    def _walk(self, row: GridRow, pieces: Sequence[Piece]) -> None:
        """Left to right: a label, then its text."""
        label: Labelled | None = None
        taken = ""
        left_over: list[str] = []
        blank: list[Labelled] = []
        for piece, key in zip(pieces, self._keys(pieces), strict=True):
            if key:
                if label and not taken:
                    blank.append(label)
                label, taken = Labelled(piece.column, key), ""
            elif not taken and self._fill(label, piece, row.place):
                taken = piece.text
            elif not self._is_known(piece, label, taken, row.place):
                left_over.append(piece.text)
                if label:
                    self._tell_left_over(label)
        if label and not taken:
            blank.append(label)
        if left_over:
            self._draft.stray("\t".join(left_over), row.place)
        if len(left_over) > 1:
            self._draft.note_unknown(left_over[0], left_over[1])
        self._leave(blank, row)

    def _fill(self, label: Labelled | None, piece: Piece, place: str) -> bool:
        """Give a text to the label before it, if it can be what that asks for."""
        if label is None or piece.meaning.printed or not self._takes(label, piece.text):
            return False
        self._draft.put(label.key, piece.text, place)
        self._gaps[label.key] = piece.column - label.column
        return True

    def _takes(self, label: Labelled, text: str) -> bool:
        """单位 asks for a unit of money, not for an office; a year behind 填报单位(盖章) is the form's."""
        if label.key in self._words.captions and label.key != self._year and "度" in text:
            return year_alone(text) is None
        if self._kinds.get(label.key) == "money-unit":
            return len(text) <= _LONGEST_UNIT or read_money_unit(text) is not None
        return True

    def _is_known(self, piece: Piece, label: Labelled | None, taken: str, place: str) -> bool:
        """Printed words, the form's year, or a copy of the text before it: a merged cell's."""
        if piece.meaning.printed or (label and piece.text == taken):
            return True
        year = year_alone(piece.text) if self._year else None
        if year is not None:
            self._draft.put(self._year, year, place)
        return year is not None

    def _tell_left_over(self, label: Labelled) -> None:
        name = self._draft.form.label_of(label.key)
        self._draft.compare(field(label.key), f"“{name}”右边还有认不出的文字，已放入待放栏。")

    def _leave(self, blank: list[Labelled], row: GridRow) -> None:
        """Labels without a text at their right: blank, or their texts come in the next row."""
        below = [label for label in blank if label.key in self._above]
        for label in blank:
            if label not in below:
                self._draft.put(label.key, "", row.place)
        self._awaiting.extend(below)

    def _keys(self, pieces: Sequence[Piece]) -> list[str]:
        """The field of each piece that is a label; where the same words label several, by their place."""
        seen: Counter[tuple[str, ...]] = Counter()
        times = Counter(piece.meaning.fields for piece in pieces if len(piece.meaning.fields) > 1)
        keys: list[str] = []
        for piece in pieces:
            fields = piece.meaning.fields
            if len(fields) < 2:
                keys.append(fields[0] if fields else "")
            elif times[fields] > 1:
                keys.append(fields[min(seen[fields], len(fields) - 1)])
                seen[fields] += 1
            else:
                keys.append(self._by_neighbour(fields, piece.column))
        return keys

    def _by_neighbour(self, fields: tuple[str, ...], column: int) -> str:
        """Of fields with the same label, the one whose group has its own label in this column.

        A text of one cell a line has no columns: there the order decides.
        """
        groups = {key.rpartition(".")[0]: key for key in fields}
        spots = {
            groups[group]: spot
            for key, spot in self._named.items()
            if (group := key.rpartition(".")[0]) in groups
        }
        if len(spots) == 1:
            return next(iter(spots))
        rows, columns = {spot.row for spot in spots.values()}, {spot.column for spot in spots.values()}
        if spots and len(rows) == 1 and len(columns) == len(spots):
            return min(spots, key=lambda key: abs(spots[key].column - column))
        return next((key for key in fields if key not in self._draft.texts), fields[-1])

    def _append(self, key: str, text: str, place: str) -> None:
        """Add a line to a field; the text of one cell may be broken over several rows."""
        if self._draft.texts.get(key):
            self._draft.append(key, text, place)
        else:
            self._draft.put(key, text, place)


def _below(texts: list[Piece], awaiting: list[Labelled], keys: list[str]) -> dict[str, str] | None:
    """Field → its text in the row below the labels; None when that cannot be told."""
    if (placed := _by_column(texts, awaiting)) is not None:
        return placed
    if len(texts) == len(keys):
        return dict(zip(keys, (piece.text for piece in texts), strict=True))
    grouped: dict[str, set[str]] = {}
    for piece in texts:
        left = [label for label in awaiting if label.column <= piece.column]
        if not left:
            return None
        grouped.setdefault(left[-1].key, set()).add(piece.text)
    if any(len(group) > 1 for group in grouped.values()):
        return None
    return {key: group.pop() for key, group in grouped.items()}


def _by_column(texts: Iterable[Piece], awaiting: list[Labelled]) -> dict[str, str] | None:
    """Field → its text, when every text stands right below a label."""
    columns = {label.column: label.key for label in awaiting}
    placed: dict[str, str] = {}
    for piece in texts:
        key = columns.get(piece.column)
        if key is None or placed.setdefault(key, piece.text) != piece.text:
            return None
    return placed


@cache
def labelled_above(form: FormSpec) -> frozenset[str]:
    """The fields whose label stands above them."""
    placed = form.placed()
    beside = ((spot, label_beside(placed, spot)) for spot in placed if spot.cell.key)
    return frozenset(spot.cell.key for spot, label in beside if label and label.line < spot.line)


@cache
def _kinds(form: FormSpec) -> dict[str, str]:
    return {cell.key: cell.kind for cell, _ in form.fields()}
