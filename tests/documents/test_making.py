"""New forms, copies, and what of a form is printed."""

from itertools import count

from hypothesis import given

from perfdesk.documents.document import Document, Mark, Row
from perfdesk.documents.layout import lay_out
from perfdesk.documents.making import beside, blank, duplicate, without_blank_rows
from perfdesk.forms.catalogue import framework, shipped_form
from tests.documents.strategies import documents

FORM = shipped_form("project-target@dalian-2024")


def made(**texts: str) -> Document:
    numbers = count(1)
    return blank(FORM, framework("legacy-88"), texts, lambda: str(next(numbers)))


def test_a_new_form_has_a_row_for_every_second_level_that_is_expected() -> None:
    assert [(row.text("level1"), row.text("level2")) for row in made().rows] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("产出指标", "时效指标"),
        ("产出指标", "成本指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]


def test_a_new_form_has_its_title_and_unit_of_money_and_no_optional_field() -> None:
    document = made(year="2025", nonsense="x")

    assert document.texts["title"] == "本级预算项目绩效目标表"
    assert document.texts["money.unit"] == "万元"
    assert document.texts["year"] == "2025"
    assert document.texts["project.name"] == ""
    assert not {"attribute", "category", "nonsense"} & set(document.texts)


def test_uids_are_all_different() -> None:
    document = made()

    uids = [document.uid, document.project, *(row.uid for row in document.rows)]
    assert len(set(uids)) == len(uids)


def test_a_new_form_takes_over_what_is_common_to_its_neighbour() -> None:
    neighbour = Document("d", "p", FORM.ref, {"year": "2024", "unit": "甲局", "period": "x", "filler": ""})

    assert beside(neighbour) == {"year": "2024", "unit": "甲局"}


@given(documents("a"))
def test_a_copy_has_the_same_texts_and_no_uid_in_common(document: Document) -> None:
    numbers = count(1)
    copy = duplicate(document, lambda: f"new-{next(numbers)}")

    assert copy.texts == document.texts
    assert [row.texts for row in copy.rows] == [row.texts for row in document.rows]
    assert not {copy.uid, copy.project, *(row.uid for row in copy.rows)} & {
        document.uid, document.project, *(row.uid for row in document.rows)
    }  # fmt: skip
    assert not copy.marks
    assert not copy.tray


def test_rows_nobody_filled_in_are_not_printed() -> None:
    rows = (
        Row("1", {"level1": "产出指标", "level2": "数量指标", "name": "", "value": " "}),
        Row("2", {"level1": "产出指标", "level2": "质量指标", "name": "合格率", "value": ""}),
    )
    document = Document("d", "p", FORM.ref, {}, rows, marks=(Mark("note", "rows"),))

    printed = without_blank_rows(document)

    assert [row.uid for row in printed.rows] == ["2"]
    assert printed.marks == document.marks
    assert lay_out(FORM, printed).rows == lay_out(FORM, document).rows - 1
