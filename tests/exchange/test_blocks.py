"""A form with two blocks of indicators side by side comes back equal from every carrier it goes out in."""

from pathlib import Path

import pytest

from perfdesk.documents.layout import lay_out
from perfdesk.exchange.importing import import_file
from perfdesk.exchange.records import record
from perfdesk.exchange.writers import write_sheets, writer_of
from perfdesk.printing.job import print_sheets
from tests.exchange.reading import CATALOGUE
from tests.exchange.test_wild import WILD, read

BLOCKS = [path for path in WILD if "target-declaration" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("ending", ["xlsx", "docx", "html", "csv", "pdf"])
@pytest.mark.parametrize("path", BLOCKS, ids=lambda path: path.stem)
def test_both_blocks_come_back(path: Path, ending: str, tmp_path: Path) -> None:
    _, document = read(path, tmp_path)
    sheet, target = lay_out(CATALOGUE.form(document.form), document), tmp_path / f"表.{ending}"
    if writer := writer_of(target):
        write_sheets(writer, [sheet], target)
    else:
        print_sheets([sheet], target)

    (back,) = import_file(target, CATALOGUE).documents

    assert back.form == document.form
    assert [row.texts for row in back.rows] == [row.texts for row in document.rows]
    filled = {key: text for key, text in back.texts.items() if text}
    assert filled == {key: text for key, text in document.texts.items() if text}
    assert not back.tray


def test_there_are_such_forms() -> None:
    assert len(BLOCKS) == 3


def test_the_record_of_a_form_tells_both_blocks(tmp_path: Path) -> None:
    _, document = read(BLOCKS[0], tmp_path)
    told = record(document, CATALOGUE.form(document.form))

    assert told["indicators"][0]["total.value"] == document.rows[0].text("total.value")
