"""Good forms made worse, each in one way that a reviewer would send back.

A mutation that a reviewer would let pass must not be counted as missed, so each function returns None where
what it would make is not plainly wrong; what it takes for wrong is said in its docstring. To add a kind,
write a function of a Random and a Document and a line in KINDS: the rules that say what is wrong (any of
them, and no other, counts as a report), and whether structure decides or a word list must know the word.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from perfdesk.documents.document import Document, Row
from perfdesk.forms.target_value import TargetValue, read_target
from perfdesk.rules.vocabulary import shipped

Decides = Literal["structure", "listed", "unlisted"]
Mutation = Callable[[Random, Document], Document | None]

FUNDS = tuple(f"funds.{span}.{part}" for span in ("total", "annual") for part in ("sum", "fiscal", "other"))
_SHARE = ("率", "比例", "占比", "比重", "满意度")
_GROWTH = ("增长", "增产", "提高", "提升")
"""Of shares that may well be over 100 %."""
_SEVERAL_OF_WHOLE = frozenset(
    ("数量指标", "质量指标", "时效指标", "成本指标", "经济成本指标", "服务对象满意度指标")
)
_BAD = ("故障", "差错", "投诉", "事故", "死亡", "损失", "隐患", "困人", "逾期", "滞纳", "排放", "能耗")


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to make a form worse."""

    make: Mutation
    by: frozenset[str]
    """The rules that say what is wrong."""
    decides: Decides = "structure"


def target(row: Row) -> TargetValue:
    """What a row's value says; of a blank one nothing."""
    return read_target(row.text("value")) or TargetValue("qualitative")


def with_row(document: Document, at: int, **cells: str) -> Document:
    """The form with other texts in one row."""
    rows = list(document.rows)
    rows[at] = replace(rows[at], texts={**rows[at].texts, **cells})
    return replace(document, rows=tuple(rows))


def with_texts(document: Document, texts: Mapping[str, str]) -> Document:
    """The form with other texts in its fields."""
    return replace(document, texts={**document.texts, **texts})


def any_row(random: Random, document: Document, fits: Callable[[Row], object]) -> int | None:
    """The index of one of the rows that fit."""
    fitting = [at for at, row in enumerate(document.rows) if fits(row)]
    return random.choice(fitting) if fitting else None


def _value(fits: Callable[[Row], object], change: Callable[[Random, Row], str]) -> Mutation:
    """The value of a row that fits, changed."""

    def make(random: Random, document: Document) -> Document | None:
        at = any_row(random, document, fits)
        return None if at is None else with_row(document, at, value=change(random, document.rows[at]))

    return make


def _is_figure(row: Row) -> bool:
    said = target(row)
    return said.kind == "quantitative" and not said.base and not said.note


def _has_sign(row: Row, signs: str = "≥≤=><") -> bool:
    return _is_figure(row) and row.text("value")[0] in signs


def _may_lose_unit(row: Row) -> object:
    """A figure with a unit that the name does not carry in brackets."""
    return _has_sign(row) and target(row).unit and not row.text("name").endswith((")", "）"))


def _is_one_way(row: Row) -> object:
    """Plainly one way: a share of a whole, a bad thing, a cost. Of counts a limit may be meant, too."""
    said, name = target(row), row.text("name")
    is_bad = any(word in name for word in _BAD)
    is_share = said.unit == "%" and name.endswith(_SHARE) and said.number != 100
    is_cost = row.text("level2") in ("成本指标", "经济成本指标") and "元" in said.unit
    return (
        _has_sign(row, "≥≤")
        and said.number
        and (is_bad or is_cost or is_share)
        and not name.endswith(("控制率", "标准"))
    )


def _flip(random: Random, row: Row) -> str:
    value = row.text("value")
    return {"≥": "≤", "≤": "≥"}[value[0]] + value[1:]


def _is_share(row: Row) -> object:
    """A share that ten-fold is over 100 % and can never be."""
    said, name = target(row), row.text("name")
    grows = any(word in name for word in _GROWTH)
    return _has_sign(row) and said.unit == "%" and said.number and said.number > 10 and not grows


