"""The indicator block: rows below a header, with levels that hang down from row to row."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from perfdesk.documents.address import Address, field
from perfdesk.exchange.alignment import Fit, Head, Table
from perfdesk.exchange.draft import Draft
from perfdesk.exchange.furniture import is_signature, is_sum
from perfdesk.exchange.grid import GridRow
from perfdesk.exchange.labels import NOTHING, Piece
from perfdesk.exchange.levels import NO_LEVEL, LevelNames
from perfdesk.exchange.segments import ReadRow
from perfdesk.exchange.values import is_share_of_one, join_value
from perfdesk.forms.spec import CellSpec, FormSpec


class Waiting(NamedTuple):
    """A row that says a level and nothing else: a place kept free, or the level of the row after it."""

    texts: dict[str, str]
    row: GridRow


def heads_of(pieces: Sequence[Piece], row_keys: tuple[str, ...]) -> list[Head] | None:
    """The heads in a row; None when fewer than two row keys are headed there.

    Of two blocks side by side the right one is the year's. Where the form has but one, the left one's columns
    are none of the form's.
    """
    heads: list[Head] = []
    taken: set[str] = set()
    for piece in reversed(pieces):
        free = [key for key in piece.meaning.heads if key not in taken and _column(key, row_keys) >= 0]
        key = max(free, key=lambda each: _column(each, row_keys), default="")
        taken.add(key)
        heads.insert(0, Head(piece.column, key, piece.text))
    return heads if len(taken.intersection(row_keys)) >= 2 else None


def _column(key: str, row_keys: tuple[str, ...]) -> int:
    """Where a row key stands in a form, or the one that a key is part of; -1 where the form has none."""
    whole = key if key in row_keys else key.rpartition(".")[0]
    return row_keys.index(whole) if whole in row_keys else -1


def default_heads(form: FormSpec) -> list[Head]:
    """The heads as the form has them, for as long as no header is read."""
    return [Head(number, key, form.label_of(key)) for number, key in enumerate(form.row_keys())]


class IndicatorReader:
    """Reads the rows below a header, one after the other; `finish` when there are no more."""

    def __init__(self, draft: Draft, levels: LevelNames) -> None:
        self._draft = draft
        self._levels = levels
        self._level1 = self._level2 = ""
        self._blocks = _blocks(draft.form)
        self._beside: dict[str, str] = {}
        """The levels of the block beside this one, by row key"""
        self._waiting: Waiting | None = None
        self._slipped_left: list[tuple[str, GridRow]] = []
        self._has_blank_levels = self._has_rows = False
        self._table = Table(default_heads(draft.form), levels)

    def start(self, heads: list[Head], row: ReadRow) -> None:
        """Go on below a header: the first, the next page's, or a second table's."""
        self._table = Table(heads, self._levels)
        self._has_rows = False
        for piece in row.pieces:
            if piece.meaning is NOTHING:
                self._draft.stray(piece.text, row.row.place)
        named = [head.key for head in heads if head.key]
        if len(named) < len(heads) and len({head.label for head in heads}) < len(heads):
            self._draft.compare(field("rows"), "来源中有并列的两组指标，取了右边一组，左边一组在待放栏。")

    def refine(self, row: ReadRow) -> bool:
        """Take a second line of a header, which parts the column of the value: 运算符号, 指标值, 计量单位."""
        heads = [
            Head(piece.column, piece.meaning.head, piece.text) for piece in row.pieces if piece.meaning.heads
        ]
        if self._has_rows or len(heads) < max(2, len(row.pieces)):
            return False
        keys, first = {head.key.partition(".")[0] for head in heads}, heads[0].column
        above = [head for head in self._table.heads if head.column < first or head.column > heads[-1].column]
        if keys != {"value"} or any(head.key.partition(".")[0] == "value" for head in above):
            return False
        self._table = Table(sorted([*above, *heads], key=lambda head: head.column), self._levels)
        return True

    def read(self, row: GridRow) -> bool:
        """Take a row; False when it is no row of the block."""
        cells = row.cells
        first = next(text for text in cells if text)
        if (is_signature(first) or is_sum(first)) and self._levels.find(first) is NO_LEVEL:
            return False
        fit = self._table.fit(cells)
        if fit is None:
            return False
        self._has_blank_levels |= not cells[0] and not fit.way
        self._has_rows = True
        self._add(row, fit)
        return True

    def finish(self) -> None:
        """Add the row that waits; tell of rows that slipped to the left in a table that keeps blank cells."""
        self._settle(follows=False)
        for uid, row in self._slipped_left if self._has_blank_levels else ():
            self._draft.mark(
                "repair", Address(uid, "level1"), "READ-LEFT",
                "该行在来源中整体左移了一格，已按指标级次放回，请核对。", "\t".join(row.cells),
            )  # fmt: skip

    def _add(self, row: GridRow, fit: Fit) -> None:
        texts = fit.texts
        first, second = texts.get("level1", ""), texts.get("level2", "")
        joined = join_value(
            texts.get("value.operator", ""), texts.get("value", ""), fit.more, texts.get("value.unit", "")
        )
        name = texts.get("name", "")
        beside = self._hang_beside(texts)
        is_bare = not name and not joined.text and not beside
        self._settle(follows=not first and not (second and self._level2))
        inferred = self._hang(first, second)
        others = {"level1": self._level1, "level2": self._level2, "name": name, "value": joined.text}
        if beside and not (name or joined.text or second):
            others["level2"] = ""  # only the block beside this one goes on
        kept = {
            key: beside.get(key, others.get(key, texts.get(key, ""))) for key in self._draft.form.row_keys()
        }
        if is_bare and not fit.way:
            self._waiting = Waiting(kept, row)
        else:
            uid = self._draft.add_row(kept, row)
            self._tell(uid, row, fit, inferred=inferred)
            for key, text in (("name", name), *(("value", part) for part in joined.parts)):
                self._draft.tell_stored(Address(uid, key), text, row.place)
            if is_share_of_one(texts.get("value", ""), texts.get("value.unit", "")):
                self._draft.compare(
                    Address(uid, "value"), f"来源中数值是{texts['value']}、单位是%，可能存的是小数。"
                )
            if len(joined.parts) > 1:
                self._draft.mark(
                    "note", Address(uid, "value"), "READ-JOINED",
                    f"指标值由来源中的{len(joined.parts)}格合成：{' | '.join(joined.parts)}。",
                    "\t".join(joined.parts),
                )  # fmt: skip
        self._keep_others(row, fit, joined.left)

    def _hang(self, first: str, second: str) -> bool:
        """Set the levels of the row; a blank one hangs down. True when the second had to tell the first."""
        if first:
            self._level1, self._level2 = first, second
            return False
        if not second:
            return False
        self._level2 = second
        level1, level2 = self._levels.find(self._level1), self._levels.find(second)
        can_tell = len(level2.parents) == 1 and not level2.is_under(level1)
        if can_tell and (level1.is_first or not self._level1):
            (self._level1,) = level2.parents
            return True
        return False

    def _hang_beside(self, texts: dict[str, str]) -> dict[str, str]:
        """What a row says in the block beside this one, with the level that hangs down; empty if nothing."""
        said: dict[str, str] = {}
        for level, rest in self._blocks:
            if texts.get("level1"):
                self._beside[level] = ""
            self._beside[level] = texts.get(level) or self._beside.get(level, "")
            if any(texts.get(key) for key in rest):
                said |= {level: self._beside[level], **{key: texts.get(key, "") for key in rest}}
        return said

    def _settle(self, *, follows: bool) -> None:
        """Add the waiting row, unless the next row hangs on it."""
        if self._waiting and not follows:
            self._draft.add_row(self._waiting.texts, self._waiting.row)
        self._waiting = None

    def _tell(self, uid: str, row: GridRow, fit: Fit, *, inferred: bool) -> None:
        if fit.way == "right":
            self._tell_slipped_right(uid, row, fit)
        elif fit.way == "left":
            self._slipped_left.append((uid, row))
        if inferred:
            self._draft.compare(
                Address(uid, "level1"), f"来源中该行没有一级指标，已按二级指标填为“{self._level1}”。"
            )
        if fit.left:
            self._draft.compare(Address(uid, "name"), "该行有一格分不清属于哪一栏，已放入待放栏。")

    def _tell_slipped_right(self, uid: str, row: GridRow, fit: Fit) -> None:
        form = self._draft.form
        moved = [
            (fit.texts[key], right)
            for key, right in (("level1", "level2"), ("level2", "name"))
            if self._levels.find(fit.texts.get(key, "")) is not NO_LEVEL
        ]
        if not moved:
            self._draft.compare(Address(uid, "level1"), "该行与表头错开一格，已左移一格。")
            return
        text, column = moved[0]
        level = form.label_of("level1") if fit.texts.get("level1") else form.label_of("level2")
        self._draft.mark(
            "repair", Address(uid, "level1"), "STR-01",
            f"「{text}」是{level}，却填在{form.label_of(column)}列，该行整体右移了一格，已左移一格改正，请核对。",
            "\t".join(row.cells),
        )  # fmt: skip

    def _keep_others(self, row: GridRow, fit: Fit, left: tuple[str, ...]) -> None:
        """Columns that the form does not have go to the tray; copies of their head are no text."""
        for label, text in fit.others:
            if text != label:
                self._draft.stray(text, f"{row.place}“{label}”列")
                self._draft.note_unknown(label, text, is_head=True)
        for text in (*fit.left, *left):
            self._draft.stray(text, row.place)


@cache
def _blocks(form: FormSpec) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The blocks of a form beside the one that every form has: the key of its level, and its other keys."""
    groups: dict[str, list[CellSpec]] = {}
    for cell in form.rows.cells:
        if block := cell.key.rpartition(".")[0]:
            groups.setdefault(block, []).append(cell)
    return tuple(
        (cells[0].key, tuple(cell.key for cell in cells[1:]))
        for cells in groups.values()
        if cells[0].kind == "level"
    )
