"""What was done to a document is told, and every revision comes back exactly."""

from dataclasses import replace
from pathlib import Path

import pytest
import tinydb
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.documents.address import Address
from perfdesk.documents.codec import document_to_json, revision
from perfdesk.documents.document import Document, Row
from perfdesk.documents.edits import InsertRow, MoveRow, PutDocument, RemoveDocument, RemoveRow, SetText, Step
from perfdesk.documents.status import setting
from perfdesk.errors import LibraryError
from perfdesk.library import library as library_module
from perfdesk.library.library import Library
from perfdesk.library.lines import encode
from perfdesk.library.restoring import restoring, returning
from tests.documents.strategies import steps_on

AT = "2026-11-25T09:05:00+08:00"
LATER = "2026-11-26T09:05:00+08:00"
PERIOD = Address("", "period")
ROWS = (Row("r1", {"name": "凭证", "value": "≥5份"}), Row("r2", {"name": "账簿", "value": "1本"}))
ONE = Document("a", "p", "f@1", {"period": "2024年", "project.name": "产业扶持"}, ROWS)


def put(document: Document) -> Step:
    return Step("新建", ((document.uid, PutDocument(document)),))


def write(text: str) -> Step:
    return Step("修改“项目实施期”", (("a", SetText(PERIOD, text)),))


REMOVE = Step("删除“产业扶持”", (("a", RemoveDocument("a")),))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.create(tmp_path / "库.json")
    library.commit(put(ONE), by="张三", at=AT)
    return library


def again(library: Library) -> Library:
    library.close()
    return Library.open(library.path)


def test_each_commit_is_told_with_who_when_and_what_stood_there(library: Library) -> None:
    library.commit(write("2025年"), by="李四", at=LATER)

    first, second = again(library).history("a")
    assert (first.revision, first.by, first.at, first.label) == (revision(ONE), "张三", AT, "新建")
    assert [(edit["edit"], edit["before"]) for edit in first.edits] == [("put", None)]
    assert (second.by, second.at, second.label) == ("李四", LATER, "修改“项目实施期”")
    assert second.edits == (
        {
            "edit": "set", "document": "a", "address": "period",
            "before": "2024年", "after": "2025年", "index": None,
        },
    )  # fmt: skip


def test_what_changes_nothing_is_not_told(library: Library) -> None:
    library.commit(write("2024年"), by="李四", at=LATER)
    library.commit(put(ONE), judged={"a": (1, 2)}, by="李四", at=LATER)

    assert len(library.history("a")) == 1


def test_a_document_that_was_put_over_another_is_told_cell_by_cell(library: Library) -> None:
    other = replace(ONE, texts={**ONE.texts, "period": "x"}, rows=(ROWS[1], Row("r1", {"name": "凭证册"})))
    library.commit(put(other), by="李四", at=LATER)

    told = [(edit["edit"], edit["before"], edit["after"]) for edit in library.history("a")[-1].edits]
    assert ("set", "2024年", "x") in told
    assert ("set", "凭证", "凭证册") in told
    assert "put" not in [edit for edit, _, _ in told]


def test_every_revision_comes_back_as_one_step_that_can_be_undone(library: Library) -> None:
    edits = (
        ("a", InsertRow(Row("r3", {"name": "台账"}), 1)),
        ("a", MoveRow("r1", 2)),
        ("a", RemoveRow("r2")),
        ("a", setting(ONE, "已定稿", "张三", AT)),
    )
    library.commit(Step("改行", edits), by="李四", at=LATER)
    changed = library.document("a")
    step = restoring(library, "a", revision(ONE))
    back = step.inverse(library.shelf)
    library.commit(step)
    assert library.document("a") == ONE
    library.commit(back)
    assert library.document("a") == changed
    assert step.label.startswith("还原到 2026-11-2")
    assert not restoring(library, "a", revision(changed)).edits


def test_a_library_without_history_can_go_back_to_what_it_was(library: Library) -> None:
    library._storage.commit({"history": {"1": None}})
    library.commit(write("2025年"), by="李四", at=LATER)

    before, change = again(library).history("a")
    assert (before.label, before.by, before.edits, before.revision) == ("此前的内容", "", (), revision(ONE))
    assert change.edits[0]["before"] == "2024年"


