"""SEM: whether indicators, goals and money speak of the same project."""

import re
from collections.abc import Iterator
from functools import lru_cache

from perfdesk.documents.address import field
from perfdesk.forms.money import plain
from perfdesk.rules.case import Case, Line
from perfdesk.rules.completeness import COST
from perfdesk.rules.goals import ANNUAL
from perfdesk.rules.rule import CORE, TARGETS, Verdict, rule
from perfdesk.rules.unit_cost import cost_of_each, measure_of, pairs_of, rounded, telling_pairs

_CLAUSE = re.compile("[，,。；;：:！!\n]")
_HEADS = re.compile(
    "的|对|为|由|向|把|将|用于|包括|包含|涉及|围绕|保障|完成|开展|实施|推进|推动|加强|做好|负责|承担|提供|采购|购置|维护|委托|新建|改造|通过|以|来|及|和|与|等"
)
_ANSWER = re.compile("等.*$|工作.*$|进行.*$|提供.*$|等方面.*$")
_FIELDS = ("project.name", "goal.total", "goal.annual", "department", "unit", "filler", "title")


@rule(
    "SEM-15", "指标中的事物项目里没有", severity="warning", basis=TARGETS,
    why="指标提到的系统、地方在项目名称和目标里都没有，多半是从别的项目抄来的。",
    example="目标写「运行维护税务申报系统」，指标才写「税务申报系统可用率」",
)  # fmt: skip
def unknown_thing(case: Case) -> Iterator[Verdict]:
    """A named system, or another city, in one indicator, of which name, goals and units know nothing."""
    if not case.has("project.name") or not any(case.goals):
        return
    context = "\n".join(case.text(key) for key in _FIELDS)
    for line in case.indicators:
        thing = _thing(case, line.name)
        cities = [city for city in case.vocabulary.found(line.name, "meaning.cities") if city not in context]
        if thing and not pairs_of(thing[1]) & pairs_of(context) and not _is_shared(case, line, thing[1]):
            named = thing[0]
        elif cities:
            named = cities[0]
        else:
            continue
        yield Verdict(
            line.at("name"),
            f"「{line.name}」中的「{named}」没有在项目名称和绩效目标中出现，疑似套用其他项目，请核对；确有此内容的请写进目标。",
            words=f"{line.name}\t{context}",
        )


def _thing(case: Case, name: str) -> tuple[str, str] | None:
    """A named system and what names it, 税务申报系统 and 税务申报; None when only usual words do."""
    for word in case.vocabulary.words("meaning.things"):
        end = name.find(word)
        if end < 4:
            continue
        modifier = name[:end]
        spots = case.vocabulary.spots(modifier).get("meaning.thing-words", ())
        start = max((at + len(each) for at, each in spots), default=0)
        if start < (verb := len(case.vocabulary.start(modifier, "changes.verbs"))):
            start = verb
        if 4 <= len(modifier) - start <= 10:
            return modifier[start:] + word, modifier[start:]
    return None


def _is_shared(case: Case, line: Line, modifier: str) -> bool:
    """Whether another indicator speaks of it, too."""
    return any(other is not line and modifier in other.name for other in case.indicators)


@rule(
    "SEM-16", "目标中的事项没有对应指标", severity="info", basis=TARGETS,
    why="目标里逐项列出的工作，每项都应当有指标考核；没有指标，做没做无从知道。",
    example="目标列了政策审计，就设「政策审计项目数量 ≥3个」",
)  # fmt: skip
def item_without_indicator(case: Case) -> Iterator[Verdict]:
    """An item in a list of the goal that shares no telling pair of characters with any indicator."""
    text = case.text(ANNUAL)
    names = [line.name for line in case.indicators if line.name]
    if not case.has(ANNUAL) or "、" not in text or not names:
        return
    known = frozenset().union(*map(pairs_of, names))
    missing = [
        item
        for items in listed(text)
        for item in items
        if 4 <= len(item) <= 9
        and not case.vocabulary.found(item, "meaning.givers")
        and (telling := telling_pairs(case, item))
        and not telling & known
    ]
    if missing:
        named = "".join(f"「{item}」" for item in dict.fromkeys(missing[:3]))
        yield Verdict(
            field(ANNUAL), f"年度目标提到{named}，没有对应指标，建议补充，或在目标中写明不考核的原因。",
            words=text + "\t".join(names),
        )  # fmt: skip


