"""TXT: words cut off, mistaken for others, spelt or read in two ways, or known only in the house."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from perfdesk.documents.address import Address, field
from perfdesk.documents.edits import Edit, SetText
from perfdesk.documents.finding import Fix
from perfdesk.forms.target_value import canonical, read_target
from perfdesk.rules.case import Case, Line
from perfdesk.rules.rule import PRACTICE, Verdict, rule

# What names of shares end in, and words behind which nothing is missing.
_OF_SHARES = (*"率度比例重额幅量数价)）%", "指标", "情况", "水平", "百分点", "增长", "标准")
_COUNTED = frozenset("场期台套份辆篇艘笔起栋")
"""Units that are no thing by themselves: 组织综合演练场 is cut off, 受益户 is not."""
GOALS = ("goal.total", "goal.annual")
_TELLING = (
    "names.lifetime", "names.duration", "names.unmeasured", "names.universal", "names.routine", "changes",
    "meaning.not-nature", "meaning.things", "meaning.cities", "policy", "misspelt", "confused", "short-forms",
    "ambiguous",
)  # fmt: skip
"""Lists whose words make rules speak."""
_UNIT_AT_END = {"户": ("家", "个"), "人": ("家", "个")}


@rule(
    "TXT-01", "名称疑似缺字", severity="warning", basis=PRACTICE, fixable=True,
    why="复制时最后一个字被截掉，盖章公开后才发现就晚了。",
    example="优化科技金融生态环境",
)  # fmt: skip
def cut_off(case: Case) -> Iterator[Verdict]:
    """A name that ends in a known truncated stem."""
    lines = {line.row.uid: line for line in case.indicators}
    for address, text in _names(case):
        stem, rest = case.vocabulary.at_end("truncated", text)
        if rest:
            whole = text + rest[0]
            fix = Fix(f"补上「{rest[0]}」", (SetText(address, whole),), safe=False)
            yield Verdict(
                address,
                f"「{text}」疑似缺字，应为「{whole}」，请核对。",
                None if _reveals(case, lines.get(address.row), text, whole) else fix,
                words=f"{text}\t{stem}",
            )
    yield from _names_cut_before_value(case)


def _reveals(case: Case, line: Line | None, text: str, whole: str) -> bool:
    """Whether another rule may speak of the whole name that is silent about the one cut off."""
    vocabulary = case.vocabulary
    new = set(vocabulary.spots(whole)) - set(vocabulary.spots(text))
    if "variants" in new and _has_other_spelling(case, whole):
        return True
    if any(each.startswith(_TELLING) for each in new):
        return True
    if line is None:
        return False
    usual = vocabulary.at_end("belongs", whole)[1]
    if (usual and line.standing.second not in usual) or any(whole in each.name for each in case.indicators):
        return True
    says, target = vocabulary.about(whole), line.target
    if says == vocabulary.about(text) or not target:
        return False
    signs = {"up": "≥>=", "down": "≤<=", "duty": "="}.get(says.direction, "≥≤=><")
    is_well = target.operator and target.operator in signs and target.unit in (says.units or ())
    return not is_well or target.number is None or (target.unit == "%" and target.number >= 100)


def _has_other_spelling(case: Case, name: str) -> bool:
    """Whether the form spells otherwise what a name mentions."""
    mine = set(case.vocabulary.found(name, "variants"))
    whole = "\n".join(text for _, text in case.written)
    return any(
        mine & {usual, *others} and any(word in whole for word in (usual, *others) if word not in mine)
        for usual, others in case.vocabulary.table("variants").items()
    )


def _names_cut_before_value(case: Case) -> Iterator[Verdict]:
    """数据有效 ≥95%, 完工时 12月底前: the value says what was lost. No fix, as above; a hint if in doubt."""
    vocabulary = case.vocabulary
    for line in case.indicators:
        if not line.name or line.target is None or line.target.base:
            continue
        if vocabulary.at_end("truncated", line.name)[1]:
            continue
        is_date = line.target.kind == "date" and line.name.endswith("时")
        is_share = line.target.kind == "quantitative" and line.target.unit == "%"
        if is_share:
            is_share = not (
                line.name.endswith(_OF_SHARES)
                or vocabulary.ending(line.name, "changes.words")
                or vocabulary.start(line.name, "changes.verbs")
                or vocabulary.found(line.name, "names.unmeasured")
            )
        is_count = line.target.unit in _COUNTED and line.name.endswith(line.target.unit)
        if is_date or is_share or is_count:
            lost = "间" if is_date else "率" if is_share else "次" if line.target.unit == "场" else "数"
            whole = line.name + lost
            is_sure = is_date or (is_share and bool(vocabulary.ending(line.name, "directions.positive")))
            yield Verdict(
                line.at("name"),
                f"「{line.name}」疑似缺字：值是「{line.value}」，名称应为「{whole}」，请核对。",
                words=f"{line.name}\t{line.value}",
                severity=None if is_sure else "info",
            )


@rule(
    "TXT-02", "疑似用错了字", severity="warning", basis=PRACTICE, fixable=True,
    why="同音、形近的词输入法容易选错，如“报告”成了“拔高”；读的人会以为是别的意思。",
    example="工程造价报告实际应用率",
)  # fmt: skip
def mistaken_word(case: Case) -> Iterator[Verdict]:
    """A spelling that is never right; a word that stands where the form elsewhere has another one."""
    for address, text in (*_names(case), *((field(key), text) for key, text in case.goals)):
        for table in ("misspelt", "confused"):
            for at, wrong in case.vocabulary.spots(text).get(table, ()):
                right = case.vocabulary.table(table)[wrong][0]
                witness = _witness(case, text, at, wrong, right) if table == "confused" else right
                if not witness:
                    continue
                whole = text[:at] + right + text[at + len(wrong) :]
                told = f"（表中另有「{witness}」）" if table == "confused" else ""
                yield Verdict(
                    address,
                    f"「{text if len(text) <= 30 else wrong}」中的“{wrong}”疑为“{right}”之误{told}，请核对。",
                    # of a name that is there already SEM-10 would speak
                    None
                    if any(line.name == whole for line in case.indicators)
                    else Fix(f"改为“{right}”", _everywhere(case, address, text, whole), safe=False),
                )
                break
            else:
                continue
            break


def _witness(case: Case, text: str, at: int, wrong: str, right: str) -> str:
    """What another text of the form says with the right word: it and two characters beside it."""
    before, behind = text[max(0, at - 2) : at], text[at + len(wrong) : at + len(wrong) + 2]
    others = [other for _, other in (*_names(case), *case.goals) if other != text]
    for phrase in (before + right, right + behind):
        if len(phrase) >= len(right) + 2 and any(phrase in other for other in others):
            return phrase
    return ""


@rule(
    "TXT-03", "同一事物用语不一致", severity="info", basis=PRACTICE, fixable=True,
    why="一张表里“缴纳”“交纳”混着写，读的人会以为是两回事，检索和汇总也对不上。",
    example="全表统一写「缴纳」",
)  # fmt: skip
def two_spellings(case: Case) -> Iterator[Verdict]:
    """Two spellings of one thing in what was written; one that differs from the level's own word."""
    written = [(address, text) for address, text in case.written if text]
    found: dict[str, Address] = {}
    for address, text in written:
        for word in _spelt(case, text):
            found.setdefault(word, address)
    if not found:
        return
    levels = {line.standing.second for line in case.lines}
    told: dict[Address, list[str]] = {}
    spelt: dict[Address, list[str]] = {}
    usuals: dict[Address, dict[str, str]] = {}
    for usual, words in _groups(case.vocabulary.table("variants"), found).items():
        others = [word for word in words if word != usual]
        if len(words) > 1:
            named = "".join(f"「{word}」" for word in words)
            message = f"表中{named}是同一事物，用语不一致，建议统一写「{usual}」"
        elif others and any(usual in level for level in levels):
            message = f"「{others[0]}」与表上的「{usual}」用语不一致，建议统一写「{usual}」"
        else:
            continue
        told.setdefault(found[others[0]], []).append(message)
        spelt.setdefault(found[others[0]], []).extend(words)
        usuals.setdefault(found[others[0]], {}).update(dict.fromkeys(words, usual))
    for address, messages in told.items():
        fix = _unified(case, usuals[address])
        yield Verdict(address, f"{'；'.join(messages)}。", fix, words="\t".join(spelt[address]))


