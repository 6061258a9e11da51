"""A Yardstick: a profile and a framework, checked against the rulebook and made ready once."""

from collections.abc import Collection, Sequence

from perfdesk.documents.document import Document
from perfdesk.documents.finding import Finding
from perfdesk.errors import FormError
from perfdesk.forms import catalogue
from perfdesk.forms.framework import Framework
from perfdesk.forms.profile import Profile
from perfdesk.forms.spec import FormSpec
from perfdesk.rules.case import Case
from perfdesk.rules.levels import Levels
from perfdesk.rules.limits import NUMBERS, SWITCHES, Limits
from perfdesk.rules.rule import Rule, Verdict
from perfdesk.rules.vocabulary import Vocabulary


class Yardstick:
    """What documents are held against; FormError when the profile names what nobody knows."""

    def __init__(self, profile: Profile, framework: Framework, rules: Sequence[Rule]) -> None:
        check(profile, {each.id for each in rules})
        speaking = [
            each
            for each in rules
            if each.id not in profile.off and (not each.is_off or each.id in profile.on)
        ]
        self.rules = tuple(each for each in speaking if not each.is_for_batches)
        self.batch_rules = tuple(each for each in speaking if each.is_for_batches)
        self._profile = profile
        self._limits = Limits.with_changes(profile.numbers, profile.switches)
        self._vocabulary = Vocabulary(profile)
        self._levels = Levels(framework, catalogue.frameworks(), self._vocabulary.words("levels.over"))

    def case(self, document: Document, form: FormSpec) -> Case:
        """A document, to be held against it."""
        return Case(document, form, self._levels, self._vocabulary, self._limits)

    def finding(self, by: Rule, verdict: Verdict, document: str, words: str) -> Finding:
        """What a rule has seen; `words` are those at the address."""
        return Finding(
            by.id,
            self._profile.severity.get(by.id) or verdict.severity or by.severity,
            document,
            verdict.address,
            verdict.message,
            by.basis,
            verdict.words if verdict.words is not None else words,
            verdict.fix,
        )


def check(profile: Profile, rules: Collection[str]) -> None:
    """FormError, with file and key, when a profile names a rule, number or switch that nobody knows."""
    for place, names, known, what in (
        ("severity", profile.severity, rules, "规则编号"),
        ("off", profile.off, rules, "规则编号"),
        ("on", profile.on, rules, "规则编号"),
        ("numbers", profile.numbers, NUMBERS, "已有的数值名称"),
        ("switches", profile.switches, SWITCHES, "已有的开关名称"),
    ):
        if stray := next((name for name in names if name not in known), ""):
            raise FormError(f"文件「{profile.id}.toml」中的「{place}.{stray}」不是{what}，请检查拼写。")
