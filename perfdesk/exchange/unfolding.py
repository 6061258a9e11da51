"""One cell a line → rows: what a web page or a PDF makes of a table when it is copied as plain text.

The blank cells are lost, so the labels, the level names and the grammar of values must tell where a row ends.
Afterwards the rows are matched like those of any table.
"""

from collections.abc import Callable, Iterator, Sequence

from perfdesk.exchange.alignment import is_figure
from perfdesk.exchange.furniture import is_bare_number, is_page_number, is_signature
from perfdesk.exchange.grid import GridRow
from perfdesk.exchange.labels import NOTHING, Words, year_alone
from perfdesk.exchange.levels import NO_LEVEL, LevelNames
from perfdesk.exchange.segments import ReadRow
from perfdesk.exchange.spelling import label_key

_LONGEST_PART = 14
"""Characters of one line of a broken label."""


def mend_labels(rows: Sequence[GridRow], words: Words, levels: LevelNames) -> list[GridRow]:
    """The rows, with labels and level names that were broken over two or three lines in one again."""

    def is_known(text: str) -> bool:
        return (
            words.find(text) is not NOTHING
            or levels.find(text) is not NO_LEVEL
            or label_key(text) in words.titles
        )

    signs = words.signs | levels.signs
    mended: list[GridRow] = []
    index = 0
    while index < len(rows):
        row, count = rows[index], 1
        for length in (3, 2) if row.cells[0][:1] in signs and _is_part(row) else ():
            parts = [line.cells[0] for line in rows[index : index + length] if _is_part(line)]
            whole = "".join(parts)
            if len(parts) < length or not is_known(whole):
                continue
            if not is_known(parts[0]) or not any(map(is_known, parts[1:])):
                row, count = GridRow((whole,), row.place, row.apart), length
                break
        mended.append(row)
        index += count
    return mended


def _is_part(row: GridRow) -> bool:
    return len(row.cells) == 1 and len(row.cells[0]) <= _LONGEST_PART


def is_listed(rows: Sequence[ReadRow], words: Words) -> bool:
    """Whether a form stands with one cell a line: its labels stand alone, and few rows have several cells."""
    alone = several = 0
    for row in rows:
        if len(row.row.cells) > 1:
            several += 1
        elif len(row.pieces) == 1 and not words.captions.issuperset(row.pieces[0].meaning.fields):
            alone += 1
    return alone > several


