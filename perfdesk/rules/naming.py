"""SEM: what indicators are called: names of things measured, each once, of this project and no other."""

from collections.abc import Iterator

from perfdesk.forms.spelling import narrow, squeeze
from perfdesk.rules.case import Case, Line
from perfdesk.rules.completeness import SATISFACTION
from perfdesk.rules.rule import CORE, PRACTICE, Verdict, rule
from perfdesk.rules.wording import change_of

_FILLERS = str.maketrans("", "", "的之了")


@rule(
    "SEM-07", "满意度由填报单位自己评价", severity="warning", basis=CORE,
    why="满意度要问得到服务的人。填报单位自己评自己请来的人或买来的系统，不能说明服务对象满不满意。",
    example="送审单位满意度 ≥90%",
)  # fmt: skip
def rated_by_itself(case: Case) -> Iterator[Verdict]:
    """Who rates is the filling unit, by its name, a short form of it, or 本单位."""
    units = [
        narrow(squeeze(case.text(key))) for key in ("filler", "unit") if case.has(key) and case.text(key)
    ]
    for line in _satisfactions(case):
        rater, _, rated = line.name.partition("对")
        if not rated:
            continue
        if rater in case.vocabulary.words("meaning.self") or any(
            _is_short_for(rater, unit) for unit in units
        ):
            yield Verdict(
                line.at("name"),
                f"「{line.name}」由填报单位（{rater}）自己评价，请改为调查服务对象，如「参训人员满意度」。",
                words=f"{line.name}\t{' '.join(units)}",
            )


def _is_short_for(rater: str, unit: str) -> bool:
    """Whether a name is a unit's, or made of its characters in their order, down to the last one: 财金局."""
    if len(rater) < 3 or rater[-1] != unit[-1]:
        return False
    rest = iter(unit)
    return all(char in rest for char in rater)


@rule(
    "SEM-08", "服务对象只有一家", severity="info", basis=PRACTICE,
    why="只有一家单位时，满意就是100%，不满意就是0，写≥95%没有意义。",
    example="扩大到受益企业、职工或群众：园区企业满意度 ≥90%",
)  # fmt: skip
def single_respondent(case: Case) -> Iterator[Verdict]:
    """The respondent is one organisation that project or goals name."""
    written = ""
    for line in _satisfactions(case):
        rater = line.name.partition("对")[0] if "对" in line.name else line.name.partition("满意")[0]
        is_one = case.vocabulary.ending(rater, "meaning.single") and len(rater) <= 12
        if not is_one:
            continue
        written = written or _standard(
            case, " ".join(case.text(key) for key in ("project.name", "goal.total", "goal.annual"))
        )
        if _standard(case, rater) not in written:
            continue
        if not case.vocabulary.found(rater, "meaning.many"):
            yield Verdict(
                line.at("name"),
                f"「{line.name}」只调查「{rater}」一家，满意度比例没有统计意义，建议扩大调查对象或改写。",
            )


def _standard(case: Case, text: str) -> str:
    """A text in the usual spellings."""
    if "variants" not in case.vocabulary.spots(text):
        return text
    if not case.vocabulary.found(text, "variants"):
        return text
    for usual, others in case.vocabulary.table("variants").items():
        for other in others:
            if other in text:
                text = text.replace(other, usual)
    return text


@rule(
    "SEM-09", "指标名称是动宾短语", severity="info", basis=CORE,
    why="“优化……”“按时……”说的是要做的事，不是量什么；名称写成被量的东西，值才有单位。",
    example="税费缴纳及时率、不良贷款下降额",
)  # fmt: skip
def verb_phrase(case: Case) -> Iterator[Verdict]:
    """A name that begins with a verb or a procedure and ends with nothing that is measured."""
    for line in case.named:
        name = narrow(squeeze(line.name)).removesuffix("指标")
        verb = case.vocabulary.start(name, "changes.verbs")
        if not verb or len(verb) == len(name) or verb == "对":
            continue
        measured = case.vocabulary.ending(name, "names.measured")
        if measured and len(measured) >= len(case.vocabulary.ending(name, "names.unmeasured-endings")):
            continue
        yield Verdict(
            line.at("name"),
            f"指标名称「{line.name}」以「{verb}」开头，是要做的事；建议改为名词性短语，如「××率」「××数量」。",
        )


