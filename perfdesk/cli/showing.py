"""`list` and `show`: what is in a library."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from perfdesk.cli.selecting import readable, select
from perfdesk.cli.speech import say, say_json, say_rejected
from perfdesk.exchange.records import record
from perfdesk.library.library import Entry, Library


def list_command(arguments: Namespace) -> int:
    """The projects of a library, or those that fit a query."""
    with Library.open(Path(arguments.library), read_only=True) as library:
        entries = library.search(arguments.query) if arguments.query else library.entries()
    if arguments.json:
        say_json([asdict(entry) for entry in entries])
        return 0
    for entry in entries:
        say(_line(entry))
    say(f"共 {len(entries)} 个项目。" if entries else "没有符合的项目。")
    return 0


def _line(entry: Entry) -> str:
    code = f"{entry.code} " if entry.code else ""
    amount = f"年度金额 {entry.amount}" if entry.amount else "年度金额未填"  # as typed: forms may be in 元
    return f"{entry.year or '年度未填'}  {code}{entry.name or '未填'}  {amount}  {entry.indicators} 个指标"


def show_command(arguments: Namespace) -> int:
    """Whole documents as JSON."""
    with Library.open(Path(arguments.library), read_only=True) as library:
        chosen = select(library.entries(), arguments.projects, year=arguments.year, form=arguments.form)
        rejected: list[str] = []
        say_json([record(document, form) for document, form in readable(library, chosen, rejected)])
    return say_rejected(rejected)