def _unified(case: Case, usual: Mapping[str, str]) -> Fix | None:
    """Every text with the usual words; None where a name would then say something else."""
    pattern = re.compile("|".join(re.escape(word) for word in sorted(usual, key=len, reverse=True)))
    texts = [(field(key), case.document.texts[key]) for key in ("project.name", *GOALS) if case.has(key)]
    texts += [(line.at(key), line.row.text(key)) for line in case.indicators for key in ("name", "value")]
    edits = []
    for address, text in texts:
        whole = pattern.sub(lambda found: usual[found[0]], text)
        if whole == text:
            continue
        if _says(case, whole.strip()) != _says(case, text.strip()):
            return None
        edits.append(SetText(address, whole))
    names = "、".join(f"「{word}」" for word in dict.fromkeys(usual.values()))
    return Fix(f"统一写{names}", tuple(edits), safe=False) if edits else None


def _says(case: Case, text: str) -> tuple[object, ...]:
    """What other rules read in a text."""
    vocabulary = case.vocabulary
    spots = frozenset(name for name in vocabulary.spots(text) if name.startswith(_TELLING))
    return vocabulary.about(text), vocabulary.at_end("belongs", text)[1], spots, bool(read_target(text))


def _spelt(case: Case, text: str) -> Iterator[str]:
    """The spellings that a text uses; none that is only a part of another: 三方机构 of 第三方机构."""
    end = 0
    for at, word in case.vocabulary.spots(text).get("variants", ()):
        if at >= end:
            yield word
            end = at + len(word)


