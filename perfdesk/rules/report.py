"""审核报告: what was said of several forms, as a Sheet that is printed and exported like any other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.documents.finding import SEVERITIES, WEIGHTS, Finding
from perfdesk.documents.sheet import Cell, Sheet, SheetAlign, SheetRole
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.spec import FormSpec, PrintSpec
from perfdesk.rules.folding import fold

NAME = "审核报告"
_HEADER = ("序号", "级别", "位置", "审核意见", "依据", "处理")
_COLUMNS = (0.6, 0.6, 1.7, 4.6, 1.5, 1.4)
_PRINT = PrintSpec(margins=(16.0, 14.0, 16.0, 14.0), body_size=9.0)
_NAMED = 2
"""Forms that are named where all share something."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A form and what was said of it."""

    document: Document
    form: FormSpec
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """What a clerk calls it."""
        return read_coded_name(self.document.texts.get("project.name", "")).name or "未填项目名称"

    def place(self, address: Address) -> str:
        """Where a finding stands, in a clerk's words: `年度金额`, `第3行 年度指标值`, `产出指标`."""
        if address.is_group:
            return address.key.partition(":")[2] or "绩效指标"
        number = self.document.row_number(address.row) if address.row else None
        return f"{f'第{number}行 ' if number else ''}{self.form.label_of(address.key)}"


def report(forms: Sequence[Reviewed], *, at: str = "") -> Sheet:
    """The report over forms, project by project, gravest first; what they share stands once, at the top.

    `at`: the day, as it shall be printed. Acknowledged findings stand last, with their reasons.
    """
    lines = _Lines()
    lines.add((NAME,), role="title", framed=False)
    lines.add((_summary(forms, at),), role="subtitle", framed=False)
    lines.header()
    by_uid = {each.document.uid: each for each in forms}
    folded = fold({uid: each.findings for uid, each in by_uid.items()})
    numbers = count(1)
    if folded.common:
        lines.heading("几张表共有的意见")
    for findings in folded.common:
        names = list(dict.fromkeys(by_uid[finding.document].name for finding in findings))
        more = f"等{len(findings)}张表" if len(names) > _NAMED else ""
        lines.finding(next(numbers), findings[0], f"{'、'.join(names[:_NAMED])}{more}")
    for uid, own in folded.own.items():
        if own:
            lines.heading(by_uid[uid].name)
        for finding in sorted(own, key=_weight):
            lines.finding(next(numbers), finding, by_uid[uid].place(finding.address))
    return lines.sheet()


def _weight(finding: Finding) -> tuple[bool, int]:
    return bool(finding.acknowledged), SEVERITIES.index(finding.severity)


def _summary(forms: Sequence[Reviewed], at: str) -> str:
    findings = [finding for each in forms for finding in each.findings]
    still = [finding.severity for finding in findings if not finding.acknowledged]
    counts = "，".join(f"{WEIGHTS[each]}{still.count(each)}处" for each in SEVERITIES)
    kept = len(findings) - len(still)
    parts = [f"共{len(forms)}张表", counts, f"已说明理由保留{kept}处" if kept else "", at]
    return "　".join(part for part in parts if part)


def _settled(finding: Finding) -> str:
    """What came of a finding: its reason when somebody let it stand, else room to write."""
    if not (mark := finding.acknowledged):
        return ""
    who = "，".join(part for part in (mark.by, mark.at[:10]) if part)
    return f"保留：{mark.message}{f'（{who}）' if who else ''}"


@dataclass(slots=True)
class _Lines:
    """The lines of the report, from the top."""

    cells: list[Cell] = field(default_factory=list)
    height: int = 0
    repeated: int = 0

    def add(
        self,
        texts: Sequence[str],
        *,
        role: SheetRole = "value",
        framed: bool = True,
        aligned: Mapping[int, SheetAlign] | None = None,
    ) -> None:
        """A line: one text over all columns, or a text for each."""
        span = len(_COLUMNS) if len(texts) == 1 else 1
        centred: SheetAlign = "center" if role != "value" else "start"
        for column, text in enumerate(texts):
            align = (aligned or {}).get(column, centred)
            self.cells.append(Cell(self.height, column, 1, span, text, role, align, framed))
        self.height += 1

    def header(self) -> None:
        """The names of the columns; they stand on every page."""
        self.repeated = self.height
        self.add(_HEADER, role="label")

    def heading(self, words: str) -> None:
        """A line over the findings of one form."""
        self.add((words,), role="label", aligned={0: "start"})

    def finding(self, number: int, finding: Finding, place: str) -> None:
        """A line for a finding."""
        weight, said = WEIGHTS[finding.severity], f"{finding.message}（{finding.rule}）"
        texts = (str(number), weight, place, said, finding.basis, _settled(finding))
        self.add(texts, aligned={0: "center", 1: "center"})

    def sheet(self) -> Sheet:
        """All of it."""
        return Sheet(NAME, _COLUMNS, self.height, tuple(self.cells), (self.repeated,), _PRINT)
