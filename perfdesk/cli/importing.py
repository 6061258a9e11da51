"""`import`: files into a library. Sources stand alone: the good ones are kept."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from perfdesk.cli.reviewing import reviewing
from perfdesk.cli.speech import now, say, say_json, say_rejected, warn
from perfdesk.cli.writing import back_up, tell
from perfdesk.documents.document import Document, Stray
from perfdesk.documents.edits import PutDocument
from perfdesk.documents.emptiness import counts_of
from perfdesk.errors import FormError, SourceError
from perfdesk.exchange.importing import Imported, fresh_uid, import_file
from perfdesk.exchange.package import SUFFIX
from perfdesk.exchange.planning import Plan, plan_import
from perfdesk.exchange.records import notes
from perfdesk.forms.catalogue import Catalogue
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.learned import Learned, load_learned
from perfdesk.forms.spec import FormSpec
from perfdesk.library.library import Library
from perfdesk.library.merging import note_shared
from perfdesk.person import person
from perfdesk.rules.office import Office
from perfdesk.rules.rulebook import judge


@dataclass(slots=True)
class Report:
    """What an import did, source by source."""

    imported: list[tuple[str, Document, FormSpec]] = field(default_factory=list)
    rejected: list[tuple[str, str]] = field(default_factory=list)
    unplaced: list[tuple[str, Stray]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def add(self, source: str, imported: Imported, plan: Plan, forms: Mapping[str, FormSpec]) -> None:
        """Note what came of a source that could be read."""
        self.imported += [
            (source, edit.document, forms[edit.document.form])
            for _, edit in plan.step.edits
            if isinstance(edit, PutDocument)
        ]
        self.unplaced += [(source, stray) for stray in imported.unplaced]
        self.said += plan.notes


def import_command(arguments: Namespace) -> int:
    """Read files into a library; 3 when one was rejected."""
    report = import_sources(
        [Path(source) for source in arguments.sources], Path(arguments.library), dry_run=arguments.dry_run
    )
    if arguments.json:
        say_json(_report(report))
    else:
        _say(report, dry_run=arguments.dry_run)
    return say_rejected(reason for _, reason in report.rejected)


def import_sources(sources: Iterable[Path], path: Path, *, dry_run: bool = False) -> Report:
    """Read files into the library at `path`, which is made when it is missing and something was read.

    Each source is one Step. Library and disk errors end the import and are raised; a source that cannot be
    read, or whose form nobody knows, is told in the report.
    """
    report = Report()
    was_there = path.exists()
    library = Library.open(path, read_only=dry_run) if was_there else None
    own, learned = reviewing(path), _learned(path)
    try:
        if library and not dry_run:
            back_up(library)
        for source in sources:
            catalogue = (library.catalogue if library else Catalogue()).with_learned(learned)
            try:
                imported = import_file(source, catalogue)
                known = catalogue.with_carried(imported.forms)
                forms = {document.form: known.form(document.form) for document in imported.documents}
            except (SourceError, FormError) as error:
                report.rejected.append((str(source), str(error)))
                continue
            if library is None and not dry_run:
                library = Library.create(path)
            plan = plan_import(imported.documents, library.shelf if library else {}, fresh_uid)
            if library and not dry_run:
                _keep(library, imported, plan, forms, own)
                if source.suffix.lower() == SUFFIX:  # a merge begins at what both have
                    note_shared(library, imported.documents, at=now(), file=source.name)
            report.add(str(source), imported, plan, forms)
    finally:
        if library:
            is_empty = not library.entries()
            library.close()
            tell(library)
            if not was_there and is_empty:
                path.unlink(missing_ok=True)  # made a moment ago, and the disk then refused what was to go in
    return report


def _learned(library: Path) -> Learned:
    """Labels that were taught in the window; a mistake in their file is said and hinders nothing."""
    try:
        return load_learned(library)
    except FormError as error:
        warn(f"注意：{error}改正之前不用其中的栏目名称。")
        return {}


def _keep(
    library: Library, imported: Imported, plan: Plan, forms: Mapping[str, FormSpec], own: Office
) -> None:
    for ref, text in imported.forms.items():
        library.carry_form(ref, text)
    after = plan.step.apply(library.shelf)
    tallies = {
        uid: counts_of(document, judge(document, forms[document.form], own.profile(forms[document.form])))
        for uid, document in after.items()
        if document
    }
    library.commit(plan.step, judged=tallies, by=person(), at=now())


def _report(report: Report) -> dict[str, Any]:
    return {
        "imported": [
            {
                "uid": document.uid,
                "project_name": read_coded_name(document.texts.get("project.name", "")).name,
                "source": source,
                "notes": notes(document, form),
            }
            for source, document, form in report.imported
        ],
        "rejected": [{"source": source, "reason": reason} for source, reason in report.rejected],
        "unplaced": [{"source": source, "text": stray.text} for source, stray in report.unplaced],
    }


def _say(report: Report, *, dry_run: bool) -> None:
    for _, document, form in report.imported:
        name = read_coded_name(document.texts.get("project.name", "")).name
        say(f"{'将读入' if dry_run else '已读入'}：{name or '未填项目名称'}")
        for note in notes(replace(document, tray=()), form):  # the tray is told below, with its places
            say(f"  {note['message']}")
    for source, stray in report.unplaced:
        say(f"「{source}」{stray.place}的文字没有放进表里，已留在表旁：{stray.text}")
    for sentence in report.said:
        say(sentence)
    say(f"共{'可' if dry_run else ''}读入 {len(report.imported)} 张表。")
