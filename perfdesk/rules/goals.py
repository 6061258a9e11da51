"""GOAL: the goals in words. What both goals say alike is said once, at the annual one."""

import re
from collections.abc import Iterator

from perfdesk.documents.address import field
from perfdesk.forms.money import read_amount
from perfdesk.forms.spelling import narrow, squeeze
from perfdesk.forms.target_value import read_target
from perfdesk.rules.case import Case
from perfdesk.rules.rule import BOTH, CORE, PRACTICE, SYSTEM, TARGETS, Verdict, rule

TOTAL, ANNUAL = "goal.total", "goal.annual"

DOCUMENT_NUMBER = re.compile(
    r"[〔【\[［(（﹝][ 　]*((?:19|20)[0-9]{2})[ 　]*年?[〕】\]］)）﹞][ 　]*第?[0-9]+号?"
)
"""财预〔2015〕88号, however its brackets are written; its year."""
_TITLE = re.compile("《[^《》]{1,80}》|“[^“”]{1,40}”")
_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})[ 　]*(?:年|[-—~～至]|(?=\.[0-9]))")
_TIME = re.compile(
    r"(?:19|20)[0-9]{2}\s*年?(?:\s*[-—~～至到.]\s*(?:19|20)?[0-9]{1,2})?"
    r"|[0-9]{1,2}\s*[月日号]|第[0-9]+|[0-9]+[.、)）](?=[^0-9])"
)
_NUMERAL = re.compile(
    r"[0-9０-９]|[一二两三四五六七八九十百千](?=[个项次人家期场份套台户名批条处座所辆件篇类级种届轮倍成])|百分之|全部|全覆盖|零"
)
_IDEOGRAPHS = re.compile("[\u3400-\u9fff]")


def goal_words(case: Case) -> str:
    """All that the goals say."""
    return "\n".join(text for _, text in case.goals)


@rule(
    "GOAL-01", "绩效目标未填写", severity="error", basis=SYSTEM,
    why="绩效目标是指标的来源，实施期目标和年度目标都要写明做什么、达到什么效果。",
    example="完成12个系统的运行维护，保障业务系统全年稳定运行，故障2小时内修复。",
)  # fmt: skip
def no_goal(case: Case) -> Iterator[Verdict]:
    """One of the goals is blank."""
    for key in (TOTAL, ANNUAL):
        if case.has(key) and not case.text(key):
            yield Verdict(field(key), f"{case.label(key)}未填写，请写明主要工作内容、产出数量和预期效果。")


@rule(
    "GOAL-02", "实施期目标与年度目标相同", severity="info", basis=TARGETS,
    why="实施期目标写整个项目要达到什么，年度目标只写当年做到哪一步。一年期项目两者可以相同；跨年项目相同，就看不出当年的任务。",
    example="实施期目标：三年改造老旧管网30公里。年度目标：2024年改造10公里。",
)  # fmt: skip
def same_goals(case: Case) -> Iterator[Verdict]:
    """Both goals are one text; a warning when the project lasts longer than a year."""
    if not case.has(TOTAL, ANNUAL) or not case.text(ANNUAL) or case.text(TOTAL) != case.text(ANNUAL):
        return
    period = case.period
    is_long = period and (period.end - period.start).days > 366
    advice = (
        f"项目实施期「{case.text('period')}」超过一年，请在年度目标中只写本年度的任务"
        if is_long
        else "一年期项目可以相同；跨年项目请分开写"
    )
    yield Verdict(
        field(ANNUAL), f"实施期目标与年度目标完全相同，{advice}。", severity="warning" if is_long else None
    )


@rule(
    "GOAL-03", "目标没有量化表述", severity="info", basis=BOTH,
    why="目标中至少要有主要产出的数量或效果的幅度，否则年底无法对照检查。年份和文号不算。",
    example="举办两期培训班，培训120人次，考核合格率95%以上。",
)  # fmt: skip
def no_figure(case: Case) -> Iterator[Verdict]:
    """The annual goal has no figure besides years, dates and document numbers."""
    text = case.text(ANNUAL)
    if case.has(ANNUAL) and text and not is_no_sentence(text) and not _is_measured(text):
        yield Verdict(
            field(ANNUAL), "年度目标没有量化表述，建议写明主要产出的数量和效果，如「培训120人次」。"
        )


@rule(
    "GOAL-04", "目标只写做什么、没写效果", severity="info", basis=CORE,
    why="只写开展了哪些工作，看不出钱花出去带来什么变化；效果写清楚，效益指标才有来源。",
    example="完成20台电梯更新，消除安全隐患，惠及居民860户。",
)  # fmt: skip
def no_effect(case: Case) -> Iterator[Verdict]:
    """The annual goal names no effect."""
    text = case.text(ANNUAL)
    if (
        not case.has(ANNUAL)
        or not text
        or is_no_sentence(text)
        or case.vocabulary.found(text, "goals.effects")
    ):
        return
    if case.vocabulary.found(text, "goals.assuring") and not _only_goes_on(case, text):
        return
    yield Verdict(
        field(ANNUAL),
        f"年度目标「{shortened(text)}」只写了工作内容，建议补充预期效果，如「提高……」「降低……」「惠及……」。",
    )


