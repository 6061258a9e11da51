"""`check` and `rules`: the review, over a library or straight over files."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from perfdesk.cli.selecting import readable
from perfdesk.cli.speech import now, row_of, say, say_json, say_json_with, say_rejected, warn
from perfdesk.documents.address import Address
from perfdesk.documents.codec import edit_to_json
from perfdesk.documents.document import Document, Mark
from perfdesk.documents.finding import SEVERITIES, WEIGHTS, Finding
from perfdesk.documents.sheet import Sheet
from perfdesk.errors import PerfdeskError, UsageError
from perfdesk.exchange.importing import import_file
from perfdesk.exchange.writers import WRITERS, Writer, write_sheets, writer_of
from perfdesk.forms.catalogue import Catalogue
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.profile import Severity
from perfdesk.forms.spec import FormSpec
from perfdesk.library.library import Library
from perfdesk.rules.batch import judge_batch
from perfdesk.rules.explaining import page
from perfdesk.rules.folding import fold
from perfdesk.rules.office import Office, office
from perfdesk.rules.report import Reviewed, report
from perfdesk.rules.rule import Rule
from perfdesk.rules.rulebook import rules

FAILING: dict[str, tuple[Severity, ...]] = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
_NAMES = 3
"""Forms that are named beside what is common to many."""

Judged = dict[str, tuple[Finding, ...]]


def check_command(arguments: Namespace) -> int:
    """Findings of every document: 1 when one is as severe as `--fail-on` says, 3 when one is rejected.

    What has been acknowledged is told apart and counts for nothing.
    """
    if not arguments.library and not arguments.sources:
        raise UsageError("请用 -l 指明项目库，或写出要审核的文件。")
    writer = writer_of(Path(arguments.output)) if arguments.output else None
    if arguments.output and not writer and not arguments.output.lower().endswith(".pdf"):
        kinds = " ".join(each.suffix for each in WRITERS)
        raise UsageError(f"审核报告不能保存为「{arguments.output}」，请用 .pdf {kinds} 之一。")
    rejected: list[str] = []
    own = office(Path(arguments.library)) if arguments.library else Office()
    documents: dict[str, Document] = {}
    forms: dict[str, FormSpec] = {}

    def taken() -> Iterator[tuple[Document, FormSpec]]:
        for document, form in (
            _in_library(Path(arguments.library), rejected)
            if arguments.library
            else _in_files(arguments.sources, rejected)
        ):
            documents[document.uid], forms[document.uid] = document, form
            yield document, form

    judged = judge_batch(taken(), own.profile)
    counts = Counter(
        finding.severity for findings in judged.values() for finding in findings if not finding.acknowledged
    )
    if arguments.json:
        _say_findings_json(documents, judged, counts)
    else:
        _say_findings(documents, judged, counts)
    if arguments.output:
        reviewed = [Reviewed(documents[uid], forms[uid], found) for uid, found in judged.items()]
        _write_report(report(reviewed, at=now()[:10]), Path(arguments.output), writer)
    if rejected:
        return say_rejected(rejected)
    return 1 if any(counts[severity] for severity in FAILING[arguments.fail_on]) else 0


def _write_report(sheet: Sheet, target: Path, writer: Writer | None) -> None:
    """The report, beside what is said."""
    if writer:
        done = write_sheets(writer, [sheet], target)
        written = done.path
        for loss in done.losses:
            warn(f"注意：{loss}。")
    else:
        from perfdesk.printing import print_sheets  # noqa: PLC0415  (ReportLab, for this option only)

        written = print_sheets([sheet], target).path
    warn(f"审核报告已保存：{written}")


def _in_library(path: Path, rejected: list[str]) -> Iterator[tuple[Document, FormSpec]]:
    with Library.open(path, read_only=True) as library:
        yield from readable(library, library.entries(), rejected)


def _in_files(sources: list[str], rejected: list[str]) -> Iterator[tuple[Document, FormSpec]]:
    """The documents of files; they and their rows are numbered, so that findings are named alike each run."""
    numbers = count(1)
    catalogue = Catalogue()
    for source in sources:
        try:
            imported = import_file(Path(source), catalogue)
            carrying = Catalogue(imported.forms)
            forms = [carrying.form(document.form) for document in imported.documents]
        except PerfdeskError as error:
            rejected.append(str(error))
            continue
        for document, form in zip(imported.documents, forms, strict=True):
            yield _numbered(document, next(numbers)), form


def _numbered(document: Document, number: int) -> Document:
    """The document under a number, its rows numbered from 1, with their marks."""
    uids = {row.uid: str(place) for place, row in enumerate(document.rows, 1)}

    def moved(mark: Mark) -> Mark:
        address = Address.parse(mark.address)
        return replace(mark, address=str(Address(uids.get(address.row, address.row), address.key)))

    rows = tuple(replace(row, uid=uids[row.uid]) for row in document.rows)
    numbered = replace(document, uid=str(number), project=str(number), rows=rows)
    return numbered.with_marks(moved(mark) for mark in document.marks)


def _say_findings(documents: Mapping[str, Document], judged: Judged, counts: Mapping[Severity, int]) -> None:
    folded = fold(judged)
    if folded.common:
        say("几张表共有的意见")
    for findings in folded.common:
        first = findings[0]
        names = list(dict.fromkeys(f"「{_title(documents[finding.document])}」" for finding in findings))
        more = f"等 {len(findings)} 张表" if len(findings) > _NAMES else ""
        say(f"  {WEIGHTS[first.severity]} {first.rule} {first.message}（{''.join(names[:_NAMES])}{more}）")
    for uid, findings in folded.own.items():
        if findings:
            say(_title(documents[uid]))
        for finding in sorted(findings, key=lambda each: bool(each.acknowledged)):
            row = row_of(documents[uid], finding.address)
            place = f"第{row}行 " if row else ""
            kept = _answer(finding.acknowledged) if finding.acknowledged else WEIGHTS[finding.severity]
            say(f"  {kept} {finding.rule} {place}{finding.message}")
    said = "，".join(f"{counts[severity]} 处{WEIGHTS[severity]}" for severity in SEVERITIES)
    answered = sum(bool(finding.acknowledged) for findings in judged.values() for finding in findings)
    apart = f"；另有 {answered} 处已说明理由保留" if answered else ""
    say(f"共审核 {len(judged)} 张表：{said}{apart}。")


def _answer(mark: Mark) -> str:
    who = "，".join(part for part in (mark.by, mark.at[:10]) if part)
    return f"已保留（{mark.message}{f'；{who}' if who else ''}）"


def _say_findings_json(
    documents: Mapping[str, Document], judged: Judged, counts: Mapping[Severity, int]
) -> None:
    say_json_with(
        "findings",
        (_finding(documents, finding) for findings in judged.values() for finding in findings),
        {"counts": {severity: counts[severity] for severity in SEVERITIES}},
    )


def _finding(documents: Mapping[str, Document], finding: Finding) -> dict[str, Any]:
    fix, answer, document = finding.fix, finding.acknowledged, documents[finding.document]
    edits = [edit_to_json(edit, document.uid, document) for edit in fix.edits] if fix else []
    record: dict[str, Any] = {
        "id": finding.id,
        "project": document.project,
        "project_name": _name(document),
        "rule": finding.rule,
        "severity": finding.severity,
        "address": str(finding.address),
        "row": row_of(document, finding.address),
        "message": finding.message,
        "basis": finding.basis,
        "acknowledged": {"reason": answer.message, "by": answer.by, "at": answer.at} if answer else None,
        "fix": {"safe": fix.safe, "edits": edits} if fix else None,
    }
    if finding.others:
        record["projects"] = [document.project, *(documents[uid].project for uid in finding.others)]
    return record


def _title(document: Document) -> str:
    return _name(document) or "未填项目名称"


def _name(document: Document) -> str:
    return read_coded_name(document.texts.get("project.name", "")).name


def rules_command(arguments: Namespace) -> int:
    """The rules with basis, why and example."""
    chosen = [rule for rule in rules() if arguments.rule in {None, rule.id}]
    if not chosen:
        raise UsageError(f"没有编号为「{arguments.rule}」的规则，请用 rules 命令查看全部规则。")
    if arguments.json:
        say_json([_rule(rule) for rule in chosen])
        return 0
    if arguments.rule:
        say(page(chosen[0]).rstrip())
        return 0
    for rule in chosen:
        say(f"{rule.id}  {WEIGHTS[rule.severity]}  {rule.title}")
    return 0


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": rule.severity,
        "title": rule.title,
        "basis": rule.basis,
        "why": rule.why,
        "example": rule.example,
        "fix": rule.fixable,
        "off": rule.is_off,
        "batch": rule.is_for_batches,
    }
