"""Files: what cannot be read is named, with what to do; every reader keeps the contract."""

import os
from pathlib import Path

import pytest

from perfdesk.errors import SourceError
from perfdesk.exchange import readers
from perfdesk.exchange.grid import Grid
from perfdesk.exchange.importing import import_file
from perfdesk.exchange.readers import KNOWN, READERS, read_grid
from tests.exchange.reading import CATALOGUE

EXAMPLES = {"文本": "项目名称\t甲\n\n\t乙\n".encode()}
"""One file for each reader, with the same three cells."""


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_reader_gives_rows_without_blank_rows_and_ends_and_says_where_they_stood(
    reader: readers.Reader,
) -> None:
    data = EXAMPLES[reader.name]

    grid = reader.read(data, "例")

    assert isinstance(grid, Grid)
    assert reader.recognises(data)
    assert [row.cells for row in grid.rows] == [("项目名称", "甲"), ("", "乙")]
    assert [row.place for row in grid.rows] == ["第1行", "第3行"]


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
