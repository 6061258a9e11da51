"""The rulebook: every rule there is, and how a document is judged by them.

To add a rule, in the module of its family (a new family is a new module and a line in FAMILIES below):

1. Write a generator function over a `Case` that yields a `Verdict(address, message)` for each thing that a
   reviewer would send back, and `@rule("VAL-02", "…", severity=…, basis=…, why=…, example=…)` over it.
   That registers it.
2. Judge only what is there: ask `case.has(key)` for fields and `case.row_keys` for columns.
3. The message is for a clerk: what is wrong, in this text's own words, and what to type. The basis is a
   document's number; what the document says is paraphrased in `why`.
4. A `Fix` is edits, `safe` only if it cannot change what the clerk means; say `fixable=True`. Applied, it
   must remove the finding and reveal nothing that was hidden, so judge as if it had been applied (case.Line).
5. Words go to resources/words, limits to NUMBERS below; both can be changed by a profile.
6. Give it its lines in tests/rules/cases.py: texts on which it fires and texts on which it is silent.
   tests/rules/test_every_rule.py fails until you do.
"""

from functools import cache, lru_cache

from perfdesk.documents.address import ROWS, Address
from perfdesk.documents.document import Document
from perfdesk.documents.finding import SEVERITIES, Finding
from perfdesk.errors import FormError
from perfdesk.forms import catalogue
from perfdesk.forms.framework import Framework
from perfdesk.forms.profile import Profile
from perfdesk.forms.spec import FormSpec
from perfdesk.rules import completeness, funds, goals, header, reading, structure, texts, values
from perfdesk.rules.case import Case
from perfdesk.rules.levels import Levels
from perfdesk.rules.rule import Rule, Verdict
from perfdesk.rules.vocabulary import Vocabulary

FAMILIES = (structure, header, funds, goals, completeness, values, texts, reading)

NUMBERS = {"tolerance": 0.005}
"""Limits and what they are where a profile says nothing. tolerance: of sums, in the form's unit of money."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, family by family, in the order written."""
    return tuple(each for family in FAMILIES for each in vars(family).values() if isinstance(each, Rule))


def judge(
    document: Document, form: FormSpec, profile: Profile | None = None, framework: Framework | None = None
) -> tuple[Finding, ...]:
    """Everything a reviewer would send back, in the order of the form; pure.

    Profile and framework are the form's own unless given. FormError when a profile names a rule, number or
    word list that does not exist.
    """
    profile = profile or catalogue.profile(form.profile)
    yardstick = _yardstick(profile, framework or catalogue.framework(form.framework))
    case = Case(document, form, yardstick.levels, yardstick.vocabulary, yardstick.numbers)
    findings = [
        _finding(each, verdict, document, profile) for each in yardstick.rules for verdict in each.judge(case)
    ]
    places = _Places(case)
    return tuple(
        sorted(findings, key=lambda finding: (places.of(finding.address), SEVERITIES.index(finding.severity)))
    )


class _Yardstick:
    """A profile and a framework, checked and made ready once."""

    def __init__(self, profile: Profile, framework: Framework) -> None:
        _check(profile)
        self.rules = tuple(each for each in rules() if each.id not in profile.off)
        self.numbers = {**NUMBERS, **profile.numbers}
        self.vocabulary = Vocabulary(profile)
        self.levels = Levels(framework, catalogue.frameworks(), self.vocabulary.words("levels.over"))


_yardstick = lru_cache(maxsize=16)(_Yardstick)


def _check(profile: Profile) -> None:
    known = {each.id for each in rules()}
    named = [(f"severity.{name}", name) for name in profile.severity] + [
        (f"off.{name}", name) for name in profile.off
    ]
    if stray := next((place for place, name in named if name not in known), ""):
        raise FormError(f"文件「{profile.id}.toml」中的「{stray}」不是规则编号，请检查拼写。")
    if stray := next((name for name in profile.numbers if name not in NUMBERS), ""):
        raise FormError(f"文件「{profile.id}.toml」中的「numbers.{stray}」不是已有的数值名称，请检查拼写。")


def _finding(by: Rule, verdict: Verdict, document: Document, profile: Profile) -> Finding:
    words = verdict.words if verdict.words is not None else document.text(verdict.address) or ""
    severity = profile.severity.get(by.id) or verdict.severity or by.severity
    return Finding(
        by.id, severity, document.uid, verdict.address, verdict.message, by.basis, words, verdict.fix
    )


class _Places:
    """Where addresses stand in a form, to sort by: (line, column)."""

    def __init__(self, case: Case) -> None:
        self._fields = _field_places(case.form)
        self._rows = {line.row.uid: line.number for line in case.lines}
        self._keys = {key: index for index, key in enumerate(case.form.row_keys())}
        self._groups = {f"{ROWS}:{line.standing.first}": line.number for line in reversed(case.lines)}

    def of(self, address: Address) -> tuple[int, int]:
        """A group stands before its first row; one without rows before them all."""
        after = len(self._fields)
        if address.row:
            return after + self._rows.get(address.row, 0), self._keys.get(address.key, 0)
        if address.is_group:
            return after + self._groups.get(address.key, 0), -1
        return self._fields.get(address.key, after), 0


@cache
def _field_places(form: FormSpec) -> dict[str, int]:
    return {cell.key: index for index, (cell, _) in enumerate(form.fields())}