@rule(
    "SEM-10", "两个指标重复", severity="warning", basis=PRACTICE,
    why="同一件事写两遍，就计了两次分；确实不同的，要在名称里写出区别。",
    example="「道路清扫面积」与「绿地养护面积」",
)  # fmt: skip
def repeated_name(case: Case) -> Iterator[Verdict]:
    """The same name twice, but for fillers, spellings and the order of its characters."""
    seen: dict[str, Line] = {}
    for line in case.named:
        key = "".join(
            sorted(_standard(case, narrow(squeeze(line.name))).translate(_FILLERS).replace("数量", "数"))
        )
        if first := seen.get(key):
            yield Verdict(
                line.at("name"),
                f"「{line.name}」与前面的「{first.name}」重复，请删去一个，或在名称中写明区别。",
                words=f"{first.name}\t{line.name}",
            )
        else:
            seen[key] = line


@rule(
    "SEM-11", "名称与指标值语义重复", severity="warning", basis=CORE,
    why="名称说“优化”，值说“提高”，两个动词说的是一回事，仍然没有目标值。",
    example="企业开办平均时间 较上年缩短≥1天",
)  # fmt: skip
def said_twice(case: Case) -> Iterator[Verdict]:
    """A name that begins with a change, and a value that is nothing but one."""
    for line in case.named:
        verb = case.vocabulary.start(line.name, "changes.words")
        change = change_of(case, line) if verb else ""
        if change and line.value not in line.name:
            yield Verdict(
                line.at("name"),
                f"名称与指标值语义重复：「{line.name}」已说「{verb}」，值又写「{line.value}」；请改为可计量的名称和目标值。",
                words=f"{line.name}\t{line.value}",
            )


@rule(
    "SEM-12", "指标过于笼统", severity="warning", basis=CORE,
    why="“任务完成率”放到哪个项目都行，看不出这个项目做了什么；要写出是什么任务。",
    example="还款足额率 =100%，道路清扫任务完成率 ≥98%",
)  # fmt: skip
def universal_name(case: Case) -> Iterator[Verdict]:
    """A name that fits any project."""
    for line in case.named:
        name = narrow(squeeze(line.name)).removesuffix("指标") or line.name
        if name in case.vocabulary.words("names.universal") or case.vocabulary.ending(
            name, "names.universal-endings"
        ):
            yield Verdict(
                line.at("name"),
                f"「{line.name}」过于笼统，任何项目都适用，请写出本项目的具体内容，如「还款足额率」「道路清扫完成率」。",
            )


@rule(
    "SEM-13", "属常规管理要求", severity="info", basis=CORE,
    why="政府采购、预算执行、制度健全是每个单位都要做到的，与项目的产出和效益没有直接关系，不必占一个指标。",
    example="换成项目自己的产出，如「软件验收合格率 =100%」",
)  # fmt: skip
def routine_duty(case: Case) -> Iterator[Verdict]:
    """A duty of every unit."""
    for line in case.named:
        if word := case.vocabulary.ending(narrow(squeeze(line.name)), "names.routine"):
            yield Verdict(
                line.at("name"),
                f"「{line.name}」属常规管理要求（“{word}”），与项目的产出和效益无直接关联，建议换成项目自己的指标。",
            )


@rule(
    "SEM-20", "没有说明怎样取值", severity="info", basis=CORE,
    why="“契合度”“获得感”没有现成的数，要写明靠统计、问卷还是评判，否则年底没有依据。",
    example="用人科室考核合格率 =100%，或 群众安全感(问卷调查) ≥90%",
)  # fmt: skip
def no_measure(case: Case) -> Iterator[Verdict]:
    """A name of what nobody can measure, and no word on how."""
    for line in case.named:
        words = case.vocabulary.found(line.name, "names.unmeasured")
        said = line.name + line.value + (line.row.text("standard") or "")
        if (
            words
            and line.standing.first != SATISFACTION
            and not case.vocabulary.found(said, "names.measuring")
        ):
            yield Verdict(
                line.at("name"),
                f"「{line.name}」中的「{words[0]}」没有现成的数据，请说明取值方式（统计、问卷或评判），或换成可统计的指标。",
                words=said,
            )


def _satisfactions(case: Case) -> Iterator[Line]:
    yield from (line for line in case.named if line.standing.first == SATISFACTION or "满意" in line.name)