def _may_read_as_2(row: Row) -> bool:
    return _has_sign(row, "≥") and not target(row).unit.endswith("元")


def _swap_first(random: Random, document: Document) -> Document | None:
    """A first level that the second one does not belong to; 满意度 as a second level may stand anywhere."""
    at = any_row(random, document, lambda row: row.text("level1") != "满意度指标")
    if at is None:
        return None
    own = document.rows[at].text("level1")
    others = sorted({row.text("level1") for row in document.rows} - {own})
    return with_row(document, at, level1=random.choice(others))


def _swap_second(random: Random, document: Document) -> Document | None:
    """Two rows change places between second levels that nobody confuses: 数量 质量 时效 成本 满意度.

    Not a rate of 时效 for one of 质量 (按期完成率, 完成率), for both are at home under either; nor a count of
    bad things for another count, for it is quality.
    """
    rows = [at for at, row in enumerate(document.rows) if row.text("level2") in _SEVERAL_OF_WHOLE]
    if len(rows) < 2:
        return None
    one, other = random.sample(rows, 2)
    levels = {document.rows[at].text("level2") for at in (one, other)}
    shares = [target(document.rows[at]).unit == "%" for at in (one, other)]
    if len(levels) < 2 or (levels <= {"质量指标", "时效指标", "数量指标"} and shares[0] == shares[1]):
        return None
    cells = [{key: document.rows[at].text(key) for key in ("name", "value")} for at in (one, other)]
    return with_row(with_row(document, one, **cells[1]), other, **cells[0])


def _shift_right(random: Random, document: Document) -> Document | None:
    at = any_row(random, document, lambda row: target(row).kind == "quantitative")
    if at is None:
        return None
    row = document.rows[at]
    return with_row(
        document, at, level1="", level2=row.text("level1"), name=row.text("level2"), value=row.text("name")
    )


def _duplicate(random: Random, document: Document) -> Document | None:
    at = random.randrange(len(document.rows))
    row = replace(document.rows[at], uid="copy")
    return replace(document, rows=(*document.rows[: at + 1], row, *document.rows[at + 1 :]))


def _sum_changed(random: Random, document: Document) -> Document | None:
    """Any of the six cells; a blank one (which is 0) is filled."""
    key = random.choice(FUNDS)
    text = document.texts[key]
    change = random.choice(("0.5", "7", "30"))
    number = float(text.replace(",", "") or 0)
    return with_texts(document, {key: f"{round(number + float(change), 4):g}" if number < 1e5 else change})


def _end_before_start(random: Random, document: Document) -> Document | None:
    found = re.fullmatch(
        r"(\d{4}年\d{1,2}月(?:\d+日)?)(\D+)(\d{4}年\d{1,2}月(?:\d+日)?)", document.texts["period"]
    )
    return found and with_texts(document, {"period": found[3] + found[2] + found[1]})


def _is_one_year(document: Document) -> bool:
    return len(set(re.findall(r"20\d\d", document.texts["period"]))) == 1


def _last_year(text: str, year: str) -> str:
    return text.replace(year, str(int(year) - 1))


def _stale_period(random: Random, document: Document) -> Document | None:
    """The whole period a year too early; one of several years may still hold the budget year."""
    texts = document.texts
    return (
        with_texts(document, {"period": _last_year(texts["period"], texts["year"])})
        if _is_one_year(document)
        else None
    )


def _stale_goal(random: Random, document: Document) -> Document | None:
    """Last year's number in the goal: wrong unless the period holds that year, too."""
    texts = document.texts
    if not _is_one_year(document):
        return None
    goal = texts["goal.annual"]
    year = texts["year"] + "年"
    stale = f"{int(texts['year']) - 1}年"
    return with_texts(document, {"goal.annual": goal.replace(year, stale) if year in goal else stale + goal})


def _stale_day(random: Random, document: Document) -> Document | None:
    """A target day of last year, before the period begins."""
    year = document.texts["year"]
    at = any_row(random, document, lambda row: target(row).kind == "date" and year in row.text("value"))
    if at is None or not _is_one_year(document):
        return None
    return with_row(document, at, value=_last_year(document.rows[at].text("value"), year))


