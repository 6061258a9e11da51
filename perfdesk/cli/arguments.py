"""The words of the command line. Stable: scripts use them."""

import argparse
import re
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from perfdesk import __version__
from perfdesk.errors import UsageError

COMMANDS = (
    "open",
    "demo",
    "import",
    "list",
    "show",
    "check",
    "print",
    "export",
    "set",
    "merge",
    "verify",
    "rules",
    "doctor",
    "history",
    "restore",
)
_EXPORTS = ".perfdesk .xlsx .docx .html .csv .json"

_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"argument (\S+): expected .+", r"\1 后面缺少内容"),
    (r"argument (\S+): invalid choice: (\S+) .*", r"\1 不能是 \2"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 与 \2 不能同时使用"),
)


class _Parser(argparse.ArgumentParser):
    """An argument parser that complains in Chinese, as every other error does."""

    def error(self, message: str) -> NoReturn:
        for pattern, words in _COMPLAINTS:
            message = re.sub(pattern, words, message)
        raise UsageError(f"命令写法有误：{message}。请运行“{self.prog} --help”查看用法。")


def parse(words: list[str]) -> argparse.Namespace:
    """The command and its arguments; UsageError when they fit nothing.

    Without a command's name the words mean `open`.
    """
    given_options = {"-h", "--help", "--version"}
    if not words or (words[0] not in COMMANDS and words[0] not in given_options):
        if words and _is_bare_word(words[0]):
            near = get_close_matches(words[0], COMMANDS, 1)
            hint = f"，是不是“{near[0]}”？" if near else "，请用 perfdesk --help 查看用法。"
            raise UsageError(f"没有叫「{words[0]}」的命令，也没有这个文件{hint}")
        words = ["open", *words]
    return _parser().parse_args(words)


def _is_bare_word(word: str) -> bool:
    """Whether it reads like a command and not like a file: no dash, no folder, no ending, nothing there."""
    path = Path(word)
    return not word.startswith("-") and path.name == word and not path.suffix and not path.exists()


def _parser() -> _Parser:
    parser = _Parser(
        prog="perfdesk",
        description="本级预算项目绩效目标表：填写、审核、打印、传送。不带命令时打开窗口。",
    )
    parser.add_argument("--version", action="version", version=f"perfdesk {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="命令", parser_class=_Parser)

    add = commands.add_parser("open", help="打开窗口")
    add.add_argument("file", nargs="?", metavar="LIBRARY", help="项目库，或同事发来的 .perfdesk 数据包")

    add = commands.add_parser("demo", help="用九张示例表试用；没有显示器时导入、审核、打印并说明位置")
    add.add_argument("--dir", metavar="DIR", help="示例放在哪个文件夹")

    add = commands.add_parser("import", help="把文件中的绩效目标表读入项目库")
    add.add_argument("sources", nargs="+", metavar="SOURCE", help="要读入的文件")
    _library(add)
    add.add_argument("--dry-run", action="store_true", help="只说明会读入什么，不保存")
    _json(add)

    add = commands.add_parser("list", help="列出项目库中的项目")
    _library(add)
    add.add_argument(
        "query", nargs="?", default="", metavar="QUERY", help="名称、编码、单位、部门的一部分或拼音首字母"
    )
    _json(add)

    add = commands.add_parser("show", help="输出绩效目标表的全部内容")
    _library(add)
    _projects(add)
    add.add_argument("--json", action="store_true", required=True, help="以 JSON 输出")

    add = commands.add_parser("check", help="审核")
    source = add.add_mutually_exclusive_group()
    source.add_argument("-l", "--library", metavar="LIBRARY", help="项目库")
    source.add_argument("sources", nargs="*", default=[], metavar="SOURCE", help="要审核的文件")
    add.add_argument(
        "--fail-on", choices=("error", "warning", "never"), default="error", help="有哪一级意见时返回 1"
    )
    add.add_argument("-o", "--output", metavar="OUT", help="另存为一份审核报告：.pdf .xlsx .docx .html .csv")
    _json(add)

    add = commands.add_parser("print", help="打印为 PDF")
    _library(add)
    _projects(add)
    add.add_argument("-o", "--output", required=True, metavar="OUT.pdf", help="输出文件")

    add = commands.add_parser("export", help="导出数据包、表格、文档、网页或 JSON")
    _library(add)
    _projects(add)
    add.add_argument("-o", "--output", required=True, metavar="OUT", help=f"输出文件：{_EXPORTS}")
    add.add_argument(
        "--flat", metavar="SYSTEM", help="每个指标一行的导入表，供粘贴到接收系统：系统的代号或名称"
    )

    _add_changes(commands)

    add = commands.add_parser("doctor", help="检查项目库，修复或取出能读出的内容")
    add.add_argument("library", metavar="LIBRARY", help="项目库文件，损坏的也可以")
    add.add_argument("--repair", action="store_true", help="把能保存的另存为一份修好的项目库，不改动原文件")
    add.add_argument("--rescue", metavar="FOLDER", help="把能读出的内容全部写到这个文件夹")
    _json(add)

    add = commands.add_parser("verify", help="核对纸质件：与项目库是否一致，哪里不同，是哪一版")
    add.add_argument("paper", metavar="FILE.pdf|CODE", help="打印出来的 PDF，或页脚的核对码")
    _library(add)
    _json(add)

    add = commands.add_parser("rules", help="列出审核规则")
    add.add_argument("rule", nargs="?", metavar="ID", help="规则编号，如 VAL-02")
    _json(add)
    return parser


def _add_changes(commands: "argparse._SubParsersAction[_Parser]") -> None:
    """The commands that change documents, and those about what was done to one."""
    add = commands.add_parser("set", help="修改一个栏目，立即保存")
    _library(add)
    _project(add)
    add.add_argument("address", metavar="ADDRESS", help="栏目，如 period，或第3行指标值 3/value")
    add.add_argument("text", metavar="TEXT", help="新的内容")

    add = commands.add_parser("merge", help="把同事发回的数据包或项目库合并进来，可一次合并多个")
    add.add_argument("theirs", nargs="+", metavar="THEIRS", help="同事的 .perfdesk 数据包或项目库")
    _library(add)
    add.add_argument(
        "--take", choices=("ours", "theirs"), help="两边都改了的地方：ours 保留这里的，theirs 采用对方的"
    )
    _json(add)

    add = commands.add_parser("history", help="一张表的修改记录：谁、何时、改了什么")
    _library(add)
    _project(add)
    _json(add)

    add = commands.add_parser("restore", help="把一张表还原到以前的内容，也可还原已删除的表")
    _library(add)
    _project(add)
    add.add_argument("revision", metavar="REVISION", help="history 命令给出的编号")


def _library(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-l", "--library", required=True, metavar="LIBRARY", help="项目库文件")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def _project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="PROJECT", help="项目：编号、编码或名称")
    _narrowing(parser)


def _projects(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("projects", nargs="*", metavar="PROJECT", help="项目：编号、编码或名称；不写表示全部")
    _narrowing(parser)


def _narrowing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", metavar="YEAR", help="只在这一年度中找")
    parser.add_argument("--form", metavar="FORM", help="只在这种表样中找")
