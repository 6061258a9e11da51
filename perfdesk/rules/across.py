"""What can only be seen when several forms lie side by side: XF, and rules of other families about a batch.

Batches may be large, so every rule groups by a key first and compares within the group. Forms are held
against each other when they are of one kind, one year and, where it is about house style, one department.

To add a rule: a generator over the Facts of a batch under `@batch_rule`; what it needs to know of a document
is remembered in `facts`. It remarks on each document that should change, naming the others. Its cases belong
into tests/rules/test_across.py.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from perfdesk.documents.address import field
from perfdesk.forms.money import plain
from perfdesk.rules.facts import Facts, Others, key_of
from perfdesk.rules.rule import PRACTICE, SYSTEM, TARGETS, Remark, Verdict, batch_rule

T = TypeVar("T")

_FEWEST = 3
"""Forms that make a custom; of two, nobody can say which one is odd."""


@batch_rule(
    "HDR-11", "项目编码位数与同批不一致", severity="warning", basis=PRACTICE,
    why="同一系统的项目编码位数相同，位数不同多为复制时漏了几位，编码错了就对不上预算项目。",
    example="同批编码都是14位：20231000060707",
)  # fmt: skip
def other_code_length(batch: Sequence[Facts]) -> Iterator[Remark]:
    """A code longer or shorter than the usual; where no length is usual, every code is told."""
    for circle in circles(batch):
        by_length = dict(_parted(circle, lambda facts: len(facts.code) or None, least=1))
        usual = _majority(Counter({length: len(coded) for length, coded in by_length.items()}))
        for length, coded in by_length.items():
            rest = [each for each in by_length if each != length] if usual is None else [usual]
            others = Others.of([facts for each in rest for facts in by_length[each]])
            if length == usual or not others.count:
                continue
            figures = "/".join(map(str, sorted(rest)))
            for facts in coded:
                message = (
                    f"项目编码「{facts.code}」是{length}位，{others}是{figures}位，"
                    "疑似缺位，请与预算系统核对。"
                )
                words = f"{facts.code}\t{figures}"
                yield Remark(facts, others, Verdict(field("project.name"), message, words=words))


@batch_rule(
    "GOAL-08", "绩效目标与其他项目相同", severity="warning", basis=TARGETS,
    why="两个项目做的事不同，目标不会一字不差；多为复制后忘了修改。",
    example="每个项目写自己的工作内容、产出数量和预期效果",
)  # fmt: skip
def same_goal(batch: Sequence[Facts]) -> Iterator[Remark]:
    """The year's goal word for word that of another project."""
    for _, alike in _parted(
        batch, lambda facts: (facts.form, facts.year, facts.goal) if facts.goal else None
    ):
        for facts, others in _with_others(_each_once(alike)):
            message = f"年度目标与{others}的绩效目标相同，请改写为本项目自己的目标。"
            yield Remark(facts, others, Verdict(field("goal.annual"), message, words=facts.goal.hex()))


@batch_rule(
    "XF-03", "同批表式写法不统一", severity="info", basis=PRACTICE,
    why="同一批表有的写编码、有的不写，有的有「项目属性」行、有的没有，审核和汇总时不好对照。",
    example="同批要么都在名称前写编码，要么都不写",
)  # fmt: skip
def other_conventions(batch: Sequence[Facts]) -> Iterator[Remark]:
    """A code before the name, or none, unlike most; the rows 项目属性 and 项目类别 in a few forms only."""
    named = [facts for facts in batch if facts.name]
    for facts, _, others in _odd_ones(named, lambda facts: "有" if facts.code else "无"):
        seen = "带编码" if facts.code else "不带编码"
        message = f"项目名称「{facts.written_name}」{seen}，与同批 {others.count} 张表不同，建议统一写法。"
        words = f"{facts.code}\t{seen}"
        yield Remark(facts, others, Verdict(field("project.name"), message, words=words))
    for facts, usual, others in _odd_ones(batch, lambda facts: "有" if facts.has_attribute else "无"):
        if usual == "无":
            message = (
                f"只有少数表有「项目属性」行，同批另外 {others.count} 张表没有；请确认用的是同一份表样。"
            )
            yield Remark(facts, others, Verdict(field("attribute"), message, words=usual))


