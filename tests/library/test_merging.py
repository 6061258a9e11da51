"""A colleague's package or library and ours come together without loss."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.documents.address import Address
from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document, Mark, Origin, Row
from perfdesk.documents.edits import (
    CellEdit,
    InsertRow,
    PutDocument,
    RemoveDocument,
    RemoveRow,
    SetText,
    Step,
)
from perfdesk.documents.merging import Conflict
from perfdesk.documents.status import setting
from perfdesk.errors import LibraryInUseError
from perfdesk.library.exchanges import KEPT, Lineage
from perfdesk.library.library import Library
from perfdesk.library.merging import (
    DOCUMENT,
    Chosen,
    MergePlan,
    Theirs,
    beginnings,
    everywhere,
    handed,
    note_merged,
    opened,
    plan_merge,
    step_for,
    to_hand_out,
)

AT = "2026-11-25T09:00:00+08:00"
SECONDS = count(1)
Office = Callable[[str], Library]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Libraries by name, made when first asked for."""
    made: dict[str, Library] = {}

    def of(name: str) -> Library:
        if name not in made:
            made[name] = Library.create(tmp_path / f"{name}.json")
        return made[name]

    yield of
    for library in made.values():
        library.close()


def form(uid: str = "a", **texts: str) -> Document:
    rows = tuple(Row(f"{uid}-{number}", {"name": f"指标{number}", "value": ""}) for number in (1, 2))
    return Document(
        uid, f"p-{uid}", "f@1", {"project.name": f"项目{uid}", "period": "", "year": "2024"} | texts, rows
    )


def put(library: Library, *documents: Document) -> None:
    library.commit(Step("放入", tuple((each.uid, PutDocument(each)) for each in documents)), by="科长", at=AT)


def edit(library: Library, *edits: CellEdit, uid: str = "a") -> None:
    at = datetime.fromisoformat(AT) + timedelta(seconds=next(SECONDS))
    library.commit(Step("改", tuple((uid, each) for each in edits)), by="科长", at=at.isoformat())


def write(library: Library, key: str, text: str, *, row: str = "", uid: str = "a") -> None:
    edit(library, SetText(Address(row, key), text), uid=uid)


def sent(library: Library, *uids: str) -> Theirs:
    """A package, as export writes it."""
    documents = [library.document(uid) for uid in uids or library.shelf]
    bases, known = to_hand_out(library, documents)
    library.note_exchanged({each.uid: revision(each) for each in documents}, at=AT)
    return handed("回传.perfdesk", documents, bases, known, by="张三", computer="A-01", at=AT)


def merge_in(library: Library, theirs: Theirs, choose: str = "") -> MergePlan:
    plan = plan_merge(library, theirs)
    choices: Chosen = everywhere(plan, choose) if choose else {}
    library.commit(step_for(plan, choices), by="科长", at=AT)
    note_merged(plan, choices, at=AT)
    return plan


def text(library: Library, key: str, row: str = "") -> str | None:
    return library.document("a").text(Address(row, key))


def given_out(office: Office, *documents: Document) -> tuple[Library, Library]:
    """Two libraries: what one made and the other got in a package."""
    ours, theirs = office("我"), office("她")
    put(ours, *documents or (form(),))
    merge_in(theirs, sent(ours))
    return ours, theirs


def test_what_is_new_comes_in_as_it_is(office: Office) -> None:
    ours, theirs = given_out(office, form("a"), form("b"))

    assert dict(theirs.shelf) == dict(ours.shelf)
    assert theirs.history("a")[-1].label == "合并张三（电脑 A-01）的“回传.perfdesk”"


def test_an_untouched_copy_becomes_theirs_and_twice_is_once(office: Office) -> None:
    ours, theirs = given_out(office)
    write(theirs, "period", "全年")
    back = sent(theirs)

    first, again = merge_in(ours, back), merge_in(ours, back)

    assert (first.updated, first.unchanged, dict(first.conflicts)) == (("a",), (), {})
    assert ours.document("a") == theirs.document("a")
    assert (again.updated, again.unchanged) == ((), ("a",))


@pytest.mark.parametrize("by_library", [False, True])
def test_one_exchange_of_two_files_makes_both_sides_equal(office: Office, by_library: bool) -> None:
    ours, theirs = given_out(office)
    write(ours, "year", "2025")
    edit(ours, InsertRow(Row("x", {"name": "我的"}), 1))
    write(theirs, "period", "全年")
    edit(theirs, InsertRow(Row("y", {"name": "她的"}), 1), RemoveRow("a-2"))
    here, there = (opened(ours), opened(theirs)) if by_library else (sent(ours), sent(theirs))

    assert not merge_in(ours, there).conflicts
    assert not merge_in(theirs, here).conflicts

    assert ours.document("a") == theirs.document("a")
    assert [row.uid for row in ours.document("a").rows] == ["a-1", "x", "y"]
    assert merge_in(ours, sent(theirs)).unchanged == ("a",)


