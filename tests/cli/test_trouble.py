"""A command meets what nobody expected."""

from pathlib import Path

import pytest

from perfdesk import logbook, paths
from perfdesk.cli import checking
from perfdesk.cli.main import run


def test_it_is_one_sentence_and_the_log_holds_no_clerks_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stumble(_arguments: object) -> int:
        raise ValueError("张三的项目")

    monkeypatch.setattr(paths, "state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(checking, "check_command", stumble)

    status = run(["check", "x.txt"])

    said = capsys.readouterr().err
    log = tmp_path / "state" / logbook.FILE
    assert status == 3
    assert said.count("\n") == 1
    assert str(log) in said
    assert "张三" not in said + log.read_text(encoding="utf-8")
    assert "stumble" in log.read_text(encoding="utf-8")
