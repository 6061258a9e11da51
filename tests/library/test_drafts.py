"""Drafts of open editors."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfdesk import paths
from perfdesk.library.drafts import Draft, forget, keep, kept

DRAFT = Draft("a", "project-target@dalian-2024", "r-1/value", "≥1", "≥1\n\ud800 3")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_a_draft_comes_back_letter_for_letter(text: str) -> None:
    draft = Draft("a", "f@1", "unit", "", text)
    keep("library", draft)
    assert kept("library") == draft


def test_each_library_has_its_own_and_only_the_last() -> None:
    keep("one", DRAFT)
    keep("two", Draft("b", "f@1", "unit", "", "x"))
    keep("two", Draft("b", "f@1", "unit", "", "xy"))

    assert kept("one") == DRAFT
    assert kept("two") == Draft("b", "f@1", "unit", "", "xy")
    assert kept("three") is None


def test_a_draft_that_is_forgotten_is_gone() -> None:
    keep("one", DRAFT)
    forget("one")
    forget("one")

    assert kept("one") is None
    assert not list((paths.state_folder() / "drafts").iterdir())


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"text":"a"}', b"\xff\xfe", b'"' + b"a" * 99])
def test_a_damaged_draft_is_none(damage: bytes) -> None:
    keep("one", DRAFT)
    (paths.state_folder() / "drafts" / "one.json").write_bytes(damage)

    assert kept("one") is None


def test_a_draft_with_something_else_than_text_is_none() -> None:
    keep("one", Draft("a", "f@1", "unit", "", 3))  # type: ignore[arg-type]

    assert kept("one") is None
