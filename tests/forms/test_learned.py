"""Words that a clerk has taught are kept beside the library, and forms are known by them."""

from pathlib import Path

import pytest

from perfdesk.errors import DiskError, FormError
from perfdesk.forms import learned as learned_module
from perfdesk.forms.catalogue import Catalogue
from perfdesk.forms.learned import load_learned, save_learned, taught, with_label

REF = "project-target@dalian-2024"


def test_what_was_taught_comes_back(tmp_path: Path) -> None:
    library = tmp_path / "项目库.json"
    words = with_label(
        with_label({}, "project-target", "goal.total", '申报"总"目标'), "别的表", "x", "甲\\乙"
    )

    save_learned(library, words)

    assert load_learned(library) == words
    assert load_learned(tmp_path / "另一个.json") == {}


def test_a_label_means_what_it_was_taught_last() -> None:
    words = with_label(with_label({}, "f", "period", "期限"), "f", "unit", "期限")

    assert words == {"f": {"unit": ("期限",)}}
    assert with_label(words, "f", "unit", "期限") == words


def test_a_form_is_known_by_what_was_taught_and_by_nothing_that_it_does_not_have() -> None:
    form = Catalogue().form(REF)

    more = taught(form, {"project-target": {"goal.total": ("申报总目标",), "没有这一栏": ("乙",)}})

    assert more.match.labels["goal.total"] == (*form.match.labels["goal.total"], "申报总目标")
    assert "没有这一栏" not in more.match.labels
    assert taught(form, {"project-target": {"没有这一栏": ("乙",)}}) is form


def test_a_file_that_cannot_be_read_is_told_and_not_overwritten(tmp_path: Path) -> None:
    library = tmp_path / "项目库.json"
    path = learned_module.learned_path(library)
    path.write_text("[project-target]\nperiod = 5\n", encoding="utf-8")

    with pytest.raises(FormError, match=r"项目库\.栏目\.toml.*project-target\.period"):
        load_learned(library)
    with pytest.raises(FormError):
        save_learned(library, {})
    assert "period = 5" in path.read_text(encoding="utf-8")


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskError):
        save_learned(tmp_path / "没有这个文件夹" / "项目库.json", {"f": {"unit": ("甲",)}})
