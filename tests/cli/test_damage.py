"""Every command that is handed a damaged library: one sentence, its exit status, and the file as it was."""

import json
import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from perfdesk.cli.main import run

SAMPLES = Path(__file__).parents[1] / "data" / "libraries"
WHOLE = (SAMPLES / "format-2.json").read_bytes()
NAME = "会计档案整理及保管经费"

BAD: dict[str, bytes] = {
    "empty": b"",
    "cut": WHOLE[:7000],
    "stock TinyDB's crash": WHOLE + WHOLE[-300:],
    "two tables of one name": WHOLE.replace(b'"history":{', b'"documents":{\n},\n"history":{', 1),
    "a table's name": WHOLE.replace(b'"documents":{', b'"docuoents":{', 1),
    "nan": WHOLE.replace(b'"indicators":9', b'"indicators":NaN', 1),
    "deep": b'{"documents":' * 100_000,
    "binary": bytes(range(256)) * 40,
    "utf-16": WHOLE.decode("ascii").encode("utf-16"),
}
COMMANDS: dict[str, list[str]] = {
    "list": ["list", "-l", "{library}"],
    "search": ["list", "-l", "{library}", "会计"],
    "show": ["show", "-l", "{library}", "--json"],
    "check": ["check", "-l", "{library}"],
    "print": ["print", "-l", "{library}", "-o", "{folder}/出.pdf"],
    "export": ["export", "-l", "{library}", "-o", "{folder}/出.json"],
    "set": ["set", "-l", "{library}", NAME, "period", "2024年"],
    "history": ["history", "-l", "{library}", NAME],
    "restore": ["restore", "-l", "{library}", NAME, "41bb7ef6"],
    "import": ["import", str(SAMPLES.parent / "good" / "dalian-2024" / "debt.txt"), "-l", "{library}"],
}

WRITING = {"set", "import", "restore", "print", "export"}
"""What was printed, and what went out in a package, is noted in the library."""


def words(command: Iterable[str], library: Path) -> list[str]:
    return [word.format(library=library, folder=library.parent) for word in command]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "库.json"


@pytest.mark.parametrize("damage", BAD)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_damaged_library_is_refused_in_a_sentence_that_names_the_doctor(
    path: Path, capsys: pytest.CaptureFixture[str], command: str, damage: str
) -> None:
    path.write_bytes(BAD[damage])

    status = run(words(COMMANDS[command], path))

    told = capsys.readouterr()
    assert status == 3
    assert told.err.count("\n") == 1
    assert "库.json" in told.err
    assert "perfdesk doctor" in told.err
    assert told.out == ""
    assert path.read_bytes() == BAD[damage]
    assert [file.name for file in path.parent.iterdir()] == ["库.json"]


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in WRITING])
def test_what_reads_only_leaves_a_library_of_any_program_as_it_is(path: Path, command: str) -> None:
    for sample in SAMPLES.iterdir():
        shutil.copy(sample, path)

        assert run(words(COMMANDS[command], path)) in {0, 1}
        assert path.read_bytes() == sample.read_bytes()


def test_random_damage_never_ends_in_something_unforeseen(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(5)  # noqa: S311
    for _ in range(25):
        data = bytearray(WHOLE)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        for command in ("list", "show", "check", "history", "set"):
            path.write_bytes(data)
            assert run(words(COMMANDS[command], path)) in {0, 1, 2, 3}
            if command != "set":
                assert path.read_bytes() == data
    told = capsys.readouterr()
    assert "没有料到" not in told.err


@pytest.mark.parametrize("damage", BAD)
def test_the_doctor_says_what_is_wrong_mends_and_rescues(
    path: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    path.write_bytes(BAD[damage])

    status = run(["doctor", str(path), "--repair", "--rescue", str(path.parent / "取出"), "--json"])

    told = capsys.readouterr()
    assert path.read_bytes() == BAD[damage]
    if damage in {"empty", "deep", "binary"}:
        assert (status, told.out, told.err.count("\n")) == (3, "", 1)
        return
    report = json.loads(told.out)
    assert (status, told.err) == (1, "")
    assert not report["sound"]
    assert report["repaired"]["documents"] == report["documents"] == 2
    assert report["rescued"]["documents"] >= 2
    assert run(["list", "-l", report["repaired"]["path"]]) == 0
    assert (
        run(["import", *map(str, (path.parent / "取出" / "现在的表").glob("*.json")), "-l", f"{path}.新"])
        == 0
    )


def test_the_doctor_has_nothing_to_say_of_a_sound_library(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(WHOLE)

    assert run(["doctor", str(path), "--repair"]) == 0

    told = capsys.readouterr()
    assert told.err == ""
    assert "没有发现问题" in told.out
    assert "没有写入文件" in told.out
    assert list(path.parent.iterdir()) == [path]


def test_the_doctor_says_each_trouble_in_a_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(BAD["cut"])

    assert run(["doctor", str(path)]) == 1

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.endswith("。") for line in lines)
    assert "doctor --repair" in lines[0]


def test_a_library_that_is_not_there_is_no_case_for_the_doctor(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", str(path)]) == 3
    assert "不存在" in capsys.readouterr().err


def test_a_full_or_forbidden_folder_is_said_and_is_status_5(path: Path) -> None:
    path.write_bytes(BAD["cut"])
    (path.parent / "文件").write_bytes(b"x")

    assert run(["doctor", str(path), "--rescue", str(path.parent / "文件")]) == 5
