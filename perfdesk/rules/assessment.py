"""审核表: the form on which a reviewer grades a project's targets, begun from what the rules have seen.

It is a Document of `resources/forms/target-review@….toml`, edited, printed and exported like any other. What
is written there is a proposal: where rules cannot judge, the reviewer is asked to. To give a rule another
place, change POINTS: of the beginnings of rule names that fit, the longest counts.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from perfdesk.documents.document import Document, Row
from perfdesk.documents.finding import SEVERITIES, Finding
from perfdesk.rules.report import Reviewed

FORM = "target-review@national-2015"
_INHERITED = ("year", "project.name", "department", "unit")
_TITLE = "项目支出绩效目标审核表(一般性项目)"
_TOLD = 4
"""Findings that are told in full at one point."""
_GRADES: Mapping[str, str] = {"error": "中", "warning": "良", "info": "优"}
_ASKED = "程序无法判断，请审核人填写。"


class Point(NamedTuple):
    """A line of the paper."""

    content: str
    name: str
    demands: str
    """What the reviewer has to look at."""
    rules: tuple[str, ...]
    """Beginnings of the names of the rules that speak of it."""
    is_judged: bool = True
    """Whether silence of these rules says that all is well."""


POINTS = (
    Point(
        "一、完整性审核", "规范完整性", "格式规范，内容完整、准确，无缺项、错项",
        ("STR", "HDR", "CMP", "TXT", "PRT", "IMP", "WGT", "FUND-05", "FUND-06", "FUND-08", "FUND-10", "VAL",
         "GOAL-01", "GOAL-06", "GOAL-09", "XF"),
    ),
    Point(
        "一、完整性审核", "明确清晰性", "目标明确，内容具体，反映主要内容和预期产出、效果",
        ("GOAL", "VAL-07", "VAL-08", "VAL-09", "VAL-10", "SEM-09", "SEM-11", "SEM-12"),
    ),
    Point(
        "二、相关性审核", "目标相关性", "符合政策、规划，与部门职能和项目密切相关",
        ("SEM-15", "SEM-16", "SEM-19", "GOAL-08", "XF-07"),
    ),
    Point(
        "二、相关性审核", "指标科学性", "全面、细化、量化，难以量化的定性描述充分具体",
        ("SEM", "CMP-09", "CMP-10", "CMP-11", "CMP-12", "VAL-03", "VAL-04", "XF-01", "XF-02"),
    ),
    Point(
        "三、适当性审核", "绩效合理性", "预期绩效显著，符合行业水平，与同类可比", ("XF-06",), is_judged=False,
    ),
    Point(
        "三、适当性审核", "资金匹配性", "目标与资金量、方向匹配",
        ("FUND", "HDR-17", "SEM-05", "SEM-17", "SEM-18", "XF-05"),
    ),
    Point(
        "四、可行性审核", "实现可能性", "经调研论证测算，实施期内能够实现",
        ("HDR-07", "HDR-08", "SEM-02", "SEM-03"),
    ),
    Point("四、可行性审核", "条件充分性", "方案合理，条件、内控、制度具备", ("POL",), is_judged=False),
)  # fmt: skip


def assessment(reviewed: Reviewed, new_uid: Callable[[], str]) -> Document:
    """The 审核表 of a form, filled in from its findings; those that are acknowledged do not count.

    Its project is the form's. Grades are put forward only where the rules can judge, and never the worst.
    """
    open_ones = [finding for finding in reviewed.findings if not finding.acknowledged]
    rows = [_row(new_uid, point, reviewed, open_ones) for point in POINTS]
    grades = [row.texts["review.grade"] for row in rows if row.texts["review.grade"]]
    worst = max(grades, key=tuple(_GRADES.values())[::-1].index)
    closing = (
        ("综合评定等级", f"按各要点建议为“{worst}”，由审核人评定。", worst),
        ("具体意见", _overall(open_ones), ""),
        ("审核部门、日期", "", ""),
    )
    rows += [_texts(new_uid, "总评", *each) for each in closing]
    texts = {"title": _TITLE} | {key: reviewed.document.texts.get(key, "") for key in _INHERITED}
    return Document(new_uid(), reviewed.document.project, FORM, texts, tuple(rows))


def point_of(rule: str) -> Point:
    """Where a rule's findings stand; KeyError for a rule that has no place."""
    fitting = [(start, point) for point in POINTS for start in point.rules if rule.startswith(start)]
    if not fitting:
        raise KeyError(rule)
    return max(fitting, key=lambda each: len(each[0]))[1]


def _row(new_uid: Callable[[], str], point: Point, reviewed: Reviewed, findings: Sequence[Finding]) -> Row:
    own = sorted(
        (finding for finding in findings if point_of(finding.rule) is point),
        key=lambda finding: SEVERITIES.index(finding.severity),
    )
    if not own:
        opinion, grade = ("未发现问题。", "优") if point.is_judged else (_ASKED, "")
    else:
        told = [
            f"{number}. {reviewed.place(finding.address)}：{finding.message}"
            for number, finding in enumerate(own[:_TOLD], start=1)
        ]
        more = [f"另有{len(own) - _TOLD}处，见审核报告。"] if len(own) > _TOLD else []
        opinion, grade = "\n".join([*told, *more]), _GRADES[own[0].severity] if point.is_judged else ""
    return _texts(new_uid, point.content, f"{point.name}：{point.demands}", opinion, grade)


def _texts(new_uid: Callable[[], str], content: str, point: str, opinion: str, grade: str) -> Row:
    texts = (content, point, opinion, grade)
    keys = ("review.content", "review.point", "review.opinion", "review.grade")
    return Row(new_uid(), dict(zip(keys, texts, strict=True)))


def _overall(findings: Sequence[Finding]) -> str:
    """How much is to be done before the form comes back."""
    errors, warnings = (
        sum(finding.severity == each for finding in findings) for each in ("error", "warning")
    )
    if errors:
        return f"有错误{errors}处、提醒{warnings}处，请修改后重新报送。"
    if warnings:
        return f"有提醒{warnings}处，请改正或说明理由后通过。"
    return "同意。"
