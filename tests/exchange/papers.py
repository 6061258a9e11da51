"""The nine published forms taken apart, and put together again as other papers would have them.

Taken apart without the code under test. A form is a list of lines, a line a list of cells, all blanks kept.
"""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from perfdesk import paths
from perfdesk.documents.document import Document
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.money import plain, read_amount
from perfdesk.forms.target_value import read_target

Form = list[list[str]]

SAMPLE = paths.resource("samples", "forms-2024.txt")
EXPECTED: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "expected.json").read_text(encoding="utf-8")
)
TITLE = "本级预算项目绩效目标表"
LEVELS = {"产出指标", "效益指标", "满意度指标", "数量指标", "质量指标", "时效指标", "成本指标"} | {
    *("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标", "服务对象满意度指标")
}
LABELS = {
    "填报单位(盖章)",
    "单位:",
    "项目名称",
    "项目实施期",
    "主管部门",
    "实施单位",
    "项目属性",
    "项目类别",
} | {
    *("资金投入(万元)", "实施期金额", "年度金额", "其中:财政拨款", "其他资金", "绩效目标", "实施期目标"),
    *("年度目标", "一级指标", "二级指标", "三级指标", "年度指标值"),
}


def forms() -> list[Form]:
    """The nine forms; title and year are the first two lines, and blank cells at the end are gone."""
    text = SAMPLE.read_text(encoding="utf-8").replace(f"{TITLE} (2024年度)", f"{TITLE}\n(2024年度)")
    lines = [line for line in text.split("\n") if line.strip()]
    starts = [number for number, line in enumerate(lines) if line.strip() == TITLE]
    return [
        [line.rstrip("\t").split("\t") for line in lines[start:end]]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def is_label(cell: str) -> bool:
    """Whether a cell is one of the printed labels."""
    return cell.replace(" ", "") in LABELS


def is_printed(cell: str) -> bool:
    """Whether a cell holds printed words: a label, or the name of a level."""
    return is_label(cell) or cell in LEVELS or cell.startswith(("填报单位", "单位:"))


def of_printed(change: Callable[[str], str]) -> Callable[[Form], Form]:
    """A change of the printed words, but not of anything that a clerk wrote."""
    return lambda form: [[change(cell) if is_printed(cell) else cell for cell in line] for line in form]


def wide(text: str) -> str:
    """Full-width punctuation."""
    return text.replace(" ", "").translate(str.maketrans(":()", "：（）"))


def narrow(text: str) -> str:
    """Half-width punctuation without blanks."""
    return text.replace(" ", "")


def spaced(text: str) -> str:
    """A blank of either width between any two characters of a label; levels are kept as read."""
    if not is_label(text):
        return text
    return "".join(sign + (" ", "\u3000")[number % 2] for number, sign in enumerate(text)).strip()


def with_title(*lines: str) -> Callable[[Form], Form]:
    """Another way to set title and year."""
    return lambda form: [*([line] for line in lines), *form[2:]]


def with_page_numbers(*numbers: str) -> Callable[[Form], Form]:
    """A page number after every fifth line."""

    def change(form: Form) -> Form:
        lines: Form = []
        for number, line in enumerate(form):
            lines.append(line)
            if number % 5 == 4:
                lines.append([numbers[number // 5 % len(numbers)]])
        return lines

    return change


def table_of(form: Form) -> int:
    """The number of the line with the heads of the indicators."""
    return next(number for number, line in enumerate(form) if line[0] == "一级指标")


def full(form: Form, width: int) -> Form:
    """Every row of the table as wide, with blank cells at the end."""
    return [line if len(line) == 1 else line + [""] * (width - len(line)) for line in form]


def with_blank_column(place: int) -> Callable[[Form], Form]:
    """A blank column somewhere in the whole table."""
    return lambda form: [
        line if len(line) == 1 else [*line[:place], "", *line[place:]] for line in full(form, 6)
    ]


def with_first_levels_reversed(form: Form) -> Form:
    """满意度 before 效益 before 产出."""
    table = table_of(form) + 1
    blocks: list[Form] = []
    for line in form[table:]:
        if line[0]:
            blocks.append([])
        blocks[-1].append(line)
    return [*form[:table], *(line for block in reversed(blocks) for line in block)]


def without_merged_cells(form: Form) -> Form:
    """Four cells a row: the second half of merged cells is left out, the first cells of rows stay."""
    table = table_of(form)
    above = [[line[0], *(cell for cell in line[1:] if cell)] for line in form[:table]]
    below = [
        line if len(line) < 5 else [*line[:3], *line[4:]] if not line[3] else [*line[:4], *line[5:]]
        for line in form[table:]
    ]
    return above + below


def without_blank_cells(form: Form) -> Form:
    """Only cells with text: what is left when blank cells are lost on the way."""
    return [[cell for cell in line if cell] for line in form]


def with_copies(form: Form) -> Form:
    """Merged cells repeated in each place they cover, as some extractions do."""
    table = table_of(form)
    lines = [list(line) for line in form[:table]]
    above = ["", ""]
    for line in form[table:]:
        filled = list(line)
        if not filled[0] and filled[1] not in LEVELS:
            filled[:2] = [filled[0] or above[0], filled[1] or above[1]]
        elif not filled[0] and filled[1] not in {"效益指标"}:
            filled[0] = above[0]
        above = filled[:2]
        lines.append(filled)
    return lines


def shuffled(seed: int) -> Callable[[Form], Form]:
    """The lines above the indicators in another order; lines that belong together stay together."""

    def change(form: Form) -> Form:
        table = table_of(form)
        blocks: list[Form] = []
        for line in form[4:table]:
            if line[0] == "":
                blocks[-1].append(line)
            else:
                blocks.append([line])
        random.Random(seed).shuffle(blocks)  # noqa: S311  (no secret)
        return [*form[:4], *(line for block in blocks for line in block), *form[table:]]

    return change


def tabbed(form: Form) -> str:
    """A row a line, tabs between the cells."""
    return "\n".join("\t".join(line) for line in form)


def barred(form: Form) -> str:
    """Cells closed by a bar, rows by one more."""
    return "\n".join("".join(f"{cell}|" for cell in line) + "|" for line in form)


def barred_in_one_line(form: Form) -> str:
    """The same without line breaks."""
    return barred(form).replace("\n", "")


def listed(form: Form) -> str:
    """One cell a line; blank cells are lost."""
    return "\n".join(cell for line in form for cell in line if cell)


def listed_apart(form: Form) -> str:
    """One cell a line with blank lines between."""
    return "\n\n".join(cell for line in form for cell in line if cell)


def listed_broken(form: Form) -> str:
    """One cell a line with blank lines between, and longer labels broken over two lines."""

    def broken(cell: str) -> str:
        return f"{cell[:3]}\n{cell[3:]}" if is_printed(cell) and len(cell) > 4 and ":" not in cell else cell

    return "\n\n".join(broken(cell) for line in form for cell in line if cell)


def blank_lines(text: str) -> str:
    """More blank lines than anybody needs."""
    return re.sub("\n", "\n\n \t\n", text)


def told(document: Document) -> dict[str, Any]:
    """A document as `expected.json` tells it, without number and notes."""
    texts = document.texts
    name = read_coded_name(texts.get("project.name", ""))
    return {
        "title": texts.get("title"),
        "year": int(texts["year"]) if texts.get("year") else None,
        "money_unit": texts.get("money.unit"),
        "filling_unit": texts.get("filler"),
        "project_code": name.code,
        "project_name": name.name,
        "implementation_period": texts.get("period"),
        "supervising_department": texts.get("department"),
        "implementing_unit": texts.get("unit"),
        "project_attribute": texts.get("attribute"),
        "project_category": texts.get("category"),
        "funds": {
            half: {
                theirs: _amount(texts.get(f"funds.{ours}.{part}"))
                for theirs, part in (("total", "sum"), ("fiscal", "fiscal"), ("other", "other"))
            }
            for half, ours in (("implementation_period", "total"), ("annual", "annual"))
        },
        "goals": {"implementation_period": texts.get("goal.total"), "annual": texts.get("goal.annual")},
        "indicators": [
            {key: row.text(key) for key in ("level1", "level2", "name")}
            | {"value": _value(row.text("value"))}
            for row in document.rows
        ],
    }


def expected(number: int) -> dict[str, Any]:
    """What `expected.json` tells of a form, without number and notes."""
    return {key: value for key, value in EXPECTED[number].items() if key not in {"form", "import_notes"}}


def _amount(text: str | None) -> str | None:
    amount = read_amount(text) if text else None
    return plain(amount.value) if amount else text or None


def _value(text: str) -> dict[str, str]:
    value = read_target(text)
    told = {"text": text, "kind": value.kind if value else ""}
    if value and value.number is not None:
        told |= {"operator": value.operator, "number": f"{value.number:f}", "unit": value.unit}
    return told
