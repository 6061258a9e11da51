"""`merge` brings colleagues' files together, says what is open and loses nothing."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from perfdesk import paths
from perfdesk.cli.main import run
from perfdesk.exchange.package import read_package
from perfdesk.library.library import Library

SAMPLES = paths.resource("samples", "forms-2024.txt")


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "我的.json"
    assert run(["import", str(SAMPLES), "-l", str(path)]) == 0
    return path


def given_to(name: str, ours: Path) -> Path:
    """A colleague's library with what ours holds, as it goes by package."""
    package, theirs = ours.with_name("发出.perfdesk"), ours.with_name(f"{name}.json")
    assert run(["export", "-l", str(ours), "-o", str(package)]) == 0
    assert run(["import", str(package), "-l", str(theirs)]) == 0
    package.unlink()
    return theirs


def write(library: Path, address: str, text: str, project: str = "1") -> None:
    with Library.open(library, read_only=True) as opened:
        uid = opened.entries()[int(project)].uid
    assert run(["set", "-l", str(library), uid, address, text]) == 0


def sent(library: Path) -> Path:
    package = library.with_suffix(".perfdesk")
    assert run(["export", "-l", str(library), "-o", str(package)]) == 0
    return package


def texts(library: Path) -> list[Any]:
    with Library.open(library, read_only=True) as opened:
        return list(opened.shelf.values())


def merged(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    capsys.readouterr()
    status = run(["merge", *words, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_both_sides_are_kept_and_become_equal(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = given_to("张三", ours)
    write(ours, "period", "二〇二四年全年")
    write(theirs, "2/value", "≥1份")
    here, there = sent(ours), sent(theirs)

    status, told = merged(capsys, str(there), "-l", str(ours))
    assert (status, len(told["updated"]), len(told["unchanged"]), told["conflicts"]) == (0, 1, 8, [])
    assert merged(capsys, str(here), "-l", str(theirs))[0] == 0
    assert texts(ours) == texts(theirs)
    assert merged(capsys, str(sent(theirs)), "-l", str(ours))[1]["updated"] == []


def test_conflicts_are_told_and_one_side_is_taken_when_it_is_said(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = given_to("张三", ours)
    write(ours, "period", "全年")
    write(theirs, "period", "半年")
    package = str(sent(theirs))

    for _ in range(2):
        status, told = merged(capsys, package, "-l", str(ours))
        assert status == 1
        (conflict,) = told["conflicts"]
        assert (conflict["kind"], conflict["address"]) == ("text", "period")
        assert (conflict["ours"], conflict["theirs"]) == ("全年", "半年")
        assert conflict["base"] not in {"全年", "半年"}
    assert merged(capsys, package, "-l", str(ours), "--take", "theirs")[0] == 0
    assert texts(ours) == texts(theirs)
    assert merged(capsys, package, "-l", str(ours))[0] == 0


def test_several_files_come_together_in_a_table(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packages = []
    for number, name in enumerate(("张三", "李四", "王五")):
        theirs = given_to(name, ours)
        write(theirs, "period", f"{name}写的", project=str(min(number, 1)))
        packages.append(str(sent(theirs)))
    capsys.readouterr()

    assert run(["merge", *packages, "-l", str(ours)]) == 1

    said = capsys.readouterr().out
    assert said.count("更新 1 张") == 2
    assert "“王五.perfdesk”" in said
    assert "1 处两边都改了" in said
    assert "这里：李四写的" in said
    assert "对方：王五写的" in said
    assert "共合并 3 个文件，2 张表有变化。" in said
    assert "--take theirs" in said


def test_a_whole_library_is_merged_as_well(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = ours.with_name("副本.json")
    shutil.copy(ours, theirs)
    write(theirs, "year", "2025")
    write(ours, "period", "全年")

    assert merged(capsys, str(theirs), "-l", str(ours))[0] == 0

    assert [document.texts["year"] for document in texts(ours)][:2] == ["2024", "2025"]
    assert texts(ours)[1].texts["period"] == "全年"


def test_a_bad_file_hinders_no_good_one(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = given_to("张三", ours)
    write(theirs, "period", "半年")
    good, bad = sent(theirs), ours.with_name("坏.perfdesk")
    bad.write_bytes(good.read_bytes()[:200])
    capsys.readouterr()

    status = run(["merge", str(bad), str(good), str(ours.with_name("没有.json")), str(ours), "-l", str(ours)])

    told = capsys.readouterr()
    assert status == 3
    assert "更新 1 张" in told.out
    assert "坏.perfdesk" in told.err
    assert "没有.json" in told.err
    assert "就是要合并到的项目库" in told.err
    assert texts(ours)[1].texts["period"] == "半年"


def test_a_missing_library_is_not_made(tmp_path: Path, ours: Path) -> None:
    assert run(["merge", str(sent(ours)), "-l", str(tmp_path / "无.json")]) == 3
    assert not (tmp_path / "无.json").exists()


def test_a_library_in_use_is_left_alone(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = sent(ours)
    with Library.open(ours):
        assert run(["merge", str(package), "-l", str(ours)]) == 4
    assert "正由" in capsys.readouterr().err


def test_what_came_in_beside_is_not_taken_for_merged(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = given_to("张三", ours)
    write(ours, "period", "全年")
    write(theirs, "year", "2025")
    package = sent(theirs)
    assert run(["import", str(package), "-l", str(ours)]) == 0
    assert len(texts(ours)) == 10

    status, told = merged(capsys, str(package), "-l", str(ours))

    assert (status, len(told["updated"])) == (0, 1)
    assert (texts(ours)[1].texts["period"], texts(ours)[1].texts["year"]) == ("全年", "2025")


def test_history_says_whose_file_it_was(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = given_to("张三", ours)
    write(theirs, "period", "半年")
    who = read_package(package := sent(theirs)).by
    run(["merge", str(package), "-l", str(ours)])

    with Library.open(ours, read_only=True) as library:
        last = library.history(library.entries()[1].uid)[-1]
    assert last.label.startswith(f"合并{who}（电脑 ")
    assert last.label.endswith("的“张三.perfdesk”")
