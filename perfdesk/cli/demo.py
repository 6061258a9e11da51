"""`demo`: the nine sample forms, in the window or, without a display, through the whole path."""

from argparse import Namespace
from pathlib import Path

from perfdesk import paths
from perfdesk.cli.importing import import_sources
from perfdesk.cli.main import run
from perfdesk.cli.speech import say
from perfdesk.cli.window import has_display, open_window
from perfdesk.errors import disk_refused
from perfdesk.library.library import Library


def demo_command(arguments: Namespace) -> int:
    """Lay out the samples once, then show them. Repeating it adds nothing."""
    library = _sample_library(Path(arguments.dir) if arguments.dir else None)
    if has_display():
        return open_window(library)
    say(f"没有显示器，改为在命令行演示。示例项目库：{library}")
    run(["check", "-l", str(library), "--fail-on", "never"])
    pages = library.with_name("绩效目标表.pdf")
    status = run(["print", "-l", str(library), "-o", str(pages)])
    say("在有显示器的电脑上运行“perfdesk demo”可打开窗口。")
    return status


def _sample_library(folder: Path | None) -> Path:
    library = paths.sample_library(folder)
    if not library.exists():
        try:
            library.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise disk_refused(library.parent, error) from error
        import_sources([paths.resource("samples", "forms-2024.txt")], library)
    with Library.open(library, read_only=True) as opened:
        say(f"示例项目库中有 {len(opened.entries())} 个项目。")
    return library
