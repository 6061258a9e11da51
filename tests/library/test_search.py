"""Search by a part of the text or by initials."""

import re
from collections.abc import Sequence
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.library.columns import Letters, Texts, chosen
from perfdesk.library.records import Entry
from perfdesk.library.search import Index, initials


def entry(name: str, code: str = "", unit: str = "", department: str = "") -> Entry:
    return Entry(name, "p", "f", "2024", department, unit, code, name, "", 0, "r", None, None, "")


ENTRIES = (
    entry("产业扶持专项资金", "37000060707", "财金局", "大连高新技术产业园区财政金融局"),
    entry("产业扶持楼宇租赁经费", "20231000060707", "财金局"),
    entry("银行行长（重庆）培训", "", "人事处", "组织部"),
    entry("R&D 补助, 第2批", "51000021R000000000000"),
)


def indexed(entries: Sequence[Entry]) -> Index:
    return Index({str(number): entry for number, entry in enumerate(entries)})


def found(query: str) -> list[int]:
    return [int(number) for number in indexed(ENTRIES).find(query)]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", [0, 1, 2, 3]),
        ("楼宇", [1]),
        ("产业", [0, 1]),
        ("60707", [0, 1]),
        ("人事处", [2]),
        ("高新技术", [0]),
        ("cyfc", [0, 1]),
        ("CYFCLY", [1]),
        ("cjj", [0, 1]),
        ("yhhz", [2]),  # 银行行长: a bank's, then a head's reading
        ("cqpx", [2]),
        ("zqpx", [2]),
        ("zzb", [2]),
        ("dlgxjscyy", [0]),
        ("r&d", [3]),
        ("rdbzd2p", [3]),
        ("５１０００", [3]),
        ("产业 楼宇", [1]),
        ("cj zljf", [1]),
        ("(重庆)", [2]),
        (".*", []),
        ("没有", []),
        ("金cj", []),
    ],
)
def test_a_query_finds_parts_and_initials(query: str, rows: list[int]) -> None:
    assert found(query) == rows


def test_a_word_never_reaches_from_one_field_or_row_into_the_next() -> None:
    index = indexed((entry("甲乙", unit="丙丁"), entry("戊")))

    assert not index.find("乙丙")
    assert not index.find("ybd")
    assert not index.find("丁戊")


def test_an_entry_is_found_by_its_new_words_and_no_more_by_the_old_ones() -> None:
    index = indexed(ENTRIES)
    index.find("yhhz")
    index.put("2", entry("工商银行"))
    index.put("0", None)

    assert index.find("yh") == ["2"]
    assert not index.find("重庆")
    assert index.find("cyfc") == ["1"]


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=20))
def test_every_hanzi_has_one_sign(text: str) -> None:
    assert len(initials(text)) == len(text)


@given(st.lists(st.text(max_size=8), max_size=6), st.text(max_size=3))
def test_search_finds_what_a_plain_search_finds(names: list[str], query: str) -> None:
    entries = tuple(entry(name) for name in names)
    words = query.casefold().split()

    hits = indexed(entries).find(query)

    for number, each in enumerate(entries):
        if all(word in " ".join(each.name.casefold().split()) for word in words):
            assert str(number) in hits


letters = st.text(alphabet="abc1ÿé ", max_size=6)


@given(st.lists(letters, max_size=8), st.text(alphabet="abc1", min_size=1, max_size=3))
def test_letters_are_found_in_every_row_that_may_be_read_so(rows: list[str], word: str) -> None:
    signs = {"a": "\ue000\ue001", "b": "\ue000", "c": "\ue001"}  # either a or b, either a or c
    rows = [row.replace("ÿ", "\ue000").replace("é", "\ue001") for row in rows]
    pattern = re.compile("".join(f"[{letter}{signs.get(letter, '')}]" for letter in word))
    expected = [row for row in rows if pattern.search(row)]

    for many in (0, 2000):
        with patch("perfdesk.library.columns._MANY", many):
            assert chosen(rows, Letters(rows, signs).with_letters(word)) == expected


@given(st.lists(letters, max_size=8), st.text(alphabet="abc", min_size=1, max_size=2))
def test_a_word_is_found_in_every_row_that_holds_it(rows: list[str], word: str) -> None:
    for many in (0, 1, 2000):
        with patch("perfdesk.library.columns._MANY", many):
            assert chosen(rows, Texts(rows).with_word(word)) == [row for row in rows if word in row]


changes = st.lists(
    st.tuples(st.integers(1, 9), st.none() | st.sampled_from(["银行", "重庆", "甲"]), letters), max_size=12
)


@given(changes, changes, st.sampled_from(["yh", "银", "cq", "a", "甲 b", "1", ""]), st.sampled_from([0, 99]))
def test_an_index_that_followed_changes_finds_what_a_new_one_finds(
    before: list[tuple[int, str | None, str]],
    after: list[tuple[int, str | None, str]],
    query: str,
    late: int,
) -> None:
    entries = {str(number): entry(name) for number, name, _ in before if name}
    details = {str(number): words for number, _, words in before}
    followed = Index(entries)
    followed.detail(details)
    with patch("perfdesk.library.search._LATE", late):
        for number, name, words in after:
            followed.put(str(number), entry(name) if name else None, words)
            details[str(number)] = words
            entries.pop(str(number), None)
            if name:
                entries[str(number)] = entry(name)
            followed.find("b")
        new = Index(entries)
        new.detail(details)

        assert followed.find(query) == new.find(query)


def test_indicators_are_found_after_names() -> None:
    index = Index({"1": entry("培训经费"), "2": entry("会议经费"), "3": entry("培训教材")})
    index.detail({"1": "", "2": "培训人数 ≥20人", "3": "印刷册数"})

    assert index.find("培训") == ["1", "3", "2"]
    assert index.find("会议 20人") == ["2"]
    assert index.find("pxrs") == []