def _emptied_cell(random: Random, document: Document) -> Document | None:
    at = random.randrange(len(document.rows))
    return with_row(document, at, **{random.choice(("name", "value")): ""})


def _emptied_field(random: Random, document: Document) -> Document | None:
    """Not 其他资金, where blank is 0; nor a part of the money that was blank before."""
    keys = ["project.name", "department", "unit", "filler", "year", "period", "goal.total", "goal.annual"]
    keys += ["funds.total.sum", "funds.annual.sum", "funds.total.fiscal", "funds.annual.fiscal"]
    keys = [key for key in keys if document.texts.get(key)]
    return with_texts(document, {random.choice(keys): ""})


def _exchanged(random: Random, document: Document) -> Document | None:
    """部门 and 单位: a reader can tell it only where the names say which is below the other."""
    department, unit = document.texts["department"], document.texts["unit"]
    below = ("中心", "所", "院", "馆", "校", "站", "处", "支队", "公司")
    if (
        department == unit
        or not unit.endswith(below)
        or not department.endswith(("局", "厅", "委员会", "部"))
    ):
        return None
    return with_texts(document, {"department": unit, "unit": department})


def _mixed_frameworks(random: Random, document: Document) -> Document | None:
    """A row of the other framework among those of the form's own."""
    is_core = any(row.text("level1") == "成本指标" for row in document.rows)
    levels = {True: ("产出指标", "成本指标"), False: ("成本指标", "经济成本指标")}[is_core]
    at = any_row(random, document, lambda row: row.text("level2") in ("成本指标", "经济成本指标"))
    if at is None:
        return None
    row = replace(
        document.rows[at],
        uid="mixed",
        texts=dict(
            zip(("level1", "level2", "name", "value"), (*levels, "单位面积造价", "≤3.2万元"), strict=True)
        ),
    )
    rows = document.rows
    place = next(
        (index for index, each in enumerate(rows) if is_core and each.text("level1") == "效益指标"), 0
    )
    return replace(document, rows=(*rows[:place], row, *rows[place:]))


def _unknown_level(random: Random, document: Document) -> Document | None:
    at = random.randrange(len(document.rows))
    key, text = random.choice((("level1", "过程指标"), ("level2", "风险指标"), ("level2", "公平指标")))
    return with_row(document, at, **{key: text})


def _garbled(random: Random, document: Document) -> Document | None:
    at = random.randrange(len(document.rows))
    name = document.rows[at].text("name")
    place = random.randrange(len(name))
    return with_row(document, at, name=name[:place] + "\ufffd" + name[place + 1 :])


def _no_money_unit(random: Random, document: Document) -> Document | None:
    return with_texts(document, {"money.unit": random.choice(("", "个", "人民币"))})


def _dropped_level(random: Random, document: Document) -> Document | None:
    """All rows of one level gone that every form must have."""
    must = ("数量指标", "质量指标", "效益指标")
    level = random.choice(must)
    rows = tuple(row for row in document.rows if level not in (row.text("level1"), row.text("level2")))
    return replace(document, rows=rows)


_MEASURED = (
    "数",
    "次",
    "率",
    "度",
    "额",
    "量",
    "人",
    "户",
    "值",
    "比",
    "数量",
    "效",
    "性",
    "价",
    "本",
    "面",
    "费",
)


def _cut(random: Random, document: Document, *, listed: bool) -> Document | None:
    """The last character lost. Not where what is left is a good name, too: 档案整理数."""
    stems = {name.removeprefix("truncated.") for name in shipped() if name.startswith("truncated.")}

    def fits(row: Row) -> bool:
        left = row.text("name")[:-1]
        is_listed = any(left.endswith(stem) for stem in stems)
        return is_listed == listed and not left.endswith(_MEASURED)

    at = any_row(random, document, fits)
    return None if at is None else with_row(document, at, name=document.rows[at].text("name")[:-1])


