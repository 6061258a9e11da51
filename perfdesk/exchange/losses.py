"""What a kind of file cannot hold of a sheet's texts: replaced or cut in the file only, and always told."""

import re
from dataclasses import dataclass

from perfdesk.documents.sheet import Cell, Sheet

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_UNICODE = re.compile("[\ufffe\uffff\ud800-\udfff]")
_INSTEAD = "\ufffd"


@dataclass(frozen=True, slots=True)
class Loss:
    """A cell whose text is not whole in the file."""

    sheet: str
    """The name of the sheet, i.e. of the project"""
    cell: str
    """What the clerk calls the cell"""
    clause: str

    def __str__(self) -> str:
        return f"「{self.sheet or '未填项目名称'}」的{self.cell or '文字'}{self.clause}"


class Losses:
    """Makes texts fit, and remembers what was lost."""

    def __init__(self) -> None:
        self.found: list[Loss] = []

    def fit(self, cell: Cell, sheet: Sheet, *, controls: bool = False, longest: int = 0) -> str:
        """The text of a cell as a file can hold it.

        `controls`: whether control characters can be written; `longest`: in UTF-16 units, 0 for no limit.
        """
        text, count = (_NOT_UNICODE if controls else _NOT_XML).subn(_INSTEAD, cell.text)
        if count:
            clause = f"有 {count} 个字符这种文件不能保存，已换成“{_INSTEAD}”"
            self.found.append(Loss(sheet.name, cell.name, clause))
        if longest and len(text) * 2 > longest and len(text.encode("utf-16-le")) > 2 * longest:
            text = text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")
            clause = f"超过 {longest} 字，表格文件的一格放不下，只写入了前面的部分"
            self.found.append(Loss(sheet.name, cell.name, clause))
        return text