@batch_rule(
    "XF-04", "同一项目重复填报", severity="warning", basis=SYSTEM,
    why="同一年度里编码或名称相同的项目，多为重复填报或复制后忘了改名，金额会被算两次。",
    example="每个项目一张表，名称各不相同",
)  # fmt: skip
def same_project(batch: Sequence[Facts]) -> Iterator[Remark]:
    """The same code, or the same name in the same unit, twice in a year."""
    told: set[str] = set()
    for what, key in (("编码", _by_code), ("名称", _by_name)):
        for _, alike in _parted(batch, key):
            for facts, others in _with_others(alike):
                if facts.uid not in told:
                    told.add(facts.uid)
                    seen = facts.code if what == "编码" else facts.name
                    message = (
                        f"项目{what}「{seen}」与另外 {others.count} 张表相同，"
                        "疑似项目重复，请核对后删除或改名。"
                    )
                    words = f"{what}\t{seen}"
                    yield Remark(facts, others, Verdict(field("project.name"), message, words=words))


def _by_code(facts: Facts) -> Hashable:
    return (facts.form, facts.year, facts.code) if facts.code else None


def _by_name(facts: Facts) -> Hashable:
    """One project twice; 办公设备购置 is one of many units."""
    return (facts.form, facts.year, facts.unit, key_of(facts.name)) if facts.name else None


@batch_rule(
    "XF-05", "合计与控制数不符", severity="info", basis=PRACTICE,
    why="一个年度各项目的金额之和应与下达的控制数一致，差额说明有漏报、多报或填错。",
    example="审核设置中的控制数与各表年度金额之和相等",
)  # fmt: skip
def other_total(batch: Sequence[Facts]) -> Iterator[Remark]:
    """The year's money of all forms is not what the office's profile says that it should be."""
    for _, forms in _parted(batch, lambda facts: (facts.form, facts.year), least=1):
        first, limits = forms[0], forms[0].limits.numbers
        total = sum((facts.amount for facts in forms if facts.amount), start=Decimal(0))
        if limits["batch-total"] and abs(total - limits["batch-total"]) > limits["tolerance"]:
            wanted = plain(limits["batch-total"])
            message = (
                f"年度金额：本批 {len(forms)} 张表合计{plain(total)}万元，与控制数{wanted}万元不符，请核对。"
            )
            words = f"{plain(total)}\t{wanted}"
            yield Remark(
                first, Others.of(forms[1:]), Verdict(field("funds.annual.sum"), message, words=words)
            )


@batch_rule(
    "XF-06", "资金变化而目标未变", severity="warning", basis=TARGETS,
    why="钱比上年多了或少了许多，指标却一个字没动，说明目标没有随预算调整。",
    example="金额增加一半，参训人数也从200人改为300人",
)  # fmt: skip
def money_changed_alone(batch: Sequence[Facts]) -> Iterator[Remark]:
    """The same project had the same targets a year before, for quite another sum."""
    told: set[str] = set()
    for key in (_by_project, _by_name_over_years):
        for _, thread in _parted(batch, key):
            by_year = {facts.year: facts for facts in thread}
            for facts in thread:
                before = by_year.get(facts.year - 1) if facts.year else None
                if before and facts.uid not in told and (share := _changed(before, facts)):
                    told.add(facts.uid)
                    message = (
                        f"年度金额比{before.year}年变化{share:.0f}%，指标和指标值却与上年完全相同，"
                        "请按资金调整指标值。"
                    )
                    words = f"{facts.amount}\t{before.amount}"
                    verdict = Verdict(field("funds.annual.sum"), message, words=words)
                    yield Remark(facts, Others.of((before,)), verdict)


