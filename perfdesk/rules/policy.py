"""POL: hints at policies that a human being must look up; always info."""

import re
from collections.abc import Iterator
from functools import cache

from perfdesk.documents.address import Address, field
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.rules.case import Case
from perfdesk.rules.goals import DOCUMENT_NUMBER
from perfdesk.rules.rule import PRACTICE, Verdict, rule

_DEBTOR = re.compile(
    "[\u3400-\u9fff]{2,10}?(?:集团|公司|银行|农商行|信用社|合作社|村|镇|乡|街道|学校|医院|园区)"
)


@cache
def _personal() -> re.Pattern[str]:
    """A mobile number, an identity number, a card number."""
    return re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|[1-9][0-9]{16}[0-9Xx]|62[0-9]{14,17})(?![0-9])")


@rule(
    "POL-01", "税费返还要有政策依据", severity="info", basis=PRACTICE,
    why="以补贴、奖励形式返还税费属于公平竞争审查和税收优惠清理的范围，没有依据的不能安排。",
    example="目标中写明政策文件名称和文号，由财政和税务部门确认",
)  # fmt: skip
def tax_given_back(case: Case) -> Iterator[Verdict]:
    """Taxes and giving them back, in one text."""
    for address, text in _public_texts(case):
        taxes = case.vocabulary.found(text, "policy.taxes")
        back = case.vocabulary.found(text, "policy.giving-back")
        if taxes and back:
            yield Verdict(
                address, f"{case.label(address.key)}涉及税费「{back[0]}」，请核对政策依据后再公开。"
            )
            return


@rule(
    "POL-02", "用工经费的列支渠道", severity="info", basis=PRACTICE,
    why="财政部令第102号规定，政府购买服务不得用于招聘人员和劳务派遣用工，这类经费要核对列支渠道。",
    example="按人员经费或经批准的用工方案列支，并写明批准文件",
)  # fmt: skip
def hired_people(case: Case) -> Iterator[Verdict]:
    """People hired by contract."""
    for address, text in _public_texts(case):
        if words := case.vocabulary.found(text, "policy.hired"):
            yield Verdict(address, f"{case.label(address.key)}涉及「{words[0]}」，请核对列支渠道是否合规。")
            return


@rule(
    "POL-03", "债务信息公开前要审查", severity="info", basis=PRACTICE,
    why="表中写明欠款单位和债务的，公开可能影响债务处置和单位信用，要先做保密审查。",
    example="公开件写「某村集体债务化解资金」，原件留存备查",
)  # fmt: skip
def named_debtor(case: Case) -> Iterator[Verdict]:
    """A debt and the name of who owes it."""
    for address, text in _public_texts(case):
        debts = case.vocabulary.found(text, "policy.debts")
        debtor = _DEBTOR.search(text)
        if debts and debtor:
            yield Verdict(
                address,
                f"{case.label(address.key)}写有「{debtor[0]}」的「{debts[0]}」信息，公开前请做保密审查。",
            )
            return


@rule(
    "POL-04", "含个人信息", severity="info", basis=PRACTICE,
    why="绩效目标要随预算公开，电话、身份证号、银行账号等个人信息不能写在表里。",
    example="删去电话和账号，联系人写到科室",
)  # fmt: skip
def personal_data(case: Case) -> Iterator[Verdict]:
    """Telephone, identity or account numbers; a person with the word that announces one."""
    rows = [(line.at(key), line.row.text(key)) for line in case.lines for key in ("name", "value")]
    texts = [(address, text) for address, text in (*_public_texts(case), *rows) if len(text) >= 4]
    is_any = _personal().search("\n".join(text for _, text in texts))
    for address, text in texts:
        number = _personal().search(text) if is_any else None
        announced = [
            word
            for word in case.vocabulary.found(text, "policy.persons")
            if re.search(rf"{word}[:：]?\s*[\u3400-\u9fff0-9]", text)
            and (number or f"{word}：" in text or f"{word}:" in text)
        ]
        if number or announced:
            what = announced[0] if announced else "号码"
            label = case.label(address.key)
            yield Verdict(address, f"{label}「{text[:20]}」含个人信息（{what}），公开件请删去。")


@rule(
    "POL-05", "依据文件年代较久", severity="info", basis=PRACTICE,
    why="文件可能已经修订、废止或过了有效期，依据失效项目就不能安排。",
    example="写明现行有效的文件名称和文号",
)  # fmt: skip
def old_basis(case: Case) -> Iterator[Verdict]:
    """A document number much older than the budget year."""
    year = case.year if case.has("year") else None
    for key, text in case.goals if year else ():
        old = [
            found
            for found in DOCUMENT_NUMBER.finditer(text)
            if year and year - int(found[1]) >= case.number("basis-years")
        ]
        if old:
            yield Verdict(
                field(key), f"{case.label(key)}引用的「{old[0][0]}」是{old[0][1]}年的文件，请确认仍然有效。",
                words=f"{old[0][0]}\t{year}",
            )  # fmt: skip


def _public_texts(case: Case) -> Iterator[tuple[Address, str]]:
    """Project name (without its code) and goals."""
    if case.has("project.name"):
        yield field("project.name"), read_coded_name(case.text("project.name")).name
    yield from ((field(key), text) for key, text in case.goals)
