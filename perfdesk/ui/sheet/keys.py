"""The keys of the sheet and of an open editor, in words: what the sheet of keys and the status line read.

Keys that are commands stand in `commands`; these are moves and ways to type, which no menu shows. To add
one, add a line here beside the code that answers it.
"""

from typing import NamedTuple


class SheetKey(NamedTuple):
    """Keys and what they do; `hint` is the short way to say it in the status line, if it is said there."""

    keys: str
    words: str
    hint: str = ""


SHEET_KEYS = (
    SheetKey("直接输入", "改写当前单元格"),
    SheetKey("F2", "修改当前单元格的文字", "修改"),
    SheetKey("Enter", "下一个单元格（Shift 反向）", "下移"),
    SheetKey("Tab", "依次到下一处填写（Shift 反向）"),
    SheetKey("方向键", "到旁边的单元格"),
    SheetKey("Ctrl+方向键", "到连续内容的边缘"),
    SheetKey("Home / End", "本行的首尾"),
    SheetKey("Ctrl+Home / End", "全表的首尾"),
    SheetKey("Alt+Enter", "在单元格里换行", "换行"),
    SheetKey("F4", "输入时采用提示的写法"),
    SheetKey("Delete", "清空单元格"),
    SheetKey("Esc", "放弃正在输入的文字"),
    SheetKey("项目树中 F2", "年度、部门、单位改名"),
    SheetKey("Ctrl+滚轮", "放大、缩小"),
)

_SAID = ("Enter", "F2", "Alt+Enter")
HINTS = " · ".join(f"{key.keys} {key.hint}" for name in _SAID for key in SHEET_KEYS if key.keys == name)