class Unfolder:
    """Builds the rows of one form from its lines."""

    def __init__(self, words: Words, levels: LevelNames, above: frozenset[str]) -> None:
        """`above` are the fields whose label stands over the text, not at its left."""
        self._words = words
        self._levels = levels
        self._above = above
        self.guessed = False
        """Whether the lines could have been read otherwise."""

    def unfold(self, rows: Sequence[GridRow]) -> list[GridRow]:
        """The rows of the table that these lines were."""
        pages = [row for row in rows if is_page_number(row.cells[0])]
        lines = self._whole_cells([row for row in rows if not is_page_number(row.cells[0])])
        header = next((at for at in range(len(lines)) if len(self._heads(lines, at)) > 1), len(lines))
        unfolded = list(self._fields(lines[:header]))
        heads = self._heads(lines, header)
        if heads:
            unfolded.append(_row(heads))
            per_row = sum(1 for head in heads if not self._is_level_head(head))
            unfolded.extend(self._indicators(lines[header + len(heads) :], max(per_row, 1)))
        return unfolded + pages

    def _whole_cells(self, lines: list[GridRow]) -> list[GridRow]:
        """Where blank lines part the cells, lines without one between them are one cell."""
        if sum(1 for line in lines if line.apart) * 5 < len(lines) * 3:
            return lines
        whole: list[GridRow] = []
        for line in lines:
            last = whole[-1] if whole else line
            if whole and not line.apart and not self._stands_alone(last) and not self._stands_alone(line):
                whole[-1] = GridRow((f"{last.cells[0]}\n{line.cells[0]}",), last.place, last.apart)
            else:
                whole.append(line)
        return whole

    def _stands_alone(self, line: GridRow) -> bool:
        return self._is_label(line) or self._levels.find(line.cells[0]) is not NO_LEVEL

    def _is_label(self, line: GridRow) -> bool:
        """Whether a line begins a row: a label, a title, a year, or a line that has cells after all."""
        text = line.cells[0]
        return (
            len(line.cells) > 1
            or any(piece.meaning is not NOTHING for piece in self._words.pieces(line.cells))
            or self._words.title(text) is not None
            or ("度" in text and year_alone(text) is not None)
        )

    def _heads(self, lines: list[GridRow], at: int) -> list[GridRow]:
        """The heads of columns that follow each other from a line on."""
        end = at
        while end < len(lines) and len(lines[end].cells) == 1 and self._words.find(lines[end].cells[0]).heads:
            end += 1
        return lines[at:end]

    def _is_level_head(self, row: GridRow) -> bool:
        return not {"level1", "level2"}.isdisjoint(self._words.find(row.cells[0]).heads)

    def _fields(self, lines: list[GridRow]) -> Iterator[GridRow]:
        """A label and the text after it; labels that stand over their texts come together, then the texts."""
        index = 0
        while index < len(lines):
            start = index
            labels = self._labels_above(lines, index)
            index += max(len(labels), 1)
            while index < len(lines) and not self._is_label(lines[index]):
                index += 1
            if len(lines[start].cells) > 1:
                yield lines[start]
                yield from lines[start + 1 : index]
            elif len(labels) > 1:
                yield from self._below(labels, lines[start + len(labels) : index])
            else:
                yield _row(lines[start:index])

    def _labels_above(self, lines: list[GridRow], index: int) -> list[GridRow]:
        end = index
        while end < len(lines) and len(lines[end].cells) == 1:
            if self._above.isdisjoint(self._words.find(lines[end].cells[0]).fields):
                break
            end += 1
        return lines[index:end]

    def _below(self, labels: list[GridRow], texts: list[GridRow]) -> Iterator[GridRow]:
        """Labels over their texts. Texts of several lines can be told apart only where they are equal."""
        texts, number = _part_page_number(texts, lambda rest: len(rest) % len(labels) == 0)
        yield from number
        if texts and len(texts) < len(labels):
            self.guessed = True
            yield from labels[: -len(texts)]
            labels = labels[-len(texts) :]
        yield _row(labels)
        lines = len(texts) // len(labels)
        parts = [texts[at : at + lines] for at in range(0, len(texts), lines or 1)]
        words = {tuple(text.cells for text in part) for part in parts}
        if lines > 1 and len(parts) == len(labels) and len(words) == 1:
            yield _row(
                [GridRow(("\n".join(text.cells[0] for text in part),), part[0].place) for part in parts]
            )
        elif texts:
            yield _row(texts)

    def _indicators(self, lines: list[GridRow], per_row: int) -> Iterator[GridRow]:
        """Rows of level names, names and values; blank cells at the front where a level hangs down."""
        first = second = ""
        pending: list[GridRow] = []
        current, place = NO_LEVEL, ""
        for number, line in enumerate(lines):
            text = line.cells[0]
            level = self._levels.find(text)
            if len(line.cells) > 1 or self._words.find(text) is not NOTHING or is_signature(text):
                if pending or first or second:
                    yield from self._rows(pending, per_row, (first, second), place)
                    first, second, pending = "", "", []
                yield line
                continue
            if level is NO_LEVEL:
                pending.append(line)
                continue
            ahead = self._levels.find(lines[number + 1].cells[0]) if number + 1 < len(lines) else NO_LEVEL
            is_first = level.is_first and (ahead.is_under(level) or not level.is_under(current))
            if pending or second or (first and is_first):
                yield from self._rows(pending, per_row, (first, second), place)
                first, second, pending = "", "", []
            place = line.place
            if is_first:
                first, current = text, level
            else:
                second = text
        if pending or first or second:
            yield from self._rows(pending, per_row, (first, second), place)

    def _rows(
        self, lines: list[GridRow], per_row: int, levels: tuple[str, str], place: str
    ) -> Iterator[GridRow]:
        """The rows below one pair of levels, which stand in the first of them."""
        for chunk in self._chunks(lines, per_row):
            texts = [line.cells[0] for line in chunk]
            if len(texts) == 1 and is_bare_number(texts[0]):
                yield chunk[0]
                continue
            if len(texts) == 1 and is_figure(texts[0]):
                texts.insert(0, "")  # its name is lost
            yield GridRow((*levels, *texts), chunk[0].place)
            levels = ("", "")
        if any(levels):
            yield GridRow(levels, place)

    def _chunks(self, lines: list[GridRow], per_row: int) -> Iterator[list[GridRow]]:
        def fits(rows: list[GridRow]) -> bool:
            return len(rows) % per_row == 0 and not any(is_figure(row.cells[0]) for row in rows[::per_row])

        lines, number = _part_page_number(lines, fits)
        if number:
            yield number
        if fits(lines):
            yield from (lines[at : at + per_row] for at in range(0, len(lines), per_row))
            return
        self.guessed = True
        index = 0
        while index < len(lines):
            count = self._length(lines[index:], per_row)
            yield lines[index : index + count]
            index += count

    def _length(self, lines: list[GridRow], per_row: int) -> int:
        """How many of the lines make the next row, when some cell is lost."""
        figures = [is_figure(line.cells[0]) for line in lines[:3]]
        if figures[0] or len(lines) == 1:
            return 1
        if figures[1] or per_row != 2:
            return min(per_row, len(lines))
        return 1 if len(lines) % 2 else 2


def _part_page_number(
    lines: list[GridRow], fits: Callable[[list[GridRow]], bool]
) -> tuple[list[GridRow], list[GridRow]]:
    """The lines and, if there is just one bare number without which they fit, that number apart."""
    if fits(lines):
        return lines, []
    numbers = [at for at, line in enumerate(lines) if is_bare_number(line.cells[0])]
    extra = [at for at in numbers if fits([*lines[:at], *lines[at + 1 :]])]
    if len(extra) != 1:
        return lines, []
    at = extra[0]
    return [*lines[:at], *lines[at + 1 :]], [lines[at]]


def _row(lines: Sequence[GridRow]) -> GridRow:
    return GridRow(tuple(cell for line in lines for cell in line.cells), lines[0].place)
