"""A repair of the import is taken back: the row is as the source has it, and nothing is lost."""

from dataclasses import replace

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Mark, Row, Stray
from perfdesk.documents.edits import Step
from perfdesk.documents.repairs import repair_at

KEYS = ("level1", "level2", "name", "value")
AT = Address("r", "level1")
TEXTS = {"level1": "效益指标", "level2": "社会效益指标", "name": "专业程度", "value": "高"}


def mended(before: str, texts: dict[str, str] = TEXTS) -> Document:
    mark = Mark("repair", str(AT), "STR-01", "右移了一格", before)
    return Document("a", "p", "f@1", {}, (Row("r", texts),), (mark,))


def taken_back(document: Document) -> Document | None:
    repair = repair_at(document, AT, KEYS)
    step = Step("", tuple((document.uid, edit) for edit in repair.edits)) if repair else None
    return step.apply({document.uid: document})[document.uid] if step else None


def test_a_row_that_stood_too_far_right_does_so_again_and_its_last_cell_lies_in_the_tray() -> None:
    back = taken_back(mended("\t效益指标\t社会效益指标\t专业程度\t\t高"))

    assert back
    assert [back.rows[0].text(key) for key in KEYS] == ["", "效益指标", "社会效益指标", "专业程度"]
    assert back.tray == (Stray("高", "第 1 行右边"),)
    assert back.marks == ()


def test_a_row_that_stood_too_far_left_does_so_again() -> None:
    back = taken_back(mended("社会效益指标\t专业程度\t高"))

    assert back
    assert [back.rows[0].text(key) for key in KEYS] == ["社会效益指标", "专业程度", "高", ""]
    assert back.tray == ()


def test_a_row_that_somebody_has_changed_stays() -> None:
    assert taken_back(mended("\t效益指标\t社会效益指标\t专业程度\t高", {**TEXTS, "value": "≥90%"})) is None


def test_where_nothing_was_mended_there_is_nothing_to_take_back() -> None:
    document = mended("\t效益指标")

    assert repair_at(document, Address("r", "value"), KEYS) is None
    assert repair_at(replace(document, marks=()), AT, KEYS) is None
    assert repair_at(replace(document, rows=()), AT, KEYS) is None
