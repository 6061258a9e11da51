"""Facts: the little that a batch remembers of a document, so that ten thousand can lie side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from perfdesk.documents.address import Address
from perfdesk.documents.document import Mark
from perfdesk.forms.coded_name import read_coded_name
from perfdesk.forms.spec import FormSpec
from perfdesk.forms.spelling import narrow, squeeze
from perfdesk.forms.target_value import TargetValue
from perfdesk.rules.case import Case
from perfdesk.rules.limits import Limits
from perfdesk.rules.vocabulary import Vocabulary

_SHORTEST_GOAL = 10
"""Signs; a shorter goal is a phrase that any form may have."""
_LISTED, _TOLD = 20, 3
"""Other documents that a finding names, and that its message does."""


class Indicator(NamedTuple):
    """An indicator row that is filled in."""

    row: str
    """uid"""
    number: int
    """of the row, from 1"""
    second: str
    """Its second level, by standard name."""
    name: str
    value: str
    target: TargetValue | None
    unit: str
    direction: str
    """What the name says: up, down, duty or nothing."""

    @property
    def at(self) -> Address:
        """The place of its value."""
        return Address(self.row, "value")


@dataclass(frozen=True, eq=False)
class Facts:
    """What a batch remembers of a document; texts without blanks around them."""

    uid: str
    project: str
    """uid of the project"""
    spec: FormSpec
    year: int | None
    department: str
    unit: str
    code: str
    name: str
    written_name: str
    """The whole cell, code and all."""
    amount: Decimal | None
    """The year's money, in 万元."""
    goal: bytes
    """Digest of the year's goal; empty for a blank one or a mere phrase."""
    has_attribute: bool
    """Whether the form as read has the rows 项目属性 and 项目类别."""
    indicators: tuple[Indicator, ...]
    limits: Limits
    vocabulary: Vocabulary
    answers: tuple[Mark, ...]
    """The acknowledgements that the document carries."""

    @property
    def form(self) -> str:
        """The form's id without its edition: a target form is no duplicate of a project's later ones."""
        return self.spec.id

    @cached_property
    def called(self) -> str:
        """What a clerk calls the form."""
        return self.name or self.code or "未填项目名称"

    @cached_property
    def targets(self) -> frozenset[tuple[str, str]]:
        """Names and values of all its indicators."""
        return frozenset((key_of(each.name), key_of(each.value)) for each in self.indicators)


@dataclass(frozen=True, slots=True)
class Others:
    """The other documents that a remark is about: how many, and the first of them."""

    count: int
    listed: tuple[Facts, ...]

    @classmethod
    def of(cls, others: Iterable[Facts], count: int | None = None) -> "Others":
        """Of a batch of ten thousand nobody reads all names; without a count, they are counted."""
        if count is None:
            others = list(others)
            count = len(others)
        return cls(count, tuple(islice(others, _LISTED)))

    def __str__(self) -> str:
        names = list(dict.fromkeys(f"「{other.called}」" for other in self.listed[:_TOLD]))
        return "".join(names) + (f"等 {self.count} 张表" if self.count > len(names) else "")


def key_of(text: str) -> str:
    """A text to be compared: blanks and full width make no difference."""
    return narrow(squeeze(text))


def facts_of(case: Case) -> Facts:
    """What a batch remembers of a document under review."""
    coded = read_coded_name(case.text("project.name"))
    annual = case.amount("funds.annual.sum")
    document = case.document
    return Facts(
        uid=document.uid,
        project=document.project,
        spec=case.form,
        year=case.year,
        department=case.text("department"),
        unit=case.text("unit"),
        code=coded.code,
        name=coded.name,
        written_name=case.text("project.name"),
        amount=annual.value if annual else None,
        goal=_digest(case.text("goal.annual") or case.text("goal.total")),
        has_attribute=case.has("attribute"),
        indicators=tuple(
            Indicator(
                line.row.uid,
                line.number,
                line.standing.second,
                line.name,
                line.value,
                line.target,
                line.unit,
                line.says.direction,
            )
            for line in case.indicators
            if line.name
        ),
        limits=case.limits,
        vocabulary=case.vocabulary,
        answers=tuple(mark for mark in document.marks if mark.kind == "acknowledged"),
    )


def _digest(goal: str) -> bytes:
    spelled = key_of(goal)
    return blake2b(spelled.encode("utf-8", "surrogatepass"), digest_size=12).digest() * (
        len(spelled) >= _SHORTEST_GOAL
    )
