"""Merging keeps what both wrote, asks where both wrote, and comes to the same from either side."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.address import Address
from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document, Mark, Row, Stray
from perfdesk.documents.edits import InsertRow, MoveRow, PutDocument, RemoveRow, SetMark, SetText, Step
from perfdesk.documents.merging import Conflict, Merged, Side, merge, resolve, resolved
from perfdesk.documents.status import setting

KEYS = ("year", "period", "goal.total")


def form(*rows: str, **texts: str) -> Document:
    kept = tuple(Row(uid, {"name": f"指标{uid}", "value": ""}) for uid in rows)
    return Document("d", "p", "f@1", {"year": "2024"} | texts, kept)


def text(document: Document, row: str, key: str, words: str | None) -> Document:
    return SetText(Address(row, key), words).apply(document)


def reason(words: str, *, place: str = "year", by: str = "", at: str = "") -> Mark:
    return Mark("acknowledged", place, "R-1", words, by=by, at=at)


@st.composite
def changed(draw: st.DrawFn, document: Document, who: str) -> Document:
    """What somebody makes of a document; every text they type is their own, so that none can hide."""
    typed = (f"{who}{number}" for number in range(100))
    for _ in range(draw(st.integers(0, 6))):
        document = _change(draw, document, typed)
    return document


def _change(draw: st.DrawFn, document: Document, typed: Iterator[str]) -> Document:
    uids = [row.uid for row in document.rows]
    choice = draw(
        st.sampled_from(["field", "away", "mark", "tray", "in", *(["row", "out", "move"] if uids else [])])
    )
    match choice:
        case "field":
            return text(document, "", draw(st.sampled_from(KEYS)), next(typed))
        case "away":
            return text(document, "", draw(st.sampled_from(KEYS)), draw(st.sampled_from(["", None])))
        case "row":
            return text(
                document, draw(st.sampled_from(uids)), draw(st.sampled_from(["name", "value"])), next(typed)
            )
        case "in":
            row = Row(f"row-{next(typed)}", {"name": next(typed)})
            return InsertRow(row, draw(st.integers(0, len(uids)))).apply(document)
        case "out":
            return RemoveRow(draw(st.sampled_from(uids))).apply(document)
        case "move":
            return MoveRow(draw(st.sampled_from(uids)), draw(st.integers(0, len(uids) - 1))).apply(document)
        case "mark":
            at = draw(st.sampled_from(["1999", "2038"]))
            mark = reason(next(typed), place=draw(st.sampled_from(["year", "rows"])), at=at)
            return SetMark(mark.slot, draw(st.sampled_from([mark, None]))).apply(document)
        case _:
            put = (*document.tray, Stray(next(typed)))
            return replace(document, tray=draw(st.sampled_from([put, document.tray[1:]])))


@st.composite
def triples(draw: st.DrawFn) -> tuple[Document, Document, Document]:
    began = form(*draw(st.sampled_from(["", "a", "abc", "abcde"])), period="期")
    base = draw(changed(began, "旧"))
    return base, draw(changed(base, "甲")), draw(changed(base, "乙"))


def words(document: Document) -> set[str]:
    cells = (text for row in document.rows for text in row.texts.values())
    strays = (stray.text for stray in document.tray)
    return {*document.texts.values(), *cells, *strays, *(mark.message for mark in document.marks)}


def words_of(conflict: Conflict) -> set[str]:
    told: set[str] = set()
    for value in (conflict.ours, conflict.theirs):
        told |= (
            set(value.texts.values())
            if isinstance(value, Row)
            else {value}
            if isinstance(value, str)
            else set()
        )
    return told


def mirrored(merged: Merged) -> set[tuple[object, ...]]:
    return {(*each.place, repr(each.base), repr(each.theirs), repr(each.ours)) for each in merged.conflicts}


def told(merged: Merged) -> set[tuple[object, ...]]:
    return {(*each.place, repr(each.base), repr(each.ours), repr(each.theirs)) for each in merged.conflicts}


# --- algebra ------------------------------------------------------------------------------------------


@given(triples())
def test_merging_into_an_untouched_copy_gives_theirs(triple: tuple[Document, Document, Document]) -> None:
    base, _, theirs = triple

    assert merge(base, base, theirs) == Merged(base, base, theirs, theirs, ())


@given(triples())
def test_merging_what_nobody_changed_gives_ours(triple: tuple[Document, Document, Document]) -> None:
    base, ours, _ = triple

    assert merge(base, ours, base).document == ours
    assert merge(base, ours, ours) == Merged(base, ours, ours, ours, ())


@given(triples(), st.booleans(), st.sampled_from(["ours", "theirs"]))
def test_merging_twice_is_merging_once(
    triple: tuple[Document, Document, Document], has_base: bool, side: Side
) -> None:
    base, ours, theirs = triple
    known = base if has_base else None
    once = merge(known, ours, theirs)

    again = merge(known, once.document, theirs)
    assert again.document == once.document
    assert {each.place for each in again.conflicts} == {each.place for each in once.conflicts}

    chosen = resolved(once, {each.place: side for each in once.conflicts})
    assert merge(theirs, chosen, theirs).document == chosen
    assert not merge(theirs, chosen, theirs).conflicts


@given(triples(), st.booleans())
def test_both_directions_find_the_same_conflicts_and_come_to_the_same(
    triple: tuple[Document, Document, Document], has_base: bool
) -> None:
    base, ours, theirs = triple
    known = base if has_base else None
    here, there = merge(known, ours, theirs), merge(known, theirs, ours)

    assert told(here) == mirrored(there)
    if not here.conflicts:
        assert revision(here.document) == revision(there.document)
    else:
        one, other = resolved(here, {each.place: "theirs" for each in here.conflicts}), there.document
        assert {row.uid: row for row in one.rows} == {row.uid: row for row in other.rows}
        assert dict(one.texts) == dict(other.texts)


@given(triples(), st.booleans())
def test_no_typed_text_is_missing_from_both_result_and_conflicts(
    triple: tuple[Document, Document, Document], has_base: bool
) -> None:
    base, ours, theirs = triple
    merged = merge(base if has_base else None, ours, theirs)
    kept = words(merged.document).union(*map(words_of, merged.conflicts))
    new = (words(ours) | words(theirs)) - (words(base) if has_base else set()) - {""}

    assert new <= kept
    assert len({row.uid for row in merged.document.rows}) == len(merged.document.rows)


@given(triples(), st.booleans(), st.data())
def test_edits_lead_from_ours_to_what_was_chosen(
    triple: tuple[Document, Document, Document], has_base: bool, data: st.DataObject
) -> None:
    base, ours, theirs = triple
    merged = merge(base if has_base else None, ours, theirs)
    sides: st.SearchStrategy[Side] = st.sampled_from(["ours", "theirs"])
    choices = {each.place: data.draw(sides) for each in merged.conflicts}
    step = Step("", tuple((ours.uid, edit) for edit in resolve(merged, choices)))

    after = step.apply({ours.uid: ours}).get(ours.uid, ours)
    assert after == resolved(merged, choices)
    for each in merged.conflicts:
        address = Address.parse(each.address)
        if each.kind == "text" and each.address.count(":") < 2:
            assert after.text(address) == (each.ours if choices[each.place] == "ours" else each.theirs)


@given(triples())
def test_clocks_decide_nothing(triple: tuple[Document, Document, Document]) -> None:
    def late(document: Document, at: str) -> Document:
        return document.with_marks(replace(mark, at=at) for mark in document.marks)

    base, ours, theirs = triple
    results = [
        merge(late(base, "2000"), late(ours, one), late(theirs, other))
        for one, other in (("1970", "2099"), ("2099", "1970"))
    ]
    assert told(results[0]) == told(results[1])
    assert late(results[0].document, "") == late(results[1].document, "")


# --- single cases ------------------------------------------------------------------------------------------


def test_different_fields_and_cells_are_both_kept() -> None:
    base = form("a", "b")
    ours = text(text(base, "", "period", "全年"), "a", "value", "≥1")
    theirs = text(text(base, "", "year", "2025"), "a", "name", "新名")

    merged = merge(base, ours, theirs)

    assert not merged.conflicts
    assert merged.document.texts == {"year": "2025", "period": "全年"}
    assert merged.document.rows[0].texts == {"name": "新名", "value": "≥1"}


def test_one_cell_written_differently_is_a_conflict_and_ours_stays_until_somebody_chooses() -> None:
    base = form("a")
    ours, theirs = text(base, "a", "value", "≥1"), text(base, "a", "value", "≥2")

    merged = merge(base, ours, theirs)

    assert merged.conflicts == (Conflict("text", "a/value", "", "≥1", "≥2"),)
    assert merged.document == ours
    assert resolved(merged, {("text", "a/value"): "theirs"}) == theirs
    assert resolve(merged, {("text", "a/value"): "theirs"}) == (SetText(Address("a", "value"), "≥2"),)


def test_a_row_that_one_took_away_and_the_other_edited_is_a_conflict() -> None:
    base = form("a", "b")
    gone, edited = RemoveRow("b").apply(base), text(base, "b", "value", "≥2")

    here, there = merge(base, gone, edited), merge(base, edited, gone)

    assert here.conflicts == (Conflict("row", "b", base.rows[1], None, edited.rows[1]),)
    assert (here.document, there.document) == (gone, edited)
    assert resolved(here, {("row", "b"): "theirs"}) == edited
    assert resolved(there, {("row", "b"): "theirs"}) == gone


def test_a_row_that_one_took_away_and_nobody_edited_goes() -> None:
    base = form("a", "b")

    assert merge(base, base, RemoveRow("b").apply(base)).document.rows == base.rows[:1]


def test_rows_that_both_put_in_stand_side_by_side() -> None:
    base = form("a", "b")
    ours = InsertRow(Row("x", {"name": "甲"}), 1).apply(base)
    theirs = InsertRow(Row("y", {"name": "乙"}), 1).apply(base)

    merged = merge(base, ours, theirs)

    assert not merged.conflicts
    assert [row.uid for row in merged.document.rows] == ["a", "x", "y", "b"]


def test_rows_moved_by_one_side_move_and_by_both_differently_are_a_conflict() -> None:
    base = form(*"abc")
    ours, theirs = MoveRow("a", 2).apply(base), MoveRow("c", 0).apply(base)

    assert [row.uid for row in merge(base, base, theirs).document.rows] == [*"cab"]
    merged = merge(base, ours, theirs)
    assert merged.conflicts == (Conflict("order", "rows", tuple("abc"), tuple("bca"), tuple("cab")),)
    assert [row.uid for row in resolved(merged, {("order", "rows"): "theirs"}).rows] == [*"cab"]


def test_equal_changes_are_no_conflict() -> None:
    base = form("a")
    both = text(RemoveRow("a").apply(base), "", "year", "2025")

    assert merge(base, both, both) == Merged(base, both, both, both, ())


def test_without_a_base_nothing_is_overwritten_or_taken_away() -> None:
    ours = text(form("a", "b"), "", "period", "全年")
    theirs = text(text(form("a", "c"), "", "period", "半年"), "a", "value", "≥1")

    merged = merge(None, ours, theirs)

    assert [each.place for each in merged.conflicts] == [("text", "period")]
    assert merged.document.text(Address("", "period")) == "全年"
    assert merged.document.text(Address("a", "value")) == "≥1"  # where ours was blank
    assert {row.uid for row in merged.document.rows} == {"a", "b", "c"}


def test_a_field_that_one_took_away_goes_and_one_that_was_edited_is_asked_about() -> None:
    base = form(period="全年")
    gone = text(base, "", "period", None)

    assert "period" not in merge(base, base, gone).document.texts
    assert merge(base, text(base, "", "period", "半年"), gone).conflicts == (
        Conflict("text", "period", "全年", "半年", None),
    )


def test_reasons_of_both_for_the_same_finding_are_asked_about() -> None:
    base = form()
    ours = base.with_marks([reason("已核实", by="甲")])
    theirs = base.with_marks([reason("领导同意", by="乙")])

    merged = merge(base, ours, theirs)

    assert merged.conflicts == (Conflict("text", "acknowledged:R-1:year", None, "已核实", "领导同意"),)
    assert resolved(merged, {merged.conflicts[0].place: "theirs"}) == theirs
    assert not merge(base, ours, base.with_marks([reason("已核实", by="乙")])).conflicts


def test_a_final_form_is_not_changed_unasked() -> None:
    base = form("a")
    final = setting(base, "已定稿", "甲", "2026").apply(base)
    edited = text(RemoveRow("a").apply(base), "", "year", "2025")

    here, there = merge(base, final, edited), merge(base, edited, final)

    assert here.document == final
    assert {each.place for each in here.conflicts} == {("text", "year"), ("row", "a")}
    assert told(here) == mirrored(there)
    assert merge(base, base, final).document == final


def test_a_final_form_that_they_opened_again_is_asked_about_and_one_they_printed_is_not() -> None:
    final = setting(form("a"), "已定稿", "甲", "2026").apply(form("a"))
    opened = setting(final, "草稿", "乙", "2026").apply(final)
    printed = setting(final, "已打印", "乙", "2026").apply(final)

    assert merge(final, final, opened).conflicts == (Conflict("text", "status::", "已定稿", "已定稿", None),)
    assert merge(final, final, printed).document == printed


def test_what_a_foreign_hand_gave_one_uid_is_not_lost() -> None:
    twice = replace(form("a"), rows=(Row("a", {"name": "一"}), Row("a", {"name": "二"})))

    merged = merge(form("a"), form("a"), twice)

    assert {"一", "二"} <= {row.text("name") for row in merged.document.rows}


def test_another_edition_of_the_form_is_a_change_as_any_other() -> None:
    base = form()
    newer = replace(base, form="f@2")

    assert merge(base, base, newer).document.form == "f@2"
    assert merge(None, base, newer).conflicts == (Conflict("text", "form", "", "f@1", "f@2"),)
    edits = resolve(merge(base, base, newer), {})
    assert edits == (PutDocument(newer),)
