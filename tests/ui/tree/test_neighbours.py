"""Where the clerk stands when a form is gone."""

from perfdesk.library.library import Entry
from perfdesk.ui.tree.neighbours import neighbour


def _entry(uid: str, year: str, unit: str, project: str = "") -> Entry:
    return Entry(uid, project or uid, "f", year, "局", unit, "", uid, "", 0, "", None, None, "")


def test_the_next_form_of_the_same_unit_comes_first() -> None:
    entries = [_entry("a", "2025", "甲"), _entry("b", "2025", "乙"), _entry("c", "2025", "甲")]

    assert neighbour(entries, "a") == "c"
    assert neighbour(entries, "c") == "a"


def test_a_form_of_the_same_year_comes_before_a_nearer_one() -> None:
    entries = [_entry("a", "2025", "甲"), _entry("b", "2024", "甲"), _entry("c", "2025", "乙")]

    assert neighbour(entries, "a") == "c"


def test_nothing_is_beside_the_only_form_or_an_unknown_one() -> None:
    assert neighbour([_entry("a", "2025", "甲")], "a") is None
    assert neighbour([_entry("a", "2025", "甲")], "z") is None