_UNLISTED_WRONG = (
    ("数量", "数俩"), ("建设", "建没"), ("服务", "服努"), ("设备", "设倍"), ("公路", "公咯"),
    ("学生", "学升"), ("发放", "发访"), ("运行", "运形"), ("完成", "完程"), ("群众", "群种"),
    ("企业", "企叶"), ("满意", "满议"), ("检测", "检则"), ("合格", "合革"), ("图书", "图述"),
    ("面积", "面机"), ("及时", "及食"),
)  # fmt: skip


def _confused(random: Random, document: Document, *, listed: bool) -> Document | None:
    """A word for one that sounds or looks like it, where another row shows the right one with a neighbour."""
    pairs = (
        [
            (words[0], name.partition(".")[2])
            for name, words in shipped().items()
            if name.startswith(("confused.", "misspelt."))
        ]
        if listed
        else list(_UNLISTED_WRONG)
    )
    names = [row.text("name") for row in document.rows]
    fitting = [
        (at, right, wrong)
        for right, wrong in pairs
        for at, name in enumerate(names)
        if (place := name.find(right)) >= 0 and _is_seen_elsewhere(document, at, name, place, right)
    ]
    if not fitting:
        return None
    at, right, wrong = random.choice(fitting)
    return with_row(document, at, name=names[at].replace(right, wrong, 1))


def _is_seen_elsewhere(document: Document, at: int, name: str, place: int, right: str) -> bool:
    phrases = (name[max(0, place - 2) : place + len(right)], name[place : place + len(right) + 2])
    goals = (document.texts["goal.total"], document.texts["goal.annual"], document.texts["project.name"])
    others = [row.text("name") for index, row in enumerate(document.rows) if index != at]
    return any(
        len(phrase) >= len(right) + 2 and any(phrase in text for text in (*others, *goals))
        for phrase in phrases
    )


def _in_words(words: tuple[str, ...]) -> Mutation:
    """A benefit's figure replaced by a word."""

    def make(random: Random, document: Document) -> Document | None:
        at = any_row(random, document, lambda row: row.text("level1") == "效益指标")
        return None if at is None else with_row(document, at, value=random.choice(words))

    return make


def _reverse(endings: tuple[str, ...]) -> Mutation:
    """A further indicator of quality that should be small, without its ≤."""

    def make(random: Random, document: Document) -> Document | None:
        at = any_row(random, document, lambda row: row.text("level2") == "质量指标")
        if at is None:
            return None
        return with_row(document, at, name=random.choice(endings), value=random.choice(("5%", "3%", "1.5%")))

    return make


def _own_rating(random: Random, document: Document) -> Document | None:
    at = any_row(random, document, lambda row: row.text("level1") == "满意度指标")
    rater = random.choice((document.texts["unit"], document.texts["unit"], "本单位"))
    return None if at is None else with_row(document, at, name=f"{rater}对项目服务满意度")


def _by(rules: str) -> frozenset[str]:
    return frozenset(rules.split())


_PLACEHOLDERS = ("××", "**", "≥××%", "/", "XX", "≥**", "……", "＊＊", "≥XX人", "—")

