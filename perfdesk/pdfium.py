"""The one door to PDFium, which is not made for threads: a lock stands around every call.

The library is loaded with the first call.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, NamedTuple

_LOCK = Lock()


class Picture(NamedTuple):
    """A page in pixels: `stride` bytes a line, from the top; four bytes a pixel: blue, green, red, unused."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """How many pages a PDF file has; ValueError when it cannot be read."""
    with _opened(pdf) as document:
        return len(document)


def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Width and height of a page in points, pages counted from 0; ValueError when there is none."""
    with _opened(pdf) as document:
        width, height = _page(document, page).get_size()
        return float(width), float(height)


def render_page(pdf: bytes, page: int, scale: float) -> Picture:
    """A page, counted from 0, on white; `scale` pixels a point. ValueError when there is no such page."""
    with _opened(pdf) as document:
        bitmap = _page(document, page).render(scale=scale, prefer_bgrx=True)
        try:
            return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    with _LOCK:
        import pypdfium2  # noqa: PLC0415 - not before somebody looks at a page

        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ValueError(f"not a PDF file that can be read: {error}") from error
        try:
            yield document
        finally:
            document.close()  # its pages with it, under the lock: not left to the garbage collector


def _page(document: Any, number: int) -> Any:
    if not 0 <= number < len(document):
        raise ValueError(f"there is no page {number} among {len(document)}")
    return document[number]
