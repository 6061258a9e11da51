"""The log."""

from pathlib import Path

import pytest

from perfdesk import logbook, paths


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "state_folder", lambda: tmp_path / "state")


def test_entries_stand_one_below_the_other_with_time_and_version() -> None:
    logbook.write("one")
    path = logbook.write("two")

    assert path
    text = path.read_text(encoding="utf-8")
    assert text.count("perfdesk") == 2
    assert text.index("one") < text.index("two")


def test_a_story_has_places_and_no_message() -> None:
    try:
        int("张三的项目")
    except ValueError as error:
        story = logbook.story(ValueError, error.__traceback__)

    assert "张三" not in story
    assert story.startswith("ValueError\n")
    assert "test_a_story_has_places_and_no_message" in story


def test_a_log_that_has_grown_is_put_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logbook, "_LARGEST", 10)
    logbook.write("one")
    path = logbook.write("two")

    assert path
    assert "one" not in path.read_text(encoding="utf-8")
    assert "one" in path.with_name(f"{logbook.FILE}.old").read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")

    assert logbook.write("one") is None
