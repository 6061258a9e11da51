"""The window's settings and words: only what differs is kept, whatever was done in between."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk import outfile
from perfdesk.errors import DiskError, FormError
from perfdesk.forms import catalogue
from perfdesk.rules.office import (
    OfficeRules,
    load_settings,
    office,
    rules_path,
    save_settings,
    settings_path,
    word_lists,
)
from perfdesk.rules.rule import Rule
from perfdesk.rules.rulebook import rules
from perfdesk.rules.settings import Settings
from perfdesk.rules.wordbook import add, take_away, use, words_of

_BASE = catalogue.profile("dalian-2024")
_REVERSE = next(each for each in word_lists() if each.name == "directions.reverse")
_UNITS = next(each for each in word_lists() if each.name == "units")


@given(rule=st.sampled_from(rules()), is_on=st.booleans())
def test_a_rule_switched_there_and_back_leaves_nothing_behind(rule: Rule, is_on: bool) -> None:
    settings = Settings(_BASE, OfficeRules())

    switched = settings.switch_rule(rule, is_on=is_on)

    assert switched.is_on(rule) is is_on
    assert switched.switch_rule(rule, is_on=settings.is_on(rule)) == settings


@given(number=st.floats(0, 1e6, allow_nan=False))
def test_a_number_set_and_set_back_leaves_nothing_behind(number: float) -> None:
    settings = Settings(_BASE, OfficeRules())

    changed = settings.set_number("rows-most", number)

    assert changed.number("rows-most") == number
    assert changed.set_number("rows-most", settings.number("rows-most")) == settings


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    library = tmp_path / "项目库.json"
    kept = OfficeRules(
        severity={"VAL-03b": "info"},
        off=("CMP-07",),
        on=("CMP-12",) if any(rule.id == "CMP-12" for rule in rules()) else (),
        numbers={"tolerance": 0.5},
        switches={"cost-required": True},
    )

    save_settings(library, kept)

    assert load_settings(library) == kept
    form = catalogue.Catalogue().form("project-target@dalian-2024")
    assert office(library).profile(form).numbers["tolerance"] == 0.5


def test_what_the_window_keeps_goes_before_what_is_written_by_hand(tmp_path: Path) -> None:
    library = tmp_path / "项目库.json"
    rules_path(library).write_text('off = ["CMP-07"]\nnumbers = { tolerance = 1 }\n', encoding="utf-8")
    save_settings(library, OfficeRules(on=("CMP-07",)))
    form = catalogue.Catalogue().form("project-target@dalian-2024")

    profile = office(library).profile(form)

    assert "CMP-07" not in profile.off
    assert profile.numbers["tolerance"] == 1
    assert "CMP-07" in office(library, OfficeRules()).profile(form).off


def test_settings_that_cannot_be_read_are_not_written_over(tmp_path: Path) -> None:
    library = tmp_path / "项目库.json"
    settings_path(library).write_text('off = ["没有"]', encoding="utf-8")

    with pytest.raises(FormError, match=r"审核设置\.toml"):
        save_settings(library, OfficeRules())

    assert settings_path(library).read_text(encoding="utf-8") == 'off = ["没有"]'


def test_a_file_held_open_elsewhere_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "另.toml"
    other.write_text("", encoding="utf-8")
    monkeypatch.setattr(outfile, "write_beside", lambda _path, _content: other)

    with pytest.raises(DiskError, match="审核设置没有保存"):
        save_settings(tmp_path / "项目库.json", OfficeRules())


# --- words ----------------------------------------------------------------------------------------------


@given(place=st.integers(0, 300))
def test_a_word_taken_away_and_used_again_leaves_nothing_behind(place: int) -> None:
    word = words_of(_REVERSE, {})[place]

    without = take_away({}, word)

    assert without == {"directions.reverse": (f"-{word.text}",)}
    assert not words_of(_REVERSE, without)[place].is_used
    assert use(without, word) == {}


def test_a_new_word_stands_last_and_can_be_taken_out() -> None:
    own = add(_REVERSE, {}, " 鼠患 ")

    last = words_of(_REVERSE, own)[-1]

    assert (last.text, last.is_shipped) == ("鼠患", False)
    assert take_away(own, last) == {}


def test_a_shipped_word_typed_anew_is_merely_used_again() -> None:
    word = words_of(_REVERSE, {})[0]

    assert add(_REVERSE, take_away({}, word), word.text) == {}
    assert add(_REVERSE, {}, word.text) == {}


def test_a_line_of_a_table_is_typed_with_an_arrow() -> None:
    assert add(_UNITS, {}, "车数 → 辆") == {"units.车数": ("辆",)}
    for typed in ("车数", "车数→", "→ 辆", ""):
        with pytest.raises(ValueError, match="请写"):
            add(_UNITS, {}, typed)
