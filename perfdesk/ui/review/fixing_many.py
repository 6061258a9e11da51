"""Many findings mended at once: all of a kind, or all that are safe, of the open form or of those selected.

What would change is shown first, before and after; what is then done is one Step.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from perfdesk.ui.tasks import Course

if TYPE_CHECKING:
    from perfdesk.documents.document import Document
    from perfdesk.documents.edits import Edit
    from perfdesk.documents.finding import Finding
    from perfdesk.forms.spec import FormSpec
    from perfdesk.ui.panes import Panes

    Filled = Mapping[str, tuple[Document, FormSpec]]

_AT_ONCE = 50
"""Forms that are judged without a noticeable wait"""


class Place(NamedTuple):
    """What a fix would do at one place, in a clerk's words."""

    where: str
    before: str
    after: str


class Change(NamedTuple):
    """What the fix of one finding would do."""

    finding: "Finding"
    form: str
    """The project's name"""
    places: tuple[Place, ...]


class FixingMany:
    """`chosen()` tells the forms selected in the tree, other than the open one alone."""

    def __init__(self, panes: "Panes", chosen: Callable[[], tuple[str, ...]]) -> None:
        self._panes = panes
        self._chosen = chosen

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        session, finding = self._panes.session, self._panes.review.current()
        writable = bool(session and not session.library.read_only)
        said = session.opened.said if session and session.opened else ()
        many = bool(self._chosen()) and self._panes.tasks.is_idle
        safe = many or any(each.fix and each.fix.safe for each in said)
        return {
            "fix_kind": writable and bool(finding and finding.fix and not finding.acknowledged),
            "fix_safe": writable and safe,
        }

    def words(self) -> dict[str, str]:
        """What the commands are called now."""
        of = f"选中的 {len(uids)} 张表中" if (uids := self._chosen()) else ""
        return {"fix_kind": f"{of}同类全部改正…", "fix_safe": f"改正{of}全部可放心改正的…"}

    def kind(self) -> None:
        """All that are of the kind of the finding that is looked at."""
        if finding := self._panes.review.current():
            self._begin(self._chosen(), finding.rule)

    def kind_here(self, finding: "Finding") -> None:
        """All of a finding's kind in the open form."""
        self._begin((), finding.rule)

    def safe(self) -> None:
        """All whose fix cannot change what the clerk means."""
        self._begin(self._chosen(), "")

    # --- what there is to mend --------------------------------------------------------------------------

    def _begin(self, uids: Sequence[str], rule: str) -> None:
        from perfdesk.documents.emptiness import said_of

        session, opened = self._panes.session, self._panes.opened
        if not session:
            return
        if session.library.read_only:
            self._panes.say_locked()
        elif not uids:
            self._ask(opened.said if opened else (), rule)
        else:
            documents = [session.library.document(uid) for uid in uids]
            judge, course = session.judge, Course()
            if len(documents) <= _AT_ONCE:
                self._ask([each for one in documents for each in said_of(one, judge(one))], rule)
                return
            self._panes.tasks.start(
                "正在检查",
                lambda: [
                    found
                    for one in course.over(documents, len(documents))
                    for found in said_of(one, judge(one))
                ],
                lambda findings: self._panes.perform(lambda: self._ask(findings, rule)),
                lambda error: self._panes.desk.say(str(error)),
                course=course,
            )

    def _ask(self, findings: "Sequence[Finding]", rule: str) -> None:
        from perfdesk.rules.fixing import mendable
        from perfdesk.ui.review.fix_preview import FixPreview

        session = self._panes.session
        if not session:
            return
        together, left = mendable(findings, rule=rule)
        if not together:
            self._panes.desk.say("没有可以自动改正的意见。")
            return
        catalogue = session.library.catalogue
        documents = {each.document: session.library.document(each.document) for each in together}
        filled = {uid: (each, catalogue.form(each.form)) for uid, each in documents.items()}
        preview = FixPreview(changes(filled, together), left, self._panes.window())
        preview.chosen.connect(lambda chosen: self._panes.perform(lambda: self._mend(chosen, rule)))
        preview.open()

    def _mend(self, findings: "Sequence[Finding]", rule: str) -> None:
        from perfdesk.documents.edits import Misfit
        from perfdesk.rules.fixing import all_fixes

        session = self._panes.session
        step = all_fixes(findings, rule=rule)
        if not session or not step.edits:
            return
        try:
            session.do(step)
        except Misfit:  # a form went or changed underneath while the preview was read
            self._panes.desk.say("这些表刚才有了变化，没有改正，请再试一次。")
            return
        self._panes.desk.say(f"已{step.label}，可撤销。")


def changes(filled: "Filled", findings: "Sequence[Finding]") -> list[Change]:
    """What the fixes of findings would do to documents, by their uids, with their forms."""
    from perfdesk.forms.coded_name import read_coded_name

    told = []
    for finding in findings:
        document, form = filled[finding.document]
        name = read_coded_name(document.texts.get("project.name", "")).name or "未填项目名称"
        edits = finding.fix.edits if finding.fix else ()
        told.append(Change(finding, name, tuple(_place(document, form, finding, edit) for edit in edits)))
    return told


def _place(document: "Document", form: "FormSpec", finding: "Finding", edit: "Edit") -> Place:
    from perfdesk.documents.edits import InsertRow, MoveRow, RemoveRow, SetMark, SetText
    from perfdesk.ui.sheet.places import finding_places

    address = edit.address if isinstance(edit, SetText) else finding.address
    (where,) = finding_places(form, document, [address])
    match edit:
        case SetText(_, text):
            return Place(where, _text(document.text(address)), _text(text))
        case InsertRow(row):
            return Place(where, "（没有这一行）", f"新增一行：{_row(form, row.texts)}")
        case RemoveRow(uid):
            gone = document.row(uid)
            return Place(where, _row(form, gone.texts) if gone else "", "（删除这一行）")
        case MoveRow(uid, index):
            return Place(where, f"第 {document.row_number(uid)} 行", f"移到第 {index + 1} 行")
        case SetMark(mark=None):
            return Place(where, "有待核对的标记", "已核对")
    return Place(where, "", "")


def _text(text: str | None) -> str:
    return text if text and text.strip() else "（空白）"


def _row(form: "FormSpec", texts: "Mapping[str, str]") -> str:
    return " · ".join(filter(None, (texts.get(key, "") for key in form.row_keys()))) or "空白行"
