"""Sheets to print: a filled form, and its texts as they should be found on paper."""

import re
from collections.abc import Mapping, Sequence

import pypdfium2
from hypothesis import strategies as st

from perfdesk import paths
from perfdesk.documents.document import Document, Row
from perfdesk.documents.layout import lay_out
from perfdesk.documents.sheet import Sheet
from perfdesk.forms.catalogue import shipped_form

FORM = "project-target@dalian-2024"
GOAL = (
    "依据高新区财金局工作职能,推动产业发展,扶持优质企业和中小微企业,"
    "促进企业上市;鼓励符合政策的企业扩大信贷规模。"
)
TEXTS = {
    "title": "本级预算项目绩效目标表",
    "year": "2024",
    "money.unit": "万元",
    "project.name": "37000060707 产业扶持专项资金",
    "period": "2024年1月1日至2024年12月31日",
    "department": "大连高新技术产业园区财政金融局",
    "unit": "大连高新技术产业园区财政金融局",
    "funds.total.sum": "8200",
    "funds.annual.sum": "8200",
    "goal.total": GOAL,
    "goal.annual": GOAL,
}
ROWS = (
    ("产出指标", "数量指标", "扶持企业家数", "≥100家"),
    ("产出指标", "数量指标", "企业贷款规模增加数", "≥3000万元"),
    ("产出指标", "质量指标", "资金兑现合规率", "100%"),
    ("效益指标", "社会效益指标", "优化营商环境", "提高"),
    ("满意度指标", "服务对象满意度指标", "扶持企业满意度", "≥95%"),
)
SAMPLE_LABELS = {
    "project.name": "项目名称",
    "period": "项目实施期",
    "department": "主管部门",
    "unit": "实施单位",
    "funds.total.sum": "实施期金额",
    "funds.annual.sum": "年度金额",
}
KEYS = ("level1", "level2", "name", "value")


def sheet(texts: Mapping[str, str] | None = None, rows: Sequence[Sequence[str]] = ROWS) -> Sheet:
    """The shipped form with these texts instead of its own, and these indicators."""
    lines = tuple(Row(str(number), dict(zip(KEYS, row, strict=True))) for number, row in enumerate(rows, 1))
    return lay_out(shipped_form(FORM), Document("d", "p", FORM, {**TEXTS, **(texts or {})}, lines))


def many_rows(count: int) -> list[tuple[str, str, str, str]]:
    """So many indicators, in the order of the form."""
    chosen = [ROWS[number * len(ROWS) // count] for number in range(count)]
    return [
        (first, second, f"第{at}项{name}", value) for at, (first, second, name, value) in enumerate(chosen)
    ]


def ink(text: str) -> str:
    """A text without blanks and breaks."""
    return re.sub(r"[\s\u200b]", "", text)


def page_texts(content: bytes) -> list[str]:
    """The text of each page as a reader finds it."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


words = st.text(st.sampled_from("预算绩效目标，。（）《》、a1Zb0 259.,:;%()≥\n\t龘䶮𬱖"), max_size=60)
long_words = st.text(st.sampled_from("预算绩效目标，。12 \n"), max_size=4000)
any_text = st.one_of(words, st.text(max_size=30), long_words)
sheets = st.builds(
    sheet,
    st.dictionaries(st.sampled_from(sorted(TEXTS)), any_text, max_size=3),
    st.lists(st.tuples(st.sampled_from(["产出指标", "效益指标", ""]), words, any_text, words), max_size=12),
)


def samples() -> list[Sheet]:
    """The nine sample forms, read plainly: no importer is needed to print them."""
    text = paths.resource("samples", "forms-2024.txt").read_text(encoding="utf-8")
    return [_sample(form) for form in text.split(TEXTS["title"])[1:]]


def _sample(form: str) -> Sheet:
    lines = [line.split("\t") for line in form.splitlines() if "\t" in line]
    cells = [cell for line in lines for cell in line]
    header = next(number for number, line in enumerate(lines) if line[0] == "一级指标")
    goals = [cell for cell in lines[header - 1] if cell]
    texts = {"goal.total": goals[0], "goal.annual": goals[1]}
    for key, label in SAMPLE_LABELS.items():
        texts[key] = cells[cells.index(label) + 1]
    rows: list[list[str]] = []
    for line in lines[header + 1 :]:
        levels = [cell or rows[-1][column] for column, cell in enumerate(line[:2])]
        *_, name, value = [cell for cell in line[2:] if cell]  # one row of the samples is shifted
        rows.append([*levels, name, value])
    return sheet(texts, rows)
