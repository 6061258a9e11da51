"""审核报告: all that the review says of the forms selected in the tree, or of all in it, as a file."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.ui import asking
from perfdesk.ui.files.outgoing import Outgoing, Written, has_form
from perfdesk.ui.tasks import Course

if TYPE_CHECKING:
    from perfdesk.documents.document import Document
    from perfdesk.documents.sheet import Sheet
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.rules.office import Office
    from perfdesk.ui.panes import Panes


class Reporting:
    """`chosen()` tells the forms selected in the tree, other than the open one alone."""

    def __init__(self, panes: "Panes", outgoing: Outgoing, chosen: Callable[[], tuple[str, ...]]) -> None:
        self._panes = panes
        self._outgoing = outgoing
        self._chosen = chosen

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        session = self._panes.session
        return {
            "report": self._panes.tree_pane.model.rowCount() > 0 and self._panes.tasks.is_idle,
            "assessment": bool(session and not session.library.read_only and session.opened),
        }

    def words(self) -> dict[str, str]:
        """What the command is called now."""
        number = len(self._chosen())
        return {"report": f"选中的 {number} 张表的审核报告…" if number else "审核报告…"}

    def assess(self) -> None:
        """A 审核表 for each form, begun from what the review says of it; one Step."""
        from uuid import uuid4

        from perfdesk.documents.edits import PutDocument, Step
        from perfdesk.rules.assessment import FORM, assessment
        from perfdesk.rules.report import Reviewed

        session = self._panes.session
        opened = session.opened if session else None
        uids = self._chosen() or ((opened.document.uid,) if opened else ())
        if not session or not uids:
            return
        catalogue = session.library.catalogue
        documents = [each for each in map(session.library.document, uids) if each.form != FORM]
        made = [
            assessment(Reviewed(each, catalogue.form(each.form), session.judge(each)), lambda: uuid4().hex)
            for each in documents
            if has_form(each, catalogue)
        ]
        if made:
            session.do(Step("生成审核表", tuple((each.uid, PutDocument(each)) for each in made)))
            self._panes.desk.say(f"已生成 {len(made)} 张审核表，请审核人补充后打印；可撤销。")

    def write(self) -> None:
        """Ask where, judge the forms off the GUI thread, those beside each other too, and write it."""
        session = self._panes.session
        uids = self._chosen() or self._panes.tree_pane.model.uids()
        if not session or not uids:
            return
        path = session.library.path
        proposed = path.with_name(f"{path.stem}审核报告.pdf")
        title = f"{len(uids)} 张表的审核报告"
        if target := asking.file_to_write(self._panes, title, proposed, _files()):
            documents, course = tuple(map(session.library.document, uids)), Course()
            catalogue, office = session.library.catalogue, session.judging.office
            work = partial(write_report, target, documents, catalogue, office, course)
            self._outgoing.start("写出审核报告", target, course, work)


def write_report(
    target: Path, documents: "Sequence[Document]", catalogue: "Catalogue", office: "Office", course: Course
) -> Written:
    """The report over documents whose form is known, of the kind that the name's ending says; DiskError."""
    from perfdesk.exchange.writers import write_sheets, writer_of
    from perfdesk.rules.batch import judge_batch
    from perfdesk.rules.report import Reviewed, report

    known = {each.uid: each for each in documents if has_form(each, catalogue)}
    forms = {uid: catalogue.form(each.form) for uid, each in known.items()}
    steps = course.over(known.items(), len(known))
    judged = judge_batch(((each, forms[uid]) for uid, each in steps), office.profile)
    reviewed = [Reviewed(known[uid], forms[uid], found) for uid, found in judged.items()]
    sheet = report(reviewed, at=f"{datetime.now().astimezone():%Y-%m-%d}")
    done, strange = f"{len(known)} 张表", len(documents) - len(known)
    if writer := writer_of(target):
        written = write_sheets(writer, [sheet], target)
        return Written(target, written.path, done, strange, losses=tuple(map(str, written.losses)))
    return _printed(target, sheet, done, strange)


def _printed(target: Path, sheet: "Sheet", done: str, strange: int) -> Written:
    from perfdesk.printing import print_sheets

    printed = print_sheets([sheet], target)
    boxes = sorted({sign for lost in printed.uncovered for sign in lost.characters})
    return Written(target, printed.path, f"{done}，{printed.pages} 页", strange, tuple(boxes))


def _files() -> str:
    from perfdesk.exchange.writers import WRITERS

    return ";;".join([asking.PDF_FILES, *(f"{writer.name} (*{writer.suffix})" for writer in WRITERS)])
