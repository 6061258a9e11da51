"""PDF files with text → Grid, in a child process, since PDFium can take any time and memory.

Lines that are drawn make the cells (`ruled`); characters go into them by their baselines, and lines that only
wrapped are one again. `read_grid` asks, `work` answers in the child.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from perfdesk.exchange.bounds import Budget
from perfdesk.exchange.child import answer, asked
from perfdesk.exchange.grid import Grid, GridRow, grid_row
from perfdesk.exchange.ruled import Box, Ruled, columns_of, snapped
from perfdesk.pdfium import Drawn, Letter, draw_pages

_MOST_PAGES = 1_000
_STOPS = frozenset(",;:.")
_ROOM = 24.0
"""Points left free at the end of a line that was ended on purpose."""
_RADICALS = str.maketrans(
    "⺝⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "月母民虎西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
"""Radicals of the supplement that fonts give for the ideographs; those of the first block NFKC knows."""


def read_grid(data: bytes, budget: Budget) -> Grid:
    """The rows of all pages. SourceError when the child cannot read them within its limits."""
    return asked("pdf", data, budget)


def work(data: bytes) -> bytes:
    """The answer of the child."""
    return answer(_read, data)


def _read(data: bytes, budget: Budget) -> Grid:
    pages: list[Drawn] = []
    try:
        for page in draw_pages(data):
            budget.look()
            pages.append(page)
            if len(pages) > _MOST_PAGES:
                raise budget.refused(f"超过 {_MOST_PAGES} 页，请拆分后再导入")
    except ValueError as error:
        what = (
            "设有密码，请取消密码后再导入" if "assword" in str(error) else "已损坏或没有传完，请重新取得文件"
        )
        raise budget.refused(what) from error
    _refuse_without_text(pages, budget)
    rows: list[_Row] = []
    for number, (page, columns) in enumerate(zip(pages, _columns(pages), strict=True), 1):
        budget.look()
        found = list(_rows(page, columns, number, budget))
        if not page.letters and page.pictured > 0.5:
            found = [_Row(GridRow(("（此页是图片，其中的文字无法读取）",), f"第{number}页"))]
        rows = _gone_on(rows, found)
    return Grid(tuple(row.row for row in rows))


class _Row(NamedTuple):
    """A row of a page."""

    row: GridRow
    is_ruled: bool = False
    full: frozenset[int] = frozenset()
    """The columns whose last line is full, so that the text may go on overleaf."""


def _refuse_without_text(pages: Sequence[Drawn], budget: Budget) -> None:
    letters = [letter.text for page in pages for letter in page.letters if not letter.text.isspace()]
    if not letters:
        if any(page.pictured > 0.5 for page in pages):
            raise budget.refused(
                "是扫描件或图片制成的 PDF，其中没有文字，无法读取；请改用可以复制文字的文件，或手工录入"
            )
        raise budget.refused("是没有文字的 PDF，请检查是否选错了文件")
    unknown = sum(text == "\ufffd" or "\ue000" <= text <= "\uf8ff" for text in letters)
    if unknown * 3 > len(letters):
        raise budget.refused(
            "这份 PDF 没有带文字的编码，文字无法读取；请改用 Word、Excel 等原文件，或手工录入"
        )


def _columns(pages: Sequence[Drawn]) -> Iterator[list[float]]:
    """The columns for each page; pages that follow each other with a table as wide have them in common."""
    own = [columns_of(page.lines) for page in pages]
    start = 0
    for end in range(1, len(own) + 1):
        if end == len(own) or not _is_as_wide(own[end - 1], own[end]):
            common = snapped(x for columns in own[start:end] for x in columns)
            yield from [common] * (end - start)
            start = end


def _is_as_wide(one: list[float], other: list[float]) -> bool:
    if not one or not other:
        return False
    return abs(one[0] - other[0]) < 3 and abs(one[-1] - other[-1]) < 3


def _rows(page: Drawn, columns: Sequence[float], number: int, budget: Budget) -> Iterator[_Row]:
    """The rows of a page from top to bottom: those of cells, and the lines outside of them."""
    ruled = Ruled(page.lines, columns)
    cells: dict[Box, list[Letter]] = {}
    outside: list[Letter] = []
    for letter in page.letters:
        box = ruled.box(*letter.spot)
        (cells.setdefault(box, []) if box else outside).append(letter)
    texts: dict[int, dict[int, str]] = {}
    tops: dict[int, float] = {}
    full: dict[int, set[int]] = {}
    for box, letters in cells.items():
        lines = _lines(letters)
        texts.setdefault(box.row, {})[box.column] = _text(lines, box)
        tops[box.row] = box.top
        if _is_full(lines[-1], lines[-1][-1].size, box):
            full.setdefault(box.row, set()).add(box.column)
    found = [(tops[row], row, texts[row]) for row in texts]
    found.extend((line[0].y, -1, dict(enumerate(_parted(line)))) for line in _lines(outside))
    for line, (_, at, words) in enumerate(sorted(found, key=lambda each: each[0]), 1):
        budget.place(max(words) + 1)
        mended = {column: _mended(text) for column, text in words.items()}
        changed = tuple((mended[column], text) for column, text in words.items() if mended[column] != text)
        if row := grid_row(mended, f"第{number}页第{line}行", apart=line == 1, stored=changed):
            yield _Row(row, at >= 0, frozenset(full.get(at, ())))


def _lines(letters: Sequence[Letter]) -> list[list[Letter]]:
    """The characters by baseline, from top to bottom and from left to right."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda each: each.y):
        if lines and letter.y - lines[-1][0].y < 0.4 * max(letter.size, lines[-1][0].size):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [sorted(line, key=lambda each: each.x) for line in lines]


