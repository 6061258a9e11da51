"""GOOD, a form on which no rule speaks, and what can be made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from perfdesk.documents.document import Document, Mark, Row
from perfdesk.forms.catalogue import shipped_form
from perfdesk.forms.profile import Profile
from perfdesk.forms.spec import CellSpec, FormSpec, RowsSpec

FORM = shipped_form("project-target@dalian-2024")

WEIGHTED = replace(
    FORM,
    edition="with-weights",
    rows=RowsSpec((*FORM.rows.header, CellSpec("分值")), (*FORM.rows.cells, CellSpec(key="weight"))),
)
"""The same form with a column for weights."""

Four = tuple[str, str, str, str]

GOOD_ROWS: tuple[Four, ...] = (
    ("产出指标", "数量指标", "参训人数", "≥120人次"),
    ("产出指标", "质量指标", "参训人员考核合格率", "≥95%"),
    ("产出指标", "时效指标", "培训按期完成率", "=100%"),
    ("产出指标", "成本指标", "人均培训费用", "≤400元/人天"),
    ("效益指标", "社会效益指标", "政策知晓率", "≥85%"),
    ("满意度指标", "服务对象满意度指标", "参训人员满意度", "≥90%"),
)
QUANTITY, QUALITY, TIME, COST, BENEFIT, PLEASED = GOOD_ROWS

GOOD = Document(
    "good",
    "project-good",
    FORM.ref,
    {
        "title": "本级预算项目绩效目标表",
        "year": "2024",
        "filler": "海州市财政局",
        "money.unit": "万元",
        "project.name": "乡镇财务人员培训经费",
        "period": "2024年1月至2024年12月",
        "department": "海州市财政局",
        "unit": "海州市财政干部教育中心",
        "funds.total.sum": "50",
        "funds.total.fiscal": "40",
        "funds.total.other": "10",
        "funds.annual.sum": "50",
        "funds.annual.fiscal": "40",
        "funds.annual.other": "10",
        "goal.total": "举办两期培训班，培训120人次，考核合格率95%以上，政策知晓率85%以上。",
        "goal.annual": "举办两期培训班，培训120人次，考核合格率95%以上。",
    },
    tuple(
        Row(str(number), dict(zip(("level1", "level2", "name", "value"), row, strict=True)))
        for number, row in enumerate(GOOD_ROWS, start=1)
    ),
)


def fields(texts: Mapping[str, str | None]) -> Document:
    """GOOD with other texts in fields; None takes the field away."""
    merged = {**GOOD.texts, **texts}
    return replace(GOOD, texts={key: text for key, text in merged.items() if text is not None})


def with_rows(*rows: Four, start: Document = GOOD) -> Document:
    """A document with other rows."""
    named = [dict(zip(("level1", "level2", "name", "value"), row, strict=True)) for row in rows]
    return replace(start, rows=tuple(Row(str(number), row) for number, row in enumerate(named, start=1)))


def without(*rows: Four) -> Document:
    """GOOD without some of its rows."""
    return with_rows(*(row for row in GOOD_ROWS if row not in rows))


def and_row(*row: str) -> Document:
    """GOOD and a seventh row."""
    level1, level2, name, value = row
    return with_rows(*GOOD_ROWS, (level1, level2, name, value))


def indicator(name: str, value: str) -> Document:
    """GOOD with another first indicator: of quantity or, where it is a share, of quality."""
    if "%" in name + value or name.endswith(("率", "占比", "比例")):
        return with_rows(("产出指标", "质量指标", name, value), QUANTITY, *GOOD_ROWS[2:])
    return with_rows(("产出指标", "数量指标", name, value), *GOOD_ROWS[1:])


def row(number: int, **texts: str) -> Document:
    """GOOD with other texts in one of its rows, counted from 1."""
    old = GOOD.rows[number - 1]
    new = Row(old.uid, {**old.texts, **texts})
    return replace(GOOD, rows=tuple(new if each is old else each for each in GOOD.rows))


@dataclass(frozen=True)
class Speaks:
    """A form on which a rule speaks."""

    document: Document
    at: str
    also: tuple[str, ...] = ()
    """Other rules that speak."""
    profile: Profile | None = None
    """Where it is not the form's own."""


def form_of(document: Document) -> FormSpec:
    """The form of an example."""
    return WEIGHTED if document.form == WEIGHTED.ref else FORM


def marked(mark: Mark) -> Document:
    """GOOD with a mark."""
    return GOOD.with_marks([mark])


def weighed(*weights: str, start: Document = GOOD) -> Document:
    """A document on the form with weights."""
    rows = tuple(
        Row(row.uid, {**row.texts, "weight": weight}) for row, weight in zip(start.rows, weights, strict=True)
    )
    return replace(start, form=WEIGHTED.ref, rows=rows)