def test_a_deleted_document_rests_in_the_bin_with_its_history(library: Library) -> None:
    library.commit(write("2025年"), by="李四", at=AT)
    gone = library.document("a")
    library.commit(REMOVE, by="王五", at=LATER)

    library = again(library)
    (deleted,) = library.bin()
    assert (deleted.entry.uid, deleted.entry.name, deleted.by, deleted.at) == ("a", "产业扶持", "王五", LATER)
    assert [(told.label, told.revision != "") for told in library.history("a")] == [
        ("新建", True), ("修改“项目实施期”", True), ("删除“产业扶持”", False),
    ]  # fmt: skip
    assert library.at("a", revision(ONE)) == ONE
    assert library.at("a", revision(gone)) == gone
    assert library.history("a")[-1].edits[0]["before"] == document_to_json(gone)


def test_a_document_comes_out_of_the_bin_as_it_was_and_its_history_goes_on(library: Library) -> None:
    library.commit(REMOVE, by="王五", at=LATER)
    library = again(library)
    step = returning(library, "a")
    library.commit(step, by="王五", at=LATER)

    assert (library.document("a"), library.bin()) == (ONE, ())
    assert step.label == "从回收站还原“产业扶持”"
    assert [told.label for told in library.history("a")] == ["新建", "删除“产业扶持”", step.label]
    put = library.history("a")[-1].edits[0]
    assert (put["edit"], put["document"], put["after"]) == ("put", "a", document_to_json(ONE))


def test_an_earlier_revision_of_a_deleted_document_comes_back(library: Library) -> None:
    library.commit(write("2025年"))
    library.commit(REMOVE)
    library.commit(restoring(library, "a", revision(ONE)))

    assert library.document("a") == ONE
    assert library.bin() == ()
    assert [edit["edit"] for edit in library.history("a")[-1].edits] == ["put", "set"]


def test_undoing_a_removal_takes_it_out_of_the_bin(library: Library) -> None:
    undo = REMOVE.inverse(library.shelf)
    library.commit(REMOVE)
    library.commit(undo)

    assert library.bin() == ()
    assert dict(library.shelf) == {"a": ONE}


def test_what_is_emptied_from_the_bin_is_said_and_its_history_goes_with_it(library: Library) -> None:
    library.commit(put(replace(ONE, uid="b")), at=AT)
    library.commit(REMOVE, at=AT)
    library.commit(Step("删", (("b", RemoveDocument("b")),)), at=LATER)

    assert library.empty_bin(before=AT) == ""
    assert library.empty_bin(before=LATER) == (
        "已从回收站彻底删除「产业扶持」，以及它们的 2 次修改记录；不能再还原。"
    )
    assert [deleted.entry.uid for deleted in library.bin()] == ["b"]
    assert library.history("a") == ()
    library.empty_bin()
    assert library.bin() == ()
    with pytest.raises(LibraryError, match="回收站中没有"):
        returning(library, "b")
    library.commit(put(ONE))
    assert len(library.history("a")) == 1


def test_pruning_keeps_the_last_and_says_what_went(library: Library) -> None:
    for number in range(9):
        library.commit(write(f"第{number}次"))
    wanted = [told.revision for told in library.history("a")[-4:]]

    assert library.prune_history(3) == (
        "每张表保留最近 3 次修改记录，已清理 1 张表更早的 7 次；表的内容没有变。"
    )
    kept = again(library).history("a")
    assert [told.revision for told in kept] == wanted
    assert [told.label for told in kept] == ["此前的内容", *["修改“项目实施期”"] * 3]


def test_old_entries_are_packed_when_a_library_is_written_whole(library: Library) -> None:
    for number in range(40):
        library.commit(write(f"第{number}次"), by="张三", at=AT)
    wanted, long = library.history("a"), len(library._storage.rows("history")["1"])
    library = again(library)

    assert library.history("a") == wanted
    assert len(library._storage.rows("history")["1"]) < long / 2
    library.commit(write("又一次"))
    library = again(library)
    assert library.history("a")[:-1] == wanted
    assert library.prune_history(3).endswith("更早的 39 次；表的内容没有变。")


