"""Who sits at this computer."""

from getpass import getuser
from pathlib import Path

import pytest

from perfdesk.person import is_known, know, person


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    monkeypatch.setenv("LOGNAME", "administrator")
    return tmp_path / "state"


def test_it_is_the_systems_user_until_a_name_was_given() -> None:
    assert not is_known()
    assert person() == getuser() == "administrator"


def test_a_name_that_was_given_is_kept_in_one_line() -> None:
    know("  张三\n（财金局） ")

    assert is_known()
    assert person() == "张三 （财金局）"


def test_a_blank_name_is_forgotten() -> None:
    know("张三")
    know(" ")

    assert not is_known()
    assert person() == "administrator"


def test_a_name_that_cannot_be_kept_is_no_trouble(state: Path) -> None:
    state.write_text("a file where the folder should be")
    know("张三")

    assert person() == "administrator"
