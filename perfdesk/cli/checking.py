"""`check` and `rules`: the review, over a library or straight over files."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from perfdesk.cli.selecting import readable
from perfdesk.cli.speech import row_of, say, say_json, say_rejected
from perfdesk.documents.address import Address
from perfdesk.documents.codec import edit_to_json
from perfdesk.documents.document import Document, Mark
from perfdesk.documents.finding import SEVERITIES, Finding
from perfdesk.errors import PerfdeskError, UsageError
from perfdesk.exchange.importing import import_file
from perfdesk.forms.catalogue import Catalogue
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.spec import FormSpec
from perfdesk.library.library import Library
from perfdesk.rules.rule import Rule
from perfdesk.rules.rulebook import judge, rules

FAILING: dict[str, tuple[str, ...]] = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
WORDS = {"error": "错误", "warning": "提醒", "info": "提示"}


def check_command(arguments: Namespace) -> int:
    """Findings of every document: 1 when one is as severe as `--fail-on` says, 3 when one is rejected."""
    if not arguments.library and not arguments.sources:
        raise UsageError("请用 -l 指明项目库，或写出要审核的文件。")
    rejected: list[str] = []
    judged = [
        (document, judge(document, form))
        for document, form in (
            _in_library(Path(arguments.library), rejected)
            if arguments.library
            else _in_files(arguments.sources, rejected)
        )
    ]
    counts: Counter[str] = Counter(finding.severity for _, findings in judged for finding in findings)
    if arguments.json:
        _say_findings_json(judged, counts)
    else:
        _say_findings(judged, counts)
    if rejected:
        return say_rejected(rejected)
    return 1 if any(counts[severity] for severity in FAILING[arguments.fail_on]) else 0


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


def _say_findings(judged: list[tuple[Document, tuple[Finding, ...]]], counts: Counter[str]) -> None:
    for document, findings in judged:
        if not findings:
            continue
        say(_name(document) or "未填项目名称")
        for finding in findings:
            row = row_of(document, finding.address)
            place = f"第{row}行 " if row else ""
            say(f"  {WORDS[finding.severity]} {finding.rule} {place}{finding.message}")
    said = "，".join(f"{counts[severity]} 处{WORDS[severity]}" for severity in SEVERITIES)
    say(f"共审核 {len(judged)} 张表：{said}。")


def _say_findings_json(judged: list[tuple[Document, tuple[Finding, ...]]], counts: Counter[str]) -> None:
    say_json(
        {
            "findings": [_finding(document, finding) for document, found in judged for finding in found],
            "counts": {severity: counts[severity] for severity in SEVERITIES},
        }
    )


def _finding(document: Document, finding: Finding) -> dict[str, Any]:
    fix = finding.fix
    edits = [edit_to_json(edit, document.uid, document) for edit in fix.edits] if fix else []
    return {
        "id": finding.id,
        "project": document.project,
        "project_name": _name(document),
        "rule": finding.rule,
        "severity": finding.severity,
        "address": str(finding.address),
        "row": row_of(document, finding.address),
        "message": finding.message,
        "basis": finding.basis,
        "acknowledged": None,
        "fix": {"safe": fix.safe, "edits": edits} if fix else None,
    }


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
    for rule in chosen:
        say(f"{rule.id}  {WORDS[rule.severity]}  {rule.title}")
        if arguments.rule:
            say(f"  依据：{rule.basis}\n  原因：{rule.why}\n  示例：{rule.example}")
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
    }
