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
5. Words go to resources/words, limits and switches to `limits`; a profile can change all of them. Where one
   root cause would make several rules speak, `precedence` says which of them does.
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
from perfdesk.rules.limits import NUMBERS, SWITCHES, Limits
from perfdesk.rules.precedence import without_lesser
from perfdesk.rules.rule import Rule, Verdict
from perfdesk.rules.vocabulary import Vocabulary

FAMILIES = (structure, header, funds, goals, completeness, values, texts, reading)


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
    case = yardstick.case(document, form)
    findings = without_lesser(
        [
            _finding(each, verdict, document, profile)
            for each in yardstick.rules
            for verdict in each.judge(case)
        ]
    )
    places = _Places(case)
    return tuple(
        sorted(findings, key=lambda finding: (places.of(finding.address), SEVERITIES.index(finding.severity)))
    )


class _Yardstick:
    """A profile and a framework, checked and made ready once."""

    def __init__(self, profile: Profile, framework: Framework) -> None:
        _check(profile)
        self.rules = tuple(
            each
            for each in rules()
            if each.id not in profile.off and (not each.is_off or each.id in profile.on)
        )
        self.limits = Limits.with_changes(profile.numbers, profile.switches)
        self.vocabulary = Vocabulary(profile)
        self.levels = Levels(framework, catalogue.frameworks(), self.vocabulary.words("levels.over"))

    def case(self, document: Document, form: FormSpec) -> Case:
        """A document, to be held against it."""
        return Case(document, form, self.levels, self.vocabulary, self.limits)


_yardstick = lru_cache(maxsize=16)(_Yardstick)


def _check(profile: Profile) -> None:
    """FormError when a profile names a rule, number or switch that does not exist."""
    known = {each.id for each in rules()}
    for place, names, there, what in (
        ("severity", profile.severity, known, "规则编号"),
        ("off", profile.off, known, "规则编号"),
        ("on", profile.on, known, "规则编号"),
        ("numbers", profile.numbers, NUMBERS, "已有的数值名称"),
        ("switches", profile.switches, SWITCHES, "已有的开关名称"),
    ):
        if stray := next((name for name in names if name not in there), ""):
            raise FormError(f"文件「{profile.id}.toml」中的「{place}.{stray}」不是{what}，请检查拼写。")


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
