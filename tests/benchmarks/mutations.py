"""The mutation score: good forms made worse in one way each, and written in another way that is just as good.

A mutation is reported when one of its kind's rules says something that was not said of the form before. How
it is decided that a mutation is wrong at all stands with each kind, in tests/rules/mutants.py.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import cycle
from random import Random

from perfdesk.documents.document import Document
from perfdesk.documents.finding import Finding
from perfdesk.rules.fixing import all_fixes, fix_one
from tests.rules.good_forms import NAMES, good_form, judged
from tests.rules.harmless import EDITS
from tests.rules.mutants import KINDS, Mutation

_PATIENCE = 60
"""Forms that are tried until one offers what a kind needs."""
_TITLES = {
    "structure": "structure decides",
    "listed": "† words that the lists have",
    "unlisted": "† words that no list has",
}


def mutants(
    kinds: Mapping[str, Mutation], count: int, seed: int = 6
) -> Iterator[tuple[str, str, Document, Document]]:
    """Kind, profile, good form and what became of it; kinds take turns. The same for the same seed."""
    random = Random(seed)
    made = 0
    for kind in cycle(kinds):
        for _ in range(_PATIENCE):
            name = random.choice(NAMES)
            good = good_form(name)
            mutant = kinds[kind](random, good)
            if mutant and mutant != good:
                yield kind, name.partition("/")[0], good, mutant
                made += 1
                break
        if made == count:
            return


def told(findings: Collection[Finding]) -> set[tuple[str, str, str]]:
    """Rules, places and words."""
    return {(finding.rule, str(finding.address), finding.message) for finding in findings}


def new_findings(profile: str, good: Document, mutant: Document) -> list[Finding]:
    """What is said of a form that was not said before."""
    before = told(judged(good, profile))
    return [
        finding
        for finding in judged(mutant, profile)
        if (finding.rule, str(finding.address), finding.message) not in before
    ]


def revealed(profile: str, document: Document) -> list[str]:
    """What appears after fixes that was hidden before: after each single one, each kind, all safe ones."""
    findings = judged(document, profile)
    before = {(finding.rule, str(finding.address)) for finding in findings}
    fixable = [finding for finding in findings if finding.fix]
    steps = [fix_one(finding) for finding in fixable]
    steps += [all_fixes(findings, rule=rule) for rule in sorted({finding.rule for finding in fixable})]
    steps.append(all_fixes(findings))
    appeared = []
    for step in steps:
        after = step.apply({document.uid: document}).get(document.uid) or document
        appeared += [
            f"{step.label} → {finding.rule} {finding.message}"
            for finding in judged(after, profile)
            if (finding.rule, str(finding.address)) not in before
        ]
    return appeared


def main(count: int = 2000) -> None:
    """Print the score of each kind, the false alarms of each kind, and what fixes reveal."""
    made, found, loud = Counter[str](), Counter[str](), Counter[str]()
    missed: defaultdict[str, list[str]] = defaultdict(list)
    hidden: list[str] = []
    for kind, profile, good, mutant in mutants({name: kind.make for name, kind in KINDS.items()}, count):
        made[kind] += 1
        by = [each for each in new_findings(profile, good, mutant) if each.rule in KINDS[kind].by]
        found[kind] += bool(by)
        loud[kind] += any(each.severity != "info" for each in by)
        if not by:
            missed[kind].append(_difference(good, mutant))
        hidden += revealed(profile, mutant)
    for decides, title in _TITLES.items():
        names = [name for name in KINDS if KINDS[name].decides == decides]
        whole, reported = (sum(counter[name] for name in names) for counter in (made, found))
        print(f"  {title}: {reported} of {whole} reported, {reported / whole:.1%}")
        for name in names:
            share = f"{found[name] / made[name]:6.1%} of {made[name]:3}, as error or warning {loud[name]:3}"
            examples = "; ".join(missed[name][:2])
            print(f"    {share}  {name.strip()}{f'  missed: {examples}' if examples else ''}")
    _print_false_alarms(count)
    print(f"  after fixes {len(hidden)} findings appeared that were hidden before {hidden[:3] or ''}")


def _print_false_alarms(count: int) -> None:
    made, loud = Counter[str](), Counter[str]()
    told_of: defaultdict[str, list[str]] = defaultdict(list)
    for kind, profile, good, edited in mutants(EDITS, count, seed=7):
        made[kind] += 1
        alarms = [each for each in new_findings(profile, good, edited) if each.severity != "info"]
        loud[kind] += bool(alarms)
        told_of[kind] += [f"{each.rule} {each.message}" for each in alarms]
    print(
        f"  harmless edits: {loud.total()} of {made.total()} raise an error or a warning, "
        f"{loud.total() / made.total():.2%}"
    )
    for kind in EDITS:
        print(f"    {loud[kind]:3} of {made[kind]:3}  {kind}{'  ' + told_of[kind][0] if loud[kind] else ''}")


def _difference(good: Document, mutant: Document) -> str:
    """The texts that are new, to be read by whoever mends the rules."""
    before = {row.uid: row for row in good.rows}
    rows = [
        "|".join(row.texts.get(key, "") for key in ("level2", "name", "value"))
        for row in mutant.rows
        if row.uid not in before or row != before[row.uid]
    ]
    fields = [f"{key}={text}" for key, text in mutant.texts.items() if text != good.texts.get(key)]
    return f"{good.uid}: " + " ".join([*rows, *fields])[:90]
