"""Whatever a text holds: no exception but SourceError, no character lost, no endless reading."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from perfdesk.errors import SourceError
from perfdesk.exchange.importing import import_file
from tests.exchange import papers
from tests.exchange.reading import CATALOGUE, kept, read, refusal

WORDS = [
    *sorted(papers.LABELS),
    *sorted(papers.LEVELS),
    papers.TITLE,
    "(2024年度)",
    "填报单位(盖章): ",
    "≥95%",
    "优秀",
    "3",
    "— 3 —",
    "",
    "",
    "TOKEN",
    "TOKEN",
    "项目名称:TOKEN",
    "单位: TOKEN",
    "指标性质",
    "计量单位",
    "分值",
    "≥",
    "次",
    "注：TOKEN",
]
cells = st.sampled_from(WORDS)
separators = st.sampled_from(["\t", "\t\t", "|", "\n", "\n\n", " "])
papers_of_words = st.lists(st.lists(cells, min_size=1, max_size=7), min_size=1, max_size=25)


def numbered(text: str) -> tuple[str, list[str]]:
    """The text with each TOKEN another one, and the tokens."""
    tokens: list[str] = []

    def next_token(_: re.Match[str]) -> str:
        tokens.append(f"字{len(tokens)}号")
        return tokens[-1]

    return re.sub("TOKEN", next_token, text), tokens


@given(papers_of_words, separators)
@example([["效益指标", "一级指标", "TOKEN"]], "\t")
@example([["主管部门"], ["一级指标", "三级指标", "二级指标", "项目名称", "TOKEN"]], "\t")
@settings(max_examples=400, deadline=None)
def test_every_text_ends_in_a_document_or_in_its_tray(lines: list[list[str]], separator: str) -> None:
    text, tokens = numbered("\n".join(separator.join(line) for line in lines))
    try:
        found = read(text).documents
    except SourceError:
        return

    everything = kept(found)

    assert [token for token in tokens if token not in everything] == []


@given(st.integers(0, 8), st.data())
@settings(max_examples=200, deadline=None)
def test_text_put_anywhere_into_a_form_is_kept(number: int, data: st.DataObject) -> None:
    form = papers.forms()[number]
    for _ in range(data.draw(st.integers(1, 5))):
        line = form[data.draw(st.integers(0, len(form) - 1))]
        line.insert(data.draw(st.integers(0, len(line))), "TOKEN")
    writer = data.draw(
        st.sampled_from(
            [papers.tabbed, papers.barred, papers.barred_in_one_line, papers.listed, papers.listed_apart]
        )
    )
    text, tokens = numbered(writer(form))

    everything = kept(read(text).documents)

    assert [token for token in tokens if token not in everything] == []


@given(st.integers(0, 8), st.data())
@settings(max_examples=100, deadline=None)
def test_cells_cut_out_of_a_form_leave_the_others_readable(number: int, data: st.DataObject) -> None:
    text = papers.tabbed(papers.forms()[number])
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        found = read(text[:start] + text[end:]).documents
    except SourceError:
        return

    assert all(document.texts or document.rows for document in found)


@given(
    st.text(max_size=300)
    | st.text(alphabet='项目名称指标绩效目标表产出数量一二三级:：|\t\n"()（）年度2024≥%', max_size=300)
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    said = refusal(lambda: read(text))

    assert not said or re.fullmatch("「粘贴的文字」.+。", said)


seed = papers.SAMPLE.read_bytes()
damaged = st.builds(
    lambda start, end, middle: seed[:start] + middle + seed[end:],
    st.integers(0, len(seed)),
    st.integers(0, len(seed)),
    st.binary(max_size=40),
)
starts = st.sampled_from(
    [b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"PK\x03\x04", b"%PDF"]
)


@given(starts, st.binary(max_size=400) | damaged)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, start: bytes, data: bytes) -> None:
    file = tmp_path / "文件.txt"
    file.write_bytes(start + data)

    said = refusal(lambda: import_file(file, CATALOGUE))

    assert not said or re.fullmatch(f"「{re.escape(str(file))}」.+。", said)


@pytest.mark.parametrize(
    "text",
    [
        "项" * 2_000_000,
        "\t" * 2_000_000,
        "|" * 2_000_000,
        "项目名称:" * 100_000,
        "填报单位 " * 100_000,
        ('\t"' + "甲\n") * 50_000,
        "产出指标\n" * 50_000,
        f"{papers.TITLE}\n" * 10_000,
        "(" * 1_000_000 + "年度",
        " " * 1_000_000 + "年",
        "\n" * 5_000_000,
    ],
    ids=lambda text: repr(text[:5]),
)
def test_text_made_to_keep_a_reader_busy_is_refused_soon(text: str) -> None:
    start = time.monotonic()

    said = refusal(lambda: read(text))

    assert said or "项目名称" in text or "填报单位" in text or "产出指标" in text
    assert time.monotonic() - start < 10
