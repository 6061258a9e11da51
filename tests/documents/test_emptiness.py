"""What only waits to be filled in, and what is always said."""

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.documents.address import Address, field, group
from perfdesk.documents.document import Document, Row
from perfdesk.documents.emptiness import parted
from perfdesk.documents.finding import Finding
from tests.documents.strategies import documents

LEVELS = {"level1": "产出指标", "level2": "数量指标"}
BLANK = Row("blank", {**LEVELS, "name": "", "value": " "})
FILLED = Row("filled", {**LEVELS, "name": "参训人数", "value": ""})


def _waits(address: Address, *rows: Row, words: str = "") -> bool:
    document = Document("d", "p", "f@1", {"unit": "", "period": "全年"}, rows)
    finding = Finding("X-01", "error", "d", address, "…", words=words)
    said, waiting = parted(document, [finding])
    assert (said, waiting) in {((finding,), ()), ((), (finding,))}
    return bool(waiting)


def test_a_finding_on_an_empty_cell_waits() -> None:
    assert _waits(field("unit"))
    assert _waits(Address("blank", "name"), BLANK)
    assert _waits(Address("filled", "value"), FILLED)


def test_a_finding_on_a_cell_with_text_is_said() -> None:
    assert not _waits(field("period"))
    assert not _waits(Address("filled", "name"), FILLED)
    assert not _waits(Address("blank", "level1"), BLANK)


def test_a_finding_on_a_place_that_the_form_has_not_is_said() -> None:
    assert not _waits(field("category"))
    assert not _waits(Address("gone", "name"), BLANK)


def test_a_missing_indicator_waits_while_a_row_for_it_is_blank() -> None:
    assert _waits(group("产出指标"), BLANK, FILLED)
    assert _waits(group(), BLANK)
    assert not _waits(group("产出指标"), FILLED)
    assert not _waits(group("效益指标"), BLANK)
    assert not _waits(group("产出指标"))


def test_a_group_whose_words_were_judged_is_said() -> None:
    assert not _waits(group("产出指标"), BLANK, words="工程基建")


@given(documents("a"), st.data())
def test_every_finding_is_in_one_of_both_and_none_on_text_waits(
    document: Document, data: st.DataObject
) -> None:
    cells = [field(key) for key in document.texts]
    cells += [Address(row.uid, key) for row in document.rows for key in row.texts]
    chosen = data.draw(st.lists(st.sampled_from([*cells, group(), group("产出指标")])))
    findings = [Finding(str(number), "error", "a", address, "…") for number, address in enumerate(chosen)]

    said, waiting = parted(document, findings)

    assert sorted([*said, *waiting], key=lambda found: int(found.rule)) == findings
    assert not any((document.text(found.address) or "").strip() for found in waiting)