def test_a_cell_that_both_wrote_is_asked_about_until_somebody_chooses(office: Office) -> None:
    ours, theirs = given_out(office)
    write(ours, "period", "全年")
    write(theirs, "period", "半年")
    write(theirs, "year", "2025")
    back = sent(theirs)

    for _ in range(2):
        plan = merge_in(ours, back)
        assert plan.conflicts == {"a": (Conflict("text", "period", "", "全年", "半年"),)}
        assert (text(ours, "period"), text(ours, "year")) == ("全年", "2025")

    merge_in(ours, back, "theirs")
    assert text(ours, "period") == "半年"
    assert merge_in(ours, back).unchanged == ("a",)


def test_what_was_decided_is_not_asked_again_when_they_go_on(office: Office) -> None:
    ours, theirs = given_out(office)
    write(ours, "period", "全年")
    write(theirs, "period", "半年")
    merge_in(ours, sent(theirs), "ours")
    write(theirs, "year", "2025")

    plan = merge_in(ours, sent(theirs))

    assert not plan.conflicts
    assert (text(ours, "period"), text(ours, "year")) == ("全年", "2025")


def test_several_colleagues_come_together_and_the_second_is_asked_about(office: Office) -> None:
    ours, theirs = given_out(office)
    third = office("他")
    merge_in(third, sent(ours))
    write(theirs, "period", "半年")
    write(third, "period", "一季度")
    write(third, "value", "≥1", row="a-1")

    assert not merge_in(ours, sent(theirs)).conflicts
    plan = merge_in(ours, sent(third))

    assert plan.conflicts["a"] == (Conflict("text", "period", "", "半年", "一季度"),)
    assert text(ours, "value", "a-1") == "≥1"


def test_without_a_common_state_nothing_is_overwritten(office: Office) -> None:
    ours = office("我")
    put(ours, form(period="全年"))
    foreign = handed("x.perfdesk", [form(period="半年", filler="李四")])

    plan = merge_in(ours, foreign)

    assert plan.conflicts["a"] == (Conflict("text", "period", None, "全年", "半年"),)
    assert (text(ours, "period"), text(ours, "filler")) == ("全年", "李四")


def test_an_older_package_changes_nothing(office: Office) -> None:
    ours = office("我")
    put(ours, form())
    old = sent(ours)
    write(ours, "period", "全年")

    assert merge_in(ours, old).unchanged == ("a",)
    assert text(ours, "period") == "全年"


def test_they_went_back_to_an_older_state_and_so_do_we(office: Office) -> None:
    ours = office("我")
    put(ours, form())
    write(ours, "period", "全年")
    theirs = office("她")
    merge_in(theirs, sent(ours))
    write(theirs, "period", "")

    merge_in(ours, sent(theirs))

    assert text(ours, "period") == ""


def test_what_we_deleted_stays_so_unless_they_wrote_in_it(office: Office) -> None:
    ours, theirs = given_out(office, form("a"), form("b"))
    ours.commit(Step("删", (("a", RemoveDocument("a")), ("b", RemoveDocument("b")))), by="科长", at=AT)
    write(theirs, "period", "全年")
    back = sent(theirs)

    plan = merge_in(ours, back)
    assert plan.unchanged == ("b",)
    assert plan.conflicts == {"a": (Conflict("row", DOCUMENT, None, None, "项目a"),)}
    assert not ours.shelf

    merge_in(ours, back, "theirs")
    assert dict(ours.shelf) == {"a": theirs.document("a")}


def test_what_they_lack_is_not_taken_from_us(office: Office) -> None:
    ours, theirs = given_out(office, form("a"), form("b"))
    theirs.commit(Step("删", (("b", RemoveDocument("b")),)))

    merge_in(ours, opened(theirs))

    assert set(ours.shelf) == {"a", "b"}


def test_our_final_form_is_not_changed_unasked(office: Office) -> None:
    ours, theirs = given_out(office)
    edit(ours, setting(ours.document("a"), "已定稿", "科长", AT))
    write(theirs, "period", "全年")
    back = sent(theirs)

    assert merge_in(ours, back).conflicts["a"] == (Conflict("text", "period", "", "", "全年"),)
    assert text(ours, "period") == ""
    merge_in(ours, back, "theirs")
    assert text(ours, "period") == "全年"


def test_a_document_that_came_in_beside_ours_merges_into_it(office: Office) -> None:
    ours, theirs = office("我"), office("她")
    put(ours, form())
    beside = replace(form(period="全年"), uid="copy", origin=Origin("a", revision(form())))
    put(theirs, beside.with_marks([Mark("note", "project.name", "IMPORT-BESIDE", "核对")]))

    plan = merge_in(ours, opened(theirs))

    assert plan.updated == ("a",)
    assert ours.document("a") == form(period="全年")


def test_a_merge_is_one_step_that_can_be_taken_back(office: Office) -> None:
    ours, theirs = given_out(office, form("a"), form("b"))
    write(theirs, "period", "全年")
    write(theirs, "period", "半年", uid="b")
    before = dict(ours.shelf)
    step = step_for(plan_merge(ours, sent(theirs)), {})
    back = step.inverse(ours.shelf)

    ours.commit(step)
    ours.commit(back)

    assert dict(ours.shelf) == before


