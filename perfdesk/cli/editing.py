"""`set`: one durable edit, as the window makes it."""

from argparse import Namespace
from pathlib import Path

from perfdesk.cli.selecting import cell_at, only
from perfdesk.cli.speech import say
from perfdesk.documents.document import clean
from perfdesk.documents.edits import Step
from perfdesk.library.library import Library


def set_command(arguments: Namespace) -> int:
    """Write a text into a cell; any text, kept as it is."""
    with Library.open(Path(arguments.library)) as library:
        entry = only(library.entries(), arguments.project, year=arguments.year, form=arguments.form)
        document = library.document(entry.uid)
        cell = cell_at(library.catalogue.form(document.form), document, arguments.address)
        text, _ = clean(arguments.text)
        library.commit(Step(f"修改“{cell.name}”", tuple((entry.uid, edit) for edit in cell.write(text))))
    say(f"已保存：{entry.name or '未填'} 的{cell.name}。")
    return 0
