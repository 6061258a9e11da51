"""Web pages → Grid: tables and the lines between them, as a browser shows them.

White space folds, only `br` and paragraphs break lines, comments, styles and hidden rows are nothing. A table
with tables in its cells only sets them on the page. lxml is loaded when a page is read.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfdesk.exchange.bounds import Budget
from perfdesk.exchange.encoding import decode
from perfdesk.exchange.grid import Grid, GridRow, grid_row
from perfdesk.exchange.table import MOST_SPAN, Table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STRANGE = re.compile("[\x1e\x1f]")
_PARAGRAPH, _KEPT = "\x1e", "\x1f"
"""While a text is gathered: a border of paragraphs, and a blank that does not fold."""
_WHITE = re.compile("[ \t\r\n\f]+")
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote",
     "table", "tr", "td", "th", "section", "article")
)  # fmt: skip
_UNSEEN = frozenset(("style", "script", "head", "title", "template"))


_MOST_TAGS = 700_000
"""Opening and closing ones; a tree of as many takes 250 MB, a thousand forms need a third."""


def read_grid(data: bytes, budget: Budget) -> Grid:
    """The rows of a page. SourceError beyond the budget, or when it is cut off or nested too deeply."""
    if data.count(b"<") > _MOST_TAGS:
        raise budget.refused("内容过多，不像是绩效目标表，请拆分后再导入")
    root = tree_of(decoded(data))
    if root is None:
        raise budget.refused(
            "是网页，但内容不完整或无法识别，请用浏览器打开它，复制表格后粘贴到表格文件中再导入"
        )
    return Grid(tuple(_Page(budget).rows(root)))


class _Page:
    """Walks a page once."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._tables = self._lines = 0
        self._pieces: list[str] = []

    def rows(self, root: "Element") -> Iterator[GridRow]:
        """Its rows in order."""
        from lxml import etree  # noqa: PLC0415

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            self._budget.look()
            tag = element.tag
            if tag in _BLOCKS or tag == "br":
                yield from self._line()
            if event == "end":
                self._pieces.append(element.tail or "")
                continue
            if tag in _UNSEEN:
                walk.skip_subtree()
            elif tag == "table" and next(element.iterdescendants("table"), None) is None:
                walk.skip_subtree()
                yield from self._table(element)
            else:
                self._pieces.append(element.text or "")
        yield from self._line()

    def _line(self) -> Iterator[GridRow]:
        text = _WHITE.sub(" ", "".join(self._pieces)).strip()
        self._pieces.clear()
        if text:
            self._lines += 1
            self._budget.hold(len(text))
            self._budget.place(1)
            if row := grid_row({0: text}, f"第{self._lines}段", apart=True):
                yield row

    def _table(self, element: "Element") -> Iterator[GridRow]:
        self._tables += 1
        table = Table(self._budget)
        for number, cells in enumerate(table_lines(element), 1):
            for cell in cells:
                table.add(cell_text(cell), span_of(cell, "colspan"), span_of(cell, "rowspan"))
            if row := table.end_row(f"表{self._tables}第{number}行", apart=number == 1):
                yield row


def decoded(page: bytes) -> str:
    """The characters of a page; none when it is no text."""
    try:
        return _STRANGE.sub("", decode(page))
    except ValueError:
        return ""


def tree_of(page: str) -> "Element | None":
    """The elements of a page; None for one that lxml would read only in part."""
    from lxml import etree  # noqa: PLC0415  (only who reads a page needs it)

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(page.encode("utf-8", "replace"), parser) if page.strip() else None
    if root is None or any(error.level_name == "FATAL" for error in parser.error_log):
        return None
    return root


def table_lines(table: "Element") -> "Iterator[list[Element]]":
    """The cells of each row, those of a table inside a cell not among them."""
    for part in table:
        lines = [part] if part.tag == "tr" else part if part.tag in {"thead", "tbody", "tfoot"} else []
        for line in lines:
            if line.tag == "tr" and "display:none" not in style_of(line):
                yield [cell for cell in line if cell.tag in {"td", "th"}]


def style_of(element: "Element") -> str:
    """The style that an element says itself, without blanks, in small letters."""
    style = element.get("style")
    return re.sub(r"\s", "", str(style)).lower() if style else ""


def span_of(cell: "Element", name: str) -> int:
    """How many rows or columns a cell covers."""
    digits = re.match(r"\s*(\d{1,9})", str(cell.get(name, "")))
    return min(max(int(digits[1]), 1), MOST_SPAN) if digits else 1


def cell_text(cell: "Element") -> str:
    """What a browser shows in a cell; a cell of nothing but no-break spaces is empty."""
    pre = "white-space:pre" in style_of(cell)
    if not len(cell) and not pre:
        text = _WHITE.sub(" ", cell.text or "").strip(" ")
        return text if text.strip(" \xa0\x1e\x1f") else ""
    text = "".join(_pieces(cell, pre=pre))
    if not pre:
        text = re.sub(r" *([\n\x1e]) *", r"\1", re.sub(" +", " ", text)).strip(" ")
        if not text.strip(" \xa0\n\x1e\x1f"):
            return ""
    text = text.strip(_PARAGRAPH)
    return re.sub(r"\n?\x1e+", "\n", text).replace(_KEPT, " ")


def _pieces(cell: "Element", *, pre: bool) -> Iterator[str]:
    from lxml import etree  # noqa: PLC0415

    walk = etree.iterwalk(cell, events=("start", "end"))
    unseen = 0
    for event, element in walk:
        tag = element.tag
        unseen += (tag in _UNSEEN) * (1 if event == "start" else -1)
        if element is not cell and tag in _BLOCKS:
            yield _PARAGRAPH
        if event == "start" and tag == "br":
            yield "\n"
        letters = element.text if event == "start" else element.tail if element is not cell else None
        if letters and not unseen:
            letters = letters if pre else _WHITE.sub(" ", letters)
            spaced = event == "start" and "mso-spacerun:yes" in style_of(element)
            yield re.sub("[ \xa0]", _KEPT, letters) if spaced else letters
