"""Bytes → text: short texts, cut texts, and what is no text."""

import random

import pytest

from perfdesk.exchange.encoding import decode
from tests.exchange import papers

CELLS = sorted({cell for form in papers.forms() for line in form for cell in line if len(cell) > 3})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_cell_of_the_sample_is_recognised_alone_on_its_line(encoding: str) -> None:
    wrong = [cell for cell in CELLS if decode(cell.encode(encoding)) != cell]

    assert wrong == []


def test_rare_characters_survive_gb18030() -> None:
    text = "项目名称\t𬱖𬶏䶮㛃经费\n"

    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_character_cut_off_at_the_end_costs_no_other(encoding: str) -> None:
    data = "填报单位名称".encode(encoding)

    assert decode(data[:-1]) == "填报单位名\ufffd"


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_text(seed: int) -> None:
    with pytest.raises(ValueError, match="no text"):
        decode(random.Random(seed).randbytes(600))  # noqa: S311  (no secret)
