"""The stable command line: what it prints and with which status it ends."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from perfdesk import paths
from perfdesk.cli.main import run
from perfdesk.exchange.package import write_package
from perfdesk.forms.learned import learned_path, save_learned, with_label
from perfdesk.library.library import Library

SAMPLES = paths.resource("samples", "forms-2024.txt")
EXPECTED = Path(__file__).parents[1] / "data" / "expected.json"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "项目库.json"
    assert run(["import", str(SAMPLES), "-l", str(path)]) == 0
    return path


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_label_that_was_taught_in_the_window_counts_for_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, library = tmp_path / "表.txt", tmp_path / "库.json"
    source.write_text("本级预算项目绩效目标表\n项目名称\t甲\n申报理由\t推动发展\n", encoding="utf-8")
    save_learned(library, with_label({}, "project-target", "goal.total", "申报理由"))

    assert run(["import", str(source), "-l", str(library)]) == 0
    with Library.open(library) as opened:
        (entry,) = opened.entries()
        assert opened.document(entry.uid).texts["goal.total"] == "推动发展"
    learned_path(library).write_text("x = [", encoding="utf-8")
    assert run(["import", str(source), "-l", str(library)]) == 0
    assert "库.栏目.toml" in capsys.readouterr().err


def test_importing_says_what_came_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["import", str(SAMPLES), "-l", str(tmp_path / "库.json"), "--json"])

    report = printed(capsys)
    assert status == 0
    assert len(report["imported"]) == 9
    assert report["rejected"] == report["unplaced"] == []
    repaired = [note for form in report["imported"] for note in form["notes"]]
    assert [note["code"] for note in repaired] == ["STR-01"]


def test_the_nine_forms_are_shown_as_they_were_published(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["show", "-l", str(library), "--json"]) == 0

    shown = printed(capsys)
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert len(shown) == 9
    for ours, theirs in zip(shown, expected, strict=True):
        same = set(theirs) - {"form", "import_notes"}
        assert {key: ours[key] for key in same} == {key: theirs[key] for key in same}
        assert {"uid", "project", "form", "revision"} <= set(ours)
    assert sum(len(form["indicators"]) for form in shown) == 65
    assert [len(form["import_notes"]) for form in shown] == [0, 0, 0, 0, 0, 1, 0, 0, 0]


def test_a_dry_run_leaves_no_library(tmp_path: Path) -> None:
    assert run(["import", str(SAMPLES), "-l", str(tmp_path / "库.json"), "--dry-run"]) == 0

    assert list(tmp_path.iterdir()) == []


def test_good_sources_are_kept_when_another_is_rejected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    path = tmp_path / "库.json"

    assert run(["import", str(empty), str(SAMPLES), "-l", str(path)]) == 3

    assert "空.txt" in capsys.readouterr().err
    assert run(["list", "-l", str(path), "--json"]) == 0
    assert len(printed(capsys)) == 9


def test_nothing_good_makes_no_library(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")

    assert run(["import", str(tmp_path / "空.txt"), "-l", str(tmp_path / "库.json")]) == 3
    assert not (tmp_path / "库.json").exists()


def test_a_package_of_an_unknown_form_hinders_no_other_source(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Library.open(library, read_only=True) as opened:
        document = opened.document(opened.entries()[0].uid)
    foreign = write_package(tmp_path / "新表.perfdesk", [replace(document, form="unknown@2030")])
    path = tmp_path / "库.json"
    capsys.readouterr()

    assert run(["import", str(foreign), str(SAMPLES), "-l", str(path), "--json"]) == 3

    said = printed(capsys)
    assert len(said["imported"]) == 9
    assert [each["source"] for each in said["rejected"]] == [str(foreign)]
    assert run(["check", str(foreign), str(SAMPLES), "--json", "--fail-on", "never"]) == 3
    assert printed(capsys)["counts"]["error"] == 4


def test_a_text_goes_into_a_form_that_only_the_library_carries(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = paths.resource("forms", "project-target@dalian-2024.toml").read_text(encoding="utf-8")
    carried = shipped.replace("本级预算项目绩效目标表", "街道项目绩效一览").replace(
        'id = "project-target"', 'id = "street"'
    )
    with Library.open(library) as opened:
        opened.carry_form("street@dalian-2024", carried)
    text = SAMPLES.read_text(encoding="utf-8").replace("本级预算项目绩效目标表", "街道项目绩效一览")
    source = tmp_path / "街道.txt"
    source.write_text(text, encoding="utf-8")
    capsys.readouterr()

    assert run(["import", str(source), "-l", str(library), "--json"]) == 0

    assert len(printed(capsys)["imported"]) == 9
    assert run(["show", "-l", str(library), "--form", "street", "--json"]) == 0
    assert len(printed(capsys)) == 9


def test_a_text_without_a_place_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "表.txt"
    source.write_text(SAMPLES.read_text(encoding="utf-8") + "\n街道办自拟\n", encoding="utf-8")

    assert run(["import", str(source), "-l", str(tmp_path / "库.json")]) == 0

    assert capsys.readouterr().out.count("街道办自拟") == 1


def _perfdesk(words: list[str], stdout: Any, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "perfdesk", *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no disk that is always full here")
@pytest.mark.parametrize("command", [["list"], ["show", "--json"]])
def test_an_answer_that_cannot_be_written_is_one_sentence(library: Path, command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = _perfdesk([*command, "-l", str(library)], full)

    assert done.returncode == 5
    assert done.stderr == "结果无法输出：磁盘空间已满，请清理磁盘后再试。\n"


def test_a_reader_that_has_heard_enough_is_no_error(library: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = _perfdesk(["show", "--json", "-l", str(library)], writing)
    finally:
        os.close(writing)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_no_display_is_one_sentence() -> None:
    done = _perfdesk(["open"], subprocess.DEVNULL, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")

    assert done.returncode == 2
    assert done.stderr.startswith("这里没有显示器")
    assert done.stderr.count("\n") == 1


def test_what_nobody_foresaw_is_one_sentence_without_a_clerks_words(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(self: Library) -> None:
        raise RuntimeError("海创集团")

    monkeypatch.setattr(Library, "entries", fails)

    assert run(["list", "-l", str(library)]) == 3

    said = capsys.readouterr().err
    assert "RuntimeError，test_commands.py" in said
    assert "海创" not in said


def test_listing_finds_by_initials_and_by_part(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    run(["list", "-l", str(library), "cyfc", "--json"])
    by_initials = [entry["name"] for entry in printed(capsys)]
    run(["list", "-l", str(library), "楼宇租赁", "--json"])
    by_part = [entry["name"] for entry in printed(capsys)]

    assert "产业扶持楼宇租赁经费" in by_part
    assert len(by_part) == 1
    assert by_initials == [name for name in by_initials if name.startswith("产业扶持")]


def test_a_list_claims_no_unit_for_an_amount(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, path = tmp_path / "表.txt", tmp_path / "库.json"
    source.write_text(SAMPLES.read_text(encoding="utf-8").replace("单位: 万元", "单位: 元"), encoding="utf-8")
    assert run(["import", str(source), "-l", str(path)]) == 0
    capsys.readouterr()

    assert run(["list", "-l", str(path), "工作业务"]) == 0

    said = capsys.readouterr().out
    assert "年度金额 146.6 " in said
    assert "万元" not in said


def test_checking_the_samples_finds_four_errors_each_at_its_cell(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["check", str(SAMPLES), "--json"])

    report = printed(capsys)
    errors = [found for found in report["findings"] if found["severity"] == "error"]
    assert status == 1
    assert report["counts"]["error"] == 4
    assert [(found["project_name"], found["rule"], found["row"]) for found in errors] == [
        ("财金局委托服务经费", "STR-01", 6),
        ("财金局劳务派遣经费(三保外刚性)", "VAL-02", 1),
        ("财金局劳务派遣经费(三保外刚性)", "VAL-02", 4),
        ("财金局系统及软件采购经费", "VAL-03b", 4),
    ]
    assert [found["address"] for found in errors] == ["6/level1", "1/value", "4/value", "4/value"]


def test_findings_of_a_file_are_named_alike_from_run_to_run(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(SAMPLES), "--json"])
    first = printed(capsys)
    run(["check", str(SAMPLES), "--json"])

    assert printed(capsys) == first


@pytest.mark.parametrize(("level", "status"), [("error", 1), ("warning", 1), ("never", 0)])
def test_the_status_of_a_check_follows_fail_on(library: Path, level: str, status: int) -> None:
    assert run(["check", "-l", str(library), "--fail-on", level]) == status


def test_a_set_text_is_found_again(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["set", "-l", str(library), "委托服务", "3/value", "≥5份"]) == 0
    assert run(["set", "-l", str(library), "委托服务", "period", "随便写的"]) == 0
    capsys.readouterr()

    run(["show", "-l", str(library), "委托服务", "--json"])
    form = printed(capsys)[0]
    assert form["indicators"][2]["value"]["text"] == "≥5份"
    assert form["implementation_period"] == "随便写的"


@pytest.mark.parametrize(
    ("project", "address"),
    [("没有这个", "period"), ("财金局", "period"), ("委托服务", "perid"), ("委托服务", "9/value")],
)
def test_an_unknown_or_ambiguous_place_is_a_usage_error(
    library: Path, project: str, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["set", "-l", str(library), project, address, "x"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_damaged_document_hinders_no_other(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = json.loads(library.read_text(encoding="utf-8"))
    kept["documents"]["3"]["document"]["rows"] = 3
    library.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    capsys.readouterr()

    assert run(["show", "-l", str(library), "--json"]) == 3
    said = capsys.readouterr()
    assert len(json.loads(said.out)) == 8
    assert "无法识别" in said.err

    assert run(["check", "-l", str(library), "--json"]) == 3
    said = capsys.readouterr()
    assert json.loads(said.out)["counts"]["error"] == 4
    assert "无法识别" in said.err

    assert run(["print", "-l", str(library), "-o", str(tmp_path / "表.pdf")]) == 3
    assert "已打印 8 张表" in capsys.readouterr().out

    assert run(["export", "-l", str(library), "-o", str(tmp_path / "表.perfdesk")]) == 3
    assert not (tmp_path / "表.perfdesk").exists()


def test_printing_gives_a_page_a_form(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "绩效目标表.pdf"

    assert run(["print", "-l", str(library), "-o", str(target)]) == 0

    said = capsys.readouterr()
    assert target.read_bytes().startswith(b"%PDF-")
    assert "共 9 页" in said.out
    assert "4 处错误" in said.err


def test_a_package_carries_the_forms_to_another_library(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package, theirs = tmp_path / "交换.perfdesk", tmp_path / "同事.json"
    assert run(["export", "-l", str(library), "-o", str(package)]) == 0
    assert run(["import", str(package), "-l", str(theirs)]) == 0
    capsys.readouterr()

    run(["show", "-l", str(library), "--json"])
    ours = printed(capsys)
    run(["show", "-l", str(theirs), "--json"])
    assert printed(capsys) == ours


def test_a_project_that_is_there_already_comes_in_beside(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "交换.perfdesk"
    run(["export", "-l", str(library), "委托服务", "-o", str(package)])
    run(["set", "-l", str(library), "委托服务", "period", "改了"])
    capsys.readouterr()

    assert run(["import", str(package), "-l", str(library), "--json"]) == 0

    report = printed(capsys)
    assert len(report["imported"]) == 1
    assert report["imported"][0]["notes"]
    run(["list", "-l", str(library), "--json"])
    assert len(printed(capsys)) == 10


def test_exporting_json_gives_what_show_gives(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "表.json"
    run(["export", "-l", str(library), "-o", str(target)])
    capsys.readouterr()
    run(["show", "-l", str(library), "--json"])

    assert json.loads(target.read_text(encoding="utf-8")) == printed(capsys)


@pytest.mark.parametrize("command", ["list", "show --json", "check", "print -o x.pdf", "export -o x.json"])
def test_a_missing_library_is_said_and_not_made(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *options = command.split()
    missing = tmp_path / "打错的名字.json"

    assert run([name, "-l", str(missing), *options]) == 3

    assert "打错的名字.json" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


WRONG = [["list"], ["import"], ["check", "--fail-on", "x", "a"], ["print", "-l"], ["check"]]


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_word_is_one_chinese_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2

    complaint = capsys.readouterr().err
    assert complaint.strip().endswith("。")
    assert "required" not in complaint


@pytest.mark.parametrize(("word", "near"), [("lst", "list"), ("chekc", "check"), ("xyzzy", "--help")])
def test_a_misspelt_command_opens_no_window(word: str, near: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([word, "-l", "库.json"]) == 2
    assert near in capsys.readouterr().err


def test_a_library_in_a_folder_that_is_not_there_is_status_5(tmp_path: Path) -> None:
    assert run(["import", str(SAMPLES), "-l", str(tmp_path / "没有" / "库.json")]) == 5
    assert not (tmp_path / "没有").exists()


def test_an_import_that_the_disk_refuses_leaves_no_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = (
        "import resource, sys; from perfdesk.cli.main import run; import perfdesk.cli.importing;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000));"
        "sys.exit(run(['import', *sys.argv[1:]]))"
    )
    path = tmp_path / "库.json"

    done = subprocess.run(
        [sys.executable, "-c", program, str(SAMPLES), "-l", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 5
    assert "库.json" in done.stderr
    assert "Traceback" not in done.stderr
    assert not path.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_status_5(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tmp_path.chmod(0o500)
    try:
        assert run(["import", str(SAMPLES), "-l", str(tmp_path / "库.json")]) == 5
    finally:
        tmp_path.chmod(0o700)


def test_rules_can_be_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--json"]) == 0
    rules = printed(capsys)
    assert {"id", "severity", "title", "basis", "why", "example", "fix"} <= set(rules[0])

    assert run(["rules", "VAL-02"]) == 0
    assert "示例" in capsys.readouterr().out
    assert run(["rules", "VAL-99"]) == 2


def test_the_demo_without_a_display_goes_the_whole_path_and_adds_nothing_the_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    assert run(["demo", "--dir", str(tmp_path / "示例")]) == 0
    assert run(["demo", "--dir", str(tmp_path / "示例")]) == 0

    assert capsys.readouterr().out.count("示例项目库中有 9 个项目") == 2
    assert (tmp_path / "示例" / "绩效目标表.pdf").is_file()


def acknowledge_one(path: Path, rule: str) -> None:
    """Let the first finding of a rule stand, as the window would."""
    from perfdesk.documents.edits import Step
    from perfdesk.documents.finding import acknowledge
    from perfdesk.rules.rulebook import judge

    with Library.open(path) as opened:
        for document in opened.shelf.values():
            for finding in judge(document, opened.catalogue.form(document.form)):
                if finding.rule == rule:
                    edit = acknowledge(finding, "批复原文如此", "王会计", "2024-03-01T09:00:00+08:00")
                    opened.commit(Step("保留", ((document.uid, edit),)))
                    return


def test_what_is_acknowledged_is_told_apart_and_fails_nothing(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    run(["check", "-l", str(library), "--json"])
    before = printed(capsys)["counts"]["error"]

    acknowledge_one(library, "VAL-03b")

    run(["check", "-l", str(library), "--json"])
    said = printed(capsys)
    (kept,) = [finding for finding in said["findings"] if finding["acknowledged"]]
    assert said["counts"]["error"] == before - 1
    assert kept["rule"] == "VAL-03b"
    assert kept["acknowledged"] == {
        "reason": "批复原文如此", "by": "王会计", "at": "2024-03-01T09:00:00+08:00"
    }  # fmt: skip
    run(["check", "-l", str(library)])
    out = capsys.readouterr().out
    assert "已保留（批复原文如此；王会计，2024-03-01） VAL-03b" in out
    assert "另有 1 处已说明理由保留" in out


def test_a_check_of_several_forms_holds_them_against_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(SAMPLES), "--json"])
    (found,) = [each for each in printed(capsys)["findings"] if each["rule"] == "XF-01"]

    assert found["project_name"] == "财金局系统及软件采购经费"
    assert len(found["projects"]) == 2
    assert found["projects"][0] == found["project"]


def test_what_all_forms_lack_is_told_once_in_text(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(SAMPLES)])

    said = capsys.readouterr().out
    assert said.count("HDR-02") == 1
    assert "等 9 张表" in said


def test_the_office_s_own_rules_count_in_a_check(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = library.with_name(f"{library.stem}.审核.toml")
    own.write_text('off = ["HDR-02"]', encoding="utf-8")
    capsys.readouterr()
    run(["check", "-l", str(library), "--json"])
    assert "HDR-02" not in {finding["rule"] for finding in printed(capsys)["findings"]}

    own.write_text('off = ["HDR-2"]', encoding="utf-8")

    assert run(["check", "-l", str(library)]) == 3
    assert "off.HDR-2" in capsys.readouterr().err


def test_a_mistake_in_the_office_s_rules_hinders_no_other_work(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library.with_name(f"{library.stem}.审核.toml").write_text("off = [", encoding="utf-8")

    assert run(["set", "-l", str(library), "委托服务", "3/value", "≥5份"]) == 0
    assert run(["print", "-l", str(library), "-o", str(tmp_path / "表.pdf")]) == 0
    assert "审核.toml" in capsys.readouterr().err


def test_a_check_can_be_kept_as_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "审核报告.pdf"

    assert run(["check", str(SAMPLES), "--json", "-o", str(target)]) == 1

    assert target.read_bytes().startswith(b"%PDF")
    assert (
        printed(capsys)["counts"]["error"] == 4
    )  # standard output is the one JSON document and nothing else
    assert run(["check", str(SAMPLES), "-o", str(tmp_path / "报告.doc")]) == 2
