"""The office's own rules count in the window; a mistake in them is said and hinders nothing."""

from pathlib import Path

from PySide6.QtWidgets import QLabel

from perfdesk.documents.finding import acknowledge
from perfdesk.library.library import Library
from perfdesk.rules.office import rules_path, save_words
from perfdesk.ui.session import Session
from perfdesk.ui.window import MainWindow


def opened(path: Path, uid: str = "sample-3") -> Session:
    session = Session(Library.open(path))
    session.ask_for_review()
    session.open(uid)
    return session


def said(session: Session) -> set[str]:
    assert session.opened
    return {finding.rule for finding in session.opened.said}


def test_a_rule_that_the_office_switches_off_is_silent_in_the_window(library_path: Path) -> None:
    before = opened(library_path)
    assert "CMP-07" in said(before)
    before.library.close()

    rules_path(library_path).write_text('off = ["CMP-07"]', encoding="utf-8")

    session = opened(library_path)
    assert "CMP-07" not in said(session)
    session.library.close()


def test_words_that_have_just_been_saved_count_when_asked_for(library_path: Path) -> None:
    session = opened(library_path, "sample-9")
    assert "VAL-03b" in said(session)

    save_words(library_path, {"directions.reverse": ("-故障", "-系统故障")})
    session.review_anew()

    assert "VAL-03b" not in said(session)
    session.library.close()


def test_a_mistake_is_told_and_forms_are_reviewed_all_the_same(library_path: Path) -> None:
    rules_path(library_path).write_text("off = [", encoding="utf-8")
    session = Session(Library.open(library_path))
    told: list[str] = []
    session.troubled.connect(told.append)

    session.ask_for_review()
    session.open("sample-3")

    assert "CMP-07" in said(session)
    (sentence,) = told
    assert "审核.toml" in sentence
    session.library.close()


def test_what_is_acknowledged_stands_apart_and_counts_no_more(library_path: Path) -> None:
    session = opened(library_path)
    assert session.opened
    finding = next(each for each in session.opened.said if each.rule == "CMP-07")
    (before,) = session.judged(["sample-3"])

    session.do_here("保留", (acknowledge(finding, "上级没有要求", "王会计", "2024-03-01"),))

    (after,) = session.judged(["sample-3"])
    assert "CMP-07" not in said(session)
    assert [each.rule for each in session.opened.acknowledged] == ["CMP-07"]
    assert (after.warnings or 0) < (before.warnings or 0)
    session.library.close()


def test_the_window_shows_the_mistake(window: MainWindow, library_path: Path) -> None:
    assert window.bench.session

    window.bench.session.troubled.emit("文件「项目库.审核.toml」有误。")

    assert any("审核.toml" in label.text() for label in window.bench.desk.findChildren(QLabel))
