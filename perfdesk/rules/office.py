"""The office's own way of reviewing: small files beside its library, which name only what differs.

`项目库.审核.toml` is written by hand and only read here. All of it is optional:

    base = "core-101"                     # the profile to start from, where it is not the form's own
    framework = "core-101"                # the indicator framework to hold forms against
    off = ["HDR-10"]                      # rules that shall not speak, and (on) those that shall
    severity = { "VAL-03c" = "warning" }  # error, warning, info
    numbers = { tolerance = 0.1 }         # rules/limits.py has their names, and those of switches
    words = { "directions.reverse" = ["鼠患", "-闲置"] }

`项目库.审核设置.toml` says the same about rules, numbers and switches, and goes before it; `项目库.词表.toml`
holds words only. The window writes these two, and nobody else, so that no comment of a person is ever lost.
Words come on top of the shipped lists; one with a dash before it is taken away.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from perfdesk import paths
from perfdesk.errors import FormError
from perfdesk.forms import catalogue
from perfdesk.forms.profile import Profile, Severity
from perfdesk.forms.reading import quoted, read_spec
from perfdesk.forms.spec import FormSpec
from perfdesk.outfile import write_in_place
from perfdesk.rules.rulebook import rules as every_rule
from perfdesk.rules.vocabulary import TABLES, shipped
from perfdesk.rules.yardstick import check

Words = Mapping[str, tuple[str, ...]]

_NOTHING: Words = MappingProxyType({})
_SETTINGS_HEAD = "# 本单位的审核设置，由程序写入。手工的调整请写在“.审核.toml”中。\n"
_HEAD = "# 本单位增减的审核用词，由程序写入；前面有“-”的表示不用这个词。\n"


@dataclass(frozen=True, slots=True)
class OfficeRules:
    """What `项目库.审核.toml` may say."""

    base: str = ""
    framework: str = ""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    off: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    switches: Mapping[str, bool] = field(default_factory=dict)
    words: Words = field(default_factory=dict)


class Office:
    """How an office reviews: `profile` tells it for each form. Without files, as the forms say."""

    def __init__(self, rules: OfficeRules | None = None, words: Words = _NOTHING, name: str = "") -> None:
        self._rules = rules
        self._words = words
        self._name = name
        self._profiles: dict[str, Profile] = {}

    def profile(self, form: FormSpec) -> Profile:
        """The profile that forms of this kind are judged by; the same object each time."""
        if form.profile not in self._profiles:
            self._profiles[form.profile] = self._made(form.profile)
        return self._profiles[form.profile]

    def _made(self, own: str) -> Profile:
        rules = self._rules or OfficeRules()
        base = catalogue.profile(rules.base or own)
        if not self._rules and not self._words:
            return base
        return Profile(
            self._name,
            "本单位",
            severity={**base.severity, **rules.severity},
            off=(*(name for name in base.off if name not in rules.on), *rules.off),
            on=(*(name for name in base.on if name not in rules.off), *rules.on),
            switches={**base.switches, **rules.switches},
            framework=rules.framework or base.framework,
            numbers={**base.numbers, **rules.numbers},
            words=_joined(base.words, rules.words, self._words),
        )


def office(library: Path, settings: OfficeRules | None = None) -> Office:
    """How the office reviews whose library this is; FormError names the file and the key of a mistake.

    `settings` go in place of those that the window has kept.
    """
    words = load_words(library)
    written = _read_rules(rules_path(library))
    rules = _over(written, load_settings(library) if settings is None else settings)
    if rules == OfficeRules():
        return Office(None, words, words_path(library).stem)
    return Office(rules, words, rules_path(library).stem)


def office_or_none(library: Path) -> tuple[Office, str]:
    """As `office`; with a mistake in its files, the forms' own ways, and a sentence about the mistake."""
    try:
        return office(library), ""
    except FormError as error:
        return Office(), f"{error}改正之前按表样自带的规则审核。"


def rules_path(library: Path) -> Path:
    """Where the rules of a library's office lie."""
    return library.with_name(f"{library.stem}.审核.toml")


def settings_path(library: Path) -> Path:
    """Where what the window keeps about rules lies."""
    return library.with_name(f"{library.stem}.审核设置.toml")


def words_path(library: Path) -> Path:
    """Where its words lie."""
    return library.with_name(f"{library.stem}.词表.toml")


def load_settings(library: Path) -> OfficeRules:
    """What the window has kept about rules, numbers and switches; FormError as in `office`."""
    return _read_rules(settings_path(library))


