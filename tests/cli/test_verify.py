"""`verify`: a paper against the library, from its PDF file or its code; the print log behind it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from perfdesk import paths
from perfdesk.cli.main import run
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, RemoveDocument, Step
from perfdesk.documents.paper import paper
from perfdesk.exchange.enclosure import NAME, PLAIN_NAME, enclosed
from perfdesk.forms.catalogue import Catalogue
from perfdesk.library.library import Library
from perfdesk.printing import Attachment, render_sheets

CATALOGUE = Catalogue()


@pytest.fixture
def library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "项目库.json"
    assert run(["import", str(paths.resource("samples", "forms-2024.txt")), "-l", str(path)]) == 0
    assert run(["print", "-l", str(path), "-o", str(tmp_path / "全部.pdf")]) == 0
    capsys.readouterr()
    return path


@pytest.fixture
def pdf(library: Path) -> Path:
    return library.with_name("全部.pdf")


def documents(library: Path) -> list[Document]:
    with Library.open(library, read_only=True) as opened:
        return [opened.document(entry.uid) for entry in opened.entries()]


def verified(capsys: pytest.CaptureFixture[str], words: str, library: Path) -> tuple[int, Any]:
    status = run(["verify", words, "-l", str(library), "--json"])
    return status, json.loads(capsys.readouterr().out)["pages"]


def change(library: Path, document: Document) -> None:
    with Library.open(library) as opened:
        step = Step("修改", ((document.uid, PutDocument(document)),))
        opened.commit(step, by="王会计", at="2026-11-25T09:05:00+08:00")


def write(path: Path, pages: Sequence[Document], carried: Sequence[Document] | None) -> Path:
    """A PDF file that says some documents and carries others, or none."""
    sheets = [paper(CATALOGUE.form(each.form), each) for each in pages]
    attachment = Attachment(NAME, PLAIN_NAME, enclosed(carried)) if carried is not None else None
    path.write_bytes(render_sheets(sheets, attachment=attachment))
    return path


def test_a_paper_that_is_the_library_s_data_matches_page_by_page(
    library: Path, pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, pages = verified(capsys, str(pdf), library)

    with Library.open(library, read_only=True) as opened:
        known = [(entry.uid, entry.revision) for entry in opened.entries()]
    assert status == 0
    assert [page["page"] for page in pages] == list(range(1, 10))
    assert [(page["project"], page["revision"]) for page in pages] == known
    assert all(page["match"] and not page["differences"] for page in pages)


def test_what_has_changed_since_is_told_by_address(
    library: Path, pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = documents(library)[2]
    row = replace(old.rows[0], texts={**old.rows[0].texts, "value": "3栋"})
    change(library, replace(old, texts={**old.texts, "period": "2025年"}, rows=(row, *old.rows[1:])))
    status, pages = verified(capsys, str(pdf), library)

    assert status == 1
    assert [page["match"] for page in pages] == [True, True, False, *[True] * 6]
    assert pages[2]["differences"] == [
        {"address": "period", "paper": old.texts["period"], "library": "2025年"},
        {"address": f"{row.uid}/value", "paper": "2栋", "library": "3栋"},
    ]
    assert pages[2]["printed"][0]["revision"] == pages[2]["revision"]


def test_marks_and_blank_rows_make_no_other_paper(
    library: Path, pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from perfdesk.documents.document import Mark, Row

    old = documents(library)[0]
    blank = Row("new", {"level1": "产出指标", "level2": "数量指标", "name": "", "value": ""})
    mark = Mark("comment", "period", message="已核")
    change(library, replace(old, rows=(*old.rows, blank)).with_marks([*old.marks, mark]))

    assert verified(capsys, str(pdf), library)[0] == 0


def test_the_code_alone_tells_what_was_printed_now_and_before(
    library: Path, pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [*_, last] = verified(capsys, str(pdf), library)[1]
    code, old = last["code"], documents(library)[-1]
    status, [page] = verified(capsys, code.replace("-", "").lower(), library)
    assert (status, page["project"], page["match"], page["page"]) == (0, old.uid, True, None)

    change(library, replace(old, texts={**old.texts, "period": "2025年"}))
    status, [page] = verified(capsys, code, library)
    assert (status, page["project"], page["revision"]) == (1, old.uid, last["revision"])
    assert [each["address"] for each in page["differences"]] == ["period"]
    assert page["printed"] == last["printed"]


def test_a_revision_that_was_never_printed_is_found_in_history(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = documents(library)[0]
    middle = replace(old, texts={**old.texts, "period": "2025年"})
    change(library, middle)
    change(library, replace(old, texts={**old.texts, "period": "2026年"}))
    status, [page] = verified(capsys, paper(CATALOGUE.form(old.form), middle).code, library)

    assert (status, page["project"]) == (1, old.uid)
    assert page["differences"] == [{"address": "period", "paper": "2025年", "library": "2026年"}]
    assert "王会计" in page["message"]


def test_a_form_that_was_deleted_is_still_known_by_its_code(
    library: Path, pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, uid = verified(capsys, str(pdf), library)[1][0]["code"], documents(library)[0].uid
    with Library.open(library) as opened:
        opened.commit(Step("删除", ((uid, RemoveDocument(uid)),)))
    assert verified(capsys, code, library)[0] == 1
    with Library.open(library) as opened:
        opened.empty_bin()
    status, [page] = verified(capsys, code, library)

    assert (status, page["project"], page["match"]) == (1, None, False)
    assert "已从项目库删除" in page["message"]
    assert page["printed"]


def test_a_code_that_nobody_knows_is_said(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(capsys, "7K3M-92XP-4TCJ", library) == (1, [])
    assert run(["verify", "7K3M-92XP-4TCJ", "-l", str(library)]) == 1
    assert "没有哪张表用过这个核对码" in capsys.readouterr().out


def test_a_slip_in_a_code_is_said(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "7K3M-92PX-4TCJ", "-l", str(library)]) == 2
    assert "抄错了" in capsys.readouterr().err


def test_a_page_that_says_something_else_than_its_package_is_found(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = documents(library)[:2]
    forged = replace(second, texts={**second.texts, "funds.annual.sum": "99999"})
    code = paper(CATALOGUE.form(second.form), second).code
    sheets = [
        paper(CATALOGUE.form(first.form), first),
        replace(paper(CATALOGUE.form(forged.form), forged), code=code),
    ]
    lying = library.with_name("改过.pdf")
    attachment = Attachment(NAME, PLAIN_NAME, enclosed([first, second]))
    lying.write_bytes(render_sheets(sheets, attachment=attachment))
    status, pages = verified(capsys, str(lying), library)

    assert (status, [page["match"] for page in pages]) == (1, [True, False])
    assert "打印之后被改动过" in pages[1]["message"]
    assert pages[1]["differences"] == [
        {"address": "funds.annual.sum", "paper": "99999", "library": second.texts["funds.annual.sum"]}
    ]


def test_without_its_package_a_file_is_checked_by_the_codes_on_its_pages(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = documents(library)
    bare = write(library.with_name("无附件.pdf"), kept[:2], None)
    assert verified(capsys, str(bare), library)[0] == 0

    forged = replace(kept[1], texts={**kept[1].texts, "period": "2030年"})
    sheet = replace(
        paper(CATALOGUE.form(forged.form), forged), code=paper(CATALOGUE.form(forged.form), kept[1]).code
    )
    bare.write_bytes(render_sheets([sheet]))
    status, [page] = verified(capsys, str(bare), library)
    assert (status, page["match"]) == (1, False)
    assert [each["address"] for each in page["differences"]] == ["period"]


def test_a_form_the_library_does_not_have_is_said(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = replace(
        documents(library)[0],
        uid="other",
        texts={"title": "本级预算项目绩效目标表", "project.name": "别处的项目"},
    )
    status, [page] = verified(capsys, str(write(library.with_name("别处.pdf"), [other], [other])), library)

    assert (status, page["project"], page["match"]) == (1, None, False)
    assert page["message"] == "第1页「别处的项目」：项目库中没有这张表。"


def test_a_page_that_is_missing_is_said(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = documents(library)[:2]
    part = write(library.with_name("缺页.pdf"), kept[:1], kept)

    assert run(["verify", str(part), "-l", str(library)]) == 1
    assert "打印时有 1 页，这份文件里有 0 页" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"no pdf", "不是 PDF 文件"), (b"%PDF-1.7 broken", "不是完整的 PDF 文件"), (b"", "空文件")],
)
def test_what_is_no_paper_of_ours_is_said_in_a_sentence(
    library: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    other = library.with_name("别的.pdf")
    other.write_bytes(content)

    assert run(["verify", str(other), "-l", str(library)]) == 3
    assert words in capsys.readouterr().err


def test_a_pdf_of_another_program_is_said_to_be_none_of_ours(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = replace(paper(CATALOGUE.form("project-target@dalian-2024"), documents(library)[0]), code="")
    other = library.with_name("别的.pdf")
    other.write_bytes(render_sheets([sheet]))

    assert run(["verify", str(other), "-l", str(library)]) == 3
    assert "没有 perfdesk 的数据，也没有核对码" in capsys.readouterr().err


def test_a_damaged_package_leaves_the_codes(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = [paper(CATALOGUE.form(each.form), each) for each in documents(library)[:1]]
    damaged = library.with_name("损坏.pdf")
    damaged.write_bytes(render_sheets(sheets, attachment=Attachment(NAME, PLAIN_NAME, b"PK")))

    assert run(["verify", str(damaged), "-l", str(library)]) == 1
    said = capsys.readouterr()
    assert "与项目库现在的内容一致" in said.out
    assert "所带的数据已损坏" in said.err


def test_history_tells_when_which_state_was_printed(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = documents(library)[0]
    assert run(["history", document.uid, "-l", str(library), "--json"]) == 0
    [revision] = json.loads(capsys.readouterr().out)["revisions"]
    assert [set(each) for each in revision["printed"]] == [{"code", "at", "by"}]
    assert run(["history", document.uid, "-l", str(library)]) == 0
    assert f"打印，核对码 {paper(CATALOGUE.form(document.form), document).code}" in capsys.readouterr().out


def test_a_library_that_nobody_may_write_is_printed_all_the_same(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Library.open(library):
        assert run(["print", "-l", str(library), "-o", str(library.with_name("又.pdf"))]) == 0

    assert "没有记入打印记录" in capsys.readouterr().err
    assert library.with_name("又.pdf").exists()
