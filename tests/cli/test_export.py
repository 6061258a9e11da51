"""`export` and the report of `check`: every kind of file, what is said, and with which status it ends."""

import json
from pathlib import Path

import openpyxl
import pytest

from perfdesk import paths
from perfdesk.cli.main import run
from perfdesk.exchange.importing import import_file
from perfdesk.forms.catalogue import Catalogue

SAMPLES = paths.resource("samples", "forms-2024.txt")
EXPECTED = Path(__file__).parents[1] / "data" / "expected.json"
KINDS = (".xlsx", ".docx", ".html", ".csv")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "项目库.json"
    assert run(["import", str(SAMPLES), "-l", str(path)]) == 0
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_exported_comes_into_another_library_equal(
    kind: str, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, theirs = tmp_path / f"表{kind}", tmp_path / "同事.json"
    capsys.readouterr()

    assert run(["export", "-l", str(library), "-o", str(target)]) == 0

    said = capsys.readouterr()
    assert said.out == f"已导出 9 张表：{target}\n"
    assert said.err == "注意：还有 4 处错误，已照原样导出。可用 check 命令查看。\n"
    assert run(["import", str(target), "-l", str(theirs)]) == 0
    capsys.readouterr()
    run(["show", "-l", str(theirs), "--json"])
    for ours, published in zip(
        json.loads(capsys.readouterr().out), json.loads(EXPECTED.read_text(encoding="utf-8")), strict=True
    ):
        same = set(published) - {"form", "import_notes"}
        assert {key: ours[key] for key in same} == {key: published[key] for key in same}


@pytest.mark.parametrize("kind", KINDS)
def test_a_flat_table_goes_into_any_kind(kind: str, library: Path, tmp_path: Path) -> None:
    target = tmp_path / f"导入表{kind}"

    assert run(["export", "-l", str(library), "--flat", "预算管理一体化", "-o", str(target)]) == 0

    found = import_file(target, Catalogue()).documents
    assert sum(len(each.rows) for each in found) == 65


def test_only_the_chosen_projects_are_exported(library: Path, tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"

    assert run(["export", "-l", str(library), "委托服务", "-o", str(target)]) == 0

    (name,) = openpyxl.load_workbook(target).sheetnames
    assert "委托服务" in name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "表.doc"], "不能导出为「.doc」，请用 .perfdesk .xlsx .docx .html .csv .json 之一。"),
        (["-o", "表"], "不能导出为「没有扩展名的文件」"),
        (
            ["-o", "表.json", "--flat", "预算管理一体化"],
            "不能导出为「.json」，请用 .xlsx .docx .html .csv 之一。",
        ),
        (["-o", "表.xlsx", "--flat", "哪个"], "不知道接收系统「哪个」；可用的有："),
    ],
)
def test_a_kind_or_system_that_is_none_is_said_with_those_there_are(
    words: list[str], said: str, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    before = set(tmp_path.iterdir())

    assert (
        run(
            [
                "export",
                "-l",
                str(library),
                *[str(tmp_path / word) if "表" in word else word for word in words],
            ]
        )
        == 2
    )

    assert said in capsys.readouterr().err
    assert set(tmp_path.iterdir()) == before


def test_a_character_that_the_file_cannot_hold_is_told_and_the_library_keeps_it(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["set", "-l", str(library), "委托服务", "period", "2024年\x0b"])
    capsys.readouterr()

    assert run(["export", "-l", str(library), "委托服务", "-o", str(tmp_path / "表.docx")]) == 0

    assert "项目实施期有 1 个字符这种文件不能保存" in capsys.readouterr().err
    run(["show", "-l", str(library), "委托服务", "--json"])
    assert json.loads(capsys.readouterr().out)[0]["implementation_period"] == "2024年\x0b"


@pytest.mark.parametrize("kind", KINDS)
def test_a_check_is_kept_as_a_report_of_any_kind(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"审核报告{kind}"

    assert run(["check", str(SAMPLES), "--json", "-o", str(target)]) == 1

    said = capsys.readouterr()
    assert json.loads(said.out)["counts"]["error"] == 4
    assert said.err == f"审核报告已保存：{target}\n"
    assert target.stat().st_size > 2000