KINDS: Mapping[str, Kind] = {
    "运算符丢失": Kind(
        _value(_has_sign, lambda _, row: row.text("value")[1:]), _by("VAL-03a VAL-03b VAL-03c VAL-14")
    ),
    "单位丢失": Kind(
        _value(_may_lose_unit, lambda _, row: row.text("value").removesuffix(target(row).unit)), _by("VAL-02")
    ),
    "运算符写反": Kind(_value(_is_one_way, _flip), _by("VAL-04")),
    "百分比大十倍": Kind(
        _value(
            _is_share,
            lambda _, row: f"{row.text('value')[0]}{(target(row).number or 0) * 10:g}%".replace(".0", ""),
        ),
        _by("VAL-06"),
    ),
    "≥识别成2": Kind(
        _value(_may_read_as_2, lambda _, row: f"2{row.text('value')[1:]}"),
        _by("VAL-14 VAL-06 VAL-03a VAL-03c"),
    ),
    "占位符": Kind(_value(_is_figure, lambda random, _: random.choice(_PLACEHOLDERS)), _by("VAL-13")),
    "只剩符号": Kind(
        _value(_is_figure, lambda random, _: random.choice(("≥", "≥%", "≤", "%"))), _by("VAL-01 VAL-13")
    ),
    "一格两值": Kind(
        _value(_has_sign, lambda _, row: f"{row.text('value')}、≥{row.text('value')[1:]}"), _by("VAL-18")
    ),
    "区间颠倒": Kind(
        _value(
            lambda row: _has_sign(row) and (target(row).number or 0) > 1,
            lambda _, row: f"{row.text('value')[1:]}-1{target(row).unit}",
        ),
        _by("VAL-18"),
    ),
    "一级指标放错": Kind(_swap_first, _by("STR-02 STR-03 STR-09")),
    "二级指标互换": Kind(_swap_second, _by("SEM-04 SEM-05 SEM-14")),
    "不存在的级次": Kind(_unknown_level, _by("STR-02 STR-03")),
    "整行右移": Kind(_shift_right, _by("STR-01")),
    "混用框架": Kind(_mixed_frameworks, _by("STR-02 STR-03 STR-09")),
    "整行重复": Kind(_duplicate, _by("SEM-10")),
    "缺少必设指标": Kind(_dropped_level, _by("CMP-01 CMP-02 CMP-04 CMP-05")),
    "金额改动": Kind(_sum_changed, _by("FUND-01 FUND-02 FUND-03 FUND-04 FUND-05 FUND-08")),
    "未写金额单位": Kind(_no_money_unit, _by("HDR-16")),
    "起止颠倒": Kind(_end_before_start, _by("HDR-07")),
    "实施期是上年的": Kind(_stale_period, _by("HDR-08")),
    "目标年份是上年的": Kind(_stale_goal, _by("GOAL-06")),
    "期限是上年的": Kind(_stale_day, _by("SEM-02")),
    "名称或值清空": Kind(_emptied_cell, _by("STR-05")),
    "栏目清空": Kind(
        _emptied_field,
        _by("HDR-01 HDR-02 HDR-03 HDR-04 HDR-05 HDR-06 GOAL-01 FUND-01 FUND-02 FUND-05 FUND-08"),
    ),
    "乱码": Kind(_garbled, _by("TXT-08")),
    "部门单位填反": Kind(_exchanged, _by("HDR-18"), "listed"),
    "缺字": Kind(lambda random, form: _cut(random, form, listed=True), _by("TXT-01"), "listed"),
    "缺字 ": Kind(lambda random, form: _cut(random, form, listed=False), _by("TXT-01"), "unlisted"),
    "错别字": Kind(lambda random, form: _confused(random, form, listed=True), _by("TXT-02"), "listed"),
    "错别字 ": Kind(lambda random, form: _confused(random, form, listed=False), _by("TXT-02"), "unlisted"),
    "等级无标准": Kind(_in_words(("优秀", "良好", "较好", "高", "优")), _by("VAL-07 VAL-09"), "listed"),
    "等级无标准 ": Kind(
        _in_words(("上乘", "可以", "过得去", "理想", "到位")), _by("VAL-07 VAL-09"), "unlisted"
    ),
    "变化无幅度": Kind(
        _in_words(("提高", "明显改善", "降低", "有所增加")), _by("VAL-08 VAL-09 SEM-11"), "listed"
    ),
    "变化无幅度 ": Kind(
        _in_words(("向好", "上新台阶", "见起色", "迈进一步")), _by("VAL-08 VAL-09 SEM-11"), "unlisted"
    ),
    "反向指标无≤": Kind(
        _reverse(("系统故障率", "审核差错率", "漏报率", "返工率", "有效投诉率")), _by("VAL-03b"), "listed"
    ),
    "反向指标无≤ ": Kind(
        _reverse(("破窗率", "串货率", "扯皮率", "跑偏率", "走样率")), _by("VAL-03a"), "unlisted"
    ),
    "自己评价自己": Kind(_own_rating, _by("SEM-07"), "listed"),
}
"""Name → kind. A name with a blank behind it is the same kind, in words that no list has."""
