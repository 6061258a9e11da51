"""The doctor finds what is wrong, mends beside and rescues, whatever the damage; and changes nothing."""

import json
import random
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zlib import compress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, SetText, Step
from perfdesk.errors import LibraryError, PerfdeskError
from perfdesk.exchange.importing import import_file
from perfdesk.forms.catalogue import Catalogue
from perfdesk.library.backups import make
from perfdesk.library.doctor import Report, examine
from perfdesk.library.journal import read_journal
from perfdesk.library.library import Library
from perfdesk.library.mending import mend
from perfdesk.library.rescuing import rescue

SAMPLES = Path(__file__).parents[1] / "data" / "libraries"
FIRST, SECOND = "会计档案整理及保管经费", "群众文化活动及公益演出经费"
ALL = {FIRST, SECOND, "政府专项债券还本付息资金"}
"""One of them rests in the bin"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLES / "format-2.json", tmp_path / "库.json"))


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A library with three edits in its journal."""
    home = tmp_path / "打开"
    home.mkdir()
    path = Path(shutil.copy(SAMPLES / "format-2.json", home / "库.json"))
    with Library.open(path) as library:
        uid = library.entries()[0].uid
        for year in ("2025", "2026", "2027"):
            library.commit(Step("改", ((uid, SetText(Address("", "year"), year)),)))
        left = tmp_path / "库.json"
        shutil.copy(path, left)
        shutil.copy(path.with_name("库.json.journal"), tmp_path)
    shutil.rmtree(home)
    return left


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.journal")


def said(report: Report) -> str:
    return "\n".join(str(trouble) for trouble in report.troubles if trouble.is_serious)


def names(path: Path) -> list[str]:
    with Library.open(path, read_only=True) as library:
        return [library.document(entry.uid).texts["project.name"] for entry in library.entries()]


def rescued(report: Report, folder: Path) -> list[Document]:
    rescue(report, folder)
    return [
        document
        for file in sorted(folder.rglob("*.json"))
        if file.name != "修改记录.json"
        for document in import_file(file, Catalogue()).documents
    ]


def rewritten(path: Path, change: Callable[[Any], None]) -> None:
    value = json.loads(path.read_bytes())
    change(value)
    path.write_text(json.dumps(value), encoding="ascii")


def test_a_sound_library_has_no_troubles(path: Path, tmp_path: Path) -> None:
    report = examine(path)

    assert report.is_sound
    assert report.troubles == ()
    assert report.documents == 2
    assert {document.texts["project.name"] for document in rescued(report, tmp_path / "取出")} >= {
        FIRST,
        SECOND,
    }


def test_what_a_crash_left_is_told_and_is_no_trouble(crashed: Path) -> None:
    report = examine(crashed)

    assert report.is_sound
    assert "3 次修改还没有并入" in str(report.troubles[0])
    assert read_journal(journal_of(crashed).read_bytes())


def cut(data: bytes) -> bytes:
    return data[:7000]


