"""What nobody expected."""

import sys

import pytest

from perfdesk import paths
from perfdesk.ui import asking
from perfdesk.ui.trouble import LOG, Trouble


def _stumble(words: str) -> None:
    raise ValueError(words)


def _meet(trouble: Trouble, words: str) -> None:
    try:
        _stumble(words)
    except ValueError:
        kind, error, trace = sys.exc_info()
        assert kind
        assert error
        trouble.meet(kind, error, trace)


def test_it_is_logged_without_the_clerks_text_and_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda _parent, message: told.append(message))
    trouble = Trouble()

    for _ in range(3):
        _meet(trouble, "张三的项目")

    log = (paths.state_folder() / LOG).read_text(encoding="utf-8")
    assert "张三" not in log
    assert log.count("ValueError") == 1
    assert "_stumble" in log
    assert len(told) == 1
    assert "项目库没有受损" in told[0]


def test_a_log_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda _parent, message: told.append(message))
    paths.state_folder().parent.mkdir(parents=True)
    paths.state_folder().write_text("a file where the folder should be", encoding="utf-8")

    _meet(Trouble(), "x")

    assert "无法写入" in told[0]


def test_trouble_while_telling_opens_no_second_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    trouble = Trouble()

    def tell(_parent: object, message: str) -> None:
        told.append(message)
        try:
            _stumble("y")
        except ValueError:
            trouble.meet(*sys.exc_info())

    monkeypatch.setattr(asking, "tell", tell)
    _meet(trouble, "x")

    assert len(told) == 1
