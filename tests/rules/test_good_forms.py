"""Well-made forms are met with silence; a small change makes just the rule speak that is for it."""

import tomllib
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from perfdesk.documents.document import Document, Row
from perfdesk.documents.finding import Finding
from perfdesk.forms import catalogue
from perfdesk.rules.rulebook import judge, rules
from tests.rules.example import FORM, WEIGHTED
from tests.rules.good_forms import FRAMEWORKS, NAMES, good_form, judged

BAD = Path(__file__).parents[1] / "data" / "bad"
ELSEWHERE = {"IMP-01"}  # what an import leaves behind, no form by itself


@dataclass(frozen=True)
class Change:
    """What is done to a good form, and who else rightly speaks of it."""

    form: str
    set: dict[str, str] = field(default_factory=dict)
    drop: list[str] = field(default_factory=list)
    add: list[list[object]] = field(default_factory=list)
    weights: str = ""
    on: tuple[str, ...] = ()
    numbers: dict[str, float] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)

    def apply(self, document: Document) -> Document:
        """The form after it. Rows are called by the numbers they had."""
        texts = {key: text for key, text in document.texts.items() if key not in self.drop}
        rows = {row.uid: dict(row.texts) for row in document.rows if row.uid not in self.drop}
        for uid, weight in zip(list(rows), self.weights.split(), strict=bool(self.weights)):
            rows[uid]["weight"] = weight
        for address, text in self.set.items():
            uid, slash, key = address.partition("/")
            (rows[uid] if slash else texts)[key if slash else uid] = text
        lines = [Row(uid, row) for uid, row in rows.items()]
        for number, (after, *cells) in enumerate(self.add):
            at = next(
                (index for index, row in enumerate(lines) if int(row.uid) > int(str(after))), len(lines)
            )
            new = dict(zip(("level1", "level2", "name", "value"), map(str, cells), strict=True))
            lines.insert(at, Row(f"{900 + number}", new))
        form = WEIGHTED.ref if self.weights else document.form
        return replace(document, form=form, texts=texts, rows=tuple(lines))

    def judge(self, document: Document) -> tuple[Finding, ...]:
        """What the review says of a form under the profile meant."""
        profile = catalogue.profile(self.form.partition("/")[0])
        office = replace(profile, on=self.on, numbers={**profile.numbers, **self.numbers})
        form = WEIGHTED if self.weights else FORM
        return judge(document, form, office, catalogue.framework(FRAMEWORKS[profile.id]))


CHANGES = [
    pytest.param(rule, Change(**change), id=f"{rule}-{number}")
    for path in sorted(BAD.glob("*.toml"))
    for rule, changes in tomllib.loads(path.read_text("utf-8")).items()
    for number, change in enumerate(changes)
]


def test_there_are_many_of_different_profiles() -> None:
    assert len(NAMES) >= 30
    assert {name.partition("/")[0] for name in NAMES} == set(FRAMEWORKS)
    assert all(6 <= len(good_form(name).rows) <= 14 for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_well_made_form_is_read_without_a_remark(name: str) -> None:
    document = good_form(name)

    assert not document.marks
    assert not document.tray


@pytest.mark.parametrize("name", NAMES)
def test_a_well_made_form_raises_neither_error_nor_warning(name: str) -> None:
    profile = name.partition("/")[0]

    loud = [finding.message for finding in judged(good_form(name), profile) if finding.severity != "info"]

    assert loud == []


def test_hints_on_well_made_forms_are_rare() -> None:
    hints = Counter(
        finding.rule for name in NAMES for finding in judged(good_form(name), name.partition("/")[0])
    )

    # a period in another spelling is a matter of taste and counts apart
    assert hints.total() - hints["HDR-09"] <= len(NAMES) / 2


@pytest.mark.parametrize(("rule", "change"), CHANGES)
def test_a_change_makes_just_the_rule_speak_that_is_for_it(rule: str, change: Change) -> None:
    good = good_form(change.form)
    before = {(finding.rule, str(finding.address)) for finding in judged(good, change.form.partition("/")[0])}

    found = {(finding.rule, str(finding.address)) for finding in change.judge(change.apply(good))} - before

    assert {name for name, _ in found} == {rule, *change.also}


def test_every_rule_has_a_form_on_which_it_speaks() -> None:
    shown = {str(parameter.values[0]) for parameter in CHANGES}

    assert shown == {rule.id for rule in rules() if not rule.is_for_batches} - ELSEWHERE
