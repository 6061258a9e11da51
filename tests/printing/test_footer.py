"""The foot of a page: the code that a person and a camera read, and a form that has not moved."""

from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.documents.check_code import SIGNS, printed_code
from perfdesk.documents.sheet import Sheet
from perfdesk.forms.spec import PrintSpec
from perfdesk.pdfium import Picture, render_page
from perfdesk.printing import Attachment, render_sheets, render_with_places
from perfdesk.printing.qr import SIDE, qr_thirds
from tests.printing.sheets import many_rows, page_texts, sheet

CODE = "7K3M-92XP-4TCJ"
_BLACK = 255 * 3 // 2

codes = st.text(st.sampled_from(SIGNS), min_size=12, max_size=12).map(
    lambda signs: f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"
)


def coded(printed: Sheet, *, check_code: bool = True, qr_code: bool = True) -> Sheet:
    style = replace(printed.print, check_code=check_code, qr_code=qr_code)
    return replace(printed, code=CODE, print=style)


def gray(picture: Picture) -> memoryview:
    """A picture as a decoder takes it: a byte a pixel."""
    lines = (
        picture.pixels[line * picture.stride + 1 : line * picture.stride + picture.width * 4 : 4]
        for line in range(picture.height)
    )
    return memoryview(b"".join(lines)).cast("B", (picture.height, picture.width))


def read_by_camera(pdf: bytes, page: int = 0, dpi: int = 150) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(gray(render_page(pdf, page, dpi / 72)))]


def ink_above_the_foot(pdf: bytes, page: int, spec: PrintSpec) -> bytes:
    picture = render_page(pdf, page, 2)
    lines = picture.height - int(spec.margins[2] * 2 * 72 / 25.4)
    return picture.pixels[: lines * picture.stride]


@settings(deadline=None, max_examples=25)
@given(codes)
def test_a_camera_reads_the_code_from_a_drawing_of_its_modules(code: str) -> None:
    thirds = "".join(f"{third:07b}" for third in qr_thirds(code))
    rows = [bytes(4), *(_module_row(thirds[at : at + SIDE]) for at in range(0, SIDE * SIDE, SIDE)), bytes(4)]
    wide = [bytes(255 - value for value in (row if len(row) > 4 else bytes(SIDE + 8))) for row in rows]
    lines = [bytes(value for value in row for _ in range(4)) for row in wide for _ in range(4)]
    picture = memoryview(b"".join(lines)).cast("B", (len(lines), len(lines[0])))

    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [code]


def _module_row(modules: str) -> bytes:
    return bytes([0] * 4 + [255 * int(module) for module in modules] + [0] * 4)


def test_every_page_says_the_code_to_people_and_cameras() -> None:
    pdf = render_sheets([coded(sheet()), coded(sheet(rows=many_rows(60)))])
    texts = page_texts(pdf)

    assert len(texts) > 2
    for number, text in enumerate(texts):
        assert printed_code(text) == CODE
        assert read_by_camera(pdf, number) == [CODE]


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_cameras_read_it_at_what_scanners_give(dpi: int) -> None:
    assert read_by_camera(render_sheets([coded(sheet())]), dpi=dpi) == [CODE]


def test_the_form_stands_where_it_stood_without_the_code() -> None:
    for printed in (sheet(), sheet(rows=many_rows(60))):
        plain, with_code = render_with_places([printed]), render_with_places([coded(printed)])

        assert with_code.places == plain.places
        for page in range(len(page_texts(plain.pdf))):
            assert ink_above_the_foot(with_code.pdf, page, printed.print) == ink_above_the_foot(
                plain.pdf, page, printed.print
            )


def test_a_form_s_style_turns_each_of_them_off() -> None:
    only_words = render_sheets([coded(sheet(), qr_code=False)])
    only_picture = render_sheets([coded(sheet(), check_code=False)])

    assert (printed_code(page_texts(only_words)[0]), read_by_camera(only_words)) == (CODE, [])
    assert (printed_code(page_texts(only_picture)[0]), read_by_camera(only_picture)) == ("", [CODE])
    assert render_sheets([coded(sheet(), check_code=False, qr_code=False)]) == render_sheets([sheet()])


def test_a_margin_without_room_has_no_code() -> None:
    narrow = replace(sheet(), print=PrintSpec(margins=(20.0, 15.0, 8.0, 15.0)))

    assert render_sheets([replace(narrow, code=CODE)]) == render_sheets([narrow])


def test_a_sheet_without_a_code_has_no_foot() -> None:
    [text] = page_texts(render_sheets([sheet()]))

    assert "核对码" not in text


def test_what_is_attached_comes_out_byte_for_byte_and_the_pages_stay() -> None:
    content = bytes(range(256)) * 40
    plain = render_sheets([sheet()])
    pdf = render_sheets([sheet()], attachment=Attachment("绩效目标表.perfdesk", "forms.perfdesk", content))

    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        [attachment] = [document.get_attachment(at) for at in range(document.count_attachments())]
        assert attachment.get_name() == "绩效目标表.perfdesk"
        assert bytes(attachment.get_data()) == content
    assert page_texts(pdf) == page_texts(plain)
    assert pdf == render_sheets(
        [sheet()], attachment=Attachment("绩效目标表.perfdesk", "forms.perfdesk", content)
    )
