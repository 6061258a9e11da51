"""The office's own files beside its library: they change what they name, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.errors import FormError
from perfdesk.rules.office import (
    Office,
    load_words,
    office,
    office_or_none,
    rules_path,
    save_words,
    word_lists,
    words_path,
)
from perfdesk.rules.rulebook import judge
from perfdesk.rules.vocabulary import shipped
from tests.rules.cases import FORM, GOOD, fields, indicator


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "项目库.json"


def with_rules(library: Path, text: str) -> Office:
    rules_path(library).write_text(text, encoding="utf-8")
    return office(library)


def test_without_files_the_form_s_own_profile_counts(library: Path) -> None:
    assert office(library).profile(FORM) is Office().profile(FORM)


def test_only_what_is_named_differs(library: Path) -> None:
    document = replace(indicator("考核合格率", "95%"), texts={**GOOD.texts, "filler": ""})
    before = {(finding.rule, finding.severity) for finding in judge(document, FORM)}

    profile = with_rules(library, 'severity = { VAL-03a = "info" }\noff = ["HDR-02"]').profile(FORM)

    after = {(finding.rule, finding.severity) for finding in judge(document, FORM, profile)}
    assert before - after == {("VAL-03a", "warning"), ("HDR-02", "warning")}
    assert after - before == {("VAL-03a", "info")}


def test_numbers_and_the_framework_can_be_the_office_s_own(library: Path) -> None:
    document = fields({"funds.annual.fiscal": "40.05", "funds.total.fiscal": "40.05"})
    said = {finding.rule for finding in judge(document, FORM)}
    assert {"FUND-01", "FUND-02"} <= said

    own = with_rules(library, 'framework = "core-101"\n[numbers]\ntolerance = 0.1').profile(FORM)

    told = {finding.rule for finding in judge(document, FORM, own)}
    assert not {"FUND-01", "FUND-02"} & told
    assert "STR-03" in told  # 成本指标 below 产出指标 is not the new framework's


def test_words_of_both_files_are_added_and_taken_away(library: Path) -> None:
    def errors(*names: str) -> list[str]:
        profile = office(library).profile(FORM)
        found = (judge(indicator(name, "5%"), FORM, profile) for name in names)
        return [finding.rule for findings in found for finding in findings if finding.severity == "error"]

    assert errors("鼠患率", "蝗情率", "系统故障率") == ["VAL-03b"]

    rules_path(library).write_text('words = { "directions.reverse" = ["鼠患"] }', encoding="utf-8")
    save_words(library, {"directions.reverse": ("蝗情", "-故障", "-系统故障")})

    assert errors("鼠患率", "蝗情率") == ["VAL-03b", "VAL-03b"]
    assert errors("系统故障率") == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('severty = { VAL-02 = "info" }', "severty"),
        ('severity = { VAL-02 = "fatal" }', "severity.VAL-02"),
        ('severity = { VAL-2 = "info" }', "severity.VAL-2"),
        ('off = ["STR-1"]', "off.STR-1"),
        ('on = ["STR-1"]', "on.STR-1"),
        ("numbers = { tolerence = 1 }", "numbers.tolerence"),
        ("switches = { cost = true }", "switches.cost"),
        ('words = { "directions.revers" = [] }', "words.directions.revers"),
        ('base = "dalian"', "base"),
        ('framework = "core"', "framework"),
        ("off = [", "第1行|末尾"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(library: Path, text: str, named: str) -> None:
    with pytest.raises(FormError, match=named) as caught:
        with_rules(library, text)

    assert "项目库.审核.toml" in str(caught.value)
    assert str(caught.value).endswith("。")


def test_a_mistake_hinders_no_review_where_that_must_go_on(library: Path) -> None:
    rules_path(library).write_text("off = [", encoding="utf-8")

    own, trouble = office_or_none(library)

    assert judge(GOOD, FORM, own.profile(FORM)) == judge(GOOD, FORM)
    assert "项目库.审核.toml" in trouble


def test_a_table_of_words_that_cannot_be_read_is_not_overwritten(library: Path) -> None:
    words_path(library).write_text('"directions.reverse" = [鼠患]', encoding="utf-8")

    with pytest.raises(FormError, match="词表"):
        save_words(library, {})

    assert "鼠患" in words_path(library).read_text(encoding="utf-8")


def test_a_list_that_there_is_not_is_not_saved(library: Path) -> None:
    with pytest.raises(FormError, match=r"directions\.revers"):
        save_words(library, {"directions.revers": ("鼠患",)})

    assert not words_path(library).exists()


def test_every_list_has_a_title_and_stands_in_one_place_of_the_table() -> None:
    listed = [name for each in word_lists() for name in each.lists]

    assert sorted(listed) == sorted(shipped())
    assert all(each.title and each.lists for each in word_lists())


def test_an_empty_line_in_the_table_of_words_changes_nothing(library: Path) -> None:
    save_words(library, {"directions.reverse": ("", "-")})

    assert judge(GOOD, FORM, office(library).profile(FORM)) == judge(GOOD, FORM)


@given(words=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=4))
def test_saved_words_are_read_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    library = tmp_path_factory.getbasetemp() / "词" / "项目库.json"
    library.parent.mkdir(exist_ok=True)

    save_words(library, {"directions.reverse": tuple(words), "units.户数": ("户",)})

    assert load_words(library) == {"directions.reverse": tuple(words), "units.户数": ("户",)}
