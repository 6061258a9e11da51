"""Libraries as earlier, other and later programs wrote them: real files in tests/data/libraries/."""

import json
import shutil
from pathlib import Path

import pytest

from perfdesk.documents.address import Address
from perfdesk.documents.edits import SetText, Step
from perfdesk.errors import DiskError, LibraryError
from perfdesk.library import storage
from perfdesk.library.library import Library
from perfdesk.library.migrations import MIGRATIONS, migrated
from perfdesk.library.records import head
from perfdesk.library.rows import Rows
from perfdesk.library.whole_file import FORMAT, read_lines

SAMPLES = Path(__file__).parents[1] / "data" / "libraries"
NAMES = ["会计档案整理及保管经费", "群众文化活动及公益演出经费", "政府专项债券还本付息资金"]


def copied(tmp_path: Path, name: str) -> Path:
    return Path(shutil.copy(SAMPLES / name, tmp_path))


def told(library: Library) -> list[str]:
    return [library.document(entry.uid).texts["project.name"] for entry in library.entries()]


def format_of(path: Path) -> object:
    return json.loads(path.read_bytes())["_perfdesk"]["1"]["format"]


def test_every_older_format_has_its_function_and_every_format_a_file() -> None:
    assert set(MIGRATIONS) == set(range(1, FORMAT))
    for number in range(1, FORMAT + 1):
        text = read_lines((SAMPLES / f"format-{number}.json").read_bytes())
        assert text.untouched
        assert text.facts.format == number


@pytest.mark.parametrize("number", MIGRATIONS)
def test_an_older_file_is_converted_and_kept_as_it_was(tmp_path: Path, number: int) -> None:
    path = copied(tmp_path, f"format-{number}.json")
    before = path.read_bytes()

    with Library.open(path) as library:
        assert told(library) == NAMES
        assert [f"format-{number}.json.bak-format{number}" in said for said in library.came_back] == [True]
    assert format_of(path) == FORMAT
    assert path.with_name(f"{path.name}.bak-format{number}").read_bytes() == before
    with Library.open(path) as library:
        assert told(library) == NAMES
        assert library.came_back == []


@pytest.mark.parametrize("number", MIGRATIONS)
def test_an_older_file_that_may_only_be_read_stays_as_it_is(tmp_path: Path, number: int) -> None:
    path = copied(tmp_path, f"format-{number}.json")
    before = path.read_bytes()

    with Library.open(path, read_only=True) as library:
        assert told(library) == NAMES
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("number", MIGRATIONS)
def test_nothing_is_converted_where_the_old_file_cannot_be_kept(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "full")

    path = copied(tmp_path, f"format-{number}.json")
    before = path.read_bytes()
    monkeypatch.setattr(storage, "copied", full)

    with Library.open(path) as library:
        assert told(library) == NAMES
        with pytest.raises(DiskError, match="磁盘空间已满"):
            library.commit(Step("", ((library.entries()[0].uid, SetText(Address("", "year"), "2025")),)))
    assert path.read_bytes() == before


def test_a_copy_kept_by_an_earlier_conversion_stays(tmp_path: Path) -> None:
    path = copied(tmp_path, "format-1.json")
    kept = path.with_name("format-1.json.bak-format1")
    kept.write_bytes(b"another")

    with Library.open(path):
        pass
    assert kept.read_bytes() == b"another"
    assert len(list(tmp_path.glob("*bak-format1*"))) == 2


def test_a_migration_keeps_counts_of_findings_and_leaves_what_it_was_given() -> None:
    before = read_lines((SAMPLES / "format-1.json").read_bytes()).tables
    lines = dict(before["documents"])
    before["other"] = Rows(lines={"1": b'{"x":1}'})

    after = migrated(before, 1)

    assert dict(before["documents"]) == lines
    assert dict(after["other"]) == {"1": b'{"x":1}'}
    for number, line in lines.items():
        was, now = head(line)["summary"], head(after["documents"][number])["summary"]
        assert isinstance(was["errors"], int)
        assert (now["errors"], now["warnings"]) == (was["errors"], was["warnings"])


def test_records_that_are_not_understood_are_taken_over(tmp_path: Path) -> None:
    path = copied(tmp_path, "format-1.json")
    value = json.loads(path.read_bytes())
    value["documents"]["7"] = {"uid": "x", "document": {"written": "by somebody"}}
    path.write_text(json.dumps(value), encoding="ascii")

    with Library.open(path) as library:
        assert library.entries()[-1].uid == "x"
    assert json.loads(path.read_bytes())["documents"]["7"] == value["documents"]["7"]


def test_a_file_by_stock_tinydb_is_opened_and_written_in_our_way(tmp_path: Path) -> None:
    path = copied(tmp_path, "stock-tinydb.json")

    with Library.open(path) as library:
        assert told(library) == NAMES
        library.commit(Step("", ((library.entries()[0].uid, SetText(Address("", "year"), "2025")),)))
    assert format_of(path) == FORMAT


def test_a_file_of_a_newer_program_is_shown_and_left_alone(tmp_path: Path) -> None:
    path = copied(tmp_path, "newer.json")
    before = path.read_bytes()

    with Library.open(path) as library:
        assert told(library) == NAMES[:2]
        assert "更高版本" in library.why_read_only
        with pytest.raises(LibraryError, match="请升级"):
            library.commit(Step("", ((library.entries()[0].uid, SetText(Address("", "year"), "2025")),)))
    assert path.read_bytes() == before
