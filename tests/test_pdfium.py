"""The locked door to PDFium."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from perfdesk.pdfium import page_count, page_size, render_page
from perfdesk.printing import render_sheets

from .printing.sheets import many_rows, sheet

ONE = render_sheets([sheet()])
LONG = render_sheets([sheet({}, many_rows(60))])


def test_a_page_is_rendered_on_white_with_ink_on_it() -> None:
    picture = render_page(ONE, 0, 1.0)

    pixels = [picture.pixels[at : at + 3] for at in range(0, len(picture.pixels), 4)]
    assert (picture.width, picture.height) == (596, 842)
    assert len(picture.pixels) == picture.stride * picture.height
    assert pixels[0] == pixels[-1] == b"\xff\xff\xff"
    assert 1_000 < sum(pixel[0] < 100 for pixel in pixels) < 100_000


def test_the_scale_is_in_pixels_a_point() -> None:
    small, large = render_page(ONE, 0, 0.5), render_page(ONE, 0, 2.0)

    assert large.width == pytest.approx(4 * small.width, abs=4)
    assert large.height == pytest.approx(4 * small.height, abs=4)


def test_pages_are_counted_and_measured() -> None:
    assert page_count(ONE) == 1
    assert page_count(LONG) > 1
    assert page_size(LONG, 1) == pytest.approx((595.28, 841.89), abs=0.01)


@pytest.mark.parametrize("page", [-1, 1])
def test_a_page_that_is_not_there_is_said(page: int) -> None:
    with pytest.raises(ValueError, match="there is no page"):
        render_page(ONE, page, 1.0)


def test_what_is_no_pdf_is_said() -> None:
    with pytest.raises(ValueError, match="not a PDF"):
        page_count(b"%PDF-1.7 and nothing else")


def test_threads_get_the_pictures_that_one_alone_gets() -> None:
    jobs = [(LONG, 0), (ONE, 0), (LONG, 1)] * 17
    alone = {(pdf, page): render_page(pdf, page, 0.7) for pdf, page in jobs[:3]}

    with ThreadPoolExecutor(4) as threads:
        pictures = list(threads.map(lambda job: render_page(job[0], job[1], 0.7), jobs))

    assert pictures == [alone[job] for job in jobs]


def test_only_one_thread_is_inside_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    inside, most = [0], [0]

    class Watched(pypdfium2.PdfDocument):  # type: ignore[misc]
        def __init__(self, pdf: bytes) -> None:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            super().__init__(pdf)

        def close(self) -> None:
            super().close()
            inside[0] -= 1

    monkeypatch.setattr(pypdfium2, "PdfDocument", Watched)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: render_page(ONE, 0, 0.5), range(20)))

    assert most == [1]
    assert inside == [0]


def test_the_library_is_loaded_with_the_first_call() -> None:
    code = "import sys, perfdesk.pdfium; sys.exit('pypdfium2' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
