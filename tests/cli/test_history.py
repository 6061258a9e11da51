"""`history` and `restore`: what was done to a project, by whom, and back."""

import json
from pathlib import Path
from typing import Any

import pytest

from perfdesk import paths, person
from perfdesk.cli.main import run
from perfdesk.documents.edits import RemoveDocument, Step
from perfdesk.documents.status import setting
from perfdesk.library.backups import backups
from perfdesk.library.library import Library

AT = "2026-11-25T09:05:00+08:00"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    person.know("张三")
    path = tmp_path / "项目库.json"
    run(["import", str(paths.resource("samples", "forms-2024.txt")), "-l", str(path)])
    run(["set", "-l", str(path), "委托服务", "3/value", "≥5份"])
    run(["set", "-l", str(path), "委托服务", "period", "随便写的"])
    capsys.readouterr()
    return path


def history(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert run(["history", "-l", str(path), "委托服务", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["revisions"]
    revisions: list[dict[str, Any]] = told["revisions"]
    return revisions


def uid_of(path: Path) -> str:
    with Library.open(path, read_only=True) as library:
        return next(entry.uid for entry in library.entries() if "委托服务" in entry.name)


def revision(path: Path) -> str:
    with Library.open(path, read_only=True) as library:
        return next(entry.revision for entry in library.entries() if "委托服务" in entry.name)


def committed(path: Path, step: Step) -> None:
    with Library.open(path) as library:
        library.commit(step, by="李四", at=AT)


def test_the_history_of_a_project_is_told_as_the_plan_says(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = history(library, capsys)

    assert set(first) == {"revision", "at", "by", "label", "edits"}
    assert [edit["edit"] for edit in first["edits"]] == ["put"]
    assert (second["by"], second["label"]) == ("张三", "修改“年度指标值”")
    assert second["edits"][0]["after"] == "≥5份"
    assert set(third["edits"][0]) == {"edit", "document", "address", "before", "after", "index"}
    assert third["edits"][0]["after"] == "随便写的"
    assert third["revision"] == revision(library)


def test_it_is_told_to_people_cell_by_cell(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["history", "-l", str(library), "委托服务"]) == 0

    said = capsys.readouterr().out
    assert "张三  修改“年度指标值”" in said
    assert "第 3 行年度指标值：" in said
    assert " → ≥5份\n" in said
    assert "项目实施期：" in said
    assert said.endswith("。\n")


def test_an_earlier_revision_comes_back_and_that_is_told_too(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *_ = history(library, capsys)

    assert run(["restore", "-l", str(library), "委托服务", first["revision"][:8]]) == 0

    assert "已还原" in capsys.readouterr().out
    assert revision(library) == first["revision"]
    assert len(history(library, capsys)) == 4
    assert run(["restore", "-l", str(library), "委托服务", first["revision"]]) == 0
    assert "没有改动" in capsys.readouterr().out


def test_a_deleted_project_is_found_in_the_bin_and_comes_back(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uid, name = uid_of(library), revision(library)
    committed(library, Step("删除", ((uid, RemoveDocument(uid)),)))

    assert run(["history", "-l", str(library), "委托服务"]) == 0
    said = capsys.readouterr().out
    assert "（已删除，在回收站中）" in said
    assert "李四  删除" in said
    assert run(["restore", "-l", str(library), "委托服务", name]) == 0
    assert (uid_of(library), revision(library)) == (uid, name)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("没有的项目", "0" * 24), "没有的项目"),
        (("委托服务", "f" * 24), "没有编号为"),
        (("委托服务", "a"), "更完整"),
    ],
)
def test_what_fits_nothing_is_a_mistake_in_the_command(
    library: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str], said: str
) -> None:
    assert run(["restore", "-l", str(library), *words]) == 2
    assert said in capsys.readouterr().err


def test_history_and_restore_of_a_library_that_is_missing(tmp_path: Path) -> None:
    assert run(["history", "-l", str(tmp_path / "x.json"), "a"]) == 3
    assert run(["restore", "-l", str(tmp_path / "x.json"), "a", "b"]) == 3


def test_a_form_that_is_final_is_changed_by_no_command(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *_ = history(library, capsys)
    uid = uid_of(library)
    with Library.open(library) as opened:
        step = Step("定稿", ((uid, setting(opened.document(uid), "已定稿", "李四", AT)),))
        opened.commit(step, by="李四", at=AT)
    before = revision(library)

    assert run(["set", "-l", str(library), "委托服务", "period", "x"]) == 1
    assert "已定稿，不能修改；请先在窗口中“重新打开”" in capsys.readouterr().err
    assert run(["restore", "-l", str(library), "委托服务", first["revision"]]) == 1
    capsys.readouterr()
    assert revision(library) == before
    assert run(["history", "-l", str(library), "委托服务"]) == 0
    assert "状态：草稿 → 已定稿" in capsys.readouterr().out


def test_the_first_command_of_a_day_that_writes_makes_a_backup(library: Path) -> None:
    assert len(backups(library)) == 1  # before the first `set`; the import made the library


def test_a_backup_that_cannot_be_made_hinders_nothing_and_is_said(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "另一个.json"
    run(["import", str(paths.resource("samples", "forms-2024.txt")), "-l", str(other)])
    other.with_name("另一个.备份").touch()
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    capsys.readouterr()

    assert run(["set", "-l", str(other), "委托服务", "period", "x"]) == 0
    captured = capsys.readouterr()
    assert "没有做成今天的备份" in captured.err
    assert "已保存" in captured.out
