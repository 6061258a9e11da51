"""`print` and `export`: documents leave the library."""

from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from perfdesk.cli.reviewing import reviewing
from perfdesk.cli.selecting import readable, select
from perfdesk.cli.speech import now, say, say_rejected, warn
from perfdesk.documents.document import Document
from perfdesk.documents.emptiness import counts_of, missing
from perfdesk.documents.layout import lay_out
from perfdesk.errors import PerfdeskError, UsageError
from perfdesk.exchange.receiving import System, flat_sheet, system
from perfdesk.exchange.records import record, write_json
from perfdesk.exchange.writers import WRITERS, Writer, write_sheets, writer_of
from perfdesk.forms.spec import FormSpec
from perfdesk.library.library import Entry, Library
from perfdesk.library.lock import ourselves
from perfdesk.person import person
from perfdesk.rules.office import Office
from perfdesk.ui.files.papers import log, print_papers


def print_command(arguments: Namespace) -> int:
    """Official pages. Errors in a form are said and hinder nothing."""
    rejected: list[str] = []
    with Library.open(Path(arguments.library)) as library:
        chosen = list(readable(library, _chosen(library, arguments), rejected))
        if not chosen:
            return say_rejected(rejected)
        documents = [document for document, _ in chosen]
        revisions = {entry.uid: entry.revision for entry in library.entries()}
        papers = print_papers(documents, library.catalogue, Path(arguments.output), revisions)
        try:
            log(library, papers, by=person(), at=now())
        except PerfdeskError as error:
            warn(f"注意：已打印，但没有记入打印记录：{error}")
    report = papers.report
    _warn_of_errors(chosen, reviewing(Path(arguments.library)), "打印")
    for box in report.uncovered:
        lost = "、".join(box.characters)
        warn(f"注意：「{box.sheet}」的{box.cell}中，“{lost}”没有可用的字形，打印为空框，请改用其他字。")
    say(f"已打印 {len(chosen)} 张表，共 {report.pages} 页：{report.path}")
    return say_rejected(rejected)


def export_command(arguments: Namespace) -> int:
    """A file for colleagues or other programs: all that was asked for, or nothing when one cannot be read."""
    target = Path(arguments.output)
    writer = writer_of(target)
    if not writer and (arguments.flat or target.suffix.lower() not in {".perfdesk", ".json"}):
        sheets = " ".join(each.suffix for each in WRITERS)
        kinds = sheets if arguments.flat else f".perfdesk {sheets} .json"
        raise UsageError(f"不能导出为「{target.suffix or '没有扩展名的文件'}」，请用 {kinds} 之一。")
    receiving = system(arguments.flat) if arguments.flat else None
    is_package = target.suffix.lower() == ".perfdesk"  # what went out in one is remembered
    with Library.open(Path(arguments.library), read_only=not is_package) as library:
        documents = [library.document(entry.uid) for entry in _chosen(library, arguments)]
        if is_package:
            written = _write_package(library, documents, target)
        else:
            forms = [(document, library.catalogue.form(document.form)) for document in documents]
            written = _write_forms(forms, target, writer, receiving)
    if writer:
        _warn_of_errors(forms, reviewing(Path(arguments.library)), "导出")
    say(f"已导出 {len(documents)} 张表：{written}")
    return 0


def _write_forms(
    forms: list[tuple[Document, FormSpec]], target: Path, writer: Writer | None, receiving: System | None
) -> Path:
    """Write what is drawn or told with the forms; where it stands."""
    if not writer:
        return write_json(target, [record(document, form) for document, form in forms])
    sheets = [flat_sheet(forms, receiving)] if receiving else (lay_out(form, each) for each, form in forms)
    written = write_sheets(writer, sheets, target)
    for loss in written.losses:
        warn(f"注意：{loss}。")
    return written.path


def _warn_of_errors(forms: list[tuple[Document, FormSpec]], own: Office, verb: str) -> None:
    from perfdesk.rules.rulebook import judge  # noqa: PLC0415

    errors = empty = 0
    for document, form in forms:
        findings = judge(document, form, own.profile(form))
        errors += counts_of(document, findings)[0]
        empty += missing(document, findings)
    found = [f"{errors} 处错误"] if errors else []
    found += [f"待填 {empty} 项"] if empty else []
    if found:
        warn(f"注意：还有 {'，'.join(found)}，已照原样{verb}。可用 check 命令查看。")


def _write_package(library: Library, documents: list[Document], target: Path) -> Path:
    """A package with what merging it needs; a library that cannot be written remembers nothing of it."""
    from perfdesk.exchange.package import write_package  # noqa: PLC0415
    from perfdesk.library.merging import note_shared, to_hand_out  # noqa: PLC0415

    forms = library.catalogue.carried_sources(document.form for document in documents)
    bases, known = to_hand_out(library, documents)
    who, at = person(), now()
    written = write_package(
        target, documents, bases, forms, by=who, at=at, computer=ourselves().computer, known=known
    )
    with suppress(PerfdeskError):
        note_shared(library, documents, at=at, by=who, file=written.name)
    return written


def _chosen(library: Library, arguments: Namespace) -> tuple[Entry, ...]:
    chosen = select(library.entries(), arguments.projects, year=arguments.year, form=arguments.form)
    if not chosen:
        raise UsageError("项目库中没有可输出的项目，请先导入或新建。")
    return chosen