def _by_project(facts: Facts) -> Hashable:
    return facts.form, facts.project


def _by_name_over_years(facts: Facts) -> Hashable:
    """One project in documents that do not know of each other."""
    return (facts.form, facts.unit, key_of(facts.name)) if facts.name else None


def _changed(before: Facts, facts: Facts) -> Decimal | None:
    """By how many per cent the money differs, if that is too much for targets that are the same."""
    if not before.amount or not facts.amount or not facts.targets or facts.targets != before.targets:
        return None
    share = abs(facts.amount - before.amount) / before.amount * 100
    return share if share > facts.limits.numbers["batch-amount-change"] else None


@batch_rule(
    "XF-07", "指标整套与其他项目相同", severity="info", basis=TARGETS,
    why="不同项目的指标和指标值一模一样，多为套用模板，没有体现项目自己的产出和效果。",
    example="按本项目的工作内容设置指标和指标值",
)  # fmt: skip
def same_indicators(batch: Sequence[Facts]) -> Iterator[Remark]:
    """All names and values those of another project."""
    for _, alike in _parted(batch, _by_targets):
        for facts, others in _with_others(_each_once(alike)):
            message = (
                f"「{facts.called}」的 {len(facts.targets)} 个指标及指标值与{others}完全相同，"
                "疑似照搬模板，请按本项目实际调整。"
            )
            words = "\n".join(sorted(map("\t".join, facts.targets)))
            yield Remark(facts, others, Verdict(field("project.name"), message, words=words))


def _by_targets(facts: Facts) -> Hashable:
    is_enough = len(facts.targets) >= facts.limits.numbers["batch-same-rows"]
    return (facts.form, facts.year, facts.targets) if is_enough else None


# --- side by side -----------------------------------------------------------------------------------------


def circles(batch: Iterable[Facts]) -> Iterator[list[Facts]]:
    """The forms of one kind, year and department, where there are several."""
    yield from (forms for _, forms in _parted(batch, lambda each: (each.form, each.year, each.department)))


def _parted(
    batch: Iterable[Facts], key: Callable[[Facts], T | None], *, least: int = 2
) -> Iterator[tuple[T, list[Facts]]]:
    """Groups of at least so many documents with the same key; those whose key is None stand in none."""
    groups: defaultdict[T, list[Facts]] = defaultdict(list)
    for facts in batch:
        if (own := key(facts)) is not None:
            groups[own].append(facts)
    yield from ((own, group) for own, group in groups.items() if len(group) >= least)


def _each_once(alike: Iterable[Facts]) -> list[Facts]:
    """Without a project's second form: that it is there twice is XF-04's."""
    by_names = {_by_name(facts) or facts.uid: facts for facts in alike}
    return list({_by_code(facts) or facts.uid: facts for facts in by_names.values()}.values())


def _with_others(alike: Sequence[Facts]) -> Iterator[tuple[Facts, Others]]:
    """Each with the documents of other projects, if there are any."""
    projects = Counter(facts.project for facts in alike)
    if len(projects) > 1:
        for facts in alike:
            others = (other for other in alike if other.project != facts.project)
            yield facts, Others.of(others, len(alike) - projects[facts.project])


def _odd_ones(batch: Iterable[Facts], habit: Callable[[Facts], str]) -> Iterator[tuple[Facts, str, Others]]:
    """Forms unlike most of their circle: the odd one, the usual habit, those that have it."""
    for circle in circles(batch):
        by_habit = dict(_parted(circle, lambda facts: habit(facts) or None, least=1))
        counts = Counter({own: len(forms) for own, forms in by_habit.items()})
        usual = _majority(counts) if counts.total() >= _FEWEST else None
        if usual:
            others = Others.of(by_habit[usual])
            for own, forms in by_habit.items():
                yield from ((facts, usual, others) for facts in forms if own != usual)


def _majority(counts: "Counter[T]") -> T | None:
    """What more than half have."""
    return next((most for most, count in counts.most_common(1) if count * 2 > counts.total()), None)
