"""A sample of the mutation score: what structure decides is reported, what is harmless is not."""

import pytest

from tests.benchmarks.mutations import mutants, new_findings, revealed
from tests.rules.harmless import EDITS
from tests.rules.mutants import KINDS

STRUCTURE = {name: kind.make for name, kind in KINDS.items() if kind.decides == "structure"}
SAMPLE = 250


def test_what_structure_decides_is_reported() -> None:
    missed = [
        (kind, mutant.uid)
        for kind, profile, good, mutant in mutants(STRUCTURE, SAMPLE, seed=1)
        if not any(finding.rule in KINDS[kind].by for finding in new_findings(profile, good, mutant))
    ]

    assert len(missed) <= SAMPLE * 0.05, missed


def test_what_is_harmless_raises_hardly_an_error_or_a_warning() -> None:
    alarms = [
        (kind, finding.message)
        for kind, profile, good, edited in mutants(EDITS, SAMPLE, seed=1)
        for finding in new_findings(profile, good, edited)
        if finding.severity != "info"
    ]

    assert len(alarms) <= SAMPLE * 0.01, alarms


@pytest.mark.parametrize("kind", KINDS)
def test_no_fix_of_a_form_made_worse_reveals_what_was_hidden(kind: str) -> None:
    for _, profile, _, mutant in mutants({kind: KINDS[kind].make}, 5, seed=1):
        assert revealed(profile, mutant) == []