@rule(
    "GOAL-05", "目标过短或过长", severity="info", basis=PRACTICE,
    why="过短说不清内容和效果，过长难以审核；主要内容、产出、效果各一两句为宜。",
    example="20到500字，写明主要内容、产出数量和预期效果",
)  # fmt: skip
def odd_length(case: Case) -> Iterator[Verdict]:
    """A goal of too few or too many characters."""
    least, most, limit = (case.number(f"goal-{name}") for name in ("shortest", "longest", "limit"))
    for key, text in case.goals:
        length = len(squeeze(text))
        if least <= length <= most or length > limit or is_no_sentence(text):
            continue
        advice = (
            "过短，建议写明主要内容、产出数量和效果" if length < least else f"过长，建议压缩到{most:f}字以内"
        )
        yield Verdict(field(key), f"{case.label(key)}共{length}字，{advice}。")


@rule(
    "GOAL-06", "目标中出现其他年份", severity="warning", basis=PRACTICE,
    why="目标里写着别的年度，多半是沿用上年文本没有改，盖章公开后很难看。作比较的基期、文件名称和文号中的年份不算。",
    example="2024年度的表：2024年完成新建道路3.5公里，较2023年增加1公里。",
)  # fmt: skip
def other_year(case: Case) -> Iterator[Verdict]:
    """A year outside the period, unless it is a base, a plan or part of a document's title."""
    year, period = case.year, case.period
    if not case.has("year") or not year:
        return
    first, last = (min(year, period.start.year), max(year, period.end.year)) if period else (year, year)
    for key, text in case.goals:
        strange = [found for found in _years(case, text) if not first <= int(found) <= last]
        if strange:
            named = "、".join(f"{each}年" for each in dict.fromkeys(strange))
            yield Verdict(
                field(key), f"{case.label(key)}中出现{named}，本表是{year}年度，疑似沿用旧文本，"
                "请核对并改正。",
                words=f"{text}\t{year}",
            )  # fmt: skip


@rule(
    "GOAL-07", "目标用语难以衡量", severity="info", basis=CORE,
    why="“适当”“进一步”“积极”这类词没有尺度，年底无法判断做到没有，能换成数就换成数。",
    example="把「适当降低租金」写成「租金降低10%以上」",
)  # fmt: skip
def vague_words(case: Case) -> Iterator[Verdict]:
    """Words that nobody can hold against anything."""
    for key, text in case.goals:
        if words := case.vocabulary.found(text, "goals.vague"):
            named = "".join(f"「{word}」" for word in words[:5])
            yield Verdict(
                field(key), f"{case.label(key)}中的{named}等用语难以衡量，建议改为数量、比例或具体做法。"
            )


@rule(
    "GOAL-09", "目标只是数字或单位", severity="warning", basis=PRACTICE,
    why="目标要用话说明做什么、达到什么效果；只有一个数或单位，多半是填错了栏或粘贴错位。",
    example="培训基层财务人员120人次，考核合格率95%以上。",
)  # fmt: skip
def no_sentence(case: Case) -> Iterator[Verdict]:
    """A goal that is only a figure or a unit."""
    for key, text in case.goals:
        if is_no_sentence(text):
            yield Verdict(
                field(key),
                f"{case.label(key)}「{shortened(text)}」只是数字或单位，请用一句话写明做什么、达到什么效果。",
            )


def is_no_sentence(text: str) -> bool:
    """Whether a goal is no more than a figure, a unit or a sign."""
    if len(text) > 30:
        return False
    target = read_target(text)
    is_figure = bool(read_amount(text)) or (
        target is not None and target.kind != "qualitative" and not target.base
    )
    return is_figure or len(_IDEOGRAPHS.findall(text)) < 3


def shortened(text: str) -> str:
    """A long text's beginning, for a message."""
    return text if len(text) <= 20 else f"{text[:18]}……"


def _is_measured(text: str) -> bool:
    rest = _TIME.sub("", _TITLE.sub("", DOCUMENT_NUMBER.sub("", text)))
    return bool(_NUMERAL.search(rest))


def _only_goes_on(case: Case, text: str) -> bool:
    return bool(case.vocabulary.found(text, "goals.work-goes-on"))


def _years(case: Case, text: str) -> Iterator[str]:
    """The years of a text that are no base, plan or title."""
    bare = narrow(_TITLE.sub("", DOCUMENT_NUMBER.sub("", text)))
    before, behind = (tuple(case.vocabulary.words(f"goals.base-{where}")) for where in ("before", "behind"))
    for found in _YEAR.finditer(bare):
        if not bare[: found.start()].rstrip().endswith(before) and not bare[found.end() :].startswith(behind):
            yield found[1]
