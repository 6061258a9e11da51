"""Documents as JSON: the shape of the published forms, described by a schema."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from perfdesk import paths
from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document, Mark, Row, Stray
from perfdesk.exchange.importing import import_file
from perfdesk.exchange.records import notes, record, write_json
from perfdesk.forms.catalogue import Catalogue, shipped_form
from tests.documents.strategies import shelves

EXPECTED = Path(__file__).parents[1] / "data" / "expected.json"
FORM = shipped_form("project-target@dalian-2024")
SCHEMA = json.loads(paths.resource("schemas", "documents-1.json").read_text(encoding="utf-8"))


def with_texts(**texts: str) -> dict[str, Any]:
    return record(
        Document("a", "p", FORM.ref, {key.replace("_", "."): text for key, text in texts.items()}), FORM
    )


def valid(records: list[dict[str, Any]]) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(records)))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_nine_published_forms_are_told_as_expected() -> None:
    read = import_file(paths.resource("samples", "forms-2024.txt"), Catalogue()).documents

    told = [record(document, FORM) for document in read]

    valid(told)
    for ours, theirs in zip(told, json.loads(EXPECTED.read_text(encoding="utf-8")), strict=True):
        same = set(theirs) - {"form", "import_notes"}
        assert {key: ours[key] for key in same} == {key: theirs[key] for key in same}
    assert [len(each["import_notes"]) for each in told] == [0, 0, 0, 0, 0, 1, 0, 0, 0]
    assert told[5]["import_notes"][0]["address"] == f"{read[5].rows[5].uid}/level1"


@given(shelves)
def test_any_document_fits_the_schema(shelf: dict[str, Document]) -> None:
    told = [record(document, FORM) for document in shelf.values()]

    valid(told)
    assert [each["revision"] for each in told] == [revision(document) for document in shelf.values()]


@pytest.mark.parametrize(
    ("wrong", "why"), [({"year": 1.5}, "1.5"), ({"uid": ""}, "non-empty"), ({"later": 1}, "later")]
)
def test_the_schema_refuses_another_shape(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(jsonschema.ValidationError, match=why):
        valid([with_texts(title="表") | wrong])


def test_what_a_form_does_not_have_is_null_and_what_is_blank_is_blank() -> None:
    told = with_texts(title="", year="", attribute="", funds_annual_sum=" ", goal_annual="")

    assert (told["title"], told["year"], told["project_attribute"], told["goals"]["annual"]) == (
        "",
        "",
        "",
        "",
    )
    assert told["funds"]["annual"]["total"] is None
    for absent in (
        "filling_unit",
        "project_code",
        "project_name",
        "project_category",
        "implementation_period",
    ):
        assert told[absent] is None
    assert told["goals"]["implementation_period"] is None


@pytest.mark.parametrize(
    ("text", "unit", "told"),
    [
        ("2,695.91", "万元", "2695.91"),
        ("8200.00", "万元", "8200"),
        ("28万5千", "万元", "28万5千"),
        ("1466000", "元", "1466000"),
        ("146.6万元", "元", "1466000"),
        ("1466000元", "万元", "146.6"),
        ("146.6", "不是单位", "146.6"),
        ("约100", "万元", "约100"),
    ],
)
def test_an_amount_is_the_plain_decimal_in_the_forms_own_unit(text: str, unit: str, told: str) -> None:
    assert with_texts(funds_annual_sum=text, money_unit=unit)["funds"]["annual"]["total"] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("≥5,000份", {"kind": "quantitative", "operator": "≥", "number": "5000", "unit": "份"}),
        ("90%-95%", {"kind": "range", "operator": "", "number": "90", "upper": "95", "unit": "%"}),
        ("±5%", {"kind": "deviation", "operator": "", "number": "5", "unit": "%"}),
        ("2024年12月前", {"kind": "date", "operator": "≤", "date": "2024年12月前"}),
        ("优秀", {"kind": "qualitative"}),
        ("", {"kind": None}),
    ],
)
def test_a_target_value_is_told_as_understood_beside_its_text(text: str, told: dict[str, Any]) -> None:
    document = Document("a", "p", FORM.ref, {}, (Row("r", {"value": text}),))

    assert record(document, FORM)["indicators"][0]["value"] == {"text": text} | told
    valid([record(document, FORM)])


def test_notes_stand_in_the_order_of_the_form_with_the_tray_last() -> None:
    document = Document(
        "a",
        "p",
        FORM.ref,
        {"period": "x", "project.name": "y"},
        (Row("r1", {}), Row("r2", {})),
        tray=(Stray("页码 3"),),
    ).with_marks(
        [
            Mark("note", "r2/level1", "N4"),
            Mark("repair", "r1/value", "N3"),
            Mark("note", "rows", "N5"),
            Mark("note", "period", "N2"),
            Mark("note", "project.name", "N1", "说明"),
            Mark("status", "", "S"),
            Mark("acknowledged", "period", "A"),
        ]
    )

    told = notes(document, FORM)

    assert [note["code"] for note in told] == ["N1", "N2", "N3", "N4", "N5", "TRAY"]
    assert told[0] == {"code": "N1", "address": "project.name", "message": "说明"}
    assert told[2]["address"] == "r1/value"
    assert "页码 3" in told[5]["message"]


def test_a_json_file_holds_the_records_as_readable_text(tmp_path: Path) -> None:
    told = [with_texts(title="表𬱖\ud800")]

    path = write_json(tmp_path / "表.json", told)

    text = path.read_text(encoding="utf-8")
    assert "表𬱖\ufffd" in text
    valid(json.loads(text))