def flip(data: bytes) -> bytes:
    return data.replace(b"\\u4f1a\\u8ba1", b"\\u4f1a\\u8ba2", 1)


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str, int]] = {
    "cut": (cut, "后面一部分缺失", 2),
    "stock TinyDB's crash": (lambda data: data + data[-700:], "多余的字节", 2),
    "a bit in a text": (flip, "校验和不符", 2),
    "a bit in a brace": (lambda data: data.replace(b'"1":{"uid"', b'"1":["uid"', 1), "损坏", 2),
    "lines in another order": (
        lambda data: data.replace(b'"1":{"uid"', b'"0":{"uid"', 1).replace(b'"2":{"uid"', b'"1":{"uid"', 1),
        "校验和不符",
        2,
    ),
    "two tables of one name": (
        lambda data: data.replace(b'"history":{', b'"documents":{\n},\n"history":{', 1),
        "有两张同名的表",
        2,
    ),
    "one id twice": (lambda data: data.replace(b'"2":{"uid"', b'"1":{"uid"', 1), "出现了两次", 2),
    "nan": (lambda data: data.replace(b'"indicators":9', b'"indicators":NaN', 1), "不是数字的数值", 2),
    "infinite": (lambda data: data.replace(b'"indicators":9', b'"indicators":1e999', 1), "无法表示的数值", 2),
    "a bit in a table's name": (
        lambda data: data.replace(b'"documents":{', b'"docuoents":{', 1),
        "表的名称",
        2,
    ),
    "a bit in an id": (lambda data: data.replace(b'"1":{"uid"', b'"q":{"uid"', 1), "表的名称或编号", 2),
    "surrogate": (lambda data: data.replace(b"\\u4f1a\\u8ba1", b"\\ud83d\\u8ba1", 1), "残缺的字符", 2),
    "empty": (lambda data: b"", "文件是空的", 0),
    "zeros": (lambda data: bytes(len(data)), "空字节", 0),
    "utf-16": (lambda data: data.decode().encode("utf-16"), "编码", 2),
    "the first line gone": (lambda data: data.partition(b"\n")[2], "损坏", 2),
    "the second half only": (lambda data: data[len(data) // 3 :], "损坏", 1),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_told_mended_beside_and_rescued(path: Path, tmp_path: Path, name: str) -> None:
    damage, words, count = DAMAGE[name]
    path.with_name("库.json.bak").write_bytes(path.read_bytes())
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()

    report = examine(path)

    assert not report.is_sound
    assert words in said(report)
    assert all(str(trouble).endswith("。") and "\n" not in str(trouble) for trouble in report.troubles)
    assert report.documents == count
    if count:
        mended = mend(report)
        assert mended.path.name == "库(修复).json"
        assert len(names(mended.path)) == count
        assert mend(report).path.name == "库(修复)(2).json"
    texts = {document.texts.get("project.name") for document in rescued(report, tmp_path / "取出")}
    assert texts >= {FIRST, SECOND}  # what the library has lost comes from the copy beside
    assert path.read_bytes() == before


def test_half_a_document_is_found_again_as_far_as_it_goes(path: Path) -> None:
    path.write_bytes(cut(path.read_bytes()))

    report = examine(path)
    mended = mend(report)

    assert f"「{SECOND}」：这张表的后面一部分损坏，找回了前" in said(report)
    assert any(SECOND in line for line in mended.lost)
    with Library.open(mended.path) as library:
        part = library.document(library.entries()[1].uid)
    assert part.texts["project.name"] == SECOND
    assert 0 < len(part.rows) < 10
    assert part.marks[0].code == "READ-LOST"


def test_the_documents_that_a_wrong_sum_speaks_of_are_named(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"value":"\\u22651200', b'"value":"\\u22651300', 1))

    report = examine(path)
    assert f"「{FIRST}」（2024年）：内容与保存时的校验不符" in said(report)
    assert SECOND not in said(report)
    assert [FIRST in line for line in mend(report).lost] == [True]


def test_two_documents_of_one_uid_are_both_kept(path: Path) -> None:
    def twice(value: Any) -> None:
        record = json.loads(json.dumps(value["documents"]["1"]))
        value["documents"]["8"] = json.loads(json.dumps(record))
        record["document"]["texts"]["year"] = "2030"
        value["documents"]["9"] = record

    rewritten(path, twice)
    report = examine(path)
    mended = mend(report)

    assert "内部编号相同" in said(report)
    assert len(mended.changed) == 2
    with Library.open(mended.path) as library:
        years = [library.document(entry.uid).texts["year"] for entry in library.entries()]
        assert years == ["2024", "2024", "2030"]
        assert examine(mended.path).is_sound


def test_a_file_by_stock_tinydb_is_sound(tmp_path: Path) -> None:
    report = examine(SAMPLES / "stock-tinydb.json")

    assert report.is_sound
    assert report.documents == 3


def test_a_record_that_is_not_understood_is_named_and_kept_as_it_is(path: Path, tmp_path: Path) -> None:
    rewritten(path, lambda value: value["documents"]["1"]["document"].update({"later": 1}))

    report = examine(path)
    mended = mend(report)

    assert f"「{FIRST}」（2024年）：这张表无法识别" in said(report)
    assert "原样存入" in mended.lost[0]
    assert json.loads(mended.path.read_bytes())["documents"]["1"]["document"]["later"] == 1
    rescue(report, tmp_path / "取出")
    [text] = (tmp_path / "取出" / "无法识别").iterdir()
    assert FIRST in text.read_text(encoding="utf-8")


def test_a_form_that_nobody_knows_is_named(path: Path) -> None:
    rewritten(path, lambda value: value["documents"]["1"]["document"].update({"form": "x@1"}))

    assert "表样「x@1」不在这台电脑上" in said(examine(path))


def test_a_damaged_journal_gives_what_is_whole_in_it(crashed: Path) -> None:
    journal = journal_of(crashed)
    data = bytearray(journal.read_bytes())
    end = data.rindex(b'"2025"')
    data[end + 2] ^= 1
    journal.write_bytes(data)
    before = crashed.read_bytes()
    with pytest.raises(LibraryError, match="perfdesk doctor"):
        Library.open(crashed)

    report = examine(crashed)
    mended = mend(report)

    assert "至少 1 次修改读不出来，读出 2 次修改" in said(report)
    with Library.open(mended.path) as library:
        assert library.entries()[0].year == "2027"
    assert (crashed.read_bytes(), journal.read_bytes()) == (before, bytes(data))


def test_a_journal_outlives_a_library_that_is_broken_or_gone(crashed: Path, tmp_path: Path) -> None:
    crashed.write_bytes(crashed.read_bytes()[:3000])
    with Library.open(mend(examine(crashed)).path) as library:
        assert "2027" in {entry.year for entry in library.entries()}

    crashed.unlink()
    report = examine(crashed)
    assert "项目库文件不存在" in said(report)
    assert [document.texts["year"] for document in rescued(report, tmp_path / "取出")] == ["2027"]


def test_a_journal_of_another_library_is_not_mixed_in(crashed: Path, tmp_path: Path) -> None:
    rewritten(crashed, lambda value: value["_perfdesk"]["1"].update({"library": "f" * 32}))

    report = examine(crashed)

    assert "属于另一个项目库" in said(report)
    mended = mend(report)
    assert {entry.year for entry in opened(mended.path)} == {"2024"}
    assert "属于另一个项目库" in mended.lost[0]
    assert "2027" in {document.texts["year"] for document in rescued(report, tmp_path / "取出")}


def opened(path: Path) -> Iterator[Any]:
    with Library.open(path, read_only=True) as library:
        yield from library.entries()


def test_a_torn_last_write_is_told_and_is_no_trouble(crashed: Path) -> None:
    journal = journal_of(crashed)
    text = read_journal(journal.read_bytes())
    assert text
    with journal.open("r+b") as file:
        file.seek(text.end)
        file.write(b"000000ff half a frame")

    report = examine(crashed)

    assert report.is_sound
    assert "最后一次写入没有完成" in "".join(map(str, report.troubles))


def test_a_broken_copy_is_told(path: Path) -> None:
    path.with_name("库.json.bak").write_bytes(cut(path.read_bytes()))

    report = examine(path)

    assert "这份上一次保存的内容不完整" in said(report)
    assert [copy.is_sound for copy in report.copies] == [False]


def test_backups_are_looked_through_and_give_what_the_library_has_lost(path: Path, tmp_path: Path) -> None:
    with Library.open(path) as library:
        state = (library._storage._tables, library._storage._facts)
        sound = make(path, state, datetime(2026, 11, 24, 9))
        broken = make(path, state, datetime(2026, 11, 25, 9))
    broken.path.write_bytes(cut(broken.path.read_bytes()))
    path.unlink()

    report = examine(path)

    assert [(copy.what, copy.is_sound, copy.documents) for copy in report.copies if copy.what == "备份"] == [
        ("备份", True, 2),
        ("备份", False, 2),
    ]
    assert f"{broken.path.name}：这份备份不完整" in said(report)
    assert sound.path.name not in said(report)
    assert {document.texts["project.name"] for document in rescued(report, tmp_path / "取出")} == ALL


def test_history_that_was_packed_is_rescued_in_full_and_told_when_damaged(path: Path, tmp_path: Path) -> None:
    entries = [["rev", "", "张三", f"第{number}次", []] for number in range(5)]
    text = f"5 {b64encode(compress(json.dumps(entries).encode())).decode()}"
    rewritten(
        path, lambda value: value["history"]["1"].update({"revisions": [text, ["rev", "", "", "末", []]]})
    )
    report = examine(path)
    rescue(report, tmp_path / "取出")
    told = json.loads((tmp_path / "取出" / "修改记录.json").read_text(encoding="utf-8"))
    assert report.is_sound
    assert [entry[3] for entry in told["1"]] == [*(f"第{number}次" for number in range(5)), "末"]

    rewritten(path, lambda value: value["history"]["1"].update({"revisions": [text[:30]]}))
    assert f"「{FIRST}」（2024年）：一部分修改记录无法识别" in said(examine(path))


def test_tables_that_grow_by_entries_are_not_mixed_up(path: Path) -> None:
    rewritten(path, lambda value: value.update({"prints": {"1": {"revisions": [["码", "rev", "", ""]]}}}))
    path.write_bytes(path.read_bytes() + b"x")
    value = json.loads(mend(examine(path)).path.read_bytes())

    assert value["prints"]["1"] == {"revisions": [["码", "rev", "", ""]]}
    assert "prints" not in json.dumps(value["history"])


def test_nothing_that_is_there_is_written_over(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "取出"
    rescue(examine(path), folder)
    before = {file: file.read_bytes() for file in folder.rglob("*.*")}

    rescue(examine(path), folder)

    assert all(file.read_bytes() == data for file, data in before.items())
    assert len(list(folder.rglob("*.json"))) == 2 * sum(file.suffix == ".json" for file in before)


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n", b'{"a":[1,2', b'{"documents":' * 100_000, b"[" * 500_000]
)
def test_what_never_was_a_library_is_refused_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "图.json"
    path.write_bytes(data)

    with pytest.raises(LibraryError, match="没有可读出的内容"):
        examine(path)
    with pytest.raises(LibraryError, match="不存在"):
        examine(tmp_path / "无.json")


def test_a_value_of_50_mb_is_told_and_saved(path: Path) -> None:
    rewritten(
        path,
        lambda value: value["documents"]["1"]["document"]["texts"].update({"goal.total": "长" * 8_500_000}),
    )
    data = path.read_bytes()
    assert "内容特别长（约 51 MB）" in "".join(map(str, examine(path).troubles))

    path.write_bytes(data[:-3000])
    report = examine(path)

    assert report.documents == 2
    assert names(mend(report).path) == [FIRST, SECOND]


Kind = st.sampled_from(["cut", "flip", "swap", "zero", "drop", "double"])


@settings(max_examples=60)
@given(kinds=st.lists(Kind, min_size=1, max_size=3), seed=st.integers(0, 10**6), of_journal=st.booleans())
def test_no_damage_whatever_is_an_error_or_changes_a_file(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], seed: int, of_journal: bool
) -> None:
    folder = tmp_path_factory.mktemp("x")
    path = folder / "库.json"
    shutil.copy(SAMPLES / ("stock-tinydb.json" if seed % 3 == 0 else "format-2.json"), path)
    journal_of(path).write_bytes(JOURNAL)
    target = journal_of(path) if of_journal else path
    chance = random.Random(seed)  # noqa: S311
    for kind in kinds:
        target.write_bytes(damaged(target.read_bytes(), kind, chance))
    before = {file: file.read_bytes() for file in folder.iterdir()}

    refused = sentence(lambda: treated(path, folder / "取出"))
    assert refused.endswith("。") or not refused
    refused = sentence(lambda: Library.open(path, read_only=True).close())
    assert not refused or "perfdesk doctor" in refused or "不是 perfdesk 的项目库" in refused
    assert {file: file.read_bytes() for file in before} == before


def sentence(do: Callable[[], None]) -> str:
    """What was said when it was refused; nothing when it was done."""
    try:
        do()
    except PerfdeskError as error:
        return str(error)
    return ""


def treated(path: Path, folder: Path) -> None:
    report = examine(path)
    if report.recovered.is_library:
        mended = mend(report)
        with Library.open(mended.path, read_only=True) as library:
            left_out = sum("只存了一份" in line for line in mended.changed)
            assert len(library.entries()) == mended.documents == report.documents - left_out
    rescue(report, folder)
    json.dumps(report.to_json(), ensure_ascii=False).encode()


def damaged(data: bytes, kind: str, chance: random.Random) -> bytes:
    text, place = bytearray(data), chance.randrange(max(len(data.rstrip(b"\0")), 1))
    match kind:
        case "cut":
            return data[:place]
        case "flip" if text:
            text[place] ^= 1 << chance.randrange(8)
        case "zero":
            text[place : place + 512] = bytes(512)
        case "drop":
            del text[place : place + chance.randrange(200)]
        case "double":
            text[place:place] = text[place : place + chance.randrange(3000)]
        case "swap":
            lines = data.split(b"\n")
            chance.shuffle(lines)
            return b"\n".join(lines)
    return bytes(text)


def _journal(tmp: Path) -> bytes:
    """The journal of a library of format 2 with an edit, and none of the zeros behind it."""
    path = Path(shutil.copy(SAMPLES / "format-2.json", tmp / "库.json"))
    with Library.open(path) as library:
        document = library.document(library.entries()[0].uid)
        library.commit(Step("改", ((document.uid, SetText(Address("", "year"), "2025")),)))
        library.commit(Step("加", (("new", PutDocument(Document("new", "p", document.form, {}))),)))
        return journal_of(path).read_bytes().rstrip(b"\0") + bytes(100)


@pytest.fixture(autouse=True, scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> None:
    global JOURNAL  # noqa: PLW0603  (hypothesis cannot be handed a fixture of its own)
    JOURNAL = _journal(tmp_path_factory.mktemp("journal"))


JOURNAL = b""
