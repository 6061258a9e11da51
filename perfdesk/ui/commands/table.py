"""Every command of the window: name, words, keys, menu and icon. Menus and tool bar are made from this table.

To add a command, add a line here and a callable of the same name in `Bench`; a test fails while either is
missing.
"""

from typing import Literal, NamedTuple


class Command(NamedTuple):
    """Something a clerk can ask for."""

    name: str
    words: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    bar: Literal["", "words", "icon"] = ""
    """How it stands in the tool bar, if at all."""
    short: str = ""
    """Its words in the tool bar."""
    begins: bool = False
    """Whether a line parts it from what stands before."""


FILE, EDIT, ROWS, REVIEW, VIEW = "文件(&F)", "编辑(&E)", "指标(&I)", "检查(&C)", "查看(&V)"
HELP = "帮助(&H)"
MENUS = (FILE, EDIT, ROWS, REVIEW, VIEW, HELP)

COMMANDS = (
    Command("new_library", "新建项目库…", FILE, ("Ctrl+Shift+N",)),
    Command("open_library", "打开项目库…", FILE, ("Ctrl+O",)),
    Command("save", "保存", FILE, ("Ctrl+S",), begins=True),
    Command("new_form", "新建绩效目标表", FILE, ("Ctrl+N",), "document_table", "words", "新建", begins=True),
    Command("duplicate", "复制本表", FILE, ("Ctrl+D",)),
    Command("remove_form", "删除本表", FILE),
    Command("import", "导入…", FILE, ("Ctrl+I",), "arrow_import", "words", "导入", begins=True),
    Command("import_folder", "导入文件夹…", FILE),
    Command("import_clipboard", "从剪贴板导入", FILE),
    Command("merge", "合并同事发回的文件…", FILE),
    Command("import_report", "查看导入报告", FILE),
    Command("export", "导出…", FILE, ("Ctrl+E",), "arrow_export", "words", "导出"),
    Command("print", "打印本表…", FILE, ("Ctrl+P",), "print", "words", "打印"),
    Command("print_all", "打印全部…", FILE, ("Ctrl+Shift+P",)),
    Command("verify", "核对纸质件…", FILE),
    Command("send_library", "发送项目库…", FILE),
    Command("bin", "回收站…", FILE, begins=True),
    Command("backups", "备份与恢复…", FILE),
    Command("doctor", "体检", FILE),
    Command("my_name", "我的姓名…", FILE, begins=True),
    Command("stop", "停止手头的工作", FILE, ("Shift+Esc",)),
    Command("quit", "退出", FILE, ("Ctrl+Q",), begins=True),
    Command("undo", "撤销", EDIT, ("Ctrl+Z",), "arrow_undo", "icon", begins=True),
    Command("redo", "重做", EDIT, ("Ctrl+Y", "Ctrl+Shift+Z"), "arrow_redo", "icon"),
    Command("cut", "剪切", EDIT, ("Ctrl+X",), begins=True),
    Command("copy", "复制", EDIT, ("Ctrl+C",)),
    Command("paste", "粘贴", EDIT, ("Ctrl+V",)),
    Command("place_stray", "把待放的文字放入当前格", EDIT, begins=True),
    Command("drop_stray", "移出待放栏", EDIT),
    Command("find", "搜索项目", EDIT, ("Ctrl+F",), begins=True),
    Command("palette", "查找项目、命令、单元格…", EDIT, ("Ctrl+K",)),
    Command(
        "insert_row", "插入指标", ROWS, ("Ctrl++", "Ctrl+="), "add_circle", "words", "插入指标", begins=True
    ),
    Command("remove_row", "删除指标", ROWS, ("Ctrl+-",), "delete", "icon"),
    Command("row_up", "上移", ROWS, ("Alt+Up",), "arrow_up", "icon"),
    Command("row_down", "下移", ROWS, ("Alt+Down",), "arrow_down", "icon"),
    Command("optional_line", "显示可选行", ROWS, begins=True),
    Command("review", "审核", REVIEW, ("F9",)),
    Command("next_finding", "下一条意见", REVIEW, ("F8",)),
    Command("previous_finding", "上一条意见", REVIEW, ("F7",)),
    Command("fix", "按意见改正", REVIEW, ("Ctrl+.",), begins=True),
    Command("fix_kind", "同类全部改正…", REVIEW),
    Command("fix_safe", "改正全部可放心改正的…", REVIEW, ("Shift+F9",)),
    Command("unrepair", "恢复来源的写法", REVIEW),
    Command("acknowledge", "确认无误…", REVIEW, ("Ctrl+,",)),
    Command("submit", "提交待审", REVIEW, begins=True),
    Command("finalise", "定稿", REVIEW),
    Command("printed", "标为已打印", REVIEW),
    Command("reopen", "重新打开", REVIEW),
    Command("report", "审核报告…", REVIEW, begins=True),
    Command("assessment", "生成审核表", REVIEW),
    Command("review_settings", "审核设置…", REVIEW),
    Command("history", "修改历史…", VIEW, ("Ctrl+H",)),
    Command("next_pane", "下一窗格", VIEW, ("F6",), begins=True),
    Command("preview", "页面预览", VIEW, ("F12",), begins=True),
    Command("zoom_whole", "100%", VIEW, ("Ctrl+0",), begins=True),
    Command("zoom_width", "适合宽度", VIEW),
    Command("help", "帮助：说明当前意见，或快捷键", HELP, ("F1",)),
    Command("keys", "快捷键", HELP, ("Ctrl+F1",)),
    Command("about", "关于", HELP, begins=True),
)


def plain(words: str) -> str:
    """Words without their mnemonic and dots: `文件(&F)` → 文件, `导入…` → 导入."""
    return words.partition("(&")[0].rstrip("…")
