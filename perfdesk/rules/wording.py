"""VAL: values in words.

One cause, one finding: a value that repeats the name (VAL-09), says a change without amount and base
(VAL-08), or a grade without a standard (VAL-07); `precedence` has their order.
"""

from collections.abc import Iterator

from perfdesk.documents.address import group
from perfdesk.forms.spelling import narrow, squeeze
from perfdesk.rules.case import Case, Line
from perfdesk.rules.rule import CORE, PRACTICE, Verdict, rule
from perfdesk.rules.values import is_placeholder, valued, verdict_on

FAMILIES = ("excellent", "fine", "good", "high", "marked", "strong", "big", "sound", "satisfied", "stages")
_LISTS = tuple(f"grades.{family}" for family in FAMILIES)
_SIGNS = "≥≤=><≧≦。.!！"


@rule(
    "VAL-07", "定性等级没有评价标准", severity="warning", basis=CORE,
    why="“优秀”“良好”由谁评、怎么算，没有写明就可以随便打分；定性指标要能分档评判。",
    example="良好(问卷调查85分以上)，或改为定量：档案完好率 ≥99%",
)  # fmt: skip
def bare_grade(case: Case) -> Iterator[Verdict]:
    """A grade word and nothing else."""
    for line in valued(case):
        if grade := grade_of(case, line):
            yield verdict_on(
                line,
                f"定性等级「{line.value}」未说明评价标准，请写明怎样算「{grade}」，如「{grade}(问卷调查85分以上)」，或改用定量指标。",
            )


@rule(
    "VAL-08", "变化没有幅度和基期", severity="warning", basis=CORE,
    why="只写“提高”“降低”，提高一点也算完成；要写明与哪一年比、变化多少。",
    example="较上年降低≥5%",
)  # fmt: skip
def bare_change(case: Case) -> Iterator[Verdict]:
    """A word of change and nothing else."""
    for line in valued(case):
        if word := change_of(case, line):
            yield verdict_on(
                line, f"「{line.value}」没有幅度和基期，请写明与何时相比、变化多少，如「较上年{word}≥5%」。"
            )


@rule(
    "VAL-09", "指标值只是重复指标名称", severity="warning", basis=PRACTICE,
    why="名称里已经说了“按时”，值再写“按时”，等于没有目标值；应换成率、数量或期限。",
    example="税费缴纳及时率 =100%",
)  # fmt: skip
def repeats_name(case: Case) -> Iterator[Verdict]:
    """A value in words that is part of the name; one character is too little to say so."""
    for line in valued(case):
        value = _bare(line)
        if (
            line.target
            and line.target.kind == "qualitative"
            and len(value) >= 2
            and value in narrow(squeeze(line.name))
            and not case.is_not_applicable(line.value)
            and not is_placeholder(case, line)
        ):
            yield verdict_on(
                line,
                f"指标值「{line.value}」只是重复指标名称「{line.name}」，请改为可考核的值，如「=100%」或写明数量、期限。",
            )


@rule(
    "VAL-10", "等级用语混用", severity="info", basis=PRACTICE,
    why="一张表里有的按“优良中差”、有的按“好一般差”评，年底无法统一打分。",
    example="统一用「优、良、中、差」",
)  # fmt: skip
def mixed_grades(case: Case) -> Iterator[Verdict]:
    """Grade words that no single family has."""
    graded = [(line, grade) for line in valued(case) if (grade := grade_of(case, line))]
    words = tuple(dict.fromkeys(grade for _, grade in graded))
    if len(words) < 2 or any(all(word in case.vocabulary.words(each) for word in words) for each in _LISTS):
        return
    firsts = {line.standing.first for line, _ in graded}
    named = "".join(f"「{word}」" for word in words)
    yield Verdict(
        group(firsts.pop() if len(firsts) == 1 else ""),
        f"{graded[0][0].standing.first or '指标值'}中混用了{named}等不同的等级用语，"
        "建议统一用一套，如「优、良、中、差」。",
        words="\t".join(words),
    )


def grade_of(case: Case, line: Line) -> str:
    """The grade word that a value is, whatever stands before it; empty for any other value."""
    if not line.target or line.target.kind != "qualitative":
        return ""
    value = _bare(line)
    while word := case.vocabulary.start(value, "grades.before"):
        if len(word) == len(value):
            return ""
        value = value[len(word) :]
    return value if any(value in case.vocabulary.words(each) for each in _LISTS) else ""


def change_of(case: Case, line: Line) -> str:
    """The word of change that a value is, whatever stands around it; empty for any other value."""
    if not line.target or line.target.kind != "qualitative":
        return ""
    value = _bare(line)
    changes = case.vocabulary.words("changes.words")
    while value and value not in changes:
        vocabulary = case.vocabulary
        if word := vocabulary.start(value, "changes.around"):
            value = value[len(word) :]
        elif word := vocabulary.ending(value, "changes.around"):
            value = value[: -len(word)]
        else:
            return ""
    return value


def _bare(line: Line) -> str:
    return narrow(squeeze(line.value)).strip(_SIGNS)
