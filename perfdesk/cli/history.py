"""`history` and `restore`: what was done to a document, and back to one of its revisions."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from perfdesk.cli.selecting import only, refuse_final
from perfdesk.cli.speech import now, say, say_json
from perfdesk.cli.writing import writing
from perfdesk.documents.document import Document
from perfdesk.documents.finding import tally
from perfdesk.documents.telling import told
from perfdesk.errors import AmbiguousError, FormError, UsageError
from perfdesk.forms.spec import FormSpec
from perfdesk.library.library import Entry, Library, Printed, Revision
from perfdesk.library.restoring import restoring, spoken
from perfdesk.person import person
from perfdesk.rules.office import Office
from perfdesk.rules.rulebook import judge

_SHORT = 8
"""Digits by which people call a revision; fewer are too few to be sure that one was meant."""


def history_command(arguments: Namespace) -> int:
    """Every revision, the newest last; also of a deleted project."""
    with Library.open(Path(arguments.library), read_only=True) as library:
        entry = _meant(library, arguments)
        revisions, prints = library.history(entry.uid), library.printed(entry.uid)
        now_is = library.shelf.get(entry.uid)
        form = _form(library, entry.form)
    if arguments.json:
        say_json({"revisions": [_json(revision, prints) for revision in revisions]})
        return 0
    gone = "" if now_is else "（已删除，在回收站中）"
    say(f"{entry.name or '未填'}{gone}")
    for revision in revisions:
        _say(revision, form, now_is)
        for printed in _of(prints, revision):
            say(f"{' ' * _SHORT}  {spoken(printed.at)}  {printed.by}  打印，核对码 {printed.code}")
    kept = [revision for revision in revisions if revision.is_kept]
    if kept:
        example = kept[-2 if len(kept) > 1 and now_is else -1].revision[:_SHORT]
        say(f"共 {len(revisions)} 条。要回到某一次，请用 restore 命令加上它的编号，如 {example}。")
    return 0


def restore_command(arguments: Namespace) -> int:
    """Make a document what it was, in one Step; a deleted one comes back out of the bin."""
    from perfdesk.cli.reviewing import reviewing  # noqa: PLC0415

    with writing(Path(arguments.library)) as library:
        entry = _meant(library, arguments)
        if present := library.shelf.get(entry.uid):
            refuse_final(present, entry)
        revision = _revision(library, entry, arguments.revision)
        step = restoring(library, entry.uid, revision.revision)
        after = library.at(entry.uid, revision.revision)
        judged = _judged(library, after, reviewing(library.path))
        library.commit(step, judged=judged, by=person(), at=now())
    name = entry.name or "未填"
    when = spoken(revision.at)
    say(
        f"已还原：{name} 回到了{f' {when} ' if when else '此前'}的内容。"
        if step.edits
        else f"{name} 现在就是这个内容，没有改动。"
    )
    return 0


def _meant(library: Library, arguments: Namespace) -> Entry:
    """The document a PROJECT word means, else the one in the bin."""

    def found(entries: tuple[Entry, ...]) -> Entry:
        return only(entries, arguments.project, year=arguments.year, form=arguments.form)

    try:
        return found(library.entries())
    except AmbiguousError:
        raise
    except UsageError as error:
        try:
            return found(tuple(deleted.entry for deleted in library.bin()))
        except AmbiguousError:
            raise
        except UsageError:
            raise error from None


def _revision(library: Library, entry: Entry, word: str) -> Revision:
    """The revision that a word means: its name, or enough of its beginning."""
    all_of_them = {each.revision: each for each in library.history(entry.uid) if each.revision}
    found = [each for name, each in all_of_them.items() if name == word or name.startswith(word.lower())]
    if len(found) > 1 or (len(word) < _SHORT and word not in all_of_them):
        raise AmbiguousError(f"「{word}」不足以指明是哪一次修改，请把 history 给出的编号写得更完整。")
    if not found:
        raise UsageError(f"「{entry.name or '未填'}」没有编号为「{word}」的内容，请用 history 命令查看。")
    return found[0]


def _form(library: Library, ref: str) -> FormSpec | None:
    try:
        return library.catalogue.form(ref)
    except FormError:
        return None


def _judged(library: Library, document: Document, own: Office) -> dict[str, tuple[int, int]]:
    form = _form(library, document.form)
    return {document.uid: tally(judge(document, form, own.profile(form)))} if form else {}


def _of(prints: Sequence[Printed], revision: Revision) -> list[Printed]:
    """The prints of one revision."""
    return [printed for printed in prints if printed.revision == revision.revision]


def _json(revision: Revision, prints: Sequence[Printed]) -> dict[str, Any]:
    """`printed` stands only where there was a print."""
    printed = [{"code": each.code, "at": each.at, "by": each.by} for each in _of(prints, revision)]
    return {
        "revision": revision.revision,
        "at": revision.at,
        "by": revision.by,
        "label": revision.label,
        "edits": [dict(edit) for edit in revision.edits],
        **({"printed": printed} if printed else {}),
    }


def _say(revision: Revision, form: FormSpec | None, document: Document | None) -> None:
    name = revision.revision[:_SHORT] if revision.is_kept else " " * _SHORT
    facts = (name, spoken(revision.at), revision.by, revision.label)
    lost = "" if revision.is_kept or not revision.revision else "（已不能还原）"
    say("  ".join(filter(None, facts)).rstrip() + lost)
    for edit in revision.edits:
        say(f"{' ' * _SHORT}  {told(edit, form, document)}")