def _groups(table: Mapping[str, tuple[str, ...]], found: Mapping[str, Address]) -> dict[str, list[str]]:
    """The usual word of each thing that is mentioned → its spellings that are."""
    groups: dict[str, list[str]] = {}
    for usual, others in table.items():
        if words := [word for word in (usual, *others) if word in found]:
            groups[usual] = words
    return groups


@rule(
    "TXT-07", "容易误读的名称", severity="info", basis=PRACTICE, fixable=True,
    why="“企业家数”可以读成“企业家的数量”，换成“企业户数”就没有歧义。",
    example="扶持企业户数 ≥100户",
)  # fmt: skip
def ambiguous_cut(case: Case) -> Iterator[Verdict]:
    """A name whose words can be parted in two ways."""
    for line in case.indicators:
        words = case.vocabulary.found(line.name, "ambiguous") if line.name else ()
        if words:
            word = max(words, key=len)
            plain_name = line.name.replace(word, case.vocabulary.table("ambiguous")[word][0])
            yield Verdict(
                line.at("name"),
                f"「{line.name}」易误读，建议写「{plain_name}」。",
                Fix(f"改为「{plain_name}」", _renamed(line, plain_name), safe=False)
                if not line.shift
                else None,
            )


def _renamed(line: Line, name: str) -> tuple[Edit, ...]:
    """The other name, and the unit that goes with it."""
    edits: list[Edit] = [SetText(line.at("name"), name)]
    for unit, others in _UNIT_AT_END.items():
        if name.endswith(f"{unit}数") and line.target and line.target.unit in others:
            edits.append(SetText(line.at("value"), canonical(replace(line.target, unit=unit))))
    return tuple(edits)


@rule(
    "TXT-09", "简称没有说明", severity="info", basis=PRACTICE,
    why="只有本单位看得懂的简称，公开后读的人不明白；第一次出现时写全称。",
    example="高新技术企业，不写「高新企业」",
)  # fmt: skip
def short_form(case: Case) -> Iterator[Verdict]:
    """A short form that is known only in the house; one finding for each text."""
    seen = [
        (address, text, words)
        for address, text in case.written
        if (words := case.vocabulary.found(text, "short-forms"))
    ]
    whole = "\n".join(text for _, text in case.written) if seen else ""
    spelt = set(case.vocabulary.found(whole, "variants"))
    for address, text, words in seen:
        for word in words:
            full = case.vocabulary.table("short-forms")[word][0]
            # of a spelling that stands beside another one TXT-03 speaks
            if full not in whole and f"{word}”" not in text and not _is_told(case, word, spelt):
                label = case.label(address.key)
                yield Verdict(
                    address, f"{label}中的「{word}」是不规范的简称，建议写全称「{full}」或加以说明。"
                )
                break


def _is_told(case: Case, word: str, spelt: set[str]) -> bool:
    return any(
        word in others and (usual in spelt or len(spelt.intersection(others)) > 1)
        for usual, others in case.vocabulary.table("variants").items()
    )


def _names(case: Case) -> Iterator[tuple[Address, str]]:
    """The project's name and those of the indicators."""
    if case.has("project.name") and (text := case.text("project.name")):
        yield field("project.name"), text
    yield from (
        (line.at("name"), line.row.text("name").strip())
        for line in case.indicators
        if line.name and not line.shift
    )


def _everywhere(case: Case, address: Address, text: str, whole: str) -> tuple[Edit, ...]:
    """The edit of a text, and of the other goal where that says the same."""
    keys = [key for key in ("goal.total", "goal.annual") if case.has(key) and case.text(key) == text]
    if address.row or address.key not in keys:
        return (SetText(address, whole),)
    return tuple(SetText(field(key), whole) for key in keys)
