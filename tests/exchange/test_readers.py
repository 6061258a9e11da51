"""Files: what cannot be read is named, with what to do; every reader keeps the contract."""

import os
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from perfdesk.errors import SourceError
from perfdesk.exchange import readers
from perfdesk.exchange.bounds import Budget
from perfdesk.exchange.grid import Grid, GridRow
from perfdesk.exchange.importing import import_file
from perfdesk.exchange.readers import KNOWN, READERS, TEXT, read_content, read_grid
from tests.exchange import carriers
from tests.exchange.pdfs import ruled_pdf
from tests.exchange.reading import CATALOGUE, refusal

DATA = Path(__file__).parent.parent / "data" / "carriers"
THREE = [("项目名称", "甲"), ("", "乙")]


def three_in_a_workbook() -> bytes:
    book = openpyxl.Workbook()
    for place, text in {"A1": " 项目名称", "B1": "甲\t", "A2": "  ", "B3": "乙", "D3": ""}.items():
        book.active[place] = text
    return carriers.saved(book)


def three_in_a_document() -> bytes:
    paper = docx.Document()
    table = paper.add_table(3, 3)
    for (row, column), text in {(0, 0): "项目名称 ", (0, 1): "甲", (1, 2): " ", (2, 1): "乙"}.items():
        table.cell(row, column).text = text
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


PAGE = "<table><tr><td>项目名称<td>甲<td>&nbsp;</tr><tr></tr><tr><td> <td>乙</table>"
EXAMPLES: dict[str, Callable[[], bytes]] = {
    "Excel": three_in_a_workbook,
    "Word": three_in_a_document,
    "OpenDocument": lambda: carriers.ods_of([["项目名称", "甲"], [], ["", "乙", " "]]),
    "PDF": lambda: ruled_pdf([[["项目名称", "甲"], ["", ""], ["", "乙"]]]),
    "Excel 97": (DATA / "three.xls").read_bytes,
    "Word 97": "{\\rtf1\\ansi\\trowd\\cellx2000\\cellx4000\\intbl\\u-26503?\\u30446?\\u21517?\\u31216?\\cell "
    "\\intbl\\u30002?\\cell\\row\\trowd\\cellx2000\\cellx4000\\intbl\\cell\\intbl\\u20057?\\cell\\row}".encode,
    "网页": PAGE.encode,
    "文本": "项目名称\t甲\n\n\t乙\n".encode,
}
"""One file for each reader, with the same three cells."""
NEEDS_OFFICE = {"Word 97", "Excel XML", "Excel 二进制"}
NOT_WRITTEN = {"Excel XML", "Excel 二进制"}
"""Read by the same door as Word 97; nothing at hand writes them."""


@pytest.mark.parametrize(
    "reader", [each for each in (*READERS, TEXT) if each.name not in NOT_WRITTEN], ids=lambda each: each.name
)
def test_every_reader_gives_rows_without_blank_rows_and_ends_and_says_where_they_stood(
    reader: readers.Reader,
) -> None:
    if reader.name in NEEDS_OFFICE and not carriers.OFFICE:
        pytest.skip(carriers.NO_OFFICE)
    data = EXAMPLES[reader.name]()

    grid = reader.read(data, Budget("例"))

    assert isinstance(grid, Grid)
    assert [each.name for each in READERS if each.recognises(data)] == [reader.name] * (reader is not TEXT)
    assert [row.cells for row in grid.rows] == THREE
    assert len({row.place for row in grid.rows if "第" in row.place}) == 2
    assert grid == read_content(data, "例")


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in {"文本", "Word 97"}])
def test_a_file_cut_off_is_refused_or_read_as_far_as_it_goes(name: str) -> None:
    data = EXAMPLES[name]()
    for share in (0.2, 0.6, 0.95):
        rows: list[GridRow] = []

        cut = data[: int(len(data) * share)]
        said = refusal(lambda cut=cut, rows=rows: rows.extend(read_content(cut, "例").rows))  # type: ignore[misc]

        assert not said or re.fullmatch("「例」.+。", said)
        texts = [text.rstrip("\ufffd") for row in rows for text in row.cells]
        assert all(any(whole.startswith(text) for whole in ("项目名称", "甲", "乙")) for text in texts)


@pytest.mark.parametrize("kind", KNOWN, ids=lambda kind: kind.start)
def test_a_file_that_is_known_but_not_read_is_named_with_what_to_do(
    tmp_path: Path, kind: readers.Known
) -> None:
    file = tmp_path / "文件.txt"
    file.write_bytes(kind.start + bytes(200))

    with pytest.raises(SourceError) as refused:
        import_file(file, CATALOGUE)

    assert str(refused.value) == f"「{file}」{kind.advice}。"
    assert any(word in kind.advice for word in ("请", "手工"))


@pytest.mark.parametrize("content", [b"", b"\n\n  \t\r\n", b"\xef\xbb\xbf", "\ufeff \n".encode("utf-16-le")])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "空.txt"
    file.write_bytes(content)

    with pytest.raises(SourceError, match=r"「.*空\.txt」"):
        import_file(file, CATALOGUE)


@pytest.mark.parametrize(
    ("name", "said"), [("没有.txt", "不存在"), (".", "是文件夹"), ("a\0b", "文件名无法使用")]
)
def test_a_file_that_is_none_is_named(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read_grid(tmp_path / name)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)

    with pytest.raises(SourceError, match="不是普通文件"):
        read_grid(pipe)


def test_a_file_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "LARGEST", 1024 * 1024)
    file = tmp_path / "大.txt"
    file.write_bytes(b"x" * (1024 * 1024 + 1))

    with pytest.raises(SourceError, match="超过 1 MB"):
        read_grid(file)


def test_a_text_without_a_form_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("关于召开会议的通知\n各部门：\n请准时参加。\n", encoding="utf-8")

    with pytest.raises(SourceError) as refused:
        import_file(file, CATALOGUE)

    assert str(refused.value).startswith(f"「{file}」中没有找到绩效目标表")
    assert str(refused.value).endswith("。")
