"""Hypothesis strategies for documents, edits and steps that fit a shelf."""

from hypothesis import strategies as st

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Mark, Row, Stray
from perfdesk.documents.edits import (
    Edit,
    InsertRow,
    MoveRow,
    PutDocument,
    RemoveDocument,
    RemoveRow,
    SetMark,
    SetText,
    SetTray,
    Step,
)

KEYS = ("title", "year", "project.name", "period", "attribute", "funds.annual.sum", "goal.total")
ROW_KEYS = ("level1", "level2", "name", "value")
UIDS = ("a", "b", "c")

texts = st.text(max_size=12) | st.sampled_from(["产出指标", "数量指标", "≥5000份", "", "a\nb", "𬱖𬶏"])
rows_of_any_uid = st.builds(
    Row, st.uuids().map(lambda uid: uid.hex), st.dictionaries(st.sampled_from(ROW_KEYS), texts)
)
marks = st.builds(
    Mark,
    st.sampled_from(["repair", "note", "acknowledged", "status"]),
    st.sampled_from(["rows", "period", "project.name"]),
    st.sampled_from(["", "STR-01", "VAL-02"]),
    texts,
)

trays = st.lists(st.builds(Stray, texts, texts), max_size=2).map(tuple)


def documents(uid: str) -> st.SearchStrategy[Document]:
    """Documents of one uid, with any texts."""
    return st.builds(
        Document,
        st.just(uid),
        st.just(f"project-{uid}"),
        st.just("project-target@dalian-2024"),
        st.dictionaries(st.sampled_from(KEYS), texts),
        st.lists(rows_of_any_uid, max_size=5, unique_by=lambda row: row.uid).map(tuple),
        tray=trays,
    ).flatmap(
        lambda document: st.lists(marks, max_size=3, unique_by=lambda mark: mark.slot).map(
            document.with_marks
        )
    )


shelves = st.dictionaries(st.sampled_from(UIDS), st.none(), max_size=3).flatmap(
    lambda uids: st.fixed_dictionaries({uid: documents(uid) for uid in uids})
)


@st.composite
def edits_of(draw: st.DrawFn, document: Document) -> Edit:
    """An edit that fits a document."""
    choices = [
        "set",
        "insert",
        "mark",
        "tray",
        "drop",
        "put",
        *(["set-row", "remove", "move"] if document.rows else []),
    ]
    choice = draw(st.sampled_from(choices))
    uids = [row.uid for row in document.rows]
    match choice:
        case "set":
            return SetText(Address("", draw(st.sampled_from(KEYS))), draw(texts | st.none()))
        case "set-row":
            return SetText(Address(draw(st.sampled_from(uids)), draw(st.sampled_from(ROW_KEYS))), draw(texts))
        case "insert":
            return InsertRow(draw(rows_of_any_uid), draw(st.integers(0, len(uids))))
        case "remove":
            return RemoveRow(draw(st.sampled_from(uids)))
        case "move":
            return MoveRow(draw(st.sampled_from(uids)), draw(st.integers(0, len(uids) - 1)))
        case "mark":
            mark = draw(marks)
            return SetMark(mark.slot, draw(st.sampled_from([mark, None])))
        case "tray":
            return SetTray(draw(trays))
        case "drop":
            return RemoveDocument(document.uid)
        case _:
            return PutDocument(draw(documents(document.uid)))


@st.composite
def steps_on(draw: st.DrawFn, shelf: dict[str, Document]) -> Step:
    """A step whose edits fit one after another."""
    now: dict[str, Document | None] = dict(shelf)
    edits: list[tuple[str, Edit]] = []
    for _ in range(draw(st.integers(1, 5))):
        uid = draw(st.sampled_from(UIDS))
        document = now.get(uid)
        edit = draw(edits_of(document)) if document else PutDocument(draw(documents(uid)))
        now |= Step("", ((uid, edit),)).apply({key: value for key, value in now.items() if value})
        edits.append((uid, edit))
    return Step(draw(texts), tuple(edits))
