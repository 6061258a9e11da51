"""The tree's lines as plain data: after any change they are what they would be if all were made anew."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.library.records import Entry
from perfdesk.ui.tree.grouping import UNIT, Grouping, Part, Path


def entry(uid: str, name: str = "", **texts: str) -> Entry:
    blank = Entry(uid, uid, "form", "2024", "局", "所", "", name, "", 0, "r", 0, 0, "")
    return replace(blank, **texts)  # type: ignore[arg-type]


_ENTRIES = st.builds(
    entry,
    st.sampled_from("abcdefgh"),
    st.sampled_from(["甲", "乙", "丙", ""]),
    project=st.sampled_from("pqr"),
    year=st.sampled_from(["2024", "2025", ""]),
    department=st.sampled_from(["财政局", "民政局", ""]),
    unit=st.sampled_from(["一所", "二所"]),
)


def lines(grouping: Grouping, path: Path = ()) -> list[object]:
    """Everything that stands below a group."""

    def below(part: Part) -> list[object]:
        return [] if len(path) == UNIT else lines(grouping, (*path, part.key))

    return [[part, below(part)] for part in grouping.parts(path)]


def _names(grouping: Grouping) -> list[str]:
    return [each.name for each in grouping.entries(())]


@given(
    st.lists(_ENTRIES, unique_by=lambda each: each.uid),
    st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.none() | _ENTRIES, max_size=3), max_size=4),
    st.none() | st.frozensets(st.sampled_from("abcdefgh")),
)
def test_a_change_leaves_what_filling_anew_would_make(
    entries: list[Entry],
    steps: list[Mapping[str, Entry | None]],
    hits: frozenset[str] | None,
) -> None:
    changed, anew = Grouping(), Grouping()
    changed.order = anew.order = "name"  # departments and units as they came in stay in their places
    changed.fill(entries)
    changed.show_only(hits)
    now = {each.uid: each for each in entries}
    for step in steps:
        changes = {uid: replace(each, uid=uid) if each else None for uid, each in step.items()}
        changed.update(changes, hits)
        now |= {uid: each for uid, each in changes.items() if each}
        now = {uid: each for uid, each in now.items() if changes.get(uid, each)}
    ranks = changed._ranks
    anew.fill(sorted(now.values(), key=lambda each: ranks[each.uid]))
    anew.show_only(hits)

    assert lines(changed) == lines(anew)
    for part in anew.parts(()):
        assert changed.findings((part.key,)) == anew.findings((part.key,))


def test_what_is_told_as_moved_is_what_stands_elsewhere() -> None:
    grouping = Grouping()
    grouping.fill([entry("a", "甲"), entry("b", "乙")])

    words = grouping.update({"a": entry("a", "另一个名称")}, None)
    place = grouping.update({"b": entry("b", "乙", unit="新所")}, None)

    assert not words.moved
    assert words.units == {("2024", "局", "所")}
    assert place.moved == {"b": {("2024", "局", "所"), ("2024", "局", "新所")}}


def test_departments_and_units_stand_as_they_came_in_and_stay_there() -> None:
    grouping = Grouping()
    grouping.fill(
        [entry("a", department="民政局"), entry("b", department="财政局"), entry("c", department="民政局")]
    )
    grouping.update({"a": None}, None)

    assert [part.key for part in grouping.parts(("2024",))] == ["民政局", "财政局"]


def test_a_form_that_comes_back_stands_where_it_stood() -> None:
    grouping = Grouping()
    first = entry("a", "第一")
    grouping.fill([first, entry("b", "第二")])
    grouping.update({"a": None}, None)
    grouping.update({"a": first}, None)

    assert _names(grouping) == ["第一", "第二"]


def test_names_stand_by_their_pinyin_and_blank_ones_last() -> None:
    grouping = Grouping()
    grouping.order = "name"
    grouping.fill([entry("a", ""), entry("b", "专项资金"), entry("c", "安置经费"), entry("d", "培训费")])

    assert _names(grouping) == ["安置经费", "培训费", "专项资金", ""]


def test_codes_and_findings_order_too() -> None:
    grouping = Grouping()
    entries = [
        replace(entry("a", "无"), code="", errors=1),
        replace(entry("b", "大"), code="9", errors=None, warnings=None),
        replace(entry("c", "小"), code="10", errors=3),
        replace(entry("d", "中"), code="5", errors=1, warnings=2),
    ]
    grouping.fill(entries)

    grouping.order = "code"
    assert _names(grouping) == ["小", "中", "大", "无"]
    grouping.order = "findings"
    assert _names(grouping) == ["小", "中", "无", "大"]


def test_a_project_of_several_forms_is_one_line_with_the_sum_of_their_findings() -> None:
    grouping = Grouping()
    both = [replace(entry(uid, "甲"), project="p", errors=2) for uid in "ab"]
    grouping.fill(both)

    assert [part.entries for part in grouping.parts(("2024", "局", "所"))] == [tuple(both)]
    assert grouping.findings(()) == (4, 0)
