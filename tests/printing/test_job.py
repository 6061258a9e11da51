"""The printed file as a reader opens it, and as it comes to the disk."""

import os
from collections import Counter
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.documents.sheet import Sheet
from perfdesk.errors import DiskError, UsageError
from perfdesk.printing import print_sheets, render_sheets
from perfdesk.typeface import face
from tests.printing.sheets import ink, many_rows, page_texts, samples, sheet

RARE = "䶮㛃𬱖𬶏"
SOME = [sheet(), sheet({"project.name": "第二个项目"}), sheet(rows=many_rows(60))]


def printed_ink(printed: Sheet) -> str:
    return ink("".join(cell.text for cell in printed.cells))


def test_the_text_comes_out_in_reading_order_every_character_once() -> None:
    printed = sheet({"project.name": f"{RARE} ☐是 ☑否"})

    assert [ink(text) for text in page_texts(render_sheets([printed]))] == [printed_ink(printed)]


def test_the_nine_sample_forms_are_nine_pages_with_all_their_text() -> None:
    printed = samples()
    texts = page_texts(render_sheets(printed))

    assert len(printed) == 9
    assert [ink(text) for text in texts] == [printed_ink(sample) for sample in printed]


# A reader joins words parted by a hyphen, and turns the letters of right-to-left scripts round.
_letters = st.characters(
    codec="utf-8", categories=["Lu", "Ll", "Lo", "Nd", "No", "Po", "Ps", "Pe", "Sm", "So"]
).filter(face("body").has)


@settings(deadline=None, max_examples=60)
@given(st.text(_letters, max_size=60), st.text(_letters, max_size=60))
def test_any_text_is_found_whole_in_the_file(name: str, goal: str) -> None:
    printed = sheet({"project.name": name, "goal.annual": goal})
    [text] = page_texts(render_sheets([printed]))

    assert Counter(ink(text)) == Counter(printed_ink(printed))


def test_text_that_looks_like_markup_or_operators_is_printed_as_typed() -> None:
    name = r"R&D <b>A&B</b> (a\b) \( )Tj ET %x"
    [text] = page_texts(render_sheets([sheet({"project.name": name})]))

    assert name in text


def test_a_character_no_face_has_is_a_box_whose_text_is_kept_and_reported(tmp_path: Path) -> None:
    printed = [sheet(), sheet({"title": "绩效目标𠮷表", "goal.total": "第一\u200b第𠮷二𠮷"})]
    report = print_sheets(printed, tmp_path / "boxes.pdf")

    assert [(str(box.address), box.cell, box.characters) for box in report.uncovered] == [
        ("title", "标题", ("𠮷",)),
        ("goal.total", "实施期目标", ("\u200b", "𠮷")),
    ]
    assert page_texts(report.path.read_bytes())[1].count("𠮷") == 3


def test_equal_sheets_give_equal_bytes_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_sheets(SOME)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")

    assert render_sheets(SOME) == first
    assert render_sheets(SOME[:1]) != first


def test_the_outline_leads_to_each_project() -> None:
    with pypdfium2.PdfDocument(render_sheets([*SOME, sheet({"project.name": ""})])) as document:
        entries = [(entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]

    names = ["产业扶持专项资金", "第二个项目", "产业扶持专项资金", "未填项目名称"]
    assert [name for name, _ in entries] == names
    assert [page for _, page in entries][:3] == [0, 1, 2]
    assert entries[3][1] > 3


def test_the_properties_name_title_and_program_and_no_author() -> None:
    content = render_sheets(SOME, title="2024年绩效目标(高新区)", made=datetime(2024, 12, 31, 8, 5))
    with pypdfium2.PdfDocument(content) as document:
        found = document.get_metadata_dict()

    assert found["Title"] == "2024年绩效目标(高新区)"
    assert found["Creator"] == "perfdesk"
    assert found["Author"] == ""
    assert found["CreationDate"] == "D:20241231080500"


@pytest.mark.parametrize(("count", "title"), [(1, "产业扶持专项资金"), (3, "产业扶持专项资金等3张表")])
def test_a_file_without_a_title_is_named_after_its_sheets(count: int, title: str) -> None:
    with pypdfium2.PdfDocument(render_sheets(SOME[:count])) as document:
        assert document.get_metadata_value("Title") == title


def test_the_page_is_a4_and_asks_not_to_be_scaled() -> None:
    content = render_sheets(SOME)
    with pypdfium2.PdfDocument(content) as document:
        boxes = [page.get_mediabox(fallback_ok=False) for page in document]

    assert boxes == [pytest.approx((0, 0, 595.28, 841.89))] * len(boxes)
    assert b"/PrintScaling/None" in content
    assert b"/Lang (zh-CN)" in content


def test_the_report_counts_pages_and_names_the_file(tmp_path: Path) -> None:
    report = print_sheets(iter(SOME), tmp_path / "三张.pdf")

    assert report.path == tmp_path / "三张.pdf"
    assert report.pages == len(page_texts(report.path.read_bytes())) > 3
    assert not report.uncovered
    assert [path.name for path in tmp_path.iterdir()] == ["三张.pdf"]


def test_nothing_to_print_is_said() -> None:
    with pytest.raises(UsageError, match="没有可以打印的表"):
        render_sheets([])


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "表.pdf"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskError, match=r"「.*表\.pdf」无法写入：磁盘空间已满"):
        print_sheets(SOME, target)

    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("place", ["没有的文件夹/表.pdf", "."])
def test_a_place_where_no_file_can_be_is_said(place: str, tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="无法写入"):
        print_sheets(SOME[:1], tmp_path / place)


def test_a_file_open_elsewhere_is_left_alone_and_the_next_name_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "表.pdf"
    target.write_bytes(b"open in a viewer")
    (tmp_path / "表(2).pdf").write_bytes(b"printed before")
    replace = Path.replace

    def held(self: Path, other: Path) -> Path:
        if other == target:
            raise PermissionError(13, "Permission denied")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", held)
    report = print_sheets(SOME[:1], target)

    assert report.path == tmp_path / "表(3).pdf"
    assert report.path.read_bytes() == render_sheets(SOME[:1])
    assert target.read_bytes() == b"open in a viewer"


def test_a_printed_form_fits_a_purse() -> None:
    many = [
        sheet({"project.name": f"项目{number}", "funds.total.sum": str(number * 7)}) for number in range(100)
    ]
    added = len(render_sheets(many)) - len(render_sheets(many[:50]))

    assert added / 50 < 1600
