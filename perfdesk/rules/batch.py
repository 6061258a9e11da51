"""Several documents reviewed together: what is said of each, and what shows only when they lie side by side.

A Batch remembers little of each document. When one changes it is put in again: only it is judged anew, and
the comparison runs over what is remembered.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from perfdesk.documents.document import Document
from perfdesk.documents.finding import SEVERITIES, Finding, with_answers
from perfdesk.forms import catalogue
from perfdesk.forms.profile import Profile
from perfdesk.forms.spec import FormSpec
from perfdesk.rules.facts import Facts, facts_of
from perfdesk.rules.places import place_of
from perfdesk.rules.rule import Remark, Rule
from perfdesk.rules.rulebook import Judged, review, rules
from perfdesk.rules.yardstick import Yardstick

ProfileFor: TypeAlias = Callable[[FormSpec], Profile]


class _Member(NamedTuple):
    """What a batch remembers of a document."""

    facts: Facts
    judged: tuple[Judged, ...]
    yardstick: Yardstick


def own_profile(form: FormSpec) -> Profile:
    """The profile that a form names itself."""
    return catalogue.profile(form.profile)


class Batch:
    """Documents under review, in the order in which they came in."""

    def __init__(self, profile_for: ProfileFor = own_profile) -> None:
        self._profile_for = profile_for
        self._members: dict[str, _Member] = {}

    def put(self, document: Document, form: FormSpec) -> None:
        """Take a document in, or as it is now; FormError when its profile is no good."""
        case, judged, yardstick = review(document, form, self._profile_for(form))
        self._members[document.uid] = _Member(facts_of(case), tuple(judged), yardstick)

    def drop(self, uid: str) -> None:
        """Forget a document."""
        self._members.pop(uid, None)

    def findings(self) -> dict[str, tuple[Finding, ...]]:
        """By document, what is said of it and of it beside the others, in the order of its form."""
        compared = self._compared()
        return {
            uid: tuple(
                finding for _, finding in sorted((*member.judged, *compared.get(uid, ())), key=itemgetter(0))
            )
            for uid, member in self._members.items()
        }

    def _compared(self) -> Mapping[str, list[Judged]]:
        found: defaultdict[str, list[Judged]] = defaultdict(list)
        for rule in rules():
            if rule.is_for_batches:
                speaking = [
                    each.facts for each in self._members.values() if rule in each.yardstick.batch_rules
                ]
                for remark in rule.compare(speaking):
                    found[remark.facts.uid].append(self._judged(rule, remark))
        return found

    def _judged(self, rule: Rule, remark: Remark) -> Judged:
        facts, verdict = remark.facts, remark.verdict
        seen = self._members[facts.uid].yardstick.finding(rule, verdict, facts.uid, "")
        (finding,) = with_answers(
            facts.answers, [replace(seen, others=tuple(other.uid for other in remark.others.listed))]
        )
        row = next((each.number for each in facts.indicators if each.row == verdict.address.row), 0)
        place = place_of(facts.spec, verdict.address, row)
        return (place, SEVERITIES.index(finding.severity)), finding


def judge_batch(
    items: Iterable[tuple[Document, FormSpec]], profile_for: ProfileFor = own_profile
) -> dict[str, tuple[Finding, ...]]:
    """The findings of several documents, with those that show side by side: uid → in the order of the form.

    Documents are taken one after the other and not kept. A finding that compares is told of each document
    that should change; `others` names the first of the rest.
    """
    batch = Batch(profile_for)
    for document, form in items:
        batch.put(document, form)
    return batch.findings()
