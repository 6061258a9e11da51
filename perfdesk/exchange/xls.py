"""Old spreadsheets (.xls, and .et of WPS) → Grid, in a child process: xlrd has loops and sizes of its own.

`read_grid` asks, `work` answers in the child.
"""

from typing import Any

from perfdesk.exchange.bounds import Budget
from perfdesk.exchange.child import answer, asked
from perfdesk.exchange.grid import Grid, GridRow, grid_row
from perfdesk.exchange.number_format import shown
from perfdesk.exchange.xlsx import stored_beside


def read_grid(data: bytes, budget: Budget) -> Grid:
    """The rows of all sheets. SourceError when the child cannot read it within its limits."""
    return asked("xls", data, budget)


def work(data: bytes) -> bytes:
    """The answer of the child."""
    return answer(_read, data)


def _read(data: bytes, budget: Budget) -> Grid:
    import xlrd  # noqa: PLC0415  (only the child needs it)

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True)
    except xlrd.XLRDError as error:
        what = "设有密码，请取消密码后再导入" if "encrypt" in str(error).lower() else _DAMAGED
        raise budget.refused(what) from error
    rows: list[GridRow] = []
    for sheet in book.sheets():
        place = f"「{sheet.name}」" if book.nsheets > 1 else ""
        last = -1
        for number in range(sheet.nrows):
            texts, stored = _cells(book, sheet, number, budget)
            row = grid_row(
                texts,
                f"{place}第{number + 1}行",
                apart=number > last + 1 or last < 0,
                stored=tuple(stored),
                hidden=bool(sheet.visibility) or _is_hidden(sheet, number),
            )
            if row:
                rows.append(row)
                last = number
    return Grid(tuple(rows))


_DAMAGED = "已损坏或不是表格文件，请用 WPS 或 Excel 打开后另存为 .xlsx 再导入"


def _is_hidden(sheet: Any, number: int) -> bool:
    info = sheet.rowinfo_map.get(number)
    return bool(info and info.hidden)


def _cells(
    book: Any, sheet: Any, number: int, budget: Budget
) -> tuple[dict[int, str], list[tuple[str, str]]]:
    texts: dict[int, str] = {}
    stored = []
    length = sheet.row_len(number)
    budget.place(length)
    budget.look()
    for column in range(length):
        kind, value = sheet.cell_type(number, column), sheet.cell_value(number, column)
        if kind == 1:
            texts[column] = value
        elif kind in {2, 3}:
            style = book.xf_list[sheet.cell_xf_index(number, column)]
            code = book.format_map[style.format_key].format_str
            text = shown(repr(value), code, from_1904=bool(book.datemode))
            texts[column] = text
            if told := stored_beside(text, repr(value)):
                stored.append((text.strip(), told))
        elif kind == 4:
            texts[column] = "TRUE" if value else "FALSE"
        elif kind == 5:
            texts[column] = _ERRORS.get(value, "#N/A")
        budget.hold(len(texts.get(column, "")))
    return texts, stored


_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
