"""CMP: whether the indicators as a whole are enough, measured, and of the kinds that suit the project."""

from collections.abc import Iterator

from perfdesk.documents.address import group
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.rules.case import Case, Line
from perfdesk.rules.completeness import BENEFIT, OUTPUT, asks_for, indicators_under
from perfdesk.rules.rule import CORE, PRACTICE, Verdict, rule
from perfdesk.rules.values import is_placeholder

ECONOMIC = "经济效益指标"


@rule(
    "CMP-09", "产业扶持类项目没有经济效益", severity="info", basis=CORE,
    why="钱给了企业和产业，就要说明带来多少投资、营收、税收或就业；只写社会效益，看不出扶持的效果。",
    example="效益指标—经济效益指标—扶持企业营业收入增长率 ≥8%",
)  # fmt: skip
def no_economic_benefit(case: Case) -> Iterator[Verdict]:
    """A project that hands money to trade and industry, by its name, and no economic benefit."""
    if not case.has("project.name") or not asks_for(case, BENEFIT):
        return
    name = read_coded_name(case.text("project.name")).name
    benefits = indicators_under(case, BENEFIT)
    if not benefits or any(line.standing.second == ECONOMIC for line in benefits):
        return
    if words := case.vocabulary.found(name, "project.industry"):
        yield Verdict(
            group(BENEFIT),
            f"项目名称中有「{words[0]}」，效益指标却没有经济效益，建议补充，"
            "如「扶持企业营业收入增长率 ≥8%」。",
            words=name,
        )


@rule(
    "CMP-10", "三级指标偏少或偏多", severity="info", basis=PRACTICE,
    why="太少不能反映项目全貌，太多抓不住重点、年底难以取数；一般5到15个为宜。",
    example="每个二级指标设1到3个三级指标",
)  # fmt: skip
def odd_count(case: Case) -> Iterator[Verdict]:
    """Too few or too many indicators, where outputs and benefits are there at all."""
    if "name" not in case.row_keys or not asks_for(case, OUTPUT):
        return
    if not indicators_under(case, OUTPUT) or not indicators_under(case, BENEFIT):
        return
    count = len(case.indicators)
    least, most = int(case.number("rows-fewest")), int(case.number("rows-most"))
    if not least <= count <= most:
        what = "偏少，建议按产出、效益、满意度补充" if count < least else "偏多，建议保留最能反映项目的"
        yield Verdict(group(), f"三级指标共{count}个，{what}（一般{least}到{most}个）。", words=str(count))


@rule(
    "CMP-11", "效益指标全部为定性", severity="warning", basis=CORE,
    why="效益全写“良好”“提升”，年底无法考核；至少有一项能用数说话，定性的也要写明评价标准。",
    example="政策知晓率 ≥85%",
)  # fmt: skip
def benefits_in_words(case: Case) -> Iterator[Verdict]:
    """All values of the benefits are words."""
    benefits = indicators_under(case, BENEFIT)
    if "value" not in case.row_keys or not benefits:
        return
    if all(is_in_words(case, line) for line in benefits):
        yield Verdict(
            group(BENEFIT),
            f"效益指标{len(benefits)}项全部为定性（如「{benefits[0].value}」），"
            "建议至少量化一项，如「政策知晓率 ≥85%」。",
            words="\t".join(line.value for line in benefits),
        )


@rule(
    "CMP-12", "定性指标占比偏高", severity="info", basis=CORE,
    why="定性指标要靠人评判，多了考核结果就不硬；能统计的尽量写成数。",
    example="6个指标中定性的不超过2个",
)  # fmt: skip
def many_in_words(case: Case) -> Iterator[Verdict]:
    """More of the values are words than the profile says."""
    if "value" not in case.row_keys:
        return
    valued = [line for line in case.indicators if line.target and not case.is_not_applicable(line.value)]
    words = [line for line in valued if is_in_words(case, line)]
    if len(words) >= 2 and 100 * len(words) > case.number("words-most") * len(valued):
        share = round(100 * len(words) / len(valued))
        yield Verdict(
            group(),
            f"定性指标占比{share}%（{len(valued)}个中有{len(words)}个，如「{words[0].name}」），建议把能统计的改为数量或比例。",
            words="\t".join(f"{line.name}\t{line.value}" for line in words),
        )


def is_in_words(case: Case, line: Line) -> bool:
    """Whether a value is words, and not a placeholder or an answer."""
    return (
        line.target is not None
        and line.target.kind == "qualitative"
        and not case.is_not_applicable(line.value)
        and not is_placeholder(case, line)
    )
