"""CMP: whether the indicators of a form say all that its framework asks for.

Asked are only levels that the framework has. Where a first level is missing, its second levels are not asked
for as well. A row that says 无 or 不适用 answers what is merely expected, not what is a must.
"""

from collections.abc import Iterator
from hashlib import blake2b

from perfdesk.documents.address import group
from perfdesk.documents.document import Row
from perfdesk.documents.edits import InsertRow
from perfdesk.documents.finding import Fix
from perfdesk.forms.money import plain
from perfdesk.rules.case import Case, Line
from perfdesk.rules.levels import read_level
from perfdesk.rules.rule import BOTH, CORE, TARGETS, Verdict, rule
from perfdesk.rules.unit_cost import cost_of_each, measure_of, rounded

OUTPUT, BENEFIT, SATISFACTION, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
LASTING = "可持续影响指标"


@rule(
    "CMP-01", "缺少产出指标", severity="error", basis=BOTH,
    why="产出指标说明花钱做成了什么，是必设指标。",
    example="产出指标—数量指标—参训人数 ≥120人次",
)  # fmt: skip
def no_output(case: Case) -> Iterator[Verdict]:
    """No output indicator."""
    if asks_for(case, OUTPUT) and not indicators_under(case, OUTPUT):
        yield Verdict(group(OUTPUT), "缺少产出指标，请至少填写数量指标和质量指标，如「参训人数 ≥120人次」。")


@rule(
    "CMP-02", "缺少效益指标", severity="error", basis=BOTH,
    why="效益指标说明产出带来了什么变化，是必设指标。",
    example="效益指标—社会效益指标—政策知晓率 ≥85%",
)  # fmt: skip
def no_benefit(case: Case) -> Iterator[Verdict]:
    """No benefit indicator."""
    if asks_for(case, BENEFIT) and not indicators_under(case, BENEFIT):
        yield Verdict(
            group(BENEFIT), "缺少效益指标，请按项目实际填写经济、社会或生态效益指标，如「政策知晓率 ≥85%」。"
        )


@rule(
    "CMP-03", "缺少满意度指标", severity="warning", basis=BOTH,
    why="有明确服务对象的项目要调查服务对象的满意程度；没有服务对象的可以不设，请说明。",
    example="满意度指标—服务对象满意度指标—参训人员满意度 ≥90%",
)  # fmt: skip
def no_satisfaction(case: Case) -> Iterator[Verdict]:
    """No satisfaction indicator."""
    if asks_for(case, SATISFACTION) and not indicators_under(case, SATISFACTION, answered=True):
        yield Verdict(
            group(SATISFACTION), "缺少满意度指标，请填写如「参训人员满意度 ≥90%」；如无服务对象请说明。"
        )


@rule(
    "CMP-04", "缺少数量指标", severity="error", basis=BOTH,
    why="数量指标写明提供多少产品或服务，是产出的基本内容。",
    example="参训人数 ≥120人次",
)  # fmt: skip
def no_quantity(case: Case) -> Iterator[Verdict]:
    """No quantity among the outputs."""
    yield from _missing_output(case, "数量指标", "写明要完成多少，如「参训人数 ≥120人次」", answered=False)


@rule(
    "CMP-05", "缺少质量指标", severity="warning", basis=CORE,
    why="数量和质量原则上都要设置，只有数量看不出做得好不好。",
    example="参训人员考核合格率 ≥95%",
)  # fmt: skip
def no_quality(case: Case) -> Iterator[Verdict]:
    """No quality among the outputs."""
    yield from _missing_output(case, "质量指标", "写明达到什么标准，如「验收合格率 =100%」")


@rule(
    "CMP-06", "缺少时效指标", severity="warning", basis=TARGETS,
    why="时效指标写明何时完成或多快完成，便于按进度监控。",
    example="报告按期提交率 ≥95%",
)  # fmt: skip
def no_timeliness(case: Case) -> Iterator[Verdict]:
    """No timeliness among the outputs."""
    yield from _missing_output(case, "时效指标", "写明何时完成或多快完成，如「按期完成率 ≥95%」")


@rule(
    "CMP-07", "缺少成本指标", severity="warning", basis=BOTH, fixable=True,
    why="成本指标约束项目花费，可以写总成本或单位成本；工程基建、大型修缮及购置类项目必须设置。",
    example="项目总成本 ≤146.6万元，或单份报告平均费用 ≤1.2万元/份",
)  # fmt: skip
def no_cost(case: Case) -> Iterator[Verdict]:
    """No cost indicator at either level; an error where the category makes it a must."""
    is_first = any(level.name == COST for level in case.levels.own.level1)
    if not asks_for(case, COST if is_first else OUTPUT) or _has_cost(case):
        return
    outputs = indicators_under(case, OUTPUT)
    if not is_first and (COST not in case.levels.seconds_of(OUTPUT) or not _is_told_by_second(outputs)):
        return
    category = _category_that_needs_cost(case)
    proposal = _proposal(case)
    each = _proposal_of_each(case)
    where = "" if is_first else f"{OUTPUT}中"
    is_must = bool(category) or case.switch("cost-required")
    reason = f"{f'「{category}」项目' if category else ''}必须设置，请填写" if is_must else "建议设置"
    yield Verdict(
        group() if is_first else group(OUTPUT),
        f"{where}缺少成本指标，{reason}总成本或单位成本，如「项目总成本 {proposal or '≤100万元'}」{each}。",
        _insertion(case, proposal, is_first=is_first) if proposal else None,
        words=category,
        severity="error" if is_must else None,
    )


