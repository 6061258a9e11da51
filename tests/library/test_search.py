"""Search by a part of the text or by initials."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