def _text(lines: Sequence[Sequence[Letter]], box: Box) -> str:
    """The text of a cell; a line that could have gone on was ended on purpose."""
    texts = [_joined_letters(line) for line in lines]
    text = texts[0]
    for (above, line), part in zip(pairwise(lines), texts[1:], strict=True):
        if _is_full(above, _first_word(line), box):
            text += (" " if _lost_blank(text, part, "\n".join(texts)) else "") + part
        else:
            text += f"\n{part}"
    return text


def _is_full(line: Sequence[Letter], more: float, box: Box) -> bool:
    """Whether a line has no room for so many more points."""
    return box.right - box.left - (line[-1].right - line[0].x) - more <= _ROOM


def _lost_blank(before: str, after: str, whole: str) -> bool:
    """Whether a blank stood where a line wrapped: printing drops it there.

    Between two words it did; behind a comma where every other one of the same kind has one.
    """
    sign = before[-1:]
    if sign in _STOPS:
        return not re.search(rf"{re.escape(sign)}[^\s]", whole) and f"{sign} " in whole
    return sign.isascii() and sign.isalpha() and after[:1].isascii() and after[:1].isalpha()


def _first_word(line: Sequence[Letter]) -> float:
    """The width of what could not be parted from a line's first character."""
    end = 1
    while end < len(line) and _is_glued(line[end - 1].text, line[end].text):
        end += 1
    return line[end - 1].right - line[0].x


def _is_glued(before: str, after: str) -> bool:
    """Whether no line breaks between two characters: in a word, behind an opening sign, before a point."""
    if before.isspace() or after.isspace():
        return False
    return (
        (before.isascii() and after.isascii())
        or unicodedata.category(before) in {"Ps", "Pi"}
        or unicodedata.category(after)[0] == "P"
    )


def _joined_letters(line: Sequence[Letter]) -> str:
    text = "".join(letter.text for letter in line)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _parted(line: Sequence[Letter]) -> list[str]:
    """The texts of a line outside of cells; a wide gap parts them."""
    texts: list[list[Letter]] = [[line[0]]]
    for before, letter in pairwise(line):
        if letter.x - before.right > 1.5 * letter.size:
            texts.append([])
        texts[-1].append(letter)
    return [_joined_letters(each) for each in texts]


def _mended(text: str) -> str:
    """The text with ideographs where fonts gave their radicals: ⽬ is 目."""
    if not any("\u2e80" <= sign <= "\u2fdf" for sign in text):
        return text
    return "".join(
        unicodedata.normalize("NFKC", sign) if "\u2f00" <= sign <= "\u2fdf" else sign for sign in text
    ).translate(_RADICALS)


def _gone_on(rows: list[_Row], found: list[_Row]) -> list[_Row]:
    """The rows with those of the next page, whose first may be the rest of the last: cut by the page's edge.

    It is when it has no label, and all its texts stand below lines that were full.
    """
    last = next((at for at in range(len(rows) - 1, -1, -1) if rows[at].is_ruled), None)
    first = next((at for at, row in enumerate(found) if row.is_ruled), None)
    if last is None or first is None:
        return rows + found
    before, rest = rows[last].row, found[first].row
    columns = {column for column, text in enumerate(rest.cells) if text}
    if 0 in columns or not columns <= rows[last].full:
        return rows + found
    cells = list(before.cells)
    for column in columns:
        cells[column] += rest.cells[column]
    whole = replace(before, cells=tuple(cells), stored=before.stored + rest.stored)
    return [
        *rows[:last], rows[last]._replace(row=whole, full=found[first].full), *rows[last + 1 :],
        *found[:first], *found[first + 1 :],
    ]  # fmt: skip