def save_settings(library: Path, settings: OfficeRules) -> None:
    """Keep rules that are on or off, their severities, numbers and switches; errors as in `save_words`."""
    path = settings_path(library)
    load_settings(library)
    _check(path.name, settings)
    lists = {"off": settings.off, "on": settings.on}
    lines = [f"{name} = [{', '.join(map(quoted, rules))}]\n" for name, rules in lists.items() if rules]
    tables: Mapping[str, Mapping[str, str | float | bool]] = {
        "severity": settings.severity,
        "numbers": settings.numbers,
        "switches": settings.switches,
    }
    for name, table in tables.items():
        if table:
            lines.append(f"\n[{name}]\n")
            lines += [f"{quoted(key)} = {json.dumps(table[key])}\n" for key in sorted(table)]
    write_in_place(path, _SETTINGS_HEAD + "".join(lines), "审核设置")


def _read_rules(path: Path) -> OfficeRules:
    if not path.is_file():
        return OfficeRules()
    rules = read_spec(path, OfficeRules)
    _check(path.name, rules)
    return rules


def _over(under: OfficeRules, upper: OfficeRules) -> OfficeRules:
    """Both; where they differ, the upper one counts."""
    return replace(
        under,
        severity={**under.severity, **upper.severity},
        off=(*(name for name in under.off if name not in upper.on), *upper.off),
        on=(*(name for name in under.on if name not in upper.off), *upper.on),
        numbers={**under.numbers, **upper.numbers},
        switches={**under.switches, **upper.switches},
    )


@dataclass(frozen=True, slots=True)
class WordList:
    """A list, or a whole table of lists, as the window shows it."""

    name: str
    """`directions.reverse`; of a table the file alone, its lines being `units.户数` and so on."""
    title: str
    lists: Words
    """As shipped: the list itself under its name, or every line of the table."""


@cache
def word_lists() -> tuple[WordList, ...]:
    """Every list that an office can change, in the order of the table."""
    titles: dict[str, str] = read_spec(paths.resource("word-lists.toml"), dict[str, str])
    return tuple(
        WordList(
            name,
            title,
            {each: words for each, words in shipped().items() if name in {each, each.partition(".")[0]}},
        )
        for name, title in titles.items()
    )


def load_words(library: Path) -> dict[str, tuple[str, ...]]:
    """List → words that the office added, or took away with a dash before them; FormError as in `office`."""
    path = words_path(library)
    words: dict[str, tuple[str, ...]] = read_spec(path, dict[str, tuple[str, ...]]) if path.is_file() else {}
    _check_words(path.name, words)
    return words


def save_words(library: Path, words: Words) -> None:
    """Keep the office's words, all of them; durable when it returns.

    FormError for a list that there is not, and when what lies there cannot be read: it is not overwritten.
    DiskError when the disk refuses.
    """
    path = words_path(library)
    load_words(library)
    _check_words(path.name, words)
    lines = (f"{quoted(name)} = [{', '.join(map(quoted, words[name]))}]\n" for name in sorted(words))
    write_in_place(path, _HEAD + "".join(lines), "词表")


def _joined(*lists: Words) -> dict[str, tuple[str, ...]]:
    joined: dict[str, tuple[str, ...]] = {}
    for words in lists:
        joined |= {name: (*joined.get(name, ()), *more) for name, more in words.items()}
    return joined


def _check(file: str, rules: OfficeRules) -> None:
    shipped_profiles = catalogue.profile_ids()
    frameworks = [framework.id for framework in catalogue.frameworks()]
    if rules.base and rules.base not in shipped_profiles:
        raise FormError(
            f"文件「{file}」中的「base」写的是「{rules.base}」，应为{_one_of(shipped_profiles)}。"
        )
    if rules.framework and rules.framework not in frameworks:
        raise FormError(
            f"文件「{file}」中的「framework」写的是「{rules.framework}」，应为{_one_of(frameworks)}。"
        )
    named = Profile(
        file.removesuffix(".toml"), "", rules.severity, rules.off, rules.on, rules.switches, "", rules.numbers
    )
    check(named, {rule.id for rule in every_rule()})
    _check_words(file, rules.words, place="words.")


def _check_words(file: str, words: Iterable[str], *, place: str = "") -> None:
    for name in words:
        if name not in shipped() and name.partition(".")[0] not in TABLES:
            raise FormError(f"文件「{file}」中的「{place}{name}」不是词表的名称，请检查拼写。")


def _one_of(names: Iterable[str]) -> str:
    return "、".join(f"「{name}」" for name in names) + "之一"
