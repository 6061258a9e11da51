"""Sheets → a document (.docx): a table each with merged cells, in a section of its own, so on its own page.

Lines have an exact pitch and rows their measured height, so that the form keeps its page in every program.
Equal sheets give equal bytes: neither a person nor a clock is in the file.
"""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from perfdesk.documents.sheet import Cell, Sheet
from perfdesk.exchange.fitting import MILLIMETRE, PAPER, PITCH, SIDE, Fitted, fit
from perfdesk.exchange.losses import Losses
from perfdesk.exchange.packing import packed

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FONTS = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/>'
_ALIGN = {"start": "left", "center": "center", "end": "right"}
_BREAKS = str.maketrans(
    {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}
)
_WHOLE = 0.5
"""The share of a page up to which a row is kept whole; a higher one may go on overleaf."""

_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KINDS}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KINDS}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_KINDS}.settings+xml"/></Types>'
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}'
    '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>'
)
_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{_MAIN}"><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{lines}</Relationships>'


def write(sheets: Iterable[Sheet], losses: Losses) -> bytes:
    """The file, a sheet at least."""
    members: dict[str, Iterable[str]] = {
        "[Content_Types].xml": [_CONTENT_TYPES],
        "_rels/.rels": [_relations(("officeDocument", "word/document.xml"))],
        "word/document.xml": _body(sheets, losses),
        "word/_rels/document.xml.rels": [_relations(("styles", "styles.xml"), ("settings", "settings.xml"))],
        "word/styles.xml": [_STYLES],
        "word/settings.xml": [_SETTINGS],
    }
    return packed({name: (text.encode("utf-8") for text in texts) for name, texts in members.items()})


def _body(sheets: Iterable[Sheet], losses: Losses) -> Iterator[str]:
    """The main part, a sheet a piece: a thousand at once would take 300 MB."""
    yield f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>'
    section = ""
    for sheet in sheets:
        yield f"{_end(section) if section else ''}{''.join(_table(sheet, losses))}"
        section = _section(sheet)
    yield f"{_end('')}{section}</w:body></w:document>"


def _section(sheet: Sheet) -> str:
    top, right, bottom, left = (_twips(margin * MILLIMETRE) for margin in sheet.print.margins)
    return (
        f'<w:sectPr><w:type w:val="nextPage"/><w:pgSz w:w="{_twips(PAPER[0])}" w:h="{_twips(PAPER[1])}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        'w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
    )


def _end(section: str) -> str:
    """The paragraph that must follow a table, as small as can be; it ends a section."""
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        f'<w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr></w:p>'
    )


def _table(sheet: Sheet, losses: Losses) -> Iterator[str]:
    fitted = fit(sheet)
    widths = [_twips(width) for width in fitted.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    side, pad = _twips(SIDE), _twips(fitted.pad)
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{pad}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{pad}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    room = PAPER[1] * _WHOLE
    heads = _heads(sheet)
    for row, cells in enumerate(_rows(sheet)):
        height = fitted.heights[row]
        whole = "<w:cantSplit/>" if height < room else ""
        head = "<w:tblHeader/>" if row < heads else ""
        least = f'<w:trHeight w:val="{int(height * 20)}" w:hRule="atLeast"/>'
        yield f"<w:tr><w:trPr>{whole}{least}{head}</w:trPr>"
        for cell in cells:
            width = sum(widths[cell.column : cell.column + cell.columns])
            text = losses.fit(cell, sheet) if cell.row == row else ""
            yield _cell(cell, sheet, fitted, (row, width, text))
        yield "</w:tr>"
    yield "</w:tbl>"


def _rows(sheet: Sheet) -> Iterator[list[Cell]]:
    """For each row the cells that lie over it, also those that began above."""
    rows: list[list[Cell]] = [[] for _ in range(sheet.rows)]
    for cell in sheet.cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append(cell)
    for cells in rows:
        yield sorted(cells, key=lambda cell: cell.column)


def _heads(sheet: Sheet) -> int:
    """How many rows stand again overleaf: a document repeats the first ones only."""
    rows = 0
    while rows in sheet.repeated or (rows < sheet.rows and not sheet.cover[rows, 0].framed):
        rows += 1
    return rows


def _cell(cell: Cell, sheet: Sheet, fitted: Fitted, place: tuple[int, int, str]) -> str:
    """A cell, or what of a merged one lies in a row. `place`: the row, the width in twips, the text."""
    row, width, text = place
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = ""
    if cell.rows > 1:
        merge = '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
    size = fitted.size_of(cell.role, sheet.print)
    bold = "<w:b/>" if cell.role == "title" else ""
    look = (
        f'<w:rPr>{_FONTS}{bold}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'
    )
    said = escape(text).translate(_BREAKS)
    run = f'<w:r>{look}<w:t xml:space="preserve">{said}</w:t></w:r>' if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{_BORDERS if cell.framed else ""}'
        '<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{_NO_SPACE}<w:spacing w:before="0" w:after="0" w:line="{_twips(size * PITCH)}" '
        'w:lineRule="exact"/>'
        f'<w:jc w:val="{_ALIGN[cell.align]}"/>{look}</w:pPr>{run}</w:p></w:tc>'
    )


_NO_SPACE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
"""Between ideographs and figures, where the paper has none either"""
_BORDERS = (
    "<w:tcBorders>"
    + "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    + "</w:tcBorders>"
)


def _twips(points: float) -> int:
    return round(points * 20)