@rule(
    "SEM-17", "产出规模与资金量不相称", severity="info", basis=TARGETS,
    why="钱多事少或钱少事多，都要说明理由；单位规定了每件产出花多少钱的范围时才检查。",
    example="每套系统运维费5到20万元",
)  # fmt: skip
def out_of_proportion(case: Case) -> Iterator[Verdict]:
    """The money of one unit of the main output lies outside the office's range."""
    least, most = case.number("each-least"), case.number("each-most")
    if not most or not (found := cost_of_each(case)):
        return
    line, each = found
    if not least <= each <= most:
        yield Verdict(
            line.at("value"),
            f"「{line.name}」{line.value}，平均每{measure_of(line)}{rounded(each)}万元，"
            f"不在{plain(least)}到{plain(most)}万元之间，请核对。",
            words=f"{line.value}\t{case.text('funds.annual.sum')}",
        )


@rule(
    "SEM-18", "可以算出的单位成本", severity="info", basis=CORE,
    why="年度金额除以主要产出，就是单位成本；没有成本指标时可以直接用它作为上限。",
    example="单套系统年运维费 ≤8.73万元/套", is_off=True,
)  # fmt: skip
def computed_cost(case: Case) -> Iterator[Verdict]:
    """The money of one unit of the main output, where there is no cost indicator; CMP-07 says it as well."""
    if any(COST in (line.standing.first, line.standing.second) for line in case.indicators):
        return
    if found := cost_of_each(case):
        line, each = found
        unit = measure_of(line)
        yield Verdict(
            line.at("value"),
            f"按「{line.name}」{line.value}计算，单位成本约{rounded(each)}万元/{unit}，建议用作成本指标的上限。",
            words=f"{line.value}\t{case.text('funds.annual.sum')}",
        )


@rule(
    "SEM-19", "数量与目标列举的项数不一致", severity="info", basis=TARGETS,
    why="目标列举了四种软件，指标写八套，读的人会问另外四套是什么；对不上的要写明。",
    example="目标写「维护办公、账务等8套软件」",
)  # fmt: skip
def other_count(case: Case) -> Iterator[Verdict]:
    """A small count of what the goal lists one by one, and another number of items there."""
    text = case.text(ANNUAL)
    if not case.has(ANNUAL) or "、" not in text:
        return
    for items in listed(text):
        head = items[-1][-2:]
        if len(items) < 3 or not all(item.endswith(head) or head in item for item in items):
            continue
        for line in case.indicators:
            number = line.target.number if line.target and line.target.kind == "quantitative" else None
            if (
                number
                and number <= 30
                and number != len(items)
                and head in line.name
                and line.standing.second == "数量指标"
            ):
                yield Verdict(
                    line.at("value"),
                    f"「{line.name}」为「{line.value}」，年度目标列举了{len(items)}项（{'、'.join(items)}），请核对。",
                    words=f"{line.value}\t{text}",
                )


@lru_cache(maxsize=512)
def listed(text: str) -> tuple[tuple[str, ...], ...]:
    """The lists of a text: items parted by 、, cut down to what is listed."""
    found: list[tuple[str, ...]] = []
    for clause in _CLAUSE.split(text):
        parts = clause.strip().split("、")
        if len(parts) < 2:
            continue
        first = _HEADS.split(parts[0])[-1] if len(parts[0]) > 6 else parts[0]
        items = [first, *parts[1:-1], _ANSWER.sub("", parts[-1])]
        found.append(tuple(item for item in (each.strip() for each in items) if item))
    return tuple(each for each in found if each)
