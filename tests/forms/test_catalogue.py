"""Form files: every shipped one is sound, and a mistake in one is named with its file and key."""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from perfdesk import paths
from perfdesk.errors import FormError
from perfdesk.forms.catalogue import (
    Catalogue,
    checked,
    framework,
    frameworks,
    profile,
    shipped_form,
    shipped_refs,
)
from perfdesk.forms.reading import parse_spec, read_spec
from perfdesk.forms.spec import FormSpec

TARGET = "project-target@dalian-2024"

PUBLISHED = {
    "project-target@dalian-2024": "856c114d66dd7b2d",
    "target-core@national-2021": "e835be41f8f8f6cd",
    "target-declaration@national-2015": "67db73b7825f98cb",
    "target-review@national-2015": "ba215d6ceb8aac16",
}


def source(ref: str = TARGET) -> str:
    return (paths.resource("forms") / f"{ref}.toml").read_text(encoding="utf-8")


def layout_digest(ref: str) -> str:
    layout = tomllib.loads(source(ref))
    for words in ("match", "purpose"):
        layout.pop(words, None)
    return hashlib.sha256(json.dumps(layout, sort_keys=True).encode()).hexdigest()[:16]


@pytest.mark.parametrize("ref", shipped_refs())
def test_every_shipped_form_is_named_after_what_it_is(ref: str) -> None:
    assert shipped_form(ref).ref == ref


@pytest.mark.parametrize("ref", shipped_refs())
def test_layout_and_keys_of_a_published_edition_never_change(ref: str) -> None:
    assert layout_digest(ref) == PUBLISHED[ref]


@pytest.mark.parametrize("ref", shipped_refs())
def test_every_key_of_a_form_has_a_name_of_its_own(ref: str) -> None:
    form = shipped_form(ref)
    keys = [cell.key for cell, _ in form.fields()] + list(form.row_keys())

    names = [form.label_of(key) for key in keys]

    assert all(names)
    assert len(set(names)) == len(names)


def test_every_shipped_framework_and_profile_can_be_read() -> None:
    assert {tree.id for tree in frameworks()} == {"legacy-88", "core-101"}
    for path in paths.resource("profiles").glob("*.toml"):
        assert profile(path.stem).id == path.stem


def test_a_level_is_found_by_its_name_and_by_an_alias() -> None:
    legacy = framework("legacy-88")

    assert [(first.name, second.name) for first, second in legacy.seconds("成本指标")] == [
        ("产出指标", "成本指标")
    ]
    level = legacy.first("预期产出指标")
    assert level is not None
    assert level.name == "产出指标"
    assert legacy.first("成本指标") is None


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("framework =", "framwork =", "framwork"),
        ('kind = "period"', 'kid = "period"', "lines.3.cells.3.kid"),
        ('kind = "period"', 'kind = "perod"', "lines.3.cells.3.kind"),
        ("columns = 5, default", "columns = 4, default", "lines.0"),
        ('key = "unit"', 'key = "department"', "department"),
        (
            '{ key = "level2", kind = "level", merge = true }',
            '{ key = "level2", kind = "level", merge = true, within = "name" }',
            "rows.cells.1.within",
        ),
        ('"unit" = [', '"unti" = [', "match.labels.unti"),
        ('shown = "({}年度)"', 'shown = "(年度)"', "lines.1.cells.0"),
        ('framework = "legacy-88"', 'framework = "legacy-99"', "legacy-99"),
        ("edition = ", "edition ", "TOML"),
    ],
)
def test_a_mistake_in_a_form_file_is_named(old: str, new: str, named: str) -> None:
    text = source()
    assert old in text

    with pytest.raises(FormError, match=named.replace(".", r"\.")):
        checked(parse_spec(text.replace(old, new, 1), FormSpec, "表样.toml"), "表样.toml")


@pytest.mark.parametrize(("text", "place"), [("id = 1\nedition 2\n", "第2行"), ("id = ", "末尾")])
def test_what_is_no_toml_is_said_in_chinese(text: str, place: str) -> None:
    with pytest.raises(FormError) as refused:
        parse_spec(text, FormSpec, "表样")

    assert str(refused.value) == f"文件「表样」的{place}不是有效的 TOML 文本，请改正后再试。"


def test_a_package_adds_forms_to_those_carried_already_and_changes_none() -> None:
    both = Catalogue({"a@1": "old"}).with_carried({"a@1": "new", "b@1": "more"})

    assert both.carried_sources(["a@1", "b@1"]) == {"a@1": "old", "b@1": "more"}


def test_a_missing_or_undecodable_form_file_is_a_form_error(tmp_path: Path) -> None:
    (tmp_path / "乱.toml").write_bytes(b"\xff\xfe\xff")

    with pytest.raises(FormError, match=r"没有.toml.*不存在"):
        read_spec(tmp_path / "没有.toml", FormSpec)
    with pytest.raises(FormError, match=r"乱.toml.*UTF-8"):
        read_spec(tmp_path / "乱.toml", FormSpec)


def test_an_unknown_form_is_said_with_what_to_do() -> None:
    with pytest.raises(FormError, match="没有表样「nowhere@1」，请升级"):
        Catalogue().form("nowhere@1")
    with pytest.raises(FormError):
        Catalogue().form("../../etc/passwd")


def test_a_carried_form_is_known_and_travels_on() -> None:
    text = source().replace('edition = "dalian-2024"', 'edition = "office-2025"', 1)
    catalogue = Catalogue({"project-target@office-2025": text})

    assert catalogue.form("project-target@office-2025").ref == "project-target@office-2025"
    assert catalogue.carried_source("project-target@office-2025") == text
    assert catalogue.carried_source(TARGET) is None
    assert [form.ref for form in catalogue.forms()] == [*shipped_refs(), "project-target@office-2025"]


def test_a_carried_form_that_cannot_be_read_hinders_no_other() -> None:
    catalogue = Catalogue({"project-target@from-the-future": source() + "\n[hologram]\ndepth = 3\n"})

    assert [form.ref for form in catalogue.forms()] == list(shipped_refs())
    with pytest.raises(FormError, match="hologram"):
        catalogue.form("project-target@from-the-future")


def test_a_carried_text_cannot_take_the_place_of_a_shipped_form() -> None:
    forged = source().replace("项目实施期", "别的什么")

    assert Catalogue({TARGET: forged}).form(TARGET) is shipped_form(TARGET)