def test_packed_entries_that_are_damaged_hide_no_others(library: Library) -> None:
    for number in range(20):
        library.commit(write(f"第{number}次"))
    library = again(library)
    line = library._storage.rows("history")["1"]
    library._storage.commit({"history": {"1": line.replace(b" eJ", b" eK", 1)}})

    assert [told.is_kept for told in library.history("a")] == [False, *[True] * 3]


def test_history_is_bounded_when_a_library_is_closed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "KEPT", 3)
    for number in range(9):
        library.commit(write(f"第{number}次"))
    library.close()

    assert "已清理 1 张表更早的 7 次" in library.notices[-1]
    assert len(Library.open(library.path, read_only=True).history("a")) == 4


def test_what_another_program_changed_stands_between_what_is_known(library: Library) -> None:
    library.close()
    with tinydb.TinyDB(library.path) as stock:
        changed = document_to_json(replace(ONE, texts={"period": "别处"}))
        stock.table("documents").update({"document": changed}, doc_ids=[1])
    library = Library.open(library.path)
    foreign = library.document("a")
    library.commit(write("2025年"))

    assert [(told.label, told.is_kept) for told in library.history("a")] == [
        ("新建", False), ("由其他程序修改", True), ("修改“项目实施期”", True),
    ]  # fmt: skip
    assert library.at("a", revision(foreign)) == foreign
    with pytest.raises(LibraryError, match="可能已被清理"):
        library.at("a", revision(ONE))


@pytest.mark.parametrize(
    "damaged", [1, [], ["x", "", "", "", [["set"]]], ["x", "", "", "", [["remove", "nowhere"]]]]
)
def test_an_entry_that_is_not_understood_hides_no_other(library: Library, damaged: object) -> None:
    line = encode({"revisions": [damaged, *library._storage.list_of("history", "1")]})
    library._storage.commit({"history": {"1": line}})
    library.commit(write("2025年"))

    assert [told.is_kept for told in library.history("a")] == [False, True, True]


def _restored(library: Library, uid: str, data: st.DataObject) -> Step:
    past = [told.revision for told in library.history(uid) if told.is_kept]
    return restoring(library, uid, data.draw(st.sampled_from(past)))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_is_done_every_revision_comes_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    library = Library.create(tmp_path_factory.mktemp("h") / "库.json")
    undo: list[Step] = []
    seen: dict[str, list[Document | None]] = {}
    for _ in range(data.draw(st.integers(1, 12))):
        before = dict(library.shelf)
        choice = data.draw(st.sampled_from(["step", "step", "step", "undo", "restore", "return", "reopen"]))
        if choice == "reopen":
            library = again(library)
            continue
        step = data.draw(steps_on(before))
        is_undo = choice == "undo" and bool(undo)
        if is_undo:
            step = undo.pop()
        elif choice == "restore" and seen:
            step = _restored(library, data.draw(st.sampled_from(sorted(seen))), data)
        elif choice == "return" and library.bin():
            step = returning(library, library.bin()[0].entry.uid)
        if not is_undo:
            undo.append(step.inverse(library.shelf))
        library.commit(step)
        for uid in {*before, *library.shelf}:
            if before.get(uid) != library.shelf.get(uid):
                seen.setdefault(uid, []).append(library.shelf.get(uid))
    library = again(library)
    _assert_kept(library, seen)
    library.close()


def _assert_kept(library: Library, seen: dict[str, list[Document | None]]) -> None:
    for uid, documents in seen.items():
        told = library.history(uid)
        assert [each.revision for each in told] == [revision(it) if it else "" for it in documents]
        for document in filter(None, documents):
            found = library.at(uid, revision(document))
            assert revision(found) == revision(document)
            assert found in documents
    assert {each.entry.uid for each in library.bin()} == seen.keys() - library.shelf.keys()
