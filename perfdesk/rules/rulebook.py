"""The rulebook: every rule there is, and how a document is judged by them.

To add a rule, in the module of its family (a new family is a new module and a line in FAMILIES below):

1. Write a generator function over a `Case` that yields a `Verdict(address, message)` for each thing that a
   reviewer would send back, and `@rule("VAL-02", "…", severity=…, basis=…, why=…, example=…)` over it.
   That registers it. It speaks at an address once: there one answer to it is kept. A rule that compares
   documents is written in `across`, which says how.
2. Judge only what is there: ask `case.has(key)` for fields and `case.row_keys` for columns.
3. The message is for a clerk: what is wrong, in this text's own words, and what to type. The basis is a
   document's number; what the document says is paraphrased in `why`.
4. A `Fix` is edits, `safe` only if it cannot change what the clerk means; say `fixable=True`. Applied, it
   must remove the finding and reveal nothing that was hidden, so judge as if it had been applied (case.Line).
5. Words go to resources/words (a new list gets its title in resources/word-lists.toml), limits and switches
   to `limits`; a profile can change all of them. Where one root cause would make several rules speak,
   `precedence` says which of them does.
6. Give it its lines in tests/rules/cases.py: texts on which it fires and texts on which it is silent.
   tests/rules/test_every_rule.py fails until you do.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from operator import itemgetter
from typing import TypeAlias

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.finding import SEVERITIES, Finding, with_answers
from perfdesk.forms import catalogue
from perfdesk.forms.framework import Framework
from perfdesk.forms.profile import Profile
from perfdesk.forms.spec import FormSpec
from perfdesk.rules import (
    across,
    agreement,
    balance,
    blocks,
    completeness,
    figures,
    funds,
    goals,
    header,
    meaning,
    measures,
    namesakes,
    naming,
    policy,
    project,
    punctuation,
    reading,
    structure,
    template,
    texts,
    values,
    weights,
    wording,
    words,
)
from perfdesk.rules.case import Case
from perfdesk.rules.places import Place, Places
from perfdesk.rules.precedence import without_lesser
from perfdesk.rules.rule import Rule, Verdict
from perfdesk.rules.yardstick import Yardstick

FAMILIES = (
    structure, template, header, project, funds, goals, completeness, balance, values, wording, figures,
    measures, meaning, naming, agreement, words, punctuation, texts, policy, weights, reading,
    across, namesakes,
)  # fmt: skip


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, family by family, in the order written; those for batches last."""
    return tuple(each for family in FAMILIES for each in vars(family).values() if isinstance(each, Rule))


@cache
def _by_id() -> dict[str, Rule]:
    return {each.id: each for each in rules()}


def rule(name: str) -> Rule:
    """A rule by its id: why it matters and what is right are told from here; KeyError for no rule."""
    return _by_id()[name]


def judge(
    document: Document, form: FormSpec, profile: Profile | None = None, framework: Framework | None = None
) -> tuple[Finding, ...]:
    """Everything a reviewer would send back of one form, in its order; pure.

    Profile and framework are the form's own unless given. What has been acknowledged says so. FormError when
    a profile names a rule, number or word list that does not exist.
    """
    return tuple(finding for _, finding in review(document, form, profile, framework)[1])


Judged: TypeAlias = tuple[tuple[Place, int], Finding]
"""A finding and where it is told: place and severity"""


def review(
    document: Document, form: FormSpec, profile: Profile | None = None, framework: Framework | None = None
) -> tuple[Case, list[Judged], Yardstick]:
    """What `judge` says, with what a batch needs to go on: the case, the places, the yardstick."""
    profile = profile or catalogue.profile(form.profile)
    yardstick = _yardstick(profile, framework or catalogue.framework(profile.framework or form.framework))
    case = yardstick.case(document, form)
    rows = {row.uid: row for row in document.rows}
    findings = [
        yardstick.finding(each, verdict, document.uid, _text_at(document, rows, verdict.address))
        for each in yardstick.rules
        for verdict in each.judge(case)
    ]
    said = {(finding.rule, finding.address) for finding in findings}
    for by, verdict in _beside(document, form, yardstick):
        if (by.id, verdict.address) not in said:
            words = _text_at(document, rows, verdict.address)
            findings.append(yardstick.finding(by, verdict, document.uid, words))
    places = Places(case)
    judged = [
        ((places.of(finding.address), SEVERITIES.index(finding.severity)), finding)
        for finding in with_answers(document.marks, without_lesser(findings))
    ]
    return case, sorted(judged, key=itemgetter(0)), yardstick


def _beside(document: Document, form: FormSpec, yardstick: Yardstick) -> Iterator[tuple[Rule, Verdict]]:
    """What is said of the blocks beside the year's."""
    for block, alone in blocks.beside(document, form):
        case = yardstick.case(alone, form)
        for each in yardstick.rules:
            for verdict in each.judge(case):
                if told := blocks.moved(verdict, block, form):
                    yield each, told


def _text_at(document: Document, rows: Mapping[str, Row], address: Address) -> str:
    """As `Document.text`, which looks through all rows for each."""
    texts = rows[address.row].texts if address.row in rows else {} if address.row else document.texts
    return texts.get(address.key, "")


@lru_cache(maxsize=16)
def _yardstick(profile: Profile, framework: Framework) -> Yardstick:
    return Yardstick(profile, framework, rules())
