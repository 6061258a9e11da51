"""Good forms written in another way that is just as good: on none may an error or a warning appear.

To add a kind, write a function of a Random and a Document that keeps right what is right, and a line in
EDITS. None is returned where a form does not offer the edit.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from random import Random

from perfdesk.documents.document import Document, Row
from tests.rules.mutants import FUNDS, Mutation, any_row, target, with_row, with_texts

_PLACES = ("海州", "临江", "江北", "东山", "平川", "云水", "青石", "白河", "龙泉山", "望海")
_FULL_WIDTH = str.maketrans("0123456789%.", "０１２３４５６７８９％．")


def _other_office(random: Random, document: Document) -> Document:
    """Another town, wherever it is named."""
    here = document.texts["unit"][:2]
    there = random.choice([place for place in _PLACES if place[:2] != here])
    texts = {key: text.replace(here, there) for key, text in document.texts.items()}
    rows = tuple(
        replace(row, texts={key: text.replace(here, there) for key, text in row.texts.items()})
        for row in document.rows
    )
    return replace(document, texts=texts, rows=rows)


def _other_share(random: Random, document: Document) -> Document | None:
    """Another share that is as likely: between 85 and 99.5 instead of above 85."""
    at = any_row(
        random, document, lambda row: row.text("value")[:1] == "≥" and _percent(row) and _percent(row) >= 85
    )
    new = random.choice(("86", "88.5", "90", "92", "95", "96.5", "98", "99", "99.5"))
    return None if at is None else with_row(document, at, value=f"≥{new}%")


def _percent(row: Row) -> float:
    said = target(row)
    return (
        float(said.number or 0) if said.unit == "%" and said.kind == "quantitative" and not said.base else 0
    )


def _other_count(random: Random, document: Document) -> Document | None:
    """Half as many to twice as many, in the row and in the goals."""
    at = any_row(random, document, lambda row: row.text("level2") == "数量指标" and _count(row) >= 4)
    if at is None:
        return None
    old = _count(document.rows[at])
    new = random.randint(max(2, old // 2), old * 2)
    value = document.rows[at].text("value").replace(str(old), str(new))
    pattern = rf"(?<![0-9.]){old}(?![0-9.年月日号])"
    goals = {key: re.sub(pattern, str(new), document.texts[key]) for key in ("goal.total", "goal.annual")}
    return with_texts(with_row(document, at, value=value), goals)


def _count(row: Row) -> int:
    said = target(row)
    is_whole = (
        said.kind == "quantitative" and said.number and said.number == int(said.number) and not said.base
    )
    return int(said.number or 0) if is_whole and str(int(said.number or 0)) in row.text("value") else 0


def _other_money(random: Random, document: Document) -> Document | None:
    """All amounts of the form, and the rows that name the sum, by the same factor."""
    factor = random.choice((0.5, 0.8, 1.1, 1.5, 2))
    old = document.texts["funds.annual.sum"]
    scaled = {key: _scaled(document.texts[key], factor) for key in FUNDS}
    rows = tuple(
        replace(
            row, texts={key: text.replace(old, scaled["funds.annual.sum"]) for key, text in row.texts.items()}
        )
        for row in document.rows
    )
    return with_texts(replace(document, rows=rows), scaled)


def _scaled(text: str, factor: float) -> str:
    return f"{float(text.replace(',', '')) * factor:.4f}".rstrip("0").rstrip(".") if text else ""


def _reordered(random: Random, document: Document) -> Document:
    """The rows of each second level in another order, and the second levels of each first one."""
    rows: list[Row] = []
    for _, first in groupby(document.rows, lambda row: row.text("level1")):
        blocks = [list(block) for _, block in groupby(first, lambda row: row.text("level2"))]
        random.shuffle(blocks)
        for block in blocks:
            random.shuffle(block)
            rows.extend(block)
    return replace(document, rows=tuple(rows))


def _merged_cells(random: Random, document: Document) -> Document:
    """Levels written only where they begin, as in merged cells."""
    rows, above = [], ("", "")
    for row in document.rows:
        levels = row.text("level1"), row.text("level2")
        first = "" if levels[0] == above[0] else levels[0]
        second = "" if levels == above else levels[1]
        rows.append(replace(row, texts={**row.texts, "level1": first, "level2": second}))
        above = levels
    return replace(document, rows=tuple(rows))


def _full_width(random: Random, document: Document) -> Document:
    """Figures, per cent signs and brackets in full width."""
    at = random.randrange(len(document.rows))
    row = document.rows[at]
    name = row.text("name").replace("(", "（").replace(")", "）")
    return with_row(
        document, at, name=name, value=row.text("value").translate(_FULL_WIDTH).replace("=", "＝")
    )


def _blanks(random: Random, document: Document) -> Document:
    """Blanks around a text, or between a sign and its figure."""
    at = random.randrange(len(document.rows))
    row = document.rows[at]
    value = re.sub(r"^([≥≤=])", r"\1 ", row.text("value"))
    return with_row(document, at, name=f" {row.text('name')}　", value=value)


def _other_period(random: Random, document: Document) -> Document | None:
    """The same period in another spelling."""
    found = re.fullmatch(r"(\d{4})年(\d{1,2})月\D+(\d{4})年(\d{1,2})月", document.texts["period"])
    if not found:
        return None
    first, begin, last, end = found[1], int(found[2]), found[3], int(found[4])
    day = monthrange(int(last), end)[1]
    spelt = random.choice((
        f"{first}.{begin:02}-{last}.{end:02}", f"{first}年{begin:02}月-{last}年{end:02}月",
        f"{first}年{begin}月—{last}年{end}月", f"{first}/{begin}-{last}/{end}",
        f"{first}年{begin}月1日至{last}年{end}月{day}日", f"{first}-{begin:02}至{last}-{end:02}",
    ))  # fmt: skip
    return with_texts(document, {"period": spelt})


def _other_operator(random: Random, document: Document) -> Document | None:
    """The same operator in another spelling."""
    at = any_row(random, document, lambda row: row.text("value")[:1] in "≥≤" and not target(row).base)
    if at is None:
        return None
    value = document.rows[at].text("value")
    spelt = {"≥": ("不低于{}", "{}以上", ">={}", "≧{}", "至少{}"), "≤": ("不超过{}", "{}以内", "<={}", "≦{}")}
    return with_row(document, at, value=random.choice(spelt[value[0]]).format(value[1:]))


def _other_name(random: Random, document: Document) -> Document:
    """A word before a name that says no more than it did."""
    at = random.randrange(len(document.rows))
    before = random.choice(("年度", "项目", "全年", "本年", "当年"))
    return with_row(document, at, name=before + document.rows[at].text("name"))


def _other_goal(random: Random, document: Document) -> Document:
    """A sentence before or behind a goal, as offices write them."""
    key = random.choice(("goal.total", "goal.annual"))
    before = random.choice(("根据年度工作安排，", "围绕中心工作，", "落实上级部署，", ""))
    behind = random.choice(("", "保障各项工作有序开展。", "提高服务群众水平。", "确保资金使用规范安全。"))
    return with_texts(document, {key: before + document.texts[key] + behind})


def _one_less(random: Random, document: Document) -> Document | None:
    """One of several rows of a second level gone."""

    def is_one_of_several(row: Row) -> bool:
        alike = [each for each in document.rows if each.text("level2") == row.text("level2")]
        return len(alike) > 1 and len(document.rows) > 6

    at = any_row(random, document, is_one_of_several)
    if at is None:
        return None
    return replace(document, rows=document.rows[:at] + document.rows[at + 1 :])


def _next_year(random: Random, document: Document) -> Document:
    """The whole form a few years later."""
    step = random.choice((1, 2, 3))

    def later(text: str) -> str:
        return re.sub(r"(?<![0-9])20[0-9]{2}(?=[年./-]|$)", lambda found: str(int(found[0]) + step), text)

    rows = tuple(
        replace(row, texts={key: later(text) for key, text in row.texts.items()}) for row in document.rows
    )
    goals = {key: later(document.texts[key]) for key in ("year", "period", "goal.total", "goal.annual")}
    return with_texts(replace(document, rows=rows), goals)


EDITS: Mapping[str, Mutation] = {
    "换单位名称": _other_office,
    "换百分比": _other_share,
    "换数量": _other_count,
    "换金额": _other_money,
    "换行序": _reordered,
    "合并单元格": _merged_cells,
    "全角": _full_width,
    "空格": _blanks,
    "实施期写法": _other_period,
    "运算符写法": _other_operator,
    "名称用语": _other_name,
    "目标用语": _other_goal,
    "少一行": _one_less,
    "换年度": _next_year,
}
