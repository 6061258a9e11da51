"""Files made to harm: refused with a sentence within the time and memory a clerk's machine has to spare."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.exchange import pdf, xls
from perfdesk.exchange.bounds import Budget
from perfdesk.exchange.importing import import_file
from perfdesk.exchange.readers import read_content
from tests.exchange import carriers
from tests.exchange.carriers import packed
from tests.exchange.pdfs import ruled_pdf
from tests.exchange.reading import CATALOGUE, refusal
from tests.exchange.test_xlsx import sheet

MEGABYTE = 1 << 20
DATA = Path(__file__).parent.parent / "data" / "carriers"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};'>"
    for n in range(1, 12)
)


def word(body: str, about: str = "") -> bytes:
    return packed(
        {"word/document.xml": f'{about}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}
    )


def cells(row: str) -> bytes:
    return sheet(f"<sheetData><row>{row}</row></sheetData>")


def pages(content: bytes) -> bytes:
    """A PDF of one page with these operators."""
    import zlib

    stream = zlib.compress(content, 9)
    about = str(len(stream)).encode()
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length " + about + b">>stream\n" + stream + b"\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"trailer<</Root 1 0 R/Size 6>>\n"
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a cell of 100 MB": lambda: cells(f"<c t='str'><v>{'x' * 100 * MEGABYTE}</v></c>"),
    "a cell of 1 MB": lambda: cells(f"<c t='str'><v>{'x' * MEGABYTE}</v></c>"),
    "a million rows": lambda: cells("<c><v>1</v></c></row><row>" * 1_000_000),
    "many shared texts": lambda: sheet("<sheetData/>", "<si><t>x</t></si>" * 3_000_000),
    "far cells": lambda: cells("<c r='XFD1'><v>1</v></c></row><row>" * 9_000),
    "entities": lambda: packed({"xl/workbook.xml": f"{LAUGHS}]><a>&a11;</a>"}),
    "entities in a document": lambda: word("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", f"{LAUGHS}]>"),
    "an outside entity": lambda: word("&x;", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
    "deep": lambda: word("<w:p>" * 1_000_000),
    "deep groups": lambda: packed({"content.xml": "<a>" * 5_000_000, "mimetype": "x"}),
    "empty elements": lambda: word("<w:p/>" * 9_000_000),
    "one long tag": lambda: word("<w:p " + "a='" + "x" * 30 * MEGABYTE + "'/>"),
    "ever new names": lambda: word("".join(f"<w:n{number}/>" for number in range(400_000))),
    "a page of many tags": lambda: b"<html><body>" + b"<b>" * 3_000_000,
    "a deep page": lambda: b"<html><body><table><tr><td>" + b"<div>" * 400_000,
    "spans": lambda: b"<table>" + b"<tr><td colspan=1000 rowspan=1000>x</td></tr>" * 40_000,
    "csv of one long cell": lambda: b"a,b,c\n" * 9 + b"a,b," + b"x" * 10 * MEGABYTE,
    "two million lines": lambda: b"x\n" * 2_000_000,
    "drawn lines": lambda: pages(b"".join(b"0 %d m 9 %d l S\n" % (n, n) for n in range(400_000))),
    "blanks drawn": lambda: pages(b"BT /F 9 Tf (" + b" " * 60 * MEGABYTE + b") Tj ET"),
    "forms within forms": lambda: pages(b"q " * 5_000_000),
}  # fmt: skip


HARMLESS = {"csv of one long cell"}
"""Read as plain text."""


def measured(reader: str) -> tuple[str, float, float]:
    """What another process says of a file, seconds and megabytes above its start."""
    code = (
        "import sys, time, resource\n"
        "from perfdesk.exchange.readers import read_content\n"
        "from perfdesk.errors import SourceError\n"
        "data = sys.stdin.buffer.read()\n"
        "def used(who): return resource.getrusage(who).ru_maxrss / 1024\n"
        "before, start = used(resource.RUSAGE_SELF), time.monotonic()\n"
        "try: said = f'{len(read_content(data, chr(0x4f8b)).rows)} rows'\n"
        "except SourceError as error: said = str(error)\n"
        "more = max(used(resource.RUSAGE_SELF) - before, used(resource.RUSAGE_CHILDREN) - 60)\n"
        "print(said.encode('unicode_escape').decode(), time.monotonic() - start, more, sep='\\n')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=HOSTILE[reader](), capture_output=True, check=True, timeout=60
    )
    said, seconds, megabytes = done.stdout.decode().split("\n")[:3]
    return said.encode().decode("unicode_escape"), float(seconds), float(megabytes)


@pytest.mark.skipif(sys.platform != "linux", reason="measured as Linux counts")
@pytest.mark.parametrize("name", HOSTILE)
def test_it_costs_little_and_is_told_in_one_sentence(name: str) -> None:
    said, seconds, megabytes = measured(name)

    assert re.fullmatch("「例」.+。" if name not in HARMLESS else "[0-9]+ rows", said)
    assert seconds < 10
    assert megabytes < 300


def test_a_bomb_of_nested_archives_is_an_archive() -> None:
    inner = packed({"0.bin": bytes(20 * MEGABYTE)})

    assert "压缩包" in refusal(lambda: read_content(packed({f"{n}.zip": inner for n in range(9)}), "例"))


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(packed({"../../../tmp/x": "x", "xl/workbook.xml": "<workbook/>", "/etc/passwd": "x"}))
    before = sorted(tmp_path.iterdir())

    assert "没有找到绩效目标表" in refusal(lambda: import_file(file, CATALOGUE))
    assert sorted(tmp_path.iterdir()) == before


def test_an_archive_with_a_password_says_so() -> None:
    data = bytearray(sheet("<sheetData/>"))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        first = archive.infolist()[0].header_offset
    data[first + 6] |= 1
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)

    assert "密码" in refusal(lambda: read_content(bytes(data), "例"))


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfdesk.exchange import child

    monkeypatch.setattr(child, "SECONDS", 0.01)

    assert "读了很久" in refusal(lambda: pdf.read_grid(ruled_pdf([[["甲"]]]), Budget("例")))


ONE = carriers.sheets()[:1]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (lambda: carriers.page(ONE), "表.xls"),
        (lambda: carriers.xlsx(ONE), "表.doc"),
        ((DATA / "forms-2024.xls").read_bytes, "表.xlsx"),
        (lambda: carriers.printed(ONE), "表.csv"),
    ],
)
def test_the_extension_decides_nothing(content: Callable[[], bytes], name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(content())

    assert import_file(file, CATALOGUE).documents[0].texts["title"] == "本级预算项目绩效目标表"


# whatever bytes they hold

WHOLE = {
    "xlsx": carriers.xlsx(ONE),
    "docx": carriers.word(ONE),
    "ods": carriers.opendocument(ONE),
    "html": carriers.page(ONE),
    "csv": "甲,乙,丙\n".encode() * 9,
}
GRAINS = [
    b"",
    b"\0",
    b"<",
    b">",
    b"&#x0;",
    b"]]>",
    b"<tr>",
    b"</w:tc>",
    b'r="A0"',
    b't="s"',
    b"999999999",
    b"PK\x03\x04",
]


def spoilt(data: bytes, at: float, length: int, grain: bytes) -> bytes:
    start = int(len(data) * at)
    return data[:start] + grain + data[start + length :]


@pytest.mark.parametrize("kind", WHOLE)
@given(st.floats(0, 1), st.integers(0, 40), st.sampled_from(GRAINS) | st.binary(max_size=9))
@settings(max_examples=60, deadline=None)
def test_a_spoilt_file_is_read_or_refused(kind: str, at: float, length: int, grain: bytes) -> None:
    said = refusal(lambda: read_content(spoilt(WHOLE[kind], at, length, grain), "例"))

    assert not said or re.fullmatch("「例」.+。", said)


MEMBERS = {kind: ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml")
           if kind == "xlsx" else ("word/document.xml",) if kind == "docx" else ("content.xml",)
           for kind in ("xlsx", "docx", "ods")}  # fmt: skip


@pytest.mark.parametrize("kind", MEMBERS)
@given(st.data(), st.floats(0, 1), st.integers(0, 40), st.sampled_from(GRAINS) | st.binary(max_size=9))
@settings(max_examples=60, deadline=None)
def test_a_spoilt_member_is_read_or_refused(
    kind: str, data: st.DataObject, at: float, length: int, grain: bytes
) -> None:
    with zipfile.ZipFile(BytesIO(WHOLE[kind])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from([name for name in MEMBERS[kind] if name in members]))
    members[name] = spoilt(members[name], at, length, grain)

    said = refusal(lambda: read_content(packed(members), "例"))

    assert not said or re.fullmatch("「例」.+。", said)


PDF = ruled_pdf([[["项目名称", "甲"], ["乙", "丙"]]])
XLS = (DATA / "three.xls").read_bytes()


@given(st.floats(0, 1), st.integers(0, 40), st.sampled_from(GRAINS) | st.binary(max_size=9))
@settings(max_examples=60, deadline=None)
def test_the_child_answers_over_a_spoilt_file(at: float, length: int, grain: bytes) -> None:
    assert xls.work(spoilt(XLS, at, length, grain))
    assert pdf.work(spoilt(PDF, at, length, grain))
