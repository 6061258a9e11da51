import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.forms.kinds import KINDS, Kind, read_year

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())


def test_the_words_a_form_file_may_use() -> None:
    assert sorted(KINDS) == [
        "choice", "coded-name", "level", "long-text", "money", "money-unit", "period", "target-value",
        "text", "year",
    ]  # fmt: skip


@every_kind
def test_a_kind_is_found_under_its_name(kind: Kind) -> None:
    assert KINDS[kind.name] is kind


@every_kind
@given(text=st.text())
def test_every_kind_reads_any_text(kind: Kind, text: str) -> None:
    kind.read(text)


@every_kind
def test_every_kind_understands_its_own_words(kind: Kind) -> None:
    words = {
        "money": "2,695.91", "money-unit": "万元", "period": "2024年1月至2024年12月", "year": "2024",
    }  # fmt: skip

    assert kind.read(words.get(kind.name, "产出指标"))


def test_a_level_is_read_without_blanks() -> None:
    assert KINDS["level"].read(" 产出 指标\n") == "产出指标"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", 2024), (" 2024 ", 2024), ("2024年", 2024), ("2024 年度", 2024), ("２０２４年度", 2024),
        ("(2024年度)", 2024), ("（2024年度）", 2024), ("二〇二四年", 2024), ("二零二四年度", 2024),
        ("1998", 1998), ("202", None), ("12024", None), ("3年", None), ("2024-2026年", None),
        ("二四年", None), ("٢٠٢٤", None), ("", None),
    ],
)  # fmt: skip
def test_a_year(text: str, year: int | None) -> None:
    assert read_year(text) == year
