"""The same sheets for other typesetters: Typst, HTML (WeasyPrint) and flat OpenDocument (LibreOffice)."""

from collections.abc import Iterable, Iterator
from html import escape

from perfdesk import paths
from perfdesk.documents.sheet import Cell, Sheet

FONTS = paths.resource("fonts")


def to_typst(sheets: Iterable[Sheet]) -> str:
    """One table a page."""
    pages = [
        '#set page(paper: "a4", margin: (top: 20mm, bottom: 16mm, x: 15mm))\n'
        '#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh")\n'
    ]
    for sheet in sheets:
        columns = ", ".join(f"{share}fr" for share in sheet.columns)
        cells = "".join(_typst_cell(cell) for cell in sheet.cells)
        table = f"#table(columns: ({columns}), align: center + horizon, stroke: 0.5pt,\n{cells})\n"
        pages.append(f"{table}#pagebreak(weak: true)\n")
    return "".join(pages)


def _typst_cell(cell: Cell) -> str:
    text = cell.text.replace("\\", "\\\\").replace('"', '\\"')
    stroke = "" if cell.framed else ", stroke: none"
    align = {"start": "left", "center": "center", "end": "right"}[cell.align]
    size = ", weight: 600, size: 18pt" if cell.role == "title" else ""
    return (
        f"table.cell(rowspan: {cell.rows}, colspan: {cell.columns}, align: {align} + horizon{stroke})"
        f'[#text("{text}"{size})],\n'
    )


def to_html(sheets: Iterable[Sheet]) -> str:
    """One table a page, with the style of the paper."""
    face, bold = ((FONTS / f"NotoSerifSC-{weight}.ttf").as_uri() for weight in ("Regular", "SemiBold"))
    head = (
        "<meta charset=utf-8><style>@page{size:A4;margin:20mm 15mm 16mm}"
        f"@font-face{{font-family:paper;src:url({face})}}@font-face{{font-family:title;src:url({bold})}}"
        "body{font:10.5pt paper}table{width:100%;border-collapse:collapse;table-layout:fixed;"
        "break-after:page}td{border:.5pt solid #000;padding:3pt;text-align:center}"
        "td.bare{border:0}td.title{font:18pt title;border:0}td.start{text-align:left}</style>"
    )
    return head + "".join(_html_table(sheet) for sheet in sheets)


def _html_table(sheet: Sheet) -> str:
    whole = sum(sheet.columns)
    columns = "".join(f"<col style='width:{share / whole:.2%}'>" for share in sheet.columns)
    rows = "".join("<tr>" + "".join(_html_cell(cell) for cell in cells) + "</tr>" for cells in _by_row(sheet))
    return f"<table>{columns}{rows}</table>"


def _html_cell(cell: Cell) -> str:
    style = "title" if cell.role == "title" else cell.align if cell.framed else "bare"
    return f"<td rowspan={cell.rows} colspan={cell.columns} class={style}>{escape(cell.text)}</td>"


def to_fodt(sheets: Iterable[Sheet]) -> str:
    """One table a page as flat OpenDocument text."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
        for name, path in (
            ("office", "office"),
            ("style", "style"),
            ("text", "text"),
            ("table", "table"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    styles = (
        '<office:automatic-styles><style:page-layout style:name="pl"><style:page-layout-properties '
        'fo:page-width="210mm" fo:page-height="297mm" fo:margin="15mm"/></style:page-layout>'
        '<style:style style:name="t" style:family="table" style:master-page-name="Standard">'
        '<style:table-properties fo:break-before="page"/></style:style>'
        '<style:style style:name="c" style:family="table-cell"><style:table-cell-properties '
        'fo:border="0.5pt solid #000000" fo:padding="1mm" style:vertical-align="middle"/></style:style>'
        '<style:style style:name="p" style:family="paragraph"><style:paragraph-properties '
        'fo:text-align="center"/><style:text-properties fo:font-size="10.5pt" '
        'style:font-name-asian="Noto Serif SC" style:font-size-asian="10.5pt"/></style:style>'
        '<style:style style:name="h" style:family="paragraph"><style:paragraph-properties '
        'fo:text-align="center"/><style:text-properties fo:font-size="18pt" '
        'style:font-name-asian="Noto Serif SC SemiBold" style:font-size-asian="18pt"/></style:style>'
        '<style:style style:name="b" style:family="table-cell"><style:table-cell-properties '
        'fo:border="none" fo:padding="1mm" style:vertical-align="middle"/></style:style>'
        "</office:automatic-styles><office:master-styles><style:master-page "
        'style:name="Standard" style:page-layout-name="pl"/></office:master-styles>'
    )
    body = "".join(_fodt_table(sheet) for sheet in sheets)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{styles}'
        f"<office:body><office:text>{body}<text:p/></office:text></office:body></office:document>"
    )


def _fodt_table(sheet: Sheet) -> str:
    columns = f'<table:table-column table:number-columns-repeated="{len(sheet.columns)}"/>'
    rows = []
    for row in range(sheet.rows):
        cells = []
        for column in range(len(sheet.columns)):
            cell = sheet.cover[row, column]
            if (cell.row, cell.column) == (row, column):
                cells.append(_fodt_cell(cell))
            else:
                cells.append("<table:covered-table-cell/>")
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return f'<table:table table:style-name="t">{columns}{"".join(rows)}</table:table>'


def _fodt_cell(cell: Cell) -> str:
    frame, style = "c" if cell.framed else "b", "h" if cell.role == "title" else "p"
    return (
        f'<table:table-cell table:style-name="{frame}" table:number-rows-spanned="{cell.rows}" '
        f'table:number-columns-spanned="{cell.columns}">'
        f'<text:p text:style-name="{style}">{escape(cell.text)}</text:p></table:table-cell>'
    )


def _by_row(sheet: Sheet) -> Iterator[list[Cell]]:
    for row in range(sheet.rows):
        yield [cell for cell in sheet.cells if cell.row == row]