def test_a_large_merge_is_preceded_by_a_backup(office: Office, tmp_path: Path) -> None:
    ours, theirs = given_out(office, *(form(f"n{number}") for number in range(21)))
    for uid in tuple(theirs.shelf):
        write(theirs, "period", "全年", uid=uid)

    merge_in(ours, sent(theirs))

    assert [path.suffix for path in (tmp_path / "我.备份").iterdir()] == [".json"]


def test_a_package_carries_the_last_state_that_others_have(office: Office) -> None:
    ours, _ = given_out(office)
    write(ours, "period", "全年")

    bases, known = to_hand_out(ours, [ours.document("a")])

    assert bases == (form(),)
    assert known == {"a": (revision(form()), revision(form(period="全年")))}


def test_a_merge_begins_at_the_carried_state_where_the_history_is_gone(office: Office) -> None:
    ours, theirs = given_out(office)
    write(ours, "year", "2025")
    write(theirs, "period", "全年")
    ours.prune_history(1)

    assert not merge_in(ours, sent(theirs)).conflicts
    assert (text(ours, "year"), text(ours, "period")) == ("2025", "全年")


def test_what_others_have_is_kept_small_and_told_once(office: Office) -> None:
    ours = office("我")
    put(ours, form())
    for _ in range(3):
        ours.note_exchanged({"a": "同"}, at=AT)
    assert ours.lineage("a").exchanged == ("同",)

    for number in range(KEPT + 5):
        ours.note_exchanged({"a": str(number)}, at=AT)
    assert len(ours.lineage("a").exchanged) == KEPT
    assert ours.lineage("a").exchanged[-1] == str(KEPT + 4)


def test_planning_writes_nothing_and_a_locked_library_is_said(office: Office) -> None:
    ours, theirs = given_out(office)
    write(theirs, "period", "全年")
    back = sent(theirs)
    with Library.open(ours.path, read_only=True) as looked_at:
        plan = plan_merge(looked_at, back)
        assert plan.updated == ("a",)
        with pytest.raises(LibraryInUseError):
            looked_at.commit(step_for(plan, {}))


@pytest.mark.parametrize(
    ("ours", "exchanged", "theirs", "begin"),
    [
        (["1", "2", "a"], [], ["1", "2", "t"], "2"),
        (["1"], [], ["t"], None),
        (["1", "2"], ["2"], ["1", "2", "1"], "2"),  # they went back
        (["1", "2"], ["1"], ["1", "2", "1"], "1"),  # both wrote the same, and they took it back
        (["1", "2", "1", "3"], ["2", "1"], ["1", "2", "1"], "1"),  # they went back, and so did we, and on
        (["1", "2", "1"], [], ["1", "2", "t"], "2"),  # we went back
        (["1", "2"], ["2"], ["2", "1"], "2"),  # they had ours, and went back to what we once had
        (["1", "2", "1", "2"], ["2", "1"], ["2", "1"], "1"),  # we took that over, and wrote ours again
        (["1", "2"], ["1"], ["1", "2", "3"], "1"),  # both wrote the same, and they went on
        (["1", "2"], ["1"], ["2", "1"], "1"),  # we had theirs, and wrote what they once had
    ],
)
def test_a_merge_begins_at_the_newest_state_that_both_know(
    ours: list[str], exchanged: list[str], theirs: list[str], begin: str | None
) -> None:
    known, there = Lineage(tuple(ours), tuple(exchanged)), Lineage(tuple(theirs), ())

    assert next(beginnings(known, there, theirs[-1]), None) == begin


KEYS = st.sampled_from(["period", "year"])
ROUND = st.tuples(
    st.lists(st.tuples(KEYS, st.sampled_from("甲乙丙")), max_size=3),  # each may go back to what they had
    st.lists(st.tuples(KEYS, st.sampled_from("丁戊己")), max_size=3),
    st.sampled_from(["ours", "theirs"]),
    st.booleans(),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(ROUND, min_size=1, max_size=4))
def test_after_each_exchange_both_are_equal_and_nothing_that_one_side_alone_wrote_is_lost(
    rounds: list[tuple[list[tuple[str, str]], list[tuple[str, str]], str, bool]],
) -> None:
    with (
        TemporaryDirectory() as folder,
        Library.create(Path(folder) / "我.json") as ours,
        Library.create(Path(folder) / "她.json") as theirs,
    ):
        put(ours, form())
        merge_in(theirs, sent(ours))
        for number, (mine, hers, side, by_library) in enumerate(rounds):
            began = dict(ours.document("a").texts)
            for library, edits in ((ours, mine), (theirs, hers)):
                for key, words in edits:
                    write(library, key, f"{words}{number}")
            here, there = (dict(each.document("a").texts) for each in (ours, theirs))

            merge_in(ours, opened(theirs) if by_library else sent(theirs), side)
            assert not merge_in(theirs, opened(ours) if by_library else sent(ours)).conflicts

            assert ours.document("a") == theirs.document("a")
            now = ours.document("a").texts
            for key in ("period", "year"):
                changed = {each[key] for each in (here, there) if each[key] != began[key]}
                assert now[key] in (changed or {began[key]})