@rule(
    "CMP-08", "效益指标只有可持续影响", severity="warning", basis=TARGETS,
    why="可持续影响是长远效果，还应写明当年能看到的经济、社会或生态效益。",
    example="效益指标—社会效益指标—系统用户覆盖率 ≥90%",
)  # fmt: skip
def only_lasting_benefit(case: Case) -> Iterator[Verdict]:
    """Nothing but 可持续影响指标 among the benefits."""
    benefits = [
        line
        for line in indicators_under(case, BENEFIT, answered=True)
        if line.standing.second_fault != "misplaced"  # that one is no benefit, and told as such
    ]
    if benefits and all(line.standing.second == LASTING for line in benefits):
        yield Verdict(
            group(BENEFIT),
            "效益指标只有可持续影响，缺经济、社会或生态效益，请按项目实际补充，如「政策知晓率 ≥85%」。",
        )


def asks_for(case: Case, first: str) -> bool:
    """Whether the form has levels and its framework this first one."""
    return "level1" in case.row_keys and any(level.name == first for level in case.levels.own.level1)


def indicators_under(case: Case, first: str, *, answered: bool = False) -> list[Line]:
    """The indicators below a first level; with `answered` also rows that say that it does not apply."""
    return [
        line
        for line in case.indicators
        if line.standing.first == first and (answered or not _is_answer(case, line))
    ]


def _is_answer(case: Case, line: Line) -> bool:
    return case.is_not_applicable(line.name) or (not line.name and case.is_not_applicable(line.value))


def _is_told_by_second(lines: list[Line]) -> bool:
    """Whether the second levels are known at all; where they are blank, STR-03 says so."""
    return any(line.standing.second for line in lines)


def _missing_output(case: Case, second: str, advice: str, *, answered: bool = True) -> Iterator[Verdict]:
    if not asks_for(case, OUTPUT) or second not in case.levels.seconds_of(OUTPUT):
        return
    if not _is_told_by_second(indicators_under(case, OUTPUT)):
        return
    if not any(
        line.standing.second == second and (answered or not _is_answer(case, line))
        for line in case.indicators
    ):
        yield Verdict(group(OUTPUT), f"{OUTPUT}中缺少{second}，请{advice}。")


def _has_cost(case: Case) -> bool:
    """A cost indicator in the way of any framework."""
    return any(COST in (line.standing.first, line.standing.second) for line in case.indicators)


def _category_that_needs_cost(case: Case) -> str:
    """The category if its words make a cost indicator a must. Never told from name or goal."""
    for key in ("category", "attribute"):
        text = case.text(key) if case.has(key) else ""
        if any(word in text for word in case.vocabulary.words("categories.cost-required")):
            return text
    return ""


def _proposal(case: Case) -> str:
    """The year's money as a limit, `≤146.6万元`; empty without a sound amount."""
    key = "funds.annual.sum"
    amount = case.amount(key) if case.has(key) else None
    if not amount or amount.value <= 0:
        return ""
    return f"≤{plain(amount.value / case.money_scale)}{case.money_unit}"


def _proposal_of_each(case: Case) -> str:
    """What one unit of the main output costs, as a limit; empty where there is no single main output."""
    found = cost_of_each(case)
    if not found:
        return ""
    line, each = found
    return f"，或按「{line.name}」计算「单位成本 ≤{rounded(each)}万元/{measure_of(line)}」"


def _insertion(case: Case, value: str, *, is_first: bool) -> Fix | None:
    """A row for the total cost: below the outputs, or at the top where cost is a first level."""
    # a made-up uid would differ each time the document is judged
    uid = blake2b(f"{case.document.uid}:CMP-07".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    if case.document.row(uid):
        return None
    # below those that are blank or say 无, too: between two of one second level it would part them
    outputs = [line for line in case.lines if line.standing.first == OUTPUT]
    last = outputs[-1] if outputs and not is_first else None
    # as it stands above, so that the cells are one; another spelling would be one more to mend
    above = last.row.text("level1") if last else ""
    levels = (
        {"level1": above if read_level(above) == OUTPUT else OUTPUT, "level2": COST}
        if last
        else {"level1": COST, "level2": case.levels.seconds_of(COST)[0]}
    )
    row = Row(uid, {**levels, "name": "项目总成本", "value": value})
    return Fix(f"增加一行「项目总成本 {value}」", (InsertRow(row, last.number if last else 0),), safe=False)
