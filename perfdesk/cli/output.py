"""`print` and `export`: documents leave the library."""

from argparse import Namespace
from pathlib import Path

from perfdesk.cli.selecting import readable, select
from perfdesk.cli.speech import now, say, say_rejected, warn
from perfdesk.documents.document import Document
from perfdesk.documents.finding import tally
from perfdesk.documents.layout import lay_out
from perfdesk.documents.making import without_blank_rows
from perfdesk.errors import UsageError
from perfdesk.library.library import Entry, Library
from perfdesk.person import person


def print_command(arguments: Namespace) -> int:
    """Official pages. Errors in a form are said and hinder nothing."""
    from perfdesk.cli.reviewing import reviewing  # noqa: PLC0415
    from perfdesk.printing import print_sheets  # noqa: PLC0415  (ReportLab, for this command only)
    from perfdesk.rules.rulebook import judge  # noqa: PLC0415

    rejected: list[str] = []
    with Library.open(Path(arguments.library), read_only=True) as library:
        chosen = list(readable(library, _chosen(library, arguments), rejected))
    if not chosen:
        return say_rejected(rejected)
    report = print_sheets(
        [lay_out(form, without_blank_rows(document)) for document, form in chosen], Path(arguments.output)
    )
    own = reviewing(Path(arguments.library))
    errors = sum(tally(judge(document, form, own.profile(form)))[0] for document, form in chosen)
    if errors:
        warn(f"注意：还有 {errors} 处错误，已照原样打印。可用 check 命令查看。")
    for box in report.uncovered:
        lost = "、".join(box.characters)
        warn(f"注意：「{box.sheet}」的{box.cell}中，“{lost}”没有可用的字形，打印为空框，请改用其他字。")
    say(f"已打印 {len(chosen)} 张表，共 {report.pages} 页：{report.path}")
    return say_rejected(rejected)


def export_command(arguments: Namespace) -> int:
    """A data package for colleagues, or JSON; all that was asked for or, when one cannot be read, nothing."""
    target = Path(arguments.output)
    with Library.open(Path(arguments.library), read_only=True) as library:
        documents = [library.document(entry.uid) for entry in _chosen(library, arguments)]
        match target.suffix.lower():
            case ".perfdesk":
                written = _write_package(library, documents, target)
            case ".json":
                from perfdesk.exchange.records import record, write_json  # noqa: PLC0415

                records = [record(document, library.catalogue.form(document.form)) for document in documents]
                written = write_json(target, records)
            case other:
                raise UsageError(f"不能导出为「{other or '没有扩展名的文件'}」，请用 .perfdesk 或 .json。")
    say(f"已导出 {len(documents)} 张表：{written}")
    return 0


def _write_package(library: Library, documents: list[Document], target: Path) -> Path:
    from perfdesk.exchange.package import write_package  # noqa: PLC0415

    forms = library.catalogue.carried_sources(document.form for document in documents)
    return write_package(target, documents, forms=forms, by=person(), at=now())


def _chosen(library: Library, arguments: Namespace) -> tuple[Entry, ...]:
    chosen = select(library.entries(), arguments.projects, year=arguments.year, form=arguments.form)
    if not chosen:
        raise UsageError("项目库中没有可输出的项目，请先导入或新建。")
    return chosen
