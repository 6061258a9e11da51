"""`set`: one durable edit, as the window makes it."""

from argparse import Namespace
from pathlib import Path

from perfdesk.cli.reviewing import reviewing
from perfdesk.cli.selecting import cell_at, only, refuse_final
from perfdesk.cli.speech import now, say
from perfdesk.cli.writing import writing
from perfdesk.documents.document import clean
from perfdesk.documents.edits import Step
from perfdesk.documents.emptiness import counts_of
from perfdesk.person import person
from perfdesk.rules.rulebook import judge


def set_command(arguments: Namespace) -> int:
    """Write a text into a cell; any text, kept as it is."""
    with writing(Path(arguments.library)) as library:
        entry = only(library.entries(), arguments.project, year=arguments.year, form=arguments.form)
        document = library.document(entry.uid)
        refuse_final(document, entry)
        form = library.catalogue.form(document.form)
        cell = cell_at(form, document, arguments.address)
        text, _ = clean(arguments.text)
        step = Step(f"修改“{cell.name}”", tuple((entry.uid, edit) for edit in cell.write(text)))
        profile = reviewing(library.path).profile(form)
        after = step.apply(library.shelf)[entry.uid]
        judged = {entry.uid: counts_of(after, judge(after, form, profile))} if after else {}
        library.commit(step, judged=judged, by=person(), at=now())
    say(f"已保存：{entry.name or '未填'} 的{cell.name}。")
    return 0
